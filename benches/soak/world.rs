//! The world of one seed: people, a Hatchery on a fresh database in which nothing works by itself, and a Railway that
//! runs no programs. Time stands still for both and is moved by hand.

use std::collections::{BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use hatchery::App;
use hatchery::blueprint::Blueprints;
use hatchery::config::{Config, Mode};
use hatchery::domain::{Account, Id, Millis};
use hatchery::secret::Secret;
use hatchery::store::Durability;
use sqlx::any::AnyRow;
use sqlx::{AnyConnection, Connection, Row};

use crate::dice::Dice;
use crate::fakes::railway::FakeRailway;
use crate::history::History;

const MASTER_KEY: &str = "5a0c9e3d7b2148f6a1d4e8b30f6c92755e7d1a8c43b9f20e6d58c7a19b34f06e";
/// No secret of this world is without it, and nothing else has it.
pub const MARK: &str = "HATCHTEST";
/// Where time begins: some day in 2027.
const BEGINNING: Millis = 1_800_000_000_000;
/// Something new is seen by everybody after this time at Railway, however many reads missed it.
const LONGEST_LAG: Millis = 10_000;
/// Few enough that a quota is used up at times.
const LIMITS: &str = "hour=9,day=14,live=5";

pub struct World {
    pub dice: Dice,
    pub history: History,
    pub railway: FakeRailway,
    pub app: Arc<App>,
    pub people: Vec<Someone>,
    /// All that were ever accepted, in their order.
    pub bots: Vec<Bot>,
    /// What is somebody else's at Railway, as it was made.
    pub foreign: Vec<(String, String)>,
    pub now: Millis,
    pub lag_ends: Option<Millis>,
    /// Services that something happened to by no doing of ours.
    pub touched: BTreeSet<String>,
    /// The most that one stage has asked of Railway.
    pub most_asked: usize,
    pub stages: usize,
    pub kills: usize,
    database: AnyConnection,
    folder: tempfile::TempDir,
    starts: usize,
}

pub struct Someone {
    pub account: Account,
    pub id: Id,
    pub orders: usize,
}

pub struct Bot {
    pub id: Id,
    pub owner: usize,
}

impl World {
    pub async fn new(seed: u64) -> anyhow::Result<Self> {
        let folder = folder()?;
        let railway = FakeRailway::start().await.context("the soak needs Railway's schema: set HATCHERY_SPECS")?;
        railway.stop_clock(BEGINNING);
        let blueprints = Blueprints::read(&[])?;
        let hatchling = blueprints.get("hatchling").context("there is a hatchling")?;
        railway.usual_logs(&hatchling.log.ready);
        railway.budget_returns_after(0);
        let mut dice = Dice::new(seed);
        let app = hatchery(&railway, folder.path(), 0, BEGINNING).await?;
        let database = AnyConnection::connect(&address(folder.path())).await.context("look into the database")?;
        let mut people = Vec::new();
        for n in 0..dice.between(1, 4) {
            let account = Account::telegram(1_001 + n as i64);
            let mut tx = app.store.begin(Durability::Kill).await?;
            tx.welcome(&account, Some("en"), None, BEGINNING).await?;
            tx.commit().await?;
            let person = app.store.person(&account, app.now()).await?.context("whoever was welcomed is known")?;
            people.push(Someone { account, id: person.id, orders: 0 });
        }
        let mut world = World {
            dice,
            history: History::default(),
            railway,
            app,
            people,
            bots: Vec::new(),
            foreign: Vec::new(),
            now: BEGINNING,
            lag_ends: None,
            touched: BTreeSet::new(),
            most_asked: 0,
            stages: 0,
            kills: 0,
            database,
            folder,
            starts: 1,
        };
        world.note(format!("{} people", world.people.len()));
        Ok(world)
    }

    pub fn note(&mut self, line: impl AsRef<str>) {
        let at = (self.now - BEGINNING) as f64 / 1_000.0;
        self.history.note(format!("{at:10.1}s  {}", line.as_ref()));
    }

    /// Time passes for Hatchery and for Railway.
    pub fn advance(&mut self, by: Duration) {
        self.now += by.as_millis() as Millis;
        self.app.stop_clock(self.now);
        self.railway.stop_clock(self.now);
        if self.lag_ends.is_some_and(|ends| ends <= self.now) {
            self.lag_ends = None;
            self.railway.catches_up();
        }
    }

    /// From now on what is made is not seen for as many reads of it, but for no longer than Railway lags.
    pub fn lags(&mut self, reads: u32) {
        self.railway.lag(reads);
        self.lag_ends = Some(self.now + LONGEST_LAG);
    }

    /// One more Hatchery on the same database, as after a crash or on another machine.
    pub async fn another(&mut self) -> anyhow::Result<Arc<App>> {
        self.starts += 1;
        hatchery(&self.railway, self.folder.path(), self.starts, self.now).await
    }

    pub fn number(&self, id: &Id) -> anyhow::Result<usize> {
        self.bots.iter().position(|bot| bot.id == *id).with_context(|| format!("nobody was promised a bot {id}"))
    }

    /// One number out of the database.
    pub async fn count(&mut self, question: &'static str) -> anyhow::Result<i64> {
        let row = sqlx::query(question).fetch_one(&mut self.database).await.context("count")?;
        Ok(row.try_get(0)?)
    }

    pub async fn rows(&mut self, question: &'static str) -> anyhow::Result<Vec<AnyRow>> {
        sqlx::query(question).fetch_all(&mut self.database).await.context("read rows")
    }

    /// How an operation stands.
    pub async fn operation(&mut self, id: &Id) -> anyhow::Result<AnyRow> {
        sqlx::query(
            "SELECT state, stage, attempt, cancelled, due, lease_token, COALESCE(why, '') AS why
             FROM operations WHERE id = $1",
        )
        .bind(id.as_str())
        .fetch_one(&mut self.database)
        .await
        .context("an operation that was claimed is on record")
    }

    /// What holds whenever something was committed.
    pub async fn holds_at_every_commit(&mut self) -> anyhow::Result<()> {
        let most = "SELECT COALESCE(MAX(n), 0) FROM (
            SELECT COUNT(*) AS n FROM instances WHERE live = 1 GROUP BY person_id) AS each";
        let live = self.count(most).await?;
        ensure!(live <= 5, "somebody has {live} live bots");
        Ok(())
    }

    /// The bytes of the database, its journal included.
    pub fn files(&self) -> anyhow::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        for name in ["hatchery.db", "hatchery.db-wal"] {
            let path = self.folder.path().join(name);
            if path.exists() {
                bytes.extend(std::fs::read(path).context("read the database")?);
            }
        }
        Ok(bytes)
    }
}

/// In memory where the system has a folder there: a commit has to outlive a kill here, never a power cut.
fn folder() -> anyhow::Result<tempfile::TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("hatchery-soak-");
    let made = match Path::new("/dev/shm").is_dir() {
        true => builder.tempdir_in("/dev/shm").or_else(|_| builder.tempdir()),
        false => builder.tempdir(),
    };
    made.context("make a folder")
}

fn address(folder: &Path) -> String {
    format!("sqlite://{}", folder.join("hatchery.db").display())
}

/// Each has a data folder of its own, because bots on this machine would be locked there.
async fn hatchery(railway: &FakeRailway, folder: &Path, number: usize, now: Millis) -> anyhow::Result<Arc<App>> {
    let data: PathBuf = folder.join(format!("data-{number}"));
    let (database, token) = (address(folder), railway.workspace_token());
    let given: HashMap<&str, &str> = HashMap::from([
        ("TARGET", "railway"),
        ("ACCESS", "open"),
        ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000"),
        ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY),
        ("TIER_FREE", LIMITS),
        ("RAILWAY_API_KEY", &token),
        ("RAILWAY_API_URL", railway.address()),
        ("HATCHERY_IMAGE", "ghcr.io/hatchery/hatchery:0.1.0"),
        ("DATA_DIR", data.to_str().context("a path in UTF-8")?),
    ]);
    let read = |name: &str| given.get(name).map(|value| (*value).to_owned());
    let mut config = Config::read(Mode::Serve, &read).map_err(|faults| anyhow!("{faults:?}"))?;
    config.database_url = Secret::new(database);
    let app = App::build(config).await?;
    if app.railway.is_none() {
        bail!("this Hatchery knows no Railway");
    }
    app.stop_clock(now);
    Ok(app)
}
