//! What exists at Railway: the project of each person, and the parts of each bot.

use anyhow::Context;
use sqlx::Row;

use crate::domain::{Id, Millis, Remote};
use crate::store::{Store, Tx};

/// A person's project, as an operation finds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Known {
        project: String,
        environment: String,
    },
    /// It is this operation's to make.
    Ours,
    /// Another operation makes or leaves it.
    Busy,
}

impl Store {
    /// The project and environment of a person, when they are made.
    pub async fn place(&self, person: &Id) -> anyhow::Result<Option<(String, String)>> {
        let row = sqlx::query("SELECT project, environment FROM places WHERE person_id = $1")
            .bind(person.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look for a place")?;
        let Some(row) = row else { return Ok(None) };
        let (project, environment): (Option<String>, Option<String>) =
            (row.try_get("project")?, row.try_get("environment")?);
        Ok(project.zip(environment))
    }

    /// Whether a person's place is still out of use, and not made anew meanwhile.
    pub async fn is_left(&self, person: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT 1 AS n FROM places WHERE person_id = $1 AND leaving = 1")
            .bind(person.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("look whether a place is left")?;
        Ok(row.is_some())
    }

    /// Notes what each bot has cost this month so far.
    pub async fn set_costs(&self, costs: &[(Id, i64)], now: Millis) -> anyhow::Result<()> {
        for (instance, cost) in costs {
            sqlx::query("UPDATE instances SET cost = $2, cost_at = $3 WHERE id = $1")
                .bind(instance.as_str())
                .bind(cost)
                .bind(now)
                .execute(&mut *self.writer.line().await?)
                .await
                .context("note what a bot costs")?;
        }
        Ok(())
    }
}

impl Tx {
    /// The person's project, or the right to make it. One operation at a time has that right; when it ends without
    /// having made one, the next takes it over.
    pub async fn claim_place(&mut self, person: &Id, operation: &Id) -> anyhow::Result<Place> {
        sqlx::query(
            "INSERT INTO places (person_id, maker, leaving) VALUES ($1, $2, 0) ON CONFLICT (person_id) DO NOTHING",
        )
        .bind(person.as_str())
        .bind(operation.as_str())
        .execute(&mut *self.0)
        .await
        .context("claim a place")?;
        sqlx::query(
            "UPDATE places SET maker = $2 WHERE person_id = $1 AND project IS NULL AND leaving = 0
                 AND NOT EXISTS (SELECT 1 FROM operations WHERE id = places.maker AND ended_at IS NULL)",
        )
        .bind(person.as_str())
        .bind(operation.as_str())
        .execute(&mut *self.0)
        .await
        .context("take over a place")?;
        let row = sqlx::query("SELECT maker, project, environment, leaving FROM places WHERE person_id = $1")
            .bind(person.as_str())
            .fetch_one(&mut *self.0)
            .await
            .context("read a place")?;
        let (project, environment): (Option<String>, Option<String>) =
            (row.try_get("project")?, row.try_get("environment")?);
        Ok(match (row.try_get::<i64, _>("leaving")?, project.zip(environment)) {
            (1, _) => Place::Busy,
            (_, Some((project, environment))) => Place::Known { project, environment },
            (_, None) if row.try_get::<String, _>("maker")? == operation.as_str() => Place::Ours,
            (_, None) => Place::Busy,
        })
    }

    pub async fn set_place(&mut self, person: &Id, project: &str, environment: &str) -> anyhow::Result<()> {
        sqlx::query("UPDATE places SET project = $2, environment = $3 WHERE person_id = $1")
            .bind(person.as_str())
            .bind(project)
            .bind(environment)
            .execute(&mut *self.0)
            .await
            .context("note a place")?;
        Ok(())
    }

    /// Takes a person's project out of use when no other bot of theirs is in it or on its way there. The person is
    /// locked by the caller. True when it is out of use now: a bot that is asked for meanwhile waits until it is gone.
    pub async fn leave_place(&mut self, person: &Id, leaving: &Id) -> anyhow::Result<bool> {
        let left = sqlx::query(
            "UPDATE places SET leaving = 1 WHERE person_id = $1 AND (leaving = 1 OR NOT EXISTS (
                 SELECT 1 FROM instances WHERE person_id = $1 AND id <> $2 AND target = 'railway'
                     AND (live = 1 OR remote IS NOT NULL)))",
        )
        .bind(person.as_str())
        .bind(leaving.as_str())
        .execute(&mut *self.0)
        .await
        .context("leave a place")?;
        Ok(left.rows_affected() == 1)
    }

    /// The place is used again: there is something of somebody else's in it.
    pub async fn keep_place(&mut self, person: &Id) -> anyhow::Result<()> {
        sqlx::query("UPDATE places SET leaving = 0 WHERE person_id = $1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("keep a place")?;
        Ok(())
    }

    /// The place that was left is gone; one that was made since stays.
    pub async fn forget_place(&mut self, person: &Id) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM places WHERE person_id = $1 AND leaving = 1")
            .bind(person.as_str())
            .execute(&mut *self.0)
            .await
            .context("forget a place")?;
        Ok(())
    }

    /// What exists of a bot; nothing when it is removed.
    pub async fn set_remote(&mut self, instance: &Id, remote: Option<&Remote>) -> anyhow::Result<()> {
        sqlx::query("UPDATE instances SET remote = $2 WHERE id = $1")
            .bind(instance.as_str())
            .bind(remote.map(serde_json::to_string).transpose()?)
            .execute(&mut *self.0)
            .await
            .context("note what exists of a bot")?;
        Ok(())
    }
}
