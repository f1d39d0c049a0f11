//! What the end of a stage adds to the numbers, once it is recorded.

use std::time::Duration;

use crate::App;
use crate::deploy::carried::Carried;
use crate::deploy::note::Proof;
use crate::deploy::plan::{Next, Progress};
use crate::domain::OperationKind;
use crate::domain::counted::{Milestone, OperationEnd, StageEnd};

/// How a try of a stage ended, and how the operation did when that was its end.
pub struct Ends {
    tried: StageEnd,
    over: Option<OperationEnd>,
    /// The bot said something to a question.
    has_answered: bool,
}

pub fn ends(next: &Next, carried: &Carried, is_undoing: bool) -> Ends {
    let (tried, over) = match next {
        Next::Stage(_) | Next::HandOver(_) => (StageEnd::Done, None),
        Next::Again { fault: true, .. } => (StageEnd::Fault, None),
        Next::Again { fault: false, .. } => (StageEnd::Waits, None),
        Next::Undo(..) => (StageEnd::TurnedBack, None),
        Next::Unmade(_) => (StageEnd::TurnedBack, Some(OperationEnd::Undone)),
        Next::Fail(_) => (StageEnd::Failed, Some(OperationEnd::Failed)),
        Next::Finish if is_undoing => (StageEnd::Done, Some(OperationEnd::Undone)),
        Next::Finish => (StageEnd::Done, Some(OperationEnd::Done)),
    };
    Ends { tried, over, has_answered: carried.proof == Proof::Answered && carried.problem.is_none() }
}

pub fn count(app: &App, progress: &Progress, ends: &Ends) {
    app.metrics.tried(progress.kind, progress.stage, ends.tried);
    let Some(over) = ends.over else { return };
    let took = (progress.now - progress.created_at).max(0) as u64;
    app.metrics.over(progress.kind, over, Duration::from_millis(took));
    if progress.kind == OperationKind::Deploy && over == OperationEnd::Done {
        let reached = if ends.has_answered { Milestone::Answered } else { Milestone::Running };
        app.metrics.passed(Milestone::passed(Some(Milestone::Accepted), reached));
    }
}
