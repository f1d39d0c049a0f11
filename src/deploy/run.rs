//! Carries out one stage of an operation at the target, and records how it ended. A stage may be carried out again
//! after a crash; whoever has lost the lease meanwhile records nothing.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tracing::{error, info, warn};

use crate::App;
use crate::blueprint::{Blueprint, Filling, Slot};
use crate::deploy::note::{Mark, Note, Why};
use crate::deploy::plan::{self, End, Next, Patience, Progress};
use crate::domain::{Millis, OperationKind, Platform, Problem, Stage, Status};
use crate::local::{self, Launch};
use crate::preflight::{self, TakeOver};
use crate::secret::Secret;
use crate::store::{Durability, Ended, Instance, Operation, OperationState, SecretKind, Tx};

/// How soon a bot that does not answer yet is asked again.
const ASK_AGAIN: Duration = Duration::from_millis(300);
/// How soon Telegram is asked again for a bot that another program has.
const TAKE_OVER_AGAIN: Duration = Duration::from_secs(5);
/// Whoever has the lease now goes on; what we make of it is not recorded.
const LEASE_LOST: End = End::Wait(Duration::ZERO);

/// Works on one claimed operation: one stage, its result, the next stage.
pub async fn work(app: &App, held: &Operation) -> anyhow::Result<()> {
    let Some(instance) = app.store.instance(&held.instance).await? else {
        anyhow::bail!("operation {} has no instance", held.id);
    };
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.intend(held, app.now()).await? {
        return Ok(());
    }
    tx.commit().await?;
    let carried = if held.cancelled && held.state == OperationState::Doing {
        Carried::from(End::Fault)
    } else {
        let stage = held.stage.word();
        // A panic counts as a fault: it is tried again, given up after a while, and the person is told.
        match AssertUnwindSafe(carry_out(app, held, &instance)).catch_unwind().await {
            Ok(Ok(carried)) => carried,
            Ok(Err(cause)) => {
                warn!(operation = %held.id, stage, "stage {stage} did not work this time: {cause:#}");
                Carried::from(End::Fault)
            }
            Err(_) => {
                error!(operation = %held.id, stage, "stage {stage} panicked");
                Carried::from(End::Fault)
            }
        }
    };
    record(app, held, &instance, carried).await
}

/// How a stage ended, and what was wrong with a bot that runs all the same.
struct Carried {
    end: End,
    problem: Option<Problem>,
}

impl From<End> for Carried {
    fn from(end: End) -> Self {
        Carried { end, problem: None }
    }
}

async fn carry_out(app: &App, held: &Operation, instance: &Instance) -> anyhow::Result<Carried> {
    match held.stage {
        Stage::Place => {
            let placed = place(app, Some(held), instance).await?;
            Ok(placed.map_or(LEASE_LOST, |_| End::Done).into())
        }
        Stage::Start => match take_over(app, instance).await? {
            TakeOver::Done => start(app, Some(held), instance).await.map(|started| started.end().into()),
            TakeOver::TokenRefused => Ok(End::Never(Why::TokenRefused).into()),
            TakeOver::NotYet => Ok(End::Wait(TAKE_OVER_AGAIN).into()),
        },
        Stage::Answer => answer(app, held, instance).await,
        Stage::Stop => {
            app.local.stop(&instance.id).await?;
            Ok(End::Done.into())
        }
        Stage::Remove => {
            app.local.remove(&instance.id).await?;
            Ok(End::Done.into())
        }
    }
}

/// Takes the bot's Telegram from another program when its owner said so. Only an operation does that: a bot that comes
/// back later does not need Telegram to be there.
async fn take_over(app: &App, instance: &Instance) -> anyhow::Result<TakeOver> {
    if !instance.take_over {
        return Ok(TakeOver::Done);
    }
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, SecretKind::TelegramToken).await?;
    let Some(token) = token else { return Ok(TakeOver::Done) };
    Ok(preflight::take_over(app.http.clone(), &app.config.telegram_api_url, token).await)
}

/// The bot's port at the target, on record; nothing when the lease of the operation was lost meanwhile.
async fn place(app: &App, held: Option<&Operation>, instance: &Instance) -> anyhow::Result<Option<u16>> {
    let port = app.local.place(&instance.id, instance.port).await?;
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
    /// Somebody else works on the operation now.
    LeaseLost,
}

impl Started {
    fn end(self) -> End {
        match self {
            Started::Runs => End::Done,
            Started::BlueprintGone => End::Never(Why::BlueprintGone),
            Started::LeaseLost => LEASE_LOST,
        }
    }
}

/// Starts the bot with what the database says of it now; one that runs like that already is left alone. Without an
/// operation it is a start of Hatchery, when nobody else is at work.
pub async fn start(app: &App, held: Option<&Operation>, instance: &Instance) -> anyhow::Result<Started> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(Started::BlueprintGone) };
    let Some(port) = place(app, held, instance).await? else { return Ok(Started::LeaseLost) };
    let launch = launch(app, blueprint, instance, port).await?;
    app.local.start(&instance.id, launch).await?;
    Ok(Started::Runs)
}

async fn launch(app: &App, blueprint: &Blueprint, instance: &Instance, port: u16) -> anyhow::Result<Launch> {
    let Some(program) = &blueprint.local else {
        anyhow::bail!("blueprint {} cannot run on this machine", blueprint.id);
    };
    let path = match program.program.as_str() {
        "hatchery" => app.config.program.clone(),
        other => other.into(),
    };
    let filling = filling(app, instance, port).await?;
    Ok(Launch { program: path, args: program.args.clone(), env: blueprint.environment(&filling) })
}

async fn filling(app: &App, instance: &Instance, port: u16) -> anyhow::Result<Filling> {
    let secret = |kind| app.store.secret(&app.sealer, &instance.id, &instance.owner, kind);
    let speaks = app.store.person(&instance.owner).await?;
    let language = app.texts.locale(speaks.as_ref().and_then(|person| person.speaks())).tag();
    let channels: Vec<&str> = instance.channels.iter().map(|channel| channel.word()).collect();
    let origins = &app.config.origins;
    let mut filling = Filling::from([
        (Slot::Name, Secret::new(instance.name.as_str())),
        (Slot::Language, Secret::new(language)),
        (Slot::Provider, Secret::new(instance.provider.word())),
        (Slot::Channels, Secret::new(channels.join(","))),
        (Slot::Guests, Secret::new(instance.guests.join(","))),
        (Slot::AnthropicUrl, Secret::new(&*origins.anthropic)),
        (Slot::OpenAiUrl, Secret::new(&*origins.openai)),
        (Slot::OpenRouterUrl, Secret::new(&*origins.openrouter)),
        (Slot::GeminiUrl, Secret::new(&*origins.gemini)),
        (Slot::TelegramUrl, Secret::new(&*app.config.telegram_api_url)),
        (Slot::Port, Secret::new(port.to_string())),
        (Slot::Bind, Secret::new("127.0.0.1")),
        // Relative to the working directory, which is the bot's own folder.
        (Slot::DataDir, Secret::new(".")),
    ]);
    if instance.owner.platform == Platform::Telegram {
        filling.insert(Slot::OwnerTelegram, Secret::new(instance.owner.id()));
    }
    if let Some(model) = &instance.model {
        filling.insert(Slot::Model, Secret::new(model.as_str()));
    }
    for (kind, slot) in [
        (SecretKind::ProviderKey, Slot::Key),
        (SecretKind::TelegramToken, Slot::TelegramToken),
        (SecretKind::WebToken, Slot::WebToken),
        (SecretKind::ClaimCode, Slot::ClaimCode),
    ] {
        if let Some(secret) = secret(kind).await? {
            filling.insert(slot, secret);
        }
    }
    Ok(filling)
}

/// Makes sure that the bot runs, and asks it a question.
async fn answer(app: &App, held: &Operation, instance: &Instance) -> anyhow::Result<Carried> {
    match app.local.state(&instance.id) {
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
    let heard = preflight::ask_bot(&app.nearby, port, &blueprint.probe, &token).await;
    Ok(match heard {
        preflight::Heard::Answer => End::Done.into(),
        preflight::Heard::NotYet => End::Wait(ASK_AGAIN).into(),
        preflight::Heard::TokenRefused => End::Never(Why::TokenRefused).into(),
        preflight::Heard::KeyRefused => End::Never(Why::KeyRefused).into(),
        preflight::Heard::Trouble(problem) => Carried { end: End::Done, problem: Some(problem) },
    })
}

async fn record(app: &App, held: &Operation, instance: &Instance, carried: Carried) -> anyhow::Result<()> {
    let now = app.now();
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.holds(held, now).await? {
        info!(operation = %held.id, "somebody else works on this operation now");
        return Ok(());
    }
    let progress = Progress {
        kind: held.kind,
        is_undoing: held.state == OperationState::Undoing,
        stage: held.stage,
        attempt: held.attempt,
        cancelled: tx.is_cancelled(held).await?,
        stage_since: held.stage_since,
        now,
    };
    let patience = Patience { answer: app.config.pace.probe_timeout, retry: app.config.pace.retry_base };
    match plan::next(&progress, &patience, carried.end) {
        Next::Stage(stage) => {
            begin_stage(&mut tx, held, instance, stage, now).await?;
            tell_marks(&mut tx, held, instance, plan::marks(held.kind, stage, false), now).await?;
        }
        Next::Again { after, fault } => {
            let attempt = if fault { held.attempt + 1 } else { held.attempt };
            tx.try_again(held, attempt, now + after.as_millis() as Millis).await?;
        }
        Next::Undo(stage, why) => {
            let why = serde_json::to_string(&why)?;
            tx.next_stage(held, OperationState::Undoing, stage, Some(&why), now).await?;
            tell_marks(&mut tx, held, instance, plan::marks(held.kind, held.stage, true), now).await?;
        }
        Next::Fail(why) => fail(&mut tx, held, instance, why, now).await?,
        Next::Finish if progress.is_undoing => undone(&mut tx, held, instance, now).await?,
        Next::Finish => finish(&mut tx, held, instance, carried.problem, now).await?,
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

async fn begin_stage(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    stage: Stage,
    now: Millis,
) -> anyhow::Result<()> {
    tx.next_stage(held, OperationState::Doing, stage, None, now).await?;
    match (held.kind, stage) {
        (OperationKind::Deploy, _) => tx.set_status(&instance.id, Status::Deploying, true, now).await,
        // The stop is confirmed: the slot is free, and so is the token.
        (OperationKind::Delete, Stage::Remove) => {
            tx.set_status(&instance.id, Status::Stopped, false, now).await?;
            tx.free_tokens(&instance.id).await
        }
        (
            OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Resume
            | OperationKind::Update
            | OperationKind::Delete,
            _,
        ) => Ok(()),
    }
}

/// What was asked for is done and confirmed.
async fn finish(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    problem: Option<Problem>,
    now: Millis,
) -> anyhow::Result<()> {
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    let took = now - held.created_at;
    tx.end_operation(held, Ended::Done, now).await?;
    tell_marks(tx, held, instance, plan::all_done(kind), now).await?;
    let note = match kind {
        OperationKind::Deploy => Note::Alive { bot, name, took, problem },
        OperationKind::Delete => Note::Deleted { name },
        OperationKind::Restart | OperationKind::Stop | OperationKind::Resume | OperationKind::Update => match problem {
            Some(_) => Note::Alive { bot, name, took, problem },
            None => Note::Done { bot, name, kind, took },
        },
    };
    match kind {
        OperationKind::Deploy | OperationKind::Restart | OperationKind::Resume | OperationKind::Update => {
            tx.set_status(&instance.id, Status::Running, true, now).await?;
            match problem {
                Some(problem) => {
                    tx.set_problem(&instance.id, &serde_json::to_string(&problem)?, now).await.map(drop)?
                }
                None => tx.clear_problem(&instance.id).await?,
            }
        }
        OperationKind::Stop => tx.set_status(&instance.id, Status::Stopped, true, now).await?,
        OperationKind::Delete => {
            tx.set_status(&instance.id, Status::Terminated, false, now).await?;
            tx.forget_secrets(&instance.id).await?;
        }
    }
    tx.tell(&held.asked_by, &serde_json::to_string(&note)?, now, now).await
}

/// Everything that a failed deploy made is gone; only now is that told.
async fn undone(tx: &mut Tx, held: &Operation, instance: &Instance, now: Millis) -> anyhow::Result<()> {
    let why: Why = held.why.as_deref().and_then(|why| serde_json::from_str(why).ok()).unwrap_or(Why::Machine);
    tx.end_operation(held, Ended::Failed, now).await?;
    tx.set_status(&instance.id, Status::Failed, false, now).await?;
    tx.free_tokens(&instance.id).await?;
    if why.is_ours() {
        tx.return_quota(&held.id).await?;
    }
    let note = Note::Undone {
        bot: instance.id.clone(),
        name: instance.name.clone(),
        provider: instance.provider,
        why,
        quota_returned: why.is_ours(),
    };
    tx.tell(&held.asked_by, &serde_json::to_string(&note)?, now, now).await
}

/// It did not work, and there is nothing to take back: the bot is still there, and perhaps it runs.
async fn fail(tx: &mut Tx, held: &Operation, instance: &Instance, why: Why, now: Millis) -> anyhow::Result<()> {
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    tx.end_operation(held, Ended::Failed, now).await?;
    tell_marks(tx, held, instance, plan::marks(kind, held.stage, true), now).await?;
    let note = match still_runs_with(why) {
        Some(problem) => {
            tx.set_status(&bot, Status::Running, true, now).await?;
            tx.set_problem(&bot, &serde_json::to_string(&problem)?, now).await?;
            Note::Alive { bot, name, took: now - held.created_at, problem: Some(problem) }
        }
        None => {
            tx.set_status(&bot, Status::Failed, true, now).await?;
            Note::NotDone { bot, name, kind, why }
        }
    };
    tx.tell(&held.asked_by, &serde_json::to_string(&note)?, now, now).await
}

/// What keeps a bot from answering although its process runs; nothing when there is no process.
fn still_runs_with(why: Why) -> Option<Problem> {
    match why {
        Why::KeyRefused => Some(Problem::KeyRefused),
        Why::TokenRefused => Some(Problem::TokenRevoked),
        Why::NoAnswer => Some(Problem::Silent),
        Why::Cancelled | Why::KeepsEnding | Why::Machine | Why::BlueprintGone => None,
    }
}

async fn tell_marks(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    stages: Vec<(Stage, Mark)>,
    now: Millis,
) -> anyhow::Result<()> {
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    let is_over = !stages.iter().any(|(_, mark)| matches!(mark, Mark::Now | Mark::Open))
        || stages.iter().any(|(_, mark)| *mark == Mark::Failed);
    let ended = is_over.then_some(now);
    let note = Note::Progress { bot, name, kind, stages, since: held.created_at, ended };
    tx.tell_progress(&held.id, &held.asked_by, &serde_json::to_string(&note)?, None, now).await?;
    if is_over { tx.hurry_progress(&held.id, now).await } else { Ok(()) }
}
