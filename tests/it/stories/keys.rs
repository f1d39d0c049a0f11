//! Keys that are wrong, broke, or cannot be checked, and what becomes of a bot that gets one.

use expect_test::expect;
use hatchery::domain::Provider;
use serde_json::json;

use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, Speaker, World, screen};

const MADE_UP_KEY: &str = "sk-ant-HATCHTEST-0123456789-fake";

/// Asked for a key, and every answer of the provider to `KEY` is this one.
async fn asked_for_a_key(world: &World, behaviour: Behaviour) -> Speaker {
    for on in [On::Look, On::Chat] {
        world.providers.behaves(KEY, on, behaviour.clone());
    }
    let ada = world.person(42);
    ada.hears("/deploy nest anthropic web", "Send me your Anthropic key").await;
    ada
}

fn is_well_again(world: &World) {
    for on in [On::Look, On::Chat] {
        world.providers.behaves(KEY, on, Behaviour::Usual);
    }
}

#[tokio::test]
async fn a_key_of_the_wrong_shape_never_leaves_the_house() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::Usual).await;
    for (key, why) in [
        ("sk-or-v1-HATCHTEST-0123456789", "That looks like a key of OpenRouter, and I need one of Anthropic."),
        ("sk-ant-admin01-HATCHTEST-01234", "That is an administration key of Anthropic"),
        ("sk-ant-oat01-HATCHTEST-01234567", "That belongs to a chat subscription"),
        ("sk-ant-x", "That is too short for a key of Anthropic."),
        (&world.hatchery.token, "That looks like a Telegram bot token. I need a key of Anthropic."),
    ] {
        ada.hears(key, why).await;
    }
    ada.gets("Where do I get one?", "https://console.anthropic.com/settings/keys").await;
    assert_eq!(world.providers.calls(), []);
    world.ends().await;
}

#[tokio::test]
async fn a_key_that_the_provider_refuses_is_forgotten_and_another_asked_for() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::Usual).await;
    ada.says("sk-ant-HATCHTEST-0123456789-bogus");
    expect![[r#"
        Anthropic does not accept key …ogus. It may be cut off, revoked or from another provider.
        Nothing was stored.
        [Try another key]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("does not accept key").await));
    ada.gets("Try another key", "Send me your Anthropic key").await;
    ada.hears(KEY, "Ready to hatch").await;
    world.ends().await;
}

#[tokio::test]
async fn a_key_without_credit_may_be_used_all_the_same_and_the_bot_says_what_is_missing() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::no_credit(Provider::Anthropic)).await;
    ada.says(KEY);
    expect![[r#"
        Key …good is real, but its account has no credit left, so “nest” could not answer anyone.
        You can go on and top up the account later.
        [Go on anyway]
        [Try another key]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("has no credit left").await));
    let review = ada.gets("Go on anyway", "Ready to hatch").await;
    assert!(review.text.contains("AI: Anthropic, key …good (no credit yet)"), "{}", review.text);
    let told = ada.gets("Hatch it", "cannot answer yet").await;
    expect![[r#"
        “nest” runs, but cannot answer yet. Its account at Anthropic has no credit left, so it cannot answer anyone.
        Talk to it here: http://127.0.0.1:…
        [Copy the address ⧉ http://127.0.0.1:…]
        [Edit]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&told));
    let (status, answer) = world.page(&told.text).tries("hello").await;
    assert_eq!((status, answer["why"].as_str()), (502, Some("no_credit")));

    is_well_again(&world);
    assert_eq!(world.page(&told.text).asks("hello").await, "You said: hello");
    world.ends().await;
}

#[tokio::test]
async fn a_provider_that_asks_to_wait_is_asked_again() {
    let Some(world) = World::start().await else { return };
    let busy = json!({ "type": "error", "error": { "type": "rate_limit_error", "message": "Slow down." } });
    let ada = asked_for_a_key(&world, Behaviour::json(429, busy)).await;
    ada.says(KEY);
    expect![[r#"
        Anthropic is busy and asks to wait, so I do not know yet whether the key works.
        [Try again]
        [Go on unchecked]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("is busy and asks to wait").await));
    ada.gets("Try again", "is busy and asks to wait").await;
    is_well_again(&world);
    ada.gets("Try again", "key …good (checked)").await;
    world.ends().await;
}

#[tokio::test]
async fn a_provider_out_of_reach_is_asked_again_or_not_at_all() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::Cut(5)).await;
    ada.says(KEY);
    expect![[r#"
        I cannot reach Anthropic right now, so I do not know whether the key works.
        [Try again]
        [Go on unchecked]
        [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&ada.sees("I cannot reach Anthropic").await));
    ada.gets("Try again", "I cannot reach Anthropic").await;
    ada.gets("Go on unchecked", "key …good (not checked)").await;
    is_well_again(&world);
    let page = world.page(&ada.gets("Hatch it", "is alive").await.text);
    assert_eq!(page.asks("hello").await, "You said: hello");
    world.ends().await;
}

#[tokio::test]
async fn a_bot_whose_key_turns_out_wrong_does_not_hatch_and_is_tried_again_with_another() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::Usual).await;
    for on in [On::Look, On::Chat] {
        world.providers.behaves(MADE_UP_KEY, on, Behaviour::overloaded(Provider::Anthropic));
    }
    ada.hears(MADE_UP_KEY, "is busy and asks to wait").await;
    ada.gets("Go on unchecked", "Ready to hatch").await;
    for on in [On::Look, On::Chat] {
        world.providers.behaves(MADE_UP_KEY, on, Behaviour::Usual);
    }
    expect![[r#"
        “nest” did not hatch. Anthropic does not accept its key.
        Everything I made is removed again, and this try does not count.
        [Try again]
        [My bots]
    "#]]
    .assert_eq(&screen(&ada.gets("Hatch it", "did not hatch").await));
    assert_eq!(world.bots(), Vec::<String>::new());
    ada.hears("/status", "You have no bot yet.").await;

    ada.gets("Try again", "Ready to hatch “nest”").await;
    ada.gets("Change something", "What would you like to change?").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.hears(KEY, "key …good (checked)").await;
    ada.gets("Hatch it", "is alive").await;
    world.ends().await;
}

#[tokio::test]
async fn a_bot_whose_key_dies_runs_and_says_why_it_cannot_answer() {
    let Some(world) = World::start().await else { return };
    let ada = asked_for_a_key(&world, Behaviour::Usual).await;
    ada.hears(KEY, "Ready to hatch").await;
    ada.gets("Hatch it", "is alive").await;
    let dead = json!({ "type": "error", "error": { "type": "authentication_error", "message": "invalid x-api-key" } });
    world.providers.behaves(KEY, On::Chat, Behaviour::json(401, dead));
    expect![[r#"
        “nest” runs, but cannot answer yet. Anthropic does not accept its key, so it cannot answer anyone.
        Talk to it here: http://127.0.0.1:…
        [Copy the address ⧉ http://127.0.0.1:…]
        [Edit]
        [Status] · [Logs] · [Restart]
        [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&ada.hears("/restart nest", "cannot answer yet").await));
    let card = ada.hears("/status nest", "running for").await;
    assert!(card.text.contains("Last problem"), "{}", card.text);
    is_well_again(&world);
    ada.hears("/restart nest", "is back").await;
    world.ends().await;
}
