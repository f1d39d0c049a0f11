//! What a bot is made of, without what is secret or personal in it: enough to hatch another one like it.

use serde::{Deserialize, Serialize};

use crate::domain::{BotConfig, Channel, Name, Provider};

/// Its name is a suggestion. Guests are people, so they are never in its config.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recipe {
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub config: BotConfig,
}

/// Opens one recipe to whoever has it: 16 characters of base32, which are 80 random bits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShareCode(String);

impl ShareCode {
    /// What tells it from an invitation, in a link or behind a command.
    const PREFIX: &'static str = "like-";
    pub const LETTERS: usize = 16;

    /// Reads `like-` and the code.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let code = text.strip_prefix(Self::PREFIX)?;
        let is_letter = |b: u8| b.is_ascii_lowercase() || (b'2'..=b'7').contains(&b);
        (code.len() == Self::LETTERS && code.bytes().all(is_letter)).then(|| ShareCode(code.to_owned()))
    }

    /// As it is given on.
    pub fn text(&self) -> String {
        format!("{}{}", Self::PREFIX, self.0)
    }

    pub fn code(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_reads_back_and_nothing_else_is_one() {
        let code = ShareCode::parse(" LIKE-abcdefghij234567 ").expect("a code");
        assert_eq!(ShareCode::parse(&code.text()), Some(code));
        for text in
            ["", "like-", "abcdefghij234567", "like-abcdefghij23456", "like-abcdefghij234561", "like-abcdefghij23456é"]
        {
            assert_eq!(ShareCode::parse(text), None, "{text}");
        }
    }
}
