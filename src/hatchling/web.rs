//! The HTTP face of a hatchling: the chat page with its JSON, and how the bot is for whoever watches it. Who may come
//! in is decided by `door`; what is answered by `mind`. No answer names a secret or repeats what a provider said.

mod door;
mod page;

use std::convert::Infallible;
use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::rejection::JsonRejection;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use futures::stream::{self, StreamExt};
use serde::Deserialize;
use serde_json::json;
use tokio::sync::mpsc;

use crate::hatchling::condition::{Condition, why};
use crate::hatchling::mind::Mind;
use crate::hatchling::words::{Sentence, Words, sentence_for};
use crate::provider::Fault;
use crate::secret::Secret;
use door::Visitor;

pub use door::Door;

/// The most characters of one message.
const MESSAGE_MAX: usize = 16_000;
/// Room for such a message in any script, escaped as JSON.
const BODY_MAX: usize = 256 * 1024;
/// Room for the token of the page, from whoever has not shown it yet.
const OPENING_MAX: usize = 1024;

/// What the chat page needs.
pub struct Web {
    pub door: Door,
    pub mind: Arc<Mind>,
    pub words: Arc<Words>,
}

/// Alive and ready: for every hatchling, without credentials, because a platform's health check has none.
pub fn status_routes(condition: Arc<Condition>) -> Router {
    Router::new().route("/health", get(async || "ok")).route("/ready", get(ready)).with_state(condition)
}

/// Without the page there is only the question that a program asks.
pub fn chat_routes(web: Arc<Web>, has_page: bool) -> Router {
    let routes = match has_page {
        true => Router::new()
            .route("/", get(show_page))
            .route("/session", post(open_session).layer(DefaultBodyLimit::max(OPENING_MAX)))
            .route("/chat", get(history).post(talk))
            .route("/new", post(begin_anew)),
        false => Router::new().route("/chat", post(talk)),
    };
    routes
        .fallback(nothing_here)
        .layer(middleware::from_fn_with_state(Arc::clone(&web), door::check_address))
        .layer(DefaultBodyLimit::max(BODY_MAX))
        .with_state(web)
}

/// A request that is not followed, and the sentence that says why.
pub struct Refusal {
    status: StatusCode,
    sentence: String,
}

impl Web {
    fn refuse(&self, status: StatusCode, sentence: Sentence) -> Refusal {
        Refusal { status, sentence: self.words.say(sentence) }
    }

    /// A body that does not read. What the JSON library says about it stays inside, because it may quote it.
    fn parsed<T>(&self, body: Result<Json<T>, JsonRejection>) -> Result<T, Refusal> {
        match body {
            Ok(Json(body)) => Ok(body),
            Err(rejection) if rejection.status() == StatusCode::PAYLOAD_TOO_LARGE => {
                Err(self.refuse(StatusCode::PAYLOAD_TOO_LARGE, Sentence::MessageTooLong))
            }
            Err(rejection) => Err(self.refuse(rejection.status(), Sentence::Malformed)),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.sentence }))).into_response()
    }
}

async fn ready(State(condition): State<Arc<Condition>>) -> Response {
    let (is_ready, body) = condition.ready();
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(body)).into_response()
}

async fn nothing_here(State(web): State<Arc<Web>>) -> Refusal {
    web.refuse(StatusCode::NOT_FOUND, Sentence::NotHere)
}

async fn show_page(State(web): State<Arc<Web>>) -> Response {
    page::page(&web.words)
}

#[derive(Deserialize)]
struct Opening {
    #[serde(with = "crate::secret::in_seal")]
    token: Secret,
}

/// Trades the token of the link for a cookie.
async fn open_session(
    State(web): State<Arc<Web>>,
    headers: HeaderMap,
    body: Result<Json<Opening>, JsonRejection>,
) -> Result<Response, Refusal> {
    let opening = web.parsed(body)?;
    match web.door.cookie_for(&opening.token, &headers) {
        Some(cookie) => Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response()),
        None => Err(web.refuse(StatusCode::UNAUTHORIZED, Sentence::Locked)),
    }
}

async fn history(State(web): State<Arc<Web>>, visitor: Visitor) -> Response {
    // An unreadable memory is told and replaced by the next turn.
    let lines = web.mind.lines(visitor.chat).await.unwrap_or_default();
    Json(json!({ "lines": lines })).into_response()
}

async fn begin_anew(State(web): State<Arc<Web>>, visitor: Visitor) -> Result<Response, Refusal> {
    match web.mind.forget(visitor.chat).await {
        Ok(()) => Ok(Json(json!({ "said": web.words.say(Sentence::Forgotten) })).into_response()),
        Err(_) => Err(web.refuse(StatusCode::INTERNAL_SERVER_ERROR, Sentence::Broken)),
    }
}

#[derive(Deserialize)]
struct Message {
    text: String,
}

async fn talk(
    State(web): State<Arc<Web>>,
    visitor: Visitor,
    headers: HeaderMap,
    body: Result<Json<Message>, JsonRejection>,
) -> Result<Response, Refusal> {
    let text = web.parsed(body)?.text.trim().to_owned();
    if text.is_empty() {
        return Err(web.refuse(StatusCode::UNPROCESSABLE_ENTITY, Sentence::Empty));
    }
    if text.chars().count() > MESSAGE_MAX {
        return Err(web.refuse(StatusCode::PAYLOAD_TOO_LARGE, Sentence::MessageTooLong));
    }

    // A task of its own: whoever closes the page finds the reply when they come back.
    let (said, heard) = mpsc::unbounded_channel();
    let mind = Arc::clone(&web.mind);
    let thinking = tokio::spawn(async move {
        // Nobody may be listening; the reply is remembered all the same.
        mind.answer(visitor.chat, text, &mut |piece| drop(said.send(piece.to_owned()))).await
    });
    if wants_events(&headers) {
        return Ok(as_events(web, heard, thinking));
    }
    match thinking.await {
        Ok(Ok(reply)) => Ok(Json(json!({ "reply": reply })).into_response()),
        Ok(Err(fault)) => Ok((status_for(fault), Json(told(&web.words, fault))).into_response()),
        Err(_) => Err(web.refuse(StatusCode::INTERNAL_SERVER_ERROR, Sentence::Broken)),
    }
}

type Thinking = tokio::task::JoinHandle<Result<String, Fault>>;

/// `piece` events with the reply as it comes, then one `reply` with all of it or one `fault`.
fn as_events(web: Arc<Web>, mut heard: mpsc::UnboundedReceiver<String>, thinking: Thinking) -> Response {
    let pieces =
        stream::poll_fn(move |context| heard.poll_recv(context)).map(|piece| ("piece", json!({ "text": piece })));
    let end = stream::once(async move {
        match thinking.await {
            Ok(Ok(reply)) => ("reply", json!({ "reply": reply })),
            Ok(Err(fault)) => ("fault", told(&web.words, fault)),
            Err(_) => ("fault", json!({ "error": web.words.say(Sentence::Broken) })),
        }
    });
    let events =
        pieces.chain(end).map(|(kind, data)| Ok::<_, Infallible>(Event::default().event(kind).data(data.to_string())));
    let mut response = Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    // Proxies that gather an answer before they pass it on leave this one alone.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}

fn wants_events(headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    accept.split(',').any(|kind| kind.split(';').next().is_some_and(|kind| kind.trim() == "text/event-stream"))
}

fn told(words: &Words, fault: Fault) -> serde_json::Value {
    json!({ "error": words.say(sentence_for(fault)), "why": why(fault) })
}

fn status_for(fault: Fault) -> StatusCode {
    match fault {
        Fault::Line(_) => StatusCode::BAD_GATEWAY,
        Fault::Declined | Fault::TooLong => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
