//! What the deploy core has to tell a person. It leaves notes in the outbox and knows nothing of how they are worded
//! or where they are shown.

mod keys;

use serde::{Deserialize, Serialize};

use crate::diagnose::finding::Finding;
use crate::domain::broadcast::Report;
use crate::domain::fleet::Tally;
use crate::domain::managed::ManagedNews;
use crate::domain::{
    Account, Alarm, Channel, Deed, Id, JobState, Millis, Name, OperationKind, Problem, Provider, Reading, Role, Stage,
};

pub use keys::{KeyLeft, KeyMark, KeyNews, KeyTarget, Setback};

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
        /// What it waits for beyond its own work.
        #[serde(default)]
        waiting: Option<Waiting>,
    },
    /// The bot is there; `problem` is what its first answer showed to be wrong although it runs.
    Alive {
        bot: Id,
        name: Name,
        took: Millis,
        #[serde(default)]
        proof: Proof,
        problem: Option<Problem>,
    },
    /// A deploy ended without a bot, and everything made for it is gone.
    Undone {
        bot: Id,
        name: Name,
        provider: Provider,
        #[serde(default)]
        channels: Vec<Channel>,
        why: Why,
        quota_returned: bool,
    },
    /// The bot answers again after a restart, a resume or a change.
    Done {
        bot: Id,
        name: Name,
        kind: OperationKind,
        took: Millis,
        #[serde(default)]
        proof: Proof,
    },
    /// A restart, stop, resume or change did not work out; the bot is still there.
    NotDone {
        bot: Id,
        name: Name,
        kind: OperationKind,
        why: Why,
        #[serde(default)]
        left: Left,
        /// What was changed and is taken back.
        #[serde(default)]
        back: Option<Back>,
    },
    Deleted {
        name: Name,
        /// Railway keeps the empty disk for a while.
        #[serde(default)]
        keeps_disk: bool,
        /// Somebody renamed its service at the target, so that stays there.
        #[serde(default)]
        stays: bool,
    },
    /// The target has not let us stop it yet; it is tried on.
    NotStoppedYet { bot: Id, name: Name },
    /// It is stopped, and the target does not let us remove it yet.
    NotRemovedYet { bot: Id, name: Name },
    /// The bot ended by itself or stopped answering.
    Trouble { bot: Id, name: Name, problem: Problem },
    /// It answers again, or, where it cannot be asked, runs again.
    Recovered {
        bot: Id,
        name: Name,
        #[serde(default)]
        proof: Proof,
    },
    /// An operator did something to this bot of somebody else's, who is told.
    ByOperator {
        bot: Id,
        name: Name,
        kind: OperationKind,
        /// It did not work out, and nothing of the bot runs.
        is_down: bool,
    },
    /// What was found out about a bot, for whoever asked; nothing while it is looked at.
    Diagnosis { id: Id, bot: Id, name: Name, findings: Option<Vec<Finding>> },
    /// For operators: how far work on many bots is. One message, edited in place, and another one for the end.
    Fleet { news: FleetNews, is_result: bool },
    /// How far a stored key is on its way to its bots. One message, edited in place, and another one for the end.
    Key { news: KeyNews, is_result: bool },
    /// For admins: so many things at Railway have our mark and no bot.
    StraysFound { n: i64 },
    /// For admins: about what is watched.
    Alert(Alert),
    /// About another account and this one, which are or may become one person.
    Link { news: LinkNews, other: Account, called: Option<String> },
    /// About the bot on Telegram that they made through us for one of theirs.
    Managed { bot: Id, name: Name, handle: String, news: ManagedNews },
    /// An admin changed what they may do.
    StandingChanged,
    /// They help to run this place now, or no longer.
    RoleSet { role: Option<Role> },
    /// For operators: what bots may cost this month is used up, so new ones wait.
    SpendReached,
    /// Everything that was kept of them is gone, but for what is said here.
    Forgotten { receipt: String, is_counted: bool, is_shut_out: bool },
    /// How far a broadcast is. One message, edited in place; at the end a new one says what came of it.
    Broadcast { report: Report, is_end: bool },
    /// A half-made bot was kept for a day and is thrown away.
    Expired,
    /// A deploy is free again.
    QuotaFree,
}

impl Note {
    /// It tells how far something is, and is edited until it is done.
    pub fn is_progress(&self) -> bool {
        matches!(
            self,
            Note::Progress { .. }
                | Note::Diagnosis { .. }
                | Note::Fleet { is_result: false, .. }
                | Note::Key { is_result: false, .. }
                | Note::Broadcast { is_end: false, .. }
        )
    }

    /// It tells how a bot goes that will not be there afterwards.
    pub fn is_farewell(&self) -> bool {
        let goes = |kind: &OperationKind| *kind == OperationKind::Delete;
        match self {
            Note::Progress { kind, .. } | Note::NotDone { kind, .. } => goes(kind),
            Note::NotStoppedYet { .. } | Note::NotRemovedYet { .. } => true,
            Note::Alive { .. }
            | Note::Undone { .. }
            | Note::Done { .. }
            | Note::Deleted { .. }
            | Note::Trouble { .. }
            | Note::Recovered { .. }
            | Note::ByOperator { .. }
            | Note::Diagnosis { .. }
            | Note::Managed { .. }
            | Note::StraysFound { .. }
            | Note::Link { .. }
            | Note::Broadcast { .. }
            | Note::StandingChanged
            | Note::RoleSet { .. }
            | Note::SpendReached
            | Note::Forgotten { .. }
            | Note::Fleet { .. }
            | Note::Key { .. }
            | Note::Alert(_)
            | Note::Expired
            | Note::QuotaFree => false,
        }
    }

    /// The bot it is about; nothing when it is about none, or about one that is gone.
    pub fn bot(&self) -> Option<&Id> {
        match self {
            Note::Progress { bot, .. }
            | Note::Alive { bot, .. }
            | Note::Undone { bot, .. }
            | Note::Done { bot, .. }
            | Note::NotDone { bot, .. }
            | Note::NotStoppedYet { bot, .. }
            | Note::NotRemovedYet { bot, .. }
            | Note::Trouble { bot, .. }
            | Note::ByOperator { bot, .. }
            | Note::Diagnosis { bot, .. }
            | Note::Managed { bot, .. }
            | Note::Recovered { bot, .. } => Some(bot),
            Note::Deleted { .. }
            | Note::StraysFound { .. }
            | Note::Link { .. }
            | Note::Broadcast { .. }
            | Note::StandingChanged
            | Note::RoleSet { .. }
            | Note::SpendReached
            | Note::Forgotten { .. }
            | Note::Fleet { .. }
            | Note::Key { .. }
            | Note::Alert(_)
            | Note::Expired
            | Note::QuotaFree => None,
        }
    }
}

/// How work on many bots stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FleetNews {
    pub job: Id,
    pub deed: Deed,
    pub state: JobState,
    pub tally: Tally,
    /// It stopped because one of the first failed.
    pub canary_failed: bool,
    /// How long it took, when it has ended.
    pub took: Option<Millis>,
}

/// What admins are told of what is watched.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Alert {
    /// Something is wrong, or still is.
    Raised { reading: Reading, since: Millis, again: bool },
    /// It is over; how it was read last.
    Over { reading: Reading, lasted: Millis },
    /// Another admin keeps alarms quiet until this time, one of them or all; or does so no more.
    Muted { alarm: Option<Alarm>, by: Account, called: Option<String>, until: Option<Millis> },
}

/// How two accounts stand to each other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkNews {
    /// The other one gave a code of this one, or the other way round: shall the two be one person?
    Asked {
        link: Id,
    },
    /// This side agrees; the other has yet to.
    Half,
    Linked,
    Refused,
    /// The other one went its own way again.
    Parted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Mark {
    Done,
    Now,
    Open,
    Failed,
}

/// How we know that a bot is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Proof {
    /// It answered a question.
    #[default]
    Answered,
    /// It told us that its channels listen.
    Listens,
    /// Its platform's health check passed and its log says that it is ready; it has no address to ask it at.
    Started,
}

/// How a bot is left by an operation that did not work out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Left {
    /// Nothing of it runs.
    #[default]
    Down,
    /// The version before goes on.
    ServesOn,
    /// It was started, and nobody knows yet whether it answers.
    Started,
    /// Nothing was done to it that we know of.
    AsItWas,
}

/// A key or token that a bot had before and has again, because it was not well with the one that took its place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Back {
    /// The ends of what is back.
    pub tails: String,
    /// The bot had the other one already, and is brought this one now.
    pub is_brought: bool,
}

/// What an operation waits for that is not its own work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Waiting {
    /// Another operation makes or removes the person's project.
    Place,
    /// Railway has no room for it yet.
    Queue,
    /// Somebody has to approve it in Railway's dashboard.
    Approval,
    /// Railway cannot be asked.
    Outage,
    /// Railway says what is wrong with it.
    Incident(String),
    /// Railway's limit of requests an hour is reached.
    Budget,
    /// Railway calls its state by a word we do not know.
    Unknown(String),
    /// Nothing but Railway's own work; how far that is.
    Deployment(Stretch),
}

/// How far a deployment is, as Railway tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stretch {
    Accepted,
    Building,
    /// Its image is fetched and its container made.
    Fetching,
    /// It runs, and its health check has not passed yet.
    HealthCheck,
    /// The platform has done its part; the bot itself comes up.
    Starting,
}

/// Why an operation did not work out, as far as a person can do something about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The person said so.
    Cancelled,
    /// The bot ended as soon as it was started, again and again.
    KeepsEnding,
    /// It ended by itself, without an error.
    Ended,
    /// It did not answer within the time a deploy may take.
    NoAnswer,
    /// The AI provider refuses the key.
    KeyRefused,
    /// The channel's platform refuses the token.
    TokenRefused,
    /// Another program takes the bot's messages on this channel.
    TokenTaken(Channel),
    /// The house could not do it: no disk, no rights, no port.
    Machine,
    /// The blueprint is not here any more.
    BlueprintGone,
    /// Its config cannot be read.
    Unreadable,
    /// Railway could not fetch this image.
    ImageMissing { image: String },
    /// Railway could not build it; its words.
    BuildFailed { said: String },
    /// It ran, and the health check never passed.
    HealthCheck,
    /// Railway wants somebody to approve it.
    NotApproved,
    /// Railway says that the deployment failed, and no more.
    DeploymentFailed,
    /// Railway did not carry out the deployment.
    Skipped,
    /// Railway refuses; its words, when it has any.
    Refused { said: String },
    /// Railway has changed and does not understand us any more.
    NotUnderstood,
    /// Somebody gave its service another name, so it is not ours to touch.
    Renamed,
    /// Railway does not let our token do it.
    NoAccess,
    /// Railway could not be asked for a whole day.
    Away,
    /// Somebody removed it at Railway meanwhile.
    RemovedThere,
    /// It runs, and its log says that something of it does not.
    Incomplete,
}

impl Why {
    /// A key or token is not taken.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Why::KeyRefused | Why::TokenRefused | Why::TokenTaken(_))
    }

    /// A quota is given back when the fault was not the person's.
    pub fn is_ours(&self) -> bool {
        match self {
            Why::KeepsEnding
            | Why::Ended
            | Why::NoAnswer
            | Why::Machine
            | Why::BlueprintGone
            | Why::Unreadable
            | Why::ImageMissing { .. }
            | Why::BuildFailed { .. }
            | Why::HealthCheck
            | Why::NotApproved
            | Why::DeploymentFailed
            | Why::Skipped
            | Why::Refused { .. }
            | Why::NotUnderstood
            | Why::Renamed
            | Why::NoAccess
            | Why::Away
            | Why::RemovedThere
            | Why::Incomplete => true,
            Why::Cancelled | Why::KeyRefused | Why::TokenRefused | Why::TokenTaken(_) => false,
        }
    }
}
