//! Sessions of the gateway: how they begin, how they end, and what is heard after a break.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{Bot, Heard, text};

const MESSAGE_CONTENT: u64 = 1 << 15;

fn op(heard: &Heard) -> Option<u64> {
    match heard {
        Heard::Said(said) => said["op"].as_u64(),
        Heard::Closed(_) => None,
    }
}

#[tokio::test]
async fn whoever_may_not_listen_is_told_by_a_code() {
    let Some(bot) = Bot::start().await else { return };
    let token = bot.app.token.as_str();
    for (name, token, intents, code) in [
        ("somebody's token", "HATCHTEST", 0, 4004),
        ("an intent that is not granted", token, MESSAGE_CONTENT, 4014),
        ("an intent that is none", token, 1 << 30, 4013),
    ] {
        let mut ear = bot.connects("").await;
        ear.identifies(token, intents).await;
        assert_eq!(ear.hears().await, Heard::Closed(code), "{name}");
    }
    for (name, op, d, code) in [
        ("no properties", 2, json!({ "token": token, "intents": 0 }), 4002),
        ("a presence before all", 3, json!({}), 4003),
        ("an op that is none", 99, json!({}), 4001),
    ] {
        let mut ear = bot.connects("").await;
        ear.says(op, d).await;
        assert_eq!(ear.hears().await, Heard::Closed(code), "{name}");
    }
    let gateway = bot.discord.gateway();
    assert_eq!((gateway.identifies(), gateway.is_connected()), (4, false));

    bot.discord.sets_flags(&bot.app, 1 << 19);
    let mut ear = bot.connects("").await;
    ear.identifies(token, MESSAGE_CONTENT).await;
    let ready = ear.event("READY").await;
    assert_eq!(ready["application"], json!({ "id": bot.app.id.to_string(), "flags": 1 << 19 }));
    assert_eq!(gateway.intents(), [MESSAGE_CONTENT]);
    ear.identifies(token, 0).await;
    assert_eq!(ear.hears().await, Heard::Closed(4005), "it has a session");
    let (_, told) = bot.does(Method::GET, "gateway/bot", &Value::Null).await;
    assert_eq!(told["session_start_limit"]["remaining"], 999);
    gateway.starts_left(0);
    let mut ear = bot.connects("").await;
    ear.identifies(token, 0).await;
    assert_eq!(ear.hears().await, Heard::Closed(4004), "too many starts cost the token");
    assert_eq!(bot.does(Method::GET, "gateway", &Value::Null).await.0, 200);
}

#[tokio::test]
async fn what_was_missed_is_told_when_the_session_is_resumed() {
    let Some(bot) = Bot::start().await else { return };
    let (ada, dm) = bot.ada();
    let gateway = bot.discord.gateway();
    let mut ear = bot.connects("").await;
    ear.identifies(&bot.app.token, 0).await;
    let ready = ear.event("READY").await;
    gateway.connected().await;
    gateway.closes(4000);
    assert_eq!(ear.hears().await, Heard::Closed(4000));
    assert!(!gateway.is_connected());
    let missed = ada.types_command(&dm, "deploy", &[]);
    assert_eq!(missed.trouble(), None, "the session may come back for it");

    assert!(text(&ready["resume_gateway_url"]).ends_with("/resumed"));
    let resume = json!({ "token": bot.app.token, "session_id": ready["session_id"], "seq": 1 });
    let mut ear = bot.connects("resumed").await;
    ear.says(6, resume.clone()).await;
    assert_eq!(ear.interaction().await["id"], json!(missed.id.to_string()));
    ear.event("RESUMED").await;
    assert_eq!((gateway.identifies(), gateway.resumes()), (1, 1));

    gateway.asks_to_reconnect();
    assert_eq!(op(&ear.hears().await), Some(7));
    gateway.invalidates(true);
    assert!(matches!(ear.hears().await, Heard::Said(said) if said["op"] == 9 && said["d"] == true));
    ear.says(6, json!({ "token": bot.app.token, "session_id": ready["session_id"], "seq": 3 })).await;
    ear.event("RESUMED").await;
    gateway.invalidates(false);
    assert!(matches!(ear.hears().await, Heard::Said(said) if said["op"] == 9 && said["d"] == false));
    ear.says(6, resume).await;
    assert!(matches!(ear.hears().await, Heard::Said(said) if said["op"] == 9 && said["d"] == false), "it is gone");
    ear.identifies(&bot.app.token, 0).await;
    ear.event("READY").await;

    gateway.closes(4000);
    gateway.forgets_sessions();
    let lost = ada.types_command(&dm, "deploy", &[]);
    assert_eq!(lost.trouble().as_deref(), Some("no session hears of it"));
}

#[tokio::test]
async fn a_heartbeat_is_answered_unless_it_is_withheld() {
    let Some(bot) = Bot::start().await else { return };
    let gateway = bot.discord.gateway();
    gateway.beats_every(Duration::from_millis(50));
    let mut ear = bot.connects("").await;
    ear.says(1, Value::Null).await;
    assert_eq!(op(&ear.hears().await), Some(11));
    gateway.withholds_acks(true);
    ear.says(1, json!(1)).await;
    bot.discord.until("the second beat", |discord| discord.gateway().heartbeats() == 2).await;
    gateway.withholds_acks(false);
    ear.identifies(&bot.app.token, 0).await;
    ear.event("READY").await;
    gateway.says(&json!({ "op": 1, "d": null }));
    assert_eq!(op(&ear.hears().await), Some(1), "it may ask for a beat");
}

#[tokio::test]
async fn two_sessions_hear_the_same() {
    let Some((bot, mut first)) = Bot::listening().await else { return };
    let mut second = bot.connects("").await;
    second.identifies(&bot.app.token, 0).await;
    second.event("READY").await;
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    assert_eq!(first.interaction().await, second.interaction().await);
    ada.writes(&dm, "only the first asked for this");
    first.event("MESSAGE_CREATE").await;
    ada.types_command(&dm, "deploy", &[]);
    second.interaction().await;
}
