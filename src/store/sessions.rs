//! Conversations between two messages, and which updates were answered.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Millis, Platform};
use crate::store::{Store, Tx};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSession {
    /// Raised by each turn; a turn that was decided on an older one is decided anew.
    pub version: i64,
    pub sealed: Vec<u8>,
    pub updated_at: Millis,
}

/// By which open conversations are found: what changes seldom leaves an index as it is.
pub(super) fn hour(at: Millis) -> i64 {
    at / 3_600_000
}

impl Store {
    pub async fn session(&self, account: &Account) -> anyhow::Result<Option<StoredSession>> {
        let row = sqlx::query("SELECT version, sealed, updated_at FROM sessions WHERE account = $1")
            .bind(account.to_string())
            .fetch_optional(&self.reader)
            .await
            .with_context(|| format!("read the session of {account}"))?;
        let Some(row) = row else { return Ok(None) };
        Ok(Some(StoredSession {
            version: row.try_get("version")?,
            sealed: row.try_get("sealed")?,
            updated_at: row.try_get("updated_at")?,
        }))
    }

    /// Conversations in the middle of something that nobody has touched since `before`.
    pub async fn stale_sessions(&self, before: Millis, limit: i64) -> anyhow::Result<Vec<Account>> {
        let found =
            "SELECT account FROM sessions WHERE is_idle = 0 AND touched_hour <= $2 AND updated_at < $1 LIMIT $3";
        let rows = sqlx::query(found)
            .bind(before)
            .bind(hour(before))
            .bind(limit)
            .fetch_all(&self.reader)
            .await
            .context("find forgotten conversations")?;
        rows.iter().map(|row| Account::parse(row.try_get("account")?).context("a row holds no account")).collect()
    }

    /// Forgets which updates were answered before that time; Telegram keeps an update for 24 hours at most.
    pub async fn forget_updates(&self, before: Millis) -> anyhow::Result<u64> {
        let deleted = sqlx::query("DELETE FROM updates WHERE at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old updates")?;
        Ok(deleted.rows_affected())
    }
}

impl Tx {
    /// False when this update was answered already.
    pub async fn first_time(&mut self, platform: Platform, update: &str, now: Millis) -> anyhow::Result<bool> {
        let inserted = sqlx::query("INSERT INTO updates (platform, id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING")
            .bind(platform.word())
            .bind(update)
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("note an update")?;
        Ok(inserted.rows_affected() == 1)
    }

    /// Saves version `next.version`; false when somebody else has saved that one already.
    pub async fn save_session(
        &mut self,
        account: &Account,
        next: &StoredSession,
        is_idle: bool,
    ) -> anyhow::Result<bool> {
        let saved = sqlx::query(
            "INSERT INTO sessions (account, version, sealed, is_idle, updated_at, touched_hour)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (account) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                 is_idle = excluded.is_idle, updated_at = excluded.updated_at, touched_hour = excluded.touched_hour
             WHERE sessions.version = excluded.version - 1",
        )
        .bind(account.to_string())
        .bind(next.version)
        .bind(next.sealed.clone())
        .bind(i64::from(is_idle))
        .bind(next.updated_at)
        .bind(hour(next.updated_at))
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("save the session of {account}"))?;
        Ok(saved.rows_affected() == 1)
    }
}
