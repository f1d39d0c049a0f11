//! kill -9 of `hatchery serve` at many moments of an operation. Started again, it ends as if nothing had happened.

use hatchery::domain::Provider;
use nix::sys::signal::Signal;

use super::house::{AI_KEY, House, Page, Running, told};
use super::program::until;
use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::Failure;

/// A moment that can be seen from outside.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// Telegram was called so often since the wish.
    Calls(usize),
    /// The intent to carry out a stage is on record.
    Begun(&'static str),
    /// Its result is on record.
    Ended(&'static str),
    /// The bot has a folder.
    Folder,
    /// The bot has a process.
    Process,
    /// The one that it had is gone; where it is to be another one, it may be there already.
    NoProcess,
    /// It has no folder any more.
    NoFolder,
    /// The result is in the outbox.
    Written,
    /// The person can read it.
    Told,
}

/// What is asked of Hatchery, and how its result begins.
#[derive(Debug, Clone, Copy)]
enum Wish {
    Hatch,
    /// The provider takes the key back before the bot can use it.
    HatchInVain,
    Restart,
    Stop,
    Delete,
}

/// Letters that are no progress.
const RESULTS: &str = "SELECT COUNT(*) FROM outbox WHERE operation_id IS NULL";
/// New messages that were on their way, and no answer on record: whether Telegram has them, nobody can tell.
const RESULTS_ON_THEIR_WAY: &str =
    "SELECT COUNT(*) FROM outbox WHERE operation_id IS NULL AND sent_revision < revision AND lease_until > 0";
const PROGRESS_ON_ITS_WAY: &str =
    "SELECT COUNT(*) FROM outbox WHERE operation_id IS NOT NULL AND message IS NULL AND lease_until > 0";

impl Wish {
    fn word(self) -> &'static str {
        match self {
            Wish::Hatch | Wish::HatchInVain => "deploy",
            Wish::Restart => "restart",
            Wish::Stop => "stop",
            Wish::Delete => "delete",
        }
    }

    fn result(self) -> &'static str {
        match self {
            Wish::Hatch => "“nest” is alive.",
            Wish::HatchInVain => "“nest” did not hatch. Anthropic does not accept its key.",
            Wish::Restart => "“nest” is back.",
            Wish::Stop => "“nest” is stopped.",
            Wish::Delete => "“nest” is gone for good",
        }
    }

    /// Brings the person to the point where one more deed starts the operation.
    async fn prepared(self, house: &House) {
        match self {
            Wish::Hatch => house.reviews("nest").await,
            Wish::HatchInVain => {
                house.providers.knows(Provider::Anthropic, AI_KEY);
                house.reviews_with_key("nest", AI_KEY).await;
                house.providers.behaves(AI_KEY, On::Chat, Behaviour::empty(401));
            }
            Wish::Restart | Wish::Stop => drop(house.hatches("nest").await),
            Wish::Delete => {
                house.hatches("nest").await;
                house.ada().says(&house.bot, "/delete nest");
                house.tells("Delete “nest” for good?").await;
            }
        }
    }

    fn said(self, house: &House) {
        let ada = house.ada();
        match self {
            Wish::Hatch | Wish::HatchInVain => ada.presses(&house.bot, "Hatch it"),
            Wish::Restart => drop(ada.says(&house.bot, "/restart nest")),
            Wish::Stop => drop(ada.says(&house.bot, "/stop nest")),
            Wish::Delete => drop(ada.says(&house.bot, "nest")),
        }
    }
}

/// What had happened when the wish was spoken.
struct Before {
    calls: usize,
    results: i64,
    running: Vec<Running>,
}

impl Before {
    async fn now(house: &House) -> Self {
        let results = house.number(RESULTS).await.unwrap_or(0);
        Before { calls: calls(house), results, running: house.running() }
    }
}

/// How often Telegram was called for something that a person can see.
fn calls(house: &House) -> usize {
    let methods = ["getUpdates", "sendMessage", "editMessageText", "answerCallbackQuery"];
    methods.into_iter().map(|method| house.telegram.calls(&house.bot, method).len()).sum()
}

impl Moment {
    async fn is_here(self, house: &House, wish: Wish, before: &Before) -> bool {
        let step = async |column| house.step(wish.word(), column).await.contains(&self.stage().to_owned());
        let is_told = || !told(&house.ada().chat(&house.bot), wish.result()).is_empty();
        match self {
            Moment::Calls(count) => calls(house) >= before.calls + count || is_told(),
            Moment::Begun(_) => step("intent_at").await,
            Moment::Ended(_) => step("done_at").await,
            Moment::Folder => !house.folders().is_empty(),
            Moment::Process => !house.running().is_empty(),
            Moment::NoProcess => !house.running().iter().any(|it| before.running.contains(it)),
            Moment::NoFolder => house.folders().is_empty() && step("intent_at").await,
            Moment::Written => house.number(RESULTS).await.is_some_and(|results| results > before.results),
            Moment::Told => is_told(),
        }
    }

    fn stage(self) -> &'static str {
        match self {
            Moment::Begun(stage) | Moment::Ended(stage) => stage,
            Moment::NoFolder => "remove",
            Moment::Calls(_)
            | Moment::Folder
            | Moment::Process
            | Moment::NoProcess
            | Moment::Written
            | Moment::Told => "",
        }
    }
}

/// Kills Hatchery at this moment of this wish, starts it again, and looks whether the world is as it should be.
async fn ends_right(wish: Wish, moment: Moment) {
    let Some(house) = House::new().await else { return };
    let first = house.serves();
    wish.prepared(&house).await;
    let before = Before::now(&house).await;
    wish.said(&house);
    until(&format!("{moment:?} of {wish:?}"), async || moment.is_here(&house, wish, &before).await.then_some(())).await;
    first.dies().await;
    let doubles = house.number(RESULTS_ON_THEIR_WAY).await.expect("the database can be read") as usize;
    let left_standing = house.number(PROGRESS_ON_ITS_WAY).await.expect("the database can be read") as usize;

    let second = house.serves();
    house.tells(wish.result()).await;
    house.comes_to_rest().await;
    let chat = house.ada().chat(&house.bot);
    let results = told(&chat, wish.result()).len();
    assert!((1..=1 + doubles).contains(&results), "{wish:?} at {moment:?}: told {results} times\n{chat}");
    let standing = chat.visible().filter(|message| message.text.contains("→ ")).count();
    assert!(standing <= left_standing, "{wish:?} at {moment:?}: a progress that stands still:\n{chat}");
    house.is_in_order().await;
    assert_eq!(house.used().await, 1, "{wish:?} at {moment:?}");
    house.ada().says(&house.bot, "/status");
    let status = match wish {
        Wish::Hatch | Wish::Restart => "nest  ● running",
        Wish::Stop => "nest  ○ stopped",
        Wish::HatchInVain | Wish::Delete => "You have no bot yet.",
    };
    let card = house.tells(status).await;
    match wish {
        Wish::Hatch | Wish::Restart => Page::in_text(&card).answers().await,
        Wish::HatchInVain | Wish::Stop | Wish::Delete => assert_eq!(house.running(), []),
    }
    second.leaves(Signal::SIGTERM).await;
    assert_eq!(house.running(), [], "{wish:?} at {moment:?}: bots end with Hatchery");
}

#[tokio::test]
async fn a_reply_that_was_read_before_a_kill_is_not_given_again() {
    let Some(house) = House::new().await else { return };
    // No periodic work comes to its help.
    let house = house.with("JOB_POLL_MS", "3600000");
    let serve = house.serves();
    house.ada().says(&house.bot, "/start");
    house.tells("I hatch bots.").await;
    let open = "SELECT COUNT(*) FROM effects";
    until("the reply is forgotten", async || (house.number(open).await? == 0).then_some(())).await;
    serve.dies().await;
    let house = house.with("JOB_POLL_MS", "50");
    let serve = house.serves();
    house.ada().says(&house.bot, "/quota");
    house.tells("You have 0 of 5 bots.").await;
    assert_eq!(told(&house.ada().chat(&house.bot), "I hatch bots.").len(), 1);
    serve.leaves(Signal::SIGTERM).await;
}

/// A reply that was on its way is given by the next Hatchery, in its place in the conversation.
#[tokio::test]
async fn a_reply_that_never_came_is_given_after_the_kill() {
    let Some(house) = House::new().await else { return };
    let serve = house.serves();
    house.ada().says(&house.bot, "/start");
    house.tells("I hatch bots.").await;
    let on_record = async |many: i64| (house.number("SELECT COUNT(*) FROM effects").await? == many).then_some(());
    until("the end of the first turn", async || on_record(0).await).await;
    house.telegram.fails_next(&house.bot, "sendMessage", Failure::Stall);
    house.ada().says(&house.bot, "/deploy");
    let sent = || house.telegram.calls(&house.bot, "sendMessage").len();
    until("the reply on its way", async || (sent() == 2).then_some(())).await;
    house.ada().says(&house.bot, "nest");
    until("both turns", async || on_record(2).await).await;
    serve.dies().await;
    let serve = house.serves();
    house.tells("Whose AI should “nest” use?").await;
    let chat = house.ada().chat(&house.bot);
    let of_bot: Vec<String> =
        told(&chat, "").iter().map(|text| text.lines().next().unwrap_or_default().into()).collect();
    assert_eq!(of_bot.len(), 3, "{chat}");
    assert_eq!(of_bot[1], "What shall it be called?", "{chat}");
    assert!(of_bot[2].starts_with("Whose AI"), "{chat}");
    serve.leaves(Signal::SIGTERM).await;
}

async fn all_end_right(wish: Wish, moments: &[Moment]) {
    for moment in moments {
        ends_right(wish, *moment).await;
    }
}

#[tokio::test]
async fn a_hatch_that_was_killed_between_two_calls_to_telegram_ends_right() {
    all_end_right(Wish::Hatch, &[1, 2, 3, 4, 5].map(Moment::Calls)).await;
}

#[tokio::test]
async fn a_hatch_that_was_killed_while_the_bot_is_made_ends_right() {
    let begun = Moment::Begun("place");
    all_end_right(Wish::Hatch, &[begun, Moment::Folder, Moment::Ended("place"), Moment::Begun("start")]).await;
}

#[tokio::test]
async fn a_hatch_that_was_killed_while_the_bot_starts_ends_right() {
    let moments = [Moment::Process, Moment::Ended("start"), Moment::Begun("answer"), Moment::Ended("answer")];
    all_end_right(Wish::Hatch, &moments).await;
}

#[tokio::test]
async fn a_hatch_that_was_killed_around_its_result_ends_right() {
    all_end_right(Wish::Hatch, &[Moment::Written, Moment::Told]).await;
}

#[tokio::test]
async fn a_hatch_that_was_killed_while_it_is_taken_back_ends_right() {
    let moments = [Moment::Ended("start"), Moment::Begun("remove"), Moment::NoFolder, Moment::Written, Moment::Told];
    all_end_right(Wish::HatchInVain, &moments).await;
}

#[tokio::test]
async fn a_restart_that_was_killed_ends_right() {
    let moments = [Moment::Calls(1), Moment::Begun("stop"), Moment::NoProcess, Moment::Ended("start"), Moment::Written];
    all_end_right(Wish::Restart, &moments).await;
}

#[tokio::test]
async fn a_stop_that_was_killed_ends_right() {
    all_end_right(Wish::Stop, &[Moment::Calls(1), Moment::Begun("stop"), Moment::NoProcess, Moment::Told]).await;
}

#[tokio::test]
async fn a_deletion_that_was_killed_ends_right() {
    let moments = [Moment::Begun("stop"), Moment::NoProcess, Moment::Begun("remove"), Moment::NoFolder, Moment::Told];
    all_end_right(Wish::Delete, &moments).await;
}
