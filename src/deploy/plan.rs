//! The stages of each operation at each target, their order, and what the end of one means. Pure.

use std::time::Duration;

use crate::deploy::note::{Mark, Waiting, Why};
use crate::domain::{Millis, OperationKind, Stage, TargetKind};

/// What an operation does, in order. A stage that has nothing to do for a bot is done at once; the check is left out
/// where everything is checked already.
pub fn stages(kind: OperationKind, target: TargetKind) -> &'static [Stage] {
    match (target, kind) {
        (TargetKind::Local, OperationKind::Deploy) => &[Stage::Check, Stage::Place, Stage::Start, Stage::Answer],
        (TargetKind::Local, OperationKind::Restart | OperationKind::Update | OperationKind::Upgrade) => {
            &[Stage::Check, Stage::Stop, Stage::Start, Stage::Answer]
        }
        (TargetKind::Local, OperationKind::Resume) => &[Stage::Check, Stage::Start, Stage::Answer],
        (TargetKind::Local, OperationKind::Delete) => &[Stage::Stop, Stage::Remove],
        // One deployment, and the variables before it; the source late, because a service that has one is deployed
        // whenever a volume comes to it.
        (TargetKind::Railway, OperationKind::Deploy) => &[
            Stage::Check,
            Stage::Place,
            Stage::Service,
            Stage::Variables,
            Stage::Limits,
            Stage::Volume,
            Stage::Domain,
            Stage::Source,
            Stage::Start,
            Stage::Answer,
        ],
        (TargetKind::Railway, OperationKind::Restart) => &[Stage::Restart, Stage::Answer],
        (TargetKind::Railway, OperationKind::Resume | OperationKind::Update) => {
            &[Stage::Check, Stage::Variables, Stage::Start, Stage::Answer]
        }
        // What a bot is made from besides its variables comes before the one deployment, too.
        (TargetKind::Railway, OperationKind::Upgrade) => {
            &[Stage::Check, Stage::Variables, Stage::Limits, Stage::Source, Stage::Start, Stage::Answer]
        }
        (TargetKind::Railway, OperationKind::Delete) => &[Stage::Stop, Stage::Remove, Stage::Clear],
        (TargetKind::Local | TargetKind::Railway, OperationKind::Stop) => &[Stage::Stop],
    }
}

/// Where an operation begins.
pub fn first(kind: OperationKind, target: TargetKind, is_checked: bool) -> Stage {
    match stages(kind, target) {
        [Stage::Check, next, ..] if is_checked => *next,
        stages => stages[0],
    }
}

/// The stage that hands a bot its keys and tokens; nothing where an operation leaves it with those that it has.
pub fn hands_over(kind: OperationKind, target: TargetKind) -> Option<Stage> {
    let stage = match target {
        TargetKind::Local => Stage::Start,
        TargetKind::Railway => Stage::Variables,
    };
    stages(kind, target).contains(&stage).then_some(stage)
}

/// What takes back a deploy.
pub fn undoing(target: TargetKind) -> &'static [Stage] {
    match target {
        TargetKind::Local => &[Stage::Remove],
        TargetKind::Railway => &[Stage::Remove, Stage::Clear],
    }
}

/// How carrying out a stage ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum End {
    Done,
    /// Not yet; look again after this time. No fault, and it counts as the operation's own time.
    Wait(Duration),
    /// Not yet, and nothing we do brings it about sooner: a queue, a spent budget. It is not the operation's own time.
    Held(Duration, Waiting),
    /// The target cannot be asked, or did not say whether it was done. It is tried for as long as `OUTAGE`, and some
    /// times after that.
    Away(Waiting),
    /// Nobody could say whether what was given is good.
    Unsaid,
    /// It did not work this time.
    Fault,
    /// It will not work.
    Never(Why),
}

/// What is known of the operation when a stage ends.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub kind: OperationKind,
    pub target: TargetKind,
    pub is_undoing: bool,
    pub stage: Stage,
    /// Failed tries of this stage before this one.
    pub attempt: u32,
    pub cancelled: bool,
    /// A key or token has changed since they were handed over.
    pub is_outdated: bool,
    /// Telegram may have another token for it, and is being asked.
    pub is_asked_for: bool,
    pub stage_since: Millis,
    /// When the operation was asked for.
    pub created_at: Millis,
    pub now: Millis,
}

/// The settings a plan depends on.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// How long the stage that waits for an answer may take.
    pub answer: Duration,
    /// The pause after the first fault; it doubles with each.
    pub retry: Duration,
}

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    Stage(Stage),
    /// Keys and tokens are handed over anew, by this stage.
    HandOver(Stage),
    /// The same stage again after this time.
    Again {
        after: Duration,
        /// It counts as a try.
        fault: bool,
        /// The stage's time begins anew.
        afresh: bool,
        /// What it waits for, where that is worth telling.
        waiting: Option<Waiting>,
    },
    Finish,
    /// Take back what was done, beginning with this stage.
    Undo(Stage, Why),
    /// A deploy is over before it made anything.
    Unmade(Why),
    /// Nothing to take back: the bot is as it was, and it did not work.
    Fail(Why),
}

/// Tries of one stage before it is given up: at Railway more, because what was just made can be unseen for a while. What
/// removes is never given up: it would leave something behind.
fn tries(target: TargetKind) -> u32 {
    match target {
        TargetKind::Local => 5,
        TargetKind::Railway => 10,
    }
}

/// How often a bot has to say that its token is void, where another one may be on its way.
const BELIEVED: u32 = 4;
/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// How long an operation waits for a target that cannot be asked before it is given up.
const OUTAGE: Duration = Duration::from_secs(24 * 3600);
/// How long it is asked whether what was given is good. Then it goes on unchecked: somebody else's outage fails no bot.
const UNSAID: Duration = Duration::from_secs(120);
/// The longest pause between two such questions.
const LONGEST_UNSAID: Duration = Duration::from_secs(15);
/// Tries that came to nothing before the person is told what is waited for: a single one is nothing to tell.
const WORTH_TELLING: u32 = 2;

pub fn next(progress: &Progress, patience: &Patience, end: End) -> Next {
    if progress.cancelled && !progress.is_undoing {
        return give_up(progress, Why::Cancelled);
    }
    if let Some(stage) = outdated(progress, &end) {
        return Next::HandOver(stage);
    }
    let again = |after, fault, afresh, waiting| Next::Again { after, fault, afresh, waiting };
    let pause = pause(patience.retry, progress.attempt);
    match end {
        End::Done => after(progress),
        End::Wait(after) if takes_away(progress) || waited(progress.stage_since, progress.now) < patience.answer => {
            again(after, false, false, None)
        }
        End::Wait(_) => give_up(progress, Why::NoAnswer),
        End::Held(after, waiting) => again(after, false, true, Some(waiting)),
        End::Away(waiting) if takes_away(progress) || !is_given_up_away(progress) => {
            let told = (progress.attempt >= WORTH_TELLING).then_some(waiting);
            again(pause, true, true, told)
        }
        End::Away(_) => give_up(progress, Why::Away),
        End::Unsaid => match waited(progress.stage_since, progress.now) {
            so_far if so_far < UNSAID => again(so_far.max(patience.retry).min(LONGEST_UNSAID), false, false, None),
            _ => after(progress),
        },
        End::Fault if progress.attempt + 1 < tries(progress.target) || takes_away(progress) => {
            again(pause, true, false, None)
        }
        End::Fault => give_up(progress, Why::Machine),
        End::Never(Why::TokenRefused) if progress.is_asked_for && progress.attempt < BELIEVED => {
            again(pause, true, false, None)
        }
        End::Never(Why::Renamed) => give_up(progress, Why::Renamed),
        // What is in the way of a removal passes, or an operator sees to it.
        End::Never(_) if takes_away(progress) => again(pause, true, false, None),
        End::Never(why) => give_up(progress, why),
    }
}

/// Where what was handed over is outdated, and nothing is on its way outside whose end is unknown: the stage to go back to.
fn outdated(progress: &Progress, end: &End) -> Option<Stage> {
    if !progress.is_outdated || progress.is_undoing {
        return None;
    }
    let is_settled = match end {
        End::Done | End::Wait(_) | End::Never(Why::TokenRefused) => true,
        // To look at a bot changes nothing, whatever is seen.
        End::Held(..) | End::Away(_) | End::Unsaid | End::Fault | End::Never(_) => progress.stage == Stage::Answer,
    };
    hands_over(progress.kind, progress.target).filter(|_| is_settled)
}

/// The pause after so many tries.
pub fn pause(first: Duration, tries: u32) -> Duration {
    first.saturating_mul(1 << tries.min(16)).min(LONGEST_PAUSE)
}

fn waited(since: Millis, now: Millis) -> Duration {
    Duration::from_millis((now - since).max(0) as u64)
}

/// Whoever is older than an outage may last, because of a queue or a pause of ours, is not given up for a single one.
fn is_given_up_away(progress: &Progress) -> bool {
    waited(progress.created_at, progress.now) >= OUTAGE && progress.attempt >= tries(progress.target)
}

fn takes_away(progress: &Progress) -> bool {
    progress.is_undoing
        || match progress.stage {
            Stage::Stop | Stage::Remove | Stage::Clear => true,
            Stage::Check
            | Stage::Place
            | Stage::Service
            | Stage::Variables
            | Stage::Limits
            | Stage::Volume
            | Stage::Domain
            | Stage::Source
            | Stage::Start
            | Stage::Restart
            | Stage::Answer => false,
        }
}

fn after(progress: &Progress) -> Next {
    let stages = match progress.is_undoing {
        true => undoing(progress.target),
        false => stages(progress.kind, progress.target),
    };
    let at = stages.iter().position(|stage| *stage == progress.stage);
    match at.and_then(|at| stages.get(at + 1)) {
        Some(stage) => Next::Stage(*stage),
        None => Next::Finish,
    }
}

fn give_up(progress: &Progress, why: Why) -> Next {
    match progress.kind {
        OperationKind::Deploy if progress.stage == Stage::Check => Next::Unmade(why),
        OperationKind::Deploy => Next::Undo(undoing(progress.target)[0], why),
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade
        | OperationKind::Delete => Next::Fail(why),
    }
}

/// The stage that stands for this one in a progress message: a person cares for less than Railway does.
fn milestone(stage: Stage, target: TargetKind) -> Stage {
    match stage {
        Stage::Check => Stage::Check,
        Stage::Place | Stage::Service => Stage::Place,
        Stage::Variables => Stage::Variables,
        Stage::Limits | Stage::Volume | Stage::Domain | Stage::Source => Stage::Source,
        // Its keys were handed over before, with a line of their own.
        Stage::Start if target == TargetKind::Railway => Stage::Source,
        Stage::Start => Stage::Start,
        Stage::Restart => Stage::Restart,
        Stage::Answer => Stage::Answer,
        Stage::Stop => Stage::Stop,
        Stage::Remove | Stage::Clear => Stage::Remove,
    }
}

fn milestones(kind: OperationKind, target: TargetKind, checks: bool) -> Vec<Stage> {
    let stages = stages(kind, target).iter().filter(|stage| checks || **stage != Stage::Check);
    let mut milestones: Vec<Stage> = stages.map(|stage| milestone(*stage, target)).collect();
    milestones.dedup();
    milestones
}

/// How far an operation is, for its progress message. `checks` when it began with the check.
pub fn marks(kind: OperationKind, target: TargetKind, checks: bool, now: Stage, failed: bool) -> Vec<(Stage, Mark)> {
    let milestones = milestones(kind, target, checks);
    let at = milestones.iter().position(|stage| *stage == milestone(now, target)).unwrap_or(0);
    let mark = |(n, stage): (usize, Stage)| {
        let mark = if n < at {
            Mark::Done
        } else if n > at {
            Mark::Open
        } else if failed {
            Mark::Failed
        } else {
            Mark::Now
        };
        (stage, mark)
    };
    milestones.into_iter().enumerate().map(mark).collect()
}

/// The progress of an operation that is done.
pub fn all_done(kind: OperationKind, target: TargetKind, checks: bool) -> Vec<(Stage, Mark)> {
    milestones(kind, target, checks).into_iter().map(|stage| (stage, Mark::Done)).collect()
}

#[cfg(test)]
mod tests;
