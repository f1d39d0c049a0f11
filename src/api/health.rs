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

/// How long the database may take to say that it is there.
const PATIENCE: Duration = Duration::from_secs(2);

pub async fn alive() -> &'static str {
    "ok"
}

/// 503 only for what a restart may mend: the database, its schema, the job loop.
pub async fn ready(State(app): State<Arc<App>>) -> (StatusCode, Json<Value>) {
    let database = matches!(timeout(PATIENCE, app.store.is_ready()).await, Ok(Ok(())));
    let jobs = app.jobs_are_well.load(Ordering::Relaxed);
    let telegram = app.telegram().is_ok_and(|telegram| telegram.api.is_reached());
    let status = if database && jobs { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = match (status, telegram) {
        (StatusCode::OK, true) => "ready",
        (StatusCode::OK, false) => "degraded",
        _ => "failing",
    };
    let body = json!({ "status": word, "database": database, "jobs": jobs, "telegram": telegram });
    (status, Json(body))
}
