//! The chat on Telegram: who is talked with, what they see, and what happens when Telegram or the bot fails.

use futures::future::join_all;
use hatchery::domain::Provider;
use serde_json::json;

use super::nest::{AI_KEY, CLAIM_CODE, Egg};
use crate::fakes::providers::{Behaviour, FakeProviders, On};
use crate::fakes::telegram::{Bot, Chat, Failure, FakeTelegram, Sender};

const GREETING: &str = "I am nest. Write me anything; /new starts a new conversation.";
const CLAIMED: &str = "I am nest, and from now on I am yours. Write me anything; /new starts a new conversation.";
const STRANGER: &str = "I only talk with my owner and their guests. If you should be one, ask the person who runs me.";

/// A Telegram with one bot; nothing, with a loud note, where its description is missing.
async fn telegram() -> Option<(FakeTelegram, Bot)> {
    let telegram = FakeTelegram::start().await?;
    let bot = telegram.bot("nest_helper_bot");
    Some((telegram, bot))
}

fn shows(text: &str) -> impl Fn(&Chat) -> bool {
    move |chat| chat.shown(text).is_some()
}

fn from_bot(chat: &Chat) -> Vec<&str> {
    chat.messages.iter().filter(|message| message.sender == Sender::Bot).map(|message| message.text.as_str()).collect()
}

#[tokio::test]
async fn owner_and_guests_are_answered_and_a_stranger_is_refused_once() {
    let Some((telegram, bot)) = telegram().await else { return };
    let egg = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").with("GUESTS_TELEGRAM", "7,8");
    let nest = egg.hatch().await;
    let (owner, guest, stranger) = (telegram.person(42), telegram.person(7), telegram.person(666));
    owner.says(&bot, "/start");
    owner.sees(&bot, shows(GREETING)).await;
    owner.says(&bot, "${{X.Y}} 🥚 שלום");
    owner.sees(&bot, shows("${{X.Y}} 🥚 שלום")).await;
    owner.sends_a_picture(&bot);
    owner.sees(&bot, shows("I can only read text. Write it to me in words.")).await;
    guest.says(&bot, "may I?");
    guest.sees(&bot, shows("may I?")).await;

    stranger.says(&bot, "hello");
    stranger.says(&bot, "/start guessed-HATCHTEST-000000");
    stranger.says(&bot, "/new");
    telegram.until(&bot, "every update is confirmed", |telegram| telegram.pending(&bot).is_empty()).await;
    assert_eq!(from_bot(&stranger.chat(&bot)), [STRANGER]);
    nest.until_telegram("listening").await;
    let (status, ready) = nest.ready().await;
    assert_eq!(status, 200);
    assert_eq!(ready["channels"]["telegram"], json!({ "state": "listening", "name": "nest_helper_bot" }));
    nest.stops().await;
}

#[tokio::test]
async fn a_group_gets_silence() {
    let Some((telegram, bot)) = telegram().await else { return };
    let nest = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").hatch().await;
    let owner = telegram.person(42);
    let group = telegram.group(-5, &[&bot]);
    group.hears(&bot, &owner, "/start");
    group.hears(&bot, &owner, "hello, bot");
    owner.says(&bot, "and here?");
    owner.sees(&bot, shows("and here?")).await;
    telegram.until(&bot, "every update is confirmed", |telegram| telegram.pending(&bot).is_empty()).await;
    assert!(from_bot(&group.sees(&bot, |_| true).await).is_empty());
    nest.stops().await;
}

#[tokio::test]
async fn whoever_opens_the_claim_link_first_is_the_owner_and_stays_it() {
    let Some((telegram, bot)) = telegram().await else { return };
    let egg = Egg::echo().on_telegram(&telegram, &bot).with("CLAIM_CODE", CLAIM_CODE);
    let nest = egg.hatch().await;
    let (ada, eve) = (telegram.person(42), telegram.person(666));
    eve.says(&bot, &format!("/start {}", &CLAIM_CODE[1..]));
    eve.sees(&bot, shows(STRANGER)).await;
    ada.says(&bot, &format!("/start {CLAIM_CODE}"));
    ada.sees(&bot, shows(CLAIMED)).await;
    eve.says(&bot, &format!("/start {CLAIM_CODE}"));
    ada.says(&bot, &format!("/start {CLAIM_CODE}"));
    ada.sees(&bot, shows(GREETING)).await;
    nest.stops().await;

    let nest = egg.hatch().await;
    eve.says(&bot, &format!("/start {CLAIM_CODE}"));
    eve.sees(&bot, |chat| from_bot(chat) == [STRANGER, STRANGER]).await;
    ada.says(&bot, "do you know me?");
    ada.sees(&bot, shows("do you know me?")).await;
    nest.stops().await;
}

#[tokio::test]
async fn a_new_conversation_forgets_the_one_before() {
    let Some((telegram, bot)) = telegram().await else { return };
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let egg = Egg::anthropic(&providers).on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42");
    let ada = telegram.person(42);
    let nest = egg.hatch().await;
    ada.says(&bot, "one");
    ada.sees(&bot, shows("You said: one")).await;
    nest.stops().await;

    let nest = egg.hatch().await;
    ada.says(&bot, "two");
    ada.sees(&bot, shows("You said: two")).await;
    ada.says(&bot, "/new");
    ada.sees(&bot, shows("A new conversation: what we said before is forgotten.")).await;
    ada.says(&bot, "three");
    let chat = ada.sees(&bot, shows("You said: three")).await;
    assert!(chat.typing > 0, "{chat}");
    let heard: Vec<usize> =
        providers.calls().iter().map(|call| call.body["messages"].as_array().map_or(0, Vec::len)).collect();
    assert_eq!(heard, [1, 3, 1]);
    nest.stops().await;
}

#[tokio::test]
async fn twenty_people_at_once_are_all_answered_in_their_own_order() {
    let Some((telegram, bot)) = telegram().await else { return };
    let guests = (1..=20).map(|id| id.to_string()).collect::<Vec<_>>().join(",");
    let nest = Egg::echo().on_telegram(&telegram, &bot).with("GUESTS_TELEGRAM", guests).hatch().await;
    let people: Vec<_> = (1..=20).map(|id| telegram.person(id)).collect();
    for text in ["one", "two", "three"] {
        for person in &people {
            person.says(&bot, text);
        }
    }
    join_all(people.iter().map(|person| person.sees(&bot, |chat| from_bot(chat) == ["one", "two", "three"]))).await;
    nest.stops().await;
}

#[tokio::test]
async fn a_long_reply_comes_in_several_messages() {
    let Some((telegram, bot)) = telegram().await else { return };
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let egg = Egg::anthropic(&providers).on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42");
    let nest = egg.hatch().await;
    let ada = telegram.person(42);
    let said = "palabra ".repeat(512);
    ada.says(&bot, said.trim());
    let chat = ada.sees(&bot, |chat| from_bot(chat).len() == 2).await;
    assert_eq!(from_bot(&chat).join(" "), format!("You said: {}", said.trim()));
    nest.stops().await;
}

#[tokio::test]
async fn a_reply_that_telegram_does_not_take_at_once_is_offered_again() {
    let Some((telegram, bot)) = telegram().await else { return };
    let nest = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").hatch().await;
    let ada = telegram.person(42);
    telegram.fails_next(&bot, "sendMessage", Failure::BadGateway);
    telegram.fails_next(&bot, "sendMessage", Failure::TooMany(1));
    ada.says(&bot, "hello");
    ada.sees(&bot, shows("hello")).await;
    nest.stops().await;
}

#[tokio::test]
async fn somebody_who_blocked_the_bot_holds_nobody_up() {
    let Some((telegram, bot)) = telegram().await else { return };
    let egg = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").with("GUESTS_TELEGRAM", "7");
    let (ada, guest) = (telegram.person(42), telegram.person(7));
    guest.says(&bot, "bye");
    guest.blocks(&bot);
    let nest = egg.hatch().await;
    ada.says(&bot, "hello");
    ada.sees(&bot, shows("hello")).await;
    telegram.until(&bot, "every update is confirmed", |telegram| telegram.pending(&bot).is_empty()).await;
    nest.stops().await;
}

#[tokio::test]
async fn a_revoked_token_is_told_once_and_the_bot_is_not_ready() {
    let Some((telegram, bot)) = telegram().await else { return };
    let nest = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").hatch().await;
    nest.until_telegram("listening").await;
    telegram.revokes(&bot);
    // The poll that is waiting ends with this, and every later one because the token is dead.
    telegram.fails_next(&bot, "getUpdates", Failure::Revoked);
    nest.until_telegram("revoked").await;
    assert_eq!(nest.ready().await.0, 503);
    assert_eq!(nest.log.count("hatchling trouble: telegram token revoked"), 1);
    nest.stops().await;

    let nest = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").hatch().await;
    nest.until_telegram("revoked").await;
    nest.stops().await;
}

#[tokio::test]
async fn a_second_poller_is_noticed_and_outlasted() {
    let Some((telegram, bot)) = telegram().await else { return };
    let egg = Egg::echo().on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42").with("RETRY_BASE_MS", "200");
    let nest = egg.hatch().await;
    nest.until_telegram("listening").await;
    let waits = |telegram: &FakeTelegram| telegram.calls(&bot, "getUpdates").len() >= 2;
    telegram.until(&bot, "the bot waits for news", waits).await;
    let address = format!("{}/bot{}/getUpdates", telegram.origin(), bot.token);
    let second = nest.http.post(address).json(&json!({ "timeout": 0 })).send().await.expect("an answer");
    assert_eq!(second.status(), 200);
    nest.until_telegram("taken").await;
    assert_eq!(nest.ready().await.0, 503);
    assert_eq!(nest.log.count("hatchling trouble: telegram token taken by a second poller"), 1);
    nest.until_telegram("listening").await;
    let ada = telegram.person(42);
    ada.says(&bot, "still there?");
    ada.sees(&bot, shows("still there?")).await;
    nest.stops().await;
}

#[tokio::test]
async fn a_reply_that_a_stop_cuts_off_is_given_after_the_restart() {
    let Some((telegram, bot)) = telegram().await else { return };
    let providers = FakeProviders::start().await;
    providers.knows(Provider::Anthropic, AI_KEY);
    let egg = Egg::anthropic(&providers).on_telegram(&telegram, &bot).with("OWNER_TELEGRAM", "42");
    let (egg, ada, guest) = (egg.with("GUESTS_TELEGRAM", "7"), telegram.person(42), telegram.person(7));
    let nest = egg.hatch().await;
    guest.says(&bot, "quick");
    guest.sees(&bot, shows("You said: quick")).await;
    providers.behaves(AI_KEY, On::Chat, Behaviour::Stall);
    ada.says(&bot, "slow");
    ada.sees(&bot, |chat| chat.typing > 0).await;
    nest.stops().await;
    assert_eq!(telegram.pending(&bot).len(), 1);

    providers.behaves(AI_KEY, On::Chat, Behaviour::Usual);
    let nest = egg.hatch().await;
    ada.sees(&bot, shows("You said: slow")).await;
    telegram.until(&bot, "every update is confirmed", |telegram| telegram.pending(&bot).is_empty()).await;
    assert_eq!(from_bot(&guest.chat(&bot)), ["You said: quick"]);
    nest.stops().await;
}
