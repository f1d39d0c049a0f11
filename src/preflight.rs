//! Live checks: of what a person hands in, before anything is built on it, and of a bot, before it is called alive.
//! A check of a key or token changes nothing outside; only `take_over` and Discord's `switch_on_messages` do, when the
//! owner said so.

pub mod discord;
pub mod openclaw;
pub mod slack;
mod wire;

use std::time::Duration;

use reqwest::header::CONNECTION;
use serde::Deserialize;

use crate::blueprint::Probe;
use crate::domain::{Channel, Presence, Problem, Provider, Token, TokenFinding};
use crate::provider::{self, Brain, Origins, Verdict};
use crate::secret::Secret;
use crate::telegram::api::{Api, CallError};
use wire::small_json;

/// Asks the provider, with one tiny question, whether a key works.
pub async fn check_key(http: &reqwest::Client, origins: &Origins, provider: Provider, key: Secret) -> Verdict {
    let brain = Brain { provider, origins: origins.clone(), key: Some(key), model: provider::default_model(provider) };
    provider::check(http, &brain).await
}

/// Where the platforms of channels are: origins without a path.
#[derive(Debug, Clone, Copy)]
pub struct Platforms<'a> {
    pub telegram: &'a str,
    pub discord: &'a str,
    pub slack: &'a str,
}

/// Asks a platform whose token it is and what keeps a bot from using it.
pub async fn check_token(http: &reqwest::Client, at: Platforms<'_>, kind: Token, token: &Secret) -> TokenFinding {
    match kind {
        Token::Telegram => check_telegram(http.clone(), at.telegram, token.clone()).await,
        Token::Discord => match discord::look(http, at.discord, token).await {
            discord::Found::Good(application) if application.reads_messages() => {
                TokenFinding::Good(on_discord(application, true))
            }
            discord::Found::Good(application) => TokenFinding::CannotRead(on_discord(application, false)),
            discord::Found::Refused => TokenFinding::Revoked,
            discord::Found::Unreachable => TokenFinding::Unreachable,
        },
        Token::SlackBot => match slack::look(http, at.slack, token).await {
            slack::Found::Good { bot, team, .. } => {
                TokenFinding::Good(Presence { handle: Some(format!("{bot} ({team})")), ..Presence::default() })
            }
            slack::Found::NotABot => TokenFinding::NotABot,
            slack::Found::Expires => TokenFinding::Expires,
            slack::Found::MissingScopes(scopes) => TokenFinding::Lacks(scopes),
            slack::Found::Refused(slack::Refusal::Closed) => TokenFinding::Closed,
            slack::Found::Refused(slack::Refusal::NotKnown | slack::Refusal::Removed | slack::Refusal::Other) => {
                TokenFinding::Revoked
            }
            slack::Found::Unreachable => TokenFinding::Unreachable,
        },
        Token::SlackApp => match slack::opens(http, at.slack, token).await {
            slack::Opens::Yes => TokenFinding::Good(Presence::default()),
            slack::Opens::Refused => TokenFinding::Revoked,
            slack::Opens::NoSocketMode => TokenFinding::NoSocketMode,
            slack::Opens::MissingScope => TokenFinding::Lacks(vec!["connections:write".into()]),
            slack::Opens::Unreachable => TokenFinding::Unreachable,
        },
    }
}

/// Switches on that a bot on Discord may read messages, because its owner said so.
pub async fn switch_on_messages(http: &reqwest::Client, origin: &str, token: &Secret) -> TokenFinding {
    let application = match discord::look(http, origin, token).await {
        discord::Found::Good(application) => application,
        discord::Found::Refused => return TokenFinding::Revoked,
        discord::Found::Unreachable => return TokenFinding::Unreachable,
    };
    match discord::switch_on_messages(http, origin, token, &application).await {
        discord::Switched::Done => TokenFinding::Good(on_discord(application, true)),
        discord::Switched::Refused => TokenFinding::CannotSwitch(on_discord(application, false)),
        discord::Switched::Unreachable => TokenFinding::CannotRead(on_discord(application, false)),
    }
}

fn on_discord(application: discord::Application, reads_messages: bool) -> Presence {
    let (handle, application) = (Some(application.name), Some(application.id));
    Presence { handle, application, reads_messages, ..Presence::default() }
}

/// Asks Telegram whose token it is and whether another program has a webhook on it.
async fn check_telegram(http: reqwest::Client, origin: &str, token: Secret) -> TokenFinding {
    let api = Api::new(http, origin, token);
    let handle = match api.bot().await {
        Ok(bot) => format!("@{}", bot.username),
        Err(CallError::Unauthorized | CallError::NotFound) => return TokenFinding::Revoked,
        Err(_) => return TokenFinding::Unreachable,
    };
    match api.webhook_host().await {
        Ok(None) => TokenFinding::Good(Presence { handle: Some(handle), ..Presence::default() }),
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
    /// Every channel listens, and it cannot be asked a question.
    Listens,
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

/// A bot that has an address, and how it is asked there.
#[derive(Debug, Clone, Copy)]
pub struct Door<'a> {
    /// An origin without a path.
    pub origin: &'a str,
    pub probe: &'a Probe,
    pub token: &'a Secret,
    pub channels: &'a [Channel],
}

/// Asks a bot whether its channels listen, and then, where it can be asked one, a question.
pub async fn ask_bot(http: &reqwest::Client, door: Door<'_>) -> Heard {
    match look(http, door).await {
        Some(Look::Listens { .. }) => {}
        Some(Look::TokenRevoked) => return Heard::TokenRefused,
        Some(Look::TokenTaken) => return Heard::Trouble(Problem::TokenTaken),
        Some(Look::NotYet) | None => return Heard::NotYet,
    }
    match door.probe {
        Probe::Chat { ask, .. } => question(http, door, ask).await,
        Probe::OpenClaw { .. } => Heard::Listens,
    }
}

async fn question(http: &reqwest::Client, door: Door<'_>, ask: &str) -> Heard {
    let asked = http
        .post(format!("{}{ask}", door.origin))
        .bearer_auth(door.token.expose())
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

/// How a bot says it is; nothing when it does not answer.
pub async fn look(http: &reqwest::Client, door: Door<'_>) -> Option<Look> {
    match door.probe {
        Probe::Chat { ready, .. } => page_of_health(http, &format!("{}{ready}", door.origin)).await,
        Probe::OpenClaw { rpc } => openclaw::look(http, door, rpc).await,
    }
}

async fn page_of_health(http: &reqwest::Client, address: &str) -> Option<Look> {
    // The next question is a minute away: ten thousand bots would be as many connections that nobody uses.
    let response = http.get(address).header(CONNECTION, "close").timeout(READY).send().await.ok()?;
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
