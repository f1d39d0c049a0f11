//! The webhook that alerts are posted to: Slack's shape or Discord's, told apart by the address. One message, one answer;
//! it never retries, and nothing it returns holds the address, because who knows that may post there.

use std::fmt;
use std::time::Duration;

use reqwest::header::{HeaderMap, RETRY_AFTER};
use reqwest::{StatusCode, Url};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::discord::card::plain::escaped;
use crate::domain::{Millis, Unposted};
use crate::secret::Secret;

/// How long one message may take.
const LIMIT: Duration = Duration::from_secs(10);
/// What to wait when it is asked to and not said how long; nobody is believed who asks for more than the second.
const UNTOLD_WAIT: Millis = 5_000;
const LONGEST_WAIT: Millis = 600_000;
/// Discord, execute_webhook: `content` has at most 2,000, and each may get a backslash.
const LONGEST_ON_DISCORD: usize = 1_000;
/// Slack, "Rate limits": a message is cut after 40,000; nobody reads that much.
const LONGEST_ON_SLACK: usize = 4_000;
/// An answer that is longer is not read.
const LONGEST_ANSWER: usize = 64 * 1024;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    Slack,
    Discord,
}

impl Shape {
    pub fn title(self) -> &'static str {
        match self {
            Shape::Slack => "Slack",
            Shape::Discord => "Discord",
        }
    }
}

/// Where alerts are posted.
#[derive(Clone)]
pub struct Pager {
    address: Secret,
    pub shape: Shape,
}

impl Pager {
    /// An https address (http only on this machine itself) whose path is one of Slack's or one of Discord's. What
    /// Discord takes in Slack's shape is Slack's.
    pub fn parse(text: &str) -> Option<Self> {
        let url = Url::parse(text).ok()?;
        let is_here = matches!(url.host_str(), Some("localhost" | "127.0.0.1" | "[::1]"));
        let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_here);
        let is_plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none();
        if !(is_safe && is_plain && url.has_host() && url.query().is_none()) {
            return None;
        }
        let path: Vec<&str> = url.path_segments()?.collect();
        let is_filled = path.iter().all(|part| !part.is_empty());
        let shape = match path.as_slice() {
            ["services", _, ..] | ["hooks", _, ..] => Shape::Slack,
            ["api", "webhooks", _, _] => Shape::Discord,
            ["api", "webhooks", _, _, "slack"] => Shape::Slack,
            ["api", version, "webhooks", _, _] if version.starts_with('v') => Shape::Discord,
            _ => return None,
        };
        is_filled.then(|| Pager { address: Secret::new(text), shape })
    }

    /// Posts a text. It arrived when the other side says so: Slack with "ok", Discord with the id of the message.
    pub async fn post(&self, http: &reqwest::Client, text: &str) -> Result<(), Unposted> {
        let request = http.post(self.address.expose()).json(&self.body(text)).timeout(LIMIT);
        let request = match self.shape {
            Shape::Slack => request,
            Shape::Discord => request.query(&[("wait", "true")]),
        };
        let mut answer = request.send().await.map_err(|error| lost(&error))?;
        let (status, headers) = (answer.status(), answer.headers().clone());
        let mut body = Vec::new();
        while let Some(chunk) = answer.chunk().await.map_err(|error| lost(&error))? {
            body.extend_from_slice(&chunk);
            if body.len() > LONGEST_ANSWER {
                break;
            }
        }
        self.read(status, &headers, &body)
    }

    fn body(&self, text: &str) -> Value {
        match self.shape {
            // Slack, "Formatting text": three characters have a meaning of their own.
            Shape::Slack => {
                let text = cut(text, LONGEST_ON_SLACK);
                json!({ "text": text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;") })
            }
            Shape::Discord => json!({
                "content": escaped(&cut(text, LONGEST_ON_DISCORD)),
                // Nobody is called by what somebody named their bot.
                "allowed_mentions": { "parse": [] },
            }),
        }
    }

    fn read(&self, status: StatusCode, headers: &HeaderMap, body: &[u8]) -> Result<(), Unposted> {
        #[derive(Deserialize, Default)]
        struct Told {
            id: Option<String>,
            message: Option<String>,
            retry_after: Option<f64>,
        }
        let told: Told = serde_json::from_slice(body).unwrap_or_default();
        let word = || match self.shape {
            Shape::Slack => slack_word(body),
            Shape::Discord => told.message.as_deref().and_then(known_word),
        };
        match (status.as_u16(), self.shape) {
            (429, _) => {
                let header = headers.get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse::<f64>().ok());
                let wait = told.retry_after.or(header).map_or(UNTOLD_WAIT, |seconds| (seconds * 1_000.0) as Millis);
                Err(Unposted::Wait { wait: wait.clamp(1, LONGEST_WAIT) })
            }
            (200, Shape::Slack) if body.trim_ascii() == b"ok" => Ok(()),
            (200, Shape::Discord) if told.id.is_some() => Ok(()),
            (status, _) => Err(Unposted::Refused { status, word: word() }),
        }
    }
}

/// It never prints its address.
impl fmt::Debug for Pager {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pager({:?})", self.shape)
    }
}

/// Slack's reasons are words like `no_service`. Anything else may quote the address.
fn slack_word(body: &[u8]) -> Option<String> {
    let word = std::str::from_utf8(body).ok()?.trim();
    let is_word = (1..=40).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    is_word.then(|| word.to_owned())
}

/// Discord's are sentences like "Unknown Webhook": words without a number, a slash or anything else of an address.
fn known_word(message: &str) -> Option<String> {
    let is_plain = message.chars().all(|c| c.is_ascii_alphabetic() || c == ' ');
    (is_plain && (1..=60).contains(&message.len())).then(|| message.to_owned())
}

fn lost(error: &reqwest::Error) -> Unposted {
    if error.is_timeout() { Unposted::Silent } else { Unposted::Unreachable }
}

fn cut(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some(_) => text.chars().take(longest - 1).chain(['…']).collect(),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_webhook_is_known_by_its_address() {
        for (address, shape) in [
            ("https://hooks.slack.com/services/T0/B0/xyz", Some(Shape::Slack)),
            ("https://chat.example.com/hooks/xyz", Some(Shape::Slack)),
            ("https://discord.com/api/webhooks/1/xyz", Some(Shape::Discord)),
            ("https://discord.com/api/v10/webhooks/1/xyz", Some(Shape::Discord)),
            ("https://discord.com/api/webhooks/1/xyz/slack", Some(Shape::Slack)),
            ("http://127.0.0.1:9/services/x", Some(Shape::Slack)),
            ("http://hooks.slack.com/services/T0/B0/xyz", None),
            ("https://discord.com/api/webhooks/1/", None),
            ("https://discord.com/api/webhooks/1", None),
            ("https://me:secret@hooks.slack.com/services/x", None),
            ("https://hooks.slack.com/services/", None),
            ("https://example.com/", None),
            ("hooks.slack.com/services/x", None),
        ] {
            assert_eq!(Pager::parse(address).map(|pager| pager.shape), shape, "{address}");
        }
    }

    fn read(shape: Shape, status: u16, body: &str) -> Result<(), Unposted> {
        let pager = Pager { address: Secret::new("x"), shape };
        pager.read(StatusCode::from_u16(status).expect("a status"), &HeaderMap::new(), body.as_bytes())
    }

    #[test]
    fn only_what_the_other_side_confirms_has_arrived_and_no_answer_repeats_the_address() {
        let refused = |status, word: Option<&str>| Err(Unposted::Refused { status, word: word.map(str::to_owned) });
        assert_eq!(read(Shape::Slack, 200, "ok"), Ok(()));
        assert_eq!(read(Shape::Slack, 200, "<html>welcome</html>"), refused(200, None));
        assert_eq!(read(Shape::Slack, 404, "no_service"), refused(404, Some("no_service")));
        assert_eq!(read(Shape::Slack, 404, "Cannot POST /services/T0/B0/HATCHTEST"), refused(404, None));
        assert_eq!(read(Shape::Discord, 200, r#"{"id":"17","content":"x"}"#), Ok(()));
        assert_eq!(read(Shape::Discord, 204, ""), refused(204, None), "nobody said which message it is");
        let unknown = r#"{"message": "Unknown Webhook", "code": 10015}"#;
        assert_eq!(read(Shape::Discord, 404, unknown), refused(404, Some("Unknown Webhook")));
        let wait = r#"{"message": "You are being rate limited.", "retry_after": 0.25, "global": false}"#;
        assert_eq!(read(Shape::Discord, 429, wait), Err(Unposted::Wait { wait: 250 }));
        assert_eq!(read(Shape::Slack, 429, ""), Err(Unposted::Wait { wait: UNTOLD_WAIT }));
    }

    #[test]
    fn a_text_is_cut_and_means_nothing_but_itself() {
        let body = |shape, text: &str| Pager { address: Secret::new("x"), shape }.body(text);
        assert_eq!(body(Shape::Slack, "<!here> & co"), json!({ "text": "&lt;!here&gt; &amp; co" }));
        let long = body(Shape::Discord, &"é".repeat(3_000));
        assert_eq!(long["content"].as_str().map(|text| text.chars().count()), Some(1_000));
        assert_eq!(body(Shape::Discord, "set A_B_C @everyone")["content"], "set A\\_B\\_C \\@everyone");
        assert_eq!(long["allowed_mentions"], json!({ "parse": [] }));
    }

    #[test]
    fn it_prints_no_address() {
        let pager = Pager::parse("https://hooks.slack.com/services/T0/B0/HATCHTEST").expect("an address of Slack's");
        assert_eq!(format!("{pager:?}"), "Pager(Slack)");
    }
}
