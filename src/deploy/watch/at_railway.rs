//! The bots at Railway, looked at from time to time: many environments in one request, and none when the budget is
//! needed for people. An outage changes nothing that we know of a bot; it is only said that we do not know. A bot that
//! comes back by itself, or by somebody's hand at Railway, is said to be back.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use anyhow::Context;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::App;
use crate::deploy::note::Proof;
use crate::deploy::on_railway::{Marks, bot_address, read};
use crate::deploy::spend;
use crate::deploy::strays::{self, Suspects};
use crate::deploy::watch::{SILENT_AFTER, ask, hear, note_problem, note_recovery, note_return};
use crate::domain::{Id, Millis, Problem, Remote, Status, TargetKind, price};
use crate::duty::{self, Duty};
use crate::preflight::Look;
use crate::railway::{Deployment, DeploymentStatus, Fault, LogLine, Railway, WATCHED_AT_ONCE, Watched};
use crate::store::{Durability, Instance};

/// How often bots are looked at where the budget allows it.
const LOOK_EVERY: Duration = Duration::from_secs(60);
/// The same where it is a hundred requests an hour.
const LOOK_SELDOM: Duration = Duration::from_secs(600);
const SMALL_BUDGET: u64 = 100;
/// How long Railway may take to deploy a bot anew by itself before its owner hears of it.
const WORTH_TELLING: Millis = 300_000;
/// How often the log of a bot is read that cannot be asked.
const READ_EVERY: Millis = 600_000;
const LINES: u32 = 200;
/// How often it is asked what bots have cost.
const COUNT_EVERY: Millis = 3_600_000;

/// What is remembered between two looks; a restart begins anew and loses nothing that a person would miss.
#[derive(Default)]
struct Memory {
    silent: HashMap<Id, u32>,
    missing: HashMap<Id, u32>,
    /// When the log of a bot without an address was read.
    read_at: HashMap<Id, Millis>,
    /// Since when Railway deploys a bot of which nothing serves.
    waiting: HashMap<Id, Millis>,
    suspects: Suspects,
    counted_at: Millis,
    /// Whether the database has it that Railway is away; nothing when that was not looked up yet.
    is_away: Option<bool>,
    /// How often Railway may have found a look too large, by so many halves it is smaller.
    halved: u32,
}

/// Of `WATCHED_AT_ONCE`, 100, that leaves one.
const MOST_HALVED: u32 = 6;

/// Looks at every running bot, again and again, until `stop`; of several Hatcheries one does.
pub async fn look_after(app: &App, stop: CancellationToken) {
    let Some(railway) = &app.railway else { return };
    // Known before anybody waits for it; what is not known yet is asked for when it is needed.
    if let Some(Err(fault)) = stop.run_until_cancelled(railway.plan()).await {
        warn!("Railway does not say what the workspace has: {fault}");
    }
    duty::alone(app, Duty::Watching, &stop, |stop| watch(app, railway, stop)).await;
}

async fn watch(app: &App, railway: &Railway, stop: CancellationToken) {
    let mut memory = Memory::default();
    loop {
        let pause = match railway.budget().limit {
            Some(limit) if limit <= SMALL_BUDGET => LOOK_SELDOM,
            Some(_) | None => app.config.pace.job_poll.saturating_mul(60).min(LOOK_EVERY),
        };
        if stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_none() {
            return;
        }
        if let Err(cause) = look(app, railway, &mut memory).await {
            warn!("the bots at Railway could not be looked at: {cause:#}");
        }
    }
}

async fn look(app: &App, railway: &Railway, memory: &mut Memory) -> anyhow::Result<()> {
    let instances = app.store.instances_on(TargetKind::Railway).await?;
    let is_known = |id: &Id| instances.iter().any(|instance| instance.id == *id);
    memory.silent.retain(|id, _| is_known(id));
    memory.missing.retain(|id, _| is_known(id));
    memory.waiting.retain(|id, _| is_known(id));
    memory.read_at.retain(|id, _| is_known(id));
    if !railway.has_budget_to_spare() {
        return Ok(());
    }
    if let Err(fault) = look_at_bots(app, railway, &instances, memory).await? {
        return note_fault(app, &fault, memory).await;
    }
    if memory.is_away != Some(false) {
        app.store.note_back(TargetKind::Railway).await?;
        memory.is_away = Some(false);
    }
    if app.now() - memory.counted_at >= COUNT_EVERY {
        memory.counted_at = app.now();
        if let Err(fault) = railway.plan().await {
            warn!("Railway does not say what the workspace has: {fault}");
        }
        count(app, railway, &instances).await?;
        strays::census(app, railway, &mut memory.suspects).await?;
    }
    Ok(())
}

async fn look_at_bots(
    app: &App,
    railway: &Railway,
    instances: &[Instance],
    memory: &mut Memory,
) -> anyhow::Result<Result<(), Fault>> {
    let watched: Vec<(&Instance, &Remote)> = instances
        .iter()
        .filter(|instance| is_settled(instance.status))
        .filter_map(|instance| Some((instance, instance.remote.as_ref()?)))
        .collect();
    let environments: BTreeSet<&String> = watched.iter().map(|(_, remote)| &remote.environment).collect();
    let environments: Vec<String> = environments.into_iter().cloned().collect();
    let mut seen: BTreeMap<&String, Watched> = BTreeMap::new();
    for some in environments.chunks(WATCHED_AT_ONCE >> memory.halved) {
        match railway.watch(some).await {
            Ok(found) => seen.extend(some.iter().zip(found)),
            Err(fault) => {
                // It is not documented how much Railway takes in one request.
                let may_be_too_much = matches!(fault, Fault::Refused(_) | Fault::Schema(_)) && some.len() > 1;
                memory.halved = (memory.halved + u32::from(may_be_too_much)).min(MOST_HALVED);
                return Ok(Err(fault));
            }
        }
    }
    for (instance, remote) in watched {
        let Some(found) = seen.get(&remote.environment) else { continue };
        if let Err(cause) = look_at(app, instance, remote, found, memory).await {
            warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id);
        }
    }
    Ok(Ok(()))
}

/// Whether a bot is in a state that can be found to be another one at Railway.
fn is_settled(status: Status) -> bool {
    match status {
        Status::Running | Status::Stopped | Status::Failed => true,
        Status::Pending | Status::Deploying | Status::Terminated => false,
    }
}

/// An outage is remembered as one: nothing is known of any bot until it ends.
async fn note_fault(app: &App, fault: &Fault, memory: &mut Memory) -> anyhow::Result<()> {
    warn!("Railway cannot be asked how bots are: {fault}");
    match fault {
        Fault::Unreachable(_) | Fault::Blocked | Fault::NotAuthorized => {
            app.store.note_away(TargetKind::Railway, app.now()).await?;
            memory.is_away = Some(true);
        }
        // Railway is there; it is we who may not ask, or not now.
        Fault::Wait(_) | Fault::NotFound(_) | Fault::Exists(_) | Fault::Schema(_) | Fault::Refused(_) => {}
    }
    Ok(())
}

async fn look_at(
    app: &App,
    instance: &Instance,
    remote: &Remote,
    seen: &Watched,
    memory: &mut Memory,
) -> anyhow::Result<()> {
    let service = match seen {
        Watched::Seen(seen) => remote.service.as_ref().and_then(|service| seen.service(service)),
        Watched::Gone => None,
        Watched::Closed | Watched::TooMany => return Ok(()),
    };
    let Some(service) = service else {
        // What is new, or just moved, can be invisible for a while.
        let looks = memory.missing.entry(instance.id.clone()).or_default();
        *looks += 1;
        return match *looks >= SILENT_AFTER {
            true => note_problem(app, instance, Problem::RemovedThere, Status::Failed).await,
            false => Ok(()),
        };
    };
    memory.missing.remove(&instance.id);
    let serving = service.active.iter().find(|active| !active.is_over());
    let verdict = verdict(service.latest.as_ref(), serving);
    if verdict != Verdict::Wait {
        memory.waiting.remove(&instance.id);
    }
    match verdict {
        Verdict::Wait => {
            let since = *memory.waiting.entry(instance.id.clone()).or_insert(app.now());
            match app.now() - since >= WORTH_TELLING {
                true => note_problem(app, instance, Problem::Redeploying, Status::Running).await,
                false => Ok(()),
            }
        }
        Verdict::Serves(deployment) if instance.status != Status::Running => {
            adopt(app, instance, remote, deployment).await?;
            has_returned(app, instance, remote, deployment).await
        }
        Verdict::Serves(deployment) => {
            adopt(app, instance, remote, deployment).await?;
            match bot_address(app, remote) {
                Some(origin) => ask(app, &app.http, &origin, instance, &mut memory.silent).await,
                None => read_log(app, instance, deployment, memory).await,
            }
        }
        Verdict::ServesWith(problem) => note_problem(app, instance, problem, Status::Running).await,
        Verdict::Gone(problem, status) => note_problem(app, instance, problem, status).await,
    }
}

/// A bot without an address says how it is in its log only. What was wrong by its own word is not over because nothing
/// is said of it any more; what Railway said is.
async fn read_log(app: &App, instance: &Instance, deployment: &Deployment, memory: &mut Memory) -> anyhow::Result<()> {
    if problem_of(instance)?.is_some_and(is_of_railway) {
        note_recovery(app, instance).await?;
    }
    let (now, last) = (app.now(), memory.read_at.get(&instance.id).copied());
    if last.is_some_and(|last| now - last < READ_EVERY) || app.store.open_operation(&instance.id).await?.is_some() {
        return Ok(());
    }
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(()) };
    // What it said before the last operation on it is over.
    let since = last.unwrap_or(now - READ_EVERY).max(instance.status_at);
    let Some(lines) = log_of(app, instance, deployment, since).await? else { return Ok(()) };
    memory.read_at.insert(instance.id.clone(), now);
    match read(&blueprint.log, &lines) {
        Marks::Trouble(Some(problem)) => note_problem(app, instance, problem, Status::Running).await,
        // It has come up anew since, so whatever was wrong has passed.
        Marks::Ready => note_recovery(app, instance).await,
        Marks::Trouble(None) | Marks::NotYet => Ok(()),
    }
}

/// What a bot wrote since a time; nothing when Railway does not say it now.
async fn log_of(
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

/// A bot that had failed or was stopped serves, without our doing. It is believed when the bot says so itself.
async fn has_returned(app: &App, instance: &Instance, remote: &Remote, serving: &Deployment) -> anyhow::Result<()> {
    if let Some(origin) = bot_address(app, remote) {
        return match hear(app, &app.http, &origin, instance).await? {
            Some(Look::Listens { .. }) => note_return(app, instance, Proof::Answered).await,
            Some(Look::NotYet | Look::TokenRevoked | Look::TokenTaken) | None => Ok(()),
        };
    }
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(()) };
    let Some(lines) = log_of(app, instance, serving, serving.created_at).await? else { return Ok(()) };
    match read(&blueprint.log, &lines) {
        Marks::Ready => note_return(app, instance, Proof::Started).await,
        Marks::NotYet | Marks::Trouble(_) => Ok(()),
    }
}

fn problem_of(instance: &Instance) -> anyhow::Result<Option<Problem>> {
    instance.problem.as_ref().map(|(problem, _)| serde_json::from_str(problem).context("read a problem")).transpose()
}

/// Whether Railway tells of it, and not the bot.
fn is_of_railway(problem: Problem) -> bool {
    match problem {
        Problem::Crashed
        | Problem::Ended
        | Problem::Asleep
        | Problem::UpdateFailed
        | Problem::Redeploying
        | Problem::StoppedThere
        | Problem::RemovedThere => true,
        Problem::Exited(_)
        | Problem::Killed(_)
        | Problem::GaveUp
        | Problem::NotStarted
        | Problem::Unreadable
        | Problem::Silent
        | Problem::KeyRefused
        | Problem::NoCredit
        | Problem::TokenRevoked
        | Problem::TokenTaken => false,
    }
}

/// What the newest attempt and what serves say together.
#[derive(Debug, PartialEq, Eq)]
pub enum Verdict<'a> {
    /// Something is on its way.
    Wait,
    Serves(&'a Deployment),
    ServesWith(Problem),
    Gone(Problem, Status),
}

pub fn verdict<'a>(latest: Option<&'a Deployment>, serving: Option<&'a Deployment>) -> Verdict<'a> {
    let Some(latest) = latest else { return Verdict::Gone(Problem::StoppedThere, Status::Stopped) };
    match &latest.status {
        DeploymentStatus::Success if latest.is_stopped => Verdict::Gone(Problem::Ended, Status::Failed),
        DeploymentStatus::Success => Verdict::Serves(latest),
        DeploymentStatus::Sleeping => Verdict::ServesWith(Problem::Asleep),
        DeploymentStatus::Crashed => Verdict::Gone(Problem::Crashed, Status::Failed),
        DeploymentStatus::Failed if serving.is_some() => Verdict::ServesWith(Problem::UpdateFailed),
        DeploymentStatus::Failed => Verdict::Gone(Problem::Crashed, Status::Failed),
        DeploymentStatus::Removing | DeploymentStatus::Removed | DeploymentStatus::Skipped => match serving {
            Some(serving) => Verdict::Serves(serving),
            None => Verdict::Gone(Problem::StoppedThere, Status::Stopped),
        },
        DeploymentStatus::Initializing
        | DeploymentStatus::Queued
        | DeploymentStatus::Waiting
        | DeploymentStatus::NeedsApproval
        | DeploymentStatus::Building
        | DeploymentStatus::Deploying
        | DeploymentStatus::Unknown(_) => match serving {
            Some(serving) => Verdict::Serves(serving),
            None => Verdict::Wait,
        },
    }
}

/// Railway redeploys on its own, for example when a host moves: the deployment is another one, the bot is not.
async fn adopt(app: &App, instance: &Instance, remote: &Remote, serving: &Deployment) -> anyhow::Result<()> {
    if remote.deployment.as_ref() == Some(&serving.id) {
        return Ok(());
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if tx.is_undisturbed(instance).await? {
        let adopted = Remote { deployment: Some(serving.id.clone()), ..remote.clone() };
        tx.set_remote(&instance.id, Some(&adopted)).await?;
        tx.commit().await?;
        info!(bot = %instance.id, "bot {} runs as a deployment that Railway made", instance.id);
    }
    Ok(())
}

/// Asks once for all bots what they have cost since the month began.
async fn count(app: &App, railway: &Railway, instances: &[Instance]) -> anyhow::Result<()> {
    if instances.is_empty() {
        return Ok(());
    }
    let month = price::month_began(app.now());
    let asked = async { railway.usage(&railway.placement().await?, month).await };
    let rows = match asked.await {
        Ok(rows) => rows,
        Err(fault) => {
            warn!("Railway does not say what bots have cost: {fault}");
            return Ok(());
        }
    };
    let cost = |service: &String| {
        let mine = rows.iter().filter(|(_, of, _)| of == service);
        mine.map(|(measurement, _, value)| price::used(measurement, *value)).sum::<i64>()
    };
    let costs: Vec<(Id, i64)> = instances
        .iter()
        .filter_map(|instance| Some((instance.id.clone(), cost(instance.remote.as_ref()?.service.as_ref()?))))
        .collect();
    app.store.set_costs(&costs, app.now()).await?;
    spend::recount(app).await
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deployment(status: DeploymentStatus, is_stopped: bool) -> Deployment {
        Deployment { id: "d".into(), status, is_stopped, created_at: 0 }
    }

    #[test]
    fn each_state_is_told_truly() {
        let serving = deployment(DeploymentStatus::Success, false);
        let alone = |status, is_stopped| {
            let latest = deployment(status, is_stopped);
            format!("{:?}", verdict(Some(&latest), None))
        };
        assert_eq!(alone(DeploymentStatus::Success, true), "Gone(Ended, Failed)");
        assert_eq!(alone(DeploymentStatus::Crashed, false), "Gone(Crashed, Failed)");
        assert_eq!(alone(DeploymentStatus::Sleeping, false), "ServesWith(Asleep)");
        assert_eq!(alone(DeploymentStatus::Removed, false), "Gone(StoppedThere, Stopped)");
        assert_eq!(alone(DeploymentStatus::Queued, false), "Wait");
        assert_eq!(alone(DeploymentStatus::Unknown("HIBERNATING".into()), false), "Wait");
        let failed = deployment(DeploymentStatus::Failed, false);
        assert_eq!(verdict(Some(&failed), Some(&serving)), Verdict::ServesWith(Problem::UpdateFailed));
        assert_eq!(verdict(Some(&failed), None), Verdict::Gone(Problem::Crashed, Status::Failed));
    }
}
