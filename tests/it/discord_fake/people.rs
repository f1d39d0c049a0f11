//! What people see, what they can do, and how it reads for the bot.

use std::panic::{AssertUnwindSafe, catch_unwind};

use reqwest::Method;
use serde_json::{Value, json};

use super::{Bot, EPHEMERAL, built, button, display, first, modal, plain, row, text};
use crate::fakes::discord::{Button, Modal, Style};

/// What somebody says who cannot do this.
fn refusal(act: impl FnOnce()) -> String {
    let payload = catch_unwind(AssertUnwindSafe(act)).expect_err("nobody can do that");
    payload.downcast_ref::<String>().cloned().unwrap_or_default()
}

#[tokio::test]
async fn an_ephemeral_message_is_for_one_and_a_public_one_for_all() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, bob) = (bot.discord.person("ada"), bot.discord.person("bob"));
    let den = bot.discord.guild("Den");
    den.installs(&bot.app);
    den.admits(&ada);
    den.admits(&bob);
    ada.types_command(&den, "deploy", &[]);
    let heard = ear.interaction().await;
    let mut whisper = built(json!([display("for ada"), row(json!([button("Go", "go"), button("Share", "share")]))]));
    whisper["flags"] = json!(super::IS_V2 | EPHEMERAL);
    assert_eq!(bot.answers(&heard, first(4, whisper)).await, (204, 0));
    let hers = ada.waits_for(&den, |shown| shown.text == "for ada").await;
    assert!(hers.is_ephemeral);
    assert_eq!(bob.sees(&den), []);
    assert!(refusal(|| drop(bob.presses_on(&hers, "Go"))).contains("bob has no button [Go]"));

    let aloud = built(json!([display("for all"), row(json!([button("Go", "go")]))]));
    assert_eq!(bot.follows(&heard, aloud).await, (200, 0));
    let public = bob.waits_for(&den, |shown| shown.text == "for all").await;
    assert_eq!(bob.sees(&den).len(), 1);
    bob.presses(&den, "Go");
    let press = ear.interaction().await;
    assert_eq!(press["member"]["user"]["id"], json!(bob.id.to_string()), "a stranger may press it");
    assert_eq!(press["message"]["id"], json!(public.id.to_string()));
    assert_eq!(press["message"]["interaction_metadata"]["user"]["id"], json!(ada.id.to_string()));
    ada.presses(&den, "Share");
    let press = ear.interaction().await;
    assert_eq!(press["message"]["flags"], super::IS_V2 | EPHEMERAL);

    ada.dismisses(&hers);
    assert_eq!(ada.sees(&den).len(), 1);
    assert!(refusal(|| drop(ada.presses(&den, "Share"))).contains("no button [Share]"));
    den.loses(&bob);
    assert!(refusal(|| drop(bob.sees(&den))).contains("not in this place"));
}

#[tokio::test]
async fn a_command_is_found_where_it_is_installed_and_nowhere_else() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let den = bot.discord.guild("Den");
    den.admits(&ada);
    let in_the_den = || drop(ada.types_command(&den, "deploy", &[]));
    assert!(refusal(in_the_den).contains("finds no command /deploy here, but []"));
    let in_private = || drop(ada.types_command(&dm, "census", &[]));
    assert!(refusal(in_private).contains(r#"but ["deploy", "status", "bot"]"#));
    den.installs(&bot.app);
    ada.types_command(&den, "census", &[]);
    let heard = ear.interaction().await;
    assert_eq!(
        (&heard["context"], &heard["guild_id"]),
        (&json!(0), &json!(den.guild().expect("a server").to_string()))
    );
    assert_eq!(heard["authorizing_integration_owners"], json!({ "0": heard["guild_id"] }));

    let scoped = bot.path(&format!("applications/{{app}}/guilds/{}/commands", den.guild().expect("a server")));
    let only_here = json!([{ "name": "broadcast", "description": "Tells all" }]);
    assert_eq!(bot.does(Method::PUT, &scoped, &only_here).await.0, 200);
    ada.types_command(&den, "broadcast", &[]);
    assert_eq!(ear.interaction().await["data"]["guild_id"], heard["guild_id"]);
    assert!(refusal(|| drop(ada.types_command(&dm, "broadcast", &[]))).contains("finds no command"));
    den.removes(&bot.app);
    assert_eq!(bot.does(Method::PUT, &scoped, &only_here).await.1["code"], 50001);

    ada.types_command(&dm, "deploy", &[("name", "nest"), ("size", "small")]);
    let heard = ear.interaction().await;
    let options = json!([{ "name": "name", "type": 3, "value": "nest" }, { "name": "size", "type": 4, "value": 1 }]);
    assert_eq!(heard["data"]["options"], options);
    for (options, why) in [
        (&[("colour", "red")][..], "no option \"colour\""),
        (&[("name", "a name of more than twenty")][..], "does not fit"),
        (&[("size", "huge")][..], "is none of"),
    ] {
        assert!(refusal(|| drop(ada.types_command(&dm, "deploy", options))).contains(why), "{why}");
    }
    assert!(refusal(|| drop(ada.types_command(&dm, "status", &[]))).contains("\"bot\" is required"));
    assert!(refusal(|| drop(ada.types_command(&dm, "bot", &[]))).contains("has subcommands"));
    ada.types_command(&dm, "bot restart", &[("bot", "nest")]);
    let inner = json!([{ "name": "bot", "type": 3, "value": "nest" }]);
    assert_eq!(ear.interaction().await["data"]["options"], json!([{ "name": "restart", "type": 1, "options": inner }]));
}

#[tokio::test]
async fn the_bot_hears_everything_that_it_may_need() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let ada = ada.speaking("de");
    let id = ada.types_command(&dm, "deploy", &[]).id;
    let heard = ear.interaction().await;
    assert_eq!((&heard["id"], &heard["locale"], &heard["version"]), (&json!(id.to_string()), &json!("de"), &json!(1)));
    assert_eq!(heard["user"]["id"], json!(ada.id.to_string()));
    assert_eq!((&heard["member"], &heard["context"]), (&Value::Null, &json!(1)));
    assert_eq!(heard["authorizing_integration_owners"], json!({ "0": "0" }));
    assert_eq!((&heard["entitlements"], &heard["attachment_size_limit"]), (&json!([]), &json!(10_485_760)));
    let den = bot.discord.guild("Den");
    den.installs(&bot.app);
    den.admits(&ada);
    ada.types_command(&den, "deploy", &[]);
    let heard = ear.interaction().await;
    assert_eq!(heard["user"], Value::Null);
    for field in ["user", "roles", "joined_at", "deaf", "mute", "flags", "permissions"] {
        assert!(!heard["member"][field].is_null(), "a member without {field}");
    }
    assert!(heard["app_permissions"].is_string());

    ada.writes(&dm, "hello");
    let written = ear.event("MESSAGE_CREATE").await;
    assert_eq!((text(&written["content"]), &written["author"]["bot"]), ("hello", &json!(false)));
    let path = format!("channels/{}/messages", dm.id);
    assert_eq!(bot.does(Method::POST, &path, &plain("hello too")).await.0, 200);
    assert_eq!(ear.event("MESSAGE_CREATE").await["author"]["bot"], true, "a bot hears itself");
    ada.writes(&den, "not for the bot");
    ada.types_command(&dm, "deploy", &[]);
    ear.interaction().await;
}

#[tokio::test]
async fn suggestions_come_while_she_types() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    let answer = async {
        let heard = ear.interaction().await;
        let focused = json!([{ "name": "bot", "type": 3, "value": "ne", "focused": true }]);
        assert_eq!((&heard["type"], &heard["data"]["options"]), (&json!(4), &focused));
        assert_eq!(bot.answers(&heard, first(4, plain("x"))).await, (400, 50035), "it cannot be a message");
        let many: Value = (0..26).map(|n| json!({ "name": format!("{n}"), "value": "v" })).collect();
        assert_eq!(bot.answers(&heard, first(8, json!({ "choices": many }))).await, (400, 50035));
        let choices = json!([{ "name": "nest", "value": "b-1" }]);
        assert_eq!(bot.answers(&heard, first(8, json!({ "choices": choices }))).await, (204, 0));
    };
    let (offered, ()) = tokio::join!(ada.suggests(&dm, "status", "ne"), answer);
    assert_eq!(offered, [("nest".to_owned(), "b-1".to_owned())]);
    assert_eq!(bot.discord.faults().len(), 2);
}

#[tokio::test]
async fn a_modal_is_filled_in_as_the_client_lets_her() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    assert_eq!(ada.modal(), None);
    assert_eq!(bot.answers(&heard, first(9, modal())).await, (204, 0));
    let Modal { title, fields, .. } = ada.gets_modal().await;
    assert_eq!((title.as_str(), fields[2].is_required), ("A new bot", false));
    ada.fills(&[("Name", "nest"), ("Anthropic key", "HATCHTEST-key")]).await;
    assert_eq!(ada.modal(), None);
    let submit = ear.interaction().await;
    let row = &submit["data"]["components"][0];
    assert_eq!((&row["type"], &row["components"][0]["value"]), (&json!(1), &json!("nest")));
    let label = &submit["data"]["components"][1];
    assert_eq!((&label["type"], &label["component"]["value"]), (&json!(18), &json!("HATCHTEST-key")));
    assert_eq!((&submit["type"], &submit["data"]["custom_id"]), (&json!(5), &json!("v1:deploy")));
    assert_eq!(submit["message"], Value::Null);

    let select = json!({ "type": 3, "custom_id": "who", "options": [
        { "label": "Anthropic", "value": "a" }, { "label": "OpenAI", "value": "o" }] });
    let link = json!({ "type": 2, "style": 5, "label": "Read", "url": "https://hatchtest.invalid" });
    let view = built(json!([row_of(select.clone()), row_of(link), row_of(button("Change", "change"))]));
    assert_eq!(bot.answers(&submit, first(4, view)).await, (204, 0));
    let shown = ada.waits_for(&dm, |shown| !shown.options.is_empty()).await;
    assert_eq!(shown.options, ["Anthropic", "OpenAI"]);
    let style = Style::Link("https://hatchtest.invalid".into());
    assert_eq!(shown.button("Read"), Some(&Button { label: "Read".into(), is_enabled: true, style }));
    assert!(refusal(|| drop(ada.presses(&dm, "Read"))).contains("no button [Read]"));
    assert!(refusal(|| drop(ada.selects(&dm, &["Gemini"]))).contains("no select"));
    assert!(refusal(|| drop(ada.selects(&dm, &["Anthropic", "OpenAI"]))).contains("1 to 1 can be chosen"));
    ada.selects(&dm, &["OpenAI"]);
    assert_eq!(ear.interaction().await["data"]["values"], json!(["o"]));

    ada.presses(&dm, "Change");
    let press = ear.interaction().await;
    let choice = json!({ "custom_id": "m", "title": "Change", "components": [
        { "type": 10, "content": "Choose one." }, { "type": 18, "label": "Who", "component": select }] });
    assert_eq!(bot.answers(&press, first(9, choice)).await, (204, 0));
    assert_eq!(ada.gets_modal().await.text, "Choose one.");
    ada.fills(&[("Who", "Anthropic")]).await;
    let submit = ear.interaction().await;
    assert_eq!(submit["data"]["components"][1]["component"]["values"], json!(["a"]));
    assert_eq!(submit["message"]["id"], json!(shown.id.to_string()), "it came from this message");
    assert_eq!(bot.answers(&submit, first(7, built(json!([display("Changed")])))).await, (204, 0));
    ada.waits_for(&dm, |shown| shown.text == "Changed").await;
}

#[tokio::test]
async fn a_field_that_is_not_filled_in_keeps_the_modal_open() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    assert_eq!(bot.answers(&heard, first(9, modal())).await, (204, 0));
    ada.gets_modal().await;
    for (fields, why) in [
        (&[("Name", "nest")][..], "\"Anthropic key\" has to be filled in"),
        (&[("Name", "nest"), ("Anthropic key", "short")][..], "8 to 4000 characters"),
        (&[("Name", "a name of more than twenty"), ("Anthropic key", "HATCHTEST-key")][..], "0 to 20 characters"),
        (&[("Colour", "red")][..], "no field \"Colour\""),
    ] {
        let ada = ada.clone();
        let fields: Vec<(&'static str, &'static str)> = fields.to_vec();
        let tried = tokio::spawn(async move { drop(ada.fills(&fields).await) }).await;
        let told = tried.expect_err("the client does not send it").into_panic();
        let told = told.downcast_ref::<String>().cloned().unwrap_or_default();
        assert!(told.contains(why), "{told}");
    }
    ada.closes_modal();
    assert_eq!(ada.modal(), None);
}

fn row_of(part: Value) -> Value {
    row(json!([part]))
}
