//! Which of a bot's keys and tokens an operation has handed over, and whether they have changed since.

use anyhow::Context;

use crate::domain::{Id, Millis, Stage};
use crate::store::{Operation, Tx};

impl Tx {
    /// What there was of keys and tokens at that version is handed over.
    pub async fn set_given(&mut self, held: &Operation, version: i64) -> anyhow::Result<()> {
        sqlx::query("UPDATE operations SET given = $3 WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL")
            .bind(held.id.as_str())
            .bind(held.lease_token)
            .bind(version)
            .execute(&mut *self.0)
            .await
            .context("note what is handed over")?;
        Ok(())
    }

    /// Whether a key or token has changed since they were handed over.
    pub async fn is_outdated(&mut self, held: &Operation) -> anyhow::Result<bool> {
        let outdated = sqlx::query(
            "SELECT 1 AS one FROM operations o JOIN instances i ON i.id = o.instance_id
             WHERE o.id = $1 AND o.given IS NOT NULL AND o.given <> i.secret_versions",
        )
        .bind(held.id.as_str())
        .fetch_optional(&mut *self.0)
        .await
        .context("look whether what was handed over is outdated")?;
        Ok(outdated.is_some())
    }

    /// What is under way for a bot is looked at now, because something of the bot changes in this transaction: whoever
    /// works on it sees that before it ends. False when nothing is being done, or it is being taken back.
    pub async fn hurry_operation(&mut self, bot: &Id, now: Millis) -> anyhow::Result<bool> {
        let hurried = sqlx::query(
            "UPDATE operations SET due = CASE WHEN due > $2 THEN CAST($2 AS BIGINT) ELSE due END
             WHERE instance_id = $1 AND ended_at IS NULL AND state = 'doing' AND cancelled = 0",
        )
        .bind(bot.as_str())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("hurry what is under way")?;
        Ok(hurried.rows_affected() == 1)
    }

    /// A stage is set out on as if for the first time.
    pub async fn set_out_anew(&mut self, held: &Operation, stage: Stage) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM steps WHERE operation_id = $1 AND state = 'doing' AND stage = $2")
            .bind(held.id.as_str())
            .bind(stage.word())
            .execute(&mut *self.0)
            .await
            .context("set out on a stage anew")?;
        Ok(())
    }
}
