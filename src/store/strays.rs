//! What has our mark at Railway and no bot here, and removals that take long.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Id, Millis, Name};
use crate::store::{Store, fresh_id, id};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stray {
    pub id: Id,
    pub name: String,
    pub project: String,
    pub environment: String,
    /// Nothing when an empty project is what is left.
    pub service: Option<String>,
    pub found_at: Millis,
}

/// A removal that the target has refused several times.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SlowRemoval {
    pub name: Name,
    pub owner: Account,
    pub tries: u32,
    pub since: Millis,
}

fn stray(row: &AnyRow) -> anyhow::Result<Stray> {
    Ok(Stray {
        id: id(row.try_get("id")?)?,
        name: row.try_get("name")?,
        project: row.try_get("project")?,
        environment: row.try_get("environment")?,
        service: row.try_get("service")?,
        found_at: row.try_get("found_at")?,
    })
}

impl Store {
    /// True when it was not known yet.
    pub async fn add_stray(
        &self,
        name: &str,
        project: &str,
        environment: &str,
        service: Option<&str>,
        now: Millis,
    ) -> anyhow::Result<bool> {
        let added = sqlx::query(
            "INSERT INTO strays (id, name, project, environment, service, found_at) VALUES ($1, $2, $3, $4, $5, $6)
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(fresh_id().as_str())
        .bind(name)
        .bind(project)
        .bind(environment)
        .bind(service)
        .bind(now)
        .execute(&mut *self.writer.line().await?)
        .await
        .context("note a stray")?;
        Ok(added.rows_affected() == 1)
    }

    /// Oldest first.
    pub async fn strays(&self) -> anyhow::Result<Vec<Stray>> {
        let rows = sqlx::query("SELECT * FROM strays ORDER BY found_at, id")
            .fetch_all(&self.reader)
            .await
            .context("list strays")?;
        rows.iter().map(stray).collect()
    }

    pub async fn stray(&self, stray_id: &Id) -> anyhow::Result<Option<Stray>> {
        let row = sqlx::query("SELECT * FROM strays WHERE id = $1")
            .bind(stray_id.as_str())
            .fetch_optional(&self.reader)
            .await
            .context("read a stray")?;
        row.as_ref().map(stray).transpose()
    }

    pub async fn forget_stray(&self, stray_id: &Id) -> anyhow::Result<()> {
        sqlx::query("DELETE FROM strays WHERE id = $1")
            .bind(stray_id.as_str())
            .execute(&mut *self.writer.line().await?)
            .await
            .context("forget a stray")?;
        Ok(())
    }

    /// Whether anything at Railway with this bot's name is accounted for: the bot lives, or is being worked on.
    pub async fn is_accounted_for(&self, instance: &Id) -> anyhow::Result<bool> {
        let row = sqlx::query(
            "SELECT 1 AS n FROM instances WHERE id = $1 AND (live = 1 OR remote IS NOT NULL
                 OR EXISTS (SELECT 1 FROM operations WHERE instance_id = $1 AND ended_at IS NULL))",
        )
        .bind(instance.as_str())
        .fetch_optional(&self.reader)
        .await
        .context("look whose a service is")?;
        Ok(row.is_some())
    }

    /// Whether a person has a place, made or being made.
    pub async fn has_place(&self, person: &Id, project: &str) -> anyhow::Result<bool> {
        let row = sqlx::query("SELECT 1 AS n FROM places WHERE person_id = $1 AND (project IS NULL OR project = $2)")
            .bind(person.as_str())
            .bind(project)
            .fetch_optional(&self.reader)
            .await
            .context("look whose a project is")?;
        Ok(row.is_some())
    }

    /// Open operations that take something away and were refused at least so often.
    pub async fn slow_removals(&self, tries: u32) -> anyhow::Result<Vec<SlowRemoval>> {
        let rows = sqlx::query(
            "SELECT i.name, i.owner, o.attempt, o.stage_since FROM operations o JOIN instances i ON i.id = o.instance_id
             WHERE o.ended_at IS NULL AND o.attempt >= $1 AND (o.state = 'undoing' OR o.kind = 'delete')
             ORDER BY o.stage_since",
        )
        .bind(i64::from(tries))
        .fetch_all(&self.reader)
        .await
        .context("list slow removals")?;
        let removal = |row: &AnyRow| {
            let name: String = row.try_get("name")?;
            Ok(SlowRemoval {
                name: Name::parse(&name).map_err(|_| anyhow::anyhow!("an instance has no name"))?,
                owner: Account::parse(row.try_get("owner")?).context("an instance has no owner")?,
                tries: row.try_get::<i64, _>("attempt")? as u32,
                since: row.try_get("stage_since")?,
            })
        };
        rows.iter().map(removal).collect()
    }
}
