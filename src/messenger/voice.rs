//! The one pace at which our bot speaks on Telegram: answers take their place first, news to many what is left. While
//! a broadcast goes out and several Hatcheries may share the database, the pace lies there; else it is this process's own.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tracing::warn;

use crate::App;
use crate::chat::SendError;
use crate::domain::{Account, Millis};
use crate::pace::Pace;
use crate::store::{Durability, Engine};

/// How far ahead one of many takes its place where the pace is shared.
const AHEAD: Millis = 40;
/// An answer that would have to wait longer is tried again by whoever sends it.
const PATIENCE: Millis = 2_000;
/// How long it counts what was heard about a broadcast of another Hatchery. A new one waits that long before it begins.
pub const NEWS_LAST: Millis = 1_000;

const NAME: &str = "telegram";

#[derive(Default)]
pub struct Voice {
    own: Mutex<Option<Pace>>,
    /// When it was last looked whether a broadcast goes out, and whether one did.
    broadcast: Mutex<(Millis, bool)>,
    /// Who was refused an answer, and until when nobody writes to them.
    held: Mutex<HashMap<Account, Millis>>,
}

impl Voice {
    fn own<T>(&self, now: Millis, rule: impl FnOnce(&mut Pace) -> T) -> T {
        let mut own = self.own.lock().unwrap_or_else(PoisonError::into_inner);
        rule(own.get_or_insert_with(|| Pace::new(now)))
    }

    /// Until when nobody writes to somebody.
    fn held_until(&self, account: &Account) -> Option<Millis> {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).get(account).copied()
    }

    /// Nobody writes to them until then. True when somebody else is held as well, so that it is not about one chat.
    fn holds(&self, account: &Account, now: Millis, until: Millis) -> bool {
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, until| *until > now);
        held.insert(account.clone(), until);
        held.len() > 1
    }
}

/// Waits for the place of an answer and makes the call, which stays where it is: handed over, it would be held twice.
/// Telegram counts by chat, too: what it refuses one chat holds up that chat, and everybody only when it refuses a second.
pub async fn reply<T>(
    app: &App,
    account: &Account,
    call: Pin<&mut impl Future<Output = Result<T, SendError>>>,
) -> Result<T, SendError> {
    let now = app.now();
    if let Some(until) = app.voice.held_until(account).filter(|until| *until > now) {
        return Err(SendError::Wait(Duration::from_millis((until - now) as u64)));
    }
    let place = match is_shared(app).await {
        true => shared(app, |pace| pace.reply(now, PATIENCE)).await,
        false => app.voice.own(now, |pace| pace.reply(now, PATIENCE)),
    };
    match place {
        Ok(at) => app.clock.until(at).await,
        Err(again) => return Err(SendError::Wait(Duration::from_millis((again - now) as u64))),
    }
    let _at_work = app.clock.at_work();
    let called = call.await;
    if let Err(SendError::Wait(wait)) = called {
        let now = app.now();
        if app.voice.holds(account, now, now + wait.as_millis() as Millis) {
            refused(app, wait).await;
        }
    }
    called
}

/// Waits for the place of one of many. Dropped before it returns, it has taken none, or one that nobody uses.
pub async fn place(app: &App) {
    loop {
        let now = app.now();
        let taken = match app.store.engine() {
            Engine::Postgres => shared(app, |pace| pace.bulk(now, AHEAD)).await,
            Engine::Sqlite => app.voice.own(now, |pace| pace.bulk(now, 0)),
        };
        match taken {
            Ok(at) => return app.clock.until(at).await,
            Err(again) => app.clock.until(again.min(now + 30_000)).await,
        }
    }
}

/// Telegram says that it was too much.
pub async fn refused(app: &App, wait: Duration) {
    let now = app.now();
    warn!(wait_ms = wait.as_millis() as u64, "Telegram asks to wait; nothing is sent until then");
    app.voice.own(now, |pace| pace.refused(now, wait));
    if is_shared(app).await {
        shared(app, |pace| pace.refused(now, wait)).await;
    }
}

/// Whether others may speak with the same voice at this time. SQLite belongs to one process.
async fn is_shared(app: &App) -> bool {
    if app.store.engine() == Engine::Sqlite {
        return false;
    }
    let now = app.now();
    let known = *app.voice.broadcast.lock().unwrap_or_else(PoisonError::into_inner);
    if (0..NEWS_LAST).contains(&(now - known.0)) {
        return known.1;
    }
    let _at_work = app.clock.at_work();
    let goes_out = match app.store.broadcast_outlook().await {
        Ok((goes_out, _)) => goes_out,
        Err(_) => known.1,
    };
    *app.voice.broadcast.lock().unwrap_or_else(PoisonError::into_inner) = (now, goes_out);
    goes_out
}

/// Applies the rule to the pace that all share; to our own where the database is away.
async fn shared<T>(app: &App, rule: impl Fn(&mut Pace) -> T) -> T {
    let _at_work = app.clock.at_work();
    let now = app.now();
    let applied = async {
        let mut tx = app.store.begin(Durability::Kill).await?;
        let kept = tx.pace(NAME, &serde_json::to_string(&Pace::new(now))?).await?;
        let mut pace: Pace = serde_json::from_str(&kept)?;
        let said = rule(&mut pace);
        tx.set_pace(NAME, &serde_json::to_string(&pace)?).await?;
        tx.commit().await?;
        anyhow::Ok(said)
    };
    match applied.await {
        Ok(said) => said,
        Err(cause) => {
            warn!("the pace that all share is not known: {cause:#}");
            app.voice.own(now, rule)
        }
    }
}
