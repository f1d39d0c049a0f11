//! One of several tells, whoever sees it; a restart in the middle neither repeats nor forgets; what is muted is quiet.

use hatchery::alerts::{self, Watcher};
use hatchery::domain::{Account, Reading};
use hatchery::store::{Durability, fresh_id};

use super::House;
use crate::databases::each_database;
use crate::store::race;

const LATE: Reading = Reading::Queue { age: 3_600_000 };
const IN_TIME: Reading = Reading::Queue { age: 0 };

fn refused(is_refused: bool) -> Reading {
    Reading::Token { of: hatchery::domain::alarm::Front::Discord, is_refused }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_see_it_at_once_one_tells_it_and_its_end() {
    each_database(async |url| {
        let house = House::open(url).await;
        let other = House::open(url).await;
        let apps = [house.app.clone(), other.app.clone()];
        for reading in [refused(true), refused(false)] {
            race(12, |n| {
                let (app, reading) = (apps[n % 2].clone(), reading.clone());
                async move {
                    let mut watcher = Watcher::new(fresh_id());
                    alerts::weigh(&app, &mut watcher, vec![reading]).await.expect("it is weighed");
                }
            })
            .await;
            // What another one keeps up is over when that one has not seen it for two minutes.
            house.passes(3);
            other.passes(3);
        }
        race(12, |n| {
            let app = apps[n % 2].clone();
            async move {
                let mut watcher = Watcher::new(fresh_id());
                alerts::weigh(&app, &mut watcher, vec![refused(false)]).await.expect("it is weighed");
            }
        })
        .await;
        let mut told = house.told().await;
        told.sort();
        let expected =
            ["1001 over token after 3 min", "1001 raised token", "1002 over token after 3 min", "1002 raised token"];
        assert_eq!(told, expected);
    })
    .await;
}

#[tokio::test]
async fn what_one_sees_is_not_called_over_by_another_who_does_not() {
    each_database(async |url| {
        let (mut one, mut other) = (House::open(url).await, House::open(url).await);
        one.reads(refused(true)).await;
        for _ in 0..5 {
            other.reads(refused(false)).await;
            one.passes(1);
            other.passes(1);
            one.reads(refused(true)).await;
        }
        assert_eq!(one.told_to_first().await, ["raised token"]);
        one.reads(refused(false)).await;
        assert_eq!(one.told_to_first().await, ["raised token", "over token after 5 min"]);
    })
    .await;
}

#[tokio::test]
async fn a_restart_in_the_middle_neither_repeats_nor_forgets() {
    each_database(async |url| {
        let mut before = House::open(url).await;
        before.reads(LATE).await;
        before.reads(LATE).await;
        before.app.store.close().await;
        let mut after = House::open(url).await;
        after.reads(LATE).await;
        after.reads(LATE).await;
        assert_eq!(after.told_to_first().await, ["raised queue"]);
        after.passes(30);
        after.reads(IN_TIME).await;
        assert_eq!(after.told_to_first().await, ["raised queue", "over queue after 30 min"]);
        after.reads(IN_TIME).await;
        assert_eq!(after.told().await.len(), 4, "to each of the two once");
    })
    .await;
}

#[tokio::test]
async fn while_it_lasts_it_is_told_again_every_six_hours_by_one() {
    each_database(async |url| {
        let (mut one, mut other) = (House::open(url).await, House::open(url).await);
        for _ in 0..(13 * 6) {
            one.reads(LATE).await;
            other.reads(LATE).await;
            one.passes(10);
            other.passes(10);
        }
        assert_eq!(one.told_to_first().await, ["raised queue", "still queue", "still queue"]);
    })
    .await;
}

async fn mutes(house: &House, is_on: bool) {
    let (app, ada) = (&house.app, Account::telegram(1001));
    let mut tx = app.store.begin(Durability::Kill).await.expect("begun");
    if is_on {
        tx.mute(None, &ada, app.now() + 3_600_000).await.expect("muted");
    } else {
        assert!(tx.unmute(app.now()).await.expect("unmuted"));
    }
    tx.commit().await.expect("committed");
}

#[tokio::test]
async fn what_is_muted_is_told_when_the_mute_is_over_and_only_if_it_still_lasts() {
    each_database(async |url| {
        let mut house = House::open(url).await;
        mutes(&house, true).await;
        house.reads(refused(true)).await;
        house.reads(LATE).await;
        house.reads(LATE).await;
        house.passes(20);
        house.reads(refused(false)).await;
        assert_eq!(house.told_to_first().await, Vec::<String>::new(), "nobody was told of either");
        house.passes(45);
        house.reads(LATE).await;
        assert_eq!(house.told_to_first().await, ["raised queue"]);
        mutes(&house, true).await;
        house.reads(IN_TIME).await;
        assert_eq!(
            house.told_to_first().await[1..],
            ["over queue after 65 min"],
            "whoever was told is told of its end"
        );
        house.reads(refused(true)).await;
        mutes(&house, false).await;
        house.reads(refused(true)).await;
        assert_eq!(house.told_to_first().await[2..], ["raised token"]);
    })
    .await;
}

#[tokio::test]
async fn an_alarm_that_nobody_could_be_told_of_is_told_to_the_first_who_comes() {
    each_database(async |url| {
        let mut house = House::with(url, &[("ADMINS", "telegram:1003")]).await;
        house.reads(refused(true)).await;
        assert!(house.told().await.is_empty());
        crate::store::welcome(&house.app.store, &Account::telegram(1003)).await;
        house.reads(refused(true)).await;
        house.reads(refused(true)).await;
        assert_eq!(house.told().await, ["1003 raised token"]);
    })
    .await;
}
