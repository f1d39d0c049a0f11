//! An error as a provider sent it, read as far as somebody acts on it. What it says to a person never leaves here:
//! OpenAI's errors show a part of the key and Google's may hold all of it.

use std::time::Duration;

use reqwest::header::HeaderMap;
use serde_json::Value;

use super::Verdict;

/// A provider may ask for a longer wait than this; then there is no second try.
const LONGEST_WAIT: Duration = Duration::from_secs(5);

/// An answer that says no. It has no `Debug`, so that nothing can print it.
pub(super) struct Refused {
    /// The HTTP status; for an error inside a good answer the one that it names.
    pub status: u16,
    pub retry_after: Option<Duration>,
    /// The provider's id of the call, which its support asks for.
    pub request_id: Option<String>,
    /// What stood under `error`; null when the answer was not JSON.
    error: Value,
    /// Anthropic and OpenAI say whether to try again: `x-should-retry`.
    should_retry: Option<bool>,
}

impl Refused {
    pub fn new(status: u16, headers: &HeaderMap, body: &Value) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let seconds = text("retry-after").and_then(|text| text.parse().ok()).map(Duration::from_secs);
        let milliseconds = text("retry-after-ms").and_then(|text| text.parse().ok()).map(Duration::from_millis);
        // An id is logged, so it must have the shape of one: nothing else fits into it.
        let is_id = |id: &&str| {
            let known = |b: u8| b.is_ascii_alphanumeric() || b == b'_' || b == b'-';
            id.starts_with("req_") && id.len() <= 64 && id.bytes().all(known)
        };
        Refused {
            retry_after: milliseconds.or(seconds),
            should_retry: text("x-should-retry").and_then(|text| text.parse().ok()),
            request_id: text("request-id").or(text("x-request-id")).filter(is_id).map(str::to_owned),
            ..Refused::inside(status, body)
        }
    }

    /// An error inside an answer that began well: in a body with status 200, or in the middle of a stream.
    pub fn inside(status: u16, body: &Value) -> Self {
        let error = error_in(body);
        let named = error.get("code").and_then(Value::as_u64).and_then(|code| u16::try_from(code).ok());
        let status = if status == 200 { named.unwrap_or(status) } else { status };
        Refused { status, retry_after: None, error: error.clone(), should_retry: None, request_id: None }
    }

    /// The value at a JSON pointer below `error`.
    pub fn at(&self, pointer: &str) -> &Value {
        self.error.pointer(pointer).unwrap_or(&Value::Null)
    }

    /// The word at a JSON pointer below `error`; empty when there is none.
    pub fn word(&self, pointer: &str) -> &str {
        self.at(pointer).as_str().unwrap_or_default()
    }

    /// What the error says to a person, in lower case. Only for cases without a code of their own.
    pub fn text(&self) -> String {
        self.word("/message").to_lowercase()
    }

    /// The verdict when the provider sent no code that we know. A status alone never speaks about the key, except 401.
    pub fn bare_verdict(&self) -> Verdict {
        match self.status {
            401 => Verdict::BadKey,
            402 => Verdict::NoCredit,
            408 | 500..=599 => Verdict::Overloaded,
            429 => Verdict::RateLimited,
            _ => Verdict::Unreachable,
        }
    }

    /// The provider's own word for the error, if it can be nothing but a word: keys have digits and dashes.
    pub fn code(&self) -> &str {
        ["/details/error_code", "/code", "/metadata/error_type", "/status", "/type"]
            .into_iter()
            .map(|pointer| self.word(pointer))
            .find(|word| {
                !word.is_empty() && word.len() <= 48 && word.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_')
            })
            .unwrap_or("-")
    }

    /// How long to wait before the second try; nothing when it would be no use.
    pub fn second_try(&self, verdict: Verdict, pause: Duration) -> Option<Duration> {
        let may_pass = matches!(verdict, Verdict::Overloaded | Verdict::RateLimited);
        let is_wanted = self.should_retry.unwrap_or(self.status >= 500 || self.retry_after.is_some());
        let wait = self.retry_after.unwrap_or(pause);
        (may_pass && is_wanted && wait <= LONGEST_WAIT).then_some(wait)
    }
}

/// The error of a body, null when it has none. Google wraps it in a list on some routes.
pub(super) fn error_in(body: &Value) -> &Value {
    body.get(0).unwrap_or(body).get("error").unwrap_or(&Value::Null)
}
