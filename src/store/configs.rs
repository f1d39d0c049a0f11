//! Configs of bots: the one that holds stands in the bot's own row with its revision, and each that ever held here. A
//! revision is written only onto the one that was seen, so that of two writers one has to look again.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::config::{ConfigRevision, How, Which};
use crate::domain::{Account, BotConfig, Id, KeptConfig, Millis, Provider, Status};
use crate::store::{Store, Tx, id};

/// So many revisions of a bot are kept, the newest ones.
pub const KEPT_REVISIONS: i64 = 200;

/// What a patch for many bots looks at of each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tuned {
    pub id: Id,
    pub owner: Account,
    pub name: String,
    pub blueprint: String,
    pub provider: Provider,
    pub config: KeptConfig,
}

const REVISION: &str = "SELECT c.revision, c.document, c.made_by, a.name AS called, c.how, c.at
     FROM configs c LEFT JOIN accounts a ON a.id = c.made_by WHERE c.instance_id = $1";

fn revision(row: &AnyRow) -> anyhow::Result<ConfigRevision> {
    Ok(ConfigRevision {
        revision: row.try_get("revision")?,
        document: BotConfig::read(row.try_get("document")?),
        by: Account::parse(row.try_get("made_by")?).context("a config that nobody made")?,
        called: row.try_get("called")?,
        how: How::parse(row.try_get("how")?).context("a config that came about in an unknown way")?,
        at: row.try_get("at")?,
    })
}

pub(super) fn kept(row: &AnyRow) -> anyhow::Result<KeptConfig> {
    let document: String = row.try_get("config")?;
    Ok(KeptConfig { revision: row.try_get("config_revision")?, document: BotConfig::read(&document) })
}

impl Store {
    /// The revisions of a bot's config that are older than a given one, newest first.
    pub async fn config_history(
        &self,
        instance: &Id,
        older_than: i64,
        most: i64,
    ) -> anyhow::Result<Vec<ConfigRevision>> {
        let statement = format!("{REVISION} AND c.revision < $2 ORDER BY c.revision DESC LIMIT $3");
        let rows = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(instance.as_str())
            .bind(older_than)
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list the configs of a bot")?;
        rows.iter().map(revision).collect()
    }

    /// Throws away the configs of bots that are no longer live and whose end was before that time.
    pub async fn purge_configs(&self, before: Millis) -> anyhow::Result<()> {
        for statement in [
            "DELETE FROM configs WHERE instance_id IN (SELECT id FROM instances WHERE live = 0 AND status_at < $1)",
            "UPDATE instances SET config = '{}' WHERE live = 0 AND status_at < $1 AND config <> '{}'",
        ] {
            sqlx::query(statement)
                .bind(before)
                .execute(&mut *self.writer.line().await?)
                .await
                .context("purge configs")?;
        }
        Ok(())
    }
}

impl Tx {
    pub async fn config_revision(&mut self, instance: &Id, wanted: i64) -> anyhow::Result<Option<ConfigRevision>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!("{REVISION} AND c.revision = $2")))
            .bind(instance.as_str())
            .bind(wanted)
            .fetch_optional(&mut *self.0)
            .await
            .context("read an older config")?;
        row.as_ref().map(revision).transpose()
    }

    /// Writes the revision after the one that was seen. False when that is not the newest any more; then nothing is written.
    pub async fn set_config(
        &mut self,
        instance: &Id,
        seen: i64,
        config: &BotConfig,
        by: &Account,
        how: How,
        now: Millis,
    ) -> anyhow::Result<bool> {
        let set = sqlx::query(
            "UPDATE instances SET config = $3, config_revision = config_revision + 1
             WHERE id = $1 AND config_revision = $2",
        )
        .bind(instance.as_str())
        .bind(seen)
        .bind(config.text())
        .execute(&mut *self.0)
        .await
        .context("set a config")?;
        if set.rows_affected() != 1 {
            return Ok(false);
        }
        self.keep_config(instance, seen + 1, config, by, how, now).await?;
        sqlx::query("DELETE FROM configs WHERE instance_id = $1 AND revision <= $2")
            .bind(instance.as_str())
            .bind(seen + 1 - KEPT_REVISIONS)
            .execute(&mut *self.0)
            .await
            .context("forget the oldest configs")?;
        Ok(true)
    }

    async fn keep_config(
        &mut self,
        instance: &Id,
        revision: i64,
        config: &BotConfig,
        by: &Account,
        how: How,
        now: Millis,
    ) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO configs (instance_id, revision, document, made_by, how, at) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(instance.as_str())
        .bind(revision)
        .bind(config.text())
        .bind(by.to_string())
        .bind(how.word())
        .bind(now)
        .execute(&mut *self.0)
        .await
        .context("keep a config")?;
        Ok(())
    }

    /// Nothing is left of what was set about a bot.
    pub async fn forget_configs(&mut self, instance: &Id) -> anyhow::Result<()> {
        for statement in
            ["DELETE FROM configs WHERE instance_id = $1", "UPDATE instances SET config = '{}' WHERE id = $1"]
        {
            sqlx::query(statement).bind(instance.as_str()).execute(&mut *self.0).await.context("forget configs")?;
        }
        Ok(())
    }

    /// Makes everybody else who changes this config wait for the end of the transaction, as long as it is still the
    /// revision that was seen of a live bot.
    pub async fn hold_config(&mut self, store: &Store, instance: &Id, seen: i64) -> anyhow::Result<bool> {
        let held = sqlx::query(store.engine.hold_config())
            .bind(instance.as_str())
            .bind(seen)
            .fetch_optional(&mut *self.0)
            .await
            .context("hold a config")?;
        Ok(held.is_some())
    }

    /// Live bots in the order of their ids, from behind a given one.
    pub async fn tuned(&mut self, which: &Which, after: &str, most: i64) -> anyhow::Result<Vec<Tuned>> {
        let rows = sqlx::query(
            "SELECT id, owner, name, blueprint, provider, config, config_revision FROM instances i
             WHERE live = 1 AND id > $1 AND ($2 = '' OR blueprint = $2) AND ($3 = '' OR status = $3)
                 AND ($4 = '' OR owner = $4) AND ($5 = 0 OR 'failed' = (
                     SELECT o.state FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NOT NULL
                         AND o.kind IN ('deploy', 'resume', 'update', 'upgrade') ORDER BY o.created_at DESC, o.id DESC LIMIT 1))
             ORDER BY id LIMIT $6",
        )
        .bind(after)
        .bind(which.blueprint.clone().unwrap_or_default())
        .bind(which.status.map(Status::word).unwrap_or_default())
        .bind(which.owner.as_ref().map(ToString::to_string).unwrap_or_default())
        .bind(i64::from(which.drifted))
        .bind(most)
        .fetch_all(&mut *self.0)
        .await
        .context("list the configs of many bots")?;
        let tuned = |row: &AnyRow| {
            Ok(Tuned {
                id: id(row.try_get("id")?)?,
                owner: Account::parse(row.try_get("owner")?).context("an instance has no owner")?,
                name: row.try_get("name")?,
                blueprint: row.try_get("blueprint")?,
                provider: Provider::parse(row.try_get("provider")?).context("an instance has an unknown provider")?,
                config: kept(row)?,
            })
        };
        rows.iter().map(tuned).collect()
    }

    /// The live bot that an account calls so, without case.
    pub async fn called(&mut self, owner: &Account, name_key: &str) -> anyhow::Result<Option<Id>> {
        let row = sqlx::query("SELECT id FROM instances WHERE owner = $1 AND name_key = $2 AND live = 1")
            .bind(owner.to_string())
            .bind(name_key)
            .fetch_optional(&mut *self.0)
            .await
            .context("look for a bot by its name")?;
        row.map(|row| id(row.try_get("id")?)).transpose()
    }

    /// An operation that nobody works on yet begins later.
    pub async fn put_off(&mut self, operation: &Id, due: Millis) -> anyhow::Result<()> {
        sqlx::query(
            "UPDATE operations SET due = $2, stage_since = $2, created_at = $2 WHERE id = $1 AND lease_token = 0",
        )
        .bind(operation.as_str())
        .bind(due)
        .execute(&mut *self.0)
        .await
        .context("put an operation off")?;
        Ok(())
    }
}
