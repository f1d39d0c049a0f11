//! The thin sender: one call of the REST API, one answer. It never sleeps, retries or logs. What it knows that Discord
//! would refuse, it refuses itself, and nothing it returns holds a body or an address: both may contain secrets.

mod call;
mod limits;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, RETRY_AFTER, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::Instant;
use zeroize::Zeroizing;

use crate::secret::Secret;
pub use call::Call;
use call::Who;
use limits::{Limits, Seen, Wall};

/// How long one call may take.
const LIMIT: Duration = Duration::from_secs(15);

/// What to wait when Discord asks to wait and does not say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(5);

/// Discord turns away who does not name a page and a version in this form. Hatchery has no page of its own.
const AGENT: &str = concat!("DiscordBot (https://hatchery.invalid, ", env!("CARGO_PKG_VERSION"), ")");

/// One application's line to the REST API. Clones share what is known of Discord's limits.
#[derive(Clone)]
pub struct Rest {
    http: reqwest::Client,
    origin: String,
    token: Secret,
    limit: Duration,
    is_reached: Arc<AtomicBool>,
    limits: Arc<Mutex<Limits>>,
}

/// Why a call failed, as far as somebody acts on it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// The bot's token was reset. No call is made with it any more: Discord shuts out addresses that keep asking.
    #[error("Discord does not accept the token")]
    Unauthorized,
    /// Nobody may send to this person: they closed their messages, blocked us or share no server with us.
    #[error("Discord brings this person no messages of ours")]
    CannotReach,
    /// The message, the channel or the way to an answer is not there any more, or came too late.
    #[error("Discord does not have it any more")]
    Gone,
    #[error("Discord asks to wait {0:?}")]
    RetryAfter(Duration),
    /// Discord will never accept this call.
    #[error("Discord refuses it: {status}, code {code}, {message}")]
    Refused { status: u16, code: i64, message: String },
    /// No answer, a failure on the way or an answer that does not read. The call may have been applied.
    #[error("Discord gave no usable answer: {0}")]
    Unknown(String),
}

/// Opcodes and Status Codes: "Interaction has already been acknowledged".
pub const ANSWERED_ALREADY: i64 = 40060;

/// REST, "Error Messages". Only what is read of it.
#[derive(Deserialize, Default)]
struct Told {
    code: Option<i64>,
    #[serde(default)]
    message: String,
    #[serde(default)]
    errors: Value,
    retry_after: Option<f64>,
    #[serde(default)]
    global: bool,
}

impl Rest {
    /// `origin` is Discord without a path, for example `https://discord.com`.
    pub fn new(http: reqwest::Client, origin: &str, token: Secret) -> Self {
        Rest {
            http,
            origin: origin.trim_end_matches('/').to_owned(),
            token,
            limit: LIMIT,
            is_reached: Arc::default(),
            limits: Arc::default(),
        }
    }

    /// The same line with another limit for one call.
    pub fn within(self, limit: Duration) -> Self {
        Rest { limit, ..self }
    }

    /// Whether the last call over this line, or a clone of it, got an answer of Discord's own.
    pub fn is_reached(&self) -> bool {
        self.is_reached.load(Ordering::Relaxed)
    }

    /// The token of the bot, for the one who opens its gateway.
    pub(super) fn token(&self) -> &Secret {
        &self.token
    }

    /// Makes a call and reads of its answer what `T` needs; an empty answer reads as null.
    pub async fn call<T: DeserializeOwned>(&self, call: Call) -> Result<T, CallError> {
        self.limits().admit(&call.bucket, Instant::now())?;
        let outcome = self.make(&call).await;
        self.is_reached.store(!matches!(outcome, Err(CallError::Unknown(_))), Ordering::Relaxed);
        outcome
    }

    async fn make<T: DeserializeOwned>(&self, call: &Call) -> Result<T, CallError> {
        let (status, headers, bytes) = self.send(call).await?;
        let outcome = match status.is_success() {
            true => read(status, &bytes),
            false => Err(refusal(call, status, &headers, &bytes)),
        };
        self.limits().note(&call.bucket, &seen(status, &headers, &bytes, &outcome), Instant::now());
        outcome
    }

    async fn send(&self, call: &Call) -> Result<(StatusCode, HeaderMap, Vec<u8>), CallError> {
        let address = format!("{}/api/v10{}", self.origin, call.path.expose());
        let request = self.http.request(call.method.clone(), address).header(USER_AGENT, AGENT).timeout(self.limit);
        let request = match call.bucket.who {
            Who::Bot => request.header(AUTHORIZATION, self.credential()?),
            Who::Token => request,
        };
        let response = with_body(request, call).send().await.map_err(lost)?;
        let (status, headers) = (response.status(), response.headers().clone());
        Ok((status, headers, response.bytes().await.map_err(lost)?.to_vec()))
    }

    fn credential(&self) -> Result<HeaderValue, CallError> {
        let text = Zeroizing::new(format!("Bot {}", self.token.expose()));
        let mut credential = HeaderValue::from_str(&text).map_err(|_| CallError::Unauthorized)?;
        credential.set_sensitive(true);
        Ok(credential)
    }

    fn limits(&self) -> MutexGuard<'_, Limits> {
        self.limits.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Rest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Rest({})", self.origin)
    }
}

fn with_body(request: RequestBuilder, call: &Call) -> RequestBuilder {
    match (&call.body, &call.file) {
        (None, _) => request,
        (Some(body), None) => request.json(body),
        (Some(body), Some(file)) => {
            let part = Part::bytes(file.content.clone().into_bytes())
                .file_name(file.name.clone())
                .mime_str("text/plain; charset=utf-8")
                .expect("the literal is a media type");
            request.multipart(Form::new().text("payload_json", body.to_string()).part("files[0]", part))
        }
    }
}

fn read<T: DeserializeOwned>(status: StatusCode, bytes: &[u8]) -> Result<T, CallError> {
    let bytes = if bytes.is_empty() { b"null" } else { bytes };
    // What serde says about a body may quote it: only the place is told.
    serde_json::from_slice(bytes).map_err(|e| {
        let place = format!("line {} column {}", e.line(), e.column());
        CallError::Unknown(format!("{status} with a body that does not read at {place}"))
    })
}

fn refusal(call: &Call, status: StatusCode, headers: &HeaderMap, bytes: &[u8]) -> CallError {
    // Before Discord stands Cloudflare, which answers with a page.
    let Ok(told) = serde_json::from_slice::<Told>(bytes) else {
        return match status {
            StatusCode::TOO_MANY_REQUESTS => CallError::RetryAfter(wait(&Told::default(), headers)),
            StatusCode::UNAUTHORIZED if call.bucket.who == Who::Bot => CallError::Unauthorized,
            _ => CallError::Unknown(format!("{status} with a body that does not read")),
        };
    };
    let code = told.code.unwrap_or_default();
    match (status.as_u16(), code) {
        (429, _) => CallError::RetryAfter(wait(&told, headers)),
        // "Unknown Channel", "Message", "Webhook", "Interaction"; "Invalid Webhook Token"; the cap on edits of old ones.
        (_, 10003 | 10008 | 10015 | 10062 | 50027 | 30046) => CallError::Gone,
        (401, _) if call.bucket.who == Who::Bot => CallError::Unauthorized,
        // Closed messages, no mutual server, "Unknown User", "Invalid Recipient(s)".
        (_, 50007 | 50278 | 10013 | 50033) => CallError::CannotReach,
        // Messages are opened too fast, or too much was written.
        (_, 40003 | 20028 | 40062) => CallError::RetryAfter(wait(&told, headers).max(Duration::from_secs(60))),
        (500.., _) => CallError::Unknown(format!("{status}, code {code}")),
        (status, code) => CallError::Refused { status, code, message: message(&told) },
    }
}

/// Discord's own sentence; for a body that it does not like, the names of the fields and never what they held.
fn message(told: &Told) -> String {
    const LONGEST: usize = 200;
    let mut paths = Vec::new();
    collect_paths(&told.errors, "", &mut paths);
    let text = if paths.is_empty() { told.message.clone() } else { format!("fields {}", paths.join(", ")) };
    text.chars().filter(|c| !c.is_control()).take(LONGEST).collect()
}

/// Error messages: a tree of fields, with `_errors` at its leaves.
fn collect_paths(errors: &Value, above: &str, paths: &mut Vec<String>) {
    for (name, below) in errors.as_object().into_iter().flatten() {
        if name == "_errors" {
            paths.push(above.to_owned());
            continue;
        }
        let path = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        collect_paths(below, &path, paths);
    }
}

fn wait(told: &Told, headers: &HeaderMap) -> Duration {
    let seconds = told.retry_after.or_else(|| number(headers, RETRY_AFTER.as_str()));
    seconds.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok()).unwrap_or(UNTOLD_WAIT)
}

/// What an answer tells about the limits.
fn seen<T>(status: StatusCode, headers: &HeaderMap, bytes: &[u8], outcome: &Result<T, CallError>) -> Seen {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_shared = text("x-ratelimit-scope") == Some("shared");
    let told = serde_json::from_slice::<Told>(bytes).ok();
    let wall = match outcome {
        Err(CallError::RetryAfter(wait)) if status == StatusCode::TOO_MANY_REQUESTS => {
            Some((*wait, wall(headers, told)))
        }
        _ => None,
    };
    let reset = number(headers, "x-ratelimit-reset-after").and_then(|s| Duration::try_from_secs_f64(s).ok());
    let is_used_up = text("x-ratelimit-remaining") == Some("0");
    Seen {
        bucket: text("x-ratelimit-bucket").map(str::to_owned),
        used_up: reset.filter(|_| is_used_up),
        wall,
        counts: matches!(status.as_u16(), 401 | 403 | 429) && !is_shared,
        is_token_refused: matches!(outcome, Err(CallError::Unauthorized)),
    }
}

fn wall(headers: &HeaderMap, told: Option<Told>) -> Wall {
    match told {
        None => Wall::Everything,
        Some(told) if told.global || headers.contains_key("x-ratelimit-global") => Wall::Bot,
        Some(_) => Wall::Bucket,
    }
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// The causes of a failed call without its address.
fn lost(error: reqwest::Error) -> CallError {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    CallError::Unknown(text)
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::json;

    use super::*;

    fn refused(call: &Call, status: u16, body: &str) -> CallError {
        let status = StatusCode::from_u16(status).expect("a status");
        refusal(call, status, &HeaderMap::new(), body.as_bytes())
    }

    fn bot() -> Call {
        Call::bot(Method::POST, "/channels/{}/messages", &["1"])
    }

    fn token() -> Call {
        Call::token(Method::PATCH, "/webhooks/{}/{}/messages/{}", ("1", &Secret::new("HATCHTEST")), &["@original"])
    }

    #[test]
    fn a_refused_body_is_told_by_the_names_of_its_fields() {
        let body = json!({ "code": 50035, "message": "Invalid Form Body", "errors": { "components": { "0": {
            "label": { "_errors": [{ "code": "X", "message": "HATCHTEST is no label" }] } } } } });
        let message = "fields components.0.label".to_owned();
        assert_eq!(refused(&bot(), 400, &body.to_string()), CallError::Refused { status: 400, code: 50035, message });
    }

    #[test]
    fn a_wait_is_read_from_both_shapes_of_a_429() {
        let wait = CallError::RetryAfter(Duration::from_millis(1500));
        let first = r#"{"message": "You are being rate limited.", "retry_after": 1.5, "global": false}"#;
        let second = r#"{"message": "Slow down", "retry_after": 1.5, "global": true, "code": 0}"#;
        assert_eq!(refused(&bot(), 429, first), wait);
        assert_eq!(refused(&bot(), 429, second), wait);
        assert_eq!(refused(&bot(), 429, "<html>"), CallError::RetryAfter(UNTOLD_WAIT));
    }

    #[test]
    fn what_is_gone_is_no_fault_of_the_token() {
        let expired = r#"{"message": "Invalid Webhook Token", "code": 50027}"#;
        assert_eq!(refused(&token(), 401, expired), CallError::Gone);
        assert_eq!(refused(&token(), 404, r#"{"message": "Unknown interaction", "code": 10062}"#), CallError::Gone);
        assert_eq!(refused(&bot(), 401, r#"{"message": "401: Unauthorized", "code": 0}"#), CallError::Unauthorized);
    }

    #[test]
    fn a_page_of_cloudflare_is_no_word_of_discord() {
        assert!(matches!(refused(&bot(), 403, "<html>"), CallError::Unknown(_)));
        assert!(matches!(refused(&bot(), 502, r#"{"code": 0}"#), CallError::Unknown(_)));
    }

    #[test]
    fn who_cannot_be_written_to_is_told_apart() {
        assert_eq!(refused(&bot(), 403, r#"{"message": "no", "code": 50007}"#), CallError::CannotReach);
        assert_eq!(refused(&bot(), 403, r#"{"message": "no", "code": 50278}"#), CallError::CannotReach);
    }

    #[test]
    fn a_line_prints_no_token() {
        let rest = Rest::new(reqwest::Client::new(), "https://discord.example/", Secret::new("HATCHTEST"));
        assert_eq!(format!("{rest:?}"), "Rest(https://discord.example)");
    }
}
