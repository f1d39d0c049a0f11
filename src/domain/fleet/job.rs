//! Work on many bots: what is done, and how it stands.

use serde::{Deserialize, Serialize};

use crate::domain::{Id, OperationKind};

words! {
    /// What an operator does to somebody's bot.
    Deed {
        Restart = "restart",
        Stop = "stop",
        Resume = "resume",
        Update = "update",
    }
}

impl Deed {
    /// The operation that it is. An operator's update brings what a bot is made from, and changes nothing of its own.
    pub fn kind(self) -> OperationKind {
        match self {
            Deed::Restart => OperationKind::Restart,
            Deed::Stop => OperationKind::Stop,
            Deed::Resume => OperationKind::Resume,
            Deed::Update => OperationKind::Upgrade,
        }
    }
}

/// What a job is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Work {
    /// An operator's.
    Deed(Deed),
    /// A person's own: bots get the value that this stored key has now.
    Key { key: Id, is_back: bool },
}

impl Work {
    /// What an operator does; nothing where it is no operator's business.
    pub fn deed(&self) -> Option<Deed> {
        match self {
            Work::Deed(deed) => Some(*deed),
            Work::Key { .. } => None,
        }
    }
}

words! {
    /// How work on many bots stands.
    JobState {
        /// It was shown and nobody has said yes to it.
        Draft = "draft",
        Running = "running",
        Paused = "paused",
        /// It stopped by itself, because too much failed.
        Stopped = "stopped",
        Cancelled = "cancelled",
        Done = "done",
    }
}

words! {
    /// How one bot of many stands.
    TargetState {
        Waiting = "waiting",
        /// Its operation is under way.
        Asked = "asked",
        Done = "done",
        Failed = "failed",
        /// There was nothing to do, or it was not to be done any more.
        Skipped = "skipped",
    }
}

/// How many bots of a job stand how.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub waiting: i64,
    pub asked: i64,
    pub done: i64,
    pub failed: i64,
    pub skipped: i64,
}

impl Tally {
    pub fn all(&self) -> i64 {
        self.waiting + self.asked + self.done + self.failed + self.skipped
    }
}

/// How a job goes on, as it was agreed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pace {
    /// So many have to go well before there are more at a time.
    pub canary: i64,
    /// So many at a time.
    pub wave: i64,
    /// It stops by itself when so many have failed.
    pub patience: i64,
}

impl Pace {
    /// No number of it is greater.
    pub const MOST: i64 = 200;
    /// One first, then five at a time; three that fail are enough.
    pub const USUAL: Pace = Pace { canary: 1, wave: 5, patience: 3 };
    /// One after the other, and none after the first that fails.
    pub const ONE_BY_ONE: Pace = Pace { canary: 1, wave: 1, patience: 1 };

    /// Takes `first 2`, `wave 50` and `failures 10` out of the words, and gives back the others. Nothing when one of
    /// them has no number that it can have.
    pub fn parse(words: &str) -> Option<(Self, String)> {
        let (mut pace, mut others) = (Pace::USUAL, Vec::new());
        let mut words = words.split_whitespace();
        while let Some(word) = words.next() {
            let place = match word.to_lowercase().as_str() {
                "first" => &mut pace.canary,
                "wave" => &mut pace.wave,
                "failures" => &mut pace.patience,
                _ => {
                    others.push(word);
                    continue;
                }
            };
            *place = words.next()?.parse().ok().filter(|number| (1..=Pace::MOST).contains(number))?;
        }
        Some((pace, others.join(" ")))
    }
}

/// A job that waits for a yes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    pub job: Id,
    pub deed: Deed,
    pub bots: i64,
    /// The first of them.
    pub names: Vec<String>,
    pub pace: Pace,
}

/// Why there is no draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoDraft {
    /// These are none of the bots that there are.
    Unknown(Vec<String>),
    /// No bot is like that.
    Nobody,
}

/// Somebody's word about a job.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JobWord {
    /// Yes to a draft, or go on with one that is paused or stopped by itself.
    Go,
    Pause,
    Cancel,
}

/// Why a bot of a job was left out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Skipped {
    Busy,
    Pointless,
    Stopped,
    Gone,
    /// The job was cancelled before it came to this one, or its owner deleted it meanwhile.
    Cancelled,
}

/// Why nothing is done to a bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// Something else is under way.
    Busy(OperationKind),
    /// It is already as asked.
    Pointless,
    /// It is stopped, and gets what is new when it is started.
    Stopped,
    /// There is no such bot (any more).
    Gone,
    /// Its config cannot be read, so it cannot be given it.
    Unreadable,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pace_is_taken_out_of_the_words() {
        let usual = |words: &str| Some((Pace::USUAL, words.to_owned()));
        assert_eq!(Pace::parse("failed  older 30d"), usual("failed older 30d"));
        let pace = Pace { canary: 2, wave: 50, patience: 10 };
        assert_eq!(Pace::parse("first 2 drift wave 50 failures 10"), Some((pace, "drift".into())));
        for words in ["wave", "wave many", "all wave 0", "first 201", "failures -1"] {
            assert_eq!(Pace::parse(words), None, "{words}");
        }
    }
}
