//! The webhook door. Telegram delivers the updates of one chat one at a time and repeats whatever is not answered
//! with 200, so the answer waits until the update is taken.

use std::sync::{Arc, OnceLock};

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use serde_json::value::RawValue;
use tracing::{error, warn};

use crate::secret::Secret;
use crate::telegram::Telegram;
use crate::telegram::receive::{House, Receiver};
use crate::telegram::update::Update;

/// Bot API, setWebhook: the header that carries `secret_token`.
const SECRET_HEADER: &str = "x-telegram-bot-api-secret-token";

/// Far above any update: a message has at most 4096 characters, the rest is description.
const LARGEST_UPDATE: usize = 1024 * 1024;

/// What stands behind the door, as soon as we know who we are on Telegram. Until then updates are put off.
#[derive(Clone, Default)]
pub struct Behind(Arc<OnceLock<Arc<Receiver>>>);

struct Door {
    behind: Behind,
    secret: Secret,
}

impl Behind {
    /// Lets updates in.
    pub fn open(&self, telegram: Telegram, house: House) {
        let _ = self.0.set(Arc::new(Receiver::new(telegram, house)));
    }
}

/// `POST /telegram/{path}`, for the address given to `setup::by_webhook`.
pub fn webhook(path: &str, secret: Secret, behind: Behind) -> Router {
    Router::new()
        .route(&format!("/telegram/{path}"), post(deliver))
        .layer(DefaultBodyLimit::max(LARGEST_UPDATE))
        .with_state(Arc::new(Door { behind, secret }))
}

async fn deliver(State(door): State<Arc<Door>>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let shown = headers.get(SECRET_HEADER).and_then(|value| value.to_str().ok());
    if !shown.is_some_and(|shown| door.secret.matches(shown)) {
        return StatusCode::UNAUTHORIZED;
    }
    let Some(receiver) = door.behind.0.get().cloned() else { return StatusCode::SERVICE_UNAVAILABLE };
    let Some(update) = serde_json::from_slice::<&RawValue>(&body).ok().and_then(Update::read) else {
        // Refusing it would only bring it again for a day.
        warn!("an update that does not read is left aside");
        return StatusCode::OK;
    };
    // When Telegram hangs up, axum drops this future; the task goes on and finishes what it began.
    match tokio::spawn(async move { receiver.receive(Arc::new(update)).await }).await {
        Ok(Ok(())) => StatusCode::OK,
        Ok(Err(e)) => {
            error!("an update could not be taken and will come again: {e:#}");
            StatusCode::SERVICE_UNAVAILABLE
        }
        Err(e) => {
            error!("an update was cut off and will come again: {e}");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}
