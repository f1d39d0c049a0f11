//! A text to many: what it says, whom it is for, and how far it is.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::rich::Rich;
use crate::domain::{Account, Id, Millis, Platform, Tier};

/// What is said, the same for everybody but for the language.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// For everybody whose language has no text of its own.
    pub text: Rich,
    /// By the tag of a language.
    #[serde(default)]
    pub others: BTreeMap<String, Rich>,
    /// The address of a picture.
    #[serde(default)]
    pub picture: Option<String>,
    #[serde(default)]
    pub links: Vec<Link>,
}

/// A button that opens an address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Link {
    pub label: String,
    pub address: String,
}

impl Content {
    pub fn text_in(&self, language: &str) -> &Rich {
        self.others.get(language).unwrap_or(&self.text)
    }

    pub fn texts(&self) -> impl Iterator<Item = &Rich> {
        std::iter::once(&self.text).chain(self.others.values())
    }
}

/// Whom it is for; what is not named is everybody. Whoever wants no news is never meant.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Segment {
    pub platform: Option<Platform>,
    pub tier: Option<Tier>,
    /// The tag of a language.
    pub language: Option<String>,
    pub has_live_bot: bool,
    /// Seen within so many days.
    pub seen_days: Option<u8>,
}

/// How many people that is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    pub telegram: i64,
    pub discord: i64,
}

impl Reach {
    pub fn total(&self) -> i64 {
        self.telegram + self.discord
    }
}

words! {
    BroadcastState {
        /// Waits for its time.
        Scheduled = "scheduled",
        Sending = "sending",
        /// Somebody said so, or it stopped by itself.
        Paused = "paused",
        Cancelled = "cancelled",
        Done = "done",
    }
}

words! {
    /// What has become of one of those it is for.
    Fate {
        Sent = "sent",
        /// The person blocked us or is gone.
        Blocked = "blocked",
        /// The platform refused it.
        Failed = "failed",
        /// It was given to the platform, and what came of that is not known. It is not sent again.
        Perhaps = "perhaps",
        /// Wanted no news any more, or was gone, when its turn came.
        Skipped = "skipped",
        /// The platform did not take it; its turn comes again.
        Waiting = "waiting",
    }
}

words! {
    /// Why it stopped by itself on a platform.
    Halt {
        /// Too many in a row could not be written to.
        Refusals = "refusals",
        /// The platform asked to wait, again and again.
        TooFast = "too-fast",
        /// The platform does not take this message at all.
        Message = "message",
    }
}

/// How many have met each fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    pub total: i64,
    pub sent: i64,
    pub blocked: i64,
    pub failed: i64,
    pub perhaps: i64,
    pub skipped: i64,
}

impl Tally {
    /// Those whose turn is yet to come, or who are being written to.
    pub fn left(&self) -> i64 {
        (self.total - self.sent - self.blocked - self.failed - self.perhaps - self.skipped).max(0)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Broadcast {
    pub id: Id,
    pub author: Account,
    pub state: BroadcastState,
    pub content: Content,
    pub stopped: BTreeMap<Platform, Halt>,
    pub tally: Tally,
    pub created_at: Millis,
    pub start_at: Millis,
    pub ended_at: Option<Millis>,
}

/// Whose turn it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Target {
    pub account: Account,
    /// The language they are spoken to in, as far as it is known.
    pub language: Option<String>,
}

/// How far a broadcast is, as whoever sends it is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    pub id: Id,
    pub state: BroadcastState,
    pub start_at: Millis,
    pub tally: Tally,
    /// Of those that failed, how many for which cause.
    pub causes: BTreeMap<String, i64>,
    pub stopped: BTreeMap<Platform, Halt>,
    /// Messages in a hundred seconds, as it goes now.
    pub rate: Option<i64>,
    pub ended_at: Option<Millis>,
}

impl Report {
    pub fn of(broadcast: &Broadcast, causes: BTreeMap<String, i64>, rate: Option<i64>) -> Self {
        Report {
            id: broadcast.id.clone(),
            state: broadcast.state,
            start_at: broadcast.start_at,
            tally: broadcast.tally,
            causes,
            stopped: broadcast.stopped.clone(),
            rate,
            ended_at: broadcast.ended_at,
        }
    }
}
