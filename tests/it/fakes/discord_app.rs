//! Discord as a bot's owner meets it: applications behind tokens, on 127.0.0.1. It reads and changes the asking bot's
//! own application and nothing else, is at least as strict as the real one, and can be told to behave badly.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::Router;
use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use super::providers::Behaviour;

/// A call as it arrived. The token is not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub method: Method,
    pub path: String,
    /// The JSON that was sent; null without a body.
    pub body: Value,
}

pub struct FakeDiscord {
    origin: String,
    state: Arc<Mutex<Memory>>,
    /// The door closes when the fake is dropped.
    _door: JoinSet<std::io::Result<()>>,
}

#[derive(Default)]
struct Memory {
    applications: HashMap<String, Application>,
    next: VecDeque<Behaviour>,
    calls: Vec<Call>,
}

struct Application {
    id: String,
    name: String,
    flags: u64,
    /// Discord takes a change of the flags and leaves them as they are.
    is_stubborn: bool,
}

/// The flags that an application may set by itself: presence, members and message content, each the limited one.
const OWN_FLAGS: u64 = 1 << 13 | 1 << 15 | 1 << 19;

impl FakeDiscord {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Memory::default()));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let origin = format!("http://{}", listener.local_addr().expect("the address of a bound port"));
        let app = Router::new().fallback(arrive).with_state(state.clone());
        let mut door = JoinSet::new();
        door.spawn(async move { axum::serve(listener, app).await });
        FakeDiscord { origin, state, _door: door }
    }

    /// Where it is, without a path.
    pub fn origin(&self) -> &str {
        &self.origin
    }

    /// Makes a token good: it belongs to this application from now on.
    pub fn knows(&self, token: &str, id: &str, name: &str, flags: u64) {
        let application = Application { id: id.into(), name: name.into(), flags, is_stubborn: false };
        self.memory().applications.insert(token.to_owned(), application);
    }

    /// Its owner made a new token; this one is nobody's any more.
    pub fn resets(&self, token: &str) {
        self.memory().applications.remove(token).expect("a token that was known");
    }

    /// From now on the flags of this token's application stay as they are, whoever changes them.
    pub fn keeps_flags(&self, token: &str) {
        self.memory().applications.get_mut(token).expect("a token that is known").is_stubborn = true;
    }

    /// The next call is answered so; said twice, the one after it too.
    pub fn answers_next(&self, behaviour: Behaviour) {
        self.memory().next.push_back(behaviour);
    }

    pub fn flags(&self, token: &str) -> u64 {
        self.memory().applications[token].flags
    }

    /// Every call so far, the oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.memory().calls.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("no fake panics while it remembers")
    }
}

async fn arrive(State(state): State<Arc<Mutex<Memory>>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, 1024 * 1024).await.expect("a request that fits");
    let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
    let path = parts.uri.path().to_owned();
    let behaviour = {
        let mut memory = state.lock().expect("no fake panics while it remembers");
        memory.calls.push(Call { method: parts.method.clone(), path: path.clone(), body: body.clone() });
        memory.next.pop_front().unwrap_or(Behaviour::Usual)
    };
    let usual = || {
        let mut memory = state.lock().expect("no fake panics while it remembers");
        answer(&mut memory, &parts.method, &path, &parts.headers, &body)
    };
    behaviour.answer(usual).await
}

fn answer(memory: &mut Memory, method: &Method, path: &str, headers: &HeaderMap, body: &Value) -> Response {
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !is_a_client(header("user-agent")) {
        return (StatusCode::FORBIDDEN, [("content-type", "text/html")], "<html>error code: 1010</html>")
            .into_response();
    }
    if path != "/api/v10/applications/@me" {
        return refused(StatusCode::NOT_FOUND, "404: Not Found", 0);
    }
    // A token without `Bot ` before it is taken for a person's, and no person has it.
    let token = header("authorization").strip_prefix("Bot ").unwrap_or_default();
    let Some(application) = memory.applications.get_mut(token) else {
        return refused(StatusCode::UNAUTHORIZED, "401: Unauthorized", 0);
    };
    match *method {
        Method::GET => shown(application),
        Method::PATCH if header("content-type") != "application/json" => invalid("_errors", "BASE_TYPE_REQUIRED"),
        Method::PATCH => changed(application, body),
        _ => refused(StatusCode::METHOD_NOT_ALLOWED, "405: Method Not Allowed", 0),
    }
}

/// `DiscordBot (address, version)`.
fn is_a_client(agent: &str) -> bool {
    let inside = agent.strip_prefix("DiscordBot (").and_then(|rest| rest.strip_suffix(')'));
    let Some((address, version)) = inside.and_then(|inside| inside.split_once(", ")) else { return false };
    address.starts_with("https://") && version.starts_with(|c: char| c.is_ascii_digit())
}

/// Of all that may be changed Hatchery changes the flags; any other field is a fault of ours.
fn changed(application: &mut Application, body: &Value) -> Response {
    let Some(fields) = body.as_object() else { return invalid("_errors", "DICT_TYPE_CONVERT") };
    if let Some(unknown) = fields.keys().find(|name| *name != "flags") {
        return invalid(unknown, "UNKNOWN_FIELD");
    }
    let Some(flags) = body["flags"].as_u64().filter(|flags| i32::try_from(*flags).is_ok()) else {
        return invalid("flags", "NUMBER_TYPE_COERCE");
    };
    if (flags ^ application.flags) & !OWN_FLAGS != 0 {
        return invalid("flags", "APPLICATION_INVALID_FLAGS");
    }
    if !application.is_stubborn {
        application.flags = flags;
    }
    shown(application)
}

/// An application with everything that the description requires.
fn shown(application: &Application) -> Response {
    let Application { id, name, flags, .. } = application;
    let person = json!({ "id": "300000000000000003", "username": "hatchtest", "discriminator": "0", "avatar": null,
        "global_name": null, "public_flags": 0, "flags": 0, "primary_guild": null });
    let body = json!({
        "id": id, "name": name, "icon": null, "description": "", "type": null, "bot": person, "bot_public": true,
        "bot_require_code_grant": false, "verify_key": "0".repeat(64), "flags": flags, "flags_new": flags.to_string(),
        "redirect_uris": [], "interactions_endpoint_url": null, "role_connections_verification_url": null,
        "owner": person, "approximate_guild_count": 0, "approximate_user_install_count": 0,
        "approximate_user_authorization_count": 0, "explicit_content_filter": 0, "team": null,
        "eligible_oauth2_scopes": [],
    });
    axum::Json(body).into_response()
}

fn refused(status: StatusCode, message: &str, code: i64) -> Response {
    (status, axum::Json(json!({ "message": message, "code": code }))).into_response()
}

fn invalid(field: &str, code: &str) -> Response {
    let mut errors = json!({});
    errors[field] = json!({ "_errors": [{ "code": code, "message": "HATCHTEST" }] });
    let body = json!({ "message": "Invalid Form Body", "code": 50035, "errors": errors });
    (StatusCode::BAD_REQUEST, axum::Json(body)).into_response()
}
