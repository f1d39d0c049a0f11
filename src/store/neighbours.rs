//! Which neighbours cannot be asked, and since when. One Hatchery finds it out, all that share the database say it.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Millis, TargetKind};
use crate::store::Store;

impl Store {
    /// The neighbour cannot be asked, from now on or for a while already.
    pub async fn note_away(&self, target: TargetKind, now: Millis) -> anyhow::Result<()> {
        sqlx::query("INSERT INTO neighbours (name, away_since) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(target.word())
            .bind(now)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note an outage")?;
        Ok(())
    }

    pub async fn note_back(&self, target: TargetKind) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM neighbours WHERE name = $1")
            .bind(target.word())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note the end of an outage")?;
        Ok(())
    }

    pub async fn away_since(&self, target: TargetKind) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query("SELECT away_since FROM neighbours WHERE name = $1")
            .bind(target.word())
            .fetch_optional(&self.reader)
            .await
            .context("look for an outage")?;
        row.map(|row| Ok(row.try_get("away_since")?)).transpose()
    }
}
