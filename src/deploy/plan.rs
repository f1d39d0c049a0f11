//! The stages of each operation, their order, and what the end of one means. Pure.

use std::time::Duration;

use crate::deploy::note::{Mark, Why};
use crate::domain::{Millis, OperationKind, Stage};

/// What an operation does, in order.
pub fn stages(kind: OperationKind) -> &'static [Stage] {
    match kind {
        OperationKind::Deploy => &[Stage::Place, Stage::Start, Stage::Answer],
        OperationKind::Restart | OperationKind::Update => &[Stage::Stop, Stage::Start, Stage::Answer],
        OperationKind::Stop => &[Stage::Stop],
        OperationKind::Resume => &[Stage::Start, Stage::Answer],
        OperationKind::Delete => &[Stage::Stop, Stage::Remove],
    }
}

/// How carrying out a stage ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Done,
    /// Not yet; look again after this time. No fault.
    Wait(Duration),
    /// It did not work this time.
    Fault,
    /// It will not work.
    Never(Why),
}

/// What is known of the operation when a stage ends.
#[derive(Debug, Clone, Copy)]
pub struct Progress {
    pub kind: OperationKind,
    pub is_undoing: bool,
    pub stage: Stage,
    /// Failed tries of this stage before this one.
    pub attempt: u32,
    pub cancelled: bool,
    pub stage_since: Millis,
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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    Stage(Stage),
    /// The same stage again after this time; `fault` counts as a try.
    Again {
        after: Duration,
        fault: bool,
    },
    Finish,
    /// Take back what was done, beginning with this stage.
    Undo(Stage, Why),
    /// Nothing to take back: the bot is as it was, and it did not work.
    Fail(Why),
}

/// Tries of one stage before it is given up. What removes is never given up: it would leave something behind.
const TRIES: u32 = 5;
/// The longest pause between two tries.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);

pub fn next(progress: &Progress, patience: &Patience, end: End) -> Next {
    if progress.cancelled && !progress.is_undoing {
        return give_up(progress.kind, Why::Cancelled);
    }
    match end {
        End::Done => after(progress),
        End::Wait(after) => {
            let waited = Duration::from_millis((progress.now - progress.stage_since).max(0) as u64);
            if waited < patience.answer || progress.is_undoing {
                Next::Again { after, fault: false }
            } else {
                give_up(progress.kind, Why::NoAnswer)
            }
        }
        End::Fault if progress.attempt + 1 < TRIES || takes_away(progress) => {
            let doubled = patience.retry.saturating_mul(1 << progress.attempt.min(16));
            Next::Again { after: doubled.min(LONGEST_PAUSE), fault: true }
        }
        End::Fault => give_up(progress.kind, Why::Machine),
        End::Never(why) => give_up(progress.kind, why),
    }
}

fn takes_away(progress: &Progress) -> bool {
    progress.is_undoing || matches!(progress.stage, Stage::Stop | Stage::Remove)
}

fn after(progress: &Progress) -> Next {
    if progress.is_undoing {
        return Next::Finish;
    }
    let stages = stages(progress.kind);
    let at = stages.iter().position(|stage| *stage == progress.stage);
    match at.and_then(|at| stages.get(at + 1)) {
        Some(stage) => Next::Stage(*stage),
        None => Next::Finish,
    }
}

fn give_up(kind: OperationKind, why: Why) -> Next {
    match kind {
        OperationKind::Deploy => Next::Undo(Stage::Remove, why),
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Delete => Next::Fail(why),
    }
}

/// How far an operation is, for its progress message.
pub fn marks(kind: OperationKind, now: Stage, failed: bool) -> Vec<(Stage, Mark)> {
    let stages = stages(kind);
    let at = stages.iter().position(|stage| *stage == now).unwrap_or(0);
    let mark = |(n, stage): (usize, &Stage)| {
        let mark = if n < at {
            Mark::Done
        } else if n > at {
            Mark::Open
        } else if failed {
            Mark::Failed
        } else {
            Mark::Now
        };
        (*stage, mark)
    };
    stages.iter().enumerate().map(mark).collect()
}

/// The progress of an operation that is done.
pub fn all_done(kind: OperationKind) -> Vec<(Stage, Mark)> {
    stages(kind).iter().map(|stage| (*stage, Mark::Done)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Patience = Patience { answer: Duration::from_secs(900), retry: Duration::from_secs(1) };

    fn at(kind: OperationKind, stage: Stage) -> Progress {
        Progress { kind, is_undoing: false, stage, attempt: 0, cancelled: false, stage_since: 0, now: 0 }
    }

    #[test]
    fn a_deploy_goes_from_place_to_answer() {
        let mut seen = vec![Stage::Place];
        while let Next::Stage(stage) =
            next(&at(OperationKind::Deploy, *seen.last().expect("a stage")), &PATIENCE, End::Done)
        {
            seen.push(stage);
        }
        assert_eq!(seen, [Stage::Place, Stage::Start, Stage::Answer]);
    }

    #[test]
    fn a_fault_is_tried_again_with_growing_pauses_and_then_undone() {
        let mut progress = at(OperationKind::Deploy, Stage::Start);
        let mut pauses = Vec::new();
        let end = loop {
            match next(&progress, &PATIENCE, End::Fault) {
                Next::Again { after, fault: true } => pauses.push(after.as_secs()),
                end => break end,
            }
            progress.attempt += 1;
        };
        assert_eq!(pauses, [1, 2, 4, 8]);
        assert_eq!(end, Next::Undo(Stage::Remove, Why::Machine));
    }

    #[test]
    fn what_removes_is_tried_for_ever() {
        let progress = Progress { attempt: 1_000, ..at(OperationKind::Delete, Stage::Remove) };
        assert_eq!(next(&progress, &PATIENCE, End::Fault), Next::Again { after: LONGEST_PAUSE, fault: true });
    }

    #[test]
    fn waiting_ends_with_the_time_a_deploy_may_take() {
        let early = Progress { now: 899_000, ..at(OperationKind::Deploy, Stage::Answer) };
        let late = Progress { now: 900_000, ..early };
        let wait = End::Wait(Duration::from_secs(1));
        assert_eq!(next(&early, &PATIENCE, wait), Next::Again { after: Duration::from_secs(1), fault: false });
        assert_eq!(next(&late, &PATIENCE, wait), Next::Undo(Stage::Remove, Why::NoAnswer));
    }

    #[test]
    fn cancelling_undoes_a_deploy_but_not_its_undoing() {
        let progress = Progress { cancelled: true, ..at(OperationKind::Deploy, Stage::Answer) };
        assert_eq!(next(&progress, &PATIENCE, End::Done), Next::Undo(Stage::Remove, Why::Cancelled));
        let undoing = Progress { is_undoing: true, stage: Stage::Remove, ..progress };
        assert_eq!(next(&undoing, &PATIENCE, End::Done), Next::Finish);
    }

    #[test]
    fn only_a_deploy_is_undone() {
        for kind in OperationKind::ALL.iter().filter(|kind| **kind != OperationKind::Deploy) {
            let stage = *stages(*kind).first().expect("a stage");
            assert_eq!(next(&at(*kind, stage), &PATIENCE, End::Never(Why::NoAnswer)), Next::Fail(Why::NoAnswer));
        }
    }
}
