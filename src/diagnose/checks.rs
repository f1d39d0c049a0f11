//! How each check is made.

use std::time::Duration;

use tokio::time::sleep;

use crate::App;
use crate::blueprint::Blueprint;
use crate::deploy::on_railway::{Marks, read};
use crate::deploy::{self, version_of};
use crate::diagnose::finding::{Check, Misfit, Saw};
use crate::domain::{Millis, Problem, Status, TargetKind, Token, TokenFinding};
use crate::local::State;
use crate::preflight::{self, Door, Look};
use crate::railway::{DeploymentStatus, LogLine};
use crate::store::{Instance, SecretKind};

/// Lines of a log that are looked through, and of these how many are shown, how long.
const LINES: usize = 500;
const SHOWN: usize = 3;
const LONG: usize = 160;

/// How long a bot on this machine may take until it listens, before that is a finding.
const STARTS: Millis = 15_000;
const LOOK_AGAIN: Duration = Duration::from_millis(250);

pub(super) async fn look(app: &App, instance: &Instance, check: Check) -> anyhow::Result<Saw> {
    match check {
        Check::Process => process(app, instance).await,
        Check::Channels => channels(app, instance).await,
        Check::Errors => errors(app, instance).await,
        Check::Key => key(app, instance).await,
        Check::Token(token) => a_token(app, instance, token).await,
        Check::Config => config(app, instance).await,
    }
}

async fn process(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    match instance.target {
        TargetKind::Local => on_this_machine(app, instance).await,
        TargetKind::Railway => at_railway(app, instance).await,
    }
}

async fn on_this_machine(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    let local = app.local()?;
    Ok(match local.state(&instance.id) {
        State::Running { pid, since } => {
            let memory_mb = local.memory(pid).await?.map(|bytes| (bytes / 1_000_000) as i64);
            Saw::Runs { pid, since, memory_mb, restarts: local.restarts(&instance.id) }
        }
        State::Waiting { restart, .. } => Saw::StartsAgain(restart),
        State::GaveUp => Saw::GaveUp,
        State::Absent | State::Stopped if instance.status == Status::Stopped => Saw::Stopped,
        State::Absent | State::Stopped => Saw::NotRunning,
    })
}

async fn at_railway(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    if instance.status == Status::Stopped {
        return Ok(Saw::Stopped);
    }
    let railway = app.railway()?;
    let remote = instance.remote.as_ref();
    let Some((remote, id)) = remote.and_then(|remote| Some((remote, remote.deployment.as_ref()?))) else {
        return Ok(Saw::NoDeployment);
    };
    let Ok(deployment) = railway.deployment(id).await else { return Ok(Saw::Away) };
    let since = deployment.created_at;
    Ok(match &deployment.status {
        DeploymentStatus::Success if deployment.is_stopped => Saw::DeploymentIs("STOPPED".into()),
        DeploymentStatus::Success | DeploymentStatus::Sleeping => {
            let measured = match &remote.service {
                Some(service) => railway.memory(&remote.environment, service, app.now() - LATELY).await,
                None => Ok(None),
            };
            let memory_mb = measured.unwrap_or_default().map(|gb| (gb * 1_000.0) as i64);
            Saw::Deployed { since, memory_mb }
        }
        DeploymentStatus::Initializing => Saw::OnItsWay("INITIALIZING".into()),
        DeploymentStatus::Queued => Saw::OnItsWay("QUEUED".into()),
        DeploymentStatus::Waiting => Saw::OnItsWay("WAITING".into()),
        DeploymentStatus::NeedsApproval => Saw::OnItsWay("NEEDS_APPROVAL".into()),
        DeploymentStatus::Building => Saw::OnItsWay("BUILDING".into()),
        DeploymentStatus::Deploying => Saw::OnItsWay("DEPLOYING".into()),
        DeploymentStatus::Unknown(word) => Saw::OnItsWay(word.clone()),
        DeploymentStatus::Failed => Saw::DeploymentIs("FAILED".into()),
        DeploymentStatus::Crashed => Saw::DeploymentIs("CRASHED".into()),
        DeploymentStatus::Skipped => Saw::DeploymentIs("SKIPPED".into()),
        DeploymentStatus::Removing => Saw::DeploymentIs("REMOVING".into()),
        DeploymentStatus::Removed => Saw::DeploymentIs("REMOVED".into()),
    })
}

/// What memory is looked at.
const LATELY: Millis = 10 * 60_000;

async fn channels(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    if instance.status == Status::Stopped {
        return Ok(Saw::Stopped);
    }
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(Saw::Away) };
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::WebToken).await?;
    let (Some(origin), Some(token)) = (deploy::address(app, instance), token) else {
        return by_its_log(app, blueprint, instance).await;
    };
    let http = match instance.target {
        TargetKind::Local => &app.nearby,
        TargetKind::Railway => &app.http,
    };
    let door = Door { origin: &origin, probe: &blueprint.probe, token: &token, channels: &instance.channels };
    let trouble = |problem| Saw::Trouble { problem, provider: instance.provider };
    let mut look = preflight::look(http, door).await;
    while matches!(look, None | Some(Look::NotYet)) && is_starting(app, instance) {
        sleep(LOOK_AGAIN).await;
        look = preflight::look(http, door).await;
    }
    Ok(match look {
        Some(Look::Listens { problem: None }) => Saw::Listens,
        Some(Look::Listens { problem: Some(problem) }) => trouble(problem),
        Some(Look::TokenRevoked) => trouble(Problem::TokenRevoked),
        Some(Look::TokenTaken) => trouble(Problem::TokenTaken),
        Some(Look::NotYet) => Saw::NotReady,
        None => Saw::Silent,
    })
}

/// Whether its process is so young that it need not listen yet: it was restarted, or Hatchery was.
fn is_starting(app: &App, instance: &Instance) -> bool {
    let state = app.local().map(|local| local.state(&instance.id));
    matches!(state, Ok(State::Running { since, .. }) if app.now() - since < STARTS)
}

async fn by_its_log(app: &App, blueprint: &Blueprint, instance: &Instance) -> anyhow::Result<Saw> {
    let Some(lines) = log(app, instance).await? else { return Ok(Saw::Away) };
    Ok(match read(&blueprint.log, &lines) {
        Marks::Ready => Saw::LogSaysReady,
        Marks::Trouble(Some(problem)) => Saw::Trouble { problem, provider: instance.provider },
        Marks::Trouble(None) | Marks::NotYet => Saw::NotReady,
    })
}

/// The last lines of its log, without secrets; nothing when it cannot be asked for.
async fn log(app: &App, instance: &Instance) -> anyhow::Result<Option<Vec<LogLine>>> {
    let Some(log) = deploy::log(app, instance, Some(LINES)).await? else { return Ok(None) };
    Ok(Some(log.lines().map(|line| LogLine { at: String::new(), text: line.to_owned() }).collect()))
}

/// What its blueprint calls trouble, in its log.
async fn errors(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(Saw::Away) };
    let Some(lines) = log(app, instance).await? else { return Ok(Saw::Away) };
    let marks = &blueprint.log;
    let is_trouble = |line: &&LogLine| marks.trouble.iter().any(|mark| line.text.contains(&mark.line));
    let mut last: Vec<String> = lines.iter().rev().filter(is_trouble).take(SHOWN).map(short).collect();
    last.reverse();
    Ok(match read(marks, &lines) {
        _ if last.is_empty() => Saw::NoErrors,
        Marks::Ready => Saw::PastErrors(last),
        Marks::NotYet | Marks::Trouble(_) => Saw::Errors(last),
    })
}

/// On one line, and not longer than it can be read.
fn short(line: &LogLine) -> String {
    let text: String = line.text.chars().filter(|c| !c.is_control()).collect();
    if text.chars().count() <= LONG { text } else { format!("{}…", text.chars().take(LONG).collect::<String>()) }
}

async fn key(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    if !instance.provider.needs_key() {
        return Ok(Saw::NeedsNoKey);
    }
    let kept = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::ProviderKey).await?;
    let Some(key) = kept else { return Ok(Saw::KeyMissing) };
    let verdict = preflight::check_key(&app.http, &app.config.origins, instance.provider, key).await;
    app.metrics.asked(instance.provider, verdict.trouble());
    Ok(Saw::Key(verdict))
}

async fn a_token(app: &App, instance: &Instance, kind: Token) -> anyhow::Result<Saw> {
    let kept = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::Token(kind)).await?;
    let Some(token) = kept else { return Ok(Saw::TokenMissing) };
    Ok(match preflight::check_token(&app.http, app.config.platforms(), kind, &token).await {
        // A bot that is told at an address of its own runs by that webhook.
        TokenFinding::Webhook { host, .. } if deploy::is_its_own(app, instance, &host) => Saw::Listens,
        finding => Saw::Token(finding),
    })
}

/// Whether what is kept of the bot fits its blueprint as it is now.
async fn config(app: &App, instance: &Instance) -> anyhow::Result<Saw> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else {
        return Ok(Saw::Unfit(vec![Misfit::BlueprintGone]));
    };
    let mut misfits = Vec::new();
    if !blueprint.can_live_on(instance.target, app.config.hatchery_image.as_deref()) {
        misfits.push(Misfit::Target);
    }
    if !blueprint.providers.contains(&instance.provider) {
        misfits.push(Misfit::Provider);
    }
    let others = instance.channels.iter().filter(|channel| !blueprint.channels.contains(channel));
    misfits.extend(others.map(|channel| Misfit::Channel(*channel)));
    let Ok(config) = &instance.config.document else { return Ok(Saw::Unfit(vec![Misfit::Unreadable])) };
    let known = blueprint.models.get(&instance.provider);
    if let (Some(model), Some(known)) = (&config.model, known)
        && !known.contains(model)
    {
        misfits.push(Misfit::Model);
    }
    if config.check(&blueprint.rules(instance.provider)).is_err() {
        misfits.push(Misfit::Config);
    }
    match deploy::is_sound(app, blueprint, instance).await {
        Ok(true) => {}
        Ok(false) => misfits.push(Misfit::Value),
        Err(_) => misfits.push(Misfit::Sealed),
    }
    if !misfits.is_empty() {
        return Ok(Saw::Unfit(misfits));
    }
    let is_adrift = instance.deployed_with != version_of(app, instance);
    Ok(if is_adrift { Saw::Adrift } else { Saw::Fits })
}
