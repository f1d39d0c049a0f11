//! What happened to one bot, in order, and bots with their dates: as the HTTP API tells it. Pages that are asked for at the
//! same moment are read together.

use anyhow::Context;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Id, Millis, OperationKind};
use crate::store::instances::instance;
use crate::store::{Instance, Store, Tx, id};

/// Something that was done to a bot, or the end of some work on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Happening {
    pub at: Millis,
    pub id: Id,
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
    /// Why the last work on it did not work out, as JSON, where that is its status.
    pub failed_why: Option<String>,
}

/// One page of the bots that a person and their circle have or had, the newest first, older than a given one.
#[derive(Debug, Clone)]
pub struct Page {
    pub person: Id,
    pub older_than: Option<Id>,
    pub most: i64,
}

/// Out of a query over `instances i`. Only work that has ended is in an index by its bot.
macro_rules! dated_columns {
    () => {
        "i.*, (SELECT MIN(o.ended_at) FROM operations o WHERE o.instance_id = i.id AND o.kind = 'deploy'
             AND o.state = 'done' AND o.ended_at IS NOT NULL) AS deployed_at,
             CASE WHEN i.status = 'failed' THEN (
                 SELECT CASE WHEN o.state = 'failed' THEN o.why END FROM operations o WHERE o.instance_id = i.id
                     AND o.ended_at IS NOT NULL ORDER BY o.created_at DESC, o.id DESC LIMIT 1) END AS failed_why"
    };
}

fn happening(row: &AnyRow) -> anyhow::Result<Happening> {
    Ok(Happening {
        at: row.try_get("at")?,
        id: id(row.try_get("id")?)?,
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

macro_rules! select_happenings {
    ($which:literal) => {
        concat!(
            "SELECT * FROM (
                 SELECT t.at AS at, t.id AS id, t.kind AS what, NULL AS ended, NULL AS why FROM acts t WHERE t.instance_id = $1
                 UNION ALL
                 SELECT o.ended_at AS at, o.id AS id, o.kind AS what, o.state AS ended, o.why AS why FROM operations o
                 WHERE o.instance_id = $1 AND o.ended_at IS NOT NULL) h ",
            $which
        )
    };
}

impl Store {
    pub async fn dated_instances(&self, page: Page) -> anyhow::Result<Vec<Dated>> {
        let store = self.clone();
        let read_all = move |pages: Vec<Page>| {
            let store = store.clone();
            async move { store.all_dated_instances(&pages).await }
        };
        match self.pages.ask(page.clone(), read_all).await {
            Some(bots) => Ok(bots),
            None => self.all_dated_instances(&[page]).await?.pop().context("a page was not read"),
        }
    }

    /// Up to a power of two by pages of nobody, so that there are few statements, which the connections know.
    async fn all_dated_instances(&self, pages: &[Page]) -> anyhow::Result<Vec<Vec<Dated>>> {
        let asked = pages.len().next_power_of_two();
        let row = |n: usize| {
            let (person, older_than, most) = (3 * n + 1, 3 * n + 2, 3 * n + 3);
            format!(
                "(CAST({n} AS BIGINT), CAST(${person} AS TEXT), CAST(${older_than} AS TEXT), CAST(${most} AS BIGINT))"
            )
        };
        let statement = format!(
            "SELECT {} FROM (
                 SELECT i.*, column1 AS page, column4 AS most,
                     ROW_NUMBER() OVER (PARTITION BY column1 ORDER BY i.id DESC) AS place
                 FROM (VALUES {}) AS asked JOIN circles p ON p.person_id = column2 JOIN circles c ON c.circle = p.circle
                     JOIN instances i ON i.person_id = c.person_id AND i.id < column3) AS i
             WHERE i.place <= i.most ORDER BY i.id DESC",
            dated_columns!(),
            (0..asked).map(row).collect::<Vec<_>>().join(", "),
        );
        let query = (0..asked).fold(sqlx::query(sqlx::AssertSqlSafe(statement)), |query, n| {
            let page = pages.get(n);
            let (person, older_than) = (page.map(|it| &it.person), page.and_then(|it| it.older_than.as_ref()));
            let query = query.bind(person.map_or("", Id::as_str));
            query.bind(older_than.map_or_else(Id::last, Id::clone).to_string()).bind(page.map_or(0, |it| it.most))
        });
        let mut all: Vec<Vec<Dated>> = pages.iter().map(|_| Vec::new()).collect();
        for row in query.fetch_all(&self.reader).await.context("list bots by page")? {
            let page = all.get_mut(row.try_get::<i64, _>("page")? as usize).context("a page that nobody asked for")?;
            page.push(dated(&row)?);
        }
        Ok(all)
    }

    /// One of these.
    pub async fn dated_instance(&self, person: &Id, instance: &Id) -> anyhow::Result<Option<Dated>> {
        let row = sqlx::query(concat!(
            "SELECT ",
            dated_columns!(),
            " FROM instances i WHERE i.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) AND i.id = $2"
        ))
        .bind(person.as_str())
        .bind(instance.as_str())
        .fetch_optional(&self.reader)
        .await
        .context("look up a bot of a person")?;
        row.as_ref().map(dated).transpose()
    }

    /// What happened to a bot after a given happening, the oldest first.
    pub async fn happenings(
        &self,
        instance: &Id,
        after: Option<(Millis, &Id)>,
        most: i64,
    ) -> anyhow::Result<Vec<Happening>> {
        let (at, id) = after.map_or((0, ""), |(at, id)| (at, id.as_str()));
        let rows = sqlx::query(select_happenings!(
            "WHERE h.at > $2 OR (h.at = $2 AND h.id > $3) ORDER BY h.at, h.id LIMIT $4"
        ))
        .bind(instance.as_str())
        .bind(at)
        .bind(id)
        .bind(most)
        .fetch_all(&self.reader)
        .await
        .context("list what happened to a bot")?;
        rows.iter().map(happening).collect()
    }

    /// What happened to a bot last, the oldest of it first.
    pub async fn last_happenings(&self, instance: &Id, most: i64) -> anyhow::Result<Vec<Happening>> {
        let rows = sqlx::query(select_happenings!("ORDER BY h.at DESC, h.id DESC LIMIT $2"))
            .bind(instance.as_str())
            .bind(most)
            .fetch_all(&self.reader)
            .await
            .context("list what happened to a bot last")?;
        rows.iter().rev().map(happening).collect()
    }
}

impl Tx {
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
