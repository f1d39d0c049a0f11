//! Slack as the owner of a bot meets it: tokens of bots, people and apps, on 127.0.0.1. It has the two methods that
//! Hatchery calls, answers 200 also when it refuses, is at least as strict as the real one, and can be told to behave
//! badly.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::providers::Behaviour;

/// What a token is.
#[derive(Debug, Clone)]
pub enum Holder {
    Bot {
        name: &'static str,
        team: &'static str,
        scopes: &'static str,
        /// Seconds until it expires, when the app's tokens rotate.
        expires_in: Option<u64>,
    },
    Person {
        name: &'static str,
    },
    App {
        scopes: &'static str,
        has_socket_mode: bool,
    },
    /// What it was is gone; Slack says this word.
    Nobody(&'static str),
}

pub struct FakeSlack {
    origin: String,
    state: Arc<Mutex<Memory>>,
    /// The door closes when the fake is dropped.
    _door: JoinSet<std::io::Result<()>>,
}

#[derive(Default)]
struct Memory {
    holders: HashMap<String, Holder>,
    next: VecDeque<Behaviour>,
    /// The method of every call.
    calls: Vec<String>,
    tickets: usize,
}

/// Stands in every address to listen at, which nobody but the listener may see.
pub const TICKET: &str = "HATCHTEST-ticket";

impl FakeSlack {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Memory::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("the address of a bound port"));
        let app = Router::new().fallback(arrive).with_state(state.clone());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, app).await });
        FakeSlack { origin, state, _door: door }
    }

    /// Where it is, without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// From now on a token is this; any other is unknown.
    pub fn knows(&self, token: &str, holder: Holder) {
        self.memory().holders.insert(token.to_owned(), holder);
    }

    /// The next call is answered so; said twice, the one after it too.
    pub fn answers_next(&self, behaviour: Behaviour) {
        self.memory().next.push_back(behaviour);
    }

    /// The methods called so far, the oldest first.
    pub fn calls(&self) -> Vec<String> {
        self.memory().calls.clone()
    }

    /// How many addresses to listen at were given out.
    pub fn tickets(&self) -> usize {
        self.memory().tickets
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("no fake panics while it remembers")
    }
}

async fn arrive(State(state): State<Arc<Mutex<Memory>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1024 * 1024).await.expect("a request that fits");
    let called = parts.uri.path().strip_prefix("/api/").unwrap_or_default().to_owned();
    let behaviour = {
        let mut memory = state.lock().expect("no fake panics while it remembers");
        memory.calls.push(called.clone());
        memory.next.pop_front().unwrap_or(Behaviour::Usual)
    };
    let usual = || {
        let mut memory = state.lock().expect("no fake panics while it remembers");
        if parts.method != Method::POST {
            return no("insecure_request");
        }
        // Neither method has an argument; the token of an app is refused outside the header.
        if !bytes.is_empty() || parts.uri.query().is_some() {
            return no("invalid_arguments");
        }
        match called.as_str() {
            "auth.test" => auth_test(&memory, &parts.headers),
            "apps.connections.open" => open(&mut memory, &parts.headers),
            _ => no("unknown_method"),
        }
    };
    behaviour.answer(usual).await
}

fn auth_test(memory: &Memory, headers: &HeaderMap) -> Response {
    let workspace = json!({ "ok": true, "url": "https://hatchtest.slack.com/", "team_id": "T0HATCHTEST" });
    match holder(memory, headers) {
        Err(word) => no(word),
        Ok(Holder::Nobody(word)) => no(word),
        Ok(Holder::App { .. }) => no("not_allowed_token_type"),
        Ok(Holder::Person { name }) => {
            let who = json!({ "user": name, "team": "Nest", "user_id": "U0HATCHTEST" });
            yes(&[&workspace, &who], "identify,chat:write")
        }
        Ok(Holder::Bot { name, team, scopes, expires_in }) => {
            let who = json!({ "user": name, "team": team, "user_id": "U1HATCHTEST", "bot_id": "B0HATCHTEST",
                "is_enterprise_install": false });
            let expiry = expires_in.map_or(json!({}), |seconds| json!({ "expires_in": seconds }));
            yes(&[&workspace, &who, &expiry], scopes)
        }
    }
}

fn open(memory: &mut Memory, headers: &HeaderMap) -> Response {
    match holder(memory, headers) {
        Err(word) => no(word),
        Ok(Holder::Nobody(word)) => no(word),
        Ok(Holder::Bot { .. } | Holder::Person { .. }) => no("not_allowed_token_type"),
        Ok(Holder::App { scopes, .. }) if !scopes.split(',').any(|scope| scope == "connections:write") => {
            let lack = json!({ "ok": false, "error": "missing_scope", "needed": "connections:write",
                "provided": scopes });
            axum::Json(lack).into_response()
        }
        Ok(Holder::App { has_socket_mode: false, .. }) => no("socket_mode_not_enabled"),
        Ok(Holder::App { scopes, has_socket_mode: true }) => {
            memory.tickets += 1;
            let url = format!("wss://wss-hatchtest.slack.com/link/?ticket={TICKET}-{}&app_id=A0", memory.tickets);
            yes(&[&json!({ "ok": true, "url": url })], scopes)
        }
    }
}

fn holder(memory: &Memory, headers: &HeaderMap) -> Result<Holder, &'static str> {
    let Some(credential) = headers.get("authorization").and_then(|value| value.to_str().ok()) else {
        return Err("not_authed");
    };
    let token = credential.strip_prefix("Bearer ").unwrap_or_default();
    memory.holders.get(token).cloned().ok_or("invalid_auth")
}

fn yes(parts: &[&Value], scopes: &'static str) -> Response {
    let fields = parts.iter().flat_map(|part| part.as_object().expect("parts are objects").clone());
    let body = Value::Object(fields.collect());
    ([("x-oauth-scopes", scopes)], axum::Json(body)).into_response()
}

fn no(word: &str) -> Response {
    axum::Json(json!({ "ok": false, "error": word })).into_response()
}
