//! What turns of conversations leave behind. Those that are ready at the same moment are written in one transaction, each
//! by itself all or nothing.

use std::collections::HashSet;
use std::sync::Arc;

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis, Platform};
use crate::store::many::{self, fill};
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

    async fn keep_all(&self, turns: &[Arc<TurnRecord>]) -> anyhow::Result<Vec<Kept>> {
        let turns: Vec<&TurnRecord> = turns.iter().map(Arc::as_ref).collect();
        let mut tx = self.begin_for_many(Durability::Kill).await?;
        let kept = tx.keep(&turns).await?;
        tx.commit().await?;
        Ok(kept)
    }
}

impl Tx {
    /// Keeps what turns leave behind.
    pub async fn keep(&mut self, turns: &[&TurnRecord]) -> anyhow::Result<Vec<Kept>> {
        let mut kept = vec![Kept::Saved; turns.len()];
        self.note_updates(turns, &mut kept).await?;
        self.save_sessions(turns, &mut kept).await?;
        let saved = || turns.iter().zip(&kept).filter(|(_, kept)| **kept == Kept::Saved).map(|(turn, _)| *turn);
        let settled: Vec<Id> = saved().filter_map(|turn| turn.settles.clone()).collect();
        self.forget_effects(&settled).await?;
        self.add_effects(saved().filter_map(|turn| Some((&turn.account, turn.effect.as_ref()?))).collect()).await?;
        Ok(kept)
    }

    /// Sorted, here and below, so that of two Hatcheries that write for the same people one waits for the other and not each
    /// for each.
    async fn note_updates(&mut self, turns: &[&TurnRecord], kept: &mut [Kept]) -> anyhow::Result<()> {
        let mut updates: Vec<(&str, &str, Millis)> = turns
            .iter()
            .filter_map(|turn| Some((turn.account.platform.word(), turn.update.as_deref()?, turn.at)))
            .collect();
        if updates.is_empty() {
            return Ok(());
        }
        updates.sort_unstable();
        const KINDS: &str = "ttn";
        let on_conflict = "ON CONFLICT DO NOTHING RETURNING platform, id";
        let query = many::insert("updates (platform, id, at)", KINDS, updates.len(), on_conflict);
        let query = updates.iter().fold(query, |query, (platform, id, at)| query.bind(*platform).bind(*id).bind(*at));
        let query = fill(query, KINDS, updates.len());
        let mut new = HashSet::new();
        for row in query.fetch_all(&mut *self.0).await.context("note updates")? {
            let platform: String = row.try_get("platform")?;
            new.insert((Platform::parse(&platform), row.try_get::<String, _>("id")?));
        }
        for (turn, kept) in turns.iter().zip(kept) {
            if let Some(update) = &turn.update
                && !new.remove(&(Some(turn.account.platform), update.clone()))
            {
                *kept = Kept::Repeated;
            }
        }
        Ok(())
    }

    async fn save_sessions(&mut self, turns: &[&TurnRecord], kept: &mut [Kept]) -> anyhow::Result<()> {
        let mut moved: Vec<(usize, &TurnRecord, &NextSession)> = (0..turns.len())
            .filter(|n| kept[*n] == Kept::Saved)
            .filter_map(|n| Some((n, turns[n], turns[n].session.as_ref()?)))
            .collect();
        if moved.is_empty() {
            return Ok(());
        }
        moved.sort_by_cached_key(|(_, _, next)| next.keeper.to_string());
        let mut taken = HashSet::new();
        let (first, late): (Vec<_>, Vec<_>) = moved.into_iter().partition(|(_, _, next)| taken.insert(&next.keeper));
        let saved = self.upsert_sessions(first.iter().map(|(_, turn, next)| (&turn.account, *next)).collect()).await?;
        let lost = first.into_iter().filter(|(_, _, next)| !saved.contains(&next.keeper)).chain(late);
        for (n, turn, _) in lost {
            kept[n] = Kept::LostRace;
            if let Some(update) = &turn.update {
                self.forget_update(turn.account.platform, update).await?;
            }
        }
        Ok(())
    }

    /// The keepers of those that were saved. The others were saved by somebody else, or somebody has linked or parted them
    /// since the person was looked up, and another account keeps the conversation.
    async fn upsert_sessions(&mut self, sessions: Vec<(&Account, &NextSession)>) -> anyhow::Result<HashSet<Account>> {
        const KINDS: &str = "tnbnnt";
        let statement = format!(
            "INSERT INTO sessions (account, version, sealed, is_idle, updated_at)
             SELECT column1, column2, column3, column4, column5 FROM (VALUES {}) AS new
             WHERE column1 = (
                 SELECT MIN(b.id) FROM accounts a JOIN circles mine ON mine.person_id = a.person_id
                 JOIN circles c ON c.circle = mine.circle JOIN accounts b ON b.person_id = c.person_id
                 WHERE a.id = column6)
             ON CONFLICT (account) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                 is_idle = excluded.is_idle, updated_at = excluded.updated_at
             WHERE sessions.version = excluded.version - 1 RETURNING account",
            many::rows(KINDS, sessions.len())
        );
        let query = sessions.iter().fold(sqlx::query(sqlx::AssertSqlSafe(statement)), |query, (account, next)| {
            let (stored, is_idle) = (&next.stored, i64::from(next.is_idle));
            let query = query.bind(next.keeper.to_string()).bind(stored.version).bind(stored.sealed.clone());
            query.bind(is_idle).bind(stored.updated_at).bind(account.to_string())
        });
        let query = fill(query, KINDS, sessions.len());
        let rows = query.fetch_all(&mut *self.0).await.context("save sessions")?;
        rows.iter().map(|row| Account::parse(row.try_get("account")?).context("a row holds no account")).collect()
    }

    async fn forget_update(&mut self, platform: Platform, update: &str) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM updates WHERE platform = $1 AND id = $2")
            .bind(platform.word())
            .bind(update)
            .execute(&mut *self.0)
            .await
            .context("take an update back")?;
        Ok(())
    }

    async fn add_effects(&mut self, effects: Vec<(&Account, &NewEffect)>) -> anyhow::Result<()> {
        if effects.is_empty() {
            return Ok(());
        }
        const KINDS: &str = "ttbn";
        let query = many::insert("effects (id, account, sealed, due)", KINDS, effects.len(), "");
        let query = effects.iter().fold(query, |query, (account, effect)| {
            let query = query.bind(effect.id.as_str()).bind(account.to_string());
            query.bind(effect.sealed.clone()).bind(effect.due)
        });
        fill(query, KINDS, effects.len()).execute(&mut *self.0).await.context("note what to do")?;
        Ok(())
    }
}
