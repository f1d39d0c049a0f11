//! Bots on Telegram that people have made through us. Telegram tells of one by who made it and what it is called; its token
//! is asked for afterwards.

use serde::{Deserialize, Serialize};

use crate::domain::{Account, Id, Millis, Platform};

/// How long an offer to make one waits for it.
pub const LASTS: Millis = 15 * 60 * 1000;
/// Bot API, setManagedBotAccessSettings: so many can be let in beside the owner.
pub const MOST_ADDED: usize = 10;
/// Telegram's limit of a username.
const LONGEST: usize = 32;
/// Tries to give one its description, commands and menu.
pub const MOST_GREETINGS: i64 = 2;

/// A bot that Telegram made for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Child {
    pub id: i64,
    pub username: String,
}

impl Child {
    /// As people write it.
    pub fn handle(&self) -> String {
        format!("@{}", self.username)
    }
}

/// One that is known, and which bot here speaks by it, or did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub child: Child,
    pub bot: Option<Id>,
}

words! {
    /// What became of an offer to make one.
    WishState {
        Pending = "pending",
        /// The bot is there, and was taken where it was wanted.
        Linked = "linked",
        /// Nothing came of it in time.
        Expired = "expired",
        /// The bot is there, and Telegram does not let us have its token.
        Failed = "failed",
    }
}

/// Why the token of one is not to be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoToken {
    /// Telegram refuses: we may manage no bots any more, or not this one.
    Refused,
    /// A bot that runs here has it.
    InUse,
    Unreachable,
}

/// What there is to tell the person of a bot that runs with one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ManagedNews {
    /// On Telegram it belongs to somebody else now.
    Lost,
    /// Telegram does not let us have its token any more.
    Refused,
    /// It has another token, which a stopped bot takes up when it is started.
    Kept,
    /// It has another token, with which whatever is under way goes on.
    TakenUp,
}

/// A username that Telegram would take, from the name of a bot: Latin letters, digits and underscores, with `bot` at its
/// end. Plain names are mostly taken, so it has a few characters in it, others for
/// each person and each bot that they have made.
pub fn username(name: &str, account: &Account, made: usize) -> String {
    let end = match account.platform {
        Platform::Telegram => account.id().bytes().fold(7u32, |sum, b| sum.wrapping_mul(31).wrapping_add(u32::from(b))),
        Platform::Discord | Platform::Console | Platform::Api => 0,
    };
    let end = end.wrapping_mul(31).wrapping_add(made as u32);
    let end = format!("_{}_bot", base36(end % 36u32.pow(4)));
    let mut plain = String::new();
    for c in name.chars() {
        match c {
            'a'..='z' | '0'..='9' => plain.push(c),
            'A'..='Z' => plain.push(c.to_ascii_lowercase()),
            _ if plain.ends_with('_') || plain.is_empty() => {}
            _ => plain.push('_'),
        }
    }
    let plain: String =
        plain.trim_start_matches(|c: char| !c.is_ascii_lowercase()).chars().take(LONGEST - end.len()).collect();
    let plain = plain.trim_end_matches('_');
    format!("{}{end}", if plain.is_empty() { "my" } else { plain })
}

fn base36(mut n: u32) -> String {
    let mut digits = Vec::new();
    for _ in 0..4 {
        digits.push(char::from_digit(n % 36, 36).unwrap_or('0'));
        n /= 36;
    }
    digits.into_iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_suggested_username_is_one_that_telegram_takes() {
        for name in ["nest", "Nest 2", "Гнездо", "7up", "__x__", "a-b.c d", "ñandú del pantano", &"long".repeat(8)]
        {
            let username = username(name, &Account::telegram(42), 0);
            let is_plain = username.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
            assert!(is_plain && username.ends_with("_bot"), "{name}: {username}");
            assert!((5..=32).contains(&username.len()), "{name}: {username}");
            assert!(username.starts_with(|c: char| c.is_ascii_lowercase()) && !username.contains("__"), "{username}");
        }
        assert_eq!(username("nest", &Account::telegram(42), 0), username("nest", &Account::telegram(42), 0));
        assert_ne!(username("nest", &Account::telegram(42), 0), username("nest", &Account::telegram(42), 1));
        assert_ne!(username("nest", &Account::telegram(42), 0), username("nest", &Account::telegram(43), 0));
    }
}
