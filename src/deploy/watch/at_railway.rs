//! The bots at Railway, looked at from time to time. Whoever has an address is asked there, which costs no request to
//! Railway; Railway itself is asked about many environments in one request, at once about a bot that does not answer,
//! often about one that cannot be asked, has just changed or is in trouble, seldom about those that are well, and not at
//! all when the budget is needed for people. An outage changes nothing that we know of a bot; it is only said that we do
//! not know. A bot that comes back by itself, or by somebody's hand at Railway, is said to be back.

mod logs;
mod rounds;
mod verdict;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use futures::StreamExt;
use futures::stream::FuturesUnordered;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::App;
use crate::deploy::note::Proof;
use crate::deploy::on_railway::{Marks, bot_address, read};
use crate::deploy::spend;
use crate::deploy::strays::{self, Suspects};
use crate::deploy::watch::{SILENT_AFTER, ask, hear, note_look, note_problem, note_return};
use crate::domain::{Id, Millis, Problem, Remote, Status, TargetKind, price};
use crate::duty::{self, Duty};
use crate::preflight::Look;
use crate::railway::{Deployment, Fault, Railway, WATCHED_AT_ONCE, Watched};
use crate::store::{Durability, Instance};
use rounds::Round;
use verdict::{Verdict, verdict};

/// How often bots are asked at their addresses; `rounds.rs` says in which of these looks Railway is asked, and of whom.
const LOOK_EVERY: Duration = Duration::from_secs(45);
/// Bots that are asked side by side: one that takes its time holds up no other.
const ASKED_AT_ONCE: usize = 16;
/// How long Railway may take to deploy a bot anew by itself before its owner hears of it.
const WORTH_TELLING: Millis = 300_000;
/// How often it is asked what bots have cost, and about what Railway does not show.
const COUNT_EVERY: Millis = 3_600_000;

/// What is remembered between two looks; a restart begins anew and loses nothing that a person would miss.
#[derive(Default)]
struct Memory {
    round: Round,
    silent: HashMap<Id, u32>,
    missing: HashMap<Id, u32>,
    /// When Railway showed nothing of where a bot lives: one such place spoils a request about many.
    unseen_at: HashMap<Id, Millis>,
    /// When the log of a bot without an address was read.
    read_at: HashMap<Id, Millis>,
    /// Since when Railway deploys a bot of which nothing serves.
    waiting: HashMap<Id, Millis>,
    suspects: Suspects,
    counted_at: Millis,
    /// Whether the database has it that Railway is away; nothing when that was not looked up yet.
    is_away: Option<bool>,
    /// How often Railway may have found a look too large, by so many halves it is smaller. One of
    /// them is taken back each hour.
    halved: u32,
    /// The same of logs.
    logs_halved: u32,
}

/// Of `WATCHED_AT_ONCE`, 100, that leaves one.
const MOST_HALVED: u32 = 6;

/// A bot and where it lives.
type Placed<'a> = (&'a Instance, &'a Remote);

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
    let pause = app.config.pace.job_poll.saturating_mul(60).min(LOOK_EVERY);
    while stop.run_until_cancelled(tokio::time::sleep(pause)).await.is_some() {
        memory.round = memory.round.next(railway.budget().limit);
        if let Err(cause) = look(app, railway, &mut memory).await {
            warn!("the bots at Railway could not be looked at: {cause:#}");
        }
    }
}

async fn look(app: &App, railway: &Railway, memory: &mut Memory) -> anyhow::Result<()> {
    let instances = app.store.instances_on(TargetKind::Railway).await?;
    let known: BTreeSet<&Id> = instances.iter().map(|instance| &instance.id).collect();
    memory.silent.retain(|id, _| known.contains(id));
    memory.missing.retain(|id, _| known.contains(id));
    memory.waiting.retain(|id, _| known.contains(id));
    memory.read_at.retain(|id, _| known.contains(id));
    memory.unseen_at.retain(|id, at| known.contains(id) && app.now() - *at < COUNT_EVERY);
    let mut placed: Vec<Placed<'_>> = Vec::new();
    for instance in &instances {
        if is_settled(instance.status) && !memory.unseen_at.contains_key(&instance.id) {
            placed.extend(instance.remote.as_ref().map(|remote| (instance, remote)));
        }
    }
    let heard = hear_all(app, &placed, memory).await;
    if !railway.has_budget_to_spare() {
        return Ok(());
    }
    let mut asked_about = placed;
    asked_about.retain(|placed| is_due(app, placed, &heard, memory));
    if asked_about.is_empty() && !memory.round.is_whole() {
        return Ok(());
    }
    if let Err(fault) = look_at_bots(app, railway, &asked_about, &heard, memory).await? {
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
        strays::census(app, railway, WATCHED_AT_ONCE >> memory.halved, &mut memory.suspects).await?;
        // What was refused may have had another reason, which has passed.
        memory.halved = memory.halved.saturating_sub(1);
        memory.logs_halved = memory.logs_halved.saturating_sub(1);
    }
    Ok(())
}

/// Asks each bot that has an address how it is, and notes what it says. Of one that says nothing Railway is asked.
async fn hear_all(app: &App, placed: &[Placed<'_>], memory: &mut Memory) -> HashMap<Id, Look> {
    let mut askable = Vec::new();
    for (instance, remote) in placed {
        // One that Railway has put to sleep would be woken.
        let is_askable = instance.status == Status::Running && !has_problem(instance, is_of_railway);
        let origin = bot_address(app, remote).filter(|_| is_askable);
        askable.extend(origin.map(|origin| (*instance, origin)));
    }
    let (mut askable, mut asked, mut heard) = (askable.into_iter(), FuturesUnordered::new(), HashMap::new());
    loop {
        for (instance, origin) in askable.by_ref().take(ASKED_AT_ONCE - asked.len()) {
            asked.push(hear_one(app, instance, origin));
        }
        let Some((instance, look)) = asked.next().await else { return heard };
        let noted = match look {
            Ok(None) => continue,
            Ok(Some(look)) => {
                heard.insert(instance.id.clone(), look);
                match look {
                    Look::NotYet => Ok(()),
                    Look::Listens { .. } | Look::TokenRevoked | Look::TokenTaken => {
                        note_look(app, instance, look, &mut memory.silent).await
                    }
                }
            }
            Err(cause) => Err(cause),
        };
        if let Err(cause) = noted {
            warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id);
        }
    }
}

async fn hear_one<'a>(
    app: &App,
    instance: &'a Instance,
    origin: String,
) -> (&'a Instance, anyhow::Result<Option<Look>>) {
    (instance, hear(app, &app.http, &origin, instance).await)
}

/// Whether Railway is asked about a bot this time.
fn is_due(app: &App, (instance, remote): &Placed<'_>, heard: &HashMap<Id, Look>, memory: &Memory) -> bool {
    let (round, now) = (memory.round, app.now());
    let is_silent = heard.get(&instance.id) == Some(&Look::NotYet);
    let is_restless = || {
        rounds::is_restless(instance, now)
            || bot_address(app, remote).is_none()
            || memory.missing.contains_key(&instance.id)
            || memory.waiting.contains_key(&instance.id)
            || memory.is_away == Some(true)
    };
    round.is_whole() || (is_silent && !round.is_spare()) || (round.is_close() && is_restless())
}

async fn look_at_bots(
    app: &App,
    railway: &Railway,
    asked_about: &[Placed<'_>],
    heard: &HashMap<Id, Look>,
    memory: &mut Memory,
) -> anyhow::Result<Result<(), Fault>> {
    let environments: BTreeSet<&String> = asked_about.iter().map(|(_, remote)| &remote.environment).collect();
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
    let mut in_logs = Vec::new();
    for placed in asked_about {
        let (instance, remote) = placed;
        let Some(found) = seen.get(&remote.environment) else { continue };
        match look_at(app, *placed, found, heard.get(&instance.id).copied(), memory).await {
            Ok(None) => {}
            Ok(Some(deployment)) => in_logs.push((*instance, deployment)),
            Err(cause) => warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id),
        }
    }
    logs::read_all(app, railway, &in_logs, memory).await;
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

/// Notes what Railway shows of a bot. Gives the deployment whose log says how the bot is, where it cannot be asked.
async fn look_at<'a>(
    app: &App,
    (instance, remote): Placed<'_>,
    seen: &'a Watched,
    heard: Option<Look>,
    memory: &mut Memory,
) -> anyhow::Result<Option<&'a Deployment>> {
    let service = match seen {
        Watched::Seen(seen) => remote.service.as_ref().and_then(|service| seen.service(service)),
        Watched::Gone => None,
        Watched::Closed => {
            memory.unseen_at.insert(instance.id.clone(), app.now());
            return Ok(None);
        }
        Watched::TooMany => return Ok(None),
    };
    let Some(service) = service else {
        // What is new, or just moved, can be invisible for a while.
        let looks = memory.missing.entry(instance.id.clone()).or_default();
        *looks += 1;
        if *looks >= SILENT_AFTER {
            if *seen == Watched::Gone {
                memory.unseen_at.insert(instance.id.clone(), app.now());
            }
            note_problem(app, instance, Problem::RemovedThere, Status::Failed).await?;
        }
        return Ok(None);
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
            if app.now() - since >= WORTH_TELLING {
                note_problem(app, instance, Problem::Redeploying, Status::Running).await?;
            }
        }
        Verdict::Serves(deployment) if instance.status != Status::Running => {
            adopt(app, instance, remote, deployment).await?;
            has_returned(app, instance, remote, deployment).await?;
        }
        Verdict::Serves(deployment) => {
            adopt(app, instance, remote, deployment).await?;
            match (bot_address(app, remote), heard) {
                (Some(_), Some(Look::NotYet)) => note_look(app, instance, Look::NotYet, &mut memory.silent).await?,
                // It is noted.
                (Some(_), Some(Look::Listens { .. } | Look::TokenRevoked | Look::TokenTaken)) => {}
                (Some(origin), None) => ask(app, &app.http, &origin, instance, &mut memory.silent).await?,
                (None, _) => return Ok(Some(deployment)),
            }
        }
        Verdict::ServesWith(problem) => note_problem(app, instance, problem, Status::Running).await?,
        Verdict::Gone(problem, status) => note_problem(app, instance, problem, status).await?,
    }
    Ok(None)
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
    let Some(lines) = logs::of(app, instance, serving, serving.created_at).await? else { return Ok(()) };
    match read(&blueprint.log, &lines) {
        Marks::Ready => note_return(app, instance, Proof::Started).await,
        Marks::NotYet | Marks::Trouble(_) => Ok(()),
    }
}

fn has_problem(instance: &Instance, which: impl Fn(Problem) -> bool) -> bool {
    let problem = instance.problem.as_ref().map(|(problem, _)| serde_json::from_str(problem));
    problem.is_some_and(|problem| problem.is_ok_and(which))
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
    let mut cost: HashMap<&str, i64> = HashMap::new();
    for (measurement, service, value) in &rows {
        *cost.entry(service).or_default() += price::used(measurement, *value);
    }
    let cost = |service: &String| cost.get(service.as_str()).copied().unwrap_or_default();
    let costs: Vec<(Id, i64)> = instances
        .iter()
        .filter_map(|instance| Some((instance.id.clone(), cost(instance.remote.as_ref()?.service.as_ref()?))))
        .collect();
    app.store.set_costs(&costs, app.now()).await?;
    spend::recount(app).await
}
