//! The thin sender: one call of the REST API, one answer. It never sleeps, retries or logs. What it knows that Discord
//! would refuse, it refuses itself, and nothing it returns holds a body or an address: both may contain secrets.

mod call;
mod fault;
mod limits;

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue, USER_AGENT};
use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use tokio::time::Instant;
use zeroize::Zeroizing;

use crate::domain::counted::Trouble;
use crate::metrics::Tally;
use crate::secret::Secret;
pub use call::Call;
use call::Who;
use limits::Limits;

/// How long one call may take.
const LIMIT: Duration = Duration::from_secs(15);

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
    tally: Tally,
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

impl CallError {
    /// What is wrong between Discord and us; nothing when a person or a message is not to be reached any more.
    fn trouble(&self) -> Option<Trouble> {
        match self {
            CallError::Unknown(_) => Some(Trouble::NoAnswer),
            CallError::RetryAfter(_) => Some(Trouble::Busy),
            CallError::Unauthorized => Some(Trouble::Unauthorized),
            CallError::Refused { .. } => Some(Trouble::Refused),
            CallError::CannotReach | CallError::Gone => None,
        }
    }
}

/// Opcodes and Status Codes: "Interaction has already been acknowledged".
pub const ANSWERED_ALREADY: i64 = 40060;

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
            tally: Tally::default(),
        }
    }

    /// The same line, whose troubles are counted.
    pub fn counted(self, tally: Tally) -> Self {
        Rest { tally, ..self }
    }

    /// The same line with another limit for one call.
    pub fn within(self, limit: Duration) -> Self {
        Rest { limit, ..self }
    }

    /// Whether the last call over this line, or a clone of it, got an answer of Discord's own.
    pub fn is_reached(&self) -> bool {
        self.is_reached.load(Ordering::Relaxed)
    }

    /// Whether Discord did not accept the token; it is not shown again until we are started anew.
    pub fn is_refused(&self) -> bool {
        self.limits().is_token_refused()
    }

    /// The token of the bot, for the one who opens its gateway.
    pub(super) fn token(&self) -> &Secret {
        &self.token
    }

    /// Makes a call and reads of its answer what `T` needs; an empty answer reads as null.
    pub async fn call<T: DeserializeOwned>(&self, call: Call) -> Result<T, CallError> {
        self.limits().admit(&call.bucket, Instant::now())?;
        let outcome = self.make(&call).await;
        let is_lost = matches!(outcome, Err(CallError::Unknown(_) | CallError::Unauthorized));
        self.is_reached.store(!is_lost, Ordering::Relaxed);
        if let Some(trouble) = outcome.as_ref().err().and_then(CallError::trouble) {
            self.tally.note(trouble);
        }
        outcome
    }

    async fn make<T: DeserializeOwned>(&self, call: &Call) -> Result<T, CallError> {
        let (status, headers, bytes) = self.send(call).await?;
        let outcome = match status.is_success() {
            true => read(status, &bytes),
            false => Err(fault::refusal(call, status, &headers, &bytes)),
        };
        self.limits().note(&call.bucket, &fault::seen(status, &headers, &bytes, &outcome), Instant::now());
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
    use super::*;

    #[test]
    fn a_line_prints_no_token() {
        let rest = Rest::new(reqwest::Client::new(), "https://discord.example/", Secret::new("HATCHTEST"));
        assert_eq!(format!("{rest:?}"), "Rest(https://discord.example)");
    }
}
