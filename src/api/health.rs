//! Is the process alive, and can it do its work? A neighbour that is away degrades the answer and never fails it:
//! restarting us would not bring it back.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::App;
use crate::telegram::api::Api;

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

pub async fn alive() -> &'static str {
    "ok"
}

/// 503 only for what a restart may mend: the database, its schema, the job loop.
pub async fn ready(State(app): State<Arc<App>>) -> (StatusCode, Json<Value>) {
    let database = matches!(timeout(PATIENCE, app.store.is_ready()).await, Ok(Ok(())));
    let jobs = app.jobs_are_well.load(Ordering::Relaxed);
    let platforms = platforms(&app);
    let status = if database && jobs { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = match (status, platforms.iter().all(|(_, is_reached)| *is_reached)) {
        (StatusCode::OK, true) => "ready",
        (StatusCode::OK, false) => "degraded",
        _ => "failing",
    };
    let mut body = json!({ "status": word, "database": database, "jobs": jobs });
    for (name, is_reached) in platforms {
        body[name] = json!(is_reached);
    }
    (status, Json(body))
}

/// Which of the platforms that are switched on can be reached.
fn platforms(app: &App) -> Vec<(&'static str, bool)> {
    let mut platforms = Vec::new();
    if app.config.telegram_token.is_some() {
        let is_heard = |api: &Api| api.is_reached() && !api.is_refused();
        platforms.push(("telegram", app.telegram().is_ok_and(|telegram| is_heard(&telegram.api))));
    }
    if app.config.discord_token.is_some() {
        let is_reached = app.discord().is_ok_and(|discord| discord.rest.is_reached());
        platforms.push(("discord", is_reached && !app.discord_pulse.is_lost()));
    }
    platforms
}
