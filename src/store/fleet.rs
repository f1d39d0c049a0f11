//! All bots at once: counted, and shown page by page. A page begins behind a bot and not at a number, so that it costs
//! the same wherever it is, and bots that come or go move nothing.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::fleet::{Filter, Named};
use crate::domain::{Id, Millis, OperationKind, Status};
use crate::store::instances::instance;
use crate::store::{Instance, Store, Tx, id};

/// A bot as whoever looks after all of them sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetBot {
    pub instance: Instance,
    pub is_adrift: bool,
    /// What is under way.
    pub busy: Option<OperationKind>,
}

/// What is asked of all bots.
#[derive(Debug, Clone)]
pub struct FleetQuestion<'a> {
    pub filter: &'a Filter,
    /// The versions of all blueprints that are here, with `|` before, between and behind them.
    pub versions: &'a str,
    pub now: Millis,
    /// What cost before that is not of this month.
    pub month_began: Millis,
}

/// Bots that have their status in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetCount {
    pub status: Status,
    pub bots: i64,
    pub adrift: i64,
    pub troubled: i64,
    /// This month so far, in millionths of a dollar.
    pub cost: i64,
    /// When the oldest of them was made.
    pub oldest: Millis,
}

/// So many bots were deployed with this version of a blueprint; nothing where nobody noted it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FleetVersion {
    pub blueprint: String,
    pub version: Option<String>,
    pub bots: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Toward<'a> {
    First,
    After(&'a Id),
    Before(&'a Id),
}

/// What makes a bot one that drifts; `$8` are the versions that are here.
macro_rules! adrift {
    () => {
        "(i.status IN ('running', 'stopped', 'failed') AND (i.deployed_with IS NULL
             OR $8 NOT LIKE '%|' || i.deployed_with || '|%'
             OR COALESCE((SELECT o.state FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NOT NULL
                 AND (o.kind IN ('deploy', 'resume', 'update', 'upgrade') OR (o.kind = 'restart' AND i.target = 'local'))
                 ORDER BY o.created_at DESC, o.id DESC LIMIT 1), '') = 'failed'))"
    };
}

/// Whether a bot is one that is meant; `$1` to `$10` are bound by `ask`.
macro_rules! meant {
    () => {
        concat!(
            "i.live = 1 AND ($1 = '' OR i.status = $1) AND ($2 = '' OR i.owner = $2) AND ($3 = '' OR i.blueprint = $3)
             AND ($4 = '' OR i.target = $4) AND i.created_at <= $5 AND ($6 = 0 OR i.problem IS NOT NULL)
             AND ($9 = 0 OR (i.cost >= $9 AND i.cost_at >= $10))
             AND ($7 = 0 OR ",
            adrift!(),
            ")"
        )
    };
}

type Query = sqlx::query::Query<'static, sqlx::Any, sqlx::any::AnyArguments>;

fn ask(sql: &'static str, question: &FleetQuestion<'_>) -> Query {
    let filter = question.filter;
    let word = |word: Option<String>| word.unwrap_or_default();
    sqlx::query(sql)
        .bind(word(filter.status.map(|status| status.word().to_owned())))
        .bind(word(filter.owner.as_ref().map(ToString::to_string)))
        .bind(word(filter.blueprint.clone()))
        .bind(word(filter.target.map(|target| target.word().to_owned())))
        .bind(filter.older.map_or(Millis::MAX, |older| question.now - older))
        .bind(i64::from(filter.is_troubled))
        .bind(i64::from(filter.is_adrift))
        .bind(question.versions.to_owned())
        .bind(filter.over.map_or(0, |dollars| i64::from(dollars) * 1_000_000))
        .bind(question.month_began)
}

fn fleet_bot(row: &AnyRow) -> anyhow::Result<FleetBot> {
    let busy: Option<String> = row.try_get("busy")?;
    Ok(FleetBot {
        instance: instance(row)?,
        is_adrift: row.try_get::<i64, _>("adrift")? == 1,
        busy: busy.and_then(|kind| OperationKind::parse(&kind)),
    })
}

impl Store {
    /// How many there are, by status; a status that nobody has is left out.
    pub async fn fleet_counts(&self, question: &FleetQuestion<'_>) -> anyhow::Result<Vec<FleetCount>> {
        let counted = ask(
            concat!(
                "SELECT i.status, COUNT(*) AS bots, MIN(i.created_at) AS oldest,
                     CAST(SUM(CASE WHEN ",
                adrift!(),
                " THEN 1 ELSE 0 END) AS BIGINT) AS adrift,
                     CAST(SUM(CASE WHEN i.problem IS NULL THEN 0 ELSE 1 END) AS BIGINT) AS troubled,
                     CAST(SUM(CASE WHEN i.cost_at >= $10 THEN i.cost ELSE 0 END) AS BIGINT) AS cost
                 FROM instances i WHERE ",
                meant!(),
                " GROUP BY i.status ORDER BY i.status"
            ),
            question,
        );
        let rows = counted.fetch_all(&self.reader).await.context("count all bots")?;
        let count = |row: &AnyRow| {
            let status: String = row.try_get("status")?;
            Ok(FleetCount {
                status: Status::parse(&status).context("an instance has an unknown status")?,
                bots: row.try_get("bots")?,
                adrift: row.try_get("adrift")?,
                troubled: row.try_get("troubled")?,
                cost: row.try_get::<Option<i64>, _>("cost")?.unwrap_or_default(),
                oldest: row.try_get("oldest")?,
            })
        };
        rows.iter().map(count).collect()
    }

    /// What they were deployed with, the most usual first.
    pub async fn fleet_versions(&self, question: &FleetQuestion<'_>, most: i64) -> anyhow::Result<Vec<FleetVersion>> {
        let counted = ask(
            concat!(
                "SELECT i.blueprint, i.deployed_with, COUNT(*) AS bots FROM instances i WHERE ",
                meant!(),
                " GROUP BY i.blueprint, i.deployed_with ORDER BY COUNT(*) DESC, i.blueprint, i.deployed_with LIMIT $11"
            ),
            question,
        );
        let rows = counted.bind(most).fetch_all(&self.reader).await.context("count the versions of all bots")?;
        let version = |row: &AnyRow| {
            Ok(FleetVersion {
                blueprint: row.try_get("blueprint")?,
                version: row.try_get("deployed_with")?,
                bots: row.try_get("bots")?,
            })
        };
        rows.iter().map(version).collect()
    }

    /// A page of them, oldest first.
    pub async fn fleet_page(
        &self,
        question: &FleetQuestion<'_>,
        toward: Toward<'_>,
        most: i64,
    ) -> anyhow::Result<Vec<FleetBot>> {
        let forward = concat!(
            "SELECT i.*, CASE WHEN ",
            adrift!(),
            " THEN 1 ELSE 0 END AS adrift,
                 (SELECT o.kind FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NULL) AS busy
             FROM instances i WHERE ",
            meant!(),
            " AND i.id > $11 ORDER BY i.id LIMIT $12"
        );
        let backward = concat!(
            "SELECT i.*, CASE WHEN ",
            adrift!(),
            " THEN 1 ELSE 0 END AS adrift,
                 (SELECT o.kind FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NULL) AS busy
             FROM instances i WHERE ",
            meant!(),
            " AND i.id < $11 ORDER BY i.id DESC LIMIT $12"
        );
        let asked = match toward {
            Toward::First => ask(forward, question).bind(String::new()),
            Toward::After(bot) => ask(forward, question).bind(bot.to_string()),
            Toward::Before(bot) => ask(backward, question).bind(bot.to_string()),
        };
        let rows = asked.bind(most).fetch_all(&self.reader).await.context("list some of all bots")?;
        let mut bots: Vec<FleetBot> = rows.iter().map(fleet_bot).collect::<anyhow::Result<_>>()?;
        bots.sort_by(|one, other| one.instance.id.cmp(&other.instance.id));
        Ok(bots)
    }

    /// How many of them come before this one.
    pub async fn fleet_place(&self, question: &FleetQuestion<'_>, bot: &Id) -> anyhow::Result<i64> {
        let counted =
            ask(concat!("SELECT COUNT(*) AS n FROM instances i WHERE ", meant!(), " AND i.id < $11"), question);
        let row = counted.bind(bot.to_string()).fetch_one(&self.reader).await.context("find the place of a bot")?;
        Ok(row.try_get("n")?)
    }

    /// One of them, if it is live.
    pub async fn fleet_bot(&self, question: &FleetQuestion<'_>, bot: &Id) -> anyhow::Result<Option<FleetBot>> {
        let asked = ask(
            concat!(
                "SELECT i.*, CASE WHEN ",
                adrift!(),
                " THEN 1 ELSE 0 END AS adrift,
                     (SELECT o.kind FROM operations o WHERE o.instance_id = i.id AND o.ended_at IS NULL) AS busy
                 FROM instances i WHERE ",
                meant!(),
                " AND i.id = $11"
            ),
            question,
        );
        let row = asked.bind(bot.to_string()).fetch_optional(&self.reader).await.context("read one of all bots")?;
        row.as_ref().map(fleet_bot).transpose()
    }
}

impl Tx {
    /// Notes for a job which bots are meant as they are now, and says how many.
    pub async fn add_targets_like(&mut self, job: &Id, question: &FleetQuestion<'_>) -> anyhow::Result<u64> {
        let added = ask(
            concat!(
                "INSERT INTO fleet_targets (job_id, instance_id, state)
                 SELECT $11, i.id, 'waiting' FROM instances i WHERE ",
                meant!()
            ),
            question,
        );
        let added = added.bind(job.to_string()).execute(&mut *self.0).await.context("choose bots")?;
        Ok(added.rows_affected())
    }

    /// The live bot that is named so.
    pub async fn named(&mut self, named: &Named) -> anyhow::Result<Option<Id>> {
        let row = match named {
            Named::Id(bot) => sqlx::query("SELECT id FROM instances WHERE live = 1 AND id = $1").bind(bot.to_string()),
            Named::Of(owner, name) => {
                sqlx::query("SELECT id FROM instances WHERE live = 1 AND owner = $1 AND name_key = $2")
                    .bind(owner.to_string())
                    .bind(name.key())
            }
        };
        let row = row.fetch_optional(&mut *self.0).await.context("look for a bot by its name")?;
        row.map(|row| id(row.try_get("id")?)).transpose()
    }

    pub async fn add_target(&mut self, job: &Id, bot: &Id) -> anyhow::Result<()> {
        sqlx::query(
            "INSERT INTO fleet_targets (job_id, instance_id, state) VALUES ($1, $2, 'waiting') ON CONFLICT DO NOTHING",
        )
        .bind(job.as_str())
        .bind(bot.as_str())
        .execute(&mut *self.0)
        .await
        .context("choose a bot")?;
        Ok(())
    }
}
