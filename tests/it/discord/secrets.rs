//! Keys on Discord: typed into a form they are kept sealed and nowhere else, whatever fails on the way; written anywhere
//! else they are no keys any more. That none is in a log line of any level, in a file or in a call to Discord is what
//! every den is held to at its end.

use serde_json::{Value, json};

use crate::discord::Den;
use crate::discord::den::{Door, by_each_door};
use crate::fakes::discord::{Failure, Person, Place};
use crate::fakes::providers::{Behaviour, On};
use crate::world::KEY;

/// One that the provider does not know.
const BAD_KEY: &str = "sk-ant-HATCHTEST-0123456789-none";

/// Up to the form for the name and the key.
async fn is_asked(who: &Person, place: &Place) {
    who.types_command(place, "deploy", &[("wish", "anthropic web")]);
    who.waits_for(place, |it| it.button("Name and key").is_some()).await;
}

async fn gives(who: &Person, place: &Place, button: &str, key: &str) {
    who.presses(place, button);
    let modal = who.gets_modal().await;
    let filled = [("Name", "nest"), ("Anthropic key", key)];
    let asked: Vec<(&str, &str)> = filled.into_iter().filter(|(label, _)| modal.labels().contains(label)).collect();
    who.fills(&asked).await;
}

#[tokio::test]
async fn a_key_that_is_refused_leaves_no_trace() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        is_asked(&ada, &server).await;
        gives(&ada, &server, "Name and key", BAD_KEY).await;
        ada.waits_for(&server, |it| it.text.contains("does not accept key")).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_key_leaves_no_trace_when_the_provider_fails() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        for on in [On::Look, On::Chat] {
            den.providers.behaves(KEY, on, Behaviour::text(500, "text/plain", format!("what is {KEY}?")));
        }
        is_asked(&ada, &direct).await;
        gives(&ada, &direct, "Name and key", KEY).await;
        ada.waits_for(&direct, |it| it.text.contains("whether the key works")).await;
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_key_leaves_no_trace_when_discord_fails() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        is_asked(&ada, &direct).await;
        for failure in [Failure::BadGateway, Failure::AnswerLost, Failure::Banned { retry_after: 1 }] {
            den.discord.fails_next("PATCH", failure);
        }
        gives(&ada, &direct, "Name and key", KEY).await;
        ada.waits_for(&direct, |it| it.text.contains("Ready to hatch")).await;
        den.settles().await;
        den.ends().await;
    })
    .await;
}

/// Forms as they could be sent by a client that is none, or by a Discord of tomorrow.
fn odd_forms() -> Vec<Value> {
    let input = |value: Value| json!({ "type": 4, "custom_id": "key-anthropic", "value": value });
    vec![
        json!(KEY),
        json!([KEY]),
        json!([{ "type": 1, "components": KEY }]),
        json!([{ "type": 1, "components": [input(json!([KEY]))] }]),
        json!([{ "type": 1, "components": [input(json!({ "is": KEY }))] }]),
        json!([{ "type": 18, "component": input(json!(KEY)) }]),
        json!([{ "type": 99, "component": { "type": 99, "custom_id": KEY, "values": [KEY] } }]),
    ]
}

#[tokio::test]
async fn a_form_of_a_shape_that_nobody_knows_leaves_no_trace() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, direct) = den.ada();
        for (n, components) in odd_forms().into_iter().enumerate() {
            for custom_id in ["1:f:en:0:key-anthropic", "1:f:zz", KEY] {
                let form = json!({
                    "type": 5, "id": format!("{}", n + 1), "application_id": den.hatchery.id.to_string(), "token": "t",
                    "context": 1, "user": { "id": ada.id.to_string(), "username": "ada" }, "locale": "en-US",
                    "channel_id": direct.id.to_string(),
                    "data": { "custom_id": custom_id, "components": components },
                });
                match door {
                    Door::Gateway => den.discord.gateway().tells(&den.hatchery, "INTERACTION_CREATE", &form),
                    Door::Http => {
                        den.discord.delivers(&den.hatchery, &form.to_string(), std::time::Duration::ZERO).await;
                    }
                }
            }
        }
        ada.types_command(&direct, "help", &[]);
        ada.waits_for(&direct, |it| it.text.contains("This is what I understand")).await;
        den.settles().await;
        assert_eq!(den.providers.calls(), []);
        den.ends().await;
    })
    .await;
}

#[tokio::test]
async fn a_key_in_the_chat_is_to_be_revoked_and_is_neither_kept_nor_tried() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let (ada, direct) = den.ada();
    ada.writes(&direct, KEY);
    ada.waits_for(&direct, |it| it.text.contains("please revoke that key now")).await;
    is_asked(&ada, &direct).await;
    ada.writes(&direct, KEY);
    let told = ada
        .waits_for(&direct, |it| it.text.contains("please revoke that key now") && it.button("Name and key").is_some())
        .await;
    assert!(told.text.contains("What shall it be called?"), "{}", told.text);
    ada.writes(&direct, "nest");
    ada.waits_for(&direct, |it| it.button("Give the key").is_some()).await;
    ada.writes(&direct, &format!("here it is: {KEY}"));
    den.discord
        .until("it is told three times", |_| {
            crate::discord::trouble::count(&ada, &direct, "please revoke that key now") == 3
        })
        .await;
    den.settles().await;
    assert_eq!(den.providers.calls(), []);
    gives(&ada, &direct, "Give the key", KEY).await;
    ada.waits_for(&direct, |it| it.text.contains("Ready to hatch")).await;
    den.ends().await;
}

#[tokio::test]
async fn what_is_written_in_private_is_answered_there_although_a_server_waits() {
    let Some(den) = Den::open(Door::Gateway).await else { return };
    let ((ada, server), (_, direct)) = (den.server(), den.ada());
    ada.types_command(&server, "deploy", &[]);
    ada.waits_for(&server, |it| it.text.contains("Whose AI")).await;
    ada.writes(&direct, KEY);
    ada.waits_for(&direct, |it| it.text.contains("please revoke that key now")).await;
    den.settles().await;
    assert_eq!(crate::discord::trouble::count(&ada, &server, "please revoke that key now"), 0);
    den.ends().await;
}

#[tokio::test]
async fn a_key_behind_a_command_is_refused_and_not_kept() {
    by_each_door(async |door| {
        let Some(den) = Den::open(door).await else { return };
        let (ada, server) = den.server();
        ada.types_command(&server, "deploy", &[("wish", &format!("nest anthropic web {KEY}"))]);
        ada.waits_for(&server, |it| it.text.contains("Keys do not belong behind a command")).await;
        assert_eq!(ada.suggests(&server, "status", KEY).await, []);
        ada.types_command(&server, "status", &[("bot", KEY)]);
        ada.waits_for(&server, |it| it.text.contains("You have no bot yet")).await;
        ada.types_command(&server, "link", &[("code", KEY)]);
        ada.waits_for(&server, |it| it.text.contains("That code is no good")).await;
        den.settles().await;
        assert_eq!(den.providers.calls(), []);
        den.ends().await;
    })
    .await;
}
