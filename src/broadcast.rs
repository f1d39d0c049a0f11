//! Carries broadcasts out: one Hatchery for all that share the database, one broadcast after the other, and of each all
//! platforms side by side. It decides nothing about whom they are for: that was taken down when they were confirmed.
//!
//! Nobody is written to twice: whoever is about to be written to is noted before, at most eight at a time, and when
//! this Hatchery is killed their fate is not known. They are listed, and left in peace.

mod lane;
mod telling;

use std::sync::Arc;
use std::time::Duration;

use serde_json::json;
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::App;
use crate::deploy::note::Note;
use crate::domain::Platform;
use crate::domain::broadcast::{Broadcast, BroadcastState, Report};
use crate::duty::{self, Duty};
use crate::messenger::voice;
use crate::store::{Durability, Engine, fresh_id};
use lane::{End, Lane};

pub use telling::update;

/// How often its console message is written anew: each time that is one message less to the many.
const TELL_EVERY: Duration = Duration::from_secs(5);

/// Sends what is to be sent until `stop`.
pub async fn keep_sending(app: Arc<App>, stop: CancellationToken) {
    duty::alone(&app, Duty::Broadcasting, &stop, |on_duty| send_all(app.clone(), on_duty)).await;
}

async fn send_all(app: Arc<App>, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let due = match app.store.due_broadcasts(app.now()).await {
            Ok(due) => due,
            Err(cause) => {
                warn!("it is not known whether there is something to broadcast: {cause:#}");
                Vec::new()
            }
        };
        for broadcast in &due {
            if let Err(cause) = send(&app, broadcast, &stop).await {
                warn!(broadcast = %broadcast.id, "broadcast {} will go on later: {cause:#}", broadcast.id);
            }
        }
        let next = match app.store.broadcast_outlook().await {
            Ok((true, _)) => app.now() + app.config.pace.retry_base.as_millis() as i64,
            Ok((false, next)) => next.unwrap_or(i64::MAX / 2),
            Err(_) => i64::MAX / 2,
        };
        tokio::select! {
            () = app.clock.until(next) => {}
            () = tokio::time::sleep(app.config.pace.job_poll) => {}
            () = app.woken_broadcasts.notified() => {}
            () = stop.cancelled() => {}
        }
    }
}

/// Sends one until nobody is left, somebody says stop, or it stops by itself.
async fn send(app: &Arc<App>, broadcast: &Broadcast, stop: &CancellationToken) -> anyhow::Result<()> {
    let sender = fresh_id();
    if !app.store.take_over_broadcast(&broadcast.id, &sender, app.now()).await? {
        return Ok(());
    }
    info!(broadcast = %broadcast.id, "broadcast {} is being sent", broadcast.id);
    update(app, &broadcast.id, None).await?;
    if app.store.engine() == Engine::Postgres {
        // Others hear of it and take their places from the pace that all share.
        app.clock.sleep(Duration::from_millis(voice::NEWS_LAST as u64)).await;
    }
    let lane = |platform| Lane::new(app.clone(), broadcast.clone(), sender.clone(), platform, stop.clone());
    let sent = async {
        let (telegram, discord) = tokio::join!(lane(Platform::Telegram).run(), lane(Platform::Discord).run());
        anyhow::Ok([telegram?, discord?])
    };
    let ends = tokio::select! {
        ends = sent => ends?,
        never = telling::keep_telling(app, &broadcast.id) => match never {},
    };
    if ends.contains(&End::Interrupted) {
        info!(broadcast = %broadcast.id, "broadcast {} is interrupted", broadcast.id);
        return update(app, &broadcast.id, None).await;
    }
    let has_stopped = ends.contains(&End::Halted);
    end(app, broadcast, if has_stopped { BroadcastState::Paused } else { BroadcastState::Done }).await
}

/// Nobody is left, or nobody to whom it may go on by itself.
async fn end(app: &App, broadcast: &Broadcast, state: BroadcastState) -> anyhow::Result<()> {
    let now = app.now();
    let causes = app.store.broadcast_causes(&broadcast.id).await?;
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let Some(ended) = tx.set_broadcast_state(&broadcast.id, state, now).await? else { return Ok(()) };
    let report = Report::of(&ended, causes, None);
    let progress = Note::Broadcast { report: report.clone(), is_end: false };
    tx.tell_progress(&ended.id, &ended.author, &json!(progress).to_string(), None, now).await?;
    tx.hurry_progress(&ended.id, now).await?;
    tx.tell(&ended.author, &json!(Note::Broadcast { report, is_end: true }).to_string(), now, now).await?;
    tx.commit().await?;
    info!(broadcast = %ended.id, state = state.word(), "broadcast {} is {}", ended.id, state.word());
    app.woken_letters.notify_one();
    Ok(())
}
