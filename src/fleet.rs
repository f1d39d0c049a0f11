//! Work on many bots at once: a job of an operator, one ordinary operation for each bot, a few first and the rest in
//! waves; or a person's own, when a stored key gets another value (`rekey`). A job is a row, and each step of it one transaction that holds the row: whenever Hatchery is killed and however
//! many of them there are, each bot is asked once. Nothing here knows chats, but for the note of how far a job is.

pub mod rekey;
pub mod waves;

use anyhow::Context;
use tracing::{info, warn};

use crate::App;
use crate::access;
use crate::deploy::note::{FleetNews, Note, Why};
use crate::deploy::on_behalf;
use crate::deploy::versions;
use crate::domain::act::{Act, ActKind};
use crate::domain::fleet::{Draft, Filter, JobWord, Named, NoDraft, Pace, Refusal, Selection, Skipped, Work};
use crate::domain::{Account, Deed, Id, JobState, MessageRef, Role, TargetState, price};
use crate::fleet::waves::{Standing, Step};
use crate::store::{Durability, FleetJob, FleetQuestion, Tx, fresh_id};

pub use waves::next;

/// Names of a draft that are shown.
const NAMES: i64 = 8;

/// What is asked of all bots, with what they are measured by now.
pub struct Measures {
    versions: String,
}

impl Measures {
    pub fn now(app: &App) -> Self {
        Measures { versions: versions(app) }
    }

    pub fn question<'a>(&'a self, app: &App, filter: &'a Filter) -> FleetQuestion<'a> {
        let now = app.now();
        FleetQuestion { filter, versions: &self.versions, now, month_began: price::month_began(now) }
    }
}

/// Chooses bots for a job, as they are now. Nothing is chosen when one of those named does not exist.
pub async fn draft(
    app: &App,
    tx: &mut Tx,
    author: &Account,
    (deed, pace): (Deed, Pace),
    selection: &Selection,
) -> anyhow::Result<Result<Draft, NoDraft>> {
    let job = fresh_id();
    let chosen = match selection {
        Selection::Like(_) => Vec::new(),
        Selection::These(named) => match found(tx, named).await? {
            Ok(bots) => bots,
            Err(unknown) => return Ok(Err(NoDraft::Unknown(unknown))),
        },
    };
    let measures = Measures::now(app);
    tx.add_fleet_job(&job, author, deed, pace, app.now()).await?;
    match selection {
        Selection::Like(filter) => drop(tx.add_targets_like(&job, &measures.question(app, filter)).await?),
        Selection::These(_) => {
            for bot in &chosen {
                tx.add_target(&job, bot).await?;
            }
        }
    }
    let bots = tx.fleet_tally(&job).await?.all();
    if bots == 0 {
        return Ok(Err(NoDraft::Nobody));
    }
    let names = tx.fleet_names(&job, NAMES).await?;
    Ok(Ok(Draft { job, deed, bots, names, pace }))
}

async fn found(tx: &mut Tx, named: &[Named]) -> anyhow::Result<Result<Vec<Id>, Vec<String>>> {
    let (mut bots, mut unknown) = (Vec::new(), Vec::new());
    for one in named {
        match tx.named(one).await? {
            Some(bot) => bots.push(bot),
            None => unknown.push(one.word()),
        }
    }
    Ok(if unknown.is_empty() { Ok(bots) } else { Err(unknown) })
}

/// Does what an operator says of a job; nothing when that makes no sense as it stands, or there is no such job.
/// `message` is the one that is to show how far it is, when none does yet.
pub async fn say(
    app: &App,
    tx: &mut Tx,
    (by, message): (&Account, Option<&MessageRef>),
    job: &Id,
    word: JobWord,
) -> anyhow::Result<Option<FleetJob>> {
    let Some(mut held) = tx.lock_fleet_job(job).await? else { return Ok(None) };
    // What a person does to their own bots is theirs to say.
    let Some(deed) = held.work.deed() else { return Ok(None) };
    let before = held.state;
    if word == JobWord::Go && before != JobState::Draft {
        // Whoever says go on answers for it from now on, and is told.
        held.author = by.clone();
    }
    // Whoever was shown what a job would do is who says yes to it.
    if before == JobState::Draft && held.author != *by {
        return Ok(None);
    }
    match (word, held.state) {
        (JobWord::Go, JobState::Draft | JobState::Paused) => held.state = JobState::Running,
        (JobWord::Go, JobState::Stopped) => {
            // What has failed is known now; the first of the others go ahead of them again.
            held.state = JobState::Running;
            held.forgiven = tx.fleet_tally(job).await?.failed;
            (held.wave_left, held.canary_failed) = (0, false);
        }
        (JobWord::Pause, JobState::Running) => held.state = JobState::Paused,
        (JobWord::Cancel, JobState::Running | JobState::Paused | JobState::Stopped) => {
            held.state = JobState::Cancelled;
            tx.skip_waiting(job, &serde_json::to_string(&Skipped::Cancelled)?).await?;
        }
        (JobWord::Go, JobState::Running | JobState::Cancelled | JobState::Done)
        | (
            JobWord::Pause,
            JobState::Draft | JobState::Paused | JobState::Stopped | JobState::Cancelled | JobState::Done,
        )
        | (JobWord::Cancel, JobState::Draft | JobState::Cancelled | JobState::Done) => return Ok(None),
    }
    tx.save_fleet_job(&held).await?;
    let bots = tx.fleet_tally(job).await?.all();
    let act = Act::new(by, ActKind::Fleet, job).from(before.word());
    tx.record(&act.to(format!("{}: {} {bots}", held.state.word(), deed.word())), app.now()).await?;
    tell(app, tx, &held, deed, message, false).await?;
    info!(%job, "a job is {}", held.state.word());
    Ok(Some(held))
}

/// Takes every job as far as it goes now.
pub async fn advance_all(app: &App) -> anyhow::Result<()> {
    for job in app.store.open_fleet_jobs().await? {
        if let Err(cause) = advance(app, &job).await {
            warn!(%job, "job {job} could not go on and will be tried again: {cause:#}");
        }
    }
    Ok(())
}

async fn advance(app: &App, job: &Id) -> anyhow::Result<()> {
    while step(app, job).await? {}
    Ok(())
}

/// One step in one transaction; false when nothing more can be done now. Every bot is asked in a transaction of its own:
/// each locks its owner, and two jobs that held several would wait for each other.
async fn step(app: &App, job: &Id) -> anyhow::Result<bool> {
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let Some(mut held) = tx.lock_fleet_job(job).await?.filter(|held| held.ended_at.is_none()) else { return Ok(false) };
    let before = held.state;
    let (has_settled, may_act) = match &held.work {
        Work::Deed(_) => (settle(&mut tx, job).await?, may_act(app, &mut tx, &held.author).await?),
        Work::Key { key, .. } => {
            (rekey::settle(app, &mut tx, &held, key).await?, rekey::may_act(app, &mut tx, key).await?)
        }
    };
    if held.state == JobState::Running && !may_act {
        warn!(%job, author = %held.author, "job {job} is paused, for its author may not do that any more");
        held.state = JobState::Paused;
        tx.save_fleet_job(&held).await?;
    }
    let standing = Standing {
        state: held.state,
        pace: held.pace,
        tally: tx.fleet_tally(job).await?,
        forgiven: held.forgiven,
        wave_left: held.wave_left,
    };
    let mut rings = false;
    let step = match held.work {
        Work::Deed(_) => next(&standing),
        Work::Key { .. } => waves::next_of_key(&standing),
    };
    let goes_on = match step {
        Step::Ask => {
            let is_asked = match &held.work {
                Work::Deed(deed) => ask(app, &mut tx, &held, *deed).await.map(|()| true)?,
                Work::Key { key, .. } => rekey::ask(app, &mut tx, &held, key).await?,
            };
            if !is_asked && !has_settled {
                return Ok(false);
            }
            held.wave_left -= i64::from(is_asked);
            is_asked
        }
        Step::Wave(size) => {
            (held.wave_number, held.wave_left) = (held.wave_number + 1, size);
            true
        }
        Step::Wait if !has_settled && held.state == before => return Ok(false),
        Step::Wait => false,
        stop @ (Step::StopAtCanary | Step::StopAtFailures) => {
            (held.state, held.wave_left) = (JobState::Stopped, 0);
            held.canary_failed = stop == Step::StopAtCanary;
            warn!(%job, failed = standing.tally.failed, "job {job} stopped by itself");
            rings = true;
            false
        }
        Step::End(state) => {
            (held.state, held.ended_at) = (state, Some(app.now()));
            info!(%job, "job {job} has ended");
            rings = true;
            false
        }
    };
    tx.save_fleet_job(&held).await?;
    match &held.work {
        Work::Deed(deed) => tell(app, &mut tx, &held, *deed, None, rings).await?,
        Work::Key { key, is_back } => rekey::tell(app, &mut tx, &held, (key, *is_back), None, rings).await?,
    }
    tx.commit().await?;
    app.wake();
    Ok(goes_on)
}

/// Whoever asked for a job has to be one who may, as long as it goes on.
async fn may_act(app: &App, tx: &mut Tx, author: &Account) -> anyhow::Result<bool> {
    let role = access::given_role(&app.config, author).max(tx.role(author).await?);
    Ok(role.is_some_and(|role| role >= Role::Operator))
}

/// Notes what has come of the operations that have ended.
async fn settle(tx: &mut Tx, job: &Id) -> anyhow::Result<bool> {
    let ended = tx.ended_targets(job).await?;
    for one in &ended {
        let why = one.why.as_deref().and_then(|why| serde_json::from_str::<Why>(why).ok());
        let (state, why) = match (one.is_done, why) {
            (Some(true), _) => (TargetState::Done, None),
            (None, _) => (TargetState::Skipped, Some(serde_json::to_string(&Skipped::Gone)?)),
            // Its owner wants to be rid of it.
            (Some(false), Some(Why::Cancelled)) => {
                (TargetState::Skipped, Some(serde_json::to_string(&Skipped::Cancelled)?))
            }
            (Some(false), why) => (TargetState::Failed, Some(serde_json::to_string(&why.unwrap_or(Why::Machine))?)),
        };
        tx.target_ended(job, &one.bot, state, why.as_deref()).await?;
    }
    Ok(!ended.is_empty())
}

async fn ask(app: &App, tx: &mut Tx, held: &FleetJob, deed: Deed) -> anyhow::Result<()> {
    let bot = tx.next_target(&held.id).await?.context("a wave asks for more bots than there are")?;
    tx.through_door_of(&held.id).await?;
    let skipped = match on_behalf::operate(app, tx, &held.author, &bot, deed, true).await? {
        Ok(operation) => return tx.target_asked(&held.id, &bot, &operation, held.wave_number).await,
        Err(Refusal::Busy(_)) => Skipped::Busy,
        Err(Refusal::Pointless) => Skipped::Pointless,
        Err(Refusal::Stopped) => Skipped::Stopped,
        Err(Refusal::Gone) => Skipped::Gone,
        Err(Refusal::Unreadable) => {
            let why = serde_json::to_string(&Why::Unreadable)?;
            return tx.target_ended(&held.id, &bot, TargetState::Failed, Some(&why)).await;
        }
    };
    tx.target_ended(&held.id, &bot, TargetState::Skipped, Some(&serde_json::to_string(&skipped)?)).await
}

/// How far a job is, in the one message of its author; and a new one when it has ended or stopped by itself.
async fn tell(
    app: &App,
    tx: &mut Tx,
    held: &FleetJob,
    deed: Deed,
    message: Option<&MessageRef>,
    rings: bool,
) -> anyhow::Result<()> {
    if app.store.person(&held.author, app.now()).await?.is_none() {
        return Ok(());
    }
    let (now, tally) = (app.now(), tx.fleet_tally(&held.id).await?);
    let news = FleetNews {
        job: held.id.clone(),
        deed,
        state: held.state,
        tally,
        canary_failed: held.canary_failed,
        took: held.ended_at.map(|ended| ended - held.created_at),
    };
    let note = serde_json::to_string(&Note::Fleet { news: news.clone(), is_result: false })?;
    tx.tell_progress(&held.id, &held.author, &note, message, now).await?;
    if !rings {
        return Ok(());
    }
    tx.hurry_progress(&held.id, now).await?;
    tx.tell(&held.author, &serde_json::to_string(&Note::Fleet { news, is_result: true })?, now, now).await
}
