//! The machinery: claims what is due under a lease, works on it, and comes back by the clock or when it is woken.
//! What the work is stands in `deploy::run`, `messenger` and `chat::session`.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures::FutureExt;
use tokio::sync::Semaphore;
use tokio::task::JoinSet;
use tokio::time::{MissedTickBehavior, interval, sleep};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::{Instrument, error, info_span, warn};

use crate::App;
use crate::chat::session;
use crate::deploy::note::Note;
use crate::deploy::{farewell, run};
use crate::domain::Millis;
use crate::messenger;
use crate::quota::DAY;
use crate::store::{Diagnosis, Durability, Letter, Operation};
use crate::{diagnose, fleet, managed};

/// Operations, and messages, that one process works on side by side.
const SIDE_BY_SIDE: usize = 16;
/// Bots that one process looks at side by side for those who asked.
const DIAGNOSES_AT_ONCE: usize = 4;
/// How long a job waits for a yes, and how long one that has ended can be looked at.
const DRAFT_LASTS: Millis = DAY / 24;
const JOB_IS_KEPT: Millis = 90 * DAY;
/// How often old rows are cleared away.
const TIDY_EVERY: Duration = Duration::from_secs(60);

/// Works on operations until `stop`; what is under way then is finished as far as its stage goes. Dropped, it drops
/// its work.
pub async fn operations(app: Arc<App>, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let mut tasks = JoinSet::new();
    while !stop.is_cancelled() {
        let Ok(place) = places.clone().acquire_owned().await else { break };
        let now = app.now();
        let lease = app.config.pace.job_lease.as_millis() as Millis;
        match app.store.claim_operation(now, now + lease).await {
            Ok(Some(held)) => {
                let app = app.clone();
                tasks.spawn(async move {
                    let _place = place;
                    // The bot's id runs through everything that is said of it, from the wish to the last letter.
                    let span =
                        info_span!("operation", bot = %held.instance, operation = %held.id, kind = held.kind.word());
                    work_under_lease(&app, &held).instrument(span).await;
                });
            }
            Ok(None) => {
                let due = app.store.next_due().await.unwrap_or_default();
                rest(&app, &app.woken_operations, due, &stop).await;
            }
            Err(cause) => {
                app.jobs_are_well.store(false, Ordering::Relaxed);
                warn!("no operation could be claimed: {cause:#}");
                rest(&app, &app.woken_operations, None, &stop).await;
                continue;
            }
        }
        app.jobs_are_well.store(true, Ordering::Relaxed);
        while tasks.try_join_next().is_some() {}
    }
    while tasks.join_next().await.is_some() {}
}

/// Renews the lease while the work goes on; when it is lost the work is dropped, because somebody else has it.
async fn work_under_lease(app: &App, held: &Operation) {
    let lease = app.config.pace.job_lease;
    let renewals = async {
        let mut beat = interval(lease / 3);
        beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
        beat.tick().await;
        loop {
            beat.tick().await;
            let until = app.now() + lease.as_millis() as Millis;
            match app.store.renew_lease(held, until).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(cause) => warn!(operation = %held.id, "a lease could not be renewed: {cause:#}"),
            }
        }
    };
    let work = AssertUnwindSafe(run::work(app, held)).catch_unwind();
    tokio::select! {
        done = work => match done {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => put_off(app, held, &format!("{cause:#}")).await,
            Err(_) => put_off(app, held, "it panicked").await,
        },
        () = renewals => warn!(operation = %held.id, "operation {} is worked on by somebody else now", held.id),
    }
}

/// The work came to nothing for a reason of ours, mostly the database; it is tried again later.
async fn put_off(app: &App, held: &Operation, cause: &str) {
    error!(operation = %held.id, "operation {} could not go on and will be tried again: {cause}", held.id);
    let due = app.now() + (app.config.pace.retry_base * 4).as_millis() as Millis;
    let again = async {
        let mut tx = app.store.begin(Durability::Kill).await?;
        tx.try_again(held, held.attempt + 1, due, held.stage_since).await?;
        tx.commit().await
    };
    if let Err(cause) = again.await {
        warn!(operation = %held.id, "that could not be noted either; its lease runs out by itself: {cause:#}");
    }
}

/// Sends what is in the outbox until `stop`, as many at once as there are free places.
pub async fn letters(app: Arc<App>, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(SIDE_BY_SIDE));
    let tasks = TaskTracker::new();
    while !stop.is_cancelled() {
        let Ok(mut free) = places.clone().acquire_owned().await else { break };
        while let Ok(another) = places.clone().try_acquire_owned() {
            free.merge(another);
        }
        let now = app.now();
        let lease = app.config.pace.job_lease.as_millis() as Millis;
        match app.store.claim_letters(now, now + lease, free.num_permits()).await {
            Ok(letters) => {
                let are_more_due = letters.len() == free.num_permits();
                for letter in letters {
                    let place = free.split(1);
                    let sending = app.clone();
                    let account = letter.account.clone();
                    // Behind what the same person is being told already, so that a result never overtakes its progress.
                    let told = app.lanes.run(&account, async move { send_under_lease(&sending, &letter).await });
                    let waking = app.clone();
                    tasks.spawn(async move {
                        let _place = place;
                        let _ = told.await;
                        // The next letter to the same account has waited for this one.
                        waking.woken_letters.notify_one();
                    });
                }
                // Whoever was woken meanwhile looks again without asking when.
                if !are_more_due && app.woken_letters.notified().now_or_never().is_none() {
                    let due = app.store.next_letter().await.unwrap_or_default();
                    rest(&app, &app.woken_letters, due, &stop).await;
                }
            }
            Err(cause) => {
                warn!("no letter could be claimed: {cause:#}");
                rest(&app, &app.woken_letters, None, &stop).await;
            }
        }
    }
    tasks.close();
    tasks.wait().await;
}

/// Keeps the letter ours as long as its platform takes to answer: nobody can take back what was sent twice.
async fn send_under_lease(app: &App, letter: &Letter) {
    let lease = app.config.pace.job_lease;
    let renewals = async {
        loop {
            sleep(lease / 3).await;
            if let Err(cause) = app.store.keep_letter(letter, app.now() + lease.as_millis() as Millis).await {
                warn!(letter = %letter.id, "a letter could not be kept: {cause:#}");
            }
        }
    };
    tokio::select! {
        sent = messenger::send_letter(app, letter) => if let Err(cause) = sent {
            error!(letter = %letter.id, "letter {} will be tried again: {cause:#}", letter.id);
        },
        () = renewals => {}
    }
}

/// Takes the work on many bots as far as it goes, until `stop`.
pub async fn fleet(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        if let Err(cause) = fleet::advance_all(&app).await {
            warn!("the work on many bots could not be looked at: {cause:#}");
        }
        rest(&app, &app.woken_fleet, None, &stop).await;
    }
}

/// Looks at bots for whoever asked, until `stop`. What is under way then is taken up again at the next start.
pub async fn diagnoses(app: Arc<App>, stop: CancellationToken) {
    let places = Arc::new(Semaphore::new(DIAGNOSES_AT_ONCE));
    let mut tasks = JoinSet::new();
    while !stop.is_cancelled() {
        let Some(Ok(place)) = stop.run_until_cancelled(places.clone().acquire_owned()).await else { break };
        match next_diagnosis(&app).await {
            Ok(Due::Now(held)) => {
                let app = app.clone();
                let span = info_span!("diagnosis", bot = %held.bot, diagnosis = %held.id);
                tasks.spawn(
                    async move {
                        let _place = place;
                        diagnose_under_lease(&app, &held).await;
                    }
                    .instrument(span),
                );
            }
            Ok(Due::Later(due)) => rest(&app, &app.woken_diagnoses, due, &stop).await,
            Err(cause) => {
                warn!("no diagnosis could be claimed: {cause:#}");
                rest(&app, &app.woken_diagnoses, None, &stop).await;
            }
        }
        while tasks.try_join_next().is_some() {}
    }
}

enum Due {
    Now(Diagnosis),
    Later(Option<Millis>),
}

/// They are few: it is looked whether there is one before anything is written.
async fn next_diagnosis(app: &App) -> anyhow::Result<Due> {
    let (now, due) = (app.now(), app.store.next_diagnosis().await?);
    if due.is_none_or(|due| due > now) {
        return Ok(Due::Later(due));
    }
    let lease = app.config.pace.job_lease.as_millis() as Millis;
    Ok(app.store.claim_diagnosis(now, now + lease).await?.map_or(Due::Later(None), Due::Now))
}

async fn diagnose_under_lease(app: &App, held: &Diagnosis) {
    let lease = app.config.pace.job_lease;
    let renewals = async {
        loop {
            sleep(lease / 3).await;
            match app.store.keep_diagnosis(held, app.now() + lease.as_millis() as Millis).await {
                Ok(true) => {}
                Ok(false) => return,
                Err(cause) => warn!(diagnosis = %held.id, "a diagnosis could not be kept: {cause:#}"),
            }
        }
    };
    let work = AssertUnwindSafe(diagnose::work(app, held)).catch_unwind();
    let cause = tokio::select! {
        done = work => match done {
            Ok(Ok(())) => return,
            Ok(Err(cause)) => format!("{cause:#}"),
            Err(_) => "it panicked".to_owned(),
        },
        () = renewals => return,
    };
    error!(diagnosis = %held.id, "diagnosis {} could not be made and will be tried again: {cause}", held.id);
    if let Err(cause) = diagnose::put_off(app, held).await {
        warn!(diagnosis = %held.id, "that could not be noted either; its lease runs out by itself: {cause:#}");
    }
}

/// Forgets what is done soon after it is, until `stop`: a crash before that does it again. Not at once, because a busy
/// Hatchery would write little else.
pub async fn forgetting(app: Arc<App>, stop: CancellationToken) {
    const WITH_OTHERS: Duration = Duration::from_millis(20);
    let some_are_done = async || {
        app.woken_forgetting.notified().await;
        sleep(WITH_OTHERS).await;
    };
    while stop.run_until_cancelled(some_are_done()).await.is_some() {
        if let Err(cause) = session::flush(&app).await {
            warn!("what is done could not be forgotten yet: {cause:#}");
        }
    }
}

/// Brings what is committed to where it stays, until `stop`, so that no commit has to.
pub async fn checkpoints(app: Arc<App>, stop: CancellationToken) {
    const EVERY: Duration = Duration::from_secs(1);
    while stop.run_until_cancelled(sleep(EVERY)).await.is_some() {
        if let Err(cause) = app.store.checkpoint().await {
            warn!("the log of the database grows: {cause:#}");
        }
    }
}

/// Periodic work until `stop`: what a crash left over, forgotten conversations, old rows.
pub async fn housekeeping(app: Arc<App>, stop: CancellationToken) {
    let mut tidied = app.now() - TIDY_EVERY.as_millis() as Millis;
    let pause = app.config.pace.job_poll.min(app.config.pace.job_lease / 3);
    while stop.run_until_cancelled(sleep(pause)).await.is_some() {
        if let Err(cause) = session::take_up_leftovers(&app).await {
            warn!("what a crash left over could not be looked for: {cause:#}");
        }
        if let Err(cause) = managed::tend_all(&app).await {
            warn!("the managed bots could not be looked after: {cause:#}");
        }
        if let Err(cause) = messenger::topics::tidy(&app).await {
            warn!("topics that nobody needs could not be looked for: {cause:#}");
        }
        if let Err(cause) = farewell::go_on(&app).await {
            warn!("who asked to be forgotten could not be looked for: {cause:#}");
        }
        if app.now() - tidied >= TIDY_EVERY.as_millis() as Millis {
            tidied = app.now();
            if let Err(cause) = tidy(&app).await {
                warn!("old rows could not be cleared away: {cause:#}");
            }
        }
    }
}

/// Throws away half-made bots after a day, with a word; answered updates after two; sent letters after a week; the
/// secrets and configs of bots that did not hatch after a day.
async fn tidy(app: &App) -> anyhow::Result<()> {
    let now = app.now();
    app.store.forget_requests(now - DAY, now).await?;
    for account in app.store.stale_sessions(now - DAY, 100).await? {
        session::expire(app, &account, &Note::Expired).await?;
    }
    app.store.forget_updates(now - 2 * DAY).await?;
    app.store.forget_old_batches(now - DAY).await?;
    app.store.forget_letters(now - 7 * DAY).await?;
    app.store.forget_links(now).await?;
    app.store.forget_handovers(now - DAY).await?;
    app.store.expire_managed_wishes(now, now - DAY).await?;
    app.store.forget_replies(now).await?;
    app.store.forget_shares(now).await?;
    app.store.purge_secrets(now - DAY).await?;
    app.store.purge_formers(now - DAY).await?;
    app.store.purge_configs(now - DAY).await?;
    app.store.forget_broadcast_targets(now - 30 * DAY).await?;
    app.store.forget_fleet_jobs(now - DRAFT_LASTS, now - JOB_IS_KEPT).await?;
    Ok(())
}

/// Until something is due, somebody wakes us, the poll comes round or `stop`.
async fn rest(app: &App, woken: &tokio::sync::Notify, due: Option<Millis>, stop: &CancellationToken) {
    let poll = app.config.pace.job_poll;
    let until_due = due.map_or(poll, |due| Duration::from_millis((due - app.now()).max(1) as u64));
    tokio::select! {
        () = sleep(poll.min(until_due)) => {}
        () = woken.notified() => {}
        () = stop.cancelled() => {}
    }
}
