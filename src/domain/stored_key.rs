//! Keys of AI providers that a person keeps for several bots, as far as they are shown. Never the key itself.

use serde::{Deserialize, Serialize};

use crate::domain::{Id, Millis, Provider};

/// Keys that a person may keep at a time.
pub const MOST_KEYS: i64 = 10;
/// So long a key is good unasked after its provider said so.
pub const CHECK_LASTS: Millis = 24 * 3_600_000;

/// A kept key, as far as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredKey {
    pub id: Id,
    /// Whose it is; who is linked with them has it, too.
    pub person: Id,
    pub provider: Provider,
    /// How many values it has had.
    pub version: i64,
    pub tail: String,
    /// When its provider last said that it is good.
    pub checked_at: Option<Millis>,
    /// The end of the value before, while bots may go back to it.
    pub before_tail: Option<String>,
    pub created_at: Millis,
    pub changed_at: Millis,
    /// The work that brings its value to its bots, while that is not over.
    pub job: Option<Id>,
}

impl StoredKey {
    /// Whether it can be used without being asked about again.
    pub fn is_fresh(&self, now: Millis) -> bool {
        self.checked_at.is_some_and(|at| at > now - CHECK_LASTS)
    }
}

/// What a key that a bot is given has to do with those that its person keeps.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kept {
    #[default]
    Not,
    /// It is to be kept when the bot is asked for; when its provider said that it is good, if it did.
    Wished { checked_at: Option<Millis> },
    /// It is the one that is kept as this.
    As(Id),
}

/// A person's word about a key that stopped on its way to their bots.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyWord {
    /// On with the rest; when none is left, once more with those that failed.
    GoOn,
    /// The value before, for everybody who has the new one.
    Back,
    /// Whoever has the value before keeps it as a key of its own.
    Leave,
}
