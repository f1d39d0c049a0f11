//! What can come instead of an answer, and the limits that a route may have.

use std::time::Duration;

use axum::http::HeaderValue;
use axum::response::Response;
use serde_json::json;

use crate::fakes::providers::Behaviour;

/// What shall happen instead of the usual answer.
#[derive(Debug, Clone)]
pub enum Failure {
    /// 429 as Discord itself says it.
    TooMany {
        retry_after: f64,
        is_global: bool,
    },
    /// 429 of what stands in front of Discord: a page, and the address is banned for so many seconds.
    Banned {
        retry_after: u64,
    },
    /// 403 of the same.
    Forbidden,
    /// 502 with a page of HTML.
    BadGateway,
    /// Nothing is done and no answer comes.
    Stall,
    /// The call is carried out, and the answer breaks off.
    AnswerLost,
    Refused {
        status: u16,
        code: u64,
        message: &'static str,
    },
    /// 401: the token was reset.
    Unauthorized,
    Behaves(Behaviour),
}

impl Failure {
    /// The same as a behaviour; nothing for an answer that is lost after the deed.
    pub(super) fn behaviour(self) -> Option<Behaviour> {
        Some(match self {
            Failure::TooMany { retry_after, is_global } => too_many(retry_after, is_global),
            Failure::Banned { retry_after } => Behaviour::html(429).with("retry-after", &retry_after.to_string()),
            Failure::Forbidden => Behaviour::html(403),
            Failure::BadGateway => Behaviour::html(502),
            Failure::Stall => Behaviour::Stall,
            Failure::AnswerLost => return None,
            Failure::Refused { status, code, message } => {
                Behaviour::json(status, json!({ "message": message, "code": code }))
            }
            Failure::Unauthorized => Behaviour::json(401, json!({ "message": "401: Unauthorized", "code": 0 })),
            Failure::Behaves(behaviour) => behaviour,
        })
    }
}

fn too_many(retry_after: f64, is_global: bool) -> Behaviour {
    let message = if is_global { "The global limit is reached." } else { "You are being rate limited." };
    let body = json!({ "message": message, "retry_after": retry_after, "global": is_global });
    let answer = Behaviour::json(429, body)
        .with("retry-after", &retry_after.ceil().to_string())
        .with("x-ratelimit-scope", if is_global { "global" } else { "user" });
    if is_global { answer.with("x-ratelimit-global", "true") } else { answer }
}

/// A limit of one route; each channel, server and webhook has its own count.
#[derive(Debug)]
pub(super) struct Limit {
    pub pattern: String,
    pub most: usize,
    pub per: Duration,
    /// Whose, and when by the fake's clock.
    pub taken: Vec<(String, Duration)>,
}

/// Where a call stands in its bucket.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Standing {
    limit: usize,
    remaining: usize,
    reset_after: f64,
    is_over: bool,
}

impl Limit {
    /// Counts a call of this major id, if there is room for it.
    pub fn take(&mut self, major: &str, now: Duration) -> Standing {
        self.taken.retain(|(_, at)| *at + self.per > now);
        let mine = self.taken.iter().filter(|(whose, _)| whose == major);
        let oldest = mine.clone().map(|(_, at)| *at).min().unwrap_or(now);
        let used = mine.count();
        let is_over = used >= self.most;
        if !is_over {
            self.taken.push((major.to_owned(), now));
        }
        let remaining = self.most.saturating_sub(used + 1);
        let reset_after = (oldest + self.per).saturating_sub(now).as_secs_f64();
        Standing { limit: self.most, remaining, reset_after, is_over }
    }
}

impl Standing {
    /// The answer of a bucket that is empty.
    pub fn refusal(&self) -> Option<Behaviour> {
        self.is_over.then(|| too_many(self.reset_after, false))
    }

    pub fn stamp(&self, response: &mut Response) {
        for (name, value) in [
            ("x-ratelimit-bucket", "hatchtest".to_owned()),
            ("x-ratelimit-limit", self.limit.to_string()),
            ("x-ratelimit-remaining", self.remaining.to_string()),
            ("x-ratelimit-reset-after", format!("{:.3}", self.reset_after)),
        ] {
            let value = HeaderValue::from_str(&value).expect("a header value");
            response.headers_mut().insert(name, value);
        }
    }
}
