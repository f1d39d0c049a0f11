//! AI providers: the only rooms that know their wire formats. One folder file for each; this file holds what they
//! share: where they are, what a check can say, and what a chat is made of.

use crate::domain::{Model, Provider};
use crate::secret::Secret;

/// Where the providers are: origins without a path. Every one of them is a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origins {
    pub anthropic: String,
    pub openai: String,
    pub openrouter: String,
    pub gemini: String,
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

/// The model a new bot gets, and the one a key check asks.
pub fn default_model(provider: Provider) -> Model {
    let id = match provider {
        Provider::Anthropic => "claude-sonnet-5-5",
        Provider::OpenAi => "gpt-6.1-terra",
        Provider::OpenRouter => "~anthropic/claude-haiku-latest",
        Provider::Gemini => "gemini-3.8-flash",
        Provider::Echo => "echo",
    };
    Model::parse(id).expect("the compiled table holds model ids")
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
