//! Instances: the bots that people asked for.

use anyhow::{Context, anyhow};
use futures::TryStreamExt;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{
    Account, BotConfig, Channel, Id, KeptConfig, Millis, Name, Presences, Provider, Remote, Status, TargetKind,
};
use crate::store::{Store, Tx, configs, id, json};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Instance {
    pub id: Id,
    pub person: Id,
    /// The account that asked for it; it never changes.
    pub owner: Account,
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub presences: Presences,
    /// It may be one that cannot be read; the bot is there all the same.
    pub config: KeptConfig,
    pub target: TargetKind,
    pub status: Status,
    pub is_live: bool,
    /// On this machine.
    pub port: Option<u16>,
    /// At Railway.
    pub remote: Option<Remote>,
    /// What it has cost this month so far, in millionths of a dollar, and when that was asked.
    pub cost: Option<(i64, Millis)>,
    /// What was last wrong, as JSON, and when.
    pub problem: Option<(String, Millis)>,
    pub status_at: Millis,
    pub created_at: Millis,
    /// The version of the blueprint that it was last deployed with, where that was noted.
    pub deployed_with: Option<String>,
    /// The key of its person's store that it has a copy of.
    pub stored_key: Option<Id>,
    /// How often its keys and tokens have changed.
    pub secret_versions: i64,
}

/// What an instance is made from.
#[derive(Debug, Clone)]
pub struct NewInstance {
    pub id: Id,
    pub person: Id,
    pub owner: Account,
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub presences: Presences,
    pub config: BotConfig,
    pub target: TargetKind,
}

pub(super) fn instance(row: &AnyRow) -> anyhow::Result<Instance> {
    let word = |column: &str| row.try_get::<String, _>(column);
    let name = word("name")?;
    let port: Option<i64> = row.try_get("port")?;
    let problem: Option<String> = row.try_get("problem")?;
    let problem_at: Option<i64> = row.try_get("problem_at")?;
    let remote: Option<String> = row.try_get("remote")?;
    let (cost, cost_at): (Option<i64>, Option<i64>) = (row.try_get("cost")?, row.try_get("cost_at")?);
    Ok(Instance {
        id: id(word("id")?)?,
        person: id(word("person_id")?)?,
        owner: Account::parse(&word("owner")?).context("an instance has no owner")?,
        name: Name::parse(&name).map_err(|_| anyhow!("an instance has no name"))?,
        blueprint: word("blueprint")?,
        provider: Provider::parse(&word("provider")?).context("an instance has an unknown provider")?,
        channels: json::read(row, "channels")?,
        presences: json::read(row, "presences")?,
        config: configs::kept(row)?,
        target: TargetKind::parse(&word("target")?).context("an instance has an unknown target")?,
        status: Status::parse(&word("status")?).context("an instance has an unknown status")?,
        is_live: row.try_get::<i64, _>("live")? == 1,
        port: port.and_then(|port| u16::try_from(port).ok()),
        remote: remote.map(|text| json::parse(&text, "remote")).transpose()?,
        cost: cost.zip(cost_at),
        problem: problem.zip(problem_at),
        status_at: row.try_get("status_at")?,
        created_at: row.try_get("created_at")?,
        deployed_with: row.try_get("deployed_with")?,
        stored_key: row.try_get::<Option<String>, _>("stored_key")?.map(id).transpose()?,
        secret_versions: row.try_get("secret_versions")?,
    })
}

impl Store {
    pub async fn instance(&self, instance_id: &Id) -> anyhow::Result<Option<Instance>> {
        let row = sqlx::query("SELECT * FROM instances WHERE id = $1")
            .bind(instance_id.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("read an instance")?;
        row.as_ref().map(instance).transpose()
    }

    /// The live bots of a person and their circle, oldest first.
    pub async fn live_instances(&self, person: &Id) -> anyhow::Result<Vec<Instance>> {
        let rows = sqlx::query(
            "SELECT * FROM instances WHERE live = 1 AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ORDER BY id",
        )
        .bind(person.as_str())
        .fetch_all(&self.reader)
        .await
        .context("list the bots of a person")?;
        rows.iter().map(instance).collect()
    }

    /// One that a person or their circle has or had.
    pub async fn instance_of(&self, person: &Id, instance_id: &Id) -> anyhow::Result<Option<Instance>> {
        let row = sqlx::query(
            "SELECT * FROM instances WHERE id = $2 AND person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1)",
        )
        .bind(person.as_str())
        .bind(instance_id.as_str())
        .fetch_optional(&self.reader)
        .await
        .context("look up a bot of a person")?;
        row.as_ref().map(instance).transpose()
    }

    /// All bots that a person and their circle have or had, as far as they are kept, oldest first.
    pub async fn every_instance(&self, person: &Id) -> anyhow::Result<Vec<Instance>> {
        let rows = sqlx::query(
            "SELECT * FROM instances WHERE person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) ORDER BY id",
        )
        .bind(person.as_str())
        .fetch_all(&self.reader)
        .await
        .context("list all bots of a person")?;
        rows.iter().map(instance).collect()
    }

    /// Everything on a target that counts as live, whoever owns it.
    pub async fn instances_on(&self, target: TargetKind) -> anyhow::Result<Vec<Instance>> {
        let asked =
            sqlx::query("SELECT * FROM instances WHERE target = $1 AND live = 1 ORDER BY id").bind(target.word());
        // A row of theirs is several times as large as what is made of it, and there may be ten thousand.
        let (mut rows, mut instances) = (asked.fetch(&self.reader), Vec::new());
        while let Some(row) = rows.try_next().await.context("list the bots of a target")? {
            instances.push(instance(&row)?);
        }
        Ok(instances)
    }
}

impl Tx {
    pub async fn instance(&mut self, instance_id: &Id) -> anyhow::Result<Option<Instance>> {
        let row = sqlx::query("SELECT * FROM instances WHERE id = $1")
            .bind(instance_id.as_str())
            .fetch_optional(&mut *self.0)
            .await
            .context("read an instance")?;
        row.as_ref().map(instance).transpose()
    }

    /// Sets the status; `status_at` moves only when it is another one than before.
    pub async fn set_status(
        &mut self,
        instance_id: &Id,
        status: Status,
        live: bool,
        now: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE instances SET status = $2, live = $3,
                 status_at = CASE WHEN status = $2 THEN status_at ELSE $4 END WHERE id = $1",
        )
        .bind(instance_id.as_str())
        .bind(status.word())
        .bind(i64::from(live))
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("set the status of an instance")?;
        Ok(())
    }

    /// Whether the bot is still what it was when it was looked at and no operation works on it; from here on none ends
    /// unseen before this transaction does.
    pub async fn is_undisturbed(&mut self, seen: &Instance) -> anyhow::Result<bool> {
        let touched = sqlx::query(
            "UPDATE instances SET status_at = status_at WHERE id = $1 AND status = $2 AND status_at = $3 AND live = 1
                 AND NOT EXISTS (SELECT 1 FROM operations WHERE instance_id = $1 AND ended_at IS NULL)",
        )
        .bind(seen.id.as_str())
        .bind(seen.status.word())
        .bind(seen.status_at)
        .execute(&mut *self.0)
        .await
        .context("look whether a bot is left alone")?;
        Ok(touched.rows_affected() == 1)
    }

    /// Notes what is wrong. True when that is news: it was fine before, or something else was wrong.
    pub async fn set_problem(&mut self, instance_id: &Id, problem: &str, now: Millis) -> anyhow::Result<bool> {
        let news = sqlx::query("SELECT 1 AS n FROM instances WHERE id = $1 AND COALESCE(problem, '') <> $2")
            .bind(instance_id.as_str())
            .bind(problem)
            .fetch_optional(&mut *self.0)
            .await
            .context("look whether a problem is news")?;
        sqlx::query("UPDATE instances SET problem = $2, problem_at = $3 WHERE id = $1")
            .bind(instance_id.as_str())
            .bind(problem)
            .bind(now)
            .execute(&mut *self.0)
            .await
            .context("note a problem")?;
        Ok(news.is_some())
    }

    pub async fn clear_problem(&mut self, instance_id: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET problem = NULL, problem_at = NULL WHERE id = $1")
            .bind(instance_id.as_str())
            .execute(&mut *self.0)
            .await
            .context("clear a problem")?;
        Ok(())
    }

    pub async fn set_port(&mut self, instance_id: &Id, port: u16) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET port = $2 WHERE id = $1")
            .bind(instance_id.as_str())
            .bind(i64::from(port))
            .execute(&mut *self.0)
            .await
            .context("note a port")?;
        Ok(())
    }

    /// What it is made from now.
    pub async fn set_deployed_with(&mut self, instance_id: &Id, version: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET deployed_with = $2 WHERE id = $1")
            .bind(instance_id.as_str())
            .bind(version)
            .execute(&mut *self.0)
            .await
            .context("note what a bot is deployed with")?;
        Ok(())
    }

    pub async fn set_presences(&mut self, instance_id: &Id, presences: &Presences) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET presences = $2 WHERE id = $1")
            .bind(instance_id.as_str())
            .bind(serde_json::to_string(presences)?)
            .execute(&mut *self.0)
            .await
            .context("set who a bot is")?;
        Ok(())
    }
}
