//! What the fake answers fits Discord's description of the same operation.

use hatchery::domain::key::parse_discord_token;
use reqwest::Method;
use serde_json::{Value, json};

use super::{Bot, Ear, built, button, commands, display, first, plain, row, text, told};
use crate::fakes::discord::{Invocation, Person, Place};

/// She types /deploy, and the bot hears it.
async fn deploys(ada: &Person, dm: &Place, ear: &mut Ear) -> (Invocation, Value) {
    (ada.types_command(dm, "deploy", &[]), ear.interaction().await)
}

#[tokio::test]
async fn every_answer_is_one_that_discord_describes() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let mut differences = Vec::new();
    let mut fits = |operation: &str, (status, answer): (u16, Value)| {
        assert_eq!(status, 200, "{operation}: {answer}");
        let found = bot.discord.differs(operation, &answer);
        differences.extend(found.iter().map(|found| format!("{operation}{found}")));
        answer
    };
    let get = async |path: &str| bot.does(Method::GET, path, &Value::Null).await;
    fits("get /users/@me", get("users/@me").await);
    fits("get /gateway", get("gateway").await);
    fits("get /gateway/bot", get("gateway/bot").await);
    fits("get /applications/@me", get("applications/@me").await);
    let changed = bot.does(Method::PATCH, "applications/@me", &json!({ "flags": 1 << 19 })).await;
    fits("patch /applications/@me", changed);
    let path = bot.path("applications/{app}/commands");
    fits("put /applications/{application_id}/commands", bot.does(Method::PUT, &path, &commands()).await);
    fits("get /applications/{application_id}/commands", get(&path).await);
    let open = json!({ "recipient_id": ada.id.to_string() });
    fits("post /users/@me/channels", bot.does(Method::POST, "users/@me/channels", &open).await);

    let path = format!("channels/{}/messages", dm.id);
    let select = json!({ "type": 3, "custom_id": "s", "options": [{ "label": "l", "value": "v" }] });
    let aside = json!({ "type": 9, "components": [display("y")], "accessory": button("a", "a") });
    let inside = json!([row(json!([button("b", "b")])), { "type": 14 }, row(json!([select]))]);
    let view = built(json!([display("x"), aside, { "type": 17, "components": inside }]));
    let made = fits("post /channels/{channel_id}/messages", bot.does(Method::POST, &path, &view).await);
    let path = format!("{path}/{}", text(&made["id"]));
    let one = "/channels/{channel_id}/messages/{message_id}";
    fits(&format!("patch {one}"), bot.does(Method::PATCH, &path, &built(json!([display("y")]))).await);
    fits(&format!("get {one}"), get(&path).await);

    ear.event("MESSAGE_CREATE").await;

    let (deploy, heard) = deploys(&ada, &dm, &mut ear).await;
    let (id, token) = (text(&heard["id"]), text(&heard["token"]));
    let path = format!("interactions/{id}/{token}/callback?with_response=true");
    let answer = told(bot.request(Method::POST, &path).json(&first(4, plain("x")))).await;
    fits("post /interactions/{interaction_id}/{interaction_token}/callback", answer);
    assert_eq!(deploy.trouble(), None);
    let path = format!("webhooks/{}/{token}", bot.app.id);
    let answer = told(bot.request(Method::POST, &path).json(&plain("y"))).await;
    fits("post /webhooks/{webhook_id}/{webhook_token}", answer);
    let (_, hers) = get(&format!("channels/{}/messages/{}", dm.id, ada.writes(&dm, "hello"))).await;
    fits("get /channels/{channel_id}/messages/{message_id}", (200, hers));
    let path = format!("{path}/messages/@original");
    let answer = told(bot.request(Method::PATCH, &path).json(&plain("z"))).await;
    fits("patch /webhooks/{webhook_id}/{webhook_token}/messages/@original", answer);
    assert!(differences.is_empty(), "{differences:#?}");
}

#[tokio::test]
async fn a_token_has_the_shape_of_a_real_one_and_stays_that_of_its_name() {
    let Some(bot) = Bot::start().await else { return };
    assert!(parse_discord_token(&bot.app.token).is_ok_and(|parsed| parsed.matches(&bot.app.token)));
    assert!(bot.app.token.contains("HATCHTEST") && bot.app.public_key_hex.len() == 64);
    assert_eq!(bot.discord.application("hatchery"), bot.app);
    assert_eq!(bot.discord.person("ada").id, bot.ada().0.id);
    assert_eq!(bot.discord.guild("Den").id, bot.discord.guild("Den").id);
}
