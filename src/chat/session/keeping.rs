//! A conversation between two turns: how it is sealed and read again, and what a turn leaves behind.

use anyhow::Context;
use tracing::{error, warn};

use crate::App;
use crate::chat::flow::Turn;
use crate::chat::session::{Occasion, effects};
use crate::chat::state::{Session, State};
use crate::domain::{Account, Topic};
use crate::quota::DAY;
use crate::secret::Seat;
use crate::store::{NextSession, StoredSession, TurnRecord};
use crate::text::Locale;

/// The conversation as a turn found it.
pub(super) struct Before<'a> {
    pub keeper: &'a Account,
    pub version: i64,
    pub revision: i64,
    pub was_idle: bool,
    /// The topic that is answered in.
    pub topic: Option<Topic>,
}

/// What the turn leaves behind, and what is to be done when that is kept.
pub(super) fn left_behind(
    app: &App,
    occasion: &Occasion<'_>,
    before: &Before<'_>,
    turn: &Turn,
    locale: &Locale,
    update: Option<String>,
) -> anyhow::Result<(TurnRecord, Option<effects::Recorded>)> {
    let is_idle = turn.session.state.is_idle();
    let has_moved = turn.session.revision != before.revision || !(before.was_idle && is_idle);
    let session = if has_moved {
        let stored = sealed(app, before.keeper, &turn.session, before.version + 1)?;
        Some(NextSession { keeper: before.keeper.clone(), stored, is_idle })
    } else {
        None
    };
    let place = occasion.message.filter(|_| turn.in_place && (occasion.is_press || occasion.update.is_none()));
    let left = effects::left_by(app, occasion, turn, locale, place, before.topic)?;
    let (effect, pending) = left.unzip();
    let (account, settles) = (occasion.account.clone(), occasion.settles.cloned());
    Ok((TurnRecord { account, update, session, settles, effect, at: app.now() }, pending))
}

pub(super) fn sealed(app: &App, account: &Account, session: &Session, version: i64) -> anyhow::Result<StoredSession> {
    let plain = zeroize::Zeroizing::new(serde_json::to_vec(session).context("write a session")?);
    let sealed = app.sealer.seal(&Seat::session(&account.to_string(), version), &plain)?;
    Ok(StoredSession { version, sealed, updated_at: app.now() })
}

/// The session as it was saved; one that cannot be read any more is begun anew: better than silence.
pub(super) fn open(app: &App, account: &Account, stored: &StoredSession) -> Session {
    let plain = match app.sealer.open(&Seat::session(&account.to_string(), stored.version), &stored.sealed) {
        Ok(plain) => plain,
        Err(cause) => {
            error!(%account, "the session of {account} is begun anew: {cause}");
            return Session::default();
        }
    };
    // What serde says of it may quote it.
    serde_json::from_slice(&plain).unwrap_or_else(|_| {
        warn!(%account, "the session of {account} is of another version and is begun anew");
        Session::default()
    })
}

/// The session as it counts now: nobody goes on with what they left for a day.
pub(super) fn current(app: &App, account: &Account, stored: &StoredSession) -> Session {
    let session = open(app, account, stored);
    let is_forgotten = stored.updated_at < app.now() - DAY;
    match is_forgotten {
        true => Session { state: State::Idle, revision: session.revision + 1, topic: None },
        false => session,
    }
}
