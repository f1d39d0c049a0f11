//! One request, one answer: the address, the credential, the time it may take and the budget it is counted against.
//! It never retries, because only its caller knows whether twice does harm.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, HeaderValue};
use serde_json::{Value, json};
use tracing::debug;

use crate::domain::Millis;
use crate::metrics::Tally;
use crate::railway::documents::{Document, Kind};
use crate::railway::fault::{self, Fault};
use crate::secret::Secret;

/// An answer that is larger is none. What ten thousand bots have used is told in some five million bytes.
const LARGEST: usize = 8 * 1024 * 1024;

pub struct Wire {
    http: reqwest::Client,
    address: String,
    token: Secret,
    /// How long a mutation may take. Railway's own client waits 90 s, because some are slow and were cut off before.
    patience: Duration,
    budget: Mutex<Budget>,
    pub tally: Tally,
}

/// How a token is shown to Railway.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Credential {
    /// Tokens of an account or a workspace.
    Bearer,
    /// A token of one environment of one project.
    Project,
}

/// The window of Railway's budget, in milliseconds.
const HOUR: Millis = 3_600_000;

/// What is left of this hour's requests, as the last answer told it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Budget {
    pub limit: Option<u64>,
    pub remaining: Option<u64>,
    /// When it was told; an hour later it is another hour's.
    pub told_at: Millis,
    /// Nothing is sent before this time.
    pub closed_until: Millis,
}

impl Wire {
    pub fn new(http: reqwest::Client, address: &str, token: Secret, patience: Duration) -> Self {
        Wire { http, address: address.to_owned(), token, patience, budget: Mutex::default(), tally: Tally::default() }
    }

    pub fn budget(&self) -> Budget {
        let budget = *self.lock();
        match chrono::Utc::now().timestamp_millis() - budget.told_at < HOUR {
            true => budget,
            false => Budget { remaining: None, ..budget },
        }
    }

    pub async fn send(&self, document: &Document, credential: Credential, variables: Value) -> Result<Value, Fault> {
        let limit = match document.kind {
            Kind::Mutation => self.patience,
            Kind::Query => self.patience / 3,
        };
        self.post(document.name, document.text, limit, credential, variables).await
    }

    /// The same for a query whose text is put together.
    pub async fn query(
        &self,
        name: &str,
        text: &str,
        credential: Credential,
        variables: Value,
    ) -> Result<Value, Fault> {
        self.post(name, text, self.patience / 3, credential, variables).await
    }

    async fn post(
        &self,
        name: &str,
        text: &str,
        limit: Duration,
        credential: Credential,
        variables: Value,
    ) -> Result<Value, Fault> {
        let now = chrono::Utc::now().timestamp_millis();
        let closed_until = self.lock().closed_until;
        if closed_until > now {
            return Err(Fault::Wait(Duration::from_millis((closed_until - now) as u64)));
        }
        let body = json!({ "query": text, "variables": variables, "operationName": name });
        let request = self.http.post(&self.address).query(&[("query", name)]).json(&body).timeout(limit);
        let request = match credential {
            Credential::Bearer => request.bearer_auth(self.token.expose()),
            Credential::Project => request.header("Project-Access-Token", self.secret()?),
        };
        let answered = self.answer(request, now).await;
        debug!(operation = name, outcome = answered.as_ref().err().map(tracing::field::display), "asked Railway");
        if let Some(trouble) = answered.as_ref().err().and_then(Fault::trouble) {
            self.tally.note(trouble);
        }
        answered
    }

    /// The token as a header that no log of requests shows.
    fn secret(&self) -> Result<HeaderValue, Fault> {
        let mut value = HeaderValue::from_str(self.token.expose()).map_err(|_| Fault::NotAuthorized)?;
        value.set_sensitive(true);
        Ok(value)
    }

    async fn answer(&self, request: reqwest::RequestBuilder, now: Millis) -> Result<Value, Fault> {
        // The text of the library's error would hold the address; what happened is enough.
        let unreachable = |error: reqwest::Error| {
            Fault::Unreachable(if error.is_timeout() { "it took too long".into() } else { "the line broke".into() })
        };
        let mut response = request.send().await.map_err(unreachable)?;
        let (status, headers) = (response.status(), response.headers().clone());
        self.count(&headers);
        let mut body = Vec::new();
        while let Some(chunk) = response.chunk().await.map_err(unreachable)? {
            body.extend_from_slice(&chunk);
            if body.len() > LARGEST {
                return Err(Fault::Unreachable("its answer is too large".into()));
            }
        }
        let answer = fault::read(status, &headers, &body);
        if let (StatusCode::TOO_MANY_REQUESTS, Err(Fault::Wait(wait))) = (status, &answer) {
            // All calls share one budget, so all of them wait.
            let mut budget = self.lock();
            budget.closed_until = budget.closed_until.max(now + wait.as_millis() as Millis);
        }
        answer
    }

    /// Railway docs, integrations/api: X-RateLimit-Limit, -Remaining and -Reset come with each answer.
    fn count(&self, headers: &HeaderMap) {
        let number = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()?.trim().parse::<u64>().ok());
        let mut budget = self.lock();
        budget.limit = number("x-ratelimit-limit").or(budget.limit);
        if let Some(remaining) = number("x-ratelimit-remaining") {
            budget.remaining = Some(remaining);
            budget.told_at = chrono::Utc::now().timestamp_millis();
        }
    }

    fn lock(&self) -> MutexGuard<'_, Budget> {
        self.budget.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
