//! Live checks: of what a person hands in, before anything is built on it, and of a bot, before it is called alive.
//! A check of a key or token changes nothing outside; only `take_over` and Discord's `switch_on_messages` do, when the
//! owner said so.

pub mod discord;
pub mod slack;
mod wire;

use std::time::Duration;

use serde::Deserialize;

use crate::blueprint::Probe;
use crate::domain::{Problem, Provider, TokenFinding};
use crate::provider::{self, Brain, Origins, Verdict};
use crate::secret::Secret;
use crate::telegram::api::{Api, CallError};
use wire::small_json;

/// Asks the provider, with one tiny question, whether a key works.
pub async fn check_key(http: &reqwest::Client, origins: &Origins, provider: Provider, key: Secret) -> Verdict {
    let brain = Brain { provider, origins: origins.clone(), key: Some(key), model: provider::default_model(provider) };
    provider::check(http, &brain).await
}

/// Asks Telegram whose token it is and whether another program has a webhook on it.
pub async fn check_token(http: reqwest::Client, origin: &str, token: Secret) -> TokenFinding {
    let api = Api::new(http, origin, token);
    let handle = match api.bot().await {
        Ok(bot) => format!("@{}", bot.username),
        Err(CallError::Unauthorized | CallError::NotFound) => return TokenFinding::Revoked,
        Err(_) => return TokenFinding::Unreachable,
    };
    match api.webhook_host().await {
        Ok(None) => TokenFinding::Good { handle },
        Ok(Some(host)) => TokenFinding::Webhook { handle, host },
        Err(_) => TokenFinding::Unreachable,
    }
}

/// What came of taking over a Telegram bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TakeOver {
    Done,
    TokenRefused,
    /// Telegram cannot be asked now.
    NotYet,
}

/// Removes another program's webhook; the messages that wait are kept for the new bot.
pub async fn take_over(http: reqwest::Client, origin: &str, token: Secret) -> TakeOver {
    match Api::new(http, origin, token).remove_webhook().await {
        Ok(()) => TakeOver::Done,
        Err(CallError::Unauthorized | CallError::NotFound) => TakeOver::TokenRefused,
        Err(_) => TakeOver::NotYet,
    }
}

/// What a bot said to the question whether it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Heard {
    /// Every channel listens and it answered a question.
    Answer,
    NotYet,
    TokenRefused,
    KeyRefused,
    /// It listens, and something outside keeps it from answering.
    Trouble(Problem),
}

/// What a bot's own page of health says: the part of it that we act on.
#[derive(Debug, Deserialize)]
struct Ready {
    ready: bool,
    channels: Channels,
    provider: Brainwork,
}

#[derive(Debug, Default, Deserialize)]
struct Channels {
    telegram: Option<State>,
}

#[derive(Debug, Deserialize)]
struct State {
    state: String,
}

#[derive(Debug, Deserialize)]
struct Brainwork {
    state: String,
    #[serde(default)]
    why: String,
}

/// How long a bot may take to say how it is.
const READY: Duration = Duration::from_secs(5);
/// How long it may take to answer its first question; its provider may think.
const ANSWER: Duration = Duration::from_secs(90);

/// Asks a bot on this machine whether its channels listen, and then one question.
pub async fn ask_bot(http: &reqwest::Client, port: u16, probe: &Probe, token: &Secret) -> Heard {
    match look(http, port, probe).await {
        Some(Look::Listens { .. }) => {}
        Some(Look::TokenRevoked) => return Heard::TokenRefused,
        Some(Look::TokenTaken) => return Heard::Trouble(Problem::TokenTaken),
        Some(Look::NotYet) | None => return Heard::NotYet,
    }
    let asked = http
        .post(format!("http://127.0.0.1:{port}{}", probe.ask))
        .bearer_auth(token.expose())
        .json(&serde_json::json!({ "text": "Hello" }))
        .timeout(ANSWER)
        .send()
        .await;
    let Ok(response) = asked else { return Heard::NotYet };
    let is_answer = response.status().is_success();
    let Some(body) = small_json(response).await else { return Heard::NotYet };
    if is_answer {
        return if body["reply"].is_string() { Heard::Answer } else { Heard::NotYet };
    }
    match body["why"].as_str().map(refusal) {
        Some(Some(Problem::KeyRefused)) => Heard::KeyRefused,
        Some(Some(problem)) => Heard::Trouble(problem),
        Some(None) => Heard::Trouble(Problem::Silent),
        None => Heard::NotYet,
    }
}

/// How a running bot is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Look {
    /// Its channels listen; what its provider's last answer showed to be wrong.
    Listens {
        problem: Option<Problem>,
    },
    NotYet,
    TokenRevoked,
    TokenTaken,
}

/// Reads a bot's page of health; nothing when it does not answer.
pub async fn look(http: &reqwest::Client, port: u16, probe: &Probe) -> Option<Look> {
    let address = format!("http://127.0.0.1:{port}{}", probe.ready);
    let response = http.get(address).timeout(READY).send().await.ok()?;
    let ready: Ready = serde_json::from_value(small_json(response).await?).ok()?;
    Some(match ready.channels.telegram.as_ref().map(|channel| channel.state.as_str()) {
        Some("revoked") => Look::TokenRevoked,
        Some("taken") => Look::TokenTaken,
        Some(_) | None if ready.ready => {
            let refused = ready.provider.state == "refused";
            Look::Listens { problem: if refused { refusal(&ready.provider.why) } else { None } }
        }
        Some(_) | None => Look::NotYet,
    })
}

/// A provider's refusal as a problem that a person can do something about; others pass by themselves.
fn refusal(why: &str) -> Option<Problem> {
    match why {
        "bad_key" | "account_disabled" | "wrong_key_kind" => Some(Problem::KeyRefused),
        "no_credit" => Some(Problem::NoCredit),
        _ => None,
    }
}
