//! What the deploy core has to tell a person. It leaves notes in the outbox and knows nothing of how they are worded
//! or where they are shown.

use serde::{Deserialize, Serialize};

use crate::domain::{Id, Millis, Name, OperationKind, Problem, Provider, Stage};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Note {
    /// How far an operation is. One message, edited in place.
    Progress {
        bot: Id,
        name: Name,
        kind: OperationKind,
        stages: Vec<(Stage, Mark)>,
        since: Millis,
        ended: Option<Millis>,
    },
    /// The bot answered; `problem` is what its first answer showed to be wrong although it runs.
    Alive {
        bot: Id,
        name: Name,
        took: Millis,
        problem: Option<Problem>,
    },
    /// A deploy ended without a bot, and everything made for it is gone.
    Undone {
        bot: Id,
        name: Name,
        provider: Provider,
        why: Why,
        quota_returned: bool,
    },
    /// The bot answers again after a restart, a resume or a change.
    Done {
        bot: Id,
        name: Name,
        kind: OperationKind,
        took: Millis,
    },
    /// A restart, stop, resume or change did not work out; the bot is still there.
    NotDone {
        bot: Id,
        name: Name,
        kind: OperationKind,
        why: Why,
    },
    Deleted {
        name: Name,
    },
    /// The bot ended by itself or stopped answering.
    Trouble {
        bot: Id,
        name: Name,
        problem: Problem,
    },
    /// It answers again.
    Recovered {
        bot: Id,
        name: Name,
    },
    /// A half-made bot was kept for a day and is thrown away.
    Expired,
    /// A deploy is free again.
    QuotaFree,
}

impl Note {
    /// The bot it is about; nothing when it is about none, or about one that is gone.
    pub fn bot(&self) -> Option<&Id> {
        match self {
            Note::Progress { bot, .. }
            | Note::Alive { bot, .. }
            | Note::Undone { bot, .. }
            | Note::Done { bot, .. }
            | Note::NotDone { bot, .. }
            | Note::Trouble { bot, .. }
            | Note::Recovered { bot, .. } => Some(bot),
            Note::Deleted { .. } | Note::Expired | Note::QuotaFree => None,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    Done,
    Now,
    Open,
    Failed,
}

/// Why an operation did not work out, as far as a person can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The person said so.
    Cancelled,
    /// The bot ended as soon as it was started, again and again.
    KeepsEnding,
    /// It did not answer within the time a deploy may take.
    NoAnswer,
    /// The AI provider refuses the key.
    KeyRefused,
    /// Telegram refuses the token.
    TokenRefused,
    /// This machine could not do it: no disk, no rights, no port.
    Machine,
    /// The blueprint is not here any more.
    BlueprintGone,
}

impl Why {
    /// A quota is given back when the fault was not the person's.
    pub fn is_ours(self) -> bool {
        match self {
            Why::KeepsEnding | Why::NoAnswer | Why::Machine | Why::BlueprintGone => true,
            Why::Cancelled | Why::KeyRefused | Why::TokenRefused => false,
        }
    }
}
