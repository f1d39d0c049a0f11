//! How a fake answers one call: as usual, or in one of the ways in which the real ones fail.

use std::sync::Arc;

use axum::body::{Body, Bytes, to_bytes};
use axum::http::response::Parts;
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::response::Response;
use futures::{StreamExt, stream};
use hatchery::domain::Provider;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

#[derive(Debug, Clone)]
pub enum Behaviour {
    /// As the real one answers a correct call.
    Usual,
    /// Exactly this.
    Answer { status: u16, headers: Vec<(&'static str, String)>, body: String },
    /// A good stream of exactly these chunks, and then its end.
    Stream(Vec<Vec<u8>>, Ending),
    /// As usual, in pieces of so many bytes.
    Slices(usize),
    /// As usual, but only the first so many bytes; then the connection breaks.
    Cut(usize),
    /// Takes the call and never answers.
    Stall,
    /// As usual, once somebody closes the gate behind which it waits.
    Held(Arc<Semaphore>),
}

/// How a stream stops.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// As if it were whole.
    Closes,
    Breaks,
    /// It stays open and silent.
    Stalls,
}

impl Behaviour {
    /// An error as a provider writes it.
    pub fn json(status: u16, body: Value) -> Self {
        Behaviour::text(status, "application/json", body.to_string())
    }

    /// The page of a proxy or of a cloud in front of the provider.
    pub fn html(status: u16) -> Self {
        Behaviour::text(status, "text/html", "<html><body><h1>Attention required</h1></body></html>")
    }

    pub fn empty(status: u16) -> Self {
        Behaviour::Answer { status, headers: Vec::new(), body: String::new() }
    }

    pub fn text(status: u16, kind: &str, body: impl Into<String>) -> Self {
        Behaviour::Answer { status, headers: vec![("content-type", kind.to_owned())], body: body.into() }
    }

    /// A stream of these events, with an ordinary end of the connection.
    pub fn events(events: &[Value]) -> Self {
        let chunks = events.iter().map(|event| format!("data: {event}\n\n").into_bytes()).collect();
        Behaviour::Stream(chunks, Ending::Closes)
    }

    /// The same stream, stopping differently; only a `Stream` has an ending.
    pub fn ending(self, ending: Ending) -> Self {
        match self {
            Behaviour::Stream(chunks, _) => Behaviour::Stream(chunks, ending),
            other => panic!("{other:?} has no ending"),
        }
    }

    /// The same answer with one more header; only an `Answer` has headers.
    pub fn with(mut self, name: &'static str, value: &str) -> Self {
        match &mut self {
            Behaviour::Answer { headers, .. } => headers.push((name, value.to_owned())),
            other => panic!("{other:?} has no headers of its own"),
        }
        self
    }

    /// How this provider says that the account has no money.
    pub fn no_credit(provider: Provider) -> Self {
        match provider {
            Provider::Anthropic => Behaviour::json(
                400,
                json!({ "type": "error", "error": { "type": "invalid_request_error",
                    "message": "Your credit balance is too low to access the Anthropic API." } }),
            ),
            Provider::OpenAi => Behaviour::json(
                429,
                json!({ "error": { "message": "You ran out of credits.", "type": "insufficient_quota", "param": null,
                    "code": "credit_balance_exhausted" } }),
            ),
            Provider::OpenRouter => Behaviour::json(
                402,
                json!({ "error": { "code": 402, "message": "Insufficient credits.",
                    "metadata": { "error_type": "payment_required", "limit_source": "openrouter_credits" } } }),
            ),
            Provider::Gemini => Behaviour::json(
                402,
                json!({ "error": { "code": 402, "message": "Prepaid credit is used up.",
                    "status": "RESOURCE_EXHAUSTED" } }),
            ),
            Provider::Echo => panic!("Echo costs nothing"),
        }
    }

    /// How this provider says that it has too much to do.
    pub fn overloaded(provider: Provider) -> Self {
        match provider {
            Provider::Anthropic => Behaviour::json(
                529,
                json!({ "type": "error", "error": { "type": "overloaded_error", "message": "Overloaded" } }),
            ),
            Provider::OpenAi => Behaviour::json(
                503,
                json!({ "error": { "message": "The server is overloaded.", "type": "service_unavailable_error",
                    "param": null, "code": "server_is_overloaded" } }),
            ),
            Provider::OpenRouter => Behaviour::json(
                503,
                json!({ "error": { "code": 503, "message": "No provider is free.",
                    "metadata": { "error_type": "provider_overloaded" } } }),
            ),
            Provider::Gemini => Behaviour::json(
                503,
                json!({ "error": { "code": 503, "message": "The model is overloaded.", "status": "UNAVAILABLE" } }),
            ),
            Provider::Echo => panic!("Echo is never busy"),
        }
    }

    pub(in crate::fakes) async fn answer(self, usual: impl FnOnce() -> Response) -> Response {
        match self {
            Behaviour::Usual => usual(),
            Behaviour::Answer { status, headers, body } => {
                let mut response = Response::new(Body::from(body));
                *response.status_mut() = StatusCode::from_u16(status).expect("a status");
                for (name, value) in headers {
                    let value = HeaderValue::from_str(&value).expect("a header value");
                    response.headers_mut().append(HeaderName::from_static(name), value);
                }
                response
            }
            Behaviour::Stream(chunks, ending) => streamed(chunks, ending),
            Behaviour::Slices(size) => {
                let (parts, body) = whole(usual()).await;
                let chunks = body.chunks(size).map(<[u8]>::to_vec).collect();
                Response::from_parts(parts, body_of(chunks, Ending::Closes))
            }
            Behaviour::Cut(length) => {
                let (parts, body) = whole(usual()).await;
                assert!(length < body.len(), "a cut after the end of {} bytes cuts nothing", body.len());
                Response::from_parts(parts, body_of(vec![body[..length].to_vec()], Ending::Breaks))
            }
            Behaviour::Stall => std::future::pending().await,
            Behaviour::Held(gate) => {
                // It has no permits to give, so this returns when it is closed and not before.
                let _ = gate.acquire().await;
                usual()
            }
        }
    }
}

/// A stream of events as all four send it.
pub(super) fn streamed(chunks: Vec<Vec<u8>>, ending: Ending) -> Response {
    let mut response = Response::new(body_of(chunks, ending));
    response.headers_mut().insert("content-type", HeaderValue::from_static("text/event-stream; charset=utf-8"));
    response
}

async fn whole(response: Response) -> (Parts, Bytes) {
    let (parts, body) = response.into_parts();
    (parts, to_bytes(body, usize::MAX).await.expect("a body of ours"))
}

fn body_of(chunks: Vec<Vec<u8>>, ending: Ending) -> Body {
    let chunks = stream::iter(chunks.into_iter().map(Ok::<_, std::io::Error>));
    match ending {
        Ending::Closes => Body::from_stream(chunks),
        Ending::Breaks => {
            // The pause makes the server send what it has before it breaks the connection.
            let broken = stream::once(async {
                tokio::task::yield_now().await;
                Err(std::io::Error::other("broken on purpose"))
            });
            Body::from_stream(chunks.chain(broken))
        }
        Ending::Stalls => Body::from_stream(chunks.chain(stream::pending())),
    }
}
