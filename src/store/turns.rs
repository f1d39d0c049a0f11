//! What turns of conversations leave behind. Those that are ready at the same moment are written in one transaction, each
//! by itself all or nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis, Platform};
use crate::store::{Durability, Store, StoredSession, Tx, places, rows_of};

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
        let (turn, store) = (Arc::new(turn), self.clone());
        let keep_all = move |turns: Vec<Arc<TurnRecord>>| {
            let store = store.clone();
            async move { store.keep_all(&turns).await }
        };
        match self.turns.ask(turn.clone(), keep_all).await {
            Some(kept) => Ok(kept),
            None => self.keep_all(&[turn]).await?.pop().context("a turn has no end"),
        }
    }

    async fn keep_all(&self, turns: &[Arc<TurnRecord>]) -> anyhow::Result<Vec<Kept>> {
        let turns: Vec<&TurnRecord> = turns.iter().map(Arc::as_ref).collect();
        let mut tx = self.begin(Durability::Kill).await?;
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
        fill(&mut updates);
        let rows = rows_of(3, updates.len());
        let statement = format!(
            "INSERT INTO updates (platform, id, at) VALUES {rows} ON CONFLICT DO NOTHING RETURNING platform, id"
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement));
        let query = updates.iter().fold(query, |query, (platform, id, at)| query.bind(*platform).bind(*id).bind(*at));
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
        // Somebody else may have linked or parted them since the person was looked up.
        let keepers = self.keepers(moved.iter().map(|(_, turn, _)| &turn.account).collect()).await?;
        let mut taken = HashSet::new();
        let (first, late): (Vec<_>, Vec<_>) = moved.into_iter().partition(|(_, turn, next)| {
            keepers.get(&turn.account) == Some(&next.keeper) && taken.insert(&next.keeper)
        });
        let saved = self.upsert_sessions(first.iter().map(|(_, _, next)| *next).collect()).await?;
        let lost = first.into_iter().filter(|(_, _, next)| !saved.contains(&next.keeper)).chain(late);
        for (n, turn, _) in lost {
            kept[n] = Kept::LostRace;
            if let Some(update) = &turn.update {
                self.forget_update(turn.account.platform, update).await?;
            }
        }
        Ok(())
    }

    /// Who keeps the conversation of each of these.
    async fn keepers(&mut self, mut accounts: Vec<&Account>) -> anyhow::Result<HashMap<Account, Account>> {
        fill(&mut accounts);
        let statement = format!(
            "SELECT a.id, (SELECT MIN(b.id) FROM accounts b JOIN circles c ON c.person_id = b.person_id
                 WHERE c.circle = mine.circle) AS keeper
             FROM accounts a JOIN circles mine ON mine.person_id = a.person_id WHERE a.id IN ({})",
            places(accounts.len())
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement));
        let query = accounts.iter().fold(query, |query, account| query.bind(account.to_string()));
        let rows = query.fetch_all(&mut *self.0).await.context("look up who keeps conversations")?;
        let account = |text: String| Account::parse(&text).context("a row holds no account");
        rows.iter().map(|row| Ok((account(row.try_get("id")?)?, account(row.try_get("keeper")?)?))).collect()
    }

    /// The keepers of those that were saved: the others were saved by somebody else.
    async fn upsert_sessions(&mut self, sessions: Vec<&NextSession>) -> anyhow::Result<HashSet<Account>> {
        let mut saved = HashSet::new();
        for some in in_known_sizes(&sessions) {
            saved.extend(self.upsert_some_sessions(some).await?);
        }
        Ok(saved)
    }

    async fn upsert_some_sessions(&mut self, sessions: &[&NextSession]) -> anyhow::Result<Vec<Account>> {
        let statement = format!(
            "INSERT INTO sessions (account, version, sealed, is_idle, updated_at) VALUES {}
             ON CONFLICT (account) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                 is_idle = excluded.is_idle, updated_at = excluded.updated_at
             WHERE sessions.version = excluded.version - 1 RETURNING account",
            rows_of(5, sessions.len())
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement));
        let query = sessions.iter().fold(query, |query, next| {
            let (stored, is_idle) = (&next.stored, i64::from(next.is_idle));
            let query = query.bind(next.keeper.to_string()).bind(stored.version).bind(stored.sealed.clone());
            query.bind(is_idle).bind(stored.updated_at)
        });
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
        for some in in_known_sizes(&effects) {
            let statement = format!("INSERT INTO effects (id, account, sealed, due) VALUES {}", rows_of(4, some.len()));
            let query = sqlx::query(sqlx::AssertSqlSafe(statement));
            let query = some.iter().fold(query, |query, (account, effect)| {
                let query = query.bind(effect.id.as_str()).bind(account.to_string());
                query.bind(effect.sealed.clone()).bind(effect.due)
            });
            query.execute(&mut *self.0).await.context("note what to do")?;
        }
        Ok(())
    }
}

/// Repeats the last one, where that changes nothing, until there are as many as a power of two: so there are few
/// statements, which the connections know and need not read again.
fn fill<T: Copy>(all: &mut Vec<T>) {
    if let Some(last) = all.last().copied() {
        all.resize(all.len().next_power_of_two(), last);
    }
}

/// Parts of as many as powers of two, for statements that may name nothing twice.
fn in_known_sizes<T>(mut all: &[T]) -> impl Iterator<Item = &[T]> {
    std::iter::from_fn(move || {
        let largest = all.len().checked_ilog2().map(|log| 1 << log)?;
        let (some, rest) = all.split_at(largest);
        all = rest;
        Some(some)
    })
}
