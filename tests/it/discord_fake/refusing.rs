//! What the fake refuses because Discord refuses it, each with the reason among the faults.

use reqwest::Method;
use serde_json::{Value, json};

use super::{AGENT, Bot, IS_V2, built, button, commands, display, first, modal, plain, row, told};

/// The same value with other fields.
fn with(mut value: Value, changes: &[(&str, Value)]) -> Value {
    for (path, change) in changes {
        match value.pointer_mut(path) {
            Some(place) => *place = change.clone(),
            None => {
                let (parent, name) = path.rsplit_once('/').expect("a pointer");
                value.pointer_mut(parent).expect("a place for it")[name] = change.clone();
            }
        }
    }
    value
}

fn buttons(count: usize) -> Value {
    row((0..count).map(|number| button("b", &format!("b{number}"))).collect())
}

fn select(options: usize) -> Value {
    let options: Value = (0..options).map(|n| json!({ "label": "l", "value": format!("v{n}") })).collect();
    row(json!([{ "type": 3, "custom_id": "s", "options": options }]))
}

fn long(length: usize) -> String {
    "x".repeat(length)
}

#[tokio::test]
async fn a_message_that_discord_does_not_take_is_refused_and_told() {
    let Some(bot) = Bot::start().await else { return };
    let (_, dm) = bot.ada();
    let path = format!("channels/{}/messages", dm.id);
    let rows = |count: usize| -> Value { (0..count).map(|n| row(json!([button("b", &format!("{n}"))]))).collect() };
    let legacy = |components: Value| with(plain("x"), &[("/components", components)]);
    let one = |part: Value| built(json!([row(json!([part]))]));
    let link = json!({ "type": 2, "style": 5, "label": "l", "url": "https://hatchtest.invalid" });
    for (name, body, reason) in [
        ("no mentions said", json!({ "content": "x" }), "allowed_mentions"),
        ("everybody may be rung at", with(plain("x"), &[("/allowed_mentions/parse", json!(["users"]))]), "mentions"),
        ("2001 characters", plain(&long(2001)), ".content"),
        ("an unknown field", with(plain("x"), &[("/colour", json!(1))]), ".colour: no such field"),
        ("an ephemeral one by the bot's token", with(plain("x"), &[("/flags", json!(64))]), ".flags"),
        ("content beside components", with(built(json!([display("x")])), &[("/content", json!("x"))]), "LEGACY_FIELDS"),
        ("components without the flag", legacy(json!([display("x")])), "IS_COMPONENTS_V2"),
        ("six rows", legacy(rows(6)), "rows"),
        ("41 components", built((0..41).map(|_| display("x")).collect()), "BAD_LENGTH"),
        ("41 nested ones", built(rows(21)), "42 components in all"),
        ("4001 characters", built(json!([display(&long(2001)), display(&long(2000))])), "4001 characters"),
        ("an empty text", built(json!([display("")])), "[0].content"),
        ("six buttons in a row", built(json!([buttons(6)])), "BAD_LENGTH"),
        ("the same id twice", built(json!([buttons(1), buttons(1)])), "CUSTOM_ID_DUPLICATED"),
        ("an empty id", one(button("b", "")), "custom_id"),
        ("101 characters of id", one(button("b", &long(101))), "custom_id"),
        ("81 characters of label", one(button(&long(81), "b")), "label"),
        ("a button without a label", one(json!({ "type": 2, "style": 1, "custom_id": "b" })), "without a label"),
        ("a button without an id", one(json!({ "type": 2, "style": 1, "label": "b" })), "another style"),
        ("a link with an id", one(with(link.clone(), &[("/custom_id", json!("b"))])), "another style"),
        ("a link to nowhere", one(with(link, &[("/url", json!("hatch"))])), ".url"),
        ("a button outside a row", built(json!([button("b", "b")])), "[0].type"),
        ("26 options", built(json!([select(26)])), "BAD_LENGTH"),
        ("no options", built(json!([select(0)])), "BAD_LENGTH"),
        (
            "a select beside a button",
            built(json!([row(json!([button("b", "b"), select(1)["components"][0]]))])),
            "a row holds",
        ),
        (
            "101 characters of an option",
            built(json!([with(select(1), &[("/components/0/options/0/label", json!(long(101)))])])),
            "label",
        ),
        (
            "more to choose than there is",
            built(json!([with(select(2), &[("/components/0/max_values", json!(3))])])),
            "1 to 3 of 2",
        ),
        (
            "a file that was not sent",
            built(json!([{ "type": 13, "file": { "url": "attachment://log.txt" } }])),
            "ATTACH",
        ),
    ] {
        let (status, answer) = bot.does(Method::POST, &path, &body).await;
        assert_eq!((status, &answer["code"]), (400, &json!(50035)), "{name}: {answer}");
        let faults = bot.discord.faults();
        assert!(faults.iter().any(|fault| fault.contains(reason)), "{name}: {faults:#?}");
    }
    for (name, body) in [
        ("text", plain("x")),
        ("40 components", built((0..40).map(|_| display("x")).collect())),
        ("4000 characters", built(json!([display(&long(4000))]))),
        ("a full row", built(json!([buttons(5)]))),
        ("a full select", built(json!([select(25)]))),
    ] {
        let (status, answer) = bot.does(Method::POST, &path, &body).await;
        assert_eq!(status, 200, "{name}: {answer}");
    }
    let (status, answer) = bot.does(Method::POST, &path, &plain("")).await;
    assert_eq!((status, &answer["code"]), (400, &json!(50006)));
}

#[tokio::test]
async fn an_answer_that_discord_does_not_take_leaves_the_interaction_open() {
    let Some((bot, mut ear)) = Bot::listening().await else { return };
    let (ada, dm) = bot.ada();
    ada.types_command(&dm, "deploy", &[]);
    let heard = ear.interaction().await;
    let of_modal = |changes: &[(&str, Value)]| first(9, with(modal(), changes));
    let rows = |count: usize| -> Value {
        let input = |n: usize| json!({ "type": 4, "custom_id": format!("{n}"), "style": 1, "label": "l" });
        (0..count).map(|n| row(json!([input(n)]))).collect()
    };
    for (name, answer, reason) in [
        ("an unknown type", first(99, json!({})), ".type"),
        ("a deferred one with the flag of components", first(5, json!({ "flags": IS_V2 })), ".data.flags"),
        ("a deferred one with words", first(5, plain("x")), ".data.flags"),
        ("an update of no message", first(7, plain("x")), "no answer to Command"),
        ("a silent one of no message", first(6, Value::Null), "no answer to Command"),
        ("suggestions", first(8, json!({ "choices": [] })), "no answer to Command"),
        ("a message without mentions", first(4, json!({ "content": "x" })), "allowed_mentions"),
        ("46 characters of title", of_modal(&[("/title", json!(long(46)))]), ".title"),
        ("no rows", of_modal(&[("/components", json!([]))]), "BAD_LENGTH"),
        ("six rows", of_modal(&[("/components", rows(6))]), "6 rows"),
        ("46 characters of label", of_modal(&[("/components/1/label", json!(long(46)))]), "label"),
        ("46 in a row", of_modal(&[("/components/0/components/0/label", json!(long(46)))]), "label"),
        ("no label in a row", of_modal(&[("/components/0/components/0/label", json!(null))]), "label"),
        ("two labels", of_modal(&[("/components/1/component/label", json!("x"))]), "label"),
        ("101 of placeholder", of_modal(&[("/components/1/component/placeholder", json!(long(101)))]), "placeholder"),
        ("a button", of_modal(&[("/components/0/components/0", button("b", "b"))]), "components"),
        ("a bare input", of_modal(&[("/components/0", rows(1)[0]["components"][0].clone())]), "components[0]"),
        ("the same id twice", of_modal(&[("/components/1/component/custom_id", json!("name"))]), "DUPLICATED"),
        ("something disabled", of_modal(&[("/components/1/component/disabled", json!(true))]), "disabled"),
        ("a masked style", of_modal(&[("/components/1/component/style", json!(3))]), "style"),
        ("a prefill too long", of_modal(&[("/components/0/components/0/value", json!(long(21)))]), ".value"),
    ] {
        assert_eq!(bot.answers(&heard, answer).await, (400, 50035), "{name}");
        let faults = bot.discord.faults();
        assert!(faults.iter().any(|fault| fault.contains(reason)), "{name}: {faults:#?}");
    }
    assert_eq!(bot.answers(&heard, first(9, modal())).await, (204, 0));
    assert_eq!(ada.gets_modal().await.labels(), ["Name", "Anthropic key", "Hint"]);

    ada.fills(&[("Name", "nest"), ("Anthropic key", "HATCHTEST-key")]).await;
    let submit = ear.interaction().await;
    assert_eq!(bot.answers(&submit, first(9, modal())).await, (400, 50035), "no modal upon a modal");
    assert_eq!(bot.answers(&submit, first(7, plain("x"))).await, (400, 50035), "it came from no message");
    assert_eq!(bot.discord.faults().len(), 2);
}

#[tokio::test]
async fn commands_that_discord_does_not_take_change_nothing() {
    let Some(bot) = Bot::start().await else { return };
    let path = bot.path("applications/{app}/commands");
    let before = bot.discord.commands(&bot.app);
    let twenty: Value = (0..26).map(|n| json!({ "name": format!("c{n}"), "value": "v" })).collect();
    for (name, changes) in [
        ("capital letters", vec![("/0/name", json!("Deploy"))]),
        ("a space", vec![("/0/name", json!("de ploy"))]),
        ("the same name twice", vec![("/1/name", json!("deploy"))]),
        ("101 characters of description", vec![("/0/description", json!(long(101)))]),
        ("no description", vec![("/0/description", json!(""))]),
        ("a required option at the end", vec![("/0/options/1/required", json!(true))]),
        ("choices and suggestions", vec![("/0/options/1/autocomplete", json!(true))]),
        ("26 choices", vec![("/0/options/1/choices", twenty)]),
        ("private without an install", vec![("/0/integration_types", json!([0]))]),
        ("an unknown place", vec![("/0/contexts", json!([3]))]),
        ("an unknown field", vec![("/0/colour", json!(1))]),
    ] {
        let (status, answer) = bot.does(Method::PUT, &path, &with(commands(), &changes)).await;
        assert_eq!((status, &answer["code"]), (400, &json!(50035)), "{name}: {answer}");
        assert!(!bot.discord.faults().is_empty(), "{name}");
    }
    assert_eq!(bot.discord.commands(&bot.app), before);
    assert_eq!(bot.discord.command_writes(&bot.app), 1);

    let (_, again) = bot.does(Method::PUT, &path, &commands()).await;
    assert_eq!(again[0]["id"], before[0]["id"], "the same name is the same command");
    let (_, listed) = bot.does(Method::GET, &path, &Value::Null).await;
    assert_eq!(listed, again);
    assert_eq!(bot.discord.command_writes(&bot.app), 2);
}

#[tokio::test]
async fn who_is_not_known_or_says_nothing_of_itself_is_turned_away() {
    let Some(bot) = Bot::start().await else { return };
    let (ada, dm) = bot.ada();
    let http = &bot.http;
    let token = format!("Bot {}", bot.app.token);
    let me = format!("{}/api/v10/users/@me", bot.discord.origin());
    let path = format!("{}/api/v10/channels/{}/messages", bot.discord.origin(), dm.id);
    let ours = |path: &str| http.post(path).header("user-agent", AGENT).header("authorization", &token);
    for (name, request, status, code) in [
        ("well", http.get(&me).header("user-agent", AGENT).header("authorization", &token), 200, None),
        ("no name", http.get(&me).header("authorization", &token), 403, None),
        ("no token", http.get(&me).header("user-agent", AGENT), 401, Some(0)),
        ("a bare token", http.get(&me).header("user-agent", AGENT).header("authorization", &token[4..]), 401, Some(0)),
        ("no kind of body", ours(&path).body(plain("x").to_string()), 400, Some(50035)),
        ("no JSON", ours(&path).header("content-type", "application/json").body("{"), 400, Some(50109)),
        ("no such channel", ours(&path.replace(&dm.id.to_string(), "1")).json(&plain("x")), 404, Some(10003)),
        ("no such route", ours(&path.replace("messages", "eggs")).json(&plain("x")), 404, Some(0)),
    ] {
        let (seen, answer) = told(request).await;
        assert_eq!((seen, answer["code"].as_u64()), (status, code), "{name}");
    }
    assert_eq!(bot.discord.faults().len(), 1);

    let other = bot.discord.application("another");
    let theirs = bob_hears(&bot, &other).await;
    let (status, answer) = bot.does(Method::POST, &format!("channels/{theirs}/messages"), &plain("x")).await;
    assert_eq!((status, &answer["code"]), (403, &json!(50001)), "another bot's channel");

    let open = json!({ "recipient_id": ada.id.to_string() });
    let (_, channel) = bot.does(Method::POST, "users/@me/channels", &open).await;
    assert_eq!(channel["id"], json!(dm.id.to_string()), "there is one private channel");
    let path = format!("channels/{}/messages", dm.id);
    ada.closes_dms(&bot.app);
    assert_eq!(bot.does(Method::POST, &path, &plain("x")).await.1["code"], 50007);
    ada.opens_dms(&bot.app);
    assert_eq!(bot.does(Method::POST, &path, &plain("x")).await.0, 200);
    ada.parts(&bot.app);
    assert_eq!(bot.does(Method::POST, &path, &plain("x")).await.1["code"], 50278);
    let (_, answer) = bot.does(Method::POST, "users/@me/channels", &json!({ "recipient_id": "1" })).await;
    assert_eq!(answer["code"], 50033);
}

/// The private channel of somebody with another application.
async fn bob_hears(bot: &Bot, other: &crate::fakes::discord::App) -> u64 {
    bot.discord.person("bob").dm(other).id
}

#[tokio::test]
async fn messages_are_changed_by_whoever_wrote_them() {
    let Some(bot) = Bot::start().await else { return };
    let (ada, dm) = bot.ada();
    let path = format!("channels/{}/messages", dm.id);
    let embeds = json!([{ "title": "old" }]);
    let (_, legacy) = bot.does(Method::POST, &path, &with(plain("old"), &[("/embeds", embeds)])).await;
    let own = format!("{path}/{}", super::text(&legacy["id"]));
    let (status, _) = bot.does(Method::PATCH, &own, &built(json!([display("new")]))).await;
    assert_eq!(status, 400, "the content is still there");
    let half = with(built(json!([display("new")])), &[("/content", json!(null))]);
    assert_eq!(bot.does(Method::PATCH, &own, &half).await.0, 400, "and so are the embeds");
    let emptied = with(half, &[("/embeds", json!([]))]);
    assert_eq!(bot.does(Method::PATCH, &own, &emptied).await.0, 200);
    assert_eq!(bot.does(Method::PATCH, &own, &plain("back")).await.0, 400, "there is no way back");
    let without = json!({ "flags": 0, "components": [display("x")], "allowed_mentions": { "parse": [] } });
    assert_eq!(bot.does(Method::PATCH, &own, &without).await.0, 400, "nor by the flag");
    assert!(bot.discord.faults().len() >= 3);
    let seen = ada.sees(&dm);
    assert_eq!((seen[0].text.as_str(), seen[0].edits), ("new", 1));

    let hers = format!("{path}/{}", ada.writes(&dm, "hello"));
    assert_eq!(bot.does(Method::PATCH, &hers, &plain("x")).await.1["code"], 50005);
    assert_eq!(bot.does(Method::PATCH, &format!("{path}/1"), &plain("x")).await.1["code"], 10008);
    assert_eq!(bot.does(Method::DELETE, &own, &Value::Null).await.0, 204);
    assert_eq!(bot.does(Method::GET, &own, &Value::Null).await.1["code"], 10008);

    let once = with(plain("once"), &[("/nonce", json!("n1")), ("/enforce_nonce", json!(true))]);
    let (_, made) = bot.does(Method::POST, &path, &once).await;
    let (_, again) = bot.does(Method::POST, &path, &once).await;
    assert_eq!(made["id"], again["id"]);
}
