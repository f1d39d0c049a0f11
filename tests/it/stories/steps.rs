//! Every step of the wish for a bot: back, cancel, another command in the middle, and a restart of Hatchery.

use futures::future::join_all;
use hatchery::domain::Provider;

use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::Failure;
use crate::world::{Speaker, World};

const NO_CREDIT_KEY: &str = "sk-ant-HATCHTEST-0123456789-poor";
const SLOW_KEY: &str = "sk-ant-HATCHTEST-0123456789-slow";

/// What brings a person on.
enum Move {
    Says(String),
    Presses(&'static str),
}

/// A question: how one gets to it from the question before, and what it says.
pub struct Step {
    by: Move,
    asks: &'static str,
}

impl Step {
    fn says(text: &str, asks: &'static str) -> Self {
        Step { by: Move::Says(text.into()), asks }
    }

    fn presses(label: &'static str, asks: &'static str) -> Self {
        Step { by: Move::Presses(label), asks }
    }

    async fn takes(&self, person: &Speaker) {
        match &self.by {
            Move::Says(text) => person.says(text),
            Move::Presses(label) => {
                person.presses(label);
                0
            }
        };
        person.sees(self.asks).await;
    }
}

/// A world with two blueprints, so that no question is left out, and with a provider and a Telegram that make every
/// turn of the way possible.
pub async fn crossroads() -> Option<(World, Ways)> {
    let folder = tempfile::tempdir().expect("a folder");
    let parrot = include_str!("../../../blueprints/hatchling.toml").replace("hatchling\"", "parrot\"");
    std::fs::write(folder.path().join("parrot.toml"), parrot.replace("\"Hatchling\"", "\"Parrot\"")).expect("a file");
    let world = World::with(&[("BLUEPRINTS_DIR", folder.path().to_str().expect("a plain path"))]).await?;
    for (key, behaviour) in [(NO_CREDIT_KEY, Behaviour::no_credit(Provider::Anthropic)), (SLOW_KEY, Behaviour::Stall)] {
        for on in [On::Look, On::Chat] {
            world.providers.behaves(key, on, behaviour.clone());
        }
    }
    let (elsewhere, slow) = (world.telegram.bot("elsewhere_bot"), world.telegram.bot("slow_bot"));
    world.sets_a_webhook(&elsewhere).await;
    for _ in 0..100 {
        world.telegram.fails_next(&slow, "getMe", Failure::Stall);
    }
    let trunk = vec![
        Step::says("/deploy", "What kind of bot?"),
        Step::presses("Hatchling", "What shall it be called?"),
        Step::says("nest", "Whose AI should “nest” use?"),
        Step::presses("Anthropic", "Send me your Anthropic key."),
        Step::says(NO_CREDIT_KEY, "has no credit left"),
        Step::presses("Go on anyway", "Where should people talk to “nest”?"),
        Step::says("web telegram", "needs a Telegram bot of its own"),
        Step::says(&elsewhere.token, "already run by another program"),
        Step::presses("Take it over", "Ready to hatch “nest”"),
        Step::presses("Change something", "What would you like to change?"),
    ];
    let branches = vec![
        (4, Step::says(SLOW_KEY, "Checking it with Anthropic.")),
        (7, Step::says(&slow.token, "Checking it with Telegram.")),
    ];
    Some((world, Ways { trunk, branches, _blueprints: folder }))
}

/// The way to a bot, and the questions beside it that stand behind so many of its steps.
pub struct Ways {
    trunk: Vec<Step>,
    branches: Vec<(usize, Step)>,
    _blueprints: tempfile::TempDir,
}

impl Ways {
    /// The way to each question.
    fn all(&self) -> Vec<Vec<&Step>> {
        let trunk = (1..=self.trunk.len()).map(|n| self.trunk[..n].iter().collect());
        let branches = self.branches.iter().map(|(n, step)| self.trunk[..*n].iter().chain([step]).collect());
        trunk.chain(branches).collect()
    }
}

/// Sends somebody down each way, all at once, and says where they stand.
pub async fn everywhere<'a>(world: &World, ways: &'a Ways) -> Vec<(Speaker, Vec<&'a Step>)> {
    let walks = ways.all().into_iter().zip(42..).map(|(way, id)| async move {
        let person = world.person(id);
        for step in &way {
            step.takes(&person).await;
        }
        (person, way)
    });
    join_all(walks).await
}

pub fn asked<'a>(way: &[&'a Step]) -> &'a str {
    way.last().expect("a way has an end").asks
}

#[tokio::test]
async fn from_every_step_back_leads_to_the_question_before() {
    let Some((world, ways)) = crossroads().await else { return };
    let back = everywhere(&world, &ways).await.into_iter().map(|(person, way)| async move {
        let before = match asked(&way) {
            "What kind of bot?" => return,
            // One goes back to where a key or token is given, not to what was said about the last one.
            "Where should people talk to “nest”?" => "Send me your Anthropic key.",
            "Ready to hatch “nest”" => "needs a Telegram bot of its own",
            _ => way[way.len() - 2].asks,
        };
        person.gets("Back", before).await;
    });
    join_all(back).await;
    world.ends().await;
}

#[tokio::test]
async fn every_step_can_be_cancelled_by_button_and_by_command() {
    let Some((world, ways)) = crossroads().await else { return };
    let left = everywhere(&world, &ways).await.into_iter().map(|(person, _)| async move {
        person.gets("Cancel", "Cancelled. Nothing was made, and what you sent is forgotten.").await;
        person.hears("hello", "I did not understand that.").await;
    });
    join_all(left).await;
    let left = everywhere(&world, &ways).await.into_iter().map(|(person, _)| async move {
        person.hears("/cancel", "Cancelled. Nothing was made, and what you sent is forgotten.").await;
        person.hears("/status", "You have no bot yet.").await;
    });
    join_all(left).await;
    world.ends().await;
}

#[tokio::test]
async fn at_every_step_one_may_look_at_something_else_and_come_back() {
    let Some((world, ways)) = crossroads().await else { return };
    let looks = everywhere(&world, &ways).await.into_iter().map(|(person, way)| {
        let ways = &ways;
        async move {
            person.hears("/status", "You have no bot yet.").await;
            person.gets("Continue", asked(&way)).await;
            person.hears("/deploy best", "You are in the middle of hatching").await;
            person.gets("Continue here", asked(&way)).await;
            person.hears("/help", "This is what I understand").await;
            goes_on(&person, &way, ways).await;
        }
    });
    join_all(looks).await;
    world.ends().await;
}

#[tokio::test]
async fn after_a_restart_any_message_continues_at_every_step() {
    let Some((mut world, ways)) = crossroads().await else { return };
    let people = everywhere(&world, &ways).await;
    world.restart().await;
    let continues = people.into_iter().map(|(person, way)| {
        let ways = &ways;
        async move {
            person.sends_a_picture();
            let again = person.sees("I can only read text here.").await;
            assert!(again.text.contains(asked(&way)), "{}", again.text);
            person.hears("/start", asked(&way)).await;
            goes_on(&person, &way, ways).await;
            assert_eq!(person.count("not allowed to delete"), 0, "what was deleted before stays deleted");
        }
    });
    join_all(continues).await;
    world.ends().await;
}

/// Takes the step that follows, if one does.
async fn goes_on(person: &Speaker, way: &[&Step], ways: &Ways) {
    let is_trunk = way.iter().zip(&ways.trunk).all(|(step, known)| step.asks == known.asks);
    if let Some(next) = ways.trunk.get(way.len()).filter(|_| is_trunk) {
        next.takes(person).await;
    }
}
