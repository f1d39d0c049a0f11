//! What turns of conversations leave behind. Those that are ready at the same moment are written in one transaction, each
//! by itself all or nothing.

use std::sync::Arc;

use anyhow::Context;
use futures::FutureExt;
use futures::future::BoxFuture;

use crate::domain::{Account, Id, Millis};
use crate::store::many::{AtOnce, fill_up};
use crate::store::sessions::hour;
use crate::store::{Durability, Store, StoredSession, Tx};

/// What a turn leaves behind.
#[derive(Debug)]
pub struct TurnRecord {
    pub account: Account,
    /// The update that it answers, unless that is noted already.
    pub update: Option<String>,
    /// Where the conversation is now; nothing where it has not moved.
    pub session: Option<NextSession>,
    /// Something that is done with it.
    pub settles: Option<Id>,
    /// What is yet to be done.
    pub effect: Option<NewEffect>,
    pub at: Millis,
}

#[derive(Debug)]
pub struct NextSession {
    /// The account that keeps the conversation.
    pub keeper: Account,
    pub stored: StoredSession,
    pub is_idle: bool,
}

#[derive(Debug)]
pub struct NewEffect {
    pub id: Id,
    pub sealed: Vec<u8>,
    /// When somebody else may take it for left over.
    pub due: Millis,
}

/// What became of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Saved,
    /// Its update was answered already; nothing was written.
    Repeated,
    /// Another turn of the same conversation was saved first, or the person is another one now; nothing was written.
    LostRace,
}

/// The kinds of the columns of what turns leave behind, see `many::rows`.
const UPDATE: &str = "ttn";
const SESSION: &str = "tnbnnnt";
const EFFECT: &str = "ttbn";

impl Store {
    /// Keeps what a turn leaves behind that only has to survive a kill. When this returns it is committed.
    pub async fn keep(&self, turn: TurnRecord) -> anyhow::Result<Kept> {
        let store = self.clone();
        let keep_all = move |turns: Vec<Arc<TurnRecord>>| {
            let store = store.clone();
            async move { store.keep_all(&turns).await }
        };
        self.turns.answer(Arc::new(turn), keep_all).await
    }

    /// All of them or none; where one is not to be written, each half by itself, so that the others stay together.
    fn keep_all<'a>(&'a self, turns: &'a [Arc<TurnRecord>]) -> BoxFuture<'a, anyhow::Result<Vec<Kept>>> {
        async move {
            let mut tx = self.begin_for_many(Durability::Kill).await?;
            if tx.keep(&turns.iter().map(Arc::as_ref).collect::<Vec<_>>()).await? {
                tx.commit().await?;
                return Ok(vec![Kept::Saved; turns.len()]);
            }
            drop(tx);
            if let [turn] = turns {
                return Ok(vec![self.why_not(turn).await?]);
            }
            let (some, others) = turns.split_at(turns.len() / 2);
            let mut kept = self.keep_all(some).await?;
            kept.extend(self.keep_all(others).await?);
            Ok(kept)
        }
        .boxed()
    }

    async fn why_not(&self, turn: &TurnRecord) -> anyhow::Result<Kept> {
        let Some(update) = &turn.update else { return Ok(Kept::LostRace) };
        let query = sqlx::query("SELECT id FROM updates WHERE platform = $1 AND id = $2");
        let found = query.bind(turn.account.platform.word()).bind(update).fetch_optional(&self.reader).await;
        let is_answered = found.context("look for an update")?.is_some();
        Ok(if is_answered { Kept::Repeated } else { Kept::LostRace })
    }
}

impl Tx {
    /// Writes what turns leave behind, in one way to the database and back, and returns whether all of it was to be written.
    /// If not, nothing may be committed: an update was answered already, another turn of the same conversation was saved
    /// first, or somebody has linked or parted a person since they were looked up, and another account keeps the
    /// conversation.
    pub async fn keep(&mut self, turns: &[&TurnRecord]) -> anyhow::Result<bool> {
        let settled: Vec<Id> = turns.iter().filter_map(|turn| turn.settles.clone()).collect();
        self.forget_effects(&settled).await?;

        // Sorted, here and below, so that of two Hatcheries that write for the same people one waits for the other and not
        // each for each.
        let mut updates: Vec<(&str, &str, Millis)> = turns
            .iter()
            .filter_map(|turn| Some((turn.account.platform.word(), turn.update.as_deref()?, turn.at)))
            .collect();
        updates.sort_unstable();
        let mut sessions: Vec<(String, &NextSession, &Account)> = turns
            .iter()
            .filter_map(|turn| turn.session.as_ref().map(|next| (next.keeper.to_string(), next, &turn.account)))
            .collect();
        sessions.sort_by(|(one, ..), (other, ..)| one.cmp(other));
        if sessions.windows(2).any(|two| two[0].0 == two[1].0) {
            // One of the two is late; PostgreSQL would call it an error.
            return Ok(false);
        }
        let effects: Vec<(&Account, &NewEffect)> =
            turns.iter().filter_map(|turn| Some((&turn.account, turn.effect.as_ref()?))).collect();
        let wanted = updates.len() + sessions.len() + effects.len();

        // Each with places for all turns, so that there are few statements, which the connections know.
        let many = turns.len();
        let mut all = AtOnce::new(self.engine());
        all.insert("updates (platform, id, at)", UPDATE, many, "ON CONFLICT DO NOTHING");
        let rows = all.rows(SESSION, many);
        all.write(save_sessions(&rows));
        all.insert("effects (id, account, sealed, due)", EFFECT, many, "");

        let mut query = all.query();
        for (platform, update, at) in &updates {
            query = query.bind(*platform).bind(*update).bind(*at);
        }
        query = fill_up(query, UPDATE, updates.len(), many);
        for (keeper, NextSession { stored, is_idle, .. }, account) in &sessions {
            query = query.bind(keeper.as_str()).bind(stored.version).bind(stored.sealed.clone());
            query = query.bind(i64::from(*is_idle)).bind(stored.updated_at).bind(hour(stored.updated_at));
            query = query.bind(account.to_string());
        }
        query = fill_up(query, SESSION, sessions.len(), many);
        for (account, effect) in &effects {
            query = query.bind(effect.id.as_str()).bind(account.to_string());
            query = query.bind(effect.sealed.clone()).bind(effect.due);
        }
        query = fill_up(query, EFFECT, effects.len(), many);
        let written = query.execute(&mut *self.0).await.context("keep turns")?;
        Ok(written.rows_affected() == wanted as u64)
    }
}

/// Sessions that nobody has saved in that version yet, of accounts that keep the conversation of the one that moved it.
fn save_sessions(rows: &str) -> String {
    format!(
        "INSERT INTO sessions (account, version, sealed, is_idle, updated_at, touched_hour)
         SELECT column1, column2, column3, column4, column5, column6 FROM (VALUES {rows}) AS new
         WHERE column1 = (
             SELECT MIN(b.id) FROM accounts a JOIN circles mine ON mine.person_id = a.person_id
             JOIN circles c ON c.circle = mine.circle JOIN accounts b ON b.person_id = c.person_id
             WHERE a.id = column7)
         ON CONFLICT (account) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
             is_idle = excluded.is_idle, updated_at = excluded.updated_at, touched_hour = excluded.touched_hour
         WHERE sessions.version = excluded.version - 1"
    )
}
