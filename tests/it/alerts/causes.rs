//! Each alarm by its real cause, and its end by the end of that.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use hatchery::alerts::readings::{self, Pulse};
use hatchery::alerts::{self, Watcher};
use hatchery::deploy::{self, Asker, Order, Requested, run};
use hatchery::domain::stored_key::Kept;
use hatchery::domain::{Account, BotConfig, Channel, Name, Presences, Provider, Reading};
use hatchery::store::{Durability, fresh_id};
use sqlx::Executor;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::House;
use crate::PATIENCE;
use crate::databases::each_database;
use crate::store::{connect, welcome};

fn order(name: &str) -> Order {
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

/// Somebody asks for a bot, and nobody works on it.
async fn wishes(house: &House, account: i64) {
    let account = Account::telegram(account);
    let person = welcome(&house.app.store, &account).await;
    let mut tx = house.app.store.begin(Durability::Kill).await.expect("begun");
    let asker = Asker { account: &account, person: &person.id, message: None };
    let requested = deploy::request(&house.app, &mut tx, &asker, &order("nest")).await.expect("an answer");
    assert!(matches!(requested, Requested::Accepted(_)), "{requested:?}");
    tx.commit().await.expect("committed");
}

/// Carries out everything that was asked for.
async fn works(house: &House) {
    const LATE: i64 = 1 << 52;
    while let Some(held) = house.app.store.claim_operation(LATE, LATE + 1).await.expect("asked") {
        run::work(&house.app, &held).await.expect("a stage is carried out");
    }
}

/// Everybody is told what there was to tell.
async fn sends_all(house: &House) {
    let now = house.app.now();
    while let Some(letter) = house.app.store.claim_letters(now + 60_000, now + 61_000, 1).await.expect("asked").pop() {
        house.app.store.letter_sent(&letter, None, now).await.expect("noted");
    }
}

/// Lets the clock go on by the half minute between two looks, until something was told.
async fn until_told(house: &House, line: &str) {
    let limit = Instant::now() + PATIENCE;
    loop {
        let told = house.told_to_first().await;
        if told.iter().any(|told| told.starts_with(line)) {
            return;
        }
        assert!(Instant::now() < limit, "waited a minute for “{line}”: {told:?}");
        house.app.move_clock(Duration::from_secs(30));
        sleep(Duration::from_millis(30)).await;
    }
}

fn watches(house: &House) -> CancellationToken {
    let stop = CancellationToken::new();
    tokio::spawn(alerts::watch_shared(Arc::clone(&house.app), fresh_id(), stop.clone()));
    stop
}

#[tokio::test]
async fn work_that_nobody_takes_up_is_told_and_that_it_is_done() {
    each_database(async |url| {
        let house = House::open(url).await;
        let stop = watches(&house);
        wishes(&house, 7).await;
        sends_all(&house).await;
        house.passes(4);
        until_told(&house, "raised queue").await;
        works(&house).await;
        until_told(&house, "over queue").await;
        stop.cancel();
    })
    .await;
}

#[tokio::test]
async fn messages_that_nobody_sends_are_told_and_that_they_are_sent() {
    each_database(async |url| {
        let house = House::open(url).await;
        let stop = watches(&house);
        let ada = Account::telegram(1001);
        let mut tx = house.app.store.begin(Durability::Kill).await.expect("begun");
        // One that is for later is not late.
        tx.tell(&ada, "\"QuotaFree\"", house.app.now() + 86_400_000, house.app.now()).await.expect("told");
        tx.commit().await.expect("committed");
        house.passes(30);
        assert_eq!(house.app.store.oldest_letter(house.app.now()).await.expect("asked"), None);
        let mut tx = house.app.store.begin(Durability::Kill).await.expect("begun");
        tx.tell(&ada, "\"QuotaFree\"", house.app.now(), house.app.now()).await.expect("told");
        tx.commit().await.expect("committed");
        // A platform that is away puts it off again and again; it waits all the same.
        for _ in 0..10 {
            house.passes(1);
            let now = house.app.now();
            let letter = house.app.store.claim_letters(now, now + 1, 1).await.expect("asked").pop().expect("it is due");
            house.app.store.letter_failed(&letter, 1, now + 50_000).await.expect("noted");
        }
        until_told(&house, "raised outbox").await;
        sends_all(&house).await;
        until_told(&house, "over outbox").await;
        stop.cancel();
    })
    .await;
}

#[tokio::test]
async fn bots_that_do_not_hatch_for_a_reason_of_ours_are_told_and_those_that_people_called_off_are_not() {
    each_database(async |url| {
        let mut house = House::open(url).await;
        let read = async |house: &mut House| {
            let readings = readings::shared(&house.app).await.expect("read");
            let failures = readings.into_iter().find(|it| matches!(it, Reading::Failures { .. })).expect("one");
            house.reads(failures.clone()).await;
            failures
        };
        for account in 20..26 {
            wishes(&house, account).await;
        }
        let mut connection = connect(url).await;
        connection.execute("UPDATE operations SET cancelled = 1").await.expect("they were called off");
        works(&house).await;
        assert_eq!(read(&mut house).await, Reading::Failures { failed: 0, ended: 0 });
        for account in 30..36 {
            wishes(&house, account).await;
        }
        // There is no program to start.
        works(&house).await;
        assert_eq!(read(&mut house).await, Reading::Failures { failed: 6, ended: 6 });
        assert_eq!(house.told_to_first().await, ["raised failures"]);
        house.passes(16);
        assert_eq!(read(&mut house).await, Reading::Failures { failed: 0, ended: 0 });
        assert_eq!(house.told_to_first().await[1..], ["over failures after 16 min"]);
    })
    .await;
}

/// It is slow because somebody holds what is written.
#[tokio::test]
async fn a_database_that_is_slow_three_times_in_a_row_is_told_and_that_it_is_quick() {
    each_database(async |url| {
        let mut house = House::open(url).await;
        let mut pulse = Pulse::default();
        let quick = pulse.felt(&house.app).await;
        house.reads(quick).await;
        let mut somebody = connect(url).await;
        let hold = if url.starts_with("sqlite:") { "BEGIN IMMEDIATE" } else { "BEGIN" };
        somebody.execute(hold).await.expect("begun");
        somebody.execute("UPDATE pulse SET at = at").await.expect("it is held");
        for n in 1..=3 {
            let felt = pulse.felt(&house.app).await;
            assert!(matches!(felt, Reading::Database { took } if took >= 1_000), "{felt:?}");
            if n == 3 {
                somebody.execute("ROLLBACK").await.expect("it is free");
            }
            house.reads(felt).await;
            assert_eq!(house.told_to_first().await.len(), usize::from(n == 3), "after {n}");
        }
        let limit = Instant::now() + PATIENCE;
        while house.told_to_first().await.len() < 2 {
            assert!(Instant::now() < limit, "a minute later the database is not called quick");
            let felt = pulse.felt(&house.app).await;
            house.reads(felt).await;
        }
        assert_eq!(house.told_to_first().await, ["raised database", "over database after 0 min"]);
    })
    .await;
}

#[tokio::test]
async fn a_disk_with_less_room_than_is_wanted_is_told_and_what_is_no_disk_of_ours_is_not_watched() {
    each_database(async |url| {
        let house = House::with(url, &[("ALERT_DISK_MB", "1000000000")]).await;
        let mut watcher = Watcher::new(fresh_id());
        alerts::weigh(&house.app, &mut watcher, readings::own(&house.app)).await.expect("weighed");
        alerts::weigh(&house.app, &mut watcher, readings::own(&house.app)).await.expect("weighed");
        assert_eq!(house.told_to_first().await, ["raised disk"]);
        let wide = House::with(url, &[]).await;
        alerts::weigh(&wide.app, &mut watcher, readings::own(&wide.app)).await.expect("weighed");
        assert_eq!(wide.told_to_first().await, ["raised disk", "over disk after 0 min"]);
    })
    .await;
}

/// For example of a platform that was switched off: whoever is on duty for long enough drops it.
#[tokio::test]
async fn what_nobody_watches_any_more_is_over_in_time() {
    each_database(async |url| {
        let mut house = House::open(url).await;
        house.reads(Reading::Budget { left: 1, limit: 100 }).await;
        house.passes(60);
        let stop = watches(&house);
        until_told(&house, "over budget after").await;
        stop.cancel();
    })
    .await;
}
