//! What Hatchery answers over HTTP on `PORT`: a table of routes.

mod health;
mod metrics;

use std::sync::Arc;

use axum::Router;
use axum::routing::get;

use crate::App;

pub fn routes(app: Arc<App>) -> Router {
    Router::new()
        .route("/health", get(health::alive))
        .route("/health/ready", get(health::ready))
        .route("/metrics", get(metrics::text))
        .with_state(app)
}
