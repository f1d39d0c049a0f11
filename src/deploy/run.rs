//! Carries out one stage of an operation at its target, and records how it ended. A stage may be carried out again
//! after a crash; whoever has lost the lease meanwhile records nothing.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt;
use tracing::{error, info, warn};

use crate::App;
use crate::deploy::carried::{Carried, News, still_runs_with};
use crate::deploy::note::{Left, Mark, Note, Proof, Waiting, Why};
use crate::deploy::plan::{self, End, Next, Patience, Progress};
use crate::deploy::{checking, counting, former, on_behalf, on_local, on_railway, version_of};
use crate::domain::{Channel, Millis, OperationKind, Problem, Stage, Status, TargetKind, Token};
use crate::preflight::{self, TakeOver};
use crate::quota::{HOUR, forgives};
use crate::store::{Durability, Ended, Instance, Intent, Operation, OperationState, SecretKind, Tx};

/// How soon Telegram is asked again for a bot that another program has.
const TAKE_OVER_AGAIN: Duration = Duration::from_secs(5);
/// Failed tries of a removal before the person is told that it takes longer.
pub const REMOVAL_WORTH_TELLING: u32 = 3;

/// Works on one claimed operation: one stage, its result, the next stage.
pub async fn work(app: &App, held: &Operation) -> anyhow::Result<()> {
    let Some(instance) = app.store.instance(&held.instance).await? else {
        anyhow::bail!("operation {} has no instance", held.id);
    };
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let Some(intent) = tx.intend(held, app.now()).await? else { return Ok(()) };
    tx.commit().await?;
    let carried = if held.cancelled && held.state == OperationState::Doing {
        Carried::from(End::Fault)
    } else {
        let stage = held.stage.word();
        // A panic counts as a fault: it is tried again, given up after a while, and the person is told.
        match AssertUnwindSafe(carry_out(app, held, &instance, intent)).catch_unwind().await {
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

async fn carry_out(app: &App, held: &Operation, instance: &Instance, intent: Intent) -> anyhow::Result<Carried> {
    if held.stage == Stage::Check {
        return checking::check(app, instance).await;
    }
    if held.stage == Stage::Start {
        match take_over(app, instance).await? {
            TakeOver::Done => {}
            TakeOver::TokenRefused => return Ok(End::Never(Why::TokenRefused).into()),
            TakeOver::NotYet => return Ok(End::Wait(TAKE_OVER_AGAIN).into()),
        }
    }
    match instance.target {
        TargetKind::Local => on_local::carry_out(app, held, instance).await,
        TargetKind::Railway => on_railway::carry_out(app, held, instance, intent).await,
    }
}

/// Takes the bot's Telegram from another program when its owner said so. Only an operation does that: a bot that comes
/// back later does not need Telegram to be there.
async fn take_over(app: &App, instance: &Instance) -> anyhow::Result<TakeOver> {
    if !instance.presences.get(&Channel::Telegram).is_some_and(|presence| presence.take_over) {
        return Ok(TakeOver::Done);
    }
    let kind = SecretKind::Token(Token::Telegram);
    let token = app.store.secret(&app.sealer, &instance.id, &instance.owner, kind).await?;
    let Some(token) = token else { return Ok(TakeOver::Done) };
    Ok(preflight::take_over(app.http.clone(), &app.config.telegram_api_url, token).await)
}

/// The bot has its Telegram now; whoever takes it from it later is not shut out without a word of its owner.
async fn forget_take_over(tx: &mut Tx, instance: &Instance) -> anyhow::Result<()> {
    let Some(now) = tx.instance(&instance.id).await? else { return Ok(()) };
    let mut presences = now.presences;
    match presences.get_mut(&Channel::Telegram) {
        Some(presence) if presence.take_over => presence.take_over = false,
        Some(_) | None => return Ok(()),
    }
    tx.set_presences(&instance.id, &presences).await
}

async fn record(app: &App, held: &Operation, instance: &Instance, carried: Carried) -> anyhow::Result<()> {
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.holds(held, app.now()).await? {
        info!(operation = %held.id, "somebody else works on this operation now");
        return Ok(());
    }
    // Others may have written while we waited for our turn, and whoever reads on by time has read that.
    let now = app.now();
    let is_doing = held.state == OperationState::Doing;
    let hands_over = plan::hands_over(held.kind, instance.target);
    if is_doing && carried.end == End::Done && hands_over == Some(held.stage) {
        tx.set_given(held, instance.secret_versions).await?;
    }
    let is_refused = is_doing && carried.end == End::Never(Why::TokenRefused) && hands_over.is_some();
    let progress = Progress {
        kind: held.kind,
        target: instance.target,
        is_undoing: !is_doing,
        stage: held.stage,
        attempt: held.attempt,
        cancelled: tx.is_cancelled(held).await?,
        is_outdated: tx.is_outdated(held).await?,
        is_asked_for: is_refused && tx.look_at_managed(&instance.id, now).await?,
        stage_since: held.stage_since,
        created_at: held.created_at,
        now,
    };
    if let Some(news) = &carried.news {
        note_news(&mut tx, instance, news).await?;
    }
    let target = instance.target;
    let patience = Patience { answer: app.config.pace.probe_timeout, retry: app.config.pace.retry_base };
    let mut next = plan::next(&progress, &patience, carried.end.clone());
    if next == Next::Finish
        && held.kind != OperationKind::Deploy
        && let Some(problem) = carried.problem
        && let Some(why) = former::not_well(app, &mut tx, instance, problem).await?
    {
        next = Next::Fail(why);
    }
    let ends = counting::ends(&next, &carried, progress.is_undoing);
    match next {
        Next::Stage(stage) => {
            if carried.end == End::Unsaid {
                checking::go_on_unchecked(&mut tx, held).await?;
            }
            begin_stage(&mut tx, held, instance, stage, now).await?;
            if !progress.is_undoing {
                let marks = plan::marks(held.kind, target, held.checks, stage, false);
                tell_marks(&mut tx, held, instance, marks, None, now).await?;
            }
        }
        Next::HandOver(stage) => {
            info!(operation = %held.id, "another key or token has come, and is handed over");
            begin_stage(&mut tx, held, instance, stage, now).await?;
            tx.set_out_anew(held, Stage::Start).await?;
            let marks = plan::marks(held.kind, target, held.checks, stage, false);
            tell_marks(&mut tx, held, instance, marks, None, now).await?;
        }
        Next::Again { after, fault, afresh, waiting } => {
            // What looks without seeing counts its looks until it is done; else a look that went well ends a bad row.
            let attempt = match (fault, progress.is_undoing) {
                (true, _) => held.attempt + 1,
                (false, true) => held.attempt,
                (false, false) => 0,
            };
            let due = now + after.as_millis() as Millis;
            let since = if afresh { due } else { held.stage_since };
            tx.try_again(held, attempt, due, since).await?;
            // On this machine nothing is waited for that is worth telling.
            if !progress.is_undoing && target == TargetKind::Railway {
                let marks = plan::marks(held.kind, target, held.checks, held.stage, false);
                tell_marks(&mut tx, held, instance, marks, waiting.or(carried.waiting), now).await?;
            }
            tell_of_slow_removal(&mut tx, held, instance, attempt, now).await?;
        }
        Next::Undo(stage, why) => {
            tx.turn_back(held, stage, &serde_json::to_string(&why)?, now).await?;
            let marks = plan::marks(held.kind, target, held.checks, held.stage, true);
            tell_marks(&mut tx, held, instance, marks, None, now).await?;
        }
        Next::Unmade(why) => {
            tx.set_why(held, &serde_json::to_string(&why)?).await?;
            let marks = plan::marks(held.kind, target, held.checks, held.stage, true);
            tell_marks(&mut tx, held, instance, marks, None, now).await?;
            undone(&mut tx, held, instance, why, now).await?;
        }
        Next::Fail(why) => fail(app, &mut tx, held, instance, why, &carried, now).await?,
        Next::Finish if progress.is_undoing => {
            let why = held.why.as_deref().and_then(|why| serde_json::from_str(why).ok()).unwrap_or(Why::Machine);
            undone(&mut tx, held, instance, why, now).await?;
        }
        Next::Finish => finish(&mut tx, held, instance, &carried, now).await?,
    }
    if carried.end == End::Done
        && brings_blueprint(held, target)
        && let Some(version) = version_of(app, instance)
    {
        tx.set_deployed_with(&instance.id, &version).await?;
    }
    tx.commit().await?;
    counting::count(app, &progress, &ends);
    app.wake();
    Ok(())
}

/// Whether the bot is made from its blueprint as it is now when this stage is done. At Railway only what sends the
/// image does that, and the deployment before it goes on unless the new one came up.
fn brings_blueprint(held: &Operation, target: TargetKind) -> bool {
    held.state == OperationState::Doing
        && match target {
            TargetKind::Local => held.stage == Stage::Start,
            TargetKind::Railway => {
                held.stage == Stage::Answer && matches!(held.kind, OperationKind::Deploy | OperationKind::Upgrade)
            }
        }
}

/// What exists at the target, noted before the next call is made.
async fn note_news(tx: &mut Tx, instance: &Instance, news: &News) -> anyhow::Result<()> {
    match news {
        News::Bot(remote) => tx.set_remote(&instance.id, Some(remote)).await,
        News::Place(remote) => {
            tx.set_place(&instance.person, &remote.project, &remote.environment).await?;
            tx.set_remote(&instance.id, Some(remote)).await
        }
        News::Removed => tx.set_remote(&instance.id, None).await,
        News::PlaceGone => tx.forget_place(&instance.person).await,
        News::PlaceKept => tx.keep_place(&instance.person).await,
        News::Checked(told) => checking::note(tx, instance, told).await,
    }
}

async fn begin_stage(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    stage: Stage,
    now: Millis,
) -> anyhow::Result<()> {
    tx.next_stage(held, stage, now).await?;
    match (held.kind, stage) {
        (OperationKind::Deploy, _) if held.state == OperationState::Doing => {
            tx.set_status(&instance.id, Status::Deploying, true, now).await
        }
        // The stop is confirmed: the slot is free, and so is the token.
        (OperationKind::Delete, Stage::Remove) => {
            tx.set_status(&instance.id, Status::Stopped, false, now).await?;
            tx.free_tokens(&instance.id).await
        }
        (
            OperationKind::Deploy
            | OperationKind::Restart
            | OperationKind::Stop
            | OperationKind::Resume
            | OperationKind::Update
            | OperationKind::Upgrade
            | OperationKind::Delete,
            _,
        ) => Ok(()),
    }
}

/// What the target does not let us take away is told once, and goes on.
async fn tell_of_slow_removal(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    attempt: u32,
    now: Millis,
) -> anyhow::Result<()> {
    if attempt != REMOVAL_WORTH_TELLING || attempt == held.attempt {
        return Ok(());
    }
    let (bot, name) = (instance.id.clone(), instance.name.clone());
    let note = match held.kind {
        OperationKind::Delete if held.stage == Stage::Remove => Note::NotRemovedYet { bot, name },
        OperationKind::Delete | OperationKind::Stop if held.stage == Stage::Stop => Note::NotStoppedYet { bot, name },
        OperationKind::Delete
        | OperationKind::Stop
        | OperationKind::Deploy
        | OperationKind::Restart
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade => return Ok(()),
    };
    on_behalf::tell_asker(tx, held, &note, now).await
}

/// What was asked for is done and confirmed.
async fn finish(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    carried: &Carried,
    now: Millis,
) -> anyhow::Result<()> {
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    let (took, proof, problem) = (now - held.created_at, carried.proof, carried.problem);
    tx.end_operation(held, Ended::Done, now).await?;
    tell_marks(tx, held, instance, plan::all_done(kind, instance.target, held.checks), None, now).await?;
    let note = match kind {
        OperationKind::Deploy => Note::Alive { bot, name, took, proof, problem },
        OperationKind::Delete => {
            Note::Deleted { name, keeps_disk: instance.target == TargetKind::Railway, stays: instance.remote.is_some() }
        }
        OperationKind::Restart
        | OperationKind::Stop
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade => match problem {
            Some(_) => Note::Alive { bot, name, took, proof, problem },
            None => Note::Done { bot, name, kind, took, proof },
        },
    };
    match kind {
        OperationKind::Deploy
        | OperationKind::Restart
        | OperationKind::Resume
        | OperationKind::Update
        | OperationKind::Upgrade => {
            tx.look_at_managed(&instance.id, now).await?;
            forget_take_over(tx, instance).await?;
            tx.set_status(&instance.id, Status::Running, true, now).await?;
            if problem.is_none() {
                tx.came_up(&instance.id, proof == Proof::Answered).await?;
            }
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
            tx.forget_configs(&instance.id).await?;
        }
    }
    on_behalf::tell_asker(tx, held, &note, now).await?;
    on_behalf::tell_owner(tx, held, instance, false, now).await
}

/// Everything that a failed deploy made is gone; only now is that told.
async fn undone(tx: &mut Tx, held: &Operation, instance: &Instance, why: Why, now: Millis) -> anyhow::Result<()> {
    tx.end_operation(held, Ended::Failed, now).await?;
    tx.set_status(&instance.id, Status::Failed, false, now).await?;
    tx.free_tokens(&instance.id).await?;
    let is_refused_early = held.stage == Stage::Check && why.is_refusal();
    let quota_returned =
        why.is_ours() || is_refused_early && forgives(tx.forgiven(&instance.person, now - HOUR).await?);
    if quota_returned {
        tx.return_quota(&held.id).await?;
    }
    let note = Note::Undone {
        bot: instance.id.clone(),
        name: instance.name.clone(),
        provider: instance.provider,
        channels: instance.channels.clone(),
        quota_returned,
        why,
    };
    tx.tell(&held.asked_by, &serde_json::to_string(&note)?, now, now).await
}

/// It did not work, and there is nothing to take back: the bot is still there, and perhaps it runs. What nobody has seen
/// of it is not written: what ended is our work, not the bot.
async fn fail(
    app: &App,
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    why: Why,
    carried: &Carried,
    now: Millis,
) -> anyhow::Result<()> {
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    tx.set_why(held, &serde_json::to_string(&why)?).await?;
    tx.end_operation(held, Ended::Failed, now).await?;
    let marks = plan::marks(kind, instance.target, held.checks, held.stage, true);
    tell_marks(tx, held, instance, marks, None, now).await?;
    let is_untouched = held.stage == Stage::Check;
    // Before it is asked nothing of it was started.
    let was_asked = held.stage == Stage::Answer;
    let runs_with = carried.problem.or_else(|| still_runs_with(&why).filter(|_| !carried.is_down && was_asked));
    // On this machine a stage stops the bot before it starts it.
    let is_down = !is_untouched && (carried.is_down || instance.target == TargetKind::Local);
    let is_started = was_asked && why != Why::NotApproved;
    match runs_with {
        Some(problem) => {
            tx.set_status(&bot, Status::Running, true, now).await?;
            tx.set_problem(&bot, &serde_json::to_string(&problem)?, now).await?;
        }
        None if is_down => tx.set_status(&bot, Status::Failed, true, now).await?,
        None if is_started => tx.set_status(&bot, Status::Running, true, now).await?,
        None => {}
    }
    // What served before goes on with what it had; whatever comes after that has it, too, and so has what a start of
    // Hatchery has started meanwhile.
    let was_given = match is_untouched {
        true => on_local::was_started_since(app, instance, held.created_at),
        false => runs_with != Some(Problem::UpdateFailed),
    };
    let asker = (&held.asked_by, held.is_quiet);
    let back = former::put_back(app, tx, instance, (&why, was_given), asker, now).await?;
    let note = match runs_with {
        Some(Problem::UpdateFailed) => Note::NotDone { bot, name, kind, why, left: Left::ServesOn, back },
        Some(problem) if back.is_none() => {
            let (took, proof, problem) = (now - held.created_at, Default::default(), Some(problem));
            Note::Alive { bot, name, took, proof, problem }
        }
        None if is_down => Note::NotDone { bot, name, kind, why, left: Left::Down, back },
        None if !is_started => Note::NotDone { bot, name, kind, why, left: Left::AsItWas, back },
        Some(_) | None => Note::NotDone { bot, name, kind, why, left: Left::Started, back },
    };
    on_behalf::tell_asker(tx, held, &note, now).await?;
    // Where something of it goes on as it was, there is nothing to tell.
    if runs_with.is_none() && is_down { on_behalf::tell_owner(tx, held, instance, true, now).await } else { Ok(()) }
}

/// The progress of an operation that another one has ended.
pub async fn superseded(tx: &mut Tx, held: &Operation, instance: &Instance, now: Millis) -> anyhow::Result<()> {
    let marks = plan::marks(held.kind, instance.target, held.checks, held.stage, true);
    tell_marks(tx, held, instance, marks, None, now).await
}

async fn tell_marks(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    stages: Vec<(Stage, Mark)>,
    waiting: Option<Waiting>,
    now: Millis,
) -> anyhow::Result<()> {
    if held.is_quiet {
        return Ok(());
    }
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    let is_over = !stages.iter().any(|(_, mark)| matches!(mark, Mark::Now | Mark::Open))
        || stages.iter().any(|(_, mark)| *mark == Mark::Failed);
    let ended = is_over.then_some(now);
    let note = Note::Progress { bot, name, kind, stages, since: held.created_at, ended, waiting };
    tx.tell_progress(&held.id, &held.asked_by, &serde_json::to_string(&note)?, None, now).await?;
    if is_over { tx.hurry_progress(&held.id, now).await } else { Ok(()) }
}
