//! An OpenClaw gateway for tests: its admin RPC answers what the real one was recorded to answer, and lets in browsers.

use std::sync::{Arc, Mutex, MutexGuard};

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};

use super::missing::described;

pub struct FakeOpenClaw {
    address: std::net::SocketAddr,
    state: Arc<Mutex<Memory>>,
}

struct Memory {
    /// The name of the recording that `channels.status` answers.
    status: &'static str,
    token: Option<String>,
    pending: Vec<Value>,
    approved: Vec<String>,
}

/// A recorded answer; nothing, with a loud note, where the recordings are missing.
pub fn recorded(name: &str) -> Option<Value> {
    let text = described(&format!("../fixtures/openclaw/{name}"))?;
    Some(serde_json::from_str(&text).expect("a recording is JSON"))
}

impl FakeOpenClaw {
    /// One whose Telegram listens.
    pub async fn start() -> Option<Self> {
        recorded("rpc-channels.status-connected.json")?;
        let memory = Memory { status: "connected", token: None, pending: Vec::new(), approved: Vec::new() };
        let state = Arc::new(Mutex::new(memory));
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let router = Router::new().route("/api/v1/admin/rpc", post(answer)).with_state(state.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.expect("the fake serves") });
        Some(FakeOpenClaw { address, state })
    }

    pub fn address(&self) -> std::net::SocketAddr {
        self.address
    }

    /// What `channels.status` answers from now on: the end of a recording's name.
    pub fn is(&self, status: &'static str) {
        self.memory().status = status;
    }

    /// Only this token is let in from now on.
    pub fn knows(&self, token: &str) {
        self.memory().token = Some(token.to_owned());
    }

    /// A browser opens the control page and waits.
    pub fn is_visited(&self, request: &str, at: i64) {
        let recording = recorded("rpc-device.pair.list-pending.json").expect("a recording");
        let mut device = recording["body"]["payload"]["pending"][0].clone();
        device["requestId"] = json!(request);
        device["deviceId"] = json!(format!("device of {request}"));
        device["ts"] = json!(at);
        self.memory().pending.push(device);
    }

    /// The requests that were let in.
    pub fn approved(&self) -> Vec<String> {
        self.memory().approved.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("nobody panics with it")
    }
}

async fn answer(State(state): State<Arc<Mutex<Memory>>>, headers: HeaderMap, Json(asked): Json<Value>) -> Response {
    let mut memory = state.lock().expect("nobody panics with it");
    let given = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if given.is_none() || memory.token.as_deref().is_some_and(|token| Some(token) != given) {
        return recording("http-401-wrong-token.json");
    }
    if memory.status == "too-early" {
        return recording("http-503-rpc-too-early.json");
    }
    match asked["method"].as_str() {
        Some("channels.status") => recording(&format!("rpc-channels.status-{}.json", memory.status)),
        Some("device.pair.list") => {
            Json(json!({ "id": "1", "ok": true, "payload": { "pending": memory.pending, "paired": [] } }))
                .into_response()
        }
        Some("device.pair.approve") => {
            let request = asked["params"]["requestId"].as_str().unwrap_or_default().to_owned();
            let Some(at) = memory.pending.iter().position(|device| device["requestId"] == request.as_str()) else {
                return recording("rpc-device.pair.approve-unknown.json");
            };
            let device = memory.pending.remove(at);
            memory.approved.push(request.clone());
            Json(json!({ "id": "1", "ok": true, "payload": { "requestId": request, "device": device } }))
                .into_response()
        }
        _ => recording("rpc-unsupported-method.json"),
    }
}

fn recording(name: &str) -> Response {
    let recording = recorded(name).expect("a recording");
    let status = StatusCode::from_u16(recording["status"].as_u64().expect("a status") as u16).expect("a status");
    match &recording["body"] {
        Value::String(text) => (status, text.clone()).into_response(),
        body => (status, Json(body.clone())).into_response(),
    }
}
