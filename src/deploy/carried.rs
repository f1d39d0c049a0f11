//! How a stage ended, with everything there is to record of it.

use crate::deploy::checking::Told;
use crate::deploy::note::{Proof, Waiting, Why};
use crate::deploy::plan::End;
use crate::domain::{Problem, Remote};
use crate::preflight::Heard;

pub struct Carried {
    pub end: End,
    /// What is wrong with a bot that runs all the same.
    pub problem: Option<Problem>,
    /// The target says that nothing of the bot runs.
    pub is_down: bool,
    pub proof: Proof,
    /// What its own time is spent on, where that is worth telling.
    pub waiting: Option<Waiting>,
    /// What is known now of what exists at the target.
    pub news: Option<News>,
}

/// A change of what exists at Railway, or of what is known of the bot. It is recorded together with the end of the stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    Bot(Remote),
    /// The person's project was found or made; the bot is to live in it.
    Place(Remote),
    /// Nothing of the bot is left.
    Removed,
    /// The person's project is gone.
    PlaceGone,
    /// The person's project holds something that is not ours, so it stays.
    PlaceKept,
    /// What is kept of the bot was found to be good.
    Checked(Vec<Told>),
}

impl From<End> for Carried {
    fn from(end: End) -> Self {
        Carried { end, problem: None, is_down: false, proof: Proof::Answered, waiting: None, news: None }
    }
}

impl Carried {
    /// It will not work, and nothing of the bot runs.
    pub fn down(why: Why) -> Self {
        Carried { is_down: true, ..End::Never(why).into() }
    }

    pub fn with(self, news: News) -> Self {
        Carried { news: Some(news), ..self }
    }
}

/// What a bot said to the question whether it is there, as the end of the stage that asked.
pub fn proven(heard: Heard, not_yet: End) -> Carried {
    match heard {
        Heard::Answer => End::Done.into(),
        Heard::Listens => Carried { proof: Proof::Listens, ..End::Done.into() },
        Heard::NotYet => not_yet.into(),
        Heard::TokenRefused => End::Never(Why::TokenRefused).into(),
        Heard::KeyRefused => End::Never(Why::KeyRefused).into(),
        Heard::Trouble(problem) => Carried { problem: Some(problem), ..End::Done.into() },
    }
}

/// What keeps a bot from answering although its process runs; nothing when there is no process.
pub fn still_runs_with(why: &Why) -> Option<Problem> {
    match why {
        Why::KeyRefused => Some(Problem::KeyRefused),
        Why::TokenRefused => Some(Problem::TokenRevoked),
        Why::TokenTaken(_) => Some(Problem::TokenTaken),
        Why::NoAnswer => Some(Problem::Silent),
        Why::Cancelled
        | Why::KeepsEnding
        | Why::Ended
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
        | Why::Incomplete => None,
    }
}
