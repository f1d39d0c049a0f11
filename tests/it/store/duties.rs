//! What one Hatchery does for all: one holder at a time, until its time is over or it gives it back.

use hatchery::store::{Store, fresh_id};

use crate::databases::each_database;
use crate::store::race;

#[tokio::test]
async fn a_duty_has_one_holder_until_its_time_is_over() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (one, other) = (fresh_id(), fresh_id());
        let hold = async |holder, now, until| store.hold_lease("poll", holder, now, until).await.expect("asked");
        assert!(hold(&one, 100, 110).await, "it is free");
        assert!(!hold(&other, 109, 200).await, "it is held");
        assert!(hold(&one, 109, 120).await, "its holder renews it");
        assert!(!hold(&other, 119, 200).await, "it was renewed");
        assert!(hold(&other, 120, 130).await, "it is over");
        assert!(!hold(&one, 121, 200).await, "whoever was paused too long has lost it");
        assert!(hold(&one, 130, 140).await);
        // Late, and nobody wanted it meanwhile.
        assert!(hold(&one, 900, 910).await);
    })
    .await;
}

#[tokio::test]
async fn a_duty_that_is_given_back_is_free_at_once_and_only_its_holder_gives_it_back() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (one, other) = (fresh_id(), fresh_id());
        let hold = async |holder| store.hold_lease("poll", holder, 100, 200).await.expect("asked");
        assert!(hold(&one).await);
        store.give_back_lease("poll", &other).await.expect("asked");
        assert!(!hold(&other).await, "it was not his to give");
        store.give_back_lease("poll", &one).await.expect("given back");
        assert!(hold(&other).await);
        assert!(!hold(&one).await);
    })
    .await;
}

#[tokio::test]
async fn two_duties_have_nothing_to_do_with_each_other() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (one, other) = (fresh_id(), fresh_id());
        assert!(store.hold_lease("poll", &one, 100, 200).await.expect("asked"));
        assert!(store.hold_lease("watch", &other, 100, 200).await.expect("asked"));
        assert!(!store.hold_lease("watch", &one, 100, 200).await.expect("asked"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_that_want_a_duty_at_once_one_gets_it() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        // Free the first time, over after that.
        for now in [100, 200, 300, 400] {
            let won = race(12, |_| {
                let store = store.clone();
                async move { store.hold_lease("poll", &fresh_id(), now, now + 100).await.expect("asked") }
            })
            .await;
            assert_eq!(won.into_iter().filter(|won| *won).count(), 1, "at {now}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_only_hatchery_of_a_database_finds_every_duty_free_at_its_start() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        assert!(store.hold_lease("poll", &fresh_id(), 100, 200).await.expect("asked"));
        store.release_leases(101).await.expect("released");
        assert!(store.hold_lease("poll", &fresh_id(), 101, 200).await.expect("asked"));
    })
    .await;
}
