//! What was found out about bots. A diagnosis is worked on under a lease like an operation, and it is read by the
//! person who asked for it and by nobody else.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Id, Millis, Name};
use crate::store::{Store, Tx, id};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnosis {
    pub id: Id,
    pub bot: Id,
    /// As it was called then.
    pub name: Name,
    pub asked_by: Account,
    /// As JSON, when it is there.
    pub findings: Option<String>,
    pub attempt: u32,
    pub lease_token: i64,
    pub asked_at: Millis,
    pub ended_at: Option<Millis>,
}

fn diagnosis(row: &AnyRow) -> anyhow::Result<Diagnosis> {
    let word = |column: &str| row.try_get::<String, _>(column);
    Ok(Diagnosis {
        id: id(word("id")?)?,
        bot: id(word("instance_id")?)?,
        name: Name::parse(&word("name")?).map_err(|_| anyhow::anyhow!("a diagnosis of a bot without a name"))?,
        asked_by: Account::parse(&word("asked_by")?).context("a diagnosis nobody asked for")?,
        findings: row.try_get("findings")?,
        attempt: row.try_get::<i64, _>("attempt")? as u32,
        lease_token: row.try_get("lease_token")?,
        asked_at: row.try_get("asked_at")?,
        ended_at: row.try_get("ended_at")?,
    })
}

impl Store {
    /// Takes the next one that is due, for as long as the lease lasts.
    pub async fn claim_diagnosis(&self, now: Millis, lease_until: Millis) -> anyhow::Result<Option<Diagnosis>> {
        let row = sqlx::query(self.engine.claim_diagnosis())
            .bind(now)
            .bind(lease_until)
            .fetch_optional(&mut *self.writer.line().await?)
            .await
            .context("claim a diagnosis")?;
        row.as_ref().map(diagnosis).transpose()
    }

    /// At the start of the only Hatchery of a database: whoever worked on one is gone.
    pub async fn release_diagnoses(&self) -> anyhow::Result<()> {
        sqlx::query("UPDATE diagnoses SET lease_until = 0, lease_token = lease_token + 1 WHERE ended_at IS NULL")
            .execute(&mut *self.writer.line().await?)
            .await
            .context("release the diagnoses")?;
        Ok(())
    }

    /// False when the lease was lost to somebody else.
    pub async fn keep_diagnosis(&self, held: &Diagnosis, lease_until: Millis) -> anyhow::Result<bool> {
        let kept = sqlx::query(
            "UPDATE diagnoses SET lease_until = $3 WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(lease_until)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("keep a diagnosis")?;
        Ok(kept.rows_affected() == 1)
    }

    /// It came to nothing for a reason of ours; it is tried again later.
    pub async fn put_off_diagnosis(&self, held: &Diagnosis, due: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE diagnoses SET attempt = attempt + 1, due = $3, lease_until = 0, lease_token = lease_token + 1
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(due)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("put off a diagnosis")?;
        Ok(())
    }

    /// When the next one wants to be worked on.
    pub async fn next_diagnosis(&self) -> anyhow::Result<Option<Millis>> {
        let row = sqlx::query(
            "SELECT MIN(CASE WHEN due > lease_until THEN due ELSE lease_until END) AS at
             FROM diagnoses WHERE ended_at IS NULL",
        )
        .fetch_one(&self.reader)
        .await
        .context("look when there is a diagnosis to make")?;
        Ok(row.try_get("at")?)
    }

    /// One that this person asked for.
    pub async fn diagnosis(&self, diagnosis_id: &Id, person: &Id) -> anyhow::Result<Option<Diagnosis>> {
        let row = sqlx::query(
            "SELECT * FROM diagnoses WHERE id = $1 AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $2)",
        )
        .bind(diagnosis_id.as_str())
        .bind(person.as_str())
        .fetch_optional(&self.reader)
        .await
        .context("read a diagnosis")?;
        row.as_ref().map(diagnosis).transpose()
    }

    /// Those that a person asked for, newest first, behind one of them.
    pub async fn diagnoses(&self, person: &Id, before: Option<&Id>, most: i64) -> anyhow::Result<Vec<Diagnosis>> {
        // Ids are of digits and letters up to v.
        let before = before.map_or_else(|| "z".to_owned(), ToString::to_string);
        let rows = sqlx::query(
            "SELECT * FROM diagnoses WHERE id < $2 AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             ORDER BY id DESC LIMIT $3",
        )
        .bind(person.as_str())
        .bind(before)
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list diagnoses")?;
        rows.iter().map(diagnosis).collect()
    }
}

impl Tx {
    /// False when one of this bot is being made for this person already. Of those that ended, the last so many are kept.
    pub async fn add_diagnosis(
        &mut self,
        diagnosis_id: &Id,
        (bot, name): (&Id, &Name),
        (asked_by, person): (&Account, &Id),
        keep: i64,
        now: Millis,
    ) -> anyhow::Result<bool> {
        let added = sqlx::query(
            "INSERT INTO diagnoses (id, instance_id, name, asked_by, person_id, attempt, due, lease_token, lease_until,
                 asked_at) VALUES ($1, $2, $3, $4, $5, 0, $6, 0, 0, $6)
             ON CONFLICT (person_id, instance_id) WHERE ended_at IS NULL DO NOTHING",
        )
        .bind(diagnosis_id.as_str())
        .bind(bot.as_str())
        .bind(name.as_str())
        .bind(asked_by.to_string())
        .bind(person.as_str())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("add a diagnosis")?;
        if added.rows_affected() == 0 {
            return Ok(false);
        }
        sqlx::query(
            "DELETE FROM diagnoses WHERE ended_at IS NOT NULL AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
             AND id NOT IN (SELECT id FROM diagnoses WHERE person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)
                 ORDER BY id DESC LIMIT $2)",
        )
        .bind(person.as_str())
        .bind(keep)
        .execute(&mut *self.0)
        .await
        .context("forget old diagnoses")?;
        Ok(true)
    }

    /// The one of this bot that is being made for this person.
    pub async fn open_diagnosis(&mut self, bot: &Id, person: &Id) -> anyhow::Result<Option<Id>> {
        let row =
            sqlx::query("SELECT id FROM diagnoses WHERE instance_id = $1 AND person_id = $2 AND ended_at IS NULL")
                .bind(bot.as_str())
                .bind(person.as_str())
                .fetch_optional(&mut *self.0)
                .await
                .context("look for a diagnosis under way")?;
        row.map(|row| id(row.try_get("id")?)).transpose()
    }

    /// False when the lease was lost to somebody else, and nothing is noted.
    pub async fn end_diagnosis(&mut self, held: &Diagnosis, findings: &str, now: Millis) -> anyhow::Result<bool> {
        let ended = sqlx::query(
            "UPDATE diagnoses SET findings = $3, ended_at = $4, lease_until = 0
             WHERE id = $1 AND lease_token = $2 AND ended_at IS NULL",
        )
        .bind(held.id.as_str())
        .bind(held.lease_token)
        .bind(findings)
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("note what was found out")?;
        Ok(ended.rows_affected() == 1)
    }
}
