//! What somebody did, as it is kept: who, from where, what, to whom, before and after. Never a secret.

use serde::{Deserialize, Serialize};

use crate::domain::{Account, Id, Millis, OperationKind};

words! {
    /// What was done.
    ActKind {
        // To a bot
        Deploy = "deploy",
        CancelHatch = "cancel-hatch",
        Restart = "restart",
        Stop = "stop",
        Resume = "resume",
        Edit = "edit",
        Config = "config",
        Upgrade = "upgrade",
        Share = "share",
        EndShare = "end-share",
        Delete = "delete",
        Trouble = "trouble",
        Recovered = "recovered",
        // To people
        Invite = "invite",
        RevokeInvite = "revoke-invite",
        Redeem = "redeem",
        Tier = "tier",
        Quota = "quota",
        Ban = "ban",
        Unban = "unban",
        Grant = "grant",
        Revoke = "revoke",
        Link = "link",
        Unlink = "unlink",
        Forget = "forget",
        ApiToken = "api-token",
        RevokeApiToken = "revoke-api-token",
        KeepKey = "keep-key",
        ReplaceKey = "replace-key",
        DropKey = "drop-key",
        // To all
        Maintenance = "maintenance",
        Spend = "spend",
        Fleet = "fleet",
        RemoveStray = "remove-stray",
        Broadcast = "broadcast",
        MuteAlerts = "mute-alerts",
        UnmuteAlerts = "unmute-alerts",
        TestAlerts = "test-alerts",
    }
}

impl ActKind {
    pub fn of(kind: OperationKind) -> Self {
        match kind {
            OperationKind::Deploy => ActKind::Deploy,
            OperationKind::Restart => ActKind::Restart,
            OperationKind::Stop => ActKind::Stop,
            OperationKind::Resume => ActKind::Resume,
            OperationKind::Update => ActKind::Edit,
            OperationKind::Upgrade => ActKind::Upgrade,
            OperationKind::Delete => ActKind::Delete,
        }
    }
}

/// Something that was done, about to be kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act<'a> {
    /// Nobody where it came by itself.
    pub by: Option<&'a Account>,
    pub kind: ActKind,
    /// Whom it concerns.
    pub person: Option<&'a Id>,
    pub instance: Option<&'a Id>,
    pub operation: Option<&'a Id>,
    /// What it was done to, as people call it.
    pub subject: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

impl<'a> Act<'a> {
    pub fn new(by: &'a Account, kind: ActKind, subject: impl ToString) -> Self {
        Act { by: Some(by), ..Act::by_itself(kind, subject) }
    }

    pub fn by_itself(kind: ActKind, subject: impl ToString) -> Self {
        let subject = subject.to_string();
        Act { by: None, kind, person: None, instance: None, operation: None, subject, before: None, after: None }
    }

    pub fn of(self, person: &'a Id) -> Self {
        Act { person: Some(person), ..self }
    }

    pub fn on(self, instance: &'a Id) -> Self {
        Act { instance: Some(instance), ..self }
    }

    pub fn in_operation(self, operation: &'a Id) -> Self {
        Act { operation: Some(operation), ..self }
    }

    pub fn from(self, before: impl ToString) -> Self {
        Act { before: Some(before.to_string()), ..self }
    }

    pub fn to(self, after: impl ToString) -> Self {
        Act { after: Some(after.to_string()), ..self }
    }
}

/// An act as it was kept, with what has become of the operation that it began.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptAct {
    pub id: Id,
    pub at: Millis,
    /// Nobody where it came by itself.
    pub by: Option<Account>,
    /// What their platform calls them.
    pub called: Option<String>,
    pub door: String,
    pub kind: ActKind,
    pub subject: String,
    pub before: Option<String>,
    pub after: Option<String>,
    pub outcome: Option<Outcome>,
}

/// What has become of an operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    UnderWay,
    Done,
    Failed,
}

impl Outcome {
    pub fn parse(state: &str) -> Option<Self> {
        match state {
            "doing" | "undoing" => Some(Outcome::UnderWay),
            "done" => Some(Outcome::Done),
            "failed" => Some(Outcome::Failed),
            _ => None,
        }
    }
}
