//! Shares: what a bot is made of, for whoever has the code, which is kept as a hash. A share ends with its bot.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Id, Millis, Recipe};
use crate::store::{Store, Tx, json};

/// A share as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Share {
    pub recipe: Recipe,
    pub made_at: Millis,
    pub expires_at: Millis,
    /// How often one was begun after it.
    pub taken: i64,
}

impl Store {
    /// The share of a bot that is still good.
    pub async fn share_of(&self, instance: &Id, now: Millis) -> anyhow::Result<Option<Share>> {
        let row = sqlx::query(
            "SELECT recipe, made_at, expires_at, taken FROM shares WHERE instance_id = $1 AND expires_at > $2",
        )
        .bind(instance.as_str())
        .bind(now)
        .fetch_optional(&self.reader)
        .await
        .context("read the share of a bot")?;
        let share = |row: sqlx::any::AnyRow| {
            anyhow::Ok(Share {
                recipe: json::read(&row, "recipe")?,
                made_at: row.try_get("made_at")?,
                expires_at: row.try_get("expires_at")?,
                taken: row.try_get("taken")?,
            })
        };
        row.map(share).transpose()
    }

    /// Those that are over, by time or with their bot.
    pub async fn forget_shares(&self, now: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "DELETE FROM shares WHERE expires_at <= $1 OR instance_id IN (SELECT id FROM instances WHERE live = 0)",
        )
        .bind(now)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("forget shares")?;
        Ok(())
    }
}

impl Tx {
    /// Shares a bot under a new code; the one before is void.
    pub async fn put_share(
        &mut self,
        code: &str,
        instance: &Id,
        recipe: &Recipe,
        now: Millis,
        until: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO shares (code, instance_id, recipe, made_at, expires_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (instance_id) DO UPDATE SET code = excluded.code, recipe = excluded.recipe,
                 made_at = excluded.made_at, expires_at = excluded.expires_at, taken = 0",
        )
        .bind(code)
        .bind(instance.as_str())
        .bind(serde_json::to_string(recipe)?)
        .bind(now)
        .bind(until)
        .execute(&mut *self.0)
        .await
        .context("share a bot")?;
        Ok(())
    }

    /// What is behind a code, as long as it is good and the bot is there.
    pub async fn share(&mut self, code: &str, now: Millis) -> anyhow::Result<Option<Recipe>> {
        let recipe: Option<String> = sqlx::query_scalar(
            "SELECT s.recipe FROM shares s JOIN instances i ON i.id = s.instance_id
             WHERE s.code = $1 AND s.expires_at > $2 AND i.live = 1",
        )
        .bind(code)
        .bind(now)
        .fetch_optional(&mut *self.0)
        .await
        .context("read a share")?;
        recipe.map(|recipe| json::parse(&recipe, "recipe")).transpose()
    }

    pub async fn take_share(&mut self, code: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE shares SET taken = taken + 1 WHERE code = $1")
            .bind(code)
            .execute(&mut *self.0)
            .await
            .context("count a share")?;
        Ok(())
    }

    /// False when it was not shared.
    pub async fn end_share(&mut self, instance: &Id) -> anyhow::Result<bool> {
        let ended = sqlx::query("DELETE FROM shares WHERE instance_id = $1")
            .bind(instance.as_str())
            .execute(&mut *self.0)
            .await
            .context("end a share")?;
        Ok(ended.rows_affected() > 0)
    }
}
