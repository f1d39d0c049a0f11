//! The live checks of bots' tokens on chat services: each answer has its verdict, and no verdict shows a token.

mod discord;
mod slack;

use std::sync::Arc;

use hatchery::preflight;
use hatchery::provider::client;
use hatchery::secret::Secret;
use serde_json::json;

use crate::fakes::discord::FakeDiscord;
use crate::fakes::providers::Behaviour;
use crate::fakes::slack::FakeSlack;

/// Answers of whatever stands between us and a service, and of a service that is unwell: none speaks of the token.
fn troubles() -> Vec<(&'static str, Behaviour)> {
    let page = |text: String| Behaviour::text(200, "application/json", text);
    vec![
        ("a page of refusal", Behaviour::html(403)),
        ("a page of too many calls", Behaviour::html(429).with("retry-after", "3600")),
        ("a page that is not there", Behaviour::html(404)),
        ("a bare 500", Behaviour::empty(500)),
        ("a page of 502", Behaviour::html(502)),
        ("a bare 503", Behaviour::empty(503)),
        ("a redirect", Behaviour::empty(302).with("location", "http://127.0.0.1:9/")),
        ("a login page", Behaviour::html(200)),
        ("nothing", Behaviour::empty(200)),
        ("half an answer", page("{\"ok\":true,\"id\":\"12".into())),
        ("a list", Behaviour::json(200, json!([]))),
        ("somebody else's answer", Behaviour::json(200, json!({ "hello": true }))),
        ("yes and no more", Behaviour::json(200, json!({ "ok": true }))),
        ("no and no more", Behaviour::json(200, json!({ "ok": false }))),
        ("too much", page(format!("{{\"ok\":true,\"x\":\"{}\"}}", "x".repeat(400_000)))),
        ("too much of an error", Behaviour::text(500, "text/html", "x".repeat(400_000))),
        ("a broken connection", Behaviour::Cut(10)),
    ]
}

/// A client without limits of its own, so that the checks' own limit ends a call.
fn patient() -> reqwest::Client {
    reqwest::Client::builder().no_proxy().build().expect("a client")
}

#[tokio::test]
async fn what_a_service_says_and_the_token_stay_out_of_the_log() {
    let log = tempfile::NamedTempFile::new().expect("a file");
    let writer = Arc::new(log.reopen().expect("the same file"));
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::TRACE).with_ansi(false).with_writer(writer).finish();
    crate::listening::everywhere();
    let guard = tracing::subscriber::set_default(subscriber);
    let http = client().expect("a client");
    let token = Secret::new("HATCHTEST-of-no-shape");
    let Some(discord) = FakeDiscord::start().await else { return };
    let slack = FakeSlack::start().await;
    let application = preflight::discord::Application { id: "1".into(), name: "Nest".into(), flags: 0 };
    // As bad as an echo can be: the token in every field that is read, and in the word of a refusal.
    let echo = json!({ "message": "HATCHTEST", "code": 50035, "ok": false, "error": "HATCHTEST-of-no-shape" });
    let place = json!({ "ok": true, "url": "wss://HATCHTEST-ticket" });
    let words = [200, 400, 401, 403, 500].map(|status| ("an echo", Behaviour::json(status, echo.clone())));
    let places = [("a place", Behaviour::json(200, place)), ("as usual", Behaviour::Usual)];
    for (_, behaviour) in troubles().into_iter().chain(words).chain(places) {
        for _ in 0..2 {
            discord.answers_next(behaviour.clone());
            slack.answers_next(behaviour.clone());
        }
        preflight::discord::look(&http, discord.origin(), &token).await;
        preflight::discord::switch_on_messages(&http, discord.origin(), &token, &application).await;
        preflight::slack::look(&http, slack.origin(), &token).await;
        preflight::slack::opens(&http, slack.origin(), &token).await;
    }
    drop(guard);
    let text = std::fs::read_to_string(log.path()).expect("a log");
    assert!(text.contains("Slack refused a token") && text.contains("Discord did not say yes"), "the log is heard");
    assert_eq!(text.lines().find(|line| line.to_lowercase().contains("hatchtest")), None);
    let mut ours = text.lines().filter(|line| line.contains("hatchery::"));
    assert_eq!(ours.find(|line| line.contains("127.0.0.1")), None);
}
