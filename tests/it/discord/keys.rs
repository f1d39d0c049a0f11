//! Keys that are wrong, broke, or cannot be checked; and what was typed along with one is not asked for again.

use expect_test::expect;
use hatchery::domain::Provider;
use serde_json::json;

use crate::discord::{Den, Door, Speaker, screen};
use crate::fakes::providers::{Behaviour, On};
use crate::world::{KEY, Page};

const BOGUS_KEY: &str = "sk-ant-HATCHTEST-0123456789-bogus";
const FIELD: &str = "Anthropic key";
/// Bad news on Discord.
const RED: u32 = 0xed4245;

through_both_doors! {
    a_key_of_the_wrong_shape_never_leaves_the_house,
    a_key_that_the_provider_refuses_is_forgotten_and_another_asked_for,
    a_name_that_is_refused_costs_no_second_key,
    a_key_without_credit_may_be_used_all_the_same,
    a_provider_out_of_reach_is_asked_again_or_not_at_all,
    a_bot_whose_key_turns_out_wrong_is_tried_again_with_another,
}

/// Asked for a name and a key, and every answer of the provider to `KEY` is this one.
async fn asked_for_name_and_key(den: &Den, behaviour: Behaviour) -> Speaker {
    answers(den, KEY, behaviour);
    let ada = den.speaker("ada");
    ada.hears("/deploy anthropic web", "What shall it be called?").await;
    ada
}

fn answers(den: &Den, key: &str, behaviour: Behaviour) {
    for on in [On::Look, On::Chat] {
        den.providers.behaves(key, on, behaviour.clone());
    }
}

async fn a_key_of_the_wrong_shape_never_leaves_the_house(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = asked_for_name_and_key(&den, Behaviour::Usual).await;
    let short = ada.gives("Name and key", &[("Name", "nest"), (FIELD, "sk-ant-x")], "That is too short").await;
    expect![[r#"
        That is too short for a key of Anthropic.
        Send me your Anthropic key. It starts with sk-ant-.
        The Anthropic key goes into the form behind the button, never into a message. I check it, with one tiny question that costs next to nothing, and lock it away encrypted.
        [Give the key] · [Where do I get one?] · [Back] · [Cancel]
    "#]].assert_eq(&screen(&short));
    assert_eq!(ada.is_asked_for("Give the key").await, [FIELD]);
    for (key, why) in [
        ("sk-or-v1-HATCHTEST-0123456789", "That looks like a key of OpenRouter, and I need one of Anthropic."),
        ("sk-ant-admin01-HATCHTEST-01234", "That is an administration key of Anthropic"),
        ("sk-ant-oat01-HATCHTEST-01234567", "That belongs to a chat subscription"),
        (&den.hatchery.token, "That looks like a Discord bot token. I need a key of Anthropic."),
    ] {
        ada.gives("Give the key", &[(FIELD, key)], why).await;
    }
    ada.gets("Where do I get one?", "https://console.anthropic.com/settings/keys").await;
    assert_eq!(den.providers.calls(), []);
    ada.gives("Give the key", &[(FIELD, KEY)], "Ready to hatch “nest”").await;
    den.ends().await;
}

async fn a_key_that_the_provider_refuses_is_forgotten_and_another_asked_for(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = asked_for_name_and_key(&den, Behaviour::Usual).await;
    let refused = ada.gives("Name and key", &[("Name", "nest"), (FIELD, BOGUS_KEY)], "does not accept key").await;
    expect![[r#"
        Anthropic does not accept key …ogus. It may be cut off, revoked or from another provider.
        Nothing was stored.
        [Give the key] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&refused));
    ada.gives("Give the key", &[(FIELD, BOGUS_KEY)], "does not accept key").await;
    assert_eq!(ada.is_asked_for("Give the key").await, [FIELD]);
    let review = ada.gives("Give the key", &[(FIELD, KEY)], "Ready to hatch “nest”").await;
    assert!(review.text.contains("key …good (checked)"), "{}", review.text);
    ada.gets("Hatch it", "is alive").await;
    den.ends().await;
}

async fn a_name_that_is_refused_costs_no_second_key(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let bob = den.speaker("bob");
    bob.hatches("nest echo web").await;
    bob.hears("/deploy anthropic web", "What shall it be called?").await;
    let form = |name| [("Name", name), (FIELD, KEY)];
    let refused = bob.gives("Name and key", &form("n$st"), "What shall it be called?").await;
    expect![[r#"
        A name cannot have “$” in it. Letters, digits, spaces, “-” and “\_” are fine.
        What shall it be called?
        3 to 32 letters or digits.
        [Answer] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&refused));
    assert_eq!(bob.is_asked_for("Answer").await, ["Name"]);
    expect![[r#"
        You already have a bot called “nest”.
        What shall it be called?
        3 to 32 letters or digits.
        [Answer] · [NEST-2] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&bob.gives("Answer", &[("Name", "NEST")], "You already have a bot").await));
    assert_eq!(den.providers.calls(), [], "the key waits for the name");
    let review = bob.gets("NEST-2", "Ready to hatch “NEST-2”").await;
    assert!(review.text.contains("AI: Anthropic, key …good (checked)"), "{}", review.text);
    bob.gets("Hatch it", "is alive").await;
    den.ends().await;
}

async fn a_key_without_credit_may_be_used_all_the_same(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = asked_for_name_and_key(&den, Behaviour::no_credit(Provider::Anthropic)).await;
    let poor = ada.gives("Name and key", &[("Name", "nest"), (FIELD, KEY)], "has no credit left").await;
    expect![[r#"
        Key …good is real, but its account has no credit left, so “nest” could not answer anyone.
        You can go on and top up the account later.
        [Go on anyway] · [Give the key] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&poor));
    let review = ada.gets("Go on anyway", "Ready to hatch “nest”").await;
    assert!(review.text.contains("AI: Anthropic, key …good (no credit yet)"), "{}", review.text);
    let told = ada.gets("Hatch it", "cannot answer yet").await;
    expect![[r#"
        “nest” runs, but cannot answer yet. Its account at Anthropic has no credit left, so it cannot answer anyone.
        Talk to it here: http://127.0.0.1:…
        [Edit] · [Status] · [Logs] · [Restart] · [Stop] · [Delete]
    "#]]
    .assert_eq(&screen(&told));
    answers(&den, KEY, Behaviour::Usual);
    assert_eq!(Page::told_in(&told.text).asks("hello").await, "You said: hello");
    den.ends().await;
}

async fn a_provider_out_of_reach_is_asked_again_or_not_at_all(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = asked_for_name_and_key(&den, Behaviour::Cut(5)).await;
    let away = ada.gives("Name and key", &[("Name", "nest"), (FIELD, KEY)], "I cannot reach Anthropic").await;
    expect![[r#"
        I cannot reach Anthropic right now, so I do not know whether the key works.
        [Give the key] · [Try again] · [Go on unchecked] · [Back] · [Cancel]
    "#]]
    .assert_eq(&screen(&away));
    let busy = json!({ "type": "error", "error": { "type": "rate_limit_error", "message": "Slow down." } });
    answers(&den, KEY, Behaviour::json(429, busy));
    ada.gets("Try again", "is busy and asks to wait").await;
    answers(&den, KEY, Behaviour::Cut(5));
    ada.gets("Try again", "I cannot reach Anthropic").await;
    ada.gets("Go on unchecked", "key …good (not checked)").await;
    answers(&den, KEY, Behaviour::Usual);
    let page = Page::told_in(&ada.gets("Hatch it", "is alive").await.text);
    assert_eq!(page.asks("hello").await, "You said: hello");
    den.ends().await;
}

async fn a_bot_whose_key_turns_out_wrong_is_tried_again_with_another(door: Door) {
    let Some(den) = Den::open(door).await else { return };
    let ada = asked_for_name_and_key(&den, Behaviour::Usual).await;
    answers(&den, BOGUS_KEY, Behaviour::overloaded(Provider::Anthropic));
    ada.gives("Name and key", &[("Name", "nest"), (FIELD, BOGUS_KEY)], "is busy and asks to wait").await;
    ada.gets("Go on unchecked", "Ready to hatch").await;
    answers(&den, BOGUS_KEY, Behaviour::Usual);
    let undone = ada.gets("Hatch it", "did not hatch").await;
    expect![[r#"
        “nest” did not hatch. Anthropic does not accept its key.
        Everything I made is removed again, and this try does not count.
        [Try again] · [My bots]
    "#]]
    .assert_eq(&screen(&undone));
    assert_eq!(undone.accent, Some(RED));
    assert_eq!(den.bots(), Vec::<String>::new());
    ada.hears("/status", "You have no bot yet.").await;

    ada.gets("Try again", "Ready to hatch “nest”").await;
    ada.gets("Change something", "What would you like to change?").await;
    ada.gets("Key", "Send me your Anthropic key").await;
    ada.gives("Give the key", &[(FIELD, KEY)], "key …good (checked)").await;
    ada.gets("Hatch it", "is alive").await;
    den.ends().await;
}
