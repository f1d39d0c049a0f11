//! The change and the end of a bot, step by step: back, cancel, a look aside, a restart, and answers that are none.

use std::sync::Arc;

use expect_test::expect;
use hatchery::domain::Provider;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, OTHER_KEY, Speaker, World, screen};

const MADE_UP_KEY: &str = "sk-ant-HATCHTEST-0123456789-fake";

const STEPS: [(&str, &str); 4] = [
    ("Key", "Send me your Anthropic key."),
    ("Model", "Which model should “nest” use?"),
    ("Telegram token", "needs a Telegram bot of its own"),
    ("Guests", "Who else may talk to “nest”"),
];

async fn with_a_nest(world: &World) -> Speaker {
    let child = world.telegram.bot("nest_helper_bot");
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic telegram web", "Send me your Anthropic key").await;
    ada.hears(KEY, "needs a Telegram bot").await;
    ada.hears(&child.token, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    ada
}

#[tokio::test]
async fn every_step_of_a_change_can_be_left_looked_away_from_and_slept_over() {
    let Some(mut world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    for (button, question) in STEPS {
        ada.hears("/edit nest", "What would you like to change about “nest”?").await;
        ada.gets(button, question).await;
        ada.gets("Back", "What would you like to change about “nest”?").await;
        ada.gets(button, question).await;
        ada.hears("/status", "● running").await;
        ada.gets("Continue", question).await;
        ada.hears("/deploy", "You are in the middle of changing a bot.").await;
        ada.gets("Continue here", question).await;
        world.restart().await;
        ada.sends_a_picture();
        assert!(ada.sees("I can only read text here.").await.text.contains(question));
        ada.hears("two words $", question).await;
        ada.gets("Cancel", "Nothing was changed.").await;
    }
    ada.hears("/delete nest", "Delete “nest” for good?").await;
    ada.hears("/status", "● running").await;
    ada.gets("Continue", "Delete “nest” for good?").await;
    world.restart().await;
    ada.hears("nest?", "That is not “nest”, so nothing was deleted.").await;
    ada.gets("Keep it", "Nothing was deleted.").await;
    ada.hears("/edit", "What would you like to change").await;
    ada.hears("/deploy best", "You are in the middle of changing a bot.").await;
    ada.gets("Leave it", "Whose AI should “best” use?").await;
    world.ends().await;
}

#[tokio::test]
async fn a_change_whose_key_is_being_checked_can_be_left_and_taken_up_again() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    let gate = Arc::new(Semaphore::new(0));
    for on in [On::Look, On::Chat] {
        world.providers.behaves(OTHER_KEY, on, Behaviour::Held(gate.clone()));
    }
    ada.hears("/edit", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    ada.hears(OTHER_KEY, "Checking it with Anthropic.").await;
    ada.hears("/deploy", "You are in the middle of changing a bot.").await;
    gate.close();
    world.settles().await;
    for on in [On::Look, On::Chat] {
        world.providers.behaves(OTHER_KEY, on, Behaviour::Usual);
    }
    ada.gets("Continue here", "is changed and answered").await;
    ada.hears("/status", "key …next").await;
    world.ends().await;
}

#[tokio::test]
async fn a_new_key_for_a_bot_that_is_being_restarted_goes_to_it_behind_that() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    let gate = Arc::new(Semaphore::new(0));
    world.providers.behaves(KEY, On::Chat, Behaviour::Held(gate.clone()));
    ada.hears("/restart nest", "Restarting “nest”").await;
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    let refused = ada.hears(OTHER_KEY, "It is being restarted.").await;
    gate.close();
    world.providers.behaves(KEY, On::Chat, Behaviour::Usual);
    ada.sees("is back").await;
    ada.presses_on(&refused, "Continue");
    ada.sees("is changed and answered").await;
    ada.hears("/status", "key …next").await;
    world.ends().await;
}

#[tokio::test]
async fn a_stopped_bot_takes_a_change_up_when_it_is_started() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    ada.hears("/stop", "is stopped").await;
    ada.hears("/edit", "What would you like to change").await;
    ada.gets("Model", "Which model").await;
    ada.gets("claude-haiku-5-5", "Noted. It takes effect when the bot is started.").await;
    ada.hears("/resume", "runs again").await;
    let asked = world.providers.calls().pop().expect("a call");
    assert_eq!((asked.provider, &asked.body["model"]), (Provider::Anthropic, &"claude-haiku-5-5".into()));
    world.ends().await;
}

#[tokio::test]
async fn a_key_that_nobody_could_check_and_that_is_refused_gives_its_place_back() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    let answers = |behaviour: Behaviour| {
        for on in [On::Look, On::Chat] {
            world.providers.behaves(MADE_UP_KEY, on, behaviour.clone());
        }
    };
    answers(Behaviour::overloaded(Provider::Anthropic));
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    ada.hears(MADE_UP_KEY, "is busy and asks to wait").await;
    ada.presses("Go on unchecked");
    answers(Behaviour::Usual);
    expect![[r#"
        The change to “nest” did not come up.
        Anthropic does not accept its key.
        I left it as it was.
        It has …good back, which it had before.
        [Edit]
        [Logs] · [Status]
    "#]]
    .assert_eq(&screen(&ada.sees("did not come up").await));
    let status = ada.hears("/status", "● running").await;
    assert!(status.text.contains("key …good"), "{}", status.text);
    ada.hears("/restart", "is back. It answered").await;
    world.ends().await;
}

#[tokio::test]
async fn a_key_that_is_refused_after_hatchery_has_started_the_bot_with_it_gives_its_place_back() {
    let Some(mut world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    let answers = |world: &World, behaviour: Behaviour| {
        for on in [On::Look, On::Chat] {
            world.providers.behaves(MADE_UP_KEY, on, behaviour.clone());
        }
    };
    answers(&world, Behaviour::overloaded(Provider::Anthropic));
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    ada.hears(MADE_UP_KEY, "is busy and asks to wait").await;
    ada.gets("Go on unchecked", "Changing “nest”").await;
    world.restart().await;
    answers(&world, Behaviour::Usual);
    let told = ada.sees("did not come up").await;
    assert!(told.text.contains("It gets …good back, which it had before; I tell you"), "{}", told.text);
    ada.sees("“nest” is back. It answered").await;
    assert!(ada.hears("/status", "● running").await.text.contains("key …good"));
    world.ends().await;
}

#[tokio::test]
async fn a_bot_that_is_not_well_with_its_new_key_gets_back_the_one_that_it_had() {
    let Some(world) = World::start().await else { return };
    let ada = with_a_nest(&world).await;
    ada.hears("/edit nest", "What would you like to change").await;
    ada.gets("Key", "Send me your Anthropic key.").await;
    // It is good when it is asked about, and revoked when the bot uses it.
    let revoked =
        json!({ "type": "error", "error": { "type": "authentication_error", "message": "invalid x-api-key" } });
    world.providers.behaves(OTHER_KEY, On::Chat, Behaviour::json(401, revoked));
    for _look_and_question in 0..2 {
        world.providers.answers_next(Provider::Anthropic, Behaviour::Usual);
    }
    ada.says(OTHER_KEY);
    expect![[r#"
        The change to “nest” did not come up.
        Anthropic does not accept its key.
        It gets …good back, which it had before; I tell you when it is up again.
        [Edit]
        [Logs] · [Status]
    "#]]
    .assert_eq(&screen(&ada.sees("did not come up").await));
    ada.sees("“nest” is back. It answered").await;
    let status = ada.hears("/status", "● running").await;
    assert!(status.text.contains("key …good"), "{}", status.text);
    world.ends().await;
}
