//! Invitation codes, kept only as hashes and by their end.

use anyhow::Context;
use sqlx::Row;

use crate::domain::people::Invite;
use crate::domain::{Account, Id, Millis};
use crate::store::{Store, Tx};

/// A code that is made.
pub struct NewInvite<'a> {
    pub hash: &'a str,
    pub tail: &'a str,
    pub made_by: &'a Account,
    pub uses: u32,
    pub expires_at: Millis,
}

impl Store {
    /// Codes that still let somebody in, the newest first.
    pub async fn invites(&self, now: Millis, most: i64) -> anyhow::Result<Vec<Invite>> {
        let rows = sqlx::query(
            "SELECT tail, made_by, uses, uses_left, expires_at FROM invites
             WHERE uses_left > 0 AND expires_at > $1 ORDER BY expires_at DESC, code LIMIT $2",
        )
        .bind(now)
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list invitations")?;
        let invite = |row: &sqlx::any::AnyRow| {
            Ok(Invite {
                tail: row.try_get("tail")?,
                made_by: Account::parse(row.try_get("made_by")?).context("a row holds no account")?,
                uses: row.try_get("uses")?,
                uses_left: row.try_get("uses_left")?,
                expires_at: row.try_get("expires_at")?,
            })
        };
        rows.iter().map(invite).collect()
    }
}

impl Tx {
    pub async fn add_invite(&mut self, new: &NewInvite<'_>) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO invites (code, tail, made_by, uses, uses_left, expires_at) VALUES ($1, $2, $3, $4, $4, $5)",
        )
        .bind(new.hash)
        .bind(new.tail)
        .bind(new.made_by.to_string())
        .bind(i64::from(new.uses))
        .bind(new.expires_at)
        .execute(&mut *self.0)
        .await
        .context("add an invitation")?;
        Ok(())
    }

    /// Voids the code that ends so, if it still lets somebody in. False when there is none, or more than one.
    pub async fn revoke_invite(&mut self, tail: &str, now: Millis) -> anyhow::Result<bool> {
        let revoked = sqlx::query(
            "UPDATE invites SET uses_left = 0 WHERE tail = $1 AND uses_left > 0 AND expires_at > $2 AND 1 = (
                 SELECT COUNT(*) FROM invites WHERE tail = $1 AND uses_left > 0 AND expires_at > $2)",
        )
        .bind(tail)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("revoke an invitation")?;
        Ok(revoked.rows_affected() == 1)
    }

    /// Uses the code up for this person and says whose it was; nothing when it is unknown, used up or too old.
    pub async fn redeem(&mut self, hash: &str, person: &Id, now: Millis) -> anyhow::Result<Option<Account>> {
        let row = sqlx::query(
            "UPDATE invites SET uses_left = uses_left - 1 WHERE code = $1 AND uses_left > 0 AND expires_at > $2
             RETURNING made_by",
        )
        .bind(hash)
        .bind(now)
        .fetch_optional(&mut *self.0)
        .await
        .context("redeem an invitation")?;
        let Some(row) = row else { return Ok(None) };
        sqlx::query("UPDATE persons SET access = 1 WHERE id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("let a person in")?;
        Account::parse(row.try_get("made_by")?).context("a row holds no account").map(Some)
    }
}
