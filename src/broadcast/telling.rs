//! The one message that tells how far a broadcast is.

use std::convert::Infallible;

use serde_json::json;
use tracing::warn;

use super::TELL_EVERY;
use crate::App;
use crate::deploy::note::Note;
use crate::domain::broadcast::Report;
use crate::domain::{Id, Millis};
use crate::store::Durability;

/// Writes it anew, now and then.
pub(super) async fn keep_telling(app: &App, broadcast: &Id) -> Infallible {
    let mut last: Option<(Millis, i64)> = None;
    loop {
        app.clock.sleep(TELL_EVERY).await;
        let _at_work = app.clock.at_work();
        let told = async {
            let Some(known) = app.store.broadcast(broadcast).await? else { return anyhow::Ok(()) };
            let (now, gone) = (app.now(), known.tally.total - known.tally.left());
            let rate = last.and_then(|(at, before)| ((gone - before) * 100_000).checked_div(now - at));
            last = Some((now, gone));
            update(app, broadcast, rate).await
        };
        if let Err(cause) = told.await {
            warn!(%broadcast, "it could not be told how far a broadcast is: {cause:#}");
        }
    }
}

/// Writes it as things stand.
pub async fn update(app: &App, broadcast: &Id, rate: Option<i64>) -> anyhow::Result<()> {
    let causes = app.store.broadcast_causes(broadcast).await?;
    let mut tx = app.store.begin(Durability::Kill).await?;
    let Some(known) = tx.broadcast(broadcast).await? else { return Ok(()) };
    let note = Note::Broadcast { report: Report::of(&known, causes, rate), is_end: false };
    tx.tell_progress(broadcast, &known.author, &json!(note).to_string(), None, app.now()).await?;
    tx.commit().await?;
    app.woken_letters.notify_one();
    Ok(())
}
