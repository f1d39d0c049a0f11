//! The nouns of Hatchery. Outside text becomes one of these by `parse` and is trusted afterwards.
//! Nothing here reads a clock, a database or the network.

pub mod key;
mod name;

use std::fmt;

use serde::{Deserialize, Serialize};

pub use name::{Name, NameFault};

/// A moment in Unix milliseconds, UTC.
pub type Millis = i64;

/// Where an account lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    Telegram,
    Discord,
    Console,
}

impl Platform {
    pub fn word(self) -> &'static str {
        match self {
            Platform::Telegram => "telegram",
            Platform::Discord => "discord",
            Platform::Console => "console",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "telegram" => Some(Platform::Telegram),
            "discord" => Some(Platform::Discord),
            "console" => Some(Platform::Console),
            _ => None,
        }
    }
}

/// A person on one platform, written `telegram:42`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Account {
    pub platform: Platform,
    id: String,
}

impl Account {
    pub fn telegram(id: i64) -> Self {
        Account { platform: Platform::Telegram, id: id.to_string() }
    }

    /// The person who sits at the terminal of `hatchery chat`.
    pub fn console() -> Self {
        Account { platform: Platform::Console, id: "me".into() }
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// Reads `platform:id`; the id is 1 to 64 characters of letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        let (platform, id) = text.trim().split_once(':')?;
        let platform = Platform::parse(platform)?;
        let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
        let is_numeric = id.bytes().all(|b| b.is_ascii_digit());
        let fits = (1..=64).contains(&id.len()) && id.chars().all(known);
        (fits && (platform == Platform::Console || is_numeric)).then(|| Account { platform, id: id.to_owned() })
    }
}

impl fmt::Display for Account {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.platform.word(), self.id)
    }
}

impl From<Account> for String {
    fn from(account: Account) -> String {
        account.to_string()
    }
}

impl TryFrom<String> for Account {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Account::parse(&text).ok_or("not an account, which reads like telegram:42")
    }
}

/// An id made by us: a UUID, written as 26 lower-case characters of unpadded base32hex, so that it fits a button and
/// a service name, and sorts as its bytes do: what was made later comes later.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Id(String);

impl Id {
    pub fn from_bytes(bytes: [u8; 16]) -> Self {
        Id(data_encoding::BASE32HEX_NOPAD.encode(&bytes).to_ascii_lowercase())
    }

    pub fn parse(text: &str) -> Option<Self> {
        let known = |b: u8| b.is_ascii_digit() || (b'a'..=b'v').contains(&b);
        (text.len() == 26 && text.bytes().all(known)).then(|| Id(text.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Id> for String {
    fn from(id: Id) -> String {
        id.0
    }
}

impl TryFrom<String> for Id {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Id::parse(&text).ok_or("not an id")
    }
}

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
    /// Where people talk to a bot.
    Channel {
        Web = "web",
        Telegram = "telegram",
    }
}

impl Channel {
    pub fn needs_token(self) -> bool {
        match self {
            Channel::Web => false,
            Channel::Telegram => true,
        }
    }
}

words! {
    /// Where an instance lives.
    TargetKind {
        Local = "local",
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
        Update = "update",
        Delete = "delete",
    }
}

words! {
    /// One step of an operation. Each can be carried out again after a crash without harm.
    Stage {
        /// A place at the target: a data folder and a port.
        Place = "place",
        /// The bot runs, with its keys.
        Start = "start",
        /// It answered a question.
        Answer = "answer",
        /// It does not run any more.
        Stop = "stop",
        /// Nothing of it is left at the target.
        Remove = "remove",
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
    /// It runs and does not answer.
    Silent,
    KeyRefused,
    NoCredit,
    TokenRevoked,
    TokenTaken,
}

/// What Telegram says about a bot token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum TokenFinding {
    /// Ready to be used; the bot's `@name`.
    Good {
        handle: String,
    },
    /// Another program receives its messages by a webhook on this host.
    Webhook {
        handle: String,
        host: String,
    },
    /// A live bot of this Hatchery uses it.
    InUse,
    /// Telegram does not know it (any more).
    Revoked,
    Unreachable,
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
    fn an_account_reads_back_as_it_was_written() {
        let account = Account::parse("telegram:42").expect("an account");
        assert_eq!(account.to_string(), "telegram:42");
        assert_eq!(Account::parse("console:me"), Some(Account::console()));
    }

    #[test]
    fn what_is_no_account_is_refused() {
        for text in ["", "42", "telegram:", "telegram:a", "matrix:1", "telegram:4 2", "telegram:-1", "discord:１"] {
            assert_eq!(Account::parse(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_id_is_26_characters_and_reads_back() {
        let id = Id::from_bytes([7; 16]);
        assert_eq!(id.as_str().len(), 26);
        assert_eq!(Id::parse(id.as_str()), Some(id));
        assert_eq!(Id::parse("AAAAAAAAAAAAAAAAAAAAAAAAAA"), None);
    }

    #[test]
    fn ids_sort_as_their_bytes_do() {
        let ids: Vec<Id> = (0..=255).map(|n| Id::from_bytes([n; 16])).collect();
        assert!(ids.is_sorted());
    }

    #[test]
    fn a_model_is_one_plain_word() {
        assert!(Model::parse("~anthropic/claude-haiku-latest").is_some());
        for text in ["", "a", "two words", "${{X.Y}}", "a\nb", "\"x\"", "sk-ant-HATCHTEST-0000000000"] {
            assert_eq!(Model::parse(text), None, "{text:?}");
        }
    }
}
