//! Takes what SQLite keeps in its write-ahead log over into the database, beside whoever writes. Left to itself SQLite does
//! that in the commit that makes the log long enough, and the turn of that commit waits for the disk three times.

use anyhow::Context;

use crate::store::{Engine, Store};

impl Store {
    /// Takes over as much as it can without making anybody wait; PostgreSQL has processes of its own for that.
    pub async fn checkpoint(&self) -> anyhow::Result<()> {
        if self.engine == Engine::Sqlite {
            let passive = "PRAGMA wal_checkpoint(PASSIVE)";
            sqlx::query(passive).execute(&self.reader).await.context("take over what the log of the database holds")?;
        }
        Ok(())
    }
}
