//! The four AI providers as one server with four doors on 127.0.0.1. It knows the keys it was told, refuses what the
//! real ones refuse, answers every question with `You said: …`, streamed or whole, and can be told to behave badly.

mod anthropic;
mod behaviour;
mod gemini;
mod openai;
mod openrouter;

use std::collections::{HashMap, HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard};

use axum::body::Bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::{Json, Router};
use hatchery::domain::Provider;
use hatchery::provider::{Origins, known_models};
use serde_json::Value;
use tokio::net::TcpListener;
use tokio::task::JoinSet;

pub use behaviour::{Behaviour, Ending};

/// What a call wants: a look at a key or model, or words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum On {
    Look,
    Chat,
}

/// A call as it arrived. The key is not part of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    pub provider: Provider,
    pub on: On,
    pub path: String,
    /// The JSON that was sent; null for a look.
    pub body: Value,
}

pub struct FakeProviders {
    origins: Origins,
    state: Arc<Mutex<Memory>>,
    /// The doors close when the fake is dropped.
    _doors: JoinSet<std::io::Result<()>>,
}

#[derive(Default)]
struct Memory {
    keys: HashSet<(Provider, String)>,
    habits: HashMap<(String, On), Behaviour>,
    next: HashMap<Provider, VecDeque<Behaviour>>,
    calls: Vec<Call>,
}

impl FakeProviders {
    pub async fn start() -> Self {
        let state = Arc::new(Mutex::new(Memory::default()));
        let mut doors = JoinSet::new();
        let origins = Origins {
            anthropic: open(Provider::Anthropic, &state, &mut doors).await,
            openai: open(Provider::OpenAi, &state, &mut doors).await,
            openrouter: open(Provider::OpenRouter, &state, &mut doors).await,
            gemini: open(Provider::Gemini, &state, &mut doors).await,
        };
        FakeProviders { origins, state, _doors: doors }
    }

    pub fn origins(&self) -> Origins {
        self.origins.clone()
    }

    /// Makes a key good. Any other key is answered as the provider answers a wrong one.
    pub fn knows(&self, provider: Provider, key: &str) {
        self.memory().keys.insert((provider, key.to_owned()));
    }

    /// From now on every call of this kind with this key is answered so; `Behaviour::Usual` ends it.
    pub fn behaves(&self, key: &str, on: On, behaviour: Behaviour) {
        self.memory().habits.insert((key.to_owned(), on), behaviour);
    }

    /// The next call to this provider is answered so; said twice, the one after it too. It comes before any habit.
    pub fn answers_next(&self, provider: Provider, behaviour: Behaviour) {
        self.memory().next.entry(provider).or_default().push_back(behaviour);
    }

    /// Every call so far, the oldest first.
    pub fn calls(&self) -> Vec<Call> {
        self.memory().calls.clone()
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.state.lock().expect("no fake panics while it remembers")
    }
}

/// One door: everything that arrives there is for one provider.
async fn open(provider: Provider, state: &Arc<Mutex<Memory>>, doors: &mut JoinSet<std::io::Result<()>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("the address of a bound port");
    let app = Router::new().fallback(arrive).with_state((provider, state.clone()));
    doors.spawn(async move { axum::serve(listener, app).await });
    format!("http://{address}")
}

/// A request, read as far as all four have it in common.
struct Asked {
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Value,
}

impl Asked {
    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    fn bearer(&self) -> Option<&str> {
        self.header("authorization").and_then(|value| value.strip_prefix("Bearer "))
    }

    /// A field of the body that the API does not have.
    fn unknown_field(&self, known: &[&str]) -> Option<&str> {
        let fields = self.body.as_object().into_iter().flat_map(|body| body.keys());
        fields.map(String::as_str).find(|field| !known.contains(field))
    }
}

async fn arrive(State((provider, state)): State<(Provider, Arc<Mutex<Memory>>)>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let bytes: Bytes = axum::body::to_bytes(body, 1024 * 1024).await.expect("a request that fits");
    let body = if bytes.is_empty() { Value::Null } else { serde_json::from_slice(&bytes).expect("a request in JSON") };
    let asked = Asked { method: parts.method, uri: parts.uri, headers: parts.headers, body };
    let on = if asked.method == Method::GET { On::Look } else { On::Chat };
    let key = match provider {
        Provider::Anthropic => asked.header("x-api-key").or(asked.bearer()),
        Provider::OpenAi | Provider::OpenRouter => asked.bearer(),
        Provider::Gemini => asked.header("x-goog-api-key"),
        Provider::Echo => unreachable!("Echo has no door"),
    };
    let key = key.unwrap_or_default().to_owned();
    let (behaviour, knows_key) = {
        let mut memory = state.lock().expect("no fake panics while it remembers");
        let path = asked.uri.path().to_owned();
        memory.calls.push(Call { provider, on, path, body: asked.body.clone() });
        let next = memory.next.get_mut(&provider).and_then(VecDeque::pop_front);
        let habit = memory.habits.get(&(key.clone(), on)).cloned();
        (next.or(habit).unwrap_or(Behaviour::Usual), memory.keys.contains(&(provider, key)))
    };
    let usual = || match provider {
        Provider::Anthropic => anthropic::answer(&asked, knows_key),
        Provider::OpenAi => openai::answer(&asked, knows_key),
        Provider::OpenRouter => openrouter::answer(&asked, knows_key),
        Provider::Gemini => gemini::answer(&asked, knows_key),
        Provider::Echo => unreachable!("Echo has no door"),
    };
    behaviour.answer(usual).await
}

/// An answer in JSON.
fn answer_json(status: u16, body: Value) -> Response {
    let status = StatusCode::from_u16(status).expect("a status");
    (status, Json(body)).into_response()
}

/// A stream of events; a name comes before the data where the provider gives one.
fn answer_events(events: Vec<(Option<&str>, String)>) -> Response {
    let chunks = events.into_iter().map(|(name, data)| match name {
        Some(name) => format!("event: {name}\ndata: {data}\n\n").into_bytes(),
        None => format!("data: {data}\n\n").into_bytes(),
    });
    behaviour::streamed(chunks.collect(), Ending::Closes)
}

/// What the fakes answer to a question.
fn reply_to(said: &str) -> String {
    format!("You said: {said}")
}

/// A reply in three pieces, as a model that speaks.
fn pieces(reply: &str) -> Vec<String> {
    let chars: Vec<char> = reply.chars().collect();
    chars.chunks(chars.len().div_ceil(3)).map(|piece| piece.iter().collect()).collect()
}

/// A model that the provider has: one of those that Hatchery offers.
fn has_model(provider: Provider, id: &str) -> bool {
    known_models(provider).iter().any(|model| model.as_str() == id)
}
