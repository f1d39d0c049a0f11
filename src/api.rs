//! What Hatchery answers over HTTP on `PORT`: a table of routes. Those of the API are described where they are made, and
//! the description is made from that.

mod acting;
mod admin;
mod deploying;
mod door;
mod events;
pub mod fault;
pub mod handover;
mod health;
mod instances;
mod metrics;
mod once;
mod paper;
mod quota;
mod requests;
mod shapes;
mod whence;
mod whys;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::from_fn_with_state;
use axum::routing::{any, get};
use serde_json::Value;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::cors::CorsLayer;
use tower_http::timeout::TimeoutLayer;
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::App;
pub use crate::api::door::neighbourhood;
use crate::api::fault::Fault;

/// Bytes of a body.
const BODY: usize = 64 * 1024;
/// How long a request may take, its body included. Streams have begun by then.
const PATIENCE: Duration = Duration::from_secs(20);

pub fn routes(app: Arc<App>) -> Router {
    // What a token alone keeps shut is open on PORT; without one the page is for a port that is shut otherwise, or nowhere.
    let is_on_port = app.config.metrics_token.is_some() && app.config.metrics_port.is_none();
    let numbers = if is_on_port { metrics::routes(app.clone()) } else { Router::new() };
    Router::new()
        .route("/health", get(health::alive))
        .route("/health/ready", get(health::ready))
        .with_state(app.clone())
        .merge(numbers)
        .merge(handover::routes(app.clone()))
        .layer(from_fn_with_state(app.clone(), requests::count))
        .merge(api(app))
}

/// The page of metrics alone, for a port of its own.
pub fn metrics_routes(app: Arc<App>) -> Router {
    metrics::routes(app)
}

fn table() -> OpenApiRouter<Arc<App>> {
    OpenApiRouter::with_openapi(paper::Paper::openapi())
        .routes(routes!(deploying::deploy))
        .routes(routes!(instances::list))
        .routes(routes!(instances::one, acting::change, acting::delete))
        .routes(routes!(acting::restart))
        .routes(routes!(acting::stop))
        .routes(routes!(acting::resume))
        .routes(routes!(instances::logs))
        .routes(routes!(events::events))
        .routes(routes!(quota::quota))
        .routes(routes!(quota::health))
        .routes(routes!(admin::dashboard::numbers))
        .routes(routes!(admin::fleet::list))
        .routes(routes!(admin::fleet::restart))
        .routes(routes!(admin::fleet::job))
        .routes(routes!(admin::fleet::say))
        .routes(routes!(admin::fleet::one))
        .routes(routes!(admin::config::show, admin::config::change))
        .routes(routes!(admin::diagnosis::ask))
        .routes(routes!(admin::diagnosis::show))
        .routes(routes!(admin::people::list))
        .routes(routes!(admin::people::one, admin::people::change))
}

/// What `/openapi.json` answers. One that cannot be written is a fault of ours, which a test would see.
pub fn description() -> Value {
    serde_json::to_value(table().split_for_parts().1).unwrap_or(Value::Null)
}

fn api(app: Arc<App>) -> Router {
    let (table, _) = table().split_for_parts();
    table
        .route("/openapi.json", get(paper::json))
        .route("/docs", get(paper::page))
        .route("/api", any(async || Fault::not_found()))
        .route("/api/", any(async || Fault::not_found()))
        .route("/api/{*rest}", any(async || Fault::not_found()))
        .layer((
            // From without to within, and together: each layer that is put on by itself is one more box for each request.
            from_fn_with_state(app.clone(), requests::count),
            cors(&app),
            from_fn_with_state(app.clone(), door::pass),
            CatchPanicLayer::new(),
            TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE),
            DefaultBodyLimit::max(BODY),
        ))
        .with_state(app)
}

/// Pages of these origins may ask; by default none.
fn cors(app: &App) -> CorsLayer {
    let origins = app.config.cors_origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    CorsLayer::new()
        .allow_origin(origins.collect::<Vec<_>>())
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::DELETE])
        .allow_headers([AUTHORIZATION, CONTENT_TYPE, once::IDEMPOTENCY_KEY, events::LAST_EVENT_ID])
        .expose_headers([RETRY_AFTER, door::REQUEST_ID, door::RATE_LIMIT, door::RATE_LIMIT_POLICY])
        .max_age(Duration::from_secs(600))
}
