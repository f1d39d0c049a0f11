//! Sealed secrets of instances. The seat of a secret is its row, its owner and its version, so a blob that was moved
//! does not open; the bot's own row adds up the versions of its secrets, so neither does a row that was put back.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Id, Token, key};
use crate::secret::{SealError, Sealer, Seat, Secret};
use crate::store::{Store, Tx};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretKind {
    /// The AI provider's key.
    ProviderKey,
    Token(Token),
    /// Opens the bot's own page, or its interface for whoever watches it.
    WebToken,
    /// Makes whoever opens it first the owner on Telegram.
    ClaimCode,
}

impl SecretKind {
    pub fn all() -> impl Iterator<Item = SecretKind> {
        let own = [SecretKind::ProviderKey, SecretKind::WebToken, SecretKind::ClaimCode];
        own.into_iter().chain(Token::ALL.iter().copied().map(SecretKind::Token))
    }

    pub fn word(self) -> &'static str {
        match self {
            SecretKind::ProviderKey => "provider-key",
            SecretKind::Token(token) => token.word(),
            SecretKind::WebToken => "web-token",
            SecretKind::ClaimCode => "claim-code",
        }
    }
}

const UNCHECKED: &str = "SELECT kind FROM secrets WHERE instance_id = $1 AND unchecked = 1 ORDER BY kind";

fn kinds(rows: &[AnyRow]) -> anyhow::Result<Vec<SecretKind>> {
    let kind = |row: &AnyRow| {
        let word: String = row.try_get("kind")?;
        SecretKind::all().find(|kind| kind.word() == word).context("a secret of an unknown kind")
    };
    rows.iter().map(kind).collect()
}

impl Store {
    pub async fn secret(
        &self,
        sealer: &Sealer,
        instance: &Id,
        owner: &Account,
        kind: SecretKind,
    ) -> anyhow::Result<Option<Secret>> {
        let row = sqlx::query(
            "SELECT s.version, s.sealed, i.secret_versions AS expected,
                 (SELECT CAST(SUM(version) AS BIGINT) FROM secrets WHERE instance_id = $1) AS found
             FROM secrets s JOIN instances i ON i.id = s.instance_id WHERE s.instance_id = $1 AND s.kind = $2",
        )
        .bind(instance.as_str())
        .bind(kind.word())
        .fetch_optional(&self.reader)
        .await
        .context("read a secret")?;
        let Some(row) = row else { return Ok(None) };
        let sealed: Vec<u8> = row.try_get("sealed")?;
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let opened = match row.try_get::<i64, _>("expected")? == row.try_get::<i64, _>("found")? {
            true => sealer.open(&Seat::secret(&place, &owner, row.try_get("version")?), &sealed),
            false => Err(SealError::Tampered),
        };
        let plain = opened.with_context(|| format!("open the {} of {instance}", kind.word()))?;
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

    /// What nobody has asked its platform about yet.
    pub async fn unchecked_secrets(&self, instance: &Id) -> anyhow::Result<Vec<SecretKind>> {
        let rows = sqlx::query(UNCHECKED).bind(instance.as_str()).fetch_all(&self.reader).await;
        kinds(&rows.context("look for unchecked secrets")?)
    }

    /// The live bot that uses a token, by any of its marks.
    pub async fn token_owner(&self, marks: &[String]) -> anyhow::Result<Option<Id>> {
        for mark in marks {
            let row = sqlx::query("SELECT instance_id FROM secrets WHERE fingerprint = $1 OR before_mark = $1")
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
        .execute(&mut *self.writer.line().await?)
        .await
        .context("purge secrets")?;
        Ok(purged.rows_affected())
    }
}

impl Tx {
    /// Whether no live bot but perhaps this one uses a token, by any of its marks. Everybody else who asks for the same
    /// token waits until this transaction ends.
    pub async fn is_token_free(&mut self, store: &Store, marks: &[String], bot: Option<&Id>) -> anyhow::Result<bool> {
        let mut marks: Vec<&String> = marks.iter().collect();
        // In the same order everywhere, so that no two wait for each other.
        marks.sort();
        for mark in marks {
            if let Some(lock) = store.engine.lock_mark() {
                sqlx::query(lock).bind(mark).execute(&mut *self.0).await.context("lock the mark of a token")?;
            }
            let rows = sqlx::query("SELECT instance_id FROM secrets WHERE fingerprint = $1 OR before_mark = $1")
                .bind(mark)
                .fetch_all(&mut *self.0)
                .await
                .context("look for a token in use")?;
            for row in &rows {
                let user: String = row.try_get("instance_id")?;
                if bot.is_none_or(|bot| bot.as_str() != user) {
                    return Ok(false);
                }
            }
        }
        Ok(true)
    }

    /// Seals a secret as the instance's one of its kind. A token that only one live bot may use is kept with the mark
    /// of the sealing key, after `is_token_free`.
    pub async fn keep_secret(
        &mut self,
        sealer: &Sealer,
        instance: &Id,
        owner: &Account,
        kind: SecretKind,
        secret: &Secret,
        mark: Option<&str>,
    ) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET secret_versions = secret_versions + 1 WHERE id = $1")
            .bind(instance.as_str())
            .execute(&mut *self.0)
            .await
            .context("count a version of a secret")?;
        let row = sqlx::query("SELECT version FROM secrets WHERE instance_id = $1 AND kind = $2")
            .bind(instance.as_str())
            .bind(kind.word())
            .fetch_optional(&mut *self.0)
            .await
            .context("read the version of a secret")?;
        let version = row.map(|row| row.try_get::<i64, _>("version")).transpose()?.unwrap_or(0) + 1;
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let sealed = sealer.seal(&Seat::secret(&place, &owner, version), secret.expose().as_bytes())?;
        sqlx::query(
            "INSERT INTO secrets (instance_id, kind, version, sealed, tail, fingerprint)
             VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (instance_id, kind) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
                 tail = excluded.tail, fingerprint = excluded.fingerprint, unchecked = 0",
        )
        .bind(instance.as_str())
        .bind(kind.word())
        .bind(version)
        .bind(sealed)
        .bind(key::tail(secret))
        .bind(mark)
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("keep the {} of {instance}", kind.word()))?;
        Ok(())
    }

    /// Nobody has asked its platform about this one.
    pub async fn set_unchecked(&mut self, instance: &Id, kind: SecretKind) -> anyhow::Result<()> {
        self.mark(instance, kind, 1).await
    }

    /// Its platform called it good.
    pub async fn set_checked(&mut self, instance: &Id, kind: SecretKind) -> anyhow::Result<()> {
        self.mark(instance, kind, 0).await
    }

    /// Its platform could not be asked, and is not asked again.
    pub async fn set_unsaid(&mut self, instance: &Id, kind: SecretKind) -> anyhow::Result<()> {
        self.mark(instance, kind, 2).await
    }

    async fn mark(&mut self, instance: &Id, kind: SecretKind, unchecked: i64) -> anyhow::Result<()> {
        sqlx::query("UPDATE secrets SET unchecked = $3 WHERE instance_id = $1 AND kind = $2")
            .bind(instance.as_str())
            .bind(kind.word())
            .bind(unchecked)
            .execute(&mut *self.0)
            .await
            .context("note whether a secret is checked")?;
        Ok(())
    }

    pub async fn unchecked_secrets(&mut self, instance: &Id) -> anyhow::Result<Vec<SecretKind>> {
        let rows = sqlx::query(UNCHECKED).bind(instance.as_str()).fetch_all(&mut *self.0).await;
        kinds(&rows.context("look for unchecked secrets")?)
    }

    /// The tokens of this instance may be used by another bot from now on.
    pub async fn free_tokens(&mut self, instance: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE secrets SET fingerprint = NULL, before_mark = NULL WHERE instance_id = $1")
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
