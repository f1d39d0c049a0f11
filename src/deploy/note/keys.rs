//! What there is to tell of a stored key on its way to the bots that use it.

use serde::{Deserialize, Serialize};

use crate::deploy::note::Why;
use crate::domain::fleet::Skipped;
use crate::domain::{Id, JobState, Millis, Problem, Provider, TargetState};

/// How far a key is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyNews {
    pub job: Id,
    pub provider: Provider,
    /// The ends of the value that its bots get, and of the one that they had.
    pub tail: String,
    pub before: String,
    /// They get back what they had once.
    pub is_back: bool,
    pub state: JobState,
    pub bots: Vec<KeyTarget>,
    /// How long it took, when it has ended.
    pub took: Option<Millis>,
}

/// One bot that a key is brought to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyTarget {
    pub bot: Id,
    pub name: String,
    pub state: TargetState,
    pub mark: Option<KeyMark>,
}

/// What there is to say of such a bot beyond how far it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyMark {
    /// It is stopped, and takes the key up when it is started.
    WhenStarted,
    /// It did not come up well with the key.
    Failed {
        cause: Setback,
        left: KeyLeft,
    },
    LeftOut(Skipped),
}

/// What went wrong with a bot that got another key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Setback {
    /// Its update did not work out.
    Update(Why),
    /// It is up, and something is wrong with it.
    Unwell(Problem),
}

/// How such a bot is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum KeyLeft {
    /// It is being given the key that it had.
    GoingBack,
    /// It has the key that it had, and is well with it.
    Well,
    /// What ran before goes on with the key that it had.
    ServesOn,
    /// Nothing was done to it.
    Untouched,
    /// It has the key that it had, and is not well all the same.
    Unwell,
}
