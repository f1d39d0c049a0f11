//! Discord: whose a token is, the switch for messages, and the link into a server.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hatchery::domain::Presence;
use hatchery::domain::key::parse_discord_token;
use hatchery::preflight::discord::{Application, Found, Switched, look, switch_on_messages};
use hatchery::provider::client;
use hatchery::secret::Secret;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};
use tokio::time::Instant;

use super::{patient, troubles};
use crate::fakes::discord::{Call, FakeDiscord};
use crate::fakes::missing::described;
use crate::fakes::providers::Behaviour;

const ID: &str = "123456789012345678";
const GRANTED: u64 = 1 << 18;
const LIMITED: u64 = 1 << 19;
/// Of a bot that has commands and sees who is there.
const OTHERS: u64 = 1 << 23 | 1 << 15;

/// Put together here, so that no scanner takes it for a real one.
fn token() -> String {
    [URL_SAFE_NO_PAD.encode(ID), "GHATCH".to_owned(), format!("HATCHTEST{}", "x".repeat(29))].join(".")
}

fn secret() -> Secret {
    parse_discord_token(&token()).expect("the shape of a Discord token")
}

async fn fake(flags: u64) -> Option<FakeDiscord> {
    let fake = FakeDiscord::start().await?;
    fake.knows(&token(), ID, "Nest", flags);
    Some(fake)
}

fn nest(flags: u64) -> Application {
    Application { id: ID.into(), name: "Nest".into(), flags }
}

async fn found(fake: &FakeDiscord) -> Found {
    let found = look(&client().expect("a client"), fake.origin(), &secret()).await;
    shows_no_token(&found);
    found
}

async fn switched(fake: &FakeDiscord, application: &Application) -> Switched {
    let switched = switch_on_messages(&client().expect("a client"), fake.origin(), &secret(), application).await;
    shows_no_token(&switched);
    switched
}

fn shows_no_token(result: &impl std::fmt::Debug) {
    let printed = format!("{result:?}");
    assert!(!printed.contains("HATCHTEST"), "{printed}");
}

#[tokio::test]
async fn a_good_token_names_its_application_after_one_call() {
    for (flags, reads) in [(0, false), (OTHERS, false), (GRANTED, true), (LIMITED | OTHERS, true)] {
        let Some(fake) = fake(flags).await else { return };
        assert_eq!(found(&fake).await, Found::Good(nest(flags)));
        assert_eq!(nest(flags).reads_messages(), reads, "{flags}");
        let call = Call { method: Method::GET, path: "/api/v10/applications/@me".into(), body: Value::Null };
        assert_eq!(fake.calls(), [call]);
    }
}

#[tokio::test]
async fn a_wrong_or_reset_token_is_refused_and_never_tried_again() {
    let Some(fake) = fake(LIMITED).await else { return };
    fake.resets(&token());
    assert_eq!(found(&fake).await, Found::Refused);
    assert_eq!(switched(&fake, &nest(0)).await, Switched::Refused);
    assert_eq!(fake.calls().len(), 2, "one call each");
    fake.answers_next(Behaviour::empty(401));
    assert_eq!(found(&fake).await, Found::Refused);
}

#[tokio::test]
async fn no_other_answer_is_held_against_the_token() {
    let limited = json!({ "message": "You are being rate limited.", "retry_after": 1.5, "global": false });
    let strange = |change: Value| {
        let mut body = json!({ "id": ID, "name": "Nest", "flags": 0 });
        for (name, value) in change.as_object().into_iter().flatten() {
            body[name] = value.clone();
        }
        Behaviour::json(200, body)
    };
    let own = [
        ("a limit in words", Behaviour::json(429, limited)),
        ("a maintenance in words", Behaviour::json(503, json!({ "message": "unavailable", "code": 0 }))),
        ("an id that is no number", strange(json!({ "id": "1&scope=admin" }))),
        ("an empty id", strange(json!({ "id": "" }))),
        ("an id without end", strange(json!({ "id": "1".repeat(21) }))),
        ("a number for an id", strange(json!({ "id": 123 }))),
        ("no flags", strange(json!({ "flags": null }))),
        ("flags below zero", strange(json!({ "flags": -1 }))),
    ];
    for (name, behaviour) in troubles().into_iter().chain(own) {
        let Some(fake) = fake(0).await else { return };
        fake.answers_next(behaviour.clone());
        assert_eq!(found(&fake).await, Found::Unreachable, "{name}");
        fake.answers_next(behaviour);
        assert_eq!(switched(&fake, &nest(0)).await, Switched::Unreachable, "{name}");
        assert_eq!(fake.calls().len(), 2, "one call each: {name}");
        assert_eq!(fake.flags(&token()), if name == "a broken connection" { LIMITED } else { 0 }, "{name}");
    }
}

#[tokio::test]
async fn a_discord_that_is_away_is_unreachable() {
    let Some(gone) = fake(0).await else { return };
    let origin = gone.origin().to_owned();
    drop(gone);
    let http = client().expect("a client");
    assert_eq!(look(&http, &origin, &secret()).await, Found::Unreachable);
    assert_eq!(switch_on_messages(&http, &origin, &secret(), &nest(0)).await, Switched::Unreachable);
}

#[tokio::test(start_paused = true)]
async fn a_silent_discord_is_given_up_after_ten_seconds() {
    let Some(fake) = fake(0).await else { return };
    fake.answers_next(Behaviour::Stall);
    let start = Instant::now();
    assert_eq!(look(&patient(), fake.origin(), &secret()).await, Found::Unreachable);
    assert_eq!(start.elapsed().as_secs(), 10);
}

#[tokio::test]
async fn messages_are_switched_on_and_everything_else_stays() {
    let Some(fake) = fake(OTHERS).await else { return };
    let Found::Good(application) = found(&fake).await else { panic!("the token is good") };
    assert_eq!(switched(&fake, &application).await, Switched::Done);
    assert_eq!(fake.flags(&token()), OTHERS | LIMITED);
    assert_eq!(fake.calls()[1].body, json!({ "flags": OTHERS | LIMITED }));
    // Done twice it is done once.
    assert_eq!(switched(&fake, &application).await, Switched::Done);
    assert_eq!(fake.flags(&token()), OTHERS | LIMITED);
    assert_eq!(found(&fake).await, Found::Good(nest(OTHERS | LIMITED)));
}

#[tokio::test]
async fn what_is_on_already_is_not_asked_for() {
    for flags in [GRANTED, LIMITED] {
        let Some(fake) = fake(flags).await else { return };
        assert_eq!(switched(&fake, &nest(flags)).await, Switched::Done);
        assert_eq!(fake.calls(), []);
    }
}

#[tokio::test]
async fn a_switch_that_discord_keeps_off_is_for_the_owner_to_set() {
    let Some(fake) = fake(0).await else { return };
    fake.keeps_flags(&token());
    assert_eq!(switched(&fake, &nest(0)).await, Switched::Refused, "the answer shows that nothing changed");
    for (status, code) in [(400, 50035), (403, 50001)] {
        fake.answers_next(Behaviour::json(status, json!({ "message": "no", "code": code })));
        assert_eq!(switched(&fake, &nest(0)).await, Switched::Refused, "{status}");
    }
    // Other flags than the application has are a change that it may not make.
    assert_eq!(switched(&fake, &nest(GRANTED >> 1)).await, Switched::Refused);
}

#[tokio::test]
async fn a_name_is_shown_as_one_short_line_without_a_token() {
    let Some(fake) = fake(0).await else { return };
    for (name, shown) in [
        ("  Nest\r\n\u{1b}[31mred ".to_owned(), "Nest[31mred".to_owned()),
        ("🪺".repeat(300), "🪺".repeat(100)),
        (format!("I am {}", token()), "I am …xxxx".to_owned()),
    ] {
        fake.knows(&token(), ID, &name, 0);
        let Found::Good(application) = found(&fake).await else { panic!("the token is good") };
        assert_eq!(application.name, shown);
    }
}

#[test]
fn the_link_asks_for_what_a_chatting_bot_needs() {
    // Reactions, view, send, embeds, files, history; threads.
    let bits = [6, 10, 11, 14, 15, 16, 38];
    let permissions: u64 = bits.iter().map(|bit| 1u64 << bit).sum();
    let link = format!(
        "https://discord.com/oauth2/authorize?client_id={ID}&scope=bot%20applications.commands&permissions={permissions}"
    );
    let presence = Presence { application: Some(ID.into()), ..Presence::default() };
    assert_eq!(presence.invite(), Some(link));
}

#[tokio::test]
async fn the_fake_refuses_what_discord_refuses() {
    let Some(fake) = fake(OTHERS).await else { return };
    fake.forgives();
    let http = client().expect("a client");
    let address = format!("{}/api/v10/applications/@me", fake.origin());
    let agent = "DiscordBot (https://hatchery.invalid, 1.0)";
    let named = |request: RequestBuilder| request.header("user-agent", agent);
    let ours = |request: RequestBuilder| named(request).header("authorization", format!("Bot {}", token()));
    let change = |body: Value| ours(http.patch(&address)).json(&body);
    for (name, request, status) in [
        ("a good look", ours(http.get(&address)), 200),
        ("a good change", change(json!({ "flags": OTHERS })), 200),
        ("no name", http.get(&address).header("authorization", format!("Bot {}", token())), 403),
        ("a browser's name", http.get(&address).header("user-agent", "Mozilla/5.0"), 403),
        ("no token", named(http.get(&address)), 401),
        ("a bare token", named(http.get(&address)).header("authorization", token()), 401),
        ("a bearer", named(http.get(&address)).bearer_auth(token()), 401),
        ("somebody's token", named(http.get(&address)).header("authorization", "Bot HATCHTEST"), 401),
        ("another version", ours(http.get(format!("{}/api/applications/@me", fake.origin()))), 404),
        ("another method", ours(http.delete(&address)), 405),
        ("no kind of body", ours(http.patch(&address)).body("{\"flags\":0}"), 400),
        ("no object", change(json!([])), 400),
        ("another field", change(json!({ "flags": OTHERS, "name": "x" })), 400),
        ("no flags", change(json!({})), 400),
        ("flags as text", change(json!({ "flags": "0" })), 400),
        ("more than 31 bits", change(json!({ "flags": OTHERS | 1 << 40 })), 400),
        ("a grant", change(json!({ "flags": OTHERS | GRANTED })), 400),
        ("a flag lost", change(json!({ "flags": LIMITED })), 400),
    ] {
        let answer = request.send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{name}");
    }
    assert_eq!(fake.flags(&token()), OTHERS);
}

/// Discord's description of its API, when it is at hand.
fn description() -> Option<Value> {
    let text = described("discord/openapi.json")?;
    Some(serde_json::from_str(&text).expect("the description reads"))
}

#[tokio::test]
async fn what_is_sent_and_what_the_fake_answers_fit_discords_description() {
    let Some(description) = description() else { return };
    let Some(fake) = fake(OTHERS).await else { return };
    assert_eq!(switched(&fake, &nest(OTHERS)).await, Switched::Done);
    let call = fake.calls().remove(0);
    let path = call.path.strip_prefix("/api/v10").expect("the version that is described");
    let operation = &description["paths"][path]["patch"];
    assert_eq!(operation["operationId"], "update_my_application");
    let schemas = &description["components"]["schemas"];
    for (field, value) in call.body.as_object().expect("an object") {
        let kinds = &schemas["ApplicationFormPartial"]["properties"][field]["type"];
        assert!(value.is_u64() && kinds.as_array().is_some_and(|kinds| kinds.contains(&json!("integer"))), "{field}");
    }

    let request = client().expect("a client").get(format!("{}{}", fake.origin(), call.path));
    let request = request.header("user-agent", "DiscordBot (https://hatchery.invalid, 1.0)");
    let answer = request.header("authorization", format!("Bot {}", token())).send().await.expect("an answer");
    let answer: Value = answer.json().await.expect("JSON");
    let described = &schemas["PrivateApplicationResponse"];
    for field in described["required"].as_array().expect("a list").iter().filter_map(Value::as_str) {
        assert!(answer.get(field).is_some(), "the fake leaves out {field}");
    }
    for field in answer.as_object().expect("an object").keys() {
        assert!(described["properties"].get(field).is_some(), "Discord has no {field}");
    }
}
