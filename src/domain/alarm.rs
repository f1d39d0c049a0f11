//! What Hatchery watches about itself and its neighbours, and what was read of it. Whether that is bad is decided
//! elsewhere.

use serde::{Deserialize, Serialize};

use crate::domain::Millis;

words! {
    /// What admins are told of by itself.
    Alarm {
        /// Operations fail for reasons that are not the person's.
        Failures = "failures",
        /// Work that is due is not taken up.
        Queue = "queue",
        /// Messages that are due are not sent.
        Outbox = "outbox",
        /// Railway lets us ask little more in this hour.
        Budget = "budget",
        Database = "database",
        /// A platform does not accept the token of our bot any more.
        Token = "token",
        Disk = "disk",
        /// The webhook for alerts does not take what is posted to it.
        Webhook = "webhook",
    }
}

words! {
    /// A platform that our own bot speaks on.
    Front {
        Telegram = "telegram",
        Discord = "discord",
    }
}

impl Front {
    pub fn title(self) -> &'static str {
        match self {
            Front::Telegram => "Telegram",
            Front::Discord => "Discord",
        }
    }

    /// The setting that holds its token.
    pub fn setting(self) -> &'static str {
        match self {
            Front::Telegram => "TELEGRAM_BOT_TOKEN",
            Front::Discord => "DISCORD_BOT_TOKEN",
        }
    }
}

/// What was read of something that is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reading {
    /// Of so many operations that ended lately, and were not called off.
    Failures {
        failed: i64,
        ended: i64,
    },
    /// How long the oldest work has been due.
    Queue {
        age: Millis,
    },
    /// How long the oldest message has been due.
    Outbox {
        age: Millis,
    },
    Budget {
        left: u64,
        limit: u64,
    },
    /// How long a tiny write took.
    Database {
        took: Millis,
    },
    Token {
        of: Front,
        is_refused: bool,
    },
    Disk {
        free_mb: u64,
    },
    /// Tries in a row that did not work out, and what came of the last.
    Webhook {
        failed: u32,
        answer: Option<Unposted>,
    },
}

impl Reading {
    pub fn alarm(&self) -> Alarm {
        match self {
            Reading::Failures { .. } => Alarm::Failures,
            Reading::Queue { .. } => Alarm::Queue,
            Reading::Outbox { .. } => Alarm::Outbox,
            Reading::Budget { .. } => Alarm::Budget,
            Reading::Database { .. } => Alarm::Database,
            Reading::Token { .. } => Alarm::Token,
            Reading::Disk { .. } => Alarm::Disk,
            Reading::Webhook { .. } => Alarm::Webhook,
        }
    }

    /// Tells two alarms of one name apart.
    pub fn subject(&self) -> &'static str {
        match self {
            Reading::Token { of, .. } => of.word(),
            Reading::Failures { .. }
            | Reading::Queue { .. }
            | Reading::Outbox { .. }
            | Reading::Budget { .. }
            | Reading::Database { .. }
            | Reading::Disk { .. }
            | Reading::Webhook { .. } => "",
        }
    }
}

/// Why a webhook did not take a message. None of it holds the address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Unposted {
    /// It answered by this number, and perhaps with a word.
    Refused { status: u16, word: Option<String> },
    /// It asks to wait for so long.
    Wait { wait: Millis },
    /// Nobody answered in time.
    Silent,
    /// Nobody could be reached.
    Unreachable,
}

impl Unposted {
    /// Trying again will not help until somebody changes something.
    pub fn is_final(&self) -> bool {
        match self {
            Unposted::Refused { status, .. } => *status < 500,
            Unposted::Wait { .. } | Unposted::Silent | Unposted::Unreachable => false,
        }
    }
}
