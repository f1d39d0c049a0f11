//! A bot on Telegram that is made through Hatchery's own: one confirmation there, and no token that anybody copies.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Semaphore;

use crate::fakes::providers::{Behaviour, On};
use crate::fakes::telegram::{Action, Bot, Failure, FakeTelegram, Message};
use crate::world::{KEY, Speaker, World};

/// A Hatchery whose bot may manage others.
async fn making() -> Option<World> {
    let mut world = World::start().await?;
    world.telegram.lets_manage(&world.hatchery);
    world.restart().await;
    Some(world)
}

/// Where a message leads to make a bot.
fn way(message: &Message) -> String {
    let button = message.button("Create the bot for me").unwrap_or_else(|| panic!("{message:?}"));
    let Action::Open(address) = &button.action else { panic!("{button:?}") };
    address.clone()
}

/// The question for a token of "nest", which needs no key.
pub async fn asked(ada: &Speaker) -> String {
    way(&ada.hears("/deploy nest hatchling echo telegram", "needs a Telegram bot of its own").await)
}

pub async fn makes(ada: &Speaker, address: &str, words: &str) -> Bot {
    ada.marks();
    let child = ada.person.makes_a_bot(address).expect("it is made");
    ada.sees(words).await;
    child
}

/// "nest" runs by a bot that was made.
async fn hatched(ada: &Speaker) -> Bot {
    let address = asked(ada).await;
    let child = makes(ada, &address, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    child
}

fn use_it(child: &Bot) -> String {
    format!("Use @{}", child.username)
}

#[tokio::test]
async fn with_a_kept_key_a_bot_takes_three_taps_and_a_name() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    ada.hears("/keys add anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "is kept").await;
    ada.hears("/start", "I hatch bots").await;

    let (mut taps, mut typed) = (Vec::new(), String::new());
    taps.push("Hatch a bot");
    ada.gets("Hatch a bot", "What shall it be called?").await;
    typed.push_str("nest");
    let question = ada.hears("nest", "needs a Telegram bot of its own").await;
    // Opening this and saying yes there is all of it that happens in Telegram's own windows.
    taps.push("Create the bot for me");
    let child = makes(&ada, &way(&question), "Ready to hatch “nest”").await;
    let review = ada.sees("Ready to hatch").await.text;
    assert!(review.contains("AI: Anthropic, key …good (checked)"), "{review}");
    assert!(review.contains(&format!("Telegram as @{}", child.username)), "{review}");
    taps.push("Hatch it");
    ada.gets("Hatch it", "is alive").await;
    assert_eq!((taps.len(), typed.as_str()), (3, "nest"), "{taps:?}");

    ada.with(&child).hears("hello", "You said: hello").await;
    world
        .telegram
        .until(&child, "it says what it is", |telegram| !telegram.calls(&child, "setChatMenuButton").is_empty())
        .await;
    let said = &world.telegram.calls(&child, "setMyDescription")[0]["description"];
    assert!(said.as_str().is_some_and(|said| said.starts_with("nest is a personal assistant")), "{said}");
    assert_eq!(world.telegram.calls(&child, "setMyCommands")[0]["commands"][0]["command"], "new");
    assert_eq!(world.telegram.access(&child), Some(Vec::new()), "only its owner may write to it");
    assert!(!ada.chat().to_string().contains(&child.token), "no token was ever in the chat");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_nobody_asked_for_is_offered_to_be_hatched_with() {
    let Some(world) = making().await else { return };
    let bob = world.person(43);
    bob.marks();
    let child = bob.person.makes_a_bot_called("hatchery_bot", "bobs_own_bot").expect("it is made");
    bob.sees("@bobs_own_bot is made and yours, with me as its manager.").await;
    assert_eq!(bob.chat().visible().count(), 2, "what Telegram notes in the chat is not answered:\n{}", bob.chat());
    bob.gets(&use_it(&child), "What shall it be called?").await;
    bob.hears("owl", "Whose AI").await;
    let review = bob.gets("Just try it, no key", "Ready to hatch").await;
    assert!(review.text.contains("Telegram as @bobs_own_bot"), "{}", review.text);
    bob.gets("Hatch it", "is alive").await;
    bob.with(&child).hears("hello", "hello").await;
    // It is used now, so the old button does nothing.
    bob.gets(&use_it(&child), "is in use already").await;
    world.ends().await;
}

#[tokio::test]
async fn told_twice_it_is_taken_once() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let address = asked(&ada).await;
    let child = makes(&ada, &address, "Ready to hatch").await;
    world.telegram.delivers_again(&world.hatchery);
    world.telegram.tells_again(&child);
    world.settles().await;
    assert_eq!(ada.count("Ready to hatch"), 1, "{}", ada.chat());
    assert_eq!(world.telegram.calls(&world.hatchery, "getManagedBotToken").len(), 1);
    ada.gets("Hatch it", "is alive").await;
    world.telegram.tells_again(&child);
    world.settles().await;
    ada.with(&child).hears("hello", "hello").await;
    assert_eq!(ada.count("is changed"), 0, "its token is the one it has:\n{}", ada.chat());
    world.ends().await;
}

#[tokio::test]
async fn one_that_comes_late_is_offered_and_one_that_comes_after_cancel_is_kept() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let address = asked(&ada).await;
    world.app().move_clock(Duration::from_secs(16 * 60));
    let late = makes(&ada, &address, "That took too long").await;
    let review = ada.gets(&use_it(&late), "Ready to hatch").await;
    assert!(review.text.contains(&late.username), "{}", review.text);
    ada.hears("/cancel", "Nothing was made").await;

    ada.hears("/deploy owl echo telegram", "needs a Telegram bot of its own").await;
    let question = ada.sees("needs a Telegram bot of its own").await;
    assert!(question.button(&use_it(&late)).is_some(), "one that is there already is offered: {question:?}");
    ada.hears("/cancel", "Nothing was made").await;
    let kept = makes(&ada, &way(&question), "Nothing uses it yet").await;
    ada.gets(&use_it(&kept), "What shall it be called?").await;
    ada.hears("owl", "Whose AI").await;
    ada.gets("Just try it, no key", "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.with(&kept).hears("hello", "hello").await;
    world.ends().await;
}

#[tokio::test]
async fn what_telegram_refuses_is_explained_ahead_and_a_pasted_token_is_the_way_out() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let question = ada.hears("/deploy nest echo telegram", "needs a Telegram bot of its own").await;
    for words in ["the name is taken", "too many bots"] {
        assert!(question.text.contains(words), "{}", question.text);
    }
    let address = way(&question);
    let (_, path) = address.split_once("/hatchery_bot/").expect("our own bot");
    world.telegram.bot(path.split_once('?').expect("a name").0);
    assert_eq!(ada.person.makes_a_bot(&address).err(), Some("USERNAME_OCCUPIED"));
    world.telegram.allows_bots(0);
    let free = ada.person.makes_a_bot_called("hatchery_bot", "another_nest_bot");
    assert_eq!(free.err(), Some("BOT_CREATE_LIMIT_EXCEEDED"));
    world.telegram.allows_bots(20);
    world.telegram.stops_managing(&world.hatchery);
    let free = ada.person.makes_a_bot_called("hatchery_bot", "another_nest_bot");
    assert_eq!(free.err(), Some("MANAGER_PERMISSION_MISSING"));
    // None of that is heard here; the question stands and can be answered otherwise.
    let own = world.telegram.bot("her_own_bot");
    ada.gets("I have a token", "Open @BotFather").await;
    ada.hears(&own.token, "Ready to hatch").await;
    world.ends().await;
}

#[tokio::test]
async fn what_is_switched_in_botfather_is_known_without_a_restart() {
    let Some(world) = World::start().await else { return };
    let ada = world.person(42);
    let asks = async |what: &str| {
        ada.hears("/cancel", "").await;
        let asked = ada.hears("/deploy nest hatchling echo telegram", "needs a Telegram bot of its own").await;
        assert_eq!(asked.button("Create the bot for me").is_some(), what == "offered", "{what}: {asked:?}");
        asked
    };
    asks("not offered").await;
    world.telegram.lets_manage(&world.hatchery);
    world.app().move_clock(Duration::from_secs(301));
    let question = asks("offered").await;
    // What is refused is not offered again, however soon.
    world.telegram.fails_next(&world.hatchery, "getManagedBotToken", Failure::BadGateway);
    makes(&ada, &way(&question), "I cannot reach Telegram right now").await;
    world.telegram.stops_managing(&world.hatchery);
    ada.gets("Try again", "I may not manage bots any more").await;
    asks("not offered").await;
    world.telegram.lets_manage(&world.hatchery);
    asks("not offered").await;
    world.app().move_clock(Duration::from_secs(301));
    asks("offered").await;
    world.telegram.stops_managing(&world.hatchery);
    world.app().move_clock(Duration::from_secs(301));
    asks("not offered").await;
    world.ends().await;
}

#[tokio::test]
async fn a_token_that_telegram_does_not_give_is_asked_for_again_or_pasted() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let address = asked(&ada).await;
    world.telegram.fails_next(&world.hatchery, "getManagedBotToken", Failure::BadGateway);
    makes(&ada, &address, "I cannot reach Telegram right now").await;
    world.telegram.stops_managing(&world.hatchery);
    ada.gets("Try again", "I may not manage bots any more").await;
    let child = world.telegram.bot("pasted_bot");
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    world.ends().await;
}

#[tokio::test]
async fn a_token_that_changes_is_brought_to_the_bot_also_while_it_is_worked_on() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    ada.hears("/keys add anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "is kept").await;
    ada.hears("/deploy", "What shall it be called?").await;
    let question = ada.hears("nest", "needs a Telegram bot of its own").await;
    let child = makes(&ada, &way(&question), "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let second = world.telegram.renews_token(&child);
    ada.sees("is changed").await;
    ada.with(&second).hears("hello", "You said: hello").await;

    // The first answer is what the restart waits for now.
    let held = Arc::new(Semaphore::new(0));
    world.providers.behaves(KEY, On::Chat, Behaviour::Held(held.clone()));
    ada.hears("/restart", "Restarting").await;
    let third = world.telegram.renews_token(&second);
    let is_heard = |telegram: &FakeTelegram| telegram.pending(&world.hatchery).is_empty();
    world.telegram.until(&world.hatchery, "that is heard", is_heard).await;
    world.providers.behaves(KEY, On::Chat, Behaviour::Usual);
    held.close();
    ada.sees("goes on with it").await;
    ada.sees("is back").await;
    ada.with(&third).hears("again", "You said: again").await;
    world.ends().await;
}

#[tokio::test]
async fn a_hatch_goes_on_with_a_token_that_changes_before_it_and_before_its_first_answer() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    ada.hears("/keys add anthropic", "Send me your Anthropic key").await;
    ada.hears(KEY, "is kept").await;
    ada.hears("/deploy", "What shall it be called?").await;
    let question = ada.hears("nest", "needs a Telegram bot of its own").await;
    let child = makes(&ada, &way(&question), "Ready to hatch").await;
    // Nobody tells us of this one.
    let second = world.telegram.renews_token_unheard(&child);
    let held = Arc::new(Semaphore::new(0));
    world.providers.behaves(KEY, On::Chat, Behaviour::Held(held.clone()));
    ada.presses("Hatch it");
    let listens = |telegram: &FakeTelegram| !telegram.calls(&second, "getUpdates").is_empty();
    world.telegram.until(&second, "it listens by the second", listens).await;
    let third = world.telegram.renews_token(&second);
    ada.sees("goes on with it").await;
    world.providers.behaves(KEY, On::Chat, Behaviour::Usual);
    held.close();
    ada.sees("is alive").await;
    ada.with(&third).hears("hello", "You said: hello").await;
    assert_eq!((ada.count("is alive"), ada.count("did not hatch")), (1, 0), "{}", ada.chat());
    ada.hears("/quota", "You have 1 of 5 bots.\n1 deploy left this hour").await;
    world.ends().await;
}

#[tokio::test]
async fn a_void_token_that_telegram_knows_no_better_undoes_the_hatch() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let address = asked(&ada).await;
    let child = makes(&ada, &address, "Ready to hatch").await;
    world.telegram.renews_token_unheard(&child);
    world.telegram.stops_managing(&world.hatchery);
    ada.gets("Hatch it", "did not hatch").await;
    ada.sees("Telegram does not give me the token").await;
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_changes_hands_keeps_its_token_from_whoever_had_it() {
    let Some(world) = making().await else { return };
    let (ada, bob) = (world.person(42), world.person(43));
    let child = hatched(&ada).await;
    world
        .telegram
        .until(&child, "it says what it is", |telegram| !telegram.calls(&child, "setChatMenuButton").is_empty())
        .await;
    let asked = world.telegram.calls(&world.hatchery, "getManagedBotToken").len();
    bob.marks();
    world.telegram.gives(&child, &bob.person);
    ada.sees("belongs to somebody else now").await;
    bob.sees("is made and yours").await;
    assert_eq!(world.telegram.calls(&world.hatchery, "getManagedBotToken").len(), asked);
    ada.hears("/rotate nest", "came from @BotFather").await;
    world.ends().await;
}

#[tokio::test]
async fn another_token_is_one_word_away_where_the_bot_was_made_here() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let child = hatched(&ada).await;
    ada.hears("/rotate", "I get a new token from Telegram").await;
    ada.sees("is changed").await;
    let calls = world.telegram.calls(&world.hatchery, "replaceManagedBotToken").len();
    assert_eq!(calls, 1);
    ada.with(&child).hears("hello", "hello").await;
    ada.hears("/stop", "is stopped").await;
    ada.hears("/rotate", "I get a new token from Telegram").await;
    ada.sees("is stopped and takes it up when you start it").await;
    ada.hears("/resume", "runs again").await;
    ada.with(&child).hears("back", "back").await;

    let own = world.telegram.bot("her_own_bot");
    ada.hears("/deploy owl echo telegram", "needs a Telegram bot of its own").await;
    ada.hears(&own.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada.hears("/rotate owl", "only you can replace it").await;
    world.ends().await;
}

#[tokio::test]
async fn a_running_bot_is_given_one_by_edit_and_its_guests_are_let_in() {
    let Some(world) = making().await else { return };
    let ada = world.person(42);
    let first = hatched(&ada).await;
    ada.hears("/edit nest", "What would you like to change").await;
    let question = ada.gets("Telegram token", "needs a Telegram bot of its own").await;
    let second = makes(&ada, &way(&question), "is changed").await;
    ada.with(&second).hears("hello", "hello").await;
    ada.hears("/config nest set guests = 43000", "revision 2").await;
    world
        .telegram
        .until(&second, "the guest is let in", |telegram| telegram.access(&second) == Some(vec![43_000]))
        .await;
    world.person(43_000).with(&second).hears("me too", "me too").await;
    assert_eq!(world.telegram.access(&first), Some(Vec::new()));
    world.ends().await;
}
