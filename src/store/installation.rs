//! The one row about this installation as a whole.

use anyhow::Context;
use sqlx::Row;

use crate::domain::Millis;
use crate::store::Store;

impl Store {
    /// Four characters that tell this installation from another; the proposal counts on the first start only.
    pub async fn installation_tag(&self, proposal: &str) -> anyhow::Result<String> {
        sqlx::query("INSERT INTO installation (id, tag) VALUES (1, $1) ON CONFLICT DO NOTHING")
            .bind(proposal)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("remember the installation")?;
        let row = sqlx::query("SELECT tag FROM installation WHERE id = 1")
            .fetch_one(&mut *self.writer.line().await?)
            .await
            .context("read the installation")?;
        Ok(row.try_get("tag")?)
    }

    /// What is noted of the command menus, when they were set since that time.
    pub async fn menus_set_since(&self, since: Millis) -> anyhow::Result<Option<String>> {
        let row = sqlx::query("SELECT menus FROM installation WHERE id = 1 AND menus_at >= $1")
            .bind(since)
            .fetch_optional(&self.reader)
            .await
            .context("read which menus are set")?;
        row.map_or(Ok(None), |row| Ok(row.try_get("menus")?))
    }

    pub async fn note_menus(&self, menus: &str, at: Millis) -> anyhow::Result<()> {
        sqlx::query("UPDATE installation SET menus = $1, menus_at = $2 WHERE id = 1")
            .bind(menus)
            .bind(at)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note which menus are set")?;
        Ok(())
    }
}
