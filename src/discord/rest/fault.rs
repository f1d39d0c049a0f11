//! What Discord's refusals mean, and what its answers tell about its limits. The names of fields may be repeated, what
//! was in them never.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{HeaderMap, RETRY_AFTER};
use serde::Deserialize;
use serde_json::Value;

use super::CallError;
use super::call::{Call, Who};
use super::limits::{Seen, Wall};

/// What to wait when Discord asks to wait and does not say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(5);

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

pub fn refusal(call: &Call, status: StatusCode, headers: &HeaderMap, bytes: &[u8]) -> CallError {
    // Before Discord stands Cloudflare, which answers with a page.
    let Ok(told) = serde_json::from_slice::<Told>(bytes) else {
        return match status {
            StatusCode::TOO_MANY_REQUESTS => CallError::RetryAfter(wait(&Told::default(), headers)),
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
    seconds.and_then(length).unwrap_or(UNTOLD_WAIT)
}

/// What an answer tells about the limits.
pub fn seen<T>(status: StatusCode, headers: &HeaderMap, bytes: &[u8], outcome: &Result<T, CallError>) -> Seen {
    let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    let is_shared = text("x-ratelimit-scope") == Some("shared");
    let told = serde_json::from_slice::<Told>(bytes).ok();
    let is_wall = status == StatusCode::TOO_MANY_REQUESTS;
    let wall =
        is_wall.then(|| (wait(told.as_ref().unwrap_or(&Told::default()), headers), wall(headers, told.as_ref())));
    let reset = number(headers, "x-ratelimit-reset-after").and_then(length);
    let is_used_up = text("x-ratelimit-remaining") == Some("0");
    Seen {
        bucket: text("x-ratelimit-bucket").map(str::to_owned),
        used_up: reset.filter(|_| is_used_up),
        wall,
        counts: matches!(status.as_u16(), 401 | 403 | 429) && !is_shared,
        is_token_refused: matches!(outcome, Err(CallError::Unauthorized)),
    }
}

fn wall(headers: &HeaderMap, told: Option<&Told>) -> Wall {
    match told {
        None => Wall::Everything,
        Some(told) if told.global || headers.contains_key("x-ratelimit-global") => Wall::Bot,
        Some(_) => Wall::Bucket,
    }
}

/// Nobody asks to wait longer than a day.
fn length(seconds: f64) -> Option<Duration> {
    Duration::try_from_secs_f64(seconds).ok().map(|wait| wait.min(Duration::from_secs(86_400)))
}

fn number(headers: &HeaderMap, name: &str) -> Option<f64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use reqwest::Method;
    use serde_json::json;

    use super::*;
    use crate::secret::Secret;

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
        assert!(matches!(refused(&bot(), 401, "<html>"), CallError::Unknown(_)));
        assert!(matches!(refused(&bot(), 502, r#"{"code": 0}"#), CallError::Unknown(_)));
    }

    #[test]
    fn who_cannot_be_written_to_is_told_apart() {
        assert_eq!(refused(&bot(), 403, r#"{"message": "no", "code": 50007}"#), CallError::CannotReach);
        assert_eq!(refused(&bot(), 403, r#"{"message": "no", "code": 50278}"#), CallError::CannotReach);
    }

    #[test]
    fn what_an_answer_tells_about_the_limits_is_kept() {
        let told = |status: u16, headers: &[(&'static str, &'static str)], body: &str| {
            let pairs =
                headers.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
            let status = StatusCode::from_u16(status).expect("a status");
            seen(status, &pairs.collect(), body.as_bytes(), &Ok::<(), CallError>(()))
        };
        let left = [("x-ratelimit-bucket", "b"), ("x-ratelimit-remaining", "0"), ("x-ratelimit-reset-after", "2.5")];
        let last = told(200, &left, "{}");
        assert_eq!((last.bucket.as_deref(), last.used_up), (Some("b"), Some(Duration::from_millis(2500))));
        assert!(!last.counts && last.wall.is_none());
        let wall = |headers: &[_], body: &str| told(429, headers, body).wall.map(|(_, wall)| wall);
        assert_eq!(wall(&[], r#"{"retry_after": 1.0, "global": true}"#), Some(Wall::Bot));
        assert_eq!(wall(&[], r#"{"retry_after": 1.0}"#), Some(Wall::Bucket));
        assert_eq!(wall(&[("retry-after", "9")], "<html>"), Some(Wall::Everything));
        assert!(told(403, &[], "{}").counts && told(429, &[], "{}").counts);
        assert!(!told(429, &[("x-ratelimit-scope", "shared")], "{}").counts);
    }
}
