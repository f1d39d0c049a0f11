//! A Sentry on 127.0.0.1 that takes envelopes as the real one does (develop.sentry.dev, "Envelopes") and refuses what is
//! none. It keeps each event, and the whole request, for whoever looks for what should not be in it.

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep};

use crate::PATIENCE;

pub const KEY: &str = "HATCHTEST0123456789abcdef";

pub struct FakeSentry {
    port: u16,
    state: Arc<Mutex<Memory>>,
    _door: JoinSet<std::io::Result<()>>,
}

#[derive(Default)]
struct Memory {
    events: Vec<Value>,
    requests: Vec<String>,
    faults: Vec<String>,
    /// Answers 429 with so many seconds to wait.
    is_busy: Option<u64>,
    is_stalled: bool,
    tries: usize,
}

impl FakeSentry {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Memory::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("the address of a bound port").port();
        let app = Router::new().fallback(arrive).with_state(state.clone());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, app).await });
        FakeSentry { port, state, _door: door }
    }

    pub fn dsn(&self) -> String {
        format!("http://{KEY}@127.0.0.1:{}/42", self.port)
    }

    pub fn is_busy(&self, seconds: u64) {
        self.look().is_busy = Some(seconds);
    }

    /// It takes requests and never answers them.
    pub fn stalls(&self) {
        self.look().is_stalled = true;
    }

    pub fn events(&self) -> Vec<Value> {
        let memory = self.look();
        assert!(memory.faults.is_empty(), "what came was no envelope: {:?}", memory.faults);
        memory.events.clone()
    }

    /// All that came, headers included.
    pub fn requests(&self) -> Vec<String> {
        self.look().requests.clone()
    }

    pub fn tries(&self) -> usize {
        self.look().tries
    }

    pub async fn has_been_asked(&self) {
        let limit = Instant::now() + PATIENCE;
        while self.tries() == 0 {
            assert!(Instant::now() < limit, "a minute later nothing was reported");
            sleep(Duration::from_millis(3)).await;
        }
    }

    fn look(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("no test panics here")
    }
}

async fn arrive(State(state): State<Arc<Mutex<Memory>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let body = to_bytes(body, 1024 * 1024).await.unwrap_or_default();
    let text = String::from_utf8_lossy(&body).into_owned();
    let (is_stalled, is_busy) = {
        let mut memory = state.lock().expect("no test panics here");
        memory.tries += 1;
        memory.requests.push(format!("{} {:?}\n{text}", parts.uri, parts.headers));
        (memory.is_stalled, memory.is_busy)
    };
    if is_stalled {
        std::future::pending::<()>().await;
    }
    if let Some(seconds) = is_busy {
        return (StatusCode::TOO_MANY_REQUESTS, [("retry-after", seconds.to_string())]).into_response();
    }
    let header = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let auth: Vec<&str> = header("x-sentry-auth").trim_start_matches("Sentry ").split(", ").collect();
    let is_known = auth.contains(&"sentry_version=7")
        && auth.contains(&format!("sentry_key={KEY}").as_str())
        && auth.iter().any(|part| part.starts_with("sentry_client="));
    let is_place = parts.method == Method::POST && parts.uri.path() == "/api/42/envelope/";
    let is_kind = header("content-type") == "application/x-sentry-envelope";
    let read = if is_known && is_place && is_kind { event(&text) } else { Err("at the wrong door".into()) };
    let mut memory = state.lock().expect("no test panics here");
    match read {
        Ok(event) => {
            let id = event["event_id"].clone();
            memory.events.push(event);
            axum::Json(serde_json::json!({ "id": id })).into_response()
        }
        Err(why) => {
            memory.faults.push(format!("{why}: {text}"));
            StatusCode::BAD_REQUEST.into_response()
        }
    }
}

/// The one event of an envelope.
fn event(text: &str) -> Result<Value, String> {
    let json = |text: &str| serde_json::from_str::<Value>(text).map_err(|e| e.to_string());
    let (envelope, rest) = text.split_once('\n').ok_or("one line")?;
    let (item, rest) = rest.split_once('\n').ok_or("two lines")?;
    let (envelope, item) = (json(envelope)?, json(item)?);
    let length = item["length"].as_u64().ok_or("no length")? as usize;
    if item["type"] != "event" || rest.get(length..) != Some("\n") {
        return Err("an item of another length or kind".into());
    }
    let event = json(&rest[..length])?;
    let id = event["event_id"].as_str().unwrap_or_default();
    let is_id = id.len() == 32 && id.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    let is_whole = event["timestamp"].is_number() && event["platform"] == "native" && event["level"].is_string();
    if !is_id || envelope["event_id"] != event["event_id"] || !is_whole {
        return Err("an event that is not whole".into());
    }
    Ok(event)
}
