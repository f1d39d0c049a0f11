//! The key or token that a bot had before the one of now, kept sealed beside it until it is known whether the bot is well
//! with the new one. Its seat is that of its own version, so it does not open as the secret of now. It is kept while its
//! mark is taken, so that no other bot gets a token meanwhile that this one may get back.

use anyhow::Context;
use serde::{Deserialize, Serialize};
use sqlx::Row;

use crate::domain::{Account, Id, Millis, Presence};
use crate::secret::{Sealer, Seat, Secret};
use crate::store::{SecretKind, Store, Tx, json};

/// What went with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Was {
    /// Who the bot was by this token.
    pub presence: Option<Presence>,
    /// The stored key that it was.
    pub stored_key: Option<Id>,
}

/// A secret that may be put back.
#[derive(Debug)]
pub struct Former {
    pub kind: SecretKind,
    pub value: Secret,
    pub was: Was,
}

macro_rules! forget {
    ($which:literal) => {
        concat!(
            "UPDATE secrets SET before = NULL, before_version = NULL, before_mark = NULL, before_was = NULL, before_at = NULL
             WHERE before IS NOT NULL AND ",
            $which
        )
    };
}

impl Tx {
    /// The secret that a bot has now, unless nobody has looked yet whether that one is good.
    pub async fn proven_secret(
        &mut self,
        sealer: &Sealer,
        instance: &Id,
        owner: &Account,
        kind: SecretKind,
    ) -> anyhow::Result<Option<Secret>> {
        let sql = "SELECT version, sealed FROM secrets WHERE instance_id = $1 AND kind = $2 AND unchecked <> 1";
        let row = sqlx::query(sql).bind(instance.as_str()).bind(kind.word()).fetch_optional(&mut *self.0).await;
        let Some(row) = row.context("read a secret that is to be replaced")? else { return Ok(None) };
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let seat = Seat::secret(&place, &owner, row.try_get("version")?);
        let sealed: Vec<u8> = row.try_get("sealed")?;
        let plain = sealer.open(&seat, &sealed).with_context(|| format!("open the {} of {instance}", kind.word()))?;
        Ok(Some(Secret::new(std::str::from_utf8(&plain).context("a secret is no text")?)))
    }

    /// Keeps the secret that a bot has now for when the next one is not good. One that is kept already is the last that
    /// was known to be good, so it stays.
    pub async fn keep_former(
        &mut self,
        sealer: &Sealer,
        (instance, owner): (&Id, &Account),
        (kind, value): (SecretKind, &Secret),
        was: &Was,
        now: Millis,
    ) -> anyhow::Result<()> {
        let sql = "SELECT version, fingerprint FROM secrets WHERE instance_id = $1 AND kind = $2 AND before IS NULL";
        let row = sqlx::query(sql).bind(instance.as_str()).bind(kind.word()).fetch_optional(&mut *self.0).await;
        let Some(row) = row.context("look whether a secret is kept already")? else { return Ok(()) };
        let version: i64 = row.try_get("version")?;
        // By the key that it is sealed with: a mark of an older key would be left behind when that goes.
        let is_marked = row.try_get::<Option<String>, _>("fingerprint")?.is_some();
        let mark = is_marked.then(|| sealer.fingerprints(value).into_iter().next()).flatten();
        let (place, owner) = (format!("{instance}/{}", kind.word()), owner.to_string());
        let sealed = sealer.seal(&Seat::former(&place, &owner, version), value.expose().as_bytes())?;
        sqlx::query(
            "UPDATE secrets SET before = $3, before_version = $4, before_mark = $5, before_was = $6, before_at = $7
             WHERE instance_id = $1 AND kind = $2",
        )
        .bind(instance.as_str())
        .bind(kind.word())
        .bind(sealed)
        .bind(version)
        .bind(mark)
        .bind(serde_json::to_string(was)?)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .with_context(|| format!("keep the former {} of {instance}", kind.word()))?;
        Ok(())
    }

    /// Everything that may be put back.
    pub async fn formers(&mut self, sealer: &Sealer, instance: &Id, owner: &Account) -> anyhow::Result<Vec<Former>> {
        let rows = sqlx::query(
            "SELECT kind, before, before_version, before_was FROM secrets
             WHERE instance_id = $1 AND before IS NOT NULL ORDER BY kind",
        )
        .bind(instance.as_str())
        .fetch_all(&mut *self.0)
        .await
        .context("look what may be put back")?;
        let mut formers = Vec::new();
        for row in &rows {
            let word: String = row.try_get("kind")?;
            let kind = SecretKind::all().find(|kind| kind.word() == word).context("a secret of an unknown kind")?;
            let (place, owner) = (format!("{instance}/{word}"), owner.to_string());
            let sealed: Vec<u8> = row.try_get("before")?;
            let seat = Seat::former(&place, &owner, row.try_get("before_version")?);
            let plain = sealer.open(&seat, &sealed).with_context(|| format!("open the former {word} of {instance}"))?;
            let value = Secret::new(std::str::from_utf8(&plain).context("a secret is no text")?);
            let was: String = row.try_get("before_was")?;
            formers.push(Former { kind, value, was: json::parse(&was, "was")? });
        }
        Ok(formers)
    }

    /// It is not put back any more.
    pub async fn forget_former(&mut self, instance: &Id, kind: SecretKind) -> anyhow::Result<()> {
        sqlx::query(forget!("instance_id = $1 AND kind = $2"))
            .bind(instance.as_str())
            .bind(kind.word())
            .execute(&mut *self.0)
            .await
            .context("forget a former secret")?;
        Ok(())
    }

    /// The bot came up: what it answered with is good, and so is what its platform called good. What nobody could say
    /// anything about is not proven by a bot that has answered nothing with it.
    pub async fn came_up(&mut self, instance: &Id, has_answered: bool) -> anyhow::Result<()> {
        sqlx::query(forget!("instance_id = $1 AND (unchecked = 0 OR $2 = 1)"))
            .bind(instance.as_str())
            .bind(i64::from(has_answered))
            .execute(&mut *self.0)
            .await
            .context("forget the former secrets of a bot that is well")?;
        Ok(())
    }
}

impl Store {
    /// Forgets what was kept for bots that have been running with what came after it since that time.
    pub async fn purge_formers(&self, before: Millis) -> anyhow::Result<u64> {
        let purged = sqlx::query(forget!(
            "before_at < $1 AND instance_id IN (
                 SELECT id FROM instances WHERE status = 'running' AND problem IS NULL AND status_at < $1)"
        ))
        .bind(before)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("purge former secrets")?;
        Ok(purged.rows_affected())
    }
}
