//! What happened to one bot, in order, and bots with their dates: as the HTTP API tells it. Pages that are asked for at the
//! same moment are read together.

use std::borrow::Cow;

use anyhow::{Context, anyhow};
use serde::Deserialize;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::domain::{Account, Channel, Id, Millis, Name, OperationKind, Provider, Remote, Status, TargetKind};
use crate::store::many::{self, Texts};
use crate::store::shown::Sealed;
use crate::store::{Engine, SecretKind, Store, Tx, id, json};

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

/// A bot as whoever owns it is shown it, with its dates.
#[derive(Debug, Clone)]
pub struct Listed {
    pub id: Id,
    pub owner: Account,
    pub name: Name,
    pub status: Status,
    pub provider: Provider,
    pub channels: Vec<Channel>,
    pub blueprint: String,
    pub target: TargetKind,
    pub is_live: bool,
    pub port: Option<u16>,
    pub remote: Option<Remote>,
    /// What was last wrong, as JSON.
    pub problem: Option<String>,
    pub status_at: Millis,
    pub created_at: Millis,
    /// When it was first brought up.
    pub deployed_at: Option<Millis>,
    /// Why the last work on it did not work out, as JSON, where that is its status.
    pub failed_why: Option<String>,
    /// As far as its owner gave them, sealed.
    pub secrets: Vec<Sealed>,
}

/// One page of the bots that a person and their circle have or had, the newest first, older than a given one.
#[derive(Debug, Clone)]
pub struct Page {
    pub person: Id,
    pub older_than: Option<Id>,
    pub most: i64,
}

/// A bot as the database writes it down. As one text it goes from SQLite's thread to ours; as columns, each of them would
/// be a value that is made, sent and made again, and that took longer than to find them.
#[derive(Deserialize)]
struct Written<'a> {
    id: Id,
    #[serde(borrow)]
    owner: Cow<'a, str>,
    #[serde(borrow)]
    name: Cow<'a, str>,
    #[serde(borrow)]
    status: Cow<'a, str>,
    #[serde(borrow)]
    provider: Cow<'a, str>,
    channels: Vec<Channel>,
    blueprint: String,
    #[serde(borrow)]
    target: Cow<'a, str>,
    live: i64,
    port: Option<u16>,
    remote: Option<Remote>,
    problem: Option<String>,
    status_at: Millis,
    created_at: Millis,
    deployed_at: Option<Millis>,
    failed_why: Option<String>,
    secrets: Option<Vec<Sealed>>,
}

#[derive(Deserialize)]
struct WrittenPage<'a> {
    page: usize,
    #[serde(borrow)]
    bots: Option<Vec<Written<'a>>>,
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

/// Out of a query over `instances i`. Only work that has ended is in an index by its bot.
fn written(engine: Engine) -> String {
    let (object, list, sealed) = (engine.object(), engine.list(), engine.hex("s.sealed"));
    let columns = "id owner name status provider blueprint target live port problem status_at created_at";
    let columns: Vec<String> = columns.split(' ').map(|column| format!("'{column}', i.{column}")).collect();
    let (channels, remote) = (engine.json("i.channels"), engine.json("i.remote"));
    let own = [SecretKind::WebToken, SecretKind::ClaimCode].map(|kind| format!("'{}'", kind.word())).join(", ");
    format!(
        "{object}({}, 'channels', {channels}, 'remote', {remote}, 'deployed_at', (
             SELECT MIN(o.ended_at) FROM operations o WHERE o.instance_id = i.id AND o.kind = 'deploy' AND o.state = 'done'
                 AND o.ended_at IS NOT NULL),
         'failed_why', CASE WHEN i.status = 'failed' THEN (
             SELECT CASE WHEN o.state = 'failed' THEN o.why END FROM operations o WHERE o.instance_id = i.id
                 AND o.ended_at IS NOT NULL ORDER BY o.created_at DESC, o.id DESC LIMIT 1) END,
         'secrets', (
             SELECT {list}({object}('kind', s.kind, 'version', s.version, 'sealed', {sealed}, 'tail', s.tail))
                 FROM secrets s WHERE s.instance_id = i.id AND s.kind NOT IN ({own})))",
        columns.join(", ")
    )
}

/// A person, an id and a number.
const PAGED: &str = "ttn";

fn pages_text(engine: Engine, many: usize) -> String {
    let (object, list) = (engine.object(), engine.list());
    format!(
        "SELECT CAST({list}({object}('page', column3, 'bots', (
             SELECT {list}({}) FROM (
                 SELECT b.id FROM persons m JOIN instances b ON b.person_id = m.id
                 WHERE COALESCE(m.circle, m.id) = (SELECT c.circle FROM circles c WHERE c.person_id = column1)
                     AND b.id < column2
                 ORDER BY b.id || '' DESC LIMIT {} + 0
             ) AS placed JOIN instances i ON i.id = placed.id))) AS TEXT) AS pages
         FROM (VALUES {}) AS asked WHERE column1 <> ''",
        written(engine),
        engine.place(1),
        many::rows_from(engine, 2, PAGED, many),
    )
}

fn listed(it: Written) -> anyhow::Result<Listed> {
    Ok(Listed {
        id: it.id,
        owner: Account::parse(&it.owner).context("an instance has no owner")?,
        name: Name::parse(&it.name).map_err(|_| anyhow!("an instance has no name"))?,
        status: Status::parse(&it.status).context("an instance has an unknown status")?,
        provider: Provider::parse(&it.provider).context("an instance has an unknown provider")?,
        channels: it.channels,
        blueprint: it.blueprint,
        target: TargetKind::parse(&it.target).context("an instance has an unknown target")?,
        is_live: it.live == 1,
        port: it.port,
        remote: it.remote,
        problem: it.problem,
        status_at: it.status_at,
        created_at: it.created_at,
        deployed_at: it.deployed_at,
        failed_why: it.failed_why,
        secrets: it.secrets.unwrap_or_default(),
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
    pub async fn listed_instances(&self, page: Page) -> anyhow::Result<Vec<Listed>> {
        self.pages.answer(self, page, |store, pages| async move { store.all_listed_instances(&pages).await }).await
    }

    /// Which bots stand on a page is found by their ids alone, so that nothing larger is put in order. It goes by the
    /// connection that writes: after each commit all others of SQLite forget what they had read. A limit that is bound and
    /// nothing else is what SQLite plans for, anew each time; and where it could follow the order of an index, PostgreSQL
    /// would look through the bots of all people for a page.
    async fn all_listed_instances(&self, pages: &[Page]) -> anyhow::Result<Vec<Vec<Listed>>> {
        static TEXTS: Texts = Texts::new();
        let most = pages.iter().map(|page| page.most).max().unwrap_or(0);
        let mut query = TEXTS.query(self.engine, pages.len(), || pages_text(self.engine, pages.len())).bind(most);
        for (n, page) in pages.iter().enumerate() {
            let older_than = page.older_than.clone().unwrap_or_else(Id::last);
            query = query.bind(page.person.as_str()).bind(older_than.to_string()).bind(n as i64);
        }
        let query = many::fill(query, PAGED, pages.len());
        let row = query.fetch_one(&mut *self.line_for_many().await?).await.context("list bots by page")?;
        let mut all: Vec<Vec<Listed>> = pages.iter().map(|_| Vec::new()).collect();
        for it in json::read_all::<WrittenPage>(&row, "pages")? {
            let (page, bots) = pages.get(it.page).zip(all.get_mut(it.page)).context("a page that nobody asked for")?;
            *bots = it.bots.into_iter().flatten().map(listed).collect::<anyhow::Result<_>>()?;
            bots.sort_by(|one, other| other.id.cmp(&one.id));
            bots.truncate(usize::try_from(page.most).unwrap_or(0));
        }
        Ok(all)
    }

    /// One of these.
    pub async fn listed_instance(&self, person: &Id, instance: &Id) -> anyhow::Result<Option<Listed>> {
        let statement = format!(
            "SELECT CAST({} AS TEXT) AS bot FROM instances i WHERE i.person_id IN (
                 SELECT c.person_id FROM circles c JOIN circles p ON p.circle = c.circle WHERE p.person_id = $1) AND i.id = $2",
            written(self.engine)
        );
        let query = sqlx::query(sqlx::AssertSqlSafe(statement)).bind(person.as_str()).bind(instance.as_str());
        let row = query.fetch_optional(&self.reader).await.context("look up a bot of a person")?;
        let Some(row) = row else { return Ok(None) };
        listed(json::read(&row, "bot")?).map(Some)
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
