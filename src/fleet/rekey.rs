//! A stored key that gets another value: each bot that uses it is given it, one when the one before is well with it, and
//! none after the first that is not. That one gets back what it had. The value before is kept until that is settled.

use anyhow::Context;
use tracing::info;

use crate::App;
use crate::deploy::note::{KeyLeft, KeyMark, KeyNews, KeyTarget, Note, Setback, Why};
use crate::deploy::rekey::{self, Given};
use crate::domain::act::{Act, ActKind};
use crate::domain::fleet::{Skipped, Work};
use crate::domain::stored_key::{KeyWord, StoredKey};
use crate::domain::{Account, Id, JobState, MessageRef, Millis, OperationKind, Problem, TargetState};
use crate::secret::Secret;
use crate::store::{EndedTarget, FleetJob, Instance, Tx, fresh_id};

/// Gives a stored key another value and begins to bring it to the bots that use it, of which it says how many. The
/// person is locked by the caller, and nothing else is being brought to them.
pub async fn begin(
    app: &App,
    tx: &mut Tx,
    by: &Account,
    key: &StoredKey,
    (new, checked_at): (&Secret, Option<Millis>),
) -> anyhow::Result<usize> {
    let now = app.now();
    let users: Vec<Id> = tx.bots_with_key(&key.id).await?.into_iter().map(|(bot, _)| bot).collect();
    let old = tx.open_stored_key(&app.sealer, key).await?;
    let before = (!users.is_empty()).then_some(&old);
    tx.set_stored_key(&app.sealer, key, (new, before), checked_at, now).await?;
    let Some(changed) = tx.stored_key(&key.id).await? else { return Ok(0) };
    let subject = format!("{} {}", key.provider.title(), key.tail);
    let act = Act::new(by, ActKind::ReplaceKey, subject).of(&key.person).from(&key.tail);
    tx.record(&act.to(&changed.tail), now).await?;
    if users.is_empty() {
        return Ok(0);
    }
    let job = fresh_id();
    tx.add_key_job(&job, by, &key.id, &users, now).await?;
    let held = tx.lock_fleet_job(&job).await?.context("a job that was just added is not there")?;
    tell(app, tx, &held, (&key.id, false), None, false).await?;
    info!(%job, key = %key.id, bots = users.len(), "a stored key has another value");
    Ok(users.len())
}

/// Does what a person says of a key that stopped on its way; nothing when it has not stopped, or is none of theirs.
pub async fn say(
    app: &App,
    tx: &mut Tx,
    (by, person): (&Account, &Id),
    job: &Id,
    word: KeyWord,
) -> anyhow::Result<Option<JobState>> {
    let Some(mut held) = tx.lock_fleet_job(job).await? else { return Ok(None) };
    let Work::Key { key, is_back } = held.work.clone() else { return Ok(None) };
    if !matches!(held.state, JobState::Stopped | JobState::Paused) {
        return Ok(None);
    }
    tx.lock_person(&app.store, person).await?;
    let Some(known) = tx.stored_key_of(person, &key).await? else { return Ok(None) };
    let tally = tx.fleet_tally(job).await?;
    held.author = by.clone();
    (held.wave_left, held.canary_failed) = (0, false);
    match word {
        KeyWord::GoOn if tally.waiting == 0 => {
            tx.move_targets(job, TargetState::Failed, TargetState::Waiting).await?;
            (held.state, held.forgiven) = (JobState::Running, 0);
        }
        KeyWord::GoOn => (held.state, held.forgiven) = (JobState::Running, tally.failed),
        KeyWord::Back => {
            turn_back(app, tx, &held.id, &known).await?;
            held.work = Work::Key { key: key.clone(), is_back: !is_back };
            (held.state, held.forgiven) = (JobState::Running, 0);
        }
        KeyWord::Leave => {
            for target in tx.targets_of(job).await? {
                if matches!(target.state, TargetState::Waiting | TargetState::Failed) {
                    tx.set_key_of(&target.bot, None).await?;
                }
            }
            let mark = serde_json::to_string(&KeyMark::LeftOut(Skipped::Cancelled))?;
            tx.skip_waiting(job, &mark).await?;
            held.state = JobState::Cancelled;
        }
    }
    tx.save_fleet_job(&held).await?;
    let Work::Key { is_back, .. } = held.work else { return Ok(None) };
    tell(app, tx, &held, (&key, is_back), None, false).await?;
    info!(%job, key = %key, "a key on its way to its bots is {}", held.state.word());
    Ok(Some(held.state))
}

/// Whoever has the value of now is to get the one before, and the other way round.
async fn turn_back(app: &App, tx: &mut Tx, job: &Id, key: &StoredKey) -> anyhow::Result<()> {
    let (now, before) =
        (tx.open_stored_key(&app.sealer, key).await?, tx.open_stored_key_before(&app.sealer, key).await?);
    // When that was checked last is long ago.
    tx.set_stored_key(&app.sealer, key, (&before, Some(&now)), None, app.now()).await?;
    let seen = tx.targets_of(job).await?;
    for target in &seen {
        let state = match target.state {
            TargetState::Done => TargetState::Waiting,
            TargetState::Waiting | TargetState::Failed => TargetState::Done,
            TargetState::Asked | TargetState::Skipped => continue,
        };
        tx.target_ended(job, &target.bot, state, None).await?;
    }
    // Who was hatched meanwhile has the value of now, too.
    for (bot, _) in tx.bots_with_key(&key.id).await? {
        if !seen.iter().any(|target| target.bot == bot) {
            tx.add_target(job, &bot).await?;
        }
    }
    Ok(())
}

/// Nobody changes anything who is shut out.
pub(super) async fn may_act(app: &App, tx: &mut Tx, key: &Id) -> anyhow::Result<bool> {
    let Some(known) = tx.stored_key(key).await? else { return Ok(false) };
    let bar = tx.standing(&known.person, app.now()).await?.bar;
    Ok(!bar.is_some_and(|bar| bar.shuts_out()))
}

/// Gives the next bot the value of now; false when it has to wait, because something else is done to the bot.
pub(super) async fn ask(app: &App, tx: &mut Tx, held: &FleetJob, key: &Id) -> anyhow::Result<bool> {
    let bot = tx.next_target(&held.id).await?.context("a wave asks for more bots than there are")?;
    let Some(known) = tx.stored_key(key).await? else { return Ok(false) };
    tx.lock_person(&app.store, &known.person).await?;
    let Some(instance) = user(tx, &bot, key).await? else {
        return ended(tx, held, &bot, TargetState::Skipped, Some(KeyMark::LeftOut(Skipped::Gone))).await.map(|()| true);
    };
    let value = tx.open_stored_key(&app.sealer, &known).await?;
    match rekey::give(app, tx, &held.author, &instance, &value).await? {
        Given::Asked(operation) => tx.target_asked(&held.id, &bot, &operation, held.wave_number).await?,
        Given::WhenStarted => ended(tx, held, &bot, TargetState::Done, Some(KeyMark::WhenStarted)).await?,
        Given::Busy(OperationKind::Delete) => {
            ended(tx, held, &bot, TargetState::Skipped, Some(KeyMark::LeftOut(Skipped::Gone))).await?;
        }
        Given::Busy(_) => return Ok(false),
        Given::Unreadable => {
            let mark = KeyMark::Failed { cause: Setback::Update(Why::Unreadable), left: KeyLeft::Untouched };
            ended(tx, held, &bot, TargetState::Failed, Some(mark)).await?;
        }
    }
    Ok(true)
}

/// The bot, while it lives and uses the key.
async fn user(tx: &mut Tx, bot: &Id, key: &Id) -> anyhow::Result<Option<Instance>> {
    let instance = tx.instance(bot).await?;
    Ok(instance.filter(|instance| instance.is_live && instance.stored_key.as_ref() == Some(key)))
}

async fn ended(
    tx: &mut Tx,
    held: &FleetJob,
    bot: &Id,
    state: TargetState,
    mark: Option<KeyMark>,
) -> anyhow::Result<()> {
    let mark = mark.map(|mark| serde_json::to_string(&mark)).transpose()?;
    tx.target_ended(&held.id, bot, state, mark.as_deref()).await
}

/// Notes what has come of what was asked. Who is not well with the new value is given the old one.
pub(super) async fn settle(app: &App, tx: &mut Tx, held: &FleetJob, key: &Id) -> anyhow::Result<bool> {
    let all = tx.ended_targets(&held.id).await?;
    let mut has_settled = false;
    for one in all {
        has_settled |= settle_one(app, tx, held, key, &one).await?;
    }
    Ok(has_settled)
}

async fn settle_one(app: &App, tx: &mut Tx, held: &FleetJob, key: &Id, one: &EndedTarget) -> anyhow::Result<bool> {
    let Some(known) = tx.stored_key(key).await? else { return Ok(false) };
    tx.lock_person(&app.store, &known.person).await?;
    let Some(instance) = user(tx, &one.bot, key).await? else {
        ended(tx, held, &one.bot, TargetState::Skipped, Some(KeyMark::LeftOut(Skipped::Gone))).await?;
        return Ok(true);
    };
    let fault = fault(one, &instance)?;
    let mark = one.mark.as_deref().map(serde_json::from_str::<KeyMark>).transpose().context("read how a bot stands")?;
    match (mark, fault) {
        (Some(KeyMark::Failed { cause, .. }), fault) => {
            let left = if fault.is_none() { KeyLeft::Well } else { KeyLeft::Unwell };
            ended(tx, held, &one.bot, TargetState::Failed, Some(KeyMark::Failed { cause, left })).await?;
            if held.state == JobState::Cancelled {
                tx.set_key_of(&one.bot, None).await?;
            }
        }
        (Some(KeyMark::WhenStarted | KeyMark::LeftOut(_)) | None, None) => {
            ended(tx, held, &one.bot, TargetState::Done, None).await?;
        }
        (Some(KeyMark::WhenStarted | KeyMark::LeftOut(_)) | None, Some(cause)) => {
            return put_back(app, tx, held, &known, &instance, cause).await;
        }
    }
    Ok(true)
}

/// What is wrong with a bot after its update; nothing when it is well.
fn fault(one: &EndedTarget, instance: &Instance) -> anyhow::Result<Option<Setback>> {
    if one.is_done != Some(true) {
        let why = one.why.as_deref().and_then(|why| serde_json::from_str::<Why>(why).ok());
        return Ok(Some(Setback::Update(why.unwrap_or(Why::Machine))));
    }
    problem(instance).map(|problem| problem.map(Setback::Unwell))
}

fn problem(instance: &Instance) -> anyhow::Result<Option<Problem>> {
    let problem = instance.problem.as_ref().map(|(problem, _)| serde_json::from_str(problem));
    problem.transpose().context("read a problem")
}

/// Gives a bot the value that it had. Where the one that ran before goes on, it need not be touched for that. False when
/// something else is done to the bot first.
async fn put_back(
    app: &App,
    tx: &mut Tx,
    held: &FleetJob,
    key: &StoredKey,
    bot: &Instance,
    cause: Setback,
) -> anyhow::Result<bool> {
    let before = tx.open_stored_key_before(&app.sealer, key).await?;
    if problem(bot)? == Some(Problem::UpdateFailed) {
        if tx.under_way(&bot.id).await?.is_some() {
            return Ok(false);
        }
        rekey::return_quietly(app, tx, bot, &before).await?;
        let mark = KeyMark::Failed { cause, left: KeyLeft::ServesOn };
        return ended(tx, held, &bot.id, TargetState::Failed, Some(mark)).await.map(|()| true);
    }
    let failed = |left| Some(KeyMark::Failed { cause: cause.clone(), left });
    match rekey::give(app, tx, &held.author, bot, &before).await? {
        Given::Asked(operation) => {
            ended(tx, held, &bot.id, TargetState::Asked, failed(KeyLeft::GoingBack)).await?;
            tx.target_asked(&held.id, &bot.id, &operation, held.wave_number).await?;
        }
        Given::WhenStarted => ended(tx, held, &bot.id, TargetState::Failed, failed(KeyLeft::Unwell)).await?,
        Given::Busy(OperationKind::Delete) => {
            ended(tx, held, &bot.id, TargetState::Skipped, Some(KeyMark::LeftOut(Skipped::Gone))).await?;
        }
        Given::Busy(_) => return Ok(false),
        Given::Unreadable => {
            rekey::return_quietly(app, tx, bot, &before).await?;
            ended(tx, held, &bot.id, TargetState::Failed, failed(KeyLeft::Unwell)).await?;
        }
    }
    Ok(true)
}

/// How far it is, in the one message of whoever began it; and a new one when it has ended or stopped. With its end
/// nobody can go back to the value before.
pub(super) async fn tell(
    app: &App,
    tx: &mut Tx,
    held: &FleetJob,
    (key, is_back): (&Id, bool),
    message: Option<&MessageRef>,
    rings: bool,
) -> anyhow::Result<()> {
    let (Some(known), now) = (tx.stored_key(key).await?, app.now()) else { return Ok(()) };
    let mut bots = Vec::new();
    for target in tx.targets_of(&held.id).await? {
        let mark = target.why.as_deref().map(serde_json::from_str).transpose().context("read how a bot stands")?;
        bots.push(KeyTarget { bot: target.bot, name: target.name.to_string(), state: target.state, mark });
    }
    let news = KeyNews {
        job: held.id.clone(),
        provider: known.provider,
        tail: known.tail.clone(),
        before: known.before_tail.clone().unwrap_or_default(),
        is_back,
        state: held.state,
        bots,
        took: held.ended_at.map(|ended| ended - held.created_at),
    };
    if held.ended_at.is_some() {
        tx.forget_key_before(key).await?;
    }
    if app.store.person(&held.author, now).await?.is_none() {
        return Ok(());
    }
    let note = serde_json::to_string(&Note::Key { news: news.clone(), is_result: false })?;
    tx.tell_progress(&held.id, &held.author, &note, message, now).await?;
    if !rings {
        return Ok(());
    }
    tx.hurry_progress(&held.id, now).await?;
    tx.tell(&held.author, &serde_json::to_string(&Note::Key { news, is_result: true })?, now, now).await
}
