//! The stages of a bot on this machine. Each may be carried out again: a bot that runs already is left alone, and what
//! is gone is a success.

use std::time::Duration;

use crate::App;
use crate::blueprint::Blueprint;
use crate::deploy::carried::{Carried, proven};
use crate::deploy::filling::{self, place_on_this_machine};
use crate::deploy::note::Why;
use crate::deploy::plan::End;
use crate::domain::{BotConfig, Millis, Stage};
use crate::local::{self, Launch};
use crate::preflight::{self, Door};
use crate::store::{Durability, Instance, Operation, SecretKind};

/// How soon a bot that does not answer yet is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(300);
/// Whoever has the lease now goes on; what we make of it is not recorded.
const LEASE_LOST: End = End::Wait(Duration::ZERO);

pub async fn carry_out(app: &App, held: &Operation, instance: &Instance) -> anyhow::Result<Carried> {
    match held.stage {
        Stage::Place => {
            let placed = place(app, Some(held), instance).await?;
            Ok(placed.map_or(LEASE_LOST, |_| End::Done).into())
        }
        Stage::Start => start(app, Some(held), instance).await.map(|started| started.end().into()),
        Stage::Answer => answer(app, held, instance).await,
        Stage::Stop => {
            app.local()?.stop(&instance.id).await?;
            Ok(End::Done.into())
        }
        Stage::Remove => {
            app.local()?.remove(&instance.id).await?;
            Ok(End::Done.into())
        }
        Stage::Check
        | Stage::Service
        | Stage::Variables
        | Stage::Limits
        | Stage::Volume
        | Stage::Domain
        | Stage::Source
        | Stage::Restart
        | Stage::Clear => anyhow::bail!("there is no stage {} on this machine", held.stage.word()),
    }
}

/// The bot's port, on record; nothing when the lease of the operation was lost meanwhile.
async fn place(app: &App, held: Option<&Operation>, instance: &Instance) -> anyhow::Result<Option<u16>> {
    let port = app.local()?.place(&instance.id, instance.port).await?;
    if instance.port == Some(port) {
        return Ok(Some(port));
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if let Some(held) = held
        && !tx.holds(held, app.now()).await?
    {
        return Ok(None);
    }
    tx.set_port(&instance.id, port).await?;
    tx.commit().await?;
    Ok(Some(port))
}

/// What came of starting a bot.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Started {
    Runs,
    BlueprintGone,
    /// Its config cannot be read.
    Unreadable,
    /// Somebody else works on the operation now.
    LeaseLost,
}

impl Started {
    fn end(self) -> End {
        match self {
            Started::Runs => End::Done,
            Started::BlueprintGone => End::Never(Why::BlueprintGone),
            Started::Unreadable => End::Never(Why::Unreadable),
            Started::LeaseLost => LEASE_LOST,
        }
    }
}

/// Starts the bot with what the database says of it now; one that runs like that already is left alone. Without an
/// operation it is a start of Hatchery, when nobody else is at work.
pub async fn start(app: &App, held: Option<&Operation>, instance: &Instance) -> anyhow::Result<Started> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(Started::BlueprintGone) };
    let Ok(config) = &instance.config.document else { return Ok(Started::Unreadable) };
    let Some(port) = place(app, held, instance).await? else { return Ok(Started::LeaseLost) };
    let launch = launch(app, blueprint, instance, config, port).await?;
    app.local()?.start(&instance.id, launch).await?;
    Ok(Started::Runs)
}

async fn launch(
    app: &App,
    blueprint: &Blueprint,
    instance: &Instance,
    config: &BotConfig,
    port: u16,
) -> anyhow::Result<Launch> {
    let Some(program) = &blueprint.local else {
        anyhow::bail!("blueprint {} cannot run on this machine", blueprint.id);
    };
    let path = match program.program.as_str() {
        "hatchery" => app.config.program.clone(),
        other => other.into(),
    };
    let env = filling::environment(app, blueprint, instance, config, &place_on_this_machine(port)).await?;
    Ok(Launch { program: path, args: program.args.clone(), env })
}

/// Makes sure that the bot runs, and asks it a question.
async fn answer(app: &App, held: &Operation, instance: &Instance) -> anyhow::Result<Carried> {
    match app.local()?.state(&instance.id) {
        local::State::GaveUp => return Ok(End::Never(Why::KeepsEnding).into()),
        local::State::Absent | local::State::Stopped => {
            let started = start(app, Some(held), instance).await?;
            if started != Started::Runs {
                return Ok(started.end().into());
            }
        }
        local::State::Running { .. } | local::State::Waiting { .. } => {}
    }
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else {
        return Ok(End::Never(Why::BlueprintGone).into());
    };
    let (Some(port), Some(token)) =
        (instance.port, app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::WebToken).await?)
    else {
        return Ok(End::Wait(ASK_AGAIN).into());
    };
    let origin = address(port);
    let door = Door { origin: &origin, probe: &blueprint.probe, token: &token, channels: &instance.channels };
    Ok(proven(preflight::ask_bot(&app.nearby, door).await, End::Wait(ASK_AGAIN)))
}

/// Whether the process of a bot on this machine is younger than this.
pub fn was_started_since(app: &App, instance: &Instance, since: Millis) -> bool {
    let Ok(local) = app.local() else { return false };
    matches!(local.state(&instance.id), local::State::Running { since: started, .. } if started >= since)
}

/// Where a bot on this machine is reached.
pub fn address(port: u16) -> String {
    format!("http://127.0.0.1:{port}")
}
