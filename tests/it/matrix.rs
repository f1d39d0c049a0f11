//! The fault matrix: whatever happens in whichever step of an operation at Railway, on either database, the same laws
//! hold when it is over. Each test is one step with one mishap, on both databases and for every request of the step.
//!
//! `HATCHERY_MATRIX=all` runs all of them. Otherwise a tenth is run, and the rest passes without having done anything;
//! which tenth is decided by the test's name and `HATCHERY_SEED`.

mod asking;
mod cell;
mod laws;
mod line;
mod mishap;
mod steps;

use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, resume_unwind};

use futures::FutureExt;
use futures::future::join_all;
use hatchery::config::LogFormat;
use hatchery::domain::{OperationKind, Stage};
use hatchery::telemetry;

use crate::databases::{Database, light_databases};
use crate::world::traces::Log;
use cell::Cell;
use mishap::Mishap;
use steps::Step;

/// One in so many tests is run when not all are asked for.
const PART: u64 = 10;

/// Declares a module for each operation, in it one for each of its stages, and in that a test for each mishap.
macro_rules! matrix {
    ($($operation:ident: $($stage:ident = $step:expr),+;)+) => {
        /// Every step that has its tests.
        const TESTED: &[Step] = &[$($($step),+),+];

        $(mod $operation {
            $(mod $stage {
                use super::super::*;
                columns! { $step =>
                    crash_before_the_call: CrashBefore,
                    crash_after_the_call: CrashAfter,
                    crash_after_the_commit: CrashAfterCommit,
                    timeout_applied: TimeoutApplied,
                    timeout_not_applied: TimeoutNotApplied,
                    answer_429: TooMany,
                    answer_500: ServerError,
                    answer_html_403: Html403,
                    graphql_refusal: Refusal,
                    answer_malformed: Malformed,
                    answer_500_after_the_deed: ServerErrorApplied,
                    answer_malformed_after_the_deed: MalformedApplied,
                    lease_lost: LeaseLost,
                    database_away: DatabaseAway,
                    commit_in_doubt: CommitInDoubt,
                    cancel: Cancel,
                }
            })+
        })+
    };
}

macro_rules! columns {
    ($step:expr => $($name:ident: $mishap:ident,)+) => { $(
        #[tokio::test]
        async fn $name() {
            survives(concat!(module_path!(), "::", stringify!($name)), $step, Mishap::$mishap).await;
        }
    )+ };
}

matrix! {
    deploy:
        check = Step::doing(OperationKind::Deploy, Stage::Check),
        place = Step::doing(OperationKind::Deploy, Stage::Place),
        service = Step::doing(OperationKind::Deploy, Stage::Service),
        variables = Step::doing(OperationKind::Deploy, Stage::Variables),
        limits = Step::doing(OperationKind::Deploy, Stage::Limits),
        volume = Step::doing(OperationKind::Deploy, Stage::Volume),
        domain = Step::doing(OperationKind::Deploy, Stage::Domain),
        source = Step::doing(OperationKind::Deploy, Stage::Source),
        start = Step::doing(OperationKind::Deploy, Stage::Start),
        answer = Step::doing(OperationKind::Deploy, Stage::Answer);
    undo:
        remove = Step::undoing(Stage::Remove),
        clear = Step::undoing(Stage::Clear);
    restart:
        restart = Step::doing(OperationKind::Restart, Stage::Restart),
        answer = Step::doing(OperationKind::Restart, Stage::Answer);
    stop:
        stop = Step::doing(OperationKind::Stop, Stage::Stop);
    resume:
        check = Step::doing(OperationKind::Resume, Stage::Check),
        variables = Step::doing(OperationKind::Resume, Stage::Variables),
        start = Step::doing(OperationKind::Resume, Stage::Start),
        answer = Step::doing(OperationKind::Resume, Stage::Answer);
    update:
        check = Step::doing(OperationKind::Update, Stage::Check),
        variables = Step::doing(OperationKind::Update, Stage::Variables),
        start = Step::doing(OperationKind::Update, Stage::Start),
        answer = Step::doing(OperationKind::Update, Stage::Answer);
    upgrade:
        check = Step::doing(OperationKind::Upgrade, Stage::Check),
        variables = Step::doing(OperationKind::Upgrade, Stage::Variables),
        limits = Step::doing(OperationKind::Upgrade, Stage::Limits),
        source = Step::doing(OperationKind::Upgrade, Stage::Source),
        start = Step::doing(OperationKind::Upgrade, Stage::Start),
        answer = Step::doing(OperationKind::Upgrade, Stage::Answer);
    delete:
        stop = Step::doing(OperationKind::Delete, Stage::Stop),
        remove = Step::doing(OperationKind::Delete, Stage::Remove),
        clear = Step::doing(OperationKind::Delete, Stage::Clear);
}

async fn survives(name: &str, step: Step, mishap: Mishap) {
    let seed = std::env::var("HATCHERY_SEED").unwrap_or_default();
    if !is_asked_for(name, &seed) {
        return;
    }
    let log = Log::default();
    crate::listening::everywhere();
    let filter = "trace".parse().expect("a filter");
    let listener = telemetry::subscriber(&filter, LogFormat::Pretty, false, log.clone());
    let _listening = tracing::subscriber::set_default(listener);
    let mut cells = Vec::new();
    for call in mishap.calls(step) {
        cells.extend(light_databases().await.into_iter().map(|database| (*call, database)));
    }
    // Side by side, because most of their time is spent waiting. The databases are there until the last one is over.
    let cells = cells.iter().map(async |(call, database)| {
        let outcome = AssertUnwindSafe(cell(step, mishap, call, database, &log)).catch_unwind().await;
        if let Err(panic) = outcome {
            eprintln!("this was {name} at {call} on {:?}, HATCHERY_SEED={seed}", database.engine);
            resume_unwind(panic);
        }
    });
    join_all(cells).await;
}

/// One cell of the matrix: the operation is led to the step, the mishap happens to this request of it, it goes on.
async fn cell(step: Step, mishap: Mishap, call: &str, database: &Database, log: &Log) {
    let Some(mut cell) = Cell::open(database, step, mishap.has_neighbour(step)).await else { return };
    let held = cell.reach(step).await;
    let asked = cell.count(call);
    mishap.happens(&mut cell, step, call, held).await;
    assert!(cell.count(call) > asked, "{call} was not asked for");
    cell.finish().await;
    laws::hold(&cell, step, mishap, log).await;
}

fn is_asked_for(name: &str, seed: &str) -> bool {
    if std::env::var("HATCHERY_MATRIX").is_ok_and(|part| part == "all") {
        return true;
    }
    let mut hash = DefaultHasher::new();
    (name, seed).hash(&mut hash);
    hash.finish().is_multiple_of(PART)
}

#[test]
fn every_step_of_the_plan_has_its_tests() {
    let missing: Vec<Step> = Step::all().into_iter().filter(|step| !TESTED.contains(step)).collect();
    assert!(missing.is_empty(), "add to `matrix!`: {missing:?}");
    let gone: Vec<&Step> = TESTED.iter().filter(|step| !Step::all().contains(step)).collect();
    assert!(gone.is_empty(), "take from `matrix!`: {gone:?}");
}
