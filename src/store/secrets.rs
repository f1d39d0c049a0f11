//! Sealed secrets of instances. The seat of a secret is its row, its owner and its version, so a blob that was moved
//! or put back does not open.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Account, Id, key};
use crate::secret::{Purpose, Sealer, Seat, Secret};
use crate::store::{Store, Tx};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// The AI provider's key.
    ProviderKey,
    TelegramToken,
    /// Opens the bot's own page.
    WebToken,
    /// Makes whoever opens it first the owner on Telegram.
    ClaimCode,
}

impl SecretKind {
    pub const ALL: [SecretKind; 4] =
        [SecretKind::ProviderKey, SecretKind::TelegramToken, SecretKind::WebToken, SecretKind::ClaimCode];

    fn word(self) -> &'static str {
        match self {
            SecretKind::ProviderKey => "provider-key",
            SecretKind::TelegramToken => "telegram-token",
            SecretKind::WebToken => "web-token",
            SecretKind::ClaimCode => "claim-code",
        }
    }
}

fn seat<'a>(row: &'a str, owner: &'a str, version: i64) -> Seat<'a> {
    Seat { purpose: Purpose::Instance, table: "secrets", column: "sealed", row, owner, version }
}

impl Store {
    pub async fn secret(
        &self,
        sealer: &Sealer,
        instance: &Id,
        owner: &Account,
        kind: SecretKind,
    ) -> anyhow::Result<Option<Secret>> {
        let row = sqlx::query("SELECT version, sealed FROM secrets WHERE instance_id = $1 AND kind = $2")
            .bind(instance.as_str())
            .bind(kind.word())
            .fetch_optional(&self.reader)
            .await
            .context("read a secret")?;
        let Some(row) = row else { return Ok(None) };
        let sealed: Vec<u8> = row.try_get("sealed")?;
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let plain = sealer
            .open(&seat(&place, &owner, row.try_get("version")?), &sealed)
            .with_context(|| format!("open the {} of {instance}", kind.word()))?;
        Ok(Some(Secret::new(std::str::from_utf8(&plain).context("a secret is no text")?)))
    }

    pub async fn secret_tail(&self, instance: &Id, kind: SecretKind) -> anyhow::Result<Option<String>> {
        let row = sqlx::query("SELECT tail FROM secrets WHERE instance_id = $1 AND kind = $2")
            .bind(instance.as_str())
            .bind(kind.word())
            .fetch_optional(&self.reader)
            .await
            .context("read the tail of a secret")?;
        Ok(row.map(|row| row.try_get("tail")).transpose()?)
    }

    /// The live bot that uses a token, by any of its marks.
    pub async fn token_owner(&self, marks: &[String]) -> anyhow::Result<Option<Id>> {
        for mark in marks {
            let row = sqlx::query("SELECT instance_id FROM secrets WHERE fingerprint = $1")
                .bind(mark)
                .fetch_optional(&self.reader)
                .await
                .context("look for a token in use")?;
            if let Some(row) = row {
                return super::id(row.try_get("instance_id")?).map(Some);
            }
        }
        Ok(None)
    }

    /// Throws away the secrets of bots that are no longer live and whose end was before that time.
    pub async fn purge_secrets(&self, before: i64) -> anyhow::Result<u64> {
        let purged = sqlx::query(
            "DELETE FROM secrets WHERE instance_id IN (SELECT id FROM instances WHERE live = 0 AND status_at < $1)",
        )
        .bind(before)
        .execute(&self.writer)
        .await
        .context("purge secrets")?;
        Ok(purged.rows_affected())
    }
}

/// What came of keeping a secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Yes,
    /// Another live bot uses this very token.
    InUse,
}

impl Tx {
    /// Seals a secret as the instance's one of its kind. `marks` are the fingerprints of a token that only one live
    /// bot may use, the one to be stored first.
    pub async fn keep_secret(
        &mut self,
        sealer: &Sealer,
        instance: &Id,
        owner: &Account,
        kind: SecretKind,
        secret: &Secret,
        marks: &[String],
    ) -> anyhow::Result<Kept> {
        for older in marks.iter().skip(1) {
            let taken = sqlx::query("SELECT 1 AS n FROM secrets WHERE fingerprint = $1 AND instance_id <> $2")
                .bind(older)
                .bind(instance.as_str())
                .fetch_optional(&mut *self.0)
                .await
                .context("look for a token in use")?;
            if taken.is_some() {
                return Ok(Kept::InUse);
            }
        }
        let row = sqlx::query("SELECT version FROM secrets WHERE instance_id = $1 AND kind = $2")
            .bind(instance.as_str())
            .bind(kind.word())
            .fetch_optional(&mut *self.0)
            .await
            .context("read the version of a secret")?;
        let version = row.map(|row| row.try_get::<i64, _>("version")).transpose()?.unwrap_or(0) + 1;
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let sealed = sealer.seal(&seat(&place, &owner, version), secret.expose().as_bytes())?;
        let done = sqlx::query(
            "INSERT INTO secrets (instance_id, kind, version, sealed, tail, fingerprint)
             SELECT $1, $2, $3, $4, $5, $6
             WHERE $6 IS NULL OR NOT EXISTS (SELECT 1 FROM secrets WHERE fingerprint = $6 AND instance_id <> $1)
             ON CONFLICT (instance_id, kind) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                 tail = excluded.tail, fingerprint = excluded.fingerprint",
        )
        .bind(instance.as_str())
        .bind(kind.word())
        .bind(version)
        .bind(sealed)
        .bind(key::tail(secret))
        .bind(marks.first().cloned())
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("keep the {} of {instance}", kind.word()))?;
        Ok(if done.rows_affected() == 1 { Kept::Yes } else { Kept::InUse })
    }

    /// The tokens of this instance may be used by another bot from now on.
    pub async fn free_tokens(&mut self, instance: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE secrets SET fingerprint = NULL WHERE instance_id = $1")
            .bind(instance.as_str())
            .execute(&mut *self.0)
            .await
            .context("free a token")?;
        Ok(())
    }

    pub async fn forget_secrets(&mut self, instance: &Id) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM secrets WHERE instance_id = $1")
            .bind(instance.as_str())
            .execute(&mut *self.0)
            .await
            .context("forget secrets")?;
        Ok(())
    }
}
