//! The private page on which a key or token is given instead of in the chat: its links, who may use them and how often,
//! and the page in a real browser.

mod browser;
mod inside_telegram;
mod page;
mod races;
mod stories;

use hatchery::domain::handover::{Handover, HandoverState, LASTS};
use hatchery::domain::{Account, Millis};
use reqwest::{Client, RequestBuilder};
use serde_json::{Value, json};

use crate::fakes::telegram::{Action, Message};

pub use stories::world;

/// What a Hatchery on the open internet is called.
const PUBLIC: &str = "https://hatchery.example";

/// A link as it came in a chat, and where its page really is.
#[derive(Debug, Clone)]
pub struct Link {
    here: String,
    language: String,
    secret: String,
    /// It is for the inside of Telegram.
    is_inside: bool,
}

impl Link {
    fn read(address: &str, here: &str) -> Self {
        let rest = address.strip_prefix(&format!("{PUBLIC}/handover/")).unwrap_or_else(|| panic!("{address}"));
        let (language, secret) = rest.split_once('#').expect("a secret behind #");
        let (is_inside, language) = match language.strip_prefix("telegram/") {
            Some(language) => (true, language),
            None => (false, language),
        };
        // 256 bits, five to a character.
        assert!(secret.len() >= 52 && !secret.contains(['/', '?']), "{address}");
        Link { here: here.into(), language: language.into(), secret: secret.into(), is_inside }
    }

    /// The link that a message on Telegram carries as a button, and nowhere else.
    pub fn told_in(message: &Message, here: &str) -> Self {
        let address = message.rows.iter().flatten().find_map(|button| match &button.action {
            Action::Open(address) | Action::WebApp(address) => Some(address),
            Action::Press(_) | Action::Copy(_) | Action::Disabled => None,
        });
        let link = Link::read(address.expect("a button that opens something"), here);
        assert!(!message.text.contains(&link.secret), "{}", message.text);
        link
    }

    /// The address for a browser on this machine.
    fn address(&self) -> String {
        let inside = if self.is_inside { "telegram/" } else { "" };
        format!("{}/handover/{inside}{}#{}", self.here, self.language, self.secret)
    }

    pub async fn look(&self) -> (u16, Value) {
        self.posts("look", None).await
    }

    pub async fn give(&self, value: &str) -> (u16, Value) {
        self.posts("give", Some(value)).await
    }

    /// The same with what the page lets be given along.
    pub async fn give_all(&self, value: &str, more: &[&str]) -> (u16, Value) {
        let body = json!({ "secret": self.secret, "language": self.language, "value": value, "more": more });
        let request = client().post(format!("{}/handover/give", self.here)).json(&body);
        told(request.header("Sec-Fetch-Site", "same-origin")).await
    }

    async fn posts(&self, what: &str, value: Option<&str>) -> (u16, Value) {
        told(self.request(what, value).header("Sec-Fetch-Site", "same-origin")).await
    }

    fn request(&self, what: &str, value: Option<&str>) -> RequestBuilder {
        let mut body = json!({ "secret": self.secret, "language": self.language });
        if let Some(value) = value {
            body["value"] = json!(value);
        }
        client().post(format!("{}/handover/{what}", self.here)).json(&body)
    }
}

fn client() -> Client {
    Client::builder().no_proxy().build().expect("a client")
}

async fn told(request: RequestBuilder) -> (u16, Value) {
    let answer = request.send().await.expect("an answer");
    assert_eq!(answer.headers()["cache-control"], "no-store");
    let (status, text) = (answer.status().as_u16(), answer.text().await.expect("a body"));
    assert!(!text.contains("HATCHTEST"), "a secret came back: {text}");
    (status, serde_json::from_str(&text).unwrap_or_default())
}

/// What the page says.
fn said(told: &Value) -> &str {
    told["said"].as_str().unwrap_or_default()
}

/// A link whose hash is this, for the question of this revision.
pub fn link(account: &Account, revision: i64, hash: &str, now: Millis) -> Handover {
    Handover {
        hash: hash.into(),
        account: account.clone(),
        conversation: account.clone(),
        revision,
        state: HandoverState::Open,
        expires_at: now + LASTS,
    }
}
