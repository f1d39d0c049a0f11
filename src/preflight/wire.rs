//! What the live checks have in common: one question, one bounded answer, and names fit to be shown.
//! It never retries or logs, and no address or body goes any further than the check that asked.

use std::time::Duration;

use reqwest::header::{AUTHORIZATION, HeaderMap, HeaderValue};
use reqwest::{RequestBuilder, Response, StatusCode};
use serde_json::Value;
use tokio::time::timeout;
use zeroize::Zeroizing;

use crate::domain::key;
use crate::secret::Secret;

/// How long a chat service may take for its whole answer.
const LIMIT: Duration = Duration::from_secs(10);
/// What we ask for is small.
const LARGEST: usize = 64 * 1024;
/// The names of bots and workspaces are shorter.
const LONGEST_NAME: usize = 100;

pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Null when the body is too large, cut off or no JSON: the status may say enough.
    pub body: Value,
}

/// Asks as the holder of a token; nothing when no answer came in time.
pub(super) async fn ask(request: RequestBuilder, scheme: &str, token: &Secret) -> Option<Answer> {
    let text = Zeroizing::new(format!("{scheme} {}", token.expose()));
    let mut credential = HeaderValue::from_str(&text).ok()?;
    credential.set_sensitive(true);
    let answer = async {
        let response = request.header(AUTHORIZATION, credential).send().await.ok()?;
        let (status, headers) = (response.status(), response.headers().clone());
        Some(Answer { status, headers, body: small_json(response).await.unwrap_or(Value::Null) })
    };
    timeout(LIMIT, answer).await.ok()?
}

/// Reads a whole body as JSON; nothing when it is not, is too large or is cut off.
pub(super) async fn small_json(mut response: Response) -> Option<Value> {
    let mut body = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        body.extend_from_slice(&chunk);
        if body.len() > LARGEST {
            return None;
        }
    }
    serde_json::from_slice(&body).ok()
}

/// A name that somebody else's service gave, as one line that shows no token.
pub(super) fn name(text: &str) -> String {
    let line: String = text.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect();
    key::cover(line.trim())
}
