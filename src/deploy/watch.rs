//! Keeps what exists at the targets and what the database says the same: at start, when a bot's process ends, and by a
//! look at each running bot from time to time. Its owner hears of trouble once and of its end once.

mod at_railway;

use std::collections::HashSet;
use std::time::Duration;

use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing::{error, info, warn};

use crate::App;
use crate::deploy::former;
use crate::deploy::note::{Left, Note, Proof};
use crate::deploy::on_local::{self, Started};
use crate::deploy::version_of;
use crate::domain::act::{Act, ActKind};
use crate::domain::{Id, Millis, OperationKind, Problem, Status, TargetKind};
use crate::local::{Exit, How, Local, Next};
use crate::preflight::{self, Door, Look};
use crate::store::{Durability, Instance, SecretKind};

pub use at_railway::look_after as look_after_railway;

/// How often a running bot is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// Looks in a row without an answer before a bot is called silent.
const SILENT_AFTER: u32 = 3;

/// At start, for the bots of this machine: ends what a killed Hatchery left running, removes what no row knows, and
/// starts what should run. A bot that an open operation takes down is left to it; any other runs until its turn comes,
/// which can be hours away.
pub async fn settle(app: &App, local: &Local) -> anyhow::Result<()> {
    local.end_leftovers().await?;
    let instances = app.store.instances_on(TargetKind::Local).await?;
    let known: HashSet<&Id> = instances.iter().map(|instance| &instance.id).collect();
    for id in local.placed()? {
        if !known.contains(&id) && app.store.open_operation(&id).await?.is_none() {
            info!(bot = %id, "bot {id} has a folder and no row; its folder is removed");
            local.remove(&id).await?;
        }
    }
    for instance in &instances {
        let is_taken_down = match app.store.open_operation(&instance.id).await? {
            Some(OperationKind::Stop | OperationKind::Delete) => true,
            Some(
                OperationKind::Deploy
                | OperationKind::Restart
                | OperationKind::Resume
                | OperationKind::Update
                | OperationKind::Upgrade,
            )
            | None => false,
        };
        if instance.status != Status::Running || is_taken_down {
            continue;
        }
        let (why, problem) = match on_local::start(app, None, instance).await {
            Ok(Started::Runs) => {
                note_version(app, instance).await?;
                continue;
            }
            Ok(Started::LeaseLost) => continue,
            Ok(Started::BlueprintGone) => (format!("blueprint {} is gone", instance.blueprint), Problem::NotStarted),
            Ok(Started::Unreadable) => ("its config cannot be read".to_owned(), Problem::Unreadable),
            Err(cause) => (format!("{cause:#}"), Problem::NotStarted),
        };
        error!(bot = %instance.id, "bot {} could not be started: {why}", instance.id);
        note_problem(app, instance, problem, Status::Failed).await?;
    }
    Ok(())
}

/// On this machine a start of Hatchery brings a bot what it is made from now.
async fn note_version(app: &App, instance: &Instance) -> anyhow::Result<()> {
    let Some(version) = version_of(app, instance) else { return Ok(()) };
    if instance.deployed_with.as_ref() == Some(&version) {
        return Ok(());
    }
    let mut tx = app.store.begin(Durability::Kill).await?;
    tx.set_deployed_with(&instance.id, &version).await?;
    tx.commit().await
}

/// Hears of every process that ended by itself, until `stop`.
pub async fn hear_exits(app: &App, mut exits: mpsc::UnboundedReceiver<Exit>, stop: CancellationToken) {
    while let Some(Some(exit)) = stop.run_until_cancelled(exits.recv()).await {
        if let Err(cause) = on_exit(app, &exit).await {
            warn!(bot = %exit.id, "the end of bot {} could not be noted: {cause:#}", exit.id);
        }
    }
}

async fn on_exit(app: &App, exit: &Exit) -> anyhow::Result<()> {
    let Some(instance) = app.store.instance(&exit.id).await? else { return Ok(()) };
    // While an operation works on the bot, it sees for itself what happens.
    if !instance.is_live || instance.status != Status::Running || app.store.open_operation(&exit.id).await?.is_some() {
        return Ok(());
    }
    let (problem, status) = match (exit.next, exit.how) {
        (Next::GaveUp, How::NotStarted) => (Problem::NotStarted, Status::Failed),
        (Next::GaveUp, How::Code(_) | How::Signal(_)) => (Problem::GaveUp, Status::Failed),
        (Next::RestartIn(_), How::Code(code)) => (Problem::Exited(code), Status::Running),
        (Next::RestartIn(_), How::Signal(signal)) => (Problem::Killed(signal), Status::Running),
        // Its end was told, and how this goes on is told when it is known.
        (Next::RestartIn(_), How::NotStarted) => return Ok(()),
    };
    note_problem(app, &instance, problem, status).await
}

/// Looks at every running bot, again and again, until `stop`.
pub async fn look_after(app: &App, stop: CancellationToken) {
    let mut silent: std::collections::HashMap<Id, u32> = std::collections::HashMap::new();
    while stop.run_until_cancelled(tokio::time::sleep(LOOK_EVERY)).await.is_some() {
        let instances = match app.store.instances_on(TargetKind::Local).await {
            Ok(instances) => instances,
            Err(cause) => {
                warn!("the bots could not be listed: {cause:#}");
                continue;
            }
        };
        silent.retain(|id, _| instances.iter().any(|instance| instance.id == *id));
        for instance in instances.iter().filter(|instance| instance.status == Status::Running) {
            if let Err(cause) = look_at(app, instance, &mut silent).await {
                warn!(bot = %instance.id, "bot {} could not be looked at: {cause:#}", instance.id);
            }
        }
    }
}

async fn look_at(
    app: &App,
    instance: &Instance,
    silent: &mut std::collections::HashMap<Id, u32>,
) -> anyhow::Result<()> {
    let Some(origin) = instance.port.map(on_local::address) else { return Ok(()) };
    ask(app, &app.nearby, &origin, instance, silent).await
}

/// What a bot says of itself; nothing when it cannot be asked now, or an operation sees for itself.
async fn hear(app: &App, http: &reqwest::Client, origin: &str, instance: &Instance) -> anyhow::Result<Option<Look>> {
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::WebToken).await?;
    let (Some(token), Some(blueprint)) = (token, app.blueprints.get(&instance.blueprint)) else { return Ok(None) };
    if app.store.open_operation(&instance.id).await?.is_some() {
        return Ok(None);
    }
    let door = Door { origin, probe: &blueprint.probe, token: &token, channels: &instance.channels };
    Ok(Some(preflight::look(http, door).await.unwrap_or(Look::NotYet)))
}

/// Asks a bot how it is and notes what it says.
async fn ask(
    app: &App,
    http: &reqwest::Client,
    origin: &str,
    instance: &Instance,
    silent: &mut std::collections::HashMap<Id, u32>,
) -> anyhow::Result<()> {
    match hear(app, http, origin, instance).await? {
        Some(look) => note_look(app, instance, look, silent).await,
        None => Ok(()),
    }
}

/// Notes what a bot said of itself.
async fn note_look(
    app: &App,
    instance: &Instance,
    look: Look,
    silent: &mut std::collections::HashMap<Id, u32>,
) -> anyhow::Result<()> {
    let problem = match look {
        Look::Listens { problem } => problem,
        Look::TokenRevoked => Some(Problem::TokenRevoked),
        Look::TokenTaken => Some(Problem::TokenTaken),
        Look::NotYet => {
            let looks = silent.entry(instance.id.clone()).or_default();
            *looks += 1;
            if *looks < SILENT_AFTER {
                return Ok(());
            }
            Some(Problem::Silent)
        }
    };
    if problem != Some(Problem::Silent) {
        silent.remove(&instance.id);
    }
    match problem {
        Some(problem) => note_problem(app, instance, problem, Status::Running).await,
        None => note_recovery(app, instance).await,
    }
}

async fn note_problem(app: &App, instance: &Instance, problem: Problem, status: Status) -> anyhow::Result<()> {
    let now = app.now();
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    // It may have been stopped or deleted while we looked.
    if instance.status != Status::Running || !tx.is_undisturbed(instance).await? {
        return Ok(());
    }
    let is_news = tx.set_problem(&instance.id, &serde_json::to_string(&problem)?, now).await?;
    tx.set_status(&instance.id, status, true, now).await?;
    if is_news {
        tx.record(&Act::by_itself(ActKind::Trouble, &instance.name).of(&instance.person).on(&instance.id), now).await?;
        let (bot, name) = (instance.id.clone(), instance.name.clone());
        // A key or token that nobody could ask about, and that turns out now to be no good.
        let back = match former::not_well(app, &mut tx, instance, problem).await? {
            Some(why) => {
                let asker = (&instance.owner, false);
                let back = former::put_back(app, &mut tx, instance, (&why, true), asker, now).await?;
                back.map(|back| (why, back))
            }
            None => None,
        };
        let note = match back {
            Some((why, back)) => {
                let (kind, left) = (OperationKind::Update, Left::Started);
                Note::NotDone { bot, name, kind, why, left, back: Some(back) }
            }
            None => Note::Trouble { bot, name, problem },
        };
        tx.tell(&instance.owner, &serde_json::to_string(&note)?, now, now).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// A bot that had failed or was stopped serves, without our doing: somebody mended it at its target.
async fn note_return(app: &App, instance: &Instance, proof: Proof) -> anyhow::Result<()> {
    let now = app.now();
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.is_undisturbed(instance).await? {
        return Ok(());
    }
    tx.set_status(&instance.id, Status::Running, true, now).await?;
    tx.clear_problem(&instance.id).await?;
    tx.record(&recovered(instance), now).await?;
    let note = Note::Recovered { bot: instance.id.clone(), name: instance.name.clone(), proof };
    tx.tell(&instance.owner, &serde_json::to_string(&note)?, now, now).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// How long a restart is kept as the last problem of a bot that answers again.
const REMEMBERED: Millis = 24 * 3_600_000;

async fn note_recovery(app: &App, instance: &Instance) -> anyhow::Result<()> {
    let Some((problem, at)) = &instance.problem else { return Ok(()) };
    let problem: Problem = serde_json::from_str(problem)?;
    let now = app.now();
    let was_told_with_its_end = matches!(problem, Problem::Exited(_) | Problem::Killed(_));
    if was_told_with_its_end && now - at < REMEMBERED {
        return Ok(());
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.is_undisturbed(instance).await? {
        return Ok(());
    }
    tx.clear_problem(&instance.id).await?;
    if !was_told_with_its_end {
        tx.record(&recovered(instance), now).await?;
        let proof = Proof::Answered;
        let note = Note::Recovered { bot: instance.id.clone(), name: instance.name.clone(), proof };
        tx.tell(&instance.owner, &serde_json::to_string(&note)?, now, now).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

fn recovered(instance: &Instance) -> Act<'_> {
    Act::by_itself(ActKind::Recovered, &instance.name).of(&instance.person).on(&instance.id)
}
