//! A database per test, on both engines: made fresh, thrown away with its value. Every test of the store has one
//! body and runs it through `each_database`.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnection;
use sqlx::{AnyConnection, AssertSqlSafe, ConnectOptions, Connection, Executor};

use crate::postgres;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

/// An empty database. Its address reads as an operator would write it in `DATABASE_URL`.
pub struct Database {
    pub engine: Engine,
    pub url: String,
    rest: Rest,
}

/// What is left to remove when the test is over.
enum Rest {
    Folder(tempfile::TempDir),
    /// What the administrator says to be rid of it.
    OnServer {
        admin: String,
        removal: String,
    },
}

/// One empty database on each engine there is: always SQLite, and PostgreSQL unless this machine has none.
pub async fn databases() -> Vec<Database> {
    let mut all = vec![Database::sqlite()];
    if let Some(admin) = postgres::address() {
        all.push(Database::postgres(admin).await);
    }
    all
}

/// The same for tests that need very many: on PostgreSQL each is a schema, which is far less to make than a database.
pub async fn light_databases() -> Vec<Database> {
    let mut all = vec![Database::sqlite()];
    if let Some(admin) = postgres::address() {
        all.push(Database::schema(admin).await);
    }
    all
}

/// Runs one test body on a fresh database of each engine, one after the other.
pub async fn each_database(test: impl AsyncFn(&str)) {
    for database in databases().await {
        eprintln!("on {:?}:", database.engine);
        test(&database.url).await;
    }
}

impl Database {
    pub fn sqlite() -> Self {
        let folder = tempfile::Builder::new().prefix("hatchery-test-").tempdir().expect("a folder for a database");
        let url = format!("sqlite://{}", folder.path().join("hatchery.db").display());
        Database { engine: Engine::Sqlite, url, rest: Rest::Folder(folder) }
    }

    /// Below this folder; nothing where there is none.
    pub fn sqlite_in(folder: &std::path::Path) -> Option<Self> {
        let folder = tempfile::Builder::new().prefix("hatchery-test-").tempdir_in(folder).ok()?;
        let url = format!("sqlite://{}", folder.path().join("hatchery.db").display());
        Some(Database { engine: Engine::Sqlite, url, rest: Rest::Folder(folder) })
    }

    /// Nothing where this machine has no PostgreSQL.
    pub async fn on(engine: Engine) -> Option<Self> {
        match engine {
            Engine::Sqlite => Some(Database::sqlite()),
            Engine::Postgres => Some(Database::postgres(postgres::address()?).await),
        }
    }

    async fn postgres(admin: &str) -> Self {
        let name = fresh_name();
        let mut url = reqwest::Url::parse(admin).expect("the address of the test server");
        url.set_path(&name);
        // template0 is never in use by others, so tests that start together do not get into each other's way.
        administer(admin, &format!("CREATE DATABASE {name} TEMPLATE template0")).await;
        let removal = format!("DROP DATABASE {name} WITH (FORCE)");
        Database {
            engine: Engine::Postgres,
            url: url.into(),
            rest: Rest::OnServer { admin: admin.to_owned(), removal },
        }
    }

    async fn schema(admin: &str) -> Self {
        let name = fresh_name();
        let mut url = reqwest::Url::parse(admin).expect("the address of the test server");
        let options = format!("-csearch_path={name}");
        url.query_pairs_mut().append_pair("options", &options).append_pair("application_name", &name);
        administer(admin, &format!("CREATE SCHEMA {name}")).await;
        // Whoever is still in the middle of something would keep it.
        let removal = format!(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}';
             DROP SCHEMA {name} CASCADE"
        );
        Database {
            engine: Engine::Postgres,
            url: url.into(),
            rest: Rest::OnServer { admin: admin.to_owned(), removal },
        }
    }

    /// The file of an SQLite database, for tests that look at its raw bytes.
    pub fn file(&self) -> Option<PathBuf> {
        match &self.rest {
            Rest::Folder(folder) => Some(folder.path().join("hatchery.db")),
            Rest::OnServer { .. } => None,
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let Rest::OnServer { admin, removal } = &self.rest else { return };
        let (admin, sql) = (admin.clone(), removal.clone());
        // The test's own runtime may be the one that is unwinding, so this one has a thread and a runtime to itself.
        let removing = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
            runtime.expect("a runtime").block_on(administer(&admin, &sql));
        });
        let is_removed = removing.join().is_ok();
        assert!(is_removed || std::thread::panicking(), "this did not work: {removal}");
    }
}

fn fresh_name() -> String {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    format!("hatchery_test_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed))
}

async fn administer(admin: &str, sql: &str) {
    let options: sqlx::postgres::PgConnectOptions = admin.parse().expect("the address of the test server");
    let mut connection: PgConnection = options.connect().await.expect("the test server answers");
    connection.execute(AssertSqlSafe(sql)).await.unwrap_or_else(|e| panic!("{sql}: {e}"));
    connection.close().await.expect("the test server says goodbye");
}

#[tokio::test]
async fn each_database_is_empty_and_takes_rows() {
    each_database(async |url| {
        let mut database = connect(url).await;
        database.execute("CREATE TABLE bots (name TEXT)").await.expect("nothing is there yet");
        let made = database.execute("INSERT INTO bots (name) VALUES ('nest')").await.expect("a row fits");
        assert_eq!(made.rows_affected(), 1);
    })
    .await;
}

#[tokio::test]
async fn two_tests_never_see_each_others_tables() {
    let pairs = databases().await.into_iter().zip(databases().await);
    for (one, other) in pairs.chain(light_databases().await.into_iter().zip(light_databases().await)) {
        connect(&one.url).await.execute("CREATE TABLE bots (name TEXT)").await.expect("made in one");
        connect(&other.url).await.execute("CREATE TABLE bots (name TEXT)").await.expect("not there in the other");
    }
}

#[tokio::test]
async fn a_test_database_goes_with_its_test_even_while_a_connection_is_open() {
    for database in databases().await {
        let mut open = connect(&database.url).await;
        open.execute("CREATE TABLE bots (name TEXT)").await.expect("the table is made");
        let (engine, url, file) = (database.engine, database.url.clone(), database.file());
        drop(database);
        match engine {
            Engine::Sqlite => assert!(!file.expect("SQLite is a file").exists()),
            Engine::Postgres => assert!(AnyConnection::connect(&url).await.is_err(), "the database is gone"),
        }
    }
}

async fn connect(url: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    let is_file = url.starts_with("sqlite:");
    let url = if is_file { format!("{url}?mode=rwc") } else { url.to_owned() };
    AnyConnection::connect(&url).await.expect("a fresh database opens")
}
