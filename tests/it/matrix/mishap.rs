//! The columns of the matrix: what can happen to a step, and how each is brought about. A mishap happens once, and the
//! operation goes on by itself afterwards.

use std::time::Duration;

use hatchery::deploy::{Operated, run};
use hatchery::domain::{OperationKind, Stage};
use hatchery::store::{Operation, OperationState};
use sqlx::Executor;
use tokio::time::timeout;

use super::cell::{Cell, LEASE, Stopped};
use super::steps::Step;
use crate::databases::Engine;
use crate::fakes::railway::Fault;
use crate::store::{connect, rows, sql};
use crate::world::KEY;

/// Everything that a Hatchery remembers.
pub const TABLES: [&str; 8] =
    ["accounts", "instances", "operations", "outbox", "places", "quota_uses", "secrets", "steps"];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mishap {
    /// A crash after the intent was committed, before Railway has done what it was asked for.
    CrashBefore,
    /// A crash after Railway has done it, before that is committed.
    CrashAfter,
    /// A crash after each commit of the step.
    CrashAfterCommit,
    TimeoutApplied,
    TimeoutNotApplied,
    TooMany,
    ServerError,
    Html403,
    /// A GraphQL error that quotes what was sent, secret and all.
    Refusal,
    Malformed,
    ServerErrorApplied,
    MalformedApplied,
    /// The worker is paused while it asks, another takes over and finishes, then the first wakes up.
    LeaseLost,
    /// What came of the call cannot be recorded: PostgreSQL is gone, SQLite's disk takes no more.
    DatabaseAway,
    /// PostgreSQL commits what came of it and the answer is lost; on SQLite another process has the lock meanwhile.
    CommitInDoubt,
    /// The person cancels while the request hangs; where there is nothing to cancel, they delete or press again.
    Cancel,
}

impl Mishap {
    /// The requests of a step that it can happen to.
    pub fn calls(self, step: Step) -> &'static [&'static str] {
        match self {
            // It is about the ends of the step, whatever was asked for before.
            Mishap::CrashAfterCommit => &step.calls()[..1],
            Mishap::CrashBefore
            | Mishap::CrashAfter
            | Mishap::TimeoutApplied
            | Mishap::TimeoutNotApplied
            | Mishap::TooMany
            | Mishap::ServerError
            | Mishap::Html403
            | Mishap::Refusal
            | Mishap::Malformed
            | Mishap::ServerErrorApplied
            | Mishap::MalformedApplied
            | Mishap::LeaseLost
            | Mishap::DatabaseAway
            | Mishap::CommitInDoubt
            | Mishap::Cancel => step.calls(),
        }
    }

    /// Whether the person has another bot in the same project, so that the project stays and nothing goes just with it.
    pub fn has_neighbour(self, step: Step) -> bool {
        let is_given_up = matches!(self, Mishap::Cancel | Mishap::Refusal) && step.kind == OperationKind::Deploy;
        match step.stage {
            Stage::Remove => true,
            // Made and left with the only bot.
            Stage::Check | Stage::Place | Stage::Clear => false,
            Stage::Service
            | Stage::Variables
            | Stage::Limits
            | Stage::Volume
            | Stage::Domain
            | Stage::Source
            | Stage::Start
            | Stage::Restart
            | Stage::Answer
            | Stage::Stop => is_given_up,
        }
    }

    /// Lets it happen to the request, and leaves an operation that can go on.
    pub async fn happens(self, cell: &mut Cell<'_>, step: Step, call: &str, held: Operation) {
        if self.is_unknown() {
            cell.railway.lag(2);
        }
        if let Some(fault) = self.at_railway() {
            cell.fails_next(call, fault);
        }
        match self {
            Mishap::CrashBefore | Mishap::CrashAfter => {
                drop(cell.until_asked(step, held, call).await);
                cell.restart().await;
            }
            Mishap::CrashAfterCommit => crash_after_each_commit(cell, step, held).await,
            Mishap::TimeoutApplied
            | Mishap::TimeoutNotApplied
            | Mishap::TooMany
            | Mishap::ServerError
            | Mishap::Html403
            | Mishap::Refusal
            | Mishap::Malformed
            | Mishap::ServerErrorApplied
            | Mishap::MalformedApplied => {
                let asking = cell.until_asked(step, held, call).await;
                asking.await.expect("a fault of Railway's is a result like any other");
            }
            Mishap::LeaseLost => {
                let paused = cell.until_asked(step, held, call).await;
                lease_lost(cell, paused).await;
            }
            Mishap::DatabaseAway => {
                let asking = cell.until_asked(step, held, call).await;
                database_away(cell, asking).await;
            }
            Mishap::CommitInDoubt => {
                let asking = cell.until_asked(step, held, call).await;
                commit_in_doubt(cell, asking).await;
            }
            Mishap::Cancel => {
                let hanging = cell.until_asked(step, held, call).await;
                cancel(cell, step).await;
                hanging.await.expect("what came of it is recorded");
            }
        }
    }

    /// Whether nobody learns of a deed that was done. What it made is not even seen at once, as it can be at Railway.
    fn is_unknown(self) -> bool {
        match self {
            Mishap::CrashAfter
            | Mishap::TimeoutApplied
            | Mishap::ServerErrorApplied
            | Mishap::MalformedApplied
            | Mishap::LeaseLost
            | Mishap::DatabaseAway
            | Mishap::CommitInDoubt
            | Mishap::Cancel => true,
            Mishap::CrashBefore
            | Mishap::CrashAfterCommit
            | Mishap::TimeoutNotApplied
            | Mishap::TooMany
            | Mishap::ServerError
            | Mishap::Html403
            | Mishap::Refusal
            | Mishap::Malformed => false,
        }
    }

    fn at_railway(self) -> Option<Fault> {
        match self {
            Mishap::CrashBefore | Mishap::TimeoutNotApplied => Some(Fault::HangBefore),
            Mishap::CrashAfter | Mishap::TimeoutApplied | Mishap::Cancel => Some(Fault::HangAfter),
            Mishap::TooMany => Some(Fault::TooMany { retry_after_s: 1 }),
            Mishap::ServerError => Some(Fault::Status(500)),
            Mishap::Html403 => Some(Fault::Html403),
            Mishap::Refusal => Some(Fault::GraphQl(format!("Your plan does not include {KEY}"))),
            Mishap::Malformed => Some(Fault::Malformed),
            Mishap::ServerErrorApplied => Some(Fault::After(Box::new(Fault::Status(500)))),
            Mishap::MalformedApplied => Some(Fault::After(Box::new(Fault::Malformed))),
            Mishap::CrashAfterCommit | Mishap::LeaseLost | Mishap::DatabaseAway | Mishap::CommitInDoubt => None,
        }
    }
}

async fn crash_after_each_commit(cell: &mut Cell<'_>, step: Step, mut held: Operation) {
    while (held.state, held.stage) == (step.state, step.stage) {
        run::work(cell.app(), &held).await.expect("a stage is carried out and recorded");
        cell.restart().await;
        let Some(next) = cell.claim().await else { return };
        held = next;
    }
    // It was claimed by somebody who crashed at once.
    cell.restart().await;
}

async fn lease_lost(cell: &mut Cell<'_>, paused: Stopped) {
    if cell.database.engine == Engine::Postgres {
        cell.takes_over().await;
    }
    cell.let_pass(LEASE);
    cell.finish().await;
    let (known, asked) = (rows(&cell.database.url, &TABLES).await, cell.railway.requests().len());
    paused.await.expect("it gives up without a fault");
    assert_eq!(rows(&cell.database.url, &TABLES).await, known, "whoever lost the lease changes nothing");
    assert_eq!(cell.railway.requests().len(), asked, "and asks for nothing more");
}

async fn database_away(cell: &mut Cell<'_>, asking: Stopped) {
    let url = &cell.database.url;
    match cell.database.engine {
        Engine::Sqlite => {
            let trigger = "CREATE TRIGGER full BEFORE UPDATE ON operations BEGIN SELECT RAISE(ABORT, 'disk full'); END";
            sql(url, trigger).await;
            asking.await.expect_err("nothing can be recorded");
            sql(url, "DROP TRIGGER full").await;
        }
        Engine::Postgres => {
            cell.line().cut();
            asking.await.expect_err("nothing can be recorded");
            cell.line().mend();
        }
    }
}

async fn commit_in_doubt(cell: &mut Cell<'_>, mut asking: Stopped) {
    match cell.database.engine {
        Engine::Sqlite => {
            let mut other = connect(&cell.database.url).await;
            other.execute("BEGIN IMMEDIATE").await.expect("it has the lock");
            let waited = timeout(Duration::from_millis(50), &mut asking).await;
            assert!(waited.is_err(), "it was recorded although somebody else had the lock");
            other.execute("ROLLBACK").await.expect("it gives the lock back");
            asking.await.expect("it waits for its turn");
        }
        Engine::Postgres => {
            cell.line().loses_the_answer_to_the_next_commit();
            asking.await.expect_err("nobody can know whether it was recorded");
            assert!(cell.line().is_whole(), "a commit was sent");
        }
    }
}

/// One winner: the cancellation, or what is under way.
async fn cancel(cell: &Cell<'_>, step: Step) {
    let pressed = (cell.cancel().await, cell.operate(OperationKind::Delete).await);
    let expected = match (step.kind, step.state, step.stage) {
        (OperationKind::Deploy, OperationState::Doing, _) => (Operated::Accepted, Operated::Accepted),
        (OperationKind::Deploy, OperationState::Undoing, _) => (Operated::Pointless, Operated::Pointless),
        // Once it is stopped, a bot that is deleted is nobody's any more.
        (OperationKind::Delete, _, Stage::Remove | Stage::Clear) => (Operated::Gone, Operated::Gone),
        (
            OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Resume
            | OperationKind::Update
            | OperationKind::Upgrade,
            _,
            _,
        ) => (Operated::Pointless, Operated::Accepted),
        (OperationKind::Delete, _, _) => (Operated::Pointless, Operated::Busy(OperationKind::Delete)),
    };
    assert_eq!(pressed, expected);
}
