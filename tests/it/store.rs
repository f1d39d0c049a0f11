//! What the store and the deploy core promise, each promise on both engines: what is exact stays exact when many want
//! it at once, what is committed is there, and who comes too late changes nothing.

pub mod circles;
mod configs;
mod conversations;
mod diagnoses;
mod duties;
mod farewells;
mod fleet;
mod formers;
mod jobs_of_fleet;
mod leases;
mod managed;
mod neighbours;
mod operations;
mod outbox;
mod persons;
mod quota;
mod replies;
mod requests;
mod rotation;
mod schema;
mod secrets;
mod standing;
mod stored_keys;
mod topics;
mod transactions;
mod visits;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use hatchery::App;
use hatchery::config::{Config, Mode};
use hatchery::deploy::{self, Asker, Operated, Order, Requested, run};
use hatchery::domain::stored_key::Kept;
use hatchery::domain::{
    Account, BotConfig, Channel, Id, Name, OperationKind, Presence, Presences, Provider, Status, Token,
};
use hatchery::secret::Secret;
use hatchery::store::{Durability, Ended, Operation, Person, Store, Tx};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tokio::sync::Barrier;

pub const MASTER_KEY: &str = "5a0c9e3d7b2148f6a1d4e8b30f6c92755e7d1a8c43b9f20e6d58c7a19b34f06e";
/// A time that nothing is due after.
const LATE: i64 = 1 << 52;

/// A Hatchery on the database of a test, with a data folder of its own. Nothing in it works by itself.
pub struct Hatchery {
    pub app: Arc<App>,
    url: String,
    _folder: tempfile::TempDir,
}

impl Hatchery {
    /// With quotas so wide that only the limit of five counts.
    async fn open(url: &str) -> Self {
        Self::with(url, &[]).await
    }

    pub async fn with(url: &str, settings: &[(&str, &str)]) -> Self {
        let folder = tempfile::Builder::new().prefix("hatchery-test-").tempdir().expect("a data folder");
        let mut given: HashMap<&str, &str> = HashMap::from([
            ("TARGET", "local"),
            ("ACCESS", "open"),
            ("TELEGRAM_BOT_TOKEN", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"),
            ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY),
            ("TIER_FREE", "hour=50,day=50,live=5"),
            ("RETRY_BASE_MS", "1"),
            ("DATA_DIR", folder.path().to_str().expect("a path in UTF-8")),
        ]);
        given.extend(settings.iter().copied());
        let read = |name: &str| given.get(name).map(|value| (*value).to_owned());
        let mut config = Config::read(Mode::Serve, &read).expect("settings that can be used");
        // The setting takes SQLite only, because `local` is one machine; the rules hold on PostgreSQL all the same.
        config.database_url = Secret::new(url);
        // What it is told to start does not exist.
        config.program = folder.path().join("no-such-program");
        let app = App::build(config).await.expect("a Hatchery");
        Hatchery { app, url: url.to_owned(), _folder: folder }
    }

    pub fn store(&self) -> &Store {
        &self.app.store
    }

    pub async fn begin(&self) -> Tx {
        self.store().begin(Durability::PowerCut).await.expect("a transaction begins")
    }

    pub async fn person(&self, account: &Account) -> Person {
        welcome(self.store(), account).await
    }

    /// One request as a conversation makes it: whatever the answer is, the turn is committed.
    async fn request(&self, account: &Account, person: &Person, order: &Order) -> anyhow::Result<Requested> {
        let mut tx = self.store().begin(Durability::PowerCut).await?;
        let asker = Asker { account, person: &person.id, message: None };
        let requested = deploy::request(&self.app, &mut tx, &asker, order).await?;
        tx.commit().await?;
        Ok(requested)
    }

    async fn operate(&self, account: &Account, person: &Person, bot: &Id, kind: OperationKind) -> Operated {
        let mut tx = self.begin().await;
        let asker = Asker { account, person: &person.id, message: None };
        let operated = deploy::operate(&self.app, &mut tx, &asker, bot, kind).await.expect("an answer");
        tx.commit().await.expect("it is committed");
        operated
    }

    /// A bot whose deploy was accepted and has not begun.
    pub async fn ordered(&self, account: &Account, order: &Order) -> Id {
        let person = self.person(account).await;
        match self.request(account, &person, order).await.expect("an answer") {
            Requested::Accepted(bot) => bot,
            other => panic!("{other:?} for {order:?}"),
        }
    }

    /// A bot that hatched, as far as the database knows.
    pub async fn hatched(&self, account: &Account, order: &Order) -> Id {
        let bot = self.ordered(account, order).await;
        let held = self.claim().await;
        assert_eq!(held.instance, bot, "the only open operation");
        let mut tx = self.begin().await;
        tx.end_operation(&held, Ended::Done, self.app.now()).await.expect("the deploy ends");
        tx.set_status(&bot, Status::Running, true, self.app.now()).await.expect("it runs");
        tx.commit().await.expect("it is committed");
        bot
    }

    /// The next operation, at the time when it is due: it has waited for nobody.
    pub async fn claim(&self) -> Operation {
        self.claim_if_open().await.expect("an open operation")
    }

    /// Nothing where all are held.
    pub async fn claim_if_open(&self) -> Option<Operation> {
        let due = self.store().next_due().await.expect("the store answers").filter(|due| *due <= LATE)?;
        self.store().claim_operation(due.max(self.app.now()), LATE + 1).await.expect("the store answers")
    }

    /// Carries out stage after stage until no operation is open.
    pub async fn work(&self) {
        while let Some(held) = self.claim_if_open().await {
            run::work(&self.app, &held).await.expect("a stage is carried out and recorded");
        }
    }

    pub async fn live(&self, person: &Person) -> u32 {
        self.store().used(&person.id, 0).await.expect("counted").live
    }

    pub async fn deploys(&self, person: &Person) -> usize {
        self.store().used(&person.id, 0).await.expect("counted").deploys.len()
    }

    /// One number from the database, asked over a connection of the test's own.
    pub async fn count(&self, sql: &str) -> i64 {
        count(&self.url, sql).await
    }
}

/// One that many tasks use at once.
async fn shared(url: &str, settings: &[(&str, &str)]) -> &'static Hatchery {
    Box::leak(Box::new(Hatchery::with(url, settings).await))
}

pub async fn welcome(store: &Store, account: &Account) -> Person {
    let mut tx = store.begin(Durability::Kill).await.expect("a transaction begins");
    tx.welcome(account, Some("en"), None, 1).await.expect("welcome");
    tx.commit().await.expect("it is committed");
    store.person(account, 0).await.expect("looked up").expect("whoever was welcomed is known")
}

pub fn account(number: usize) -> Account {
    Account::telegram(1_000 + number as i64)
}

pub fn order(name: &str) -> Order {
    Order {
        name: Name::parse(name).expect("a name"),
        blueprint: "hatchling".into(),
        provider: Provider::Echo,
        key: None,
        kept: Kept::Not,
        config: BotConfig::default(),
        channels: vec![Channel::Web],
        tokens: BTreeMap::new(),
        presences: Presences::new(),
        unchecked: Vec::new(),
        idempotency_key: None,
    }
}

/// The same wish for a bot that is also on Telegram.
fn on_telegram(order: &mut Order, token: &str) {
    order.tokens = BTreeMap::from([(Token::Telegram, Secret::new(token))]);
    order.presences = Presences::from([(Channel::Telegram, nest_bot())]);
}

fn nest_bot() -> Presence {
    Presence { handle: Some("@nest_bot".into()), ..Presence::default() }
}

fn to_token(token: &str) -> deploy::Change {
    deploy::Change::Token { kind: Token::Telegram, token: Secret::new(token), presence: Some(nest_bot()) }
}

/// Lets so many do something at the same moment, and gives back what came of each.
pub async fn race<T, F>(racers: usize, run: impl Fn(usize) -> F) -> Vec<T>
where
    T: Send + 'static,
    F: Future<Output = T> + Send + 'static,
{
    let start = Arc::new(Barrier::new(racers));
    let tasks: Vec<_> = (0..racers)
        .map(|n| {
            let (start, run) = (start.clone(), run(n));
            tokio::spawn(async move {
                start.wait().await;
                run.await
            })
        })
        .collect();
    let mut outcomes = Vec::new();
    for task in tasks {
        outcomes.push(task.await.expect("a racer does not panic"));
    }
    outcomes
}

pub async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(url).await.expect("the database takes one more connection")
}

/// Changes the database behind the back of the store.
pub async fn sql(url: &str, statement: &str) -> u64 {
    let mut connection = connect(url).await;
    let done = sqlx::raw_sql(AssertSqlSafe(statement)).execute(&mut connection).await;
    done.unwrap_or_else(|fault| panic!("{statement}: {fault}")).rows_affected()
}

pub async fn count(url: &str, question: &str) -> i64 {
    let mut connection = connect(url).await;
    let row = sqlx::query(AssertSqlSafe(question)).fetch_one(&mut connection).await;
    row.unwrap_or_else(|fault| panic!("{question}: {fault}")).try_get(0).expect("a number")
}

/// All rows of some tables as text, to compare before and after.
pub async fn rows(url: &str, tables: &[&str]) -> Vec<String> {
    let mut connection = connect(url).await;
    let mut all = Vec::new();
    for table in tables {
        let found = sqlx::query(AssertSqlSafe(format!("SELECT * FROM {table}"))).fetch_all(&mut connection).await;
        let mut lines: Vec<String> = found.expect("the table is read").iter().map(|row| line(table, row)).collect();
        lines.sort();
        all.extend(lines);
    }
    all
}

fn line(table: &str, row: &sqlx::any::AnyRow) -> String {
    let cell = |at: usize| {
        let text = || row.try_get::<Option<String>, _>(at).map(|value| format!("{value:?}"));
        let number = || row.try_get::<Option<i64>, _>(at).map(|value| format!("{value:?}"));
        let bytes = || row.try_get::<Option<Vec<u8>>, _>(at).map(|value| format!("{value:?}"));
        text().or_else(|_| number()).or_else(|_| bytes()).expect("a text, a number or bytes")
    };
    let cells: Vec<String> = (0..row.len()).map(cell).collect();
    format!("{table}: {}", cells.join(" "))
}
