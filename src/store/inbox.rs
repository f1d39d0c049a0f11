//! Updates that one door has confirmed to its platform and not yet taken, in batches as they came.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Id, Millis};
use crate::store::{Durability, Store, Tx, id, places};

impl Store {
    /// Keeps a batch and forgets others. When this returns it survives a kill.
    pub async fn keep_batch(&self, id: &Id, sealed: Vec<u8>, at: Millis, done: &[Id]) -> anyhow::Result<()> {
        let mut tx = self.begin(Durability::Kill).await?;
        tx.forget_batches(done).await?;
        sqlx::query("INSERT INTO inbox (id, sealed, at) VALUES ($1, $2, $3)")
            .bind(id.as_str())
            .bind(sealed)
            .bind(at)
            .execute(&mut *tx.0)
            .await
            .context("keep a batch of updates")?;
        tx.commit().await
    }

    /// The batches of that time and later, the oldest first.
    pub async fn batches(&self, since: Millis) -> anyhow::Result<Vec<(Id, Vec<u8>)>> {
        let rows = sqlx::query("SELECT id, sealed FROM inbox WHERE at >= $1 ORDER BY id")
            .bind(since)
            .fetch_all(&self.reader)
            .await
            .context("look for batches of updates")?;
        rows.iter().map(|row| Ok((id(row.try_get("id")?)?, row.try_get("sealed")?))).collect()
    }

    pub async fn forget_batches(&self, done: &[Id]) -> anyhow::Result<()> {
        let mut tx = self.begin(Durability::Kill).await?;
        tx.forget_batches(done).await?;
        tx.commit().await
    }

    /// Nobody takes those any more.
    pub async fn forget_old_batches(&self, before: Millis) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM inbox WHERE at < $1")
            .bind(before)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget old batches of updates")?;
        Ok(())
    }
}

impl Tx {
    async fn forget_batches(&mut self, done: &[Id]) -> anyhow::Result<()> {
        if done.is_empty() {
            return Ok(());
        }
        let statement = format!("DELETE FROM inbox WHERE id IN ({})", places(done.len()));
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).persistent(done.len() == 1);
        let query = done.iter().fold(query, |query, batch| query.bind(batch.as_str()));
        query.execute(&mut *self.0).await.context("forget batches of updates")?;
        Ok(())
    }
}
