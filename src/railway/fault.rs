//! What can go wrong with a call to Railway, as far as somebody acts on it, and how an answer is told from a fault.
//! No text of a fault holds a token or a variable: a document's variables are never part of it.

use std::time::Duration;

use reqwest::StatusCode;
use reqwest::header::{CONTENT_TYPE, HeaderMap, RETRY_AFTER};
use serde_json::Value;

use crate::domain::counted::Trouble;
use crate::domain::key;

/// What to wait when Railway asks to wait and does not say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(30);
/// The longest wait that is believed: an hour is the window of the budget.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);
/// As much of what Railway says as fits one sentence.
const SAID: usize = 160;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// 429, a spent budget, or "creating too quickly" in a 200.
    #[error("Railway asks to wait {0:?}")]
    Wait(Duration),
    /// No answer, 5xx, or one that does not read. A mutation may have been applied: look before you do it again.
    #[error("Railway gave no usable answer: {0}")]
    Unreachable(String),
    /// HTML instead of an answer: what stands in front of Railway blocks the address we call from.
    #[error("Railway's gate does not let this address in")]
    Blocked,
    /// A dead token, or a live one without access to this: Railway does not tell which.
    #[error("Railway does not let this token do it")]
    NotAuthorized,
    #[error("Railway does not know it: {0}")]
    NotFound(String),
    /// A name is taken.
    #[error("Railway has it already: {0}")]
    Exists(String),
    /// Railway has changed under us: our document or its variables do not fit its schema any more.
    #[error("Railway does not understand us: {0}")]
    Schema(String),
    #[error("Railway refuses it: {0}")]
    Refused(String),
}

impl Fault {
    /// What is wrong between Railway and us; that something is not there, or there already, is an answer.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Fault::Wait(_) => Some(Trouble::Busy),
            Fault::Unreachable(_) => Some(Trouble::NoAnswer),
            Fault::NotAuthorized => Some(Trouble::Unauthorized),
            Fault::Schema(_) => Some(Trouble::NotUnderstood),
            Fault::Blocked | Fault::Refused(_) => Some(Trouble::Refused),
            Fault::NotFound(_) | Fault::Exists(_) => None,
        }
    }
}

/// The data of an answer, or what it says instead.
pub fn read(status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<Value, Fault> {
    if status == StatusCode::TOO_MANY_REQUESTS {
        let seconds = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
        return Err(Fault::Wait(seconds.map_or(UNTOLD_WAIT, Duration::from_secs).min(LONGEST_WAIT)));
    }
    if status.is_server_error() {
        return Err(Fault::Unreachable(format!("it answers {}", status.as_u16())));
    }
    // Before anything is parsed: the gate in front of Railway answers in HTML.
    let kind = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.contains("json") {
        return Err(match status.is_client_error() {
            true => Fault::Blocked,
            false => Fault::Unreachable("it answers no JSON".into()),
        });
    }
    let Ok(Value::Object(mut answer)) = serde_json::from_slice::<Value>(body) else {
        return Err(Fault::Unreachable("its answer does not read".into()));
    };
    let first = answer.get("errors").and_then(|errors| errors.get(0)).map(|error| message(&error["message"]));
    if status == StatusCode::BAD_REQUEST {
        return Err(Fault::Schema(first.unwrap_or_else(|| "it answers 400".into())));
    }
    if let Some(message) = first {
        return Err(told(message));
    }
    if status.is_client_error() {
        return Err(Fault::Refused(format!("it answers {}", status.as_u16())));
    }
    match answer.remove("data") {
        Some(data @ Value::Object(_)) => Ok(data),
        _ => Err(Fault::Unreachable("its answer holds no data".into())),
    }
}

/// What a resolver's message means. Railway documents no codes, so the known texts are looked for (Railway threads).
fn told(message: String) -> Fault {
    let lower = message.to_lowercase();
    let says = |words: &str| lower.contains(words);
    if says("not authorized") || says("project token not found") || says("two factor authentication required") {
        Fault::NotAuthorized
    } else if says("already exists") {
        Fault::Exists(message)
    } else if says("too quickly") || (says("allows") && says("per") && says("second")) {
        Fault::Wait(number_before(&lower, "second").map_or(UNTOLD_WAIT, Duration::from_secs).min(LONGEST_WAIT))
    } else if says("not found") {
        Fault::NotFound(message)
    } else if says("problem processing request") || says("internal server error") {
        Fault::Unreachable(message)
    } else {
        Fault::Refused(message)
    }
}

/// The number in "try again in 12 seconds".
fn number_before(text: &str, word: &str) -> Option<u64> {
    let before = text.split(word).next()?.trim_end();
    let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
    before[before.len() - digits..].parse().ok()
}

/// Railway's words on one line, short, and without anything that looks like a secret.
pub fn message(text: &Value) -> String {
    let plain = text.as_str().unwrap_or("no reason").split_whitespace().collect::<Vec<_>>().join(" ");
    let covered = key::cover(&plain);
    match covered.char_indices().nth(SAID) {
        Some((at, _)) => format!("{}…", &covered[..at]),
        None => covered,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, kind: &str, body: &str) -> Result<Value, Fault> {
        let mut headers = HeaderMap::new();
        headers.insert(CONTENT_TYPE, kind.parse().expect("a header"));
        read(StatusCode::from_u16(status).expect("a status"), &headers, body.as_bytes())
    }

    #[test]
    fn a_message_is_read_for_what_can_be_done_about_it() {
        let said = |text: &str| {
            let body = serde_json::json!({ "data": null, "errors": [{ "message": text }] }).to_string();
            answer(200, "application/json", &body).expect_err("a fault")
        };
        assert_eq!(said("Not Authorized"), Fault::NotAuthorized);
        assert_eq!(said("You are creating too quickly, try again in 12 seconds"), Fault::Wait(Duration::from_secs(12)));
        assert_eq!(said("Plan allows 1 service per 30 seconds"), Fault::Wait(Duration::from_secs(30)));
        assert!(matches!(said("A service named \"x\" already exists in this project"), Fault::Exists(_)));
        assert!(matches!(said("ServiceInstance not found"), Fault::NotFound(_)));
        assert!(matches!(said("Problem processing request"), Fault::Unreachable(_)));
        assert!(matches!(said("Your plan has no more volumes"), Fault::Refused(_)));
    }

    #[test]
    fn what_is_no_answer_is_told_apart() {
        assert_eq!(answer(403, "text/html", "<html>Access denied</html>"), Err(Fault::Blocked));
        assert!(matches!(answer(200, "text/html", "<html>"), Err(Fault::Unreachable(_))));
        assert!(matches!(answer(200, "application/json", "{\"data\":"), Err(Fault::Unreachable(_))));
        assert!(matches!(answer(200, "application/json", "[]"), Err(Fault::Unreachable(_))));
        assert!(matches!(answer(200, "application/json", "{}"), Err(Fault::Unreachable(_))));
        assert!(matches!(answer(503, "application/json", "{\"data\":{}}"), Err(Fault::Unreachable(_))));
        assert!(matches!(
            answer(400, "application/json", "{\"errors\":[{\"message\":\"Cannot query field\"}]}"),
            Err(Fault::Schema(_))
        ));
        assert!(answer(200, "application/json; charset=utf-8", "{\"data\":{}}").is_ok());
    }

    #[test]
    fn what_railway_says_is_covered_and_short() {
        let body = serde_json::json!({ "errors": [{ "message": format!("bad sk-ant-HATCHTEST-00001234\n{}", "x ".repeat(200)) }] });
        let Err(Fault::Refused(said)) = answer(200, "application/json", &body.to_string()) else { panic!("a refusal") };
        assert!(said.starts_with("bad …1234 x") && said.chars().count() <= SAID + 1, "{said}");
    }
}
