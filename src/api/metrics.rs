//! The page of numbers. It is on PORT for whoever has METRICS_TOKEN, or on a port of its own (METRICS_PORT); without
//! either there is none. It counts nothing itself.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use tokio::sync::Mutex;
use tokio::time::timeout;
use tracing::{error, warn};

use crate::App;
use crate::api::door::bearer;
use crate::domain::Millis;
use crate::metrics::{self, Seen};

/// For how long what was looked up in the database is good enough, however often somebody asks.
const GOOD_FOR: Millis = 5_000;
/// A database that takes longer is away for this page.
const PATIENCE: Duration = Duration::from_secs(2);

struct Page {
    app: Arc<App>,
    /// What was seen the last time, and when. Whoever asks meanwhile waits for the same look.
    seen: Mutex<Option<(Millis, Seen)>>,
}

pub fn routes(app: Arc<App>) -> Router {
    let page = Page { app, seen: Mutex::default() };
    Router::new().route("/metrics", get(text)).with_state(Arc::new(page))
}

async fn text(State(page): State<Arc<Page>>, headers: HeaderMap) -> Response {
    if let Some(token) = &page.app.config.metrics_token
        && !bearer(&headers).is_some_and(|shown| token.matches(shown))
    {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match page.app.metrics.text(&page.seen().await) {
        Ok(text) => ([(CONTENT_TYPE, metrics::CONTENT_TYPE), (CACHE_CONTROL, "no-store")], text).into_response(),
        Err(cause) => {
            error!("the metrics could not be shown: {cause:#}");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

impl Page {
    async fn seen(&self) -> Seen {
        let mut kept = self.seen.lock().await;
        let now = self.app.now();
        if let Some((at, seen)) = kept.as_ref()
            && (0..GOOD_FOR).contains(&(now - at))
        {
            return seen.clone();
        }
        let seen = look(&self.app, now).await;
        *kept = Some((now, seen.clone()));
        seen
    }
}

async fn look(app: &App, now: Millis) -> Seen {
    let stock = match timeout(PATIENCE, app.store.stock(now)).await {
        Ok(Ok(stock)) => Some(stock),
        Ok(Err(cause)) => {
            warn!("the page of metrics lacks what lies in the database: {cause:#}");
            None
        }
        Err(_) => {
            warn!("the page of metrics lacks what lies in the database: it took too long");
            None
        }
    };
    let budget = app.railway.as_ref().map(|railway| railway.budget()).unwrap_or_default();
    Seen { stock, railway_left: budget.remaining, railway_limit: budget.limit }
}
