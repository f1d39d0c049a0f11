//! `GET …/{id}/events`: what happens to a bot, as it happens. Every event has an id, and a client that comes back with
//! the last one it saw misses nothing, whichever replica it comes to.

use std::convert::Infallible;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName};
use axum::response::sse::{Event, KeepAlive, Sse};
use futures::{Stream, StreamExt, stream};
use tokio::time::sleep;
use tracing::warn;

use crate::App;
use crate::api::door::{Caller, Reader};
use crate::api::fault::{Code, Fault};
use crate::api::instances::theirs;
use crate::api::shapes::{self, Faults, StreamedBody};
use crate::domain::{Id, Millis, whole};
use crate::store::Happening;

pub const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Happenings that are read at once.
const AT_ONCE: i64 = 100;
/// Streams of one token at a time: each of them looks at the database again and again.
const MOST: usize = 10;
/// A client that stays longer comes back by itself.
const LONGEST: Millis = 10 * 60_000;

/// What happens to a bot: a stream of server-sent events, which goes on where Last-Event-ID says.
#[utoipa::path(
    get, path = "/api/moltbot/instances/{id}/events", tag = "bots", security(("token" = ["read"])),
    params(
        ("id" = String, Path, description = "Of the bot"),
        ("Last-Event-ID" = Option<String>, Header, pattern = "^[1-9][0-9]{0,14}-[0-9a-v]{26}$", description = "The id of the last event that was seen"),
    ),
    responses((status = 200, description = "Events whose data is an EventBody", body = StreamedBody, content_type = "text/event-stream"), Faults),
)]
pub async fn events(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Fault> {
    let bot = theirs(&app, &caller, &id).await?.id;
    let seen = match headers.get(LAST_EVENT_ID) {
        None => None,
        Some(value) => {
            let seen = value.to_str().ok().and_then(place);
            Some(seen.ok_or_else(|| Fault::bad("Last-Event-ID is the id of an event."))?)
        }
    };
    let said = format!("{MOST} streams of this token are open. End one first.");
    let ear = Ear::of(&app, &caller.token).ok_or_else(|| Fault::new(Code::RateLimited, said).later(10))?;
    let until = app.now() + LONGEST;
    let listening = Listening { app, caller, bot, seen, until, _ear: ear };
    let told = stream::unfold(listening, Listening::next).flat_map(stream::iter);
    Ok(Sse::new(told).keep_alive(KeepAlive::default()))
}

/// Somebody who hears what happens to a bot.
struct Listening {
    app: Arc<App>,
    caller: Caller,
    bot: Id,
    seen: Option<(Millis, Id)>,
    until: Millis,
    _ear: Ear,
}

/// One stream of a token, counted while it lasts.
struct Ear {
    app: Arc<App>,
    token: Id,
}

impl Ear {
    /// Nothing when the token has as many as it may have.
    fn of(app: &Arc<App>, token: &Id) -> Option<Self> {
        let mut listening = app.listening.lock().unwrap_or_else(PoisonError::into_inner);
        let open = listening.entry(token.clone()).or_default();
        if *open >= MOST {
            return None;
        }
        *open += 1;
        Some(Ear { app: app.clone(), token: token.clone() })
    }
}

impl Drop for Ear {
    fn drop(&mut self) {
        let mut listening = self.app.listening.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(open) = listening.get_mut(&self.token) {
            *open -= 1;
            if *open == 0 {
                listening.remove(&self.token);
            }
        }
    }
}

impl Listening {
    /// Waits for what happens next. It ends with Hatchery, when the database is away, and when the token or the bot is
    /// theirs no more: nothing is told that was read after that.
    async fn next(mut self) -> Option<(Vec<Result<Event, Infallible>>, Self)> {
        loop {
            if !self.may_hear().await {
                return None;
            }
            let after = self.seen.as_ref().map(|(at, id)| (*at, id));
            let happened = match self.app.store.happenings(&self.bot, after, AT_ONCE).await {
                Ok(happened) => happened,
                Err(cause) => {
                    warn!("events could not be read: {cause:#}");
                    return None;
                }
            };
            if let Some(last) = happened.last() {
                self.seen = Some((last.at, last.id.clone()));
                let told: Option<Vec<_>> = happened.iter().map(|it| event(it).map(Ok)).collect();
                return told.map(|told| (told, self));
            }
            let app = self.app.clone();
            tokio::select! {
                () = sleep(app.config.pace.job_poll.max(Duration::from_millis(20))) => {}
                () = app.leaving.cancelled() => return None,
            }
        }
    }

    async fn may_hear(&self) -> bool {
        let now = self.app.now();
        now <= self.until
            && matches!(self.app.store.is_access_token_good(&self.caller.token, now).await, Ok(true))
            && theirs(&self.app, &self.caller, self.bot.as_str()).await.is_ok()
    }
}

fn event(it: &Happening) -> Option<Event> {
    let body = shapes::event(it);
    let event = Event::default().id(format!("{}-{}", it.at, it.id)).event(body.event_type.clone());
    event.json_data(&body).ok()
}

/// Where an event stands among the others.
fn place(text: &str) -> Option<(Millis, Id)> {
    let (at, id) = text.split_once('-')?;
    Some((whole(at)?, Id::parse(id)?))
}
