//! The only room that speaks SQL. One set of statements for SQLite and PostgreSQL; it stores and finds, and knows no
//! policy: limits, leases and sentences are decided elsewhere.

mod access_tokens;
mod acts;
mod alarms;
mod api_requests;
mod broadcasts;
mod checkpoints;
mod circles;
mod configs;
mod copies;
mod dashboard;
mod deploys;
mod diagnoses;
mod dialect;
mod effects;
mod events;
mod farewells;
mod fleet;
mod formers;
mod handing;
mod handovers;
mod inbox;
mod installation;
mod instances;
mod invites;
mod jobs_of_fleet;
pub(crate) mod json;
mod leases;
mod managed;
mod many;
mod neighbours;
mod operations;
mod outbox;
mod people;
mod persons;
mod places;
mod posts;
mod replies;
mod roles;
mod rotation;
mod secrets;
mod sessions;
mod shares;
mod shown;
mod standing;
mod stock;
mod stored_keys;
mod strays;
mod switches;
mod together;
mod topics;
mod turns;
mod visits;
mod writer;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::migrate::Migrator;
use sqlx::{AnyConnection, AnyPool, Connection, Either, Row, SqlSafeStr};

use crate::domain::counted::Trouble;
use crate::domain::{Account, Id, Millis};
use crate::metrics::Tally;
use crate::secret::{Sealer, Seat};
pub use crate::store::together::Together;

pub use access_tokens::NewToken;
pub use acts::API;
pub use alarms::{KeptAlarm, Mute};
pub use api_requests::{Asked, Once};
pub use broadcasts::{Handed, Met, NewBroadcast, Turn};
pub use circles::{Consent, Link};
pub use configs::{KEPT_REVISIONS, Tuned};
pub use copies::{Held, Holdings, copy, examine, file_of, let_go};
pub use dashboard::{BotsOf, PeopleCount, WorkCount};
pub use deploys::{Footing, NewBot, NewSecret};
pub use diagnoses::Diagnosis;
pub use dialect::Engine;
use dialect::{COMMIT_LESS, SYNC_LESS};
pub use effects::Leftover;
pub use events::{Happening, Listed, Page};
pub use farewells::Farewell;
pub use fleet::{FleetBot, FleetCount, FleetQuestion, FleetVersion, Toward};
pub use formers::{Former, Was};
pub use instances::{Instance, NewInstance};
pub use invites::NewInvite;
pub use jobs_of_fleet::{EndedTarget, FleetJob, FleetTarget};
pub use managed::{ManagedBot, ManagedOffer};
pub use operations::{Ended, Intent, Operation, OperationState};
use outbox::SentLetter;
pub use outbox::{Hearer, Letter, Progress};
pub use persons::{Person, Present};
pub use places::Place;
pub use posts::Post;
pub use replies::KeptReply;
pub use rotation::{Resealed, Tried};
pub use secrets::SecretKind;
pub use sessions::StoredSession;
pub use shares::Share;
pub use shown::Shown;
pub use standing::{Override, Standing};
pub use strays::{SlowRemoval, Stray};
pub use topics::KeptTopic;
pub use turns::{Kept, NewEffect, NextSession, TurnRecord};
pub use visits::{Rate, Visit, Visitor};
use writer::{Begun, Line, PATIENCE, Writer};

/// Connections to PostgreSQL that write for one at a time, those that look something up, for whoever holds a transaction, too,
/// and those for what is done for many at once.
const WRITERS: u32 = 12;
const LOOKERS: u32 = 8;
const FOR_MANY: u32 = 4;
/// Connections that read an SQLite file.
const READERS: u32 = 4;

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

#[derive(Clone)]
pub struct Store {
    engine: Engine,
    /// On PostgreSQL both are one pool.
    writer: Writer,
    reader: AnyPool,
    /// On PostgreSQL a few connections for what is done for many at once: so they know its statements, and it waits for
    /// nobody who is one alone. What is one statement there survives a kill. On SQLite the writer, where it does, too.
    for_many: Writer,
    tally: Tally,
    /// Turns that begin, and turns that are to be kept.
    present: Arc<Together<(Account, Millis, Millis), Option<Present>>>,
    turns: Arc<Together<Arc<TurnRecord>, Kept>>,
    /// Requests over HTTP that come in, and lists of bots that they ask for.
    visits: Arc<Together<Visit, (Option<Visitor>, Rate)>>,
    pages: Arc<Together<Page, Vec<Listed>>>,
    /// Letters that go out, by id, lease and its end, and those that were sent.
    going_out: Arc<Together<(Id, i64, Millis), Option<Hearer>>>,
    sent: Arc<Together<SentLetter, ()>>,
}

/// How a database is found by somebody who changes nothing in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Not made, or empty.
    NotYet,
    Older,
    UpToDate,
}

/// What a commit has to survive.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Durability {
    /// A kill of this process: a turn of a conversation.
    Kill,
    /// A power cut: steps, quota, secrets.
    PowerCut,
}

/// A transaction that writes. Dropped without `commit` it changes nothing.
pub struct Tx(Begun, Option<&'static str>, Tally);

impl Tx {
    /// What is recorded in it came by this door, and not by the platform of the account.
    pub fn through(&mut self, door: &'static str) {
        self.1 = Some(door);
    }

    fn engine(&self) -> Engine {
        Engine::behind(&self.0)
    }

    pub async fn commit(self) -> anyhow::Result<()> {
        let committed = match self.0 {
            Either::Left(alone) => alone.commit().await,
            Either::Right(transaction) => transaction.commit().await,
        };
        committed.inspect_err(|_| self.2.note(Trouble::NoAnswer)).context("commit")
    }
}

impl Store {
    /// Opens the database and brings its schema up to date; safe to run on several replicas at once.
    pub async fn open(url: &str) -> anyhow::Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url).context("DATABASE_URL begins with neither sqlite:// nor postgres://")?;
        engine.prepare(url)?;
        let options: AnyConnectOptions = url.parse().context("read DATABASE_URL")?;
        let mut first = reach(&options).await?;
        greet(engine, &[], &mut first).await.context("open the database")?;
        migrate(engine, &mut first).await.context("bring the database up to date")?;
        // Only now: a connection that knows an older schema would read columns by where they were.
        let pool = |connections: u32, more: &'static [&'static str]| {
            AnyPoolOptions::new()
                .max_connections(connections)
                .acquire_timeout(PATIENCE)
                // A file does not hang up, and a question ahead of each use costs there as much as most uses.
                .test_before_acquire(engine == Engine::Postgres)
                .after_connect(move |connection, _| Box::pin(greet(engine, more, connection)))
                .connect_with(options.clone())
        };
        match engine {
            Engine::Sqlite => {
                turns::prepare(&mut first).await.context("open the database")?;
                let reader = pool(READERS, &[]).await.context("open the database")?;
                Ok(Store::with(engine, Writer::alone(first), reader))
            }
            Engine::Postgres => {
                first.close().await.context("open the database")?;
                let opened = async |connections, more| pool(connections, more).await.context("open the database");
                let writer = Writer::Pool(opened(WRITERS, &[]).await?);
                let for_many = Writer::Pool(opened(FOR_MANY, &[COMMIT_LESS]).await?);
                Ok(Store { for_many, ..Store::with(engine, writer, opened(LOOKERS, &[]).await?) })
            }
        }
    }

    fn with(engine: Engine, writer: Writer, reader: AnyPool) -> Self {
        Store {
            engine,
            for_many: writer.clone(),
            writer,
            reader,
            tally: Tally::default(),
            present: Arc::default(),
            turns: Arc::default(),
            visits: Arc::new(Together::gathering()),
            pages: Arc::new(Together::gathering()),
            going_out: Arc::default(),
            sent: Arc::default(),
        }
    }

    /// Looks at a database and changes nothing. An error is what a start would fail with.
    pub async fn look(url: &str, sealer: &Sealer) -> anyhow::Result<Found> {
        let Some(store) = Store::attach(url).await? else { return Ok(Found::NotYet) };
        let found = store.found(sealer).await;
        store.close().await;
        found
    }

    /// Opens a database as it is; nothing where there is none.
    pub(in crate::store) async fn attach(url: &str) -> anyhow::Result<Option<Self>> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url).context("DATABASE_URL begins with neither sqlite:// nor postgres://")?;
        if !engine.is_made(url)? {
            return Ok(None);
        }
        let options: AnyConnectOptions = url.parse().context("read DATABASE_URL")?;
        reach(&options).await?.close().await.context("open the database")?;
        let pool = AnyPoolOptions::new().max_connections(1).acquire_timeout(PATIENCE);
        let pool = pool.connect_with(options).await.context("open the database")?;
        Ok(Some(Store::with(engine, Writer::Pool(pool.clone()), pool)))
    }

    async fn found(&self, sealer: &Sealer) -> anyhow::Result<Found> {
        match sqlx::query("SELECT COUNT(*) AS n FROM _sqlx_migrations").fetch_one(&self.reader).await {
            Err(error) if self.engine.misses_table(&error) => return Ok(Found::NotYet),
            asked => drop(asked.context("ask the database")?),
        }
        self.open_canaries(sealer).await?;
        Ok(if self.is_ready().await.is_ok() { Found::UpToDate } else { Found::Older })
    }

    /// The same database; what it does not take up is counted.
    pub fn counted(self, tally: Tally) -> Self {
        Store { tally, ..self }
    }

    pub fn engine(&self) -> Engine {
        self.engine
    }

    pub async fn begin(&self, durability: Durability) -> anyhow::Result<Tx> {
        self.begun(self.writer.begin(self.engine.begin(durability).into_sql_str()).await)
    }

    /// The same for what is done for many at once.
    pub async fn begin_for_many(&self, durability: Durability) -> anyhow::Result<Tx> {
        self.begun(self.for_many.begin(self.engine.begin(durability).into_sql_str()).await)
    }

    /// A transaction that is the only one to count for these keys until it ends.
    async fn begin_counting(&self, keys: Vec<i64>) -> anyhow::Result<Tx> {
        let statement = sqlx::AssertSqlSafe(self.engine.begin_counting(keys)).into_sql_str();
        self.begun(self.for_many.begin(statement).await)
    }

    /// A connection for one statement by itself, for many at once; what it writes survives a kill.
    async fn line_for_many(&self) -> anyhow::Result<Line> {
        self.for_many.line().await.inspect_err(|_| self.tally.note(Trouble::NoAnswer))
    }

    fn begun(&self, begun: anyhow::Result<Begun>) -> anyhow::Result<Tx> {
        let begun = begun.inspect_err(|_| self.tally.note(Trouble::NoAnswer)).context("begin a transaction")?;
        Ok(Tx(begun, None, self.tally.clone()))
    }

    /// Answers when the database does and its schema is ours.
    pub async fn is_ready(&self) -> anyhow::Result<()> {
        let row = sqlx::query("SELECT COUNT(*) AS n FROM _sqlx_migrations WHERE version = $1")
            .bind(MIGRATIONS.iter().last().map_or(0, |migration| migration.version))
            .fetch_one(&self.reader)
            .await
            .context("ask the database")?;
        if row.try_get::<i64, _>("n")? == 1 { Ok(()) } else { bail!("the database has an older schema") }
    }

    pub async fn close(&self) {
        self.for_many.close().await;
        self.writer.close().await;
        self.reader.close().await;
    }

    /// Refuses a key ring that cannot open what is stored.
    async fn open_canaries(&self, sealer: &Sealer) -> anyhow::Result<()> {
        let rows = sqlx::query("SELECT key_id, sealed FROM canaries")
            .fetch_all(&self.reader)
            .await
            .context("read which keys were used")?;
        for row in &rows {
            let id: String = row.try_get("key_id")?;
            let sealed: Vec<u8> = row.try_get("sealed")?;
            sealer.open(&Seat::canary(&id), &sealed).with_context(|| {
                format!("MOLTBOT_ENCRYPTION_KEY is not the one this database was sealed with (it needs key {id})")
            })?;
        }
        Ok(())
    }

    /// Refuses a key ring that cannot open what is stored, and marks its sealing key as known.
    pub async fn check_keys(&self, sealer: &Sealer) -> anyhow::Result<()> {
        self.open_canaries(sealer).await?;
        let primary = sealer.key_ids().next().context("MOLTBOT_ENCRYPTION_KEY holds no key")?;
        let id = format!("{primary:08x}");
        let sealed = sealer.seal(&Seat::canary(&id), b"hatchery")?;
        sqlx::query("INSERT INTO canaries (key_id, sealed) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(id)
            .bind(sealed)
            .execute(&mut *self.writer.line().await?)
            .await
            .context("remember the key")?;
        Ok(())
    }
}

/// One connection by itself, ahead of a pool: that would try again for its ten seconds and in the end not know why.
async fn reach(options: &AnyConnectOptions) -> anyhow::Result<AnyConnection> {
    AnyConnection::connect_with(options).await.context("reach the database")
}

/// The migrator locks a PostgreSQL database by itself; on SQLite one transaction around all of it does.
async fn migrate(engine: Engine, connection: &mut AnyConnection) -> anyhow::Result<()> {
    match engine {
        Engine::Sqlite => {
            let mut tx = connection.begin_with(engine.begin(Durability::PowerCut)).await?;
            MIGRATIONS.run_direct(None, &mut *tx, false).await?;
            tx.commit().await?;
            sqlx::query(SYNC_LESS).execute(connection).await?;
            Ok(())
        }
        Engine::Postgres => Ok(MIGRATIONS.run_direct(None, connection, false).await?),
    }
}

/// SQLite does not wait for others while it turns a database to WAL, which is "busy" to all but one of those who open a new
/// one together (sqlite.org, "Write-Ahead Logging", 8): so we do, as long as any statement waits there.
async fn greet(engine: Engine, more: &'static [&'static str], connection: &mut AnyConnection) -> sqlx::Result<()> {
    let give_up = Instant::now() + Duration::from_secs(5);
    for statement in engine.greeting().iter().chain(more).copied() {
        while let Err(error) = sqlx::query(statement).execute(&mut *connection).await {
            if !engine.is_busy(&error) || Instant::now() > give_up {
                return Err(error);
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    Ok(())
}

/// A new id: a version 7 UUID, so that rows made later sort later.
pub fn fresh_id() -> Id {
    Id::from_bytes(uuid::Uuid::now_v7().into_bytes())
}

/// So many places for values, for an `IN`.
fn places(many: usize) -> String {
    (1..=many).map(|n| format!("${n}")).collect::<Vec<_>>().join(", ")
}

fn id(text: String) -> anyhow::Result<Id> {
    Id::parse(&text).context("a row holds an id that is none")
}
