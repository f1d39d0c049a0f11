//! The private page on which a key or token is given instead of in the chat. Its link carries the secret behind `#`, which
//! no server, proxy or preview ever sees; the page's own script reads it there and posts it. Only a post that gives
//! something uses a link up. There is no page where `PUBLIC_URL` is not https.

mod page;

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Bytes;
use axum::extract::{ConnectInfo, DefaultBodyLimit, FromRequest, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, ORIGIN};
use axum::http::{HeaderMap, HeaderName, StatusCode};
use axum::middleware::map_response;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde::{Deserialize, Serialize};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;
use tracing::error;

use crate::App;
use crate::api::door;
use crate::api::whence::whence;
use crate::chat::session::{self, Given, Page};
use crate::secret::Secret;

pub use page::document;

/// Bytes of what is posted: the longest key or token has 512, a bot needs five at most, and Telegram's word on somebody perhaps 2,000.
const BODY: usize = 8 * 1024;
/// How long a request may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// What a browser says of where a request comes from; no script can say it.
const FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

pub fn routes(app: Arc<App>) -> Router {
    let is_private = app.config.public_url.as_ref().is_some_and(|origin| origin.starts_with("https://"));
    if !is_private {
        return Router::new();
    }
    Router::new()
        .route("/handover/{language}", get(page::page))
        .route("/handover/telegram/{language}", get(page::inside_telegram))
        .route("/handover/page.js", get(page::script))
        .route("/handover/page.css", get(page::style))
        .route("/handover/look", post(look))
        .route("/handover/give", post(give))
        .layer(DefaultBodyLimit::max(BODY))
        .layer(TimeoutLayer::with_status_code(StatusCode::REQUEST_TIMEOUT, PATIENCE))
        .layer(CatchPanicLayer::new())
        .layer(map_response(page::closed))
        .with_state(app)
}

/// What the page posts. It never prints itself.
#[derive(Deserialize)]
struct Sent {
    /// What stands behind `#`.
    secret: String,
    /// Of the page.
    language: String,
    /// What is given.
    #[serde(default)]
    value: String,
    /// What is given along, in the order in which the page was told.
    #[serde(default)]
    more: Vec<String>,
    /// Telegram's word on who opened the page, where it was opened inside Telegram.
    #[serde(default)]
    opener: String,
}

/// What the page is told. What it can say by itself it is told by the status alone.
#[derive(Debug, Default, Serialize)]
struct Told {
    #[serde(skip_serializing_if = "Option::is_none")]
    said: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open: Option<Open>,
}

#[derive(Debug, Serialize)]
struct Open {
    title: String,
    whose: String,
    label: String,
    more: Vec<String>,
    ends: String,
}

/// A request of the page itself, in the shape that it writes and not too often.
struct FromPage(Sent);

impl FromRequest<Arc<App>> for FromPage {
    type Rejection = StatusCode;

    async fn from_request(request: Request, app: &Arc<App>) -> Result<Self, StatusCode> {
        let peer = request.extensions().get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let peer = peer.ok_or(StatusCode::INTERNAL_SERVER_ERROR)?;
        let from = whence(&app.config.trusted_proxies, peer, request.headers());
        door::count_stranger(app, "handover", from).await.map_err(|fault| fault.status)?;
        if !is_own(request.headers(), app.config.public_url.as_deref()) {
            return Err(StatusCode::FORBIDDEN);
        }
        let is_json = request.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes() == b"application/json");
        if !is_json {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE);
        }
        let body = Bytes::from_request(request, app).await.map_err(|refused| refused.status())?;
        // What serde says of it may quote it.
        serde_json::from_slice(&body).map(FromPage).map_err(|_| StatusCode::BAD_REQUEST)
    }
}

/// Whether a request comes from a page of ours. A browser says so itself; one that is older says at least whose page it is.
fn is_own(headers: &HeaderMap, public_url: Option<&str>) -> bool {
    match headers.get(FETCH_SITE) {
        Some(site) => site.as_bytes() == b"same-origin",
        None => headers.get(ORIGIN).zip(public_url).is_some_and(|(origin, ours)| origin.as_bytes() == ours.as_bytes()),
    }
}

/// Says what a link asks for. Nothing is used up by it.
async fn look(State(app): State<Arc<App>>, FromPage(Sent { secret, language, opener, .. }): FromPage) -> Response {
    match session::look(&app, &Secret::new(secret), &opener, &language).await {
        Ok(Page::Open { title, whose, label, more, ends }) => {
            let open = Some(Open { title, whose, label, more, ends });
            (StatusCode::OK, Json(Told { open, said: None })).into_response()
        }
        Ok(Page::Void(why)) => told(StatusCode::GONE, why),
        Err(cause) => failed(&cause),
    }
}

/// Takes what is given.
async fn give(State(app): State<Arc<App>>, FromPage(sent): FromPage) -> Response {
    let Sent { secret, language, value, more, opener } = sent;
    let given = std::iter::once(value).chain(more).map(Secret::new).collect();
    match session::give(&app, &Secret::new(secret), given, &opener, &language).await {
        Ok(Given::Taken(said)) => told(StatusCode::OK, said),
        Ok(Given::Wrong(why)) => told(StatusCode::UNPROCESSABLE_ENTITY, why),
        Ok(Given::Void(why)) => told(StatusCode::GONE, why),
        Err(cause) => failed(&cause),
    }
}

fn told(status: StatusCode, said: String) -> Response {
    (status, [(CACHE_CONTROL, "no-store")], Json(Told { said: Some(said), open: None })).into_response()
}

fn failed(cause: &anyhow::Error) -> Response {
    error!("a private page could not be answered: {cause:#}");
    StatusCode::SERVICE_UNAVAILABLE.into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_page_of_ours_may_post() {
        let asks = |headers: &[(HeaderName, &'static str)]| {
            let headers =
                headers.iter().map(|(name, value)| (name.clone(), value.parse().expect("a header"))).collect();
            is_own(&headers, Some("https://hatchery.example"))
        };
        assert!(asks(&[(FETCH_SITE, "same-origin")]));
        assert!(asks(&[(ORIGIN, "https://hatchery.example")]));
        for site in ["cross-site", "same-site", "none", ""] {
            assert!(!asks(&[(FETCH_SITE, site), (ORIGIN, "https://hatchery.example")]), "{site}");
        }
        for origin in
            ["https://evil.example", "http://hatchery.example", "https://hatchery.example.evil.example", "null"]
        {
            assert!(!asks(&[(ORIGIN, origin)]), "{origin}");
        }
        assert!(!asks(&[]));
        assert!(!is_own(&HeaderMap::new(), None));
    }
}
