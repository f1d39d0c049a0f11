//! The webhooks of Slack and Discord that alerts are posted to, on 127.0.0.1: strict about what they take, and can be
//! told to behave badly.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use super::discord::schema::Schema;
use crate::PATIENCE;

/// What stands in both addresses and nobody may tell.
const SECRET: &str = "HATCHTEST-webhook";
/// Slack, "Sending messages using incoming webhooks".
const KNOWN_TO_SLACK: [&str; 8] =
    ["text", "blocks", "attachments", "thread_ts", "mrkdwn", "response_type", "replace_original", "delete_original"];

/// What happens to the next messages instead.
#[derive(Debug, Clone, Copy)]
pub enum Mishap {
    /// 429, with so many seconds to wait.
    Busy(u64),
    /// This status, and the address in a page.
    Page(u16),
    /// It was removed, in the words of its platform.
    Removed,
}

pub struct FakeWebhooks {
    origin: String,
    state: Arc<Mutex<Memory>>,
    _door: JoinSet<std::io::Result<()>>,
}

#[derive(Default)]
struct Memory {
    posted: Vec<String>,
    tries: usize,
    next: VecDeque<Mishap>,
    always: Option<Mishap>,
    faults: Vec<String>,
}

impl FakeWebhooks {
    /// Nothing, with a loud note, where Discord's description is missing.
    pub async fn start() -> Option<Self> {
        Schema::load()?;
        let state = Arc::new(Mutex::new(Memory::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("the address of a bound port"));
        let app = Router::new().fallback(arrive).with_state(state.clone());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, app).await });
        Some(FakeWebhooks { origin, state, _door: door })
    }

    pub fn slack(&self) -> String {
        format!("{}/services/T0/B0/{SECRET}", self.origin)
    }

    pub fn discord(&self) -> String {
        format!("{}/api/webhooks/17/{SECRET}", self.origin)
    }

    pub fn fails_next(&self, mishap: Mishap) {
        self.memory().next.push_back(mishap);
    }

    /// From now on, or no more.
    pub fn fails(&self, always: Option<Mishap>) {
        self.memory().always = always;
    }

    /// What was taken.
    pub fn posted(&self) -> Vec<String> {
        self.memory().posted.clone()
    }

    pub fn tries(&self) -> usize {
        self.memory().tries
    }

    /// Waits for a message with these words, and gives back how many there are.
    pub async fn takes(&self, words: &str) -> usize {
        let told = || self.posted().iter().filter(|text| text.contains(words)).count();
        let limit = Instant::now() + PATIENCE;
        while told() == 0 {
            assert!(Instant::now() < limit, "waited a minute for “{words}”, and there are {:#?}", self.posted());
            sleep(Duration::from_millis(5)).await;
        }
        told()
    }

    pub fn assert_clean(&self) {
        let faults = self.memory().faults.clone();
        assert!(faults.is_empty(), "messages that no webhook takes:\n{}", faults.join("\n"));
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("no thread panics while it holds the fake's memory")
    }
}

impl Drop for FakeWebhooks {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.assert_clean();
        }
    }
}

async fn arrive(State(state): State<Arc<Mutex<Memory>>>, request: Request) -> Response {
    let path = request.uri().path().to_owned();
    let waits = request.uri().query() == Some("wait=true");
    let (method, headers) = (request.method().clone(), request.headers().clone());
    let body = to_bytes(request.into_body(), 1 << 20).await.unwrap_or_default();
    let mut memory = state.lock().expect("no thread panics while it holds the fake's memory");
    memory.tries += 1;
    let is_slack = path == format!("/services/T0/B0/{SECRET}");
    if !is_slack && path != format!("/api/webhooks/17/{SECRET}") {
        return removed(path.starts_with("/services/"));
    }
    let mishap = memory.next.pop_front().or(memory.always);
    match mishap {
        Some(Mishap::Busy(seconds)) => return busy(is_slack, seconds),
        Some(Mishap::Page(status)) => {
            let status = StatusCode::from_u16(status).expect("a status");
            return (status, format!("<html>Cannot POST {path}</html>")).into_response();
        }
        Some(Mishap::Removed) => return removed(is_slack),
        None => {}
    }
    let sent: Value = serde_json::from_slice(&body).unwrap_or_default();
    let faults = faults(is_slack, &method, &headers, &sent);
    if !faults.is_empty() {
        memory.faults.extend(faults);
        return (StatusCode::BAD_REQUEST, "invalid_payload").into_response();
    }
    let text = sent[if is_slack { "text" } else { "content" }].as_str().unwrap_or_default().to_owned();
    memory.posted.push(text.clone());
    if is_slack {
        return "ok".into_response();
    }
    match waits {
        true => axum::Json(json!({ "id": "1180000000000000001", "content": text })).into_response(),
        false => StatusCode::NO_CONTENT.into_response(),
    }
}

fn faults(is_slack: bool, method: &Method, headers: &HeaderMap, sent: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let is_json = headers.get("content-type").is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
    if method != Method::POST || !is_json {
        faults.push(format!("{method}, JSON: {is_json}"));
    }
    if !is_slack {
        let schema = Schema::load().expect("it was there before");
        faults.extend(schema.faults("post", "/webhooks/{webhook_id}/{webhook_token}", sent));
        return faults;
    }
    match sent.as_object() {
        Some(fields) => {
            let unknown = fields.keys().filter(|name| !KNOWN_TO_SLACK.contains(&name.as_str()));
            faults.extend(unknown.map(|name| format!("Slack does not know {name}")));
            if sent["text"].as_str().is_none_or(str::is_empty) {
                faults.push("no_text".into());
            }
        }
        None => faults.push(format!("no object: {sent}")),
    }
    faults
}

fn busy(is_slack: bool, seconds: u64) -> Response {
    match is_slack {
        true => (StatusCode::TOO_MANY_REQUESTS, [("retry-after", seconds.to_string())], "rate_limited").into_response(),
        false => {
            let told = json!({ "message": "You are being rate limited.", "retry_after": seconds, "global": false });
            (StatusCode::TOO_MANY_REQUESTS, axum::Json(told)).into_response()
        }
    }
}

fn removed(is_slack: bool) -> Response {
    match is_slack {
        true => (StatusCode::NOT_FOUND, "no_service").into_response(),
        false => {
            (StatusCode::NOT_FOUND, axum::Json(json!({ "message": "Unknown Webhook", "code": 10015 }))).into_response()
        }
    }
}
