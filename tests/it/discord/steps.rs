//! Every step of the wish for a bot: back, cancel, another command in the middle, and a restart of Hatchery.

use futures::future::join_all;
use hatchery::domain::Provider;
use tempfile::TempDir;

use crate::discord::{Den, Door, Speaker};
use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::{Failure, FakeTelegram};

const NO_CREDIT_KEY: &str = "sk-ant-HATCHTEST-0123456789-poor";
const SLOW_KEY: &str = "sk-ant-HATCHTEST-0123456789-slow";

through_both_doors! {
    from_every_step_back_leads_to_the_question_before,
    every_step_can_be_cancelled_by_button_and_by_command,
    at_every_step_one_may_look_at_something_else_and_come_back,
    after_a_restart_one_goes_on_at_every_step,
}

/// What brings a person on.
enum Move {
    Types(&'static str),
    Picks(&'static [&'static str]),
    Presses(&'static str),
    Fills(&'static str, Vec<(&'static str, String)>),
}

/// A question: how one gets to it from the question before, and what it says.
struct Step {
    by: Move,
    asks: &'static str,
}

impl Step {
    async fn takes(&self, person: &Speaker) {
        match &self.by {
            Move::Types(line) => drop(person.types(line)),
            Move::Picks(labels) => drop(person.selects(labels)),
            Move::Presses(label) => drop(person.presses(label)),
            Move::Fills(button, fields) => {
                let fields: Vec<(&str, &str)> = fields.iter().map(|(field, text)| (*field, text.as_str())).collect();
                person.fills(button, &fields).await;
            }
        }
        person.sees(self.asks).await;
    }
}

/// A den with two blueprints, so that no question is left out, and with a provider and a Telegram that make every turn
/// of the way possible.
struct Crossroads {
    den: Den,
    trunk: Vec<Step>,
    /// The questions beside the way that stand behind so many of its steps.
    branches: Vec<(usize, Step)>,
    _telegram: FakeTelegram,
    _blueprints: TempDir,
}

impl Crossroads {
    async fn open(door: Door) -> Option<Self> {
        let folder = tempfile::tempdir().expect("a folder");
        let parrot = include_str!("../../../blueprints/hatchling.toml").replace("hatchling\"", "parrot\"");
        std::fs::write(folder.path().join("parrot.toml"), parrot.replace("\"Hatchling\"", "\"Parrot\""))
            .expect("a file");
        let telegram = FakeTelegram::start().await?;
        let blueprints = folder.path().to_str().expect("a plain path");
        let settings = [("BLUEPRINTS_DIR", blueprints), ("TELEGRAM_API_URL", telegram.origin())];
        let den = Den::with(door, &settings).await?;
        let poor = Behaviour::no_credit(Provider::Anthropic);
        for (key, behaviour) in [(NO_CREDIT_KEY, poor), (SLOW_KEY, Behaviour::Stall)] {
            for on in [On::Look, On::Chat] {
                den.providers.behaves(key, on, behaviour.clone());
            }
        }
        let (child, slow) = (telegram.bot("nest_helper_bot"), telegram.bot("slow_bot"));
        for _ in 0..100 {
            telegram.fails_next(&slow, "getMe", Failure::Stall);
        }
        let name_and_key =
            |key: &str| Move::Fills("Name and key", vec![("Name", "nest".into()), ("Anthropic key", key.into())]);
        let token = |token: &str| Move::Fills("Give the token", vec![("Telegram bot token", token.into())]);
        let step = |by, asks| Step { by, asks };
        let trunk = vec![
            step(Move::Types("/deploy"), "What kind of bot?"),
            step(Move::Picks(&["Hatchling"]), "Whose AI should your bot use?"),
            step(Move::Picks(&["Anthropic"]), "Where should people talk to your bot?"),
            step(Move::Picks(&["Web page", "Telegram"]), "What shall it be called?"),
            step(name_and_key(NO_CREDIT_KEY), "has no credit left"),
            step(Move::Presses("Go on anyway"), "needs a Telegram bot of its own"),
            step(token(&child.token), "Ready to hatch “nest”"),
            step(Move::Presses("Change something"), "What would you like to change?"),
        ];
        let branches = vec![
            (4, step(name_and_key(SLOW_KEY), "Checking it with Anthropic.")),
            (6, step(token(&slow.token), "Checking it with Telegram.")),
        ];
        Some(Crossroads { den, trunk, branches, _telegram: telegram, _blueprints: folder })
    }

    /// Sends somebody down the way to each question, all at once, and says where they stand.
    async fn everywhere(&self, who: &str) -> Vec<(Speaker, Vec<&Step>)> {
        let trunk = (1..=self.trunk.len()).map(|n| self.trunk[..n].iter().collect::<Vec<_>>());
        let branches = self.branches.iter().map(|(n, step)| self.trunk[..*n].iter().chain([step]).collect());
        let walks = trunk.chain(branches).enumerate().map(|(n, way)| async move {
            let person = self.den.speaker(&format!("{who}-{n}"));
            for step in &way {
                step.takes(&person).await;
            }
            (person, way)
        });
        join_all(walks).await
    }

    /// Takes the step that follows, if one does.
    async fn goes_on(&self, person: &Speaker, way: &[&Step]) {
        let is_trunk = way.iter().zip(&self.trunk).all(|(step, known)| step.asks == known.asks);
        if let Some(next) = self.trunk.get(way.len()).filter(|_| is_trunk) {
            next.takes(person).await;
        }
    }
}

fn asked<'a>(way: &[&'a Step]) -> &'a str {
    way.last().expect("a way has an end").asks
}

async fn from_every_step_back_leads_to_the_question_before(door: Door) {
    let Some(cross) = Crossroads::open(door).await else { return };
    let back = cross.everywhere("ada").await.into_iter().map(|(person, way)| async move {
        let before = match asked(&way) {
            "What kind of bot?" => return,
            // One goes back to where a key or token is given, not to what was said about the last one.
            "has no credit left" | "Checking it with Anthropic." => "Send me your Anthropic key.",
            "needs a Telegram bot of its own" => "Send me your Anthropic key.",
            "Ready to hatch “nest”" | "Checking it with Telegram." => "needs a Telegram bot of its own",
            _ => way[way.len() - 2].asks,
        };
        person.gets("Back", before).await;
    });
    join_all(back).await;
    cross.den.ends().await;
}

async fn every_step_can_be_cancelled_by_button_and_by_command(door: Door) {
    let Some(cross) = Crossroads::open(door).await else { return };
    let cancelled = "Cancelled. Nothing was made, and what you sent is forgotten.";
    let left = cross.everywhere("ada").await.into_iter().map(|(person, _)| async move {
        person.gets("Cancel", cancelled).await;
        person.hears("/status", "You have no bot yet.").await;
    });
    join_all(left).await;
    let left = cross.everywhere("bob").await.into_iter().map(|(person, _)| async move {
        person.hears("/cancel", cancelled).await;
        person.hears("/status", "You have no bot yet.").await;
    });
    join_all(left).await;
    cross.den.ends().await;
}

async fn at_every_step_one_may_look_at_something_else_and_come_back(door: Door) {
    let Some(cross) = Crossroads::open(door).await else { return };
    let looks = cross.everywhere("ada").await.into_iter().map(|(person, way)| {
        let cross = &cross;
        async move {
            person.hears("/status", "You have no bot yet.").await;
            person.gets("Continue", asked(&way)).await;
            person.hears("/deploy best", "You are in the middle of hatching").await;
            person.gets("Continue here", asked(&way)).await;
            person.hears("/help", "This is what I understand").await;
            cross.goes_on(&person, &way).await;
        }
    });
    join_all(looks).await;
    cross.den.ends().await;
}

async fn after_a_restart_one_goes_on_at_every_step(door: Door) {
    let Some(mut cross) = Crossroads::open(door).await else { return };
    let people = cross.everywhere("ada").await;
    let people: Vec<(Speaker, usize)> = people.into_iter().map(|(person, way)| (person, way.len())).collect();
    cross.den.stop().await;
    cross.den.start().await;
    let continues = people.iter().enumerate().map(|(n, (person, len))| {
        let cross = &cross;
        async move {
            if n < cross.trunk.len() {
                let way: Vec<&Step> = cross.trunk[..*len].iter().collect();
                cross.goes_on(person, &way).await;
            } else {
                person.hears("/start", cross.branches[n - cross.trunk.len()].1.asks).await;
            }
        }
    });
    join_all(continues).await;
    cross.den.ends().await;
}
