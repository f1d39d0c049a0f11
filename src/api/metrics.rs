//! The numbers of this process, for whoever has METRICS_TOKEN; without one there is no such page.

use std::sync::Arc;

use axum::extract::State;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tracing::error;

use crate::App;
use crate::metrics;

pub async fn text(State(app): State<Arc<App>>, headers: HeaderMap) -> Response {
    let Some(token) = &app.config.metrics_token else { return StatusCode::NOT_FOUND.into_response() };
    let shown = headers.get(AUTHORIZATION).and_then(|value| value.to_str().ok()?.strip_prefix("Bearer "));
    if !shown.is_some_and(|shown| token.matches(shown)) {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match app.metrics.text() {
        Ok(text) => ([(CONTENT_TYPE, metrics::CONTENT_TYPE)], text).into_response(),
        Err(cause) => {
            error!("the metrics could not be shown: {cause:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
