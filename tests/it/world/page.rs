//! A hatchling's page, as whoever got its link reaches it.

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::LOOK_AGAIN;
use crate::PATIENCE;

#[derive(Debug, Clone)]
pub struct Page {
    origin: String,
    token: String,
}

impl Page {
    /// Reads the link out of a message: the address, and behind `#` the token that opens it.
    pub fn told_in(message: &str) -> Self {
        let link = message.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:"));
        let (origin, token) =
            link.and_then(|link| link.split_once("/#")).unwrap_or_else(|| panic!("no link in: {message}"));
        Page { origin: origin.into(), token: token.into() }
    }

    /// Asks the bot something and returns its reply.
    pub async fn asks(&self, text: &str) -> String {
        let (status, body) = self.tries(text).await;
        assert_eq!(status, 200, "{body}");
        body["reply"].as_str().expect("a reply").to_owned()
    }

    pub async fn tries(&self, text: &str) -> (u16, Value) {
        let request = reqwest::Client::new().post(format!("{}/chat", self.origin)).bearer_auth(&self.token);
        told(request.json(&json!({ "text": text }))).await
    }

    pub async fn ready(&self) -> Value {
        told(reqwest::Client::new().get(format!("{}/ready", self.origin))).await.1
    }

    /// Waits until somebody listens there.
    pub async fn opens(&self) {
        let limit = Instant::now() + PATIENCE;
        while !self.is_open().await {
            assert!(Instant::now() < limit, "a minute later nobody listens at {}", self.origin);
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Whether anybody listens there.
    pub async fn is_open(&self) -> bool {
        reqwest::Client::new().get(format!("{}/health", self.origin)).send().await.is_ok()
    }
}

async fn told(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.json().await.expect("an answer in JSON"))
}
