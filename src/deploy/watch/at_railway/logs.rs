//! The logs of bots without an address, which say how they are: many in one request, each some times an hour.

use tracing::warn;

use super::{Memory, has_problem, is_of_railway};
use crate::App;
use crate::deploy::on_railway::{Marks, read};
use crate::deploy::watch::{note_problem, note_recovery};
use crate::domain::{Millis, Status};
use crate::railway::{Deployment, Fault, LogLine, Railway};
use crate::store::Instance;

/// How often the log of a bot is read that cannot be asked.
const READ_EVERY: Millis = 600_000;
/// How late Railway may have a line. What was read already and is read again changes nothing: the last word counts.
const LATE: Millis = 60_000;
const LINES: u32 = 200;
/// Logs that are read in one request, as long as Railway takes it and no answer is too large.
const READ_AT_ONCE: usize = 50;

/// Reads what these wrote since they were last read.
pub(super) async fn read_all(app: &App, railway: &Railway, running: &[(&Instance, &Deployment)], memory: &mut Memory) {
    let mut wanted = Vec::new();
    for (instance, deployment) in running {
        match is_wanted(app, instance, memory).await {
            // What it said before the last operation on it is over.
            Ok(Some(since)) => wanted.push((*instance, (deployment.id.clone(), since))),
            Ok(None) => {}
            Err(cause) => warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id),
        }
    }
    for some in wanted.chunks((READ_AT_ONCE >> memory.logs_halved).max(1)) {
        let asked: Vec<_> = some.iter().map(|(_, asked)| asked.clone()).collect();
        let now = app.now();
        let found = match railway.logs(&asked, LINES).await {
            Ok(found) => found,
            Err(fault) => {
                // Together they may be more than an answer holds, or than Railway has ready in time.
                let may_be_too_much = match fault {
                    Fault::Unreachable(_) | Fault::Refused(_) | Fault::Schema(_) => some.len() > 1,
                    Fault::Wait(_) | Fault::Blocked | Fault::NotAuthorized | Fault::NotFound(_) | Fault::Exists(_) => {
                        false
                    }
                };
                memory.logs_halved = (memory.logs_halved + u32::from(may_be_too_much)).min(READ_AT_ONCE.ilog2());
                warn!("the logs of {} bots could not be read: {fault}", some.len());
                return;
            }
        };
        for ((instance, _), lines) in some.iter().zip(found) {
            memory.read_at.insert(instance.id.clone(), now);
            if let Err(cause) = note(app, instance, &lines).await {
                warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id);
            }
        }
    }
}

/// Since when, where it is time to read. What was wrong by a bot's own word is not over because nothing is said of it any
/// more; what Railway said is.
async fn is_wanted(app: &App, instance: &Instance, memory: &Memory) -> anyhow::Result<Option<Millis>> {
    if has_problem(instance, is_of_railway) {
        note_recovery(app, instance).await?;
    }
    let (now, last) = (app.now(), memory.read_at.get(&instance.id).copied());
    if last.is_some_and(|last| now - last < READ_EVERY) || app.store.open_operation(&instance.id).await?.is_some() {
        return Ok(None);
    }
    let since = last.map_or(now - READ_EVERY, |last| last - LATE);
    Ok(Some(since.max(instance.status_at)))
}

async fn note(app: &App, instance: &Instance, lines: &[LogLine]) -> anyhow::Result<()> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(()) };
    match read(&blueprint.log, lines) {
        Marks::Trouble(Some(problem)) => note_problem(app, instance, problem, Status::Running).await,
        // It has come up anew since, so whatever was wrong has passed.
        Marks::Ready => note_recovery(app, instance).await,
        Marks::Trouble(None) | Marks::NotYet => Ok(()),
    }
}

/// What one bot wrote since a time; nothing when Railway does not say it now.
pub(super) async fn of(
    app: &App,
    instance: &Instance,
    deployment: &Deployment,
    since: Millis,
) -> anyhow::Result<Option<Vec<LogLine>>> {
    match app.railway()?.log(&deployment.id, LINES, Some(since)).await {
        Ok(lines) => Ok(Some(lines)),
        Err(fault) => {
            warn!(bot = %instance.id, "the log of a bot could not be read: {fault}");
            Ok(None)
        }
    }
}
