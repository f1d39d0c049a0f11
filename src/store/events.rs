//! What happened to one bot, in the order in which it was committed, and bots with their dates: as the HTTP API tells it.
//! The order is a number of the bot's own and no time: clocks of several Hatcheries differ, and what was begun first may be
//! committed last.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Id, Millis, OperationKind};
use crate::store::instances::instance;
use crate::store::{Instance, Operation, Store, Tx, id};

/// Something that was done to a bot, or the end of some work on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    pub at: Millis,
    /// Among all that happened to the bot. Some numbers are nothing's.
    pub number: i64,
    /// The word of an act; for the end of work the word of its kind, and how it ended: `done` or `failed`.
    pub what: String,
    pub ended: Option<String>,
    /// Why it did not work out, as JSON.
    pub why: Option<String>,
}

/// A bot with its dates.
#[derive(Debug, Clone)]
pub struct Dated {
    pub instance: Instance,
    pub created_at: Millis,
    /// When it was first brought up.
    pub deployed_at: Option<Millis>,
    /// Why the last work on it did not work out, as JSON.
    pub failed_why: Option<String>,
}

fn happening(row: &AnyRow) -> anyhow::Result<Happening> {
    Ok(Happening {
        at: row.try_get("at")?,
        number: row.try_get("number")?,
        what: row.try_get("what")?,
        ended: row.try_get("ended")?,
        why: row.try_get("why")?,
    })
}

fn dated(row: &AnyRow) -> anyhow::Result<Dated> {
    Ok(Dated {
        instance: instance(row)?,
        created_at: row.try_get("created_at")?,
        deployed_at: row.try_get("deployed_at")?,
        failed_why: row.try_get("failed_why")?,
    })
}

macro_rules! select_dated {
    ($which:literal) => {
        concat!(
            "SELECT i.*, (SELECT MIN(o.ended_at) FROM operations o WHERE o.instance_id = i.id AND o.kind = 'deploy'
                 AND o.state = 'done') AS deployed_at,
                 (SELECT CASE WHEN o.state = 'failed' THEN o.why END FROM operations o WHERE o.instance_id = i.id
                     AND o.ended_at IS NOT NULL ORDER BY o.created_at DESC, o.id DESC LIMIT 1) AS failed_why
             FROM instances i WHERE i.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ",
            $which
        )
    };
}

macro_rules! select_happenings {
    ($which:literal) => {
        concat!(
            "SELECT * FROM (
                 SELECT t.at AS at, t.number AS number, t.kind AS what, NULL AS ended, NULL AS why FROM acts t
                 WHERE t.instance_id = $1 AND t.number IS NOT NULL
                 UNION ALL
                 SELECT o.ended_at AS at, o.number AS number, o.kind AS what, o.state AS ended, o.why AS why FROM operations o
                 WHERE o.instance_id = $1 AND o.ended_at IS NOT NULL AND o.number IS NOT NULL) h ",
            $which
        )
    };
}

impl Store {
    /// One page of the bots that a person and their circle have or had, the newest first, older than a given one.
    pub async fn dated_instances(&self, person: &Id, older_than: Option<&Id>, most: i64) -> anyhow::Result<Vec<Dated>> {
        let rows = sqlx::query(select_dated!("AND i.id < $2 ORDER BY i.id DESC LIMIT $3"))
            .bind(person.as_str())
            .bind(older_than.unwrap_or(&Id::last()).as_str())
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list bots by page")?;
        rows.iter().map(dated).collect()
    }

    /// One of these.
    pub async fn dated_instance(&self, person: &Id, instance: &Id) -> anyhow::Result<Option<Dated>> {
        let row = sqlx::query(select_dated!("AND i.id = $2"))
            .bind(person.as_str())
            .bind(instance.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look up a bot of a person")?;
        row.as_ref().map(dated).transpose()
    }

    /// What happened to a bot after the happening of this number, the oldest first.
    pub async fn happenings(&self, instance: &Id, after: i64, most: i64) -> anyhow::Result<Vec<Happening>> {
        let rows = sqlx::query(select_happenings!("WHERE h.number > $2 ORDER BY h.number LIMIT $3"))
            .bind(instance.as_str())
            .bind(after)
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list what happened to a bot")?;
        rows.iter().map(happening).collect()
    }

    /// What happened to a bot last, the oldest of it first.
    pub async fn last_happenings(&self, instance: &Id, most: i64) -> anyhow::Result<Vec<Happening>> {
        let rows = sqlx::query(select_happenings!("ORDER BY h.number DESC LIMIT $2"))
            .bind(instance.as_str())
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list what happened to a bot last")?;
        rows.iter().rev().map(happening).collect()
    }
}

impl Tx {
    /// The number of what happens to a bot now; nothing when there is no such bot any more. Nobody else gets the next one
    /// before this transaction has ended, so whoever reads a number sees all below it.
    pub async fn next_happening(&mut self, instance: &Id) -> anyhow::Result<Option<i64>> {
        let row = sqlx::query("UPDATE instances SET happened = happened + 1 WHERE id = $1 RETURNING happened")
            .bind(instance.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("number what happens to a bot")?;
        Ok(row.map(|row| row.try_get("happened")).transpose()?)
    }

    /// The end of some work is the next that happens to its bot. It comes behind the change of the operation's own row:
    /// whoever works on one has that row and then the bot's, and nobody may have them the other way round.
    pub async fn number_end(&mut self, ended: &Operation) -> anyhow::Result<()> {
        let number = self.next_happening(&ended.instance).await?;
        sqlx::query("UPDATE operations SET number = $2 WHERE id = $1")
            .bind(ended.id.as_str())
            .bind(number)
            .execute(&mut *self.0)
            .await
            .context("number the end of an operation")?;
        Ok(())
    }

    /// The latest work on a bot, done or not.
    pub async fn latest_operation(&mut self, instance: &Id) -> anyhow::Result<Option<(Id, OperationKind)>> {
        let row = sqlx::query(
            "SELECT id, kind FROM operations WHERE instance_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1",
        )
        .bind(instance.as_str())
        .fetch_optional(&mut *self.0)
        .await
        .context("look for the latest work on a bot")?;
        let Some(row) = row else { return Ok(None) };
        let kind = OperationKind::parse(row.try_get("kind")?).context("an operation of an unknown kind")?;
        Ok(Some((id(row.try_get("id")?)?, kind)))
    }
}
