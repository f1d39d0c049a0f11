//! Copies of a database: made of an SQLite file while others write to it, examined before anybody relies on one, and made
//! ready to take its place. Where the files are and what they are called is their caller's business.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions, Connection, Row};

use crate::domain::Millis;
use crate::secret::Sealer;
use crate::store::{Engine, MIGRATIONS, Store, Tried};

/// Where SQLite says that two take turns: it waits so long for the other.
const PATIENCE: Duration = Duration::from_secs(5);

/// What a database holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Holdings {
    pub schema: i64,
    pub people: i64,
    pub bots: i64,
    /// Of the bots, those that are not gone.
    pub live: i64,
}

/// What was on its way to many and waits now for somebody to say that it goes on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    pub broadcasts: u64,
    pub fleet_jobs: u64,
}

/// The file of an SQLite address; nothing for PostgreSQL.
pub fn file_of(url: &str) -> anyhow::Result<Option<PathBuf>> {
    Engine::of(url).context("DATABASE_URL begins with neither sqlite:// nor postgres://")?.file(url)
}

/// Writes all that is committed at one moment into an empty file. Whoever reads and writes meanwhile is not held up.
pub async fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    let to = to.to_str().context("the path of a backup is text in UTF-8")?;
    let mut line = open(from).await.context("open the database")?;
    let copied = sqlx::query("VACUUM INTO $1").bind(to).execute(&mut line).await.context("copy the database");
    line.close().await.context("leave the database")?;
    copied.map(drop)
}

/// Reads a file that nobody writes to, and changes nothing. An error is why it cannot take the place of a database.
pub async fn examine(file: &Path) -> anyhow::Result<Holdings> {
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true);
    let mut line = options.connect().await.context("it is no SQLite database")?;
    let examined = examined(&mut line).await;
    line.close().await.context("leave the copy")?;
    examined
}

async fn examined(line: &mut SqliteConnection) -> anyhow::Result<Holdings> {
    let found: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
        .fetch_all(&mut *line)
        .await
        .context("it is no SQLite database, or a damaged one")?;
    ensure!(found == ["ok"], "it is damaged: {}", found.join("; "));
    let astray =
        sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut *line).await.context("check what belongs where")?;
    ensure!(astray.is_empty(), "it is damaged: {} rows belong to others that are not there", astray.len());
    let schema: Option<i64> = sqlx::query_scalar("SELECT MAX(version) FROM _sqlx_migrations WHERE success")
        .fetch_one(&mut *line)
        .await
        .context("it is no database of Hatchery")?;
    let schema = schema.context("it is no database of Hatchery")?;
    let known = MIGRATIONS.iter().last().map_or(0, |migration| migration.version);
    if schema > known {
        bail!("a newer Hatchery made it: its schema is {schema}, and this one knows {known}");
    }
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM persons) AS people, COUNT(*) AS bots, COUNT(CASE WHEN live = 1 THEN 1 END) AS live
         FROM instances",
    );
    let row = row.fetch_one(line).await.context("count what it holds")?;
    let (people, bots, live) = (row.try_get("people")?, row.try_get("bots")?, row.try_get("live")?);
    Ok(Holdings { schema, people, bots, live })
}

/// Brings everything that was committed to an SQLite database into its one file, so that it can be renamed. An error when
/// somebody has it open. False for a file that cannot be read as a database any more: what lies beside it belongs to it.
pub async fn let_go(file: &Path) -> anyhow::Result<bool> {
    // SQLite takes what is shorter than a page for an empty database, and would remove the log that lies beside it.
    if !is_database(file).context("read the database")? {
        return Ok(false);
    }
    let Ok(mut line) = open(file).await else { return Ok(false) };
    // Leaving the write-ahead log takes the database for oneself alone.
    let left: sqlx::Result<String> = sqlx::query_scalar("PRAGMA journal_mode = DELETE").fetch_one(&mut line).await;
    let _ = line.close().await;
    match left {
        Ok(mode) => Ok(mode == "delete"),
        Err(error) if Engine::Sqlite.is_busy(&error) => bail!("another program has the database open; end it first"),
        Err(_) => Ok(false),
    }
}

/// sqlite.org, "Database File Format", 1.3: by how such a file begins.
fn is_database(file: &Path) -> std::io::Result<bool> {
    let mut begins = Vec::new();
    File::open(file)?.take(100).read_to_end(&mut begins)?;
    Ok(begins.len() == 100 && begins.starts_with(b"SQLite format 3\0"))
}

async fn open(file: &Path) -> sqlx::Result<SqliteConnection> {
    SqliteConnectOptions::new().filename(file).busy_timeout(PATIENCE).connect().await
}

impl Store {
    /// Tries to open everything that is sealed in a database as it is, of either engine, and changes nothing.
    pub async fn tried(url: &str, sealer: &Sealer) -> anyhow::Result<(Holdings, Tried)> {
        let store = Store::attach(url).await?.context("there is no database where DATABASE_URL says")?;
        let tried = async {
            store.is_ready().await.context("run `hatchery migrate` first")?;
            Ok((store.holdings().await?, store.try_all(sealer).await?))
        };
        let tried = tried.await;
        store.close().await;
        tried
    }

    pub async fn holdings(&self) -> anyhow::Result<Holdings> {
        let row = sqlx::query(
            "SELECT (SELECT MAX(version) FROM _sqlx_migrations) AS latest, (SELECT COUNT(*) FROM persons) AS people,
                 COUNT(*) AS bots, COUNT(CASE WHEN live = 1 THEN 1 END) AS live FROM instances",
        );
        let row = row.fetch_one(&self.reader).await.context("count what the database holds")?;
        Ok(Holdings {
            schema: row.try_get("latest")?,
            people: row.try_get("people")?,
            bots: row.try_get("bots")?,
            live: row.try_get("live")?,
        })
    }

    /// Lets wait what goes to many: people may have had it since this copy was made, and the copy would not know.
    pub async fn hold_what_goes_to_many(&self, now: Millis) -> anyhow::Result<Held> {
        let broadcasts = sqlx::query(
            "UPDATE broadcasts SET state = 'paused'
             WHERE state = 'sending' OR (state = 'scheduled' AND start_at <= $1)",
        );
        let broadcasts =
            broadcasts.bind(now).execute(&mut *self.writer.line().await?).await.context("hold broadcasts")?;
        let jobs = sqlx::query("UPDATE fleet_jobs SET state = 'paused' WHERE state = 'running'");
        let jobs = jobs.execute(&mut *self.writer.line().await?).await.context("hold work on many bots")?;
        Ok(Held { broadcasts: broadcasts.rows_affected(), fleet_jobs: jobs.rows_affected() })
    }

    /// Leaves one file and nothing beside it. For a database that nobody else has open.
    pub async fn close_as_one_file(self, file: &Path) -> anyhow::Result<()> {
        self.close().await;
        ensure!(let_go(file).await?, "bring the copy into one file");
        Ok(())
    }
}
