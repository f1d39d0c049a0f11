//! People as their platforms know them.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::written;

/// Where an account lives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Platform {
    Telegram,
    Discord,
    Console,
    /// Whoever holds the secret for admins of the HTTP API: a program, whom nothing is ever told.
    Api,
}

impl Platform {
    pub fn word(self) -> &'static str {
        match self {
            Platform::Telegram => "telegram",
            Platform::Discord => "discord",
            Platform::Console => "console",
            Platform::Api => "api",
        }
    }

    /// Of those where people are.
    pub fn parse(word: &str) -> Option<Self> {
        match word {
            "telegram" => Some(Platform::Telegram),
            "discord" => Some(Platform::Discord),
            "console" => Some(Platform::Console),
            _ => None,
        }
    }
}

/// The only account that is no person's.
const API_ADMIN: &str = "api:admin";

/// A person on one platform, written `telegram:42`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Account {
    pub platform: Platform,
    id: String,
}

impl Account {
    pub fn telegram(id: i64) -> Self {
        Account { platform: Platform::Telegram, id: id.to_string() }
    }

    pub fn discord(id: u64) -> Self {
        Account { platform: Platform::Discord, id: id.to_string() }
    }

    /// The person who sits at the terminal of `hatchery chat`.
    pub fn console() -> Self {
        Account { platform: Platform::Console, id: "me".into() }
    }

    /// Whoever shows `ADMIN_API_SECRET`.
    pub fn api_admin() -> Self {
        Account { platform: Platform::Api, id: "admin".into() }
    }

    /// Whether there is anybody to be told anything.
    pub fn hears(&self) -> bool {
        self.platform != Platform::Api
    }

    pub fn id(&self) -> &str {
        &self.id
    }

    /// Reads `platform:id`; the id is 1 to 64 characters of letters, digits, `-` and `_`.
    pub fn parse(text: &str) -> Option<Self> {
        if text.trim() == API_ADMIN {
            return Some(Account::api_admin());
        }
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

impl Serialize for Account {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Account {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        written::read(from, Account::parse, "not an account, which reads like telegram:42")
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
        assert_eq!(Account::parse(&Account::api_admin().to_string()), Some(Account::api_admin()));
    }

    #[test]
    fn what_is_no_account_is_refused() {
        for text in [
            "",
            "42",
            "telegram:",
            "telegram:a",
            "matrix:1",
            "telegram:4 2",
            "telegram:-1",
            "discord:１",
            "api:42",
            "api:me",
        ] {
            assert_eq!(Account::parse(text), None, "{text:?}");
        }
    }
}
