//! Keys that people keep for several bots. The seat of one is its row, its person and its version. Each bot has a
//! sealed copy of its own (`secrets`); its row says which stored key that is.

use anyhow::{Context, ensure};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::stored_key::StoredKey;
use crate::domain::{Id, Millis, Provider, key};
use crate::secret::{Sealer, Seat, Secret};
use crate::store::{Store, Tx, id};

fn stored(row: &AnyRow) -> anyhow::Result<StoredKey> {
    let provider: String = row.try_get("provider")?;
    let job: Option<String> = row.try_get("job")?;
    Ok(StoredKey {
        id: id(row.try_get("id")?)?,
        person: id(row.try_get("person_id")?)?,
        provider: Provider::parse(&provider).context("a stored key has an unknown provider")?,
        version: row.try_get("version")?,
        tail: row.try_get("tail")?,
        checked_at: row.try_get("checked_at")?,
        before_tail: row.try_get("before_tail")?,
        created_at: row.try_get("created_at")?,
        changed_at: row.try_get("changed_at")?,
        job: job.map(id).transpose()?,
    })
}

/// A row of `stored_keys` as `k`, with the work on it that is not over.
macro_rules! keys_where {
    ($condition:literal) => {
        concat!(
            "SELECT k.id, k.person_id, k.provider, k.version, k.tail, k.checked_at, k.before_tail, k.created_at, k.changed_at,
                 (SELECT j.id FROM fleet_jobs j WHERE j.stored_key = k.id AND j.ended_at IS NULL) AS job
             FROM stored_keys k WHERE ",
            $condition
        )
    };
}

/// Everybody in the circle of `$1`.
const THEIRS: &str = keys_where!(
    "k.person_id IN (SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
     ORDER BY k.id"
);
const ONE_OF_THEIRS: &str = keys_where!(
    "k.id = $2 AND k.person_id IN (
         SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)"
);
const ONE: &str = keys_where!("k.id = $1");
/// One of theirs with this mark.
const LIKE: &str = keys_where!(
    "k.fingerprint = $2 AND k.person_id IN (
         SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)"
);

impl Store {
    /// The keys of a person and their circle, oldest first.
    pub async fn stored_keys(&self, person: &Id) -> anyhow::Result<Vec<StoredKey>> {
        let rows = sqlx::query(THEIRS)
            .bind(person.as_str())
            .fetch_all(&self.reader)
            .await
            .context("list the keys that a person keeps")?;
        rows.iter().map(stored).collect()
    }

    /// A provider has just said that this key is good; noted where its person keeps it.
    pub async fn note_key_checked(&self, person: &Id, marks: &[String], now: Millis) -> anyhow::Result<()> {
        for mark in marks {
            sqlx::query(
                "UPDATE stored_keys SET checked_at = $3 WHERE fingerprint = $2 AND person_id IN (
                     SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
            )
            .bind(person.as_str())
            .bind(mark)
            .bind(now)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("note that a key is good")?;
        }
        Ok(())
    }
}

impl Tx {
    /// One of the keys of a person and their circle, who are locked by the caller where it is changed.
    pub async fn stored_key_of(&mut self, person: &Id, key: &Id) -> anyhow::Result<Option<StoredKey>> {
        let row = sqlx::query(ONE_OF_THEIRS)
            .bind(person.as_str())
            .bind(key.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("read a stored key")?;
        row.as_ref().map(stored).transpose()
    }

    pub async fn stored_key(&mut self, key: &Id) -> anyhow::Result<Option<StoredKey>> {
        let row =
            sqlx::query(ONE).bind(key.as_str()).fetch_optional(&mut *self.0).await.context("read a stored key")?;
        row.as_ref().map(stored).transpose()
    }

    /// The one that a person keeps with any of these marks.
    pub async fn stored_key_like(&mut self, person: &Id, marks: &[String]) -> anyhow::Result<Option<StoredKey>> {
        for mark in marks {
            let row = sqlx::query(LIKE)
                .bind(person.as_str())
                .bind(mark)
                .fetch_optional(&mut *self.0)
                .await
                .context("look for a key that is kept already")?;
            if let Some(row) = row {
                return stored(&row).map(Some);
            }
        }
        Ok(None)
    }

    pub async fn count_stored_keys(&mut self, person: &Id) -> anyhow::Result<i64> {
        let row = sqlx::query(
            "SELECT COUNT(*) AS n FROM stored_keys WHERE person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .fetch_one(&mut *self.0)
        .await
        .context("count the keys that a person keeps")?;
        Ok(row.try_get("n")?)
    }

    /// Keeps a key. Its person is locked, and has none like it.
    pub async fn add_stored_key(
        &mut self,
        sealer: &Sealer,
        (key_id, person): (&Id, &Id),
        (provider, key): (Provider, &Secret),
        checked_at: Option<Millis>,
        now: Millis,
    ) -> anyhow::Result<()> {
        let seat = Seat::stored_key(key_id.as_str(), person.as_str(), 1);
        sqlx::query(
            "INSERT INTO stored_keys (id, person_id, provider, version, sealed, tail, fingerprint, checked_at, created_at,
                 changed_at) VALUES ($1, $2, $3, 1, $4, $5, $6, $7, $8, $8)",
        )
        .bind(key_id.as_str())
        .bind(person.as_str())
        .bind(provider.word())
        .bind(sealer.seal(&seat, key.expose().as_bytes())?)
        .bind(key::tail(key))
        .bind(sealer.fingerprints(key).into_iter().next())
        .bind(checked_at)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("keep a key")?;
        Ok(())
    }

    pub async fn open_stored_key(&mut self, sealer: &Sealer, known: &StoredKey) -> anyhow::Result<Secret> {
        let (person, version) = (known.person.as_str(), known.version);
        self.open(sealer, known, "sealed", &Seat::stored_key(known.id.as_str(), person, version)).await
    }

    /// The value that it had before.
    pub async fn open_stored_key_before(&mut self, sealer: &Sealer, known: &StoredKey) -> anyhow::Result<Secret> {
        let (person, version) = (known.person.as_str(), known.version);
        self.open(sealer, known, "before", &Seat::stored_key_before(known.id.as_str(), person, version)).await
    }

    async fn open(
        &mut self,
        sealer: &Sealer,
        known: &StoredKey,
        column: &str,
        seat: &Seat<'_>,
    ) -> anyhow::Result<Secret> {
        let row = sqlx::query("SELECT sealed, before FROM stored_keys WHERE id = $1")
            .bind(known.id.as_str())
            .fetch_one(&mut *self.0)
            .await
            .context("read a stored key")?;
        let sealed: Option<Vec<u8>> = row.try_get(column)?;
        let sealed = sealed.context("a stored key has no value before")?;
        let plain = sealer.open(seat, &sealed).with_context(|| format!("open the stored key {}", known.id))?;
        Ok(Secret::new(std::str::from_utf8(&plain).context("a stored key is no text")?))
    }

    /// Another value, and perhaps the way back to the one before.
    pub async fn set_stored_key(
        &mut self,
        sealer: &Sealer,
        known: &StoredKey,
        (new, before): (&Secret, Option<&Secret>),
        checked_at: Option<Millis>,
        now: Millis,
    ) -> anyhow::Result<()> {
        let (row, person, version) = (known.id.as_str(), known.person.as_str(), known.version + 1);
        let sealed = sealer.seal(&Seat::stored_key(row, person, version), new.expose().as_bytes())?;
        let kept = before
            .map(|before| sealer.seal(&Seat::stored_key_before(row, person, version), before.expose().as_bytes()))
            .transpose()?;
        let changed = sqlx::query(
            "UPDATE stored_keys SET version = $3, sealed = $4, tail = $5, fingerprint = $6, checked_at = $7, before = $8,
                 before_tail = $9, changed_at = $10 WHERE id = $1 AND version = $2",
        )
        .bind(row)
        .bind(known.version)
        .bind(version)
        .bind(sealed)
        .bind(key::tail(new))
        .bind(sealer.fingerprints(new).into_iter().next())
        .bind(checked_at)
        .bind(kept)
        .bind(before.map(key::tail))
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("give a stored key another value")?;
        ensure!(changed.rows_affected() == 1, "a stored key was changed by somebody else meanwhile");
        Ok(())
    }

    /// Nobody goes back to the value before any more.
    pub async fn forget_key_before(&mut self, key: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE stored_keys SET before = NULL, before_tail = NULL WHERE id = $1")
            .bind(key.as_str())
            .execute(&mut *self.0)
            .await
            .context("forget the value before")?;
        Ok(())
    }

    pub async fn drop_stored_key(&mut self, key: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET stored_key = NULL WHERE stored_key = $1")
            .bind(key.as_str())
            .execute(&mut *self.0)
            .await
            .context("take a key from bots that are gone")?;
        sqlx::query("DELETE FROM stored_keys WHERE id = $1")
            .bind(key.as_str())
            .execute(&mut *self.0)
            .await
            .context("delete a stored key")?;
        Ok(())
    }

    /// Which stored key a bot has a copy of; none where its key is its own.
    pub async fn set_key_of(&mut self, bot: &Id, key: Option<&Id>) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET stored_key = $2 WHERE id = $1")
            .bind(bot.as_str())
            .bind(key.map(|key| key.as_str().to_owned()))
            .execute(&mut *self.0)
            .await
            .context("note which key a bot uses")?;
        Ok(())
    }

    /// The live bots that use a key, oldest first, with their names.
    pub async fn bots_with_key(&mut self, key: &Id) -> anyhow::Result<Vec<(Id, String)>> {
        let rows = sqlx::query("SELECT id, name FROM instances WHERE stored_key = $1 AND live = 1 ORDER BY id")
            .bind(key.as_str())
            .fetch_all(&mut *self.0)
            .await
            .context("list the bots that use a key")?;
        rows.iter().map(|row| Ok((id(row.try_get("id")?)?, row.try_get("name")?))).collect()
    }
}
