//! What one Hatchery does for all that share a database: it holds a lease while it does it. When it is killed, or cut
//! off from the database, another takes over as soon as the lease is over; when it stops in order, at once.

use std::pin::pin;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::App;
use crate::domain::{Id, Millis};
use crate::store::fresh_id;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Duty {
    /// Of two long polls with one token Telegram cuts one off.
    Polling,
    /// Two sessions of Discord's gateway would each be told everything.
    Listening,
    /// Looks at the bots at Railway count towards one budget of requests.
    Watching,
    /// Of two that write to the same people each would be one too many.
    Broadcasting,
    /// What all share is watched once: each of several would tell of it.
    Alerting,
}

impl Duty {
    fn word(self) -> &'static str {
        match self {
            Duty::Polling => "telegram-poll",
            Duty::Listening => "discord-gateway",
            Duty::Watching => "railway-watch",
            Duty::Broadcasting => "broadcast",
            Duty::Alerting => "alerts",
        }
    }
}

/// Does this while it is ours to do, until it ends by itself or `stop`. The work ends when its token is cancelled, and
/// is begun anew when the duty comes back. Nothing when it stops before it was ours.
pub async fn alone<T, Work>(
    app: &App,
    duty: Duty,
    stop: &CancellationToken,
    work: impl Fn(CancellationToken) -> Work,
) -> Option<T>
where
    Work: Future<Output = T>,
{
    let me = fresh_id();
    loop {
        stop.run_until_cancelled(taken(app, duty, &me)).await?;
        info!(duty = duty.word(), "this Hatchery is on duty: {}", duty.word());
        let on_duty = stop.child_token();
        let mut work = pin!(work(on_duty.clone()));
        tokio::select! {
            done = &mut work => {
                give_back(app, duty, &me).await;
                return Some(done);
            }
            () = lost(app, duty, &me) => {
                warn!(duty = duty.word(), "another Hatchery may be on duty now: {}", duty.word());
                on_duty.cancel();
                work.await;
            }
        }
    }
}

/// How often a lease is renewed, and looked for by those who wait for it.
fn beat(app: &App) -> Duration {
    app.config.pace.job_lease / 3
}

async fn hold(app: &App, duty: Duty, me: &Id) -> anyhow::Result<bool> {
    let (now, _at_work) = (app.now(), app.clock.at_work());
    app.store.hold_lease(duty.word(), me, now, now + app.config.pace.job_lease.as_millis() as Millis).await
}

async fn taken(app: &App, duty: Duty, me: &Id) {
    loop {
        match hold(app, duty, me).await {
            Ok(true) => return,
            Ok(false) => {}
            Err(cause) => warn!(duty = duty.word(), "it is not known who is on duty: {cause:#}"),
        }
        pause(app, beat(app).min(app.config.pace.job_poll)).await;
    }
}

/// Renews the lease; returns when it is somebody else's, or over without our hearing so.
async fn lost(app: &App, duty: Duty, me: &Id) {
    let renewed = async || {
        loop {
            pause(app, beat(app)).await;
            match hold(app, duty, me).await {
                Ok(is_ours) => return is_ours,
                Err(cause) => warn!(duty = duty.word(), "a duty could not be kept: {cause:#}"),
            }
        }
    };
    while timeout(app.config.pace.job_lease, renewed()).await == Ok(true) {}
}

/// So long, or until a test has moved the clock so far, by which leases end.
async fn pause(app: &App, length: Duration) {
    tokio::select! {
        () = sleep(length) => {}
        () = app.clock.sleep(length) => {}
    }
}

async fn give_back(app: &App, duty: Duty, me: &Id) {
    if let Err(cause) = app.store.give_back_lease(duty.word(), me).await {
        debug!(duty = duty.word(), "the next one waits for the end of a lease: {cause:#}");
    }
}
