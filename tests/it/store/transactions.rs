//! Transactions: all or nothing, as durable as was asked for, and harmless when whoever began one goes away in the
//! middle.

use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use hatchery::domain::Platform;
use hatchery::store::{Durability, Engine, Kept, Store, TurnRecord};
use tokio::time::timeout;

use crate::databases::{Database, each_database};
use crate::store::conversations::nothing;
use crate::store::{LATE, account, count, rows, sql};

/// Notes in each transaction that inserts an update what the engine says of its own durability.
fn watch(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => {
            "CREATE TABLE seen (durability TEXT);
             CREATE TRIGGER watch AFTER INSERT ON updates BEGIN
                 INSERT INTO seen SELECT CAST(synchronous AS TEXT) FROM pragma_synchronous;
             END"
        }
        Engine::Postgres => {
            "CREATE TABLE seen (durability TEXT);
             CREATE FUNCTION watch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                 INSERT INTO seen VALUES (current_setting('synchronous_commit'));
                 RETURN NEW;
             END $$;
             CREATE TRIGGER watch AFTER INSERT ON updates FOR EACH ROW EXECUTE FUNCTION watch()"
        }
    }
}

#[tokio::test]
async fn a_turn_survives_a_kill_and_a_step_survives_a_power_cut() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        sql(url, watch(store.engine())).await;
        // SQLite: 1 is NORMAL, 2 is FULL. The one connection that writes goes from one to the other and back.
        let (turn, step) = match store.engine() {
            Engine::Sqlite => ("1", "2"),
            Engine::Postgres => ("off", "on"),
        };
        let all = [(Durability::Kill, turn), (Durability::PowerCut, step), (Durability::Kill, turn)];
        // What is for many goes by connections of its own on PostgreSQL.
        for (n, (durability, expected)) in all.into_iter().chain(all).enumerate() {
            let begun =
                if n < all.len() { store.begin(durability).await } else { store.begin_for_many(durability).await };
            let mut tx = begun.expect("begun");
            tx.first_time(Platform::Telegram, &n.to_string(), 0).await.expect("noted");
            tx.commit().await.expect("committed");
            assert_eq!(rows(url, &["seen"]).await, [format!("seen: Some({expected:?})")], "{durability:?}");
            sql(url, "DELETE FROM seen").await;
        }
        // A turn that is one statement by itself follows a step that is committed, and one that is not.
        for is_committed in [true, false] {
            let step = store.begin(Durability::PowerCut).await.expect("begun");
            if is_committed {
                step.commit().await.expect("committed");
            } else {
                drop(step);
            }
            let update = Some(format!("after {is_committed}"));
            let kept = store.keep(TurnRecord { update, ..nothing(&account(1)) }).await.expect("kept");
            assert_eq!(kept, Kept::Saved);
            assert_eq!(rows(url, &["seen"]).await, [format!("seen: Some({turn:?})")], "{is_committed}");
            sql(url, "DELETE FROM seen").await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_committed_is_taken_over_from_sqlites_log_while_somebody_writes() {
    const MARK: &str = "HATCHTEST-taken-over";
    let database = Database::sqlite();
    let store = Store::open(&database.url).await.expect("opened");
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    tx.first_time(Platform::Telegram, MARK, 0).await.expect("noted");
    tx.commit().await.expect("committed");
    let file = database.file().expect("SQLite is a file");
    let holds = || std::fs::read(&file).expect("the database").windows(MARK.len()).any(|some| some == MARK.as_bytes());
    assert!(!holds());
    let mut writing = store.begin(Durability::Kill).await.expect("begun");
    writing.first_time(Platform::Telegram, "another", 0).await.expect("noted");
    store.checkpoint().await.expect("taken over");
    assert!(holds());
}

#[tokio::test]
async fn a_dropped_transaction_changes_nothing_and_the_next_one_begins() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for durability in [Durability::Kill, Durability::PowerCut, Durability::Kill] {
            let mut tx = store.begin(durability).await.expect("begun");
            assert!(tx.first_time(Platform::Telegram, "77", 0).await.expect("noted"), "it is new each time");
            drop(tx);
        }
        assert_eq!(count(url, "SELECT COUNT(*) FROM updates").await, 0);
    })
    .await;
}

#[tokio::test]
async fn whoever_looks_something_up_waits_for_nobody_who_writes() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let mut held = Vec::new();
        while let Ok(tx) = timeout(Duration::from_millis(200), store.begin(Durability::Kill)).await {
            held.push(tx.expect("begun"));
        }
        assert_eq!(store.person(&account(1), 0).await.expect("looked up"), None);
    })
    .await;
}

/// Drops a future after it was polled so many times.
async fn given_up<T>(polls: usize, future: impl Future<Output = T>) -> Option<T> {
    let mut future = pin!(future);
    let mut left = polls;
    std::future::poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        future.as_mut().poll(context).map(Some)
    })
    .await
}

/// One turn: it writes two rows, or none.
async fn turn(store: &Store, update: &str) -> anyhow::Result<()> {
    let mut tx = store.begin(Durability::PowerCut).await?;
    tx.first_time(Platform::Telegram, update, 0).await?;
    tx.first_time(Platform::Discord, update, 0).await?;
    tx.commit().await
}

#[tokio::test]
async fn a_turn_that_is_given_up_anywhere_is_done_whole_or_not_and_blocks_nobody() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        for n in 0..200 {
            tx.welcome(&account(n), None, None, 0).await.expect("welcome");
            tx.tell(&account(n), "{}", n as i64, n as i64).await.expect("told");
        }
        tx.commit().await.expect("committed");

        let mut given_up_turns = 0;
        for round in 0..6 {
            for polls in 0.. {
                if given_up(polls, turn(&store, &format!("{round}-{polls}"))).await.is_some() {
                    break;
                }
                given_up_turns += 1;
                if store.engine() == Engine::Postgres {
                    no_transaction_is_left_open(url).await;
                }
                // What is written next, in no transaction, is there for everybody at once: no connection went back to
                // the pool with a transaction that somebody had begun and left open.
                let letter = store.claim_letters(LATE, LATE + 1, 1).await.expect("claimed").pop().expect("a letter");
                assert!(store.keep_letter(&letter, LATE + 2).await.expect("kept"));
                let kept = format!("SELECT COUNT(*) FROM outbox WHERE lease_until = {}", LATE + 2);
                assert_eq!(count(url, &kept).await, given_up_turns, "given up after {polls} polls");
            }
        }
        assert!(given_up_turns >= 12, "only {given_up_turns} turns were given up");
        let halves = "SELECT COUNT(*) FROM (SELECT id FROM updates GROUP BY id HAVING COUNT(*) <> 2) AS halves";
        assert_eq!(count(url, halves).await, 0, "no turn is there by half");
        for n in 0..20 {
            turn(&store, &format!("after-{n}")).await.expect("a turn");
        }
        assert_eq!(count(url, "SELECT COUNT(*) FROM updates WHERE id LIKE 'after-%'").await, 40);
    })
    .await;
}

async fn no_transaction_is_left_open(url: &str) {
    let open = "SELECT COUNT(*) FROM pg_stat_activity
                WHERE datname = current_database() AND state LIKE 'idle in transaction%'";
    let closed = async {
        while count(url, open).await > 0 {
            tokio::task::yield_now().await;
        }
    };
    assert!(tokio::time::timeout(Duration::from_secs(3), closed).await.is_ok(), "transactions stay open");
}
