//! A key or token that somebody gives, and the two small dialogues in which they do.

use serde::{Deserialize, Serialize};

use crate::domain::managed::{Child, NoToken};
use crate::domain::stored_key::Kept;
use crate::domain::{Id, Presence, TokenFinding};
use crate::provider::Verdict;
use crate::secret::{Secret, in_seal};

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GivenKey {
    #[serde(with = "in_seal")]
    pub secret: Secret,
    pub tail: String,
    pub standing: Standing,
    #[serde(default)]
    pub kept: Kept,
}

/// What is known about a key that was accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Standing {
    Checked,
    NoCredit,
    Unchecked,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct GivenToken {
    #[serde(with = "in_seal")]
    pub secret: Secret,
    pub tail: String,
    /// Who the bot is, as far as its platform told it.
    pub presence: Presence,
    /// Its platform was asked.
    #[serde(default)]
    pub is_checked: bool,
}

impl GivenToken {
    /// What people recognise it by: the bot's name, else the last characters of the token.
    pub fn label(&self) -> String {
        self.presence.handle.clone().unwrap_or_else(|| self.tail.clone())
    }
}

/// The small dialogue in which a provider's key is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum KeyStep {
    Ask,
    Checking { check: Id, key: GivenKey },
    Problem { key: GivenKey, verdict: Verdict },
}

/// The small dialogue in which a token of a channel is given.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum TokenStep {
    Ask,
    Checking {
        check: Id,
        token: GivenToken,
    },
    Problem {
        token: GivenToken,
        finding: TokenFinding,
    },
    /// The person has made a bot through us, and Telegram is asked for its token.
    Fetching {
        check: Id,
        child: Child,
    },
    /// It was not to be had.
    NoToken {
        child: Child,
        why: NoToken,
    },
}
