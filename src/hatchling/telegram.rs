//! A hatchling on Telegram: one long poll, one reply for each message, and only in private chats. An update is
//! confirmed after its reply was sent or given up, so what a crash cut off is answered after the restart.

mod inbox;
mod reply;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use teloxide::payloads::{GetUpdates, GetUpdatesSetters};
use teloxide::types::AllowedUpdate;
use tokio::task::{Id, JoinError, JoinSet};
use tokio::time::{Instant, sleep, sleep_until, timeout, timeout_at};
use tokio_util::sync::CancellationToken;

use crate::hatchling::GRACE;
use crate::hatchling::condition::{Condition, Line};
use crate::hatchling::guests::Guests;
use crate::hatchling::mind::Mind;
use crate::hatchling::words::Words;
use crate::telegram::api::{Api, CallError};
use inbox::{Inbox, Update};

/// Bot API server: a longer poll is cut to 50 s.
const POLL: Duration = Duration::from_secs(50);

/// The last poll on the way out only confirms; it must not hold up the stop.
const LAST_POLL: Duration = Duration::from_secs(1);

pub struct Telegram {
    pub api: Api,
    pub guests: Guests,
    pub mind: Arc<Mind>,
    pub words: Arc<Words>,
    pub condition: Arc<Condition>,
    /// The pause before Telegram is asked again after a failure; the longer pauses are multiples of it.
    pub retry_base: Duration,
}

/// Listens until `stop`, then lets the running replies finish for at most `GRACE`.
pub async fn listen(telegram: Arc<Telegram>, stop: CancellationToken) {
    tokio::select! {
        () = stop.cancelled() => {}
        name = introduce(&telegram) => Listener::new(telegram, name).listen(stop).await,
    }
}

/// Asks Telegram who we are, until it says so.
async fn introduce(telegram: &Telegram) -> String {
    for failures in 1.. {
        match telegram.api.bot().await {
            Ok(bot) => return bot.username,
            Err(error) => sleep(telegram.trouble(&error, failures)).await,
        }
    }
    unreachable!("there is no last failure")
}

struct Listener {
    telegram: Arc<Telegram>,
    name: String,
    inbox: Inbox,
    replies: JoinSet<()>,
    /// Which update a reply belongs to.
    running: HashMap<Id, i32>,
    next_poll: Instant,
    failures: u32,
    is_listening: bool,
}

impl Listener {
    fn new(telegram: Arc<Telegram>, name: String) -> Self {
        Listener {
            telegram,
            name,
            inbox: Inbox::default(),
            replies: JoinSet::new(),
            running: HashMap::new(),
            next_poll: Instant::now(),
            failures: 0,
            is_listening: false,
        }
    }

    async fn listen(mut self, stop: CancellationToken) {
        loop {
            while let Some((update, message)) = self.inbox.start_next() {
                let telegram = Arc::clone(&self.telegram);
                let task = self.replies.spawn(async move { reply::reply(&telegram, message).await });
                self.running.insert(task.id(), update);
            }
            // Only an idle listener waits for news. The first poll returns at once too, so that a second poller is
            // noticed before we say that we listen.
            let wait = if self.is_listening && self.inbox.is_idle() { POLL } else { Duration::ZERO };
            let (api, next_poll, offset) = (&self.telegram.api, self.next_poll, self.inbox.offset());
            let polled = async {
                sleep_until(next_poll).await;
                poll(api, offset, wait).await
            };
            tokio::select! {
                () = stop.cancelled() => break,
                Some(done) = self.replies.join_next_with_id() => self.finished(done),
                polled = polled => self.polled(polled),
            }
        }
        // What does not finish in time stays unconfirmed and is answered after the restart.
        let last_moment = Instant::now() + GRACE;
        while let Ok(Some(done)) = timeout_at(last_moment, self.replies.join_next_with_id()).await {
            self.finished(done);
        }
        // Whether this arrives or not, the worst is a message that is answered twice.
        let _ = timeout(LAST_POLL, poll(&self.telegram.api, self.inbox.offset(), Duration::ZERO)).await;
    }

    /// A reply that panicked is given up like one that could not be sent.
    fn finished(&mut self, done: Result<(Id, ()), JoinError>) {
        let task = done.map_or_else(|panic| panic.id(), |(task, ())| task);
        if let Some(update) = self.running.remove(&task) {
            self.inbox.finish(update);
        }
        if self.inbox.is_idle() {
            self.next_poll = Instant::now();
        }
    }

    fn polled(&mut self, polled: Result<Vec<Update>, CallError>) {
        self.is_listening = polled.is_ok();
        match polled {
            Ok(updates) => {
                self.failures = 0;
                self.telegram.condition.telegram(Line::Listening { name: self.name.clone() });
                self.inbox.accept(updates);
                // Unfinished updates come again with every poll. Bot API server: whoever asks for the same ones
                // within 3 s is slowed down, so meanwhile we ask that rarely.
                let pause = if self.inbox.is_idle() { Duration::ZERO } else { self.telegram.retry_base * 3 };
                self.next_poll = Instant::now() + pause;
            }
            Err(error) => {
                self.failures += 1;
                self.next_poll = Instant::now() + self.telegram.trouble(&error, self.failures);
            }
        }
    }
}

async fn poll(api: &Api, offset: Option<i32>, wait: Duration) -> Result<Vec<Update>, CallError> {
    let news = GetUpdates::new().timeout(wait.as_secs() as u32).allowed_updates([AllowedUpdate::Message]);
    let news = GetUpdates { offset, ..news };
    api.call_for(&news).await
}

impl Telegram {
    /// Notes what is wrong with the line and says how long to wait before the next try.
    fn trouble(&self, error: &CallError, failures: u32) -> Duration {
        let (line, pause) = match error {
            CallError::RetryAfter(wait) => return *wait,
            // A revoked token stays dead; now and then we look all the same.
            CallError::Unauthorized | CallError::NotFound => (Line::Revoked, 60),
            CallError::Conflict(_) => (Line::Taken, 5),
            CallError::Forbidden(_) | CallError::Migrated(_) | CallError::BadRequest(_) | CallError::Unknown(_) => {
                (Line::Unreachable, 1 << failures.min(5))
            }
        };
        // A long poll that breaks once is nothing to tell.
        if line != Line::Unreachable || failures > 1 {
            self.condition.telegram(line);
        }
        self.retry_base * pause
    }
}
