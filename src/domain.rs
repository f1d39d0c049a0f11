//! The nouns of Hatchery. Outside text becomes one of these by `parse` and is trusted afterwards.
//! Nothing here reads a clock, a database or the network.

/// Declares a closed alphabet: an enum whose variants have one lower-case word each, for the database, buttons
/// and the environment.
macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($(#[$vmeta:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        pub enum $name { $($(#[$vmeta])* #[serde(rename = $word)] $variant),+ }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];

            pub fn word(self) -> &'static str {
                match self { $($name::$variant => $word),+ }
            }

            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some($name::$variant),)+ _ => None }
            }
        }
    };
}

pub mod access_token;
mod account;
pub mod act;
pub mod alarm;
pub mod broadcast;
pub mod config;
pub mod counted;
pub mod fleet;
pub mod handover;
mod id;
pub mod key;
mod language;
mod length;
mod limits;
pub mod managed;
mod name;
mod pause;
pub mod people;
mod presence;
pub mod price;
mod recipe;
pub mod rich;
pub mod stored_key;
mod written;
mod zone;

use serde::{Deserialize, Serialize};

pub use account::{Account, Platform};
pub use alarm::{Alarm, Reading, Unposted};
pub use config::{BotConfig, KeptConfig};
pub use fleet::{Deed, JobState, TargetState};
pub use id::Id;
pub use language::Language;
pub use length::length;
pub use limits::{Limits, MOST_BOTS, whole};
pub use name::{Name, NameFault};
pub use pause::{Bar, Notice, Spend};
pub use presence::{Presence, Presences};
pub use recipe::{Recipe, ShareCode};
pub use zone::Zone;

/// A moment in Unix milliseconds, UTC.
pub type Millis = i64;

words! {
    /// Whose AI a bot uses. `Echo` needs no key: it repeats what it hears.
    Provider {
        Anthropic = "anthropic",
        OpenAi = "openai",
        OpenRouter = "openrouter",
        Gemini = "gemini",
        Echo = "echo",
    }
}

impl Provider {
    /// The name people know it by; a proper noun, never translated.
    pub fn title(self) -> &'static str {
        match self {
            Provider::Anthropic => "Anthropic",
            Provider::OpenAi => "OpenAI",
            Provider::OpenRouter => "OpenRouter",
            Provider::Gemini => "Gemini",
            Provider::Echo => "Echo",
        }
    }

    pub fn needs_key(self) -> bool {
        self != Provider::Echo
    }
}

words! {
    /// What somebody may do for others, each more than the one before.
    Role {
        /// Looks, and changes nothing.
        Support = "support",
        /// Lets people in, and works on their bots.
        Operator = "operator",
        /// Says who else has a role.
        Owner = "owner",
    }
}

words! {
    /// Where people talk to a bot.
    Channel {
        Web = "web",
        Telegram = "telegram",
        Discord = "discord",
        Slack = "slack",
    }
}

impl Channel {
    /// The name people know it by.
    pub fn title(self) -> &'static str {
        match self {
            Channel::Web => "Web",
            Channel::Telegram => "Telegram",
            Channel::Discord => "Discord",
            Channel::Slack => "Slack",
        }
    }

    /// What the bot needs to be somebody there.
    pub fn tokens(self) -> &'static [Token] {
        match self {
            Channel::Web => &[],
            Channel::Telegram => &[Token::Telegram],
            Channel::Discord => &[Token::Discord],
            Channel::Slack => &[Token::SlackBot, Token::SlackApp],
        }
    }

    /// Whether a text can be a person's id there: digits on Telegram and Discord, `U…` or `W…` on Slack.
    pub fn is_person(self, text: &str) -> bool {
        let digits = text.bytes().all(|b| b.is_ascii_digit());
        match self {
            Channel::Web => false,
            Channel::Telegram => digits && (5..=16).contains(&text.len()),
            Channel::Discord => digits && (15..=20).contains(&text.len()),
            Channel::Slack => {
                let known = text.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
                known && (9..=15).contains(&text.len()) && text.starts_with(['U', 'W'])
            }
        }
    }
}

words! {
    /// A credential by which a bot is somebody on a channel.
    Token {
        Telegram = "telegram-token",
        Discord = "discord-token",
        SlackBot = "slack-bot-token",
        SlackApp = "slack-app-token",
    }
}

impl Token {
    pub fn channel(self) -> Channel {
        match self {
            Token::Telegram => Channel::Telegram,
            Token::Discord => Channel::Discord,
            Token::SlackBot | Token::SlackApp => Channel::Slack,
        }
    }
}

/// What exists of a bot at Railway, by Railway's ids. Each is noted before the next call is made.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remote {
    pub project: String,
    pub environment: String,
    pub service: Option<String>,
    pub volume: Option<String>,
    /// The host of its public address.
    pub host: Option<String>,
    pub deployment: Option<String>,
}

words! {
    /// Where an instance lives.
    TargetKind {
        Local = "local",
        Railway = "railway",
    }
}

words! {
    /// What we know an instance to be. Trouble with the target is no status.
    Status {
        Pending = "pending",
        Deploying = "deploying",
        Running = "running",
        Stopped = "stopped",
        Failed = "failed",
        Terminated = "terminated",
    }
}

words! {
    /// One piece of durable work on an instance.
    OperationKind {
        Deploy = "deploy",
        Restart = "restart",
        Stop = "stop",
        Resume = "resume",
        /// The bot is given what was changed of it.
        Update = "update",
        /// The bot is given its blueprint as it is now, its image included.
        Upgrade = "upgrade",
        Delete = "delete",
    }
}

words! {
    /// One step of an operation. Each can be carried out again after a crash without harm.
    Stage {
        /// What was given is good, as far as anybody can say: the AI provider's key and the tokens of its channels.
        Check = "check",
        /// A place at the target: a data folder and a port, or a project.
        Place = "place",
        /// An empty service.
        Service = "service",
        /// The service has the bot's variables.
        Variables = "variables",
        /// The service takes no more than so much memory.
        Limits = "limits",
        Volume = "volume",
        /// A public address, where one is wanted.
        Domain = "domain",
        /// The service knows what to run.
        Source = "source",
        /// The bot runs, with its keys, or was told to.
        Start = "start",
        /// Its process was started anew.
        Restart = "restart",
        /// It answered a question.
        Answer = "answer",
        /// It does not run any more.
        Stop = "stop",
        /// Nothing of it is left at the target.
        Remove = "remove",
        /// Its person's place is gone when it was the last one there.
        Clear = "clear",
    }
}

words! {
    /// What a person may do, before an admin's override.
    Tier {
        Free = "free",
        Premium = "premium",
    }
}

/// What a person has used: live bots, and when each deploy that counts was accepted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Used {
    pub live: u32,
    pub deploys: Vec<Millis>,
}

/// A message in the account's private chat, as its platform names it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageRef(pub String);

/// A topic of the account's private chat, as its platform numbers it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Topic(pub i64);

/// What is or was wrong with a bot, as far as we saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Problem {
    /// It ended by itself with this exit code and was started again.
    Exited(i32),
    /// It was ended by this signal and was started again.
    Killed(i32),
    /// It kept ending; we stopped starting it.
    GaveUp,
    /// This machine could not start it: its program or its blueprint is gone, or there is no room.
    NotStarted,
    /// Its config cannot be read.
    Unreadable,
    /// It runs and does not answer.
    Silent,
    KeyRefused,
    NoCredit,
    TokenRevoked,
    TokenTaken,
    /// Railway restarted it as often as it may, and it ended each time.
    Crashed,
    /// It ended by itself, without an error, and stays so.
    Ended,
    /// Railway put it to sleep; the first message wakes it.
    Asleep,
    /// A newer version did not come up, and the one before it goes on.
    UpdateFailed,
    /// Railway deploys it anew by itself and has not come to it yet.
    Redeploying,
    /// Somebody stopped it at Railway.
    StoppedThere,
    /// Somebody removed it at Railway.
    RemovedThere,
}

/// What a platform says about a bot's token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenFinding {
    /// Ready to be used.
    Good(Presence),
    /// Another program receives its messages by a webhook on this host.
    Webhook {
        handle: String,
        host: String,
    },
    /// Discord does not let it read messages that do not mention it; its owner can have that switched on.
    CannotRead(Presence),
    /// The same, and Discord did not let us switch it on.
    CannotSwitch(Presence),
    /// It has not been granted these scopes.
    Lacks(Vec<String>),
    /// Slack's Socket Mode is off.
    NoSocketMode,
    /// It is one that dies within hours.
    Expires,
    /// It is real, but a person's or another app's.
    NotABot,
    /// The workspace does not let the app in.
    Closed,
    /// A live bot of this Hatchery uses it.
    InUse,
    /// The platform does not know it (any more).
    Revoked,
    Unreachable,
}

/// What came of letting a browser in to the control page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum LetIn {
    /// From this address.
    Done {
        from: String,
    },
    NobodyAsks,
    /// So many ask at once; it is not for us to choose.
    Several(usize),
    /// The gateway cannot be asked.
    NotYet,
    /// It was told to, and did not say whether it did.
    Unknown,
}

/// What came of the word to remove a stray.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StrayEnd {
    Removed,
    Gone,
    /// A bot has it after all, or somebody gave it another name.
    IsSomebodys,
    /// Railway refuses, or cannot be asked.
    Refused,
}

/// A model id as the provider spells it, for example `claude-sonnet-5-5` or `~anthropic/claude-haiku-latest`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Model(String);

impl Model {
    /// 2 to 100 characters of letters, digits and `. _ : / ~ -`, which are no key: a model is shown.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let known = |c: char| c.is_ascii_alphanumeric() || "._:/~-".contains(c);
        let fits = (2..=100).contains(&text.len()) && text.chars().all(known);
        (fits && !key::looks_secret(text)).then(|| Model(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_model_is_one_plain_word() {
        assert!(Model::parse("~anthropic/claude-haiku-latest").is_some());
        for text in ["", "a", "two words", "${{X.Y}}", "a\nb", "\"x\"", "sk-ant-HATCHTEST-0000000000"] {
            assert_eq!(Model::parse(text), None, "{text:?}");
        }
    }
}
