//! When an interaction may be answered, how often, and for how long.

use std::time::Duration;

use reqwest::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::{Bot, EPHEMERAL, IS_V2, built, button, display, first, plain, row, text, told};
use crate::fakes::discord::{Answer, First, Shown};

#[tokio::test]
async fn the_first_answer_is_one_and_comes_within_three_seconds() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let deploy = ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    assert_eq!(bot.follows(&heard, plain("too early")).await, (404, 10015));
    bot.discord.passes(Duration::from_secs(2));
    assert_eq!(deploy.first_answer(), None);
    assert_eq!(bot.answers(&heard, first(4, plain("here"))).await, (204, 0));
    assert_eq!(bot.answers(&heard, first(4, plain("again"))).await, (400, 40060));
    let First { answer, after } = deploy.answered().await;
    assert_eq!(answer, Answer::Message);
    assert!(after >= Duration::from_secs(2), "{after:?}");

    deploy.redelivers();
    let same = ear.interaction().await;
    assert_eq!(same, heard, "delivered again it is the same");
    assert_eq!(bot.answers(&same, first(5, Value::Null)).await, (400, 40060));

    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    bot.discord.passes(Duration::from_secs(4));
    assert_eq!(bot.answers(&heard, first(4, plain("late"))).await, (404, 10062));
    assert_eq!(bot.calls(Method::POST, "interactions/1/nothing/callback", &first(5, Value::Null)).await, (404, 10062));
    assert_eq!(ada.sees(&dm).len(), 1);
}

#[tokio::test]
async fn a_token_lives_for_fifteen_minutes() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let deploy = ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    assert_eq!(bot.answers(&heard, first(5, json!({ "flags": EPHEMERAL }))).await, (204, 0));
    let thinking = ada.waits_for(&dm, |shown| shown.is_thinking).await;
    assert!(thinking.is_ephemeral);
    bot.discord.passes(Duration::from_secs(14 * 60));
    let components = built(json!([{ "type": 17, "accent_color": 255, "components": [display("one")] }]));
    assert_eq!(bot.edits_original(&heard, components).await, (200, 0));
    let one = ada.waits_for(&dm, |shown| shown.text == "one").await;
    assert_eq!((one.edits, one.is_thinking, one.accent), (0, false, Some(255)));
    assert_eq!(bot.edits_original(&heard, built(json!([display("two")]))).await, (200, 0));
    let Shown { id, edits, is_ephemeral, accent, .. } = ada.waits_for(&dm, |shown| shown.text == "two").await;
    assert_eq!((edits, is_ephemeral, accent), (1, true, None));
    let by_token = format!("channels/{}/messages/{id}", dm.id);
    assert_eq!(bot.does(Method::GET, &by_token, &Value::Null).await.1["code"], 10008, "it is out of the bot's reach");
    assert_eq!(bot.follows(&heard, plain("and more")).await, (200, 0));
    assert_eq!(deploy.follow_ups(), 1);
    assert_eq!(bot.edits(&heard, "1", plain("x")).await, (404, 10008));
    bot.discord.passes(Duration::from_secs(61));
    assert_eq!(bot.edits_original(&heard, built(json!([display("three")]))).await, (401, 50027));
    assert_eq!(bot.follows(&heard, plain("x")).await, (401, 50027));
}

#[tokio::test]
async fn what_a_user_installed_alone_says_five_things_more() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, bob) = (bot.discord.person("ada"), bot.discord.person("bob"));
    ada.installs(&bot.app);
    let group = bot.discord.group(&[&ada, &bob]);
    ada.types_command(&group, "deploy", &[("name", "nest")]);
    let heard = ear.interaction().await;
    assert_eq!(heard["context"], 2);
    assert_eq!(heard["authorizing_integration_owners"], json!({ "1": ada.id.to_string() }));
    assert_eq!(bot.answers(&heard, first(4, plain("0"))).await, (204, 0));
    for number in 1..=5 {
        assert_eq!(bot.follows(&heard, plain(&number.to_string())).await, (200, 0));
    }
    assert_eq!(bot.follows(&heard, plain("6")).await, (400, 40094));
    assert_eq!(bot.edits_original(&heard, plain("an edit is none")).await, (200, 0));
    assert_eq!(bob.sees(&group).len(), 6, "what is not ephemeral is for everybody");
    let (status, answer) = bot.does(Method::POST, &format!("channels/{}/messages", group.id), &plain("x")).await;
    assert_eq!((status, &answer["code"]), (403, &json!(50001)), "the bot is no member of it");
}

#[tokio::test]
async fn a_component_changes_its_message_or_answers_beside_it() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    let view = built(json!([display("Ready?"), row(json!([button("Go", "go"), button("Stop", "stop")]))]));
    assert_eq!(bot.answers(&heard, first(4, view)).await, (204, 0));
    ada.presses(&dm, "Go");
    let press = ear.interaction().await;
    assert_eq!((&press["type"], &press["data"]["custom_id"]), (&json!(3), &json!("go")));
    assert_eq!(press["message"]["interaction_metadata"]["id"], heard["id"]);
    assert_eq!(press["message"]["flags"], IS_V2);
    let going = built(json!([display("Going"), row(json!([button("Stop", "stop")]))]));
    assert_eq!(bot.answers(&press, first(7, going)).await, (204, 0));
    let shown = ada.waits_for(&dm, |shown| shown.text == "Going").await;
    assert_eq!((shown.labels(), shown.edits, ada.sees(&dm).len()), (vec!["Stop"], 1, 1));

    let stop = ada.presses_on(&shown, "Stop");
    let press = ear.interaction().await;
    assert_eq!(bot.answers(&press, first(6, Value::Null)).await, (204, 0));
    assert_eq!(stop.answered().await.answer, Answer::DeferredUpdate);
    assert_eq!(bot.edits_original(&press, built(json!([display("Stopped")]))).await, (200, 0));
    ada.waits_for(&dm, |shown| shown.text == "Stopped" && shown.edits == 2).await;
    let token = text(&press["token"]);
    let path = format!("webhooks/{}/{token}/messages/@original", bot.app.id);
    assert_eq!(told(bot.request(Method::GET, &path)).await.1["id"], json!(shown.id.to_string()));
    assert_eq!(bot.calls(Method::DELETE, &path, &Value::Null).await, (204, 0));
    assert_eq!(ada.sees(&dm), []);
}

#[tokio::test]
async fn an_answer_tells_of_its_message_and_files_come_along() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    let (id, token) = (text(&heard["id"]), text(&heard["token"]));
    let path = format!("interactions/{id}/{token}/callback?with_response=true");
    let (status, answer) = told(bot.request(Method::POST, &path).json(&first(5, Value::Null))).await;
    assert_eq!(status, 200);
    assert_eq!(answer["interaction"]["response_message_loading"], true);
    let message = text(&answer["resource"]["message"]["id"]);

    let mut body = built(json!([display("The log"), { "type": 13, "file": { "url": "attachment://log.txt" } }]));
    body["attachments"] = json!([{ "id": 0, "filename": "log.txt" }]);
    let file = Part::text("line 1\nline 2").file_name("log.txt");
    let form = Form::new().text("payload_json", body.to_string()).part("files[0]", file);
    // The first message after "is thinking" takes its place.
    let path = format!("webhooks/{}/{token}", bot.app.id);
    let (status, answer) = told(bot.request(Method::POST, &path).multipart(form)).await;
    assert_eq!((status, text(&answer["id"])), (200, message), "{answer}");
    let shown = ada.waits_for(&dm, |shown| !shown.is_thinking).await;
    assert_eq!(shown.files, [("log.txt".to_owned(), "line 1\nline 2".to_owned())]);
    assert_eq!((shown.edits, shown.author.as_str()), (0, "hatchery"));

    let path = format!("channels/{}/messages/{message}", dm.id);
    assert_eq!(bot.does(Method::PATCH, &path, &built(json!([display("x")]))).await.0, 200, "it is an ordinary message");
    let kept = bot.discord.calls().iter().any(|call| call.path.contains(token));
    assert!(!kept, "no token is kept in the calls");
    assert_eq!(bot.discord.count(&Method::POST, "/webhooks"), 1);
}
