//! What committed turns have yet to do outside: replies, removed messages, checks. A row goes when it is done; what
//! a crash left over is found by its time.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, Millis};
use crate::store::{Store, id, many};

/// Rows that one statement removes.
const AT_ONCE: usize = 500;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Leftover {
    pub id: Id,
    pub account: Account,
    pub sealed: Vec<u8>,
}

impl Store {
    pub async fn forget_effects(&self, done: &[Id]) -> anyhow::Result<()> {
        for some in done.chunks(AT_ONCE) {
            let these = many::texts(self.engine, 1, some.len());
            let statement = format!("DELETE FROM effects WHERE id IN (SELECT column1 FROM (VALUES {these}) AS done)");
            let query = sqlx::query(sqlx::AssertSqlSafe(statement));
            let query = many::bind_texts(query, some.iter().map(Id::as_str));
            query.execute(&mut *self.line_for_many().await?).await.context("forget what is done")?;
        }
        Ok(())
    }

    /// Takes what should have been done by now and was not; it is taken by nobody else until `until`.
    pub async fn claim_leftovers(&self, now: Millis, until: Millis) -> anyhow::Result<Vec<Leftover>> {
        let rows = sqlx::query("UPDATE effects SET due = $2 WHERE due <= $1 RETURNING id, account, sealed")
            .bind(now)
            .bind(until)
            .fetch_all(&mut *self.writer.line().await?)
            .await
            .context("take what a crash left over")?;
        rows.iter()
            .map(|row| {
                Ok(Leftover {
                    id: id(row.try_get("id")?)?,
                    account: Account::parse(row.try_get("account")?).context("a row holds no account")?,
                    sealed: row.try_get("sealed")?,
                })
            })
            .collect()
    }

    /// Moves the time at which somebody else may take these for left over.
    pub async fn set_effects_due(&self, effects: &[Id], due: Millis) -> anyhow::Result<()> {
        for effect in effects {
            sqlx::query("UPDATE effects SET due = $2 WHERE id = $1")
                .bind(effect.as_str())
                .bind(due)
                .execute(&mut *self.writer.line().await?)
                .await
                .context("move what is to do")?;
        }
        Ok(())
    }

    /// At the start of the only Hatchery of a database: whatever is left belongs to nobody.
    pub async fn release_effects(&self) -> anyhow::Result<()> {
        sqlx::query("UPDATE effects SET due = 0")
            .execute(&mut *self.writer.line().await?)
            .await
            .context("release leftovers")?;
        Ok(())
    }
}
