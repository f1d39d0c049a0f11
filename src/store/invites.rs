//! Invitation codes, kept only as hashes.

use anyhow::Context;

use crate::domain::{Account, Id, Millis};
use crate::store::Tx;

impl Tx {
    pub async fn add_invite(
        &mut self,
        code_hash: &str,
        made_by: &Account,
        uses: i64,
        expires_at: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query("INSERT INTO invites (code, made_by, uses_left, expires_at) VALUES ($1, $2, $3, $4)")
            .bind(code_hash)
            .bind(made_by.to_string())
            .bind(uses)
            .bind(expires_at)
            .execute(&mut *self.0)
            .await
            .context("add an invitation")?;
        Ok(())
    }

    /// Uses the code up for this person; false when it is unknown, used up or too old.
    pub async fn redeem(&mut self, code_hash: &str, person: &Id, now: Millis) -> anyhow::Result<bool> {
        let used = sqlx::query(
            "UPDATE invites SET uses_left = uses_left - 1 WHERE code = $1 AND uses_left > 0 AND expires_at > $2",
        )
        .bind(code_hash)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("redeem an invitation")?;
        if used.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query("UPDATE persons SET access = 1 WHERE id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("let a person in")?;
        Ok(true)
    }
}
