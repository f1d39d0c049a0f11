//! Opening a database: made when it is not there, brought up to date once, refused when it is older.

use std::os::unix::fs::PermissionsExt;

use hatchery::store::Store;

use crate::databases::{Database, each_database};
use crate::store::{account, count, race, sql, welcome};

const MIGRATIONS: i64 = 9;

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

#[tokio::test]
async fn a_database_with_an_older_schema_is_not_ready() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let older = format!("DELETE FROM _sqlx_migrations WHERE version = {MIGRATIONS}");
        assert_eq!(sql(url, &older).await, 1);
        let fault = store.is_ready().await.expect_err("it is ready");
        assert_eq!(fault.to_string(), "the database has an older schema");
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
