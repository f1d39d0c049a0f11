//! AI providers: the only rooms that know their wire formats. One folder file for each; this file holds what they
//! share: where they are, what a check can say, what a chat is made of, and the table of models (checked 2026-11-21).
//! Nothing here remembers a key, a question or a reply, and nothing that a provider says about an error leaves it:
//! only our own `Verdict` and `Fault`.

mod anthropic;
mod echo;
mod events;
mod gemini;
mod openai;
mod openrouter;
mod refused;
mod wire;

use std::time::Duration;

use anyhow::Context;

use crate::domain::counted::Trouble;
use crate::domain::{Model, Provider};
use crate::secret::Secret;
use wire::Wire;

/// The most tokens of one reply, thinking included.
const MAX_OUTPUT: u32 = 2048;

/// How much of a conversation is sent along: cheap prices end at about three times this.
const HISTORY_TOKENS: usize = 30_000;

/// Where the providers are: origins without a path. Every one of them is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    pub anthropic: String,
    pub openai: String,
    pub openrouter: String,
    pub gemini: String,
}

impl Origins {
    pub fn real() -> Self {
        Origins {
            anthropic: "https://api.anthropic.com".into(),
            openai: "https://api.openai.com".into(),
            openrouter: "https://openrouter.ai".into(),
            gemini: "https://generativelanguage.googleapis.com".into(),
        }
    }
}

/// What a live check of a key found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Verdict {
    Ok,
    /// The key is real, its account has no credit left.
    NoCredit,
    /// Wrong, revoked or expired.
    BadKey,
    AccountDisabled,
    /// Real, but of a kind that cannot chat.
    WrongKeyKind,
    /// Real, but not allowed to use this model or this interface.
    NotPermitted,
    ModelUnavailable,
    RateLimited,
    Overloaded,
    /// The provider refuses the place Hatchery calls from; the bot may run elsewhere.
    RegionBlocked,
    /// No answer, or one that says nothing about the key.
    Unreachable,
}

impl Verdict {
    /// Only these say that the key will never work.
    pub fn refuses(self) -> bool {
        matches!(self, Verdict::BadKey | Verdict::AccountDisabled | Verdict::WrongKeyKind)
    }

    /// What is wrong with the provider, and not with the key.
    pub fn trouble(self) -> Option<Trouble> {
        match self {
            Verdict::Unreachable => Some(Trouble::NoAnswer),
            Verdict::RateLimited | Verdict::Overloaded => Some(Trouble::Busy),
            Verdict::ModelUnavailable | Verdict::RegionBlocked => Some(Trouble::Refused),
            Verdict::Ok
            | Verdict::NoCredit
            | Verdict::BadKey
            | Verdict::AccountDisabled
            | Verdict::WrongKeyKind
            | Verdict::NotPermitted => None,
        }
    }
}

/// Who said a line of a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum Speaker {
    Person,
    Bot,
}

#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Line {
    pub speaker: Speaker,
    pub text: String,
}

/// A provider with the key and model of one bot.
#[derive(Debug, Clone)]
pub struct Brain {
    pub provider: Provider,
    pub origins: Origins,
    pub key: Option<Secret>,
    pub model: Model,
}

/// Why a provider gave no reply.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Something about the key, the account or the line to the provider.
    Line(Verdict),
    /// The provider declined to answer this text.
    Declined,
    /// The conversation is longer than the model can read.
    TooLong,
}

impl From<Verdict> for Fault {
    fn from(verdict: Verdict) -> Self {
        Fault::Line(verdict)
    }
}

/// How long we wait for a provider. Time to connect belongs to the client.
#[derive(Debug, Clone)]
pub struct Patience {
    /// For the whole of a check's free look at the key.
    pub look: Duration,
    /// For the whole of a check's tiny question; thinking models take their time.
    pub talk: Duration,
    /// Before the one second try.
    pub pause: Duration,
    /// Until a reply begins.
    pub first_byte: Duration,
    /// Between two pieces of a reply.
    pub silence: Duration,
    /// For a whole reply.
    pub whole: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            look: Duration::from_secs(10),
            talk: Duration::from_secs(20),
            pause: Duration::from_secs(1),
            first_byte: Duration::from_secs(60),
            silence: Duration::from_secs(90),
            whole: Duration::from_secs(300),
        }
    }
}

/// The client for everything in this room. It follows no redirect, because the key would go along to wherever that
/// leads.
pub fn client() -> anyhow::Result<reqwest::Client> {
    reqwest::Client::builder()
        .connect_timeout(Duration::from_secs(5))
        .redirect(reqwest::redirect::Policy::none())
        // By itself it keeps a copy of each request, for what only HTTP/2 has.
        .retry(reqwest::retry::never().max_retries_per_request(0))
        // A crowd comes in waves, and each wave would open anew what was closed behind the one before.
        .pool_max_idle_per_host(256)
        .build()
        .context("make the client for AI providers")
}

/// Asks the provider whether a brain's key works: a free look first, then the smallest question there is, which is
/// the only way to learn whether the account has money. It costs the owner at most about 0.0001 USD.
pub async fn check(http: &reqwest::Client, brain: &Brain) -> Verdict {
    check_within(&Patience::default(), http, brain).await
}

pub async fn check_within(patience: &Patience, http: &reqwest::Client, brain: &Brain) -> Verdict {
    let wire = Wire { provider: brain.provider, http, patience };
    let result = match brain.provider {
        Provider::Anthropic => anthropic::check(&wire, brain).await,
        Provider::OpenAi => openai::check(&wire, brain).await,
        Provider::OpenRouter => openrouter::check(&wire, brain).await,
        Provider::Gemini => gemini::check(&wire, brain).await,
        Provider::Echo => Ok(()),
    };
    result.err().unwrap_or(Verdict::Ok)
}

/// Asks for a reply to the last thing a person said in `lines`, calling `on_piece` with each piece of text as it
/// comes, and returns the whole. After a fault the pieces that came before it are no reply.
pub async fn answer(
    http: &reqwest::Client,
    brain: &Brain,
    system: &str,
    lines: &[Line],
    on_piece: &mut (dyn FnMut(&str) + Send),
) -> Result<String, Fault> {
    answer_within(&Patience::default(), http, brain, system, lines, on_piece).await
}

pub async fn answer_within(
    patience: &Patience,
    http: &reqwest::Client,
    brain: &Brain,
    system: &str,
    lines: &[Line],
    on_piece: &mut (dyn FnMut(&str) + Send),
) -> Result<String, Fault> {
    // The newest models refuse a conversation that ends with their own words.
    let Some(last) = lines.iter().rposition(is_question) else { return Err(Fault::Declined) };
    let lines = history(&lines[..=last]);
    let wire = Wire { provider: brain.provider, http, patience };
    let reply = async {
        match brain.provider {
            Provider::Anthropic => anthropic::answer(&wire, brain, system, lines, on_piece).await,
            Provider::OpenAi => openai::answer(&wire, brain, system, lines, on_piece).await,
            Provider::OpenRouter => openrouter::answer(&wire, brain, system, lines, on_piece).await,
            Provider::Gemini => gemini::answer(&wire, brain, system, lines, on_piece).await,
            Provider::Echo => Ok(echo::answer(lines, on_piece)),
        }
    };
    tokio::time::timeout(patience.whole, reply).await.unwrap_or(Err(Fault::Line(Verdict::Unreachable)))
}

/// The last lines of a conversation that are worth sending, beginning with a person's. A token is guessed at three
/// bytes. The newest line is kept however long it is: whether that is too much is for the provider to say.
pub fn history(lines: &[Line]) -> &[Line] {
    let mut tokens = 0;
    let fits = |line: &&Line| {
        let is_newest = tokens == 0;
        tokens += line.text.len() / 3 + 1;
        is_newest || tokens <= HISTORY_TOKENS
    };
    let kept = lines.iter().rev().take_while(fits).count();
    let kept = &lines[lines.len() - kept..];
    let first = kept.iter().position(is_question).unwrap_or(kept.len());
    &kept[first..]
}

/// The models to offer for a provider, the one that a new bot gets first.
pub fn known_models(provider: Provider) -> Vec<Model> {
    let ids: &[&str] = match provider {
        Provider::Anthropic => &["claude-sonnet-5-5", "claude-haiku-5-5", "claude-opus-5-5"],
        Provider::OpenAi => &["gpt-6.1-terra", "gpt-6-luna", "gpt-6.1-sol", "gpt-6-astra"],
        Provider::OpenRouter => &[
            "~anthropic/claude-haiku-latest",
            "~anthropic/claude-sonnet-latest",
            "~openai/gpt-mini-latest",
            "~google/gemini-flash-latest",
            "openrouter/free",
        ],
        Provider::Gemini => &["gemini-3.8-flash", "gemini-3.5-flash-lite"],
        Provider::Echo => &["echo"],
    };
    ids.iter().map(|id| compiled(id)).collect()
}

/// The model a new bot gets.
pub fn default_model(provider: Provider) -> Model {
    known_models(provider).swap_remove(0)
}

/// The cheapest model worth talking to.
pub fn cheap_model(provider: Provider) -> Model {
    compiled(match provider {
        Provider::Anthropic => "claude-haiku-5-5",
        Provider::OpenAi => "gpt-6-luna",
        Provider::OpenRouter => "~anthropic/claude-haiku-latest",
        Provider::Gemini => "gemini-3.5-flash-lite",
        Provider::Echo => "echo",
    })
}

fn compiled(id: &str) -> Model {
    Model::parse(id).expect("the compiled table holds model ids")
}

/// Only of these we know which switches of thinking they have.
fn is_known(brain: &Brain) -> bool {
    known_models(brain.provider).contains(&brain.model)
}

/// The lines that have words: providers refuse an empty message.
fn spoken(lines: &[Line]) -> impl Iterator<Item = &Line> {
    lines.iter().filter(|line| !line.text.trim().is_empty())
}

fn is_question(line: &Line) -> bool {
    line.speaker == Speaker::Person && !line.text.trim().is_empty()
}
