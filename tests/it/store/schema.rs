//! Opening a database: made when it is not there, brought up to date once, refused when it is older.

use std::os::unix::fs::PermissionsExt;

use hatchery::domain::config::How;
use hatchery::store::Store;
use sqlx::Row;

use crate::databases::{Database, each_database};
use crate::store::{account, connect, count, race, sql, welcome};

const MIGRATIONS: i64 = 29;

async fn applied(url: &str) -> i64 {
    count(url, "SELECT COUNT(*) FROM _sqlx_migrations").await
}

#[tokio::test]
async fn a_database_that_is_opened_again_keeps_its_rows_and_its_schema() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let person = welcome(&store, &account(1)).await;
        store.close().await;

        let again = Store::open(url).await.expect("opened again");
        again.is_ready().await.expect("ready");
        assert_eq!(again.person(&account(1), 0).await.expect("looked up"), Some(person));
        assert_eq!(applied(url).await, MIGRATIONS);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_that_open_a_new_database_at_once_all_get_the_same_one() {
    for _ in 0..3 {
        each_database(async |url| {
            let tags = race(6, |n| {
                let url = url.to_owned();
                async move {
                    let store = Store::open(&url).await.expect("opened");
                    store.is_ready().await.expect("ready");
                    let tag = store.installation_tag(&format!("tag{n}")).await.expect("a tag");
                    store.close().await;
                    tag
                }
            })
            .await;
            assert_eq!(applied(url).await, MIGRATIONS);
            assert!(tags.iter().all(|tag| *tag == tags[0]), "one installation, one tag: {tags:?}");
        })
        .await;
    }
}

/// Asked at every message. PostgreSQL decides for itself, by how many there are.
#[tokio::test]
async fn a_circle_is_found_without_looking_at_everybody() {
    each_database(async |url| {
        Store::open(url).await.expect("opened").close().await;
        if url.starts_with("sqlite:") {
            let question = "EXPLAIN QUERY PLAN SELECT p.tier FROM persons p JOIN circles c ON c.person_id = p.id
                            WHERE c.circle = 'somebody'";
            let rows = sqlx::query(question).fetch_all(&mut connect(url).await).await.expect("a plan");
            let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
            assert!(plan.iter().all(|step| !step.contains("SCAN")), "{plan:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_database_with_an_older_schema_is_not_ready() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let older = "DELETE FROM _sqlx_migrations WHERE version = (SELECT MAX(version) FROM _sqlx_migrations)";
        assert_eq!(sql(url, older).await, 1);
        let fault = store.is_ready().await.expect_err("it is ready");
        assert_eq!(fault.to_string(), "the database has an older schema");
    })
    .await;
}

/// A database as an older Hatchery left it, with the migrations before this one.
async fn before(url: &str, version: i64) {
    let older = tempfile::tempdir().expect("a folder");
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/migrations")).expect("listed") {
        let path = file.expect("listed").path();
        let name = path.file_name().and_then(|name| name.to_str()).expect("a name");
        if name[..4].parse::<i64>().expect("a version") < version {
            std::fs::copy(&path, older.path().join(name)).expect("copied");
        }
    }
    let migrator = sqlx::migrate::Migrator::new(older.path()).await.expect("migrations");
    sqlx::any::install_default_drivers();
    let is_file = url.starts_with("sqlite:");
    let address = if is_file { format!("{url}?mode=rwc") } else { url.to_owned() };
    let pool = sqlx::AnyPool::connect(&address).await.expect("a database");
    migrator.run(&pool).await.expect("migrated");
    pool.close().await;
}

#[tokio::test]
async fn model_and_guests_of_an_older_hatchery_are_the_first_revision_of_a_config() {
    each_database(async |url| {
        before(url, 12).await;
        sql(url, "INSERT INTO persons (id, tier, access, created_at) VALUES ('00000000000000000000000001', 'free', 1, 1)").await;
        sql(
            url,
            "INSERT INTO accounts (id, person_id, language, platform_language, reachable, created_at)
             VALUES ('telegram:42', '00000000000000000000000001', NULL, NULL, 1, 1)",
        )
        .await;
        let bot = |n: usize| hatchery::domain::Id::from_bytes([n as u8; 16]);
        let rows = [
            ("NULL", "[]", "{}"),
            ("'~anthropic/claude-haiku-latest'", "[]", r#"{"model":"~anthropic/claude-haiku-latest"}"#),
            ("NULL", r#"["43000","44000"]"#, r#"{"guests":["43000","44000"]}"#),
            ("'m-1'", r#"["43000"]"#, r#"{"guests":["43000"],"model":"m-1"}"#),
        ];
        for (n, (model, guests, _)) in rows.iter().enumerate() {
            let id = bot(n);
            let insert = format!(
                "INSERT INTO instances (id, person_id, owner, name, name_key, blueprint, provider, model, channels, guests,
                     target, status, live, secret_versions, status_at, created_at)
                 VALUES ('{id}', '00000000000000000000000001', 'telegram:42', 'nest{n}', 'nest{n}', 'hatchling', 'anthropic', {model}, '[\"web\"]',
                     '{guests}', 'local', 'stopped', 1, 0, 5, 5)"
            );
            sql(url, &insert).await;
        }
        let store = Store::open(url).await.expect("brought up to date");
        for (n, (_, _, document)) in rows.iter().enumerate() {
            let instance = store.instance(&bot(n)).await.expect("read").expect("there");
            assert_eq!(instance.config.revision, 1);
            assert_eq!(instance.config.document.expect("it can be read").text(), *document);
            let history = store.config_history(&bot(n), i64::MAX, 9).await.expect("listed");
            let [only] = &history[..] else { panic!("{history:?}") };
            assert_eq!((only.revision, only.how, only.by.to_string(), only.at), (1, How::Before, "telegram:42".into(), 5));
            assert_eq!(only.document.as_ref().expect("it can be read").text(), *document);
        }
        let columns = sqlx::query("SELECT model FROM instances").fetch_all(&mut connect(url).await).await;
        assert!(columns.is_err(), "the old columns are gone");
    })
    .await;
}

#[tokio::test]
async fn a_database_that_is_closed_is_not_ready() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        store.close().await;
        assert!(store.is_ready().await.is_err(), "it answers");
    })
    .await;
}

#[tokio::test]
async fn an_address_that_cannot_be_used_is_refused_without_being_shown() {
    for (url, why) in [
        ("mysql://hatchery:HATCHTEST@127.0.0.1/hatchery", "DATABASE_URL begins with neither sqlite:// nor postgres://"),
        ("postgres://hatchery:HATCHTEST@127.0.0.1:port/hatchery", "read DATABASE_URL"),
        ("postgres://hatchery:HATCHTEST@127.0.0.1:1/hatchery", "refused"),
    ] {
        let fault = Store::open(url).await.err().expect("it was opened");
        let told = format!("{fault:#} {fault:?}");
        assert!(told.contains(why), "{told}");
        assert!(!told.contains("HATCHTEST"), "{told}");
    }
}

#[tokio::test]
async fn a_database_file_is_made_where_its_address_says_and_for_nobody_else_to_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("my bots?/hatchery.db");
    std::fs::create_dir(path.parent().expect("a folder")).expect("made");
    // As the setting writes it: an address has its blanks and question marks encoded.
    let url = format!("sqlite://{}/my%20bots%3F/hatchery.db", folder.path().display());
    let store = Store::open(&url).await.expect("opened");
    welcome(&store, &account(1)).await;
    for name in ["hatchery.db", "hatchery.db-wal", "hatchery.db-shm"] {
        let file = path.with_file_name(name);
        let mode = std::fs::metadata(&file).unwrap_or_else(|fault| panic!("{name}: {fault}")).permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).expect("listed").count(), 1, "nothing lies beside the folder");
}

#[tokio::test]
async fn a_database_of_another_program_is_left_as_it_is() {
    let database = Database::sqlite();
    let file = database.file().expect("SQLite is a file");
    std::fs::write(&file, "this is a diary").expect("written");
    let fault = Store::open(&database.url).await.err().expect("it was opened");
    assert!(format!("{fault:#}").contains("file is not a database"), "{fault:#}");
    assert_eq!(std::fs::read_to_string(&file).expect("read"), "this is a diary");
}
