//! Bots that people make through us: what is made is matched with what was offered, once, and looked at by one.

use hatchery::domain::Millis;
use hatchery::domain::managed::{Child, WishState};
use hatchery::store::{Durability, Store};

use crate::databases::each_database;
use crate::store::{account, count, sql, welcome};

const SOON: Millis = 1_000;

fn child(id: i64) -> Child {
    Child { id, username: format!("nest_{id}_bot") }
}

/// Offers the first person to make one, until `SOON`.
async fn offered(url: &str) -> Store {
    let store = Store::open(url).await.expect("opened");
    for n in [1, 2] {
        welcome(&store, &account(n)).await;
    }
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    for revision in [3, 4] {
        let named = ("nest", "nest_0001_bot");
        tx.begin_managed_wish(&account(1), revision, named, SOON).await.expect("offered");
    }
    tx.commit().await.expect("committed");
    store
}

async fn settled(store: &Store, n: usize, made: i64, now: Millis) -> Option<WishState> {
    let mut tx = store.begin(Durability::Kill).await.expect("begun");
    tx.keep_managed(&child(made), &account(n), now).await.expect("kept");
    let settled = tx.settle_managed_wish(&account(n), made, now).await.expect("settled");
    tx.commit().await.expect("committed");
    settled
}

#[tokio::test]
async fn what_is_made_settles_the_newest_offer_of_its_maker_once() {
    each_database(async |url| {
        let store = offered(url).await;
        assert_eq!(settled(&store, 2, 71, 10).await, None, "nobody offered them anything");
        assert_eq!(settled(&store, 1, 72, 10).await, Some(WishState::Pending));
        assert_eq!(settled(&store, 1, 73, 10).await, None, "one offer, one bot");
        let linked = "SELECT COUNT(*) FROM managed_wishes WHERE state = 'linked' AND made = '72' AND revision = 4";
        assert_eq!(count(url, linked).await, 1);
        store.set_managed_wish(72, WishState::Failed).await.expect("noted");
        assert_eq!(count(url, "SELECT COUNT(*) FROM managed_wishes WHERE state = 'failed'").await, 1);
    })
    .await;
}

#[tokio::test]
async fn an_offer_that_is_over_is_known_as_late_for_a_day() {
    each_database(async |url| {
        for is_tidied in [false, true] {
            let store = offered(url).await;
            if is_tidied {
                store.expire_managed_wishes(SOON, 0).await.expect("tidied");
            }
            assert_eq!(settled(&store, 1, 72, SOON).await, Some(WishState::Expired), "tidied: {is_tidied}");
            sql(url, "DELETE FROM managed_bots").await;
        }
        let store = offered(url).await;
        store.expire_managed_wishes(SOON, SOON).await.expect("tidied");
        assert_eq!(settled(&store, 1, 72, SOON).await, None);
    })
    .await;
}

#[tokio::test]
async fn one_that_changed_is_looked_at_by_one_and_again_when_more_came_meanwhile() {
    each_database(async |url| {
        let store = offered(url).await;
        settled(&store, 1, 72, 10).await;
        assert!(store.managed_due(i64::MAX).await.expect("listed").is_empty(), "no bot speaks by it");
        sql(url, "UPDATE managed_bots SET due = 20 WHERE id = '72'").await;
        assert!(store.managed_due(19).await.expect("listed").is_empty());
        let [due] = &store.managed_due(20).await.expect("listed")[..] else { panic!("not one") };
        assert!(store.claim_managed(due, 500).await.expect("claimed"));
        assert!(!store.claim_managed(due, 500).await.expect("claimed"), "somebody has it");
        assert!(store.managed_due(499).await.expect("listed").is_empty());
        // More came while it was looked at: it is not done.
        sql(url, "UPDATE managed_bots SET news = news + 1, due = 30 WHERE id = '72'").await;
        store.managed_done(due).await.expect("noted");
        let [again] = &store.managed_due(30).await.expect("listed")[..] else { panic!("not one") };
        store.managed_done(again).await.expect("noted");
        assert!(store.managed_due(i64::MAX).await.expect("listed").is_empty());
        assert_eq!(again.child, child(72));
    })
    .await;
}

#[tokio::test]
async fn those_of_a_person_are_theirs_alone_and_go_with_whoever_gets_them() {
    each_database(async |url| {
        let store = offered(url).await;
        settled(&store, 1, 72, 10).await;
        let of = async |n| {
            let person = store.person(&account(n), 0).await.expect("looked up").expect("known");
            let made = store.made_by(&person.id).await.expect("listed");
            made.into_iter().map(|made| made.child.id).collect::<Vec<_>>()
        };
        assert_eq!((of(1).await, of(2).await), (vec![72], vec![]));
        settled(&store, 2, 72, 20).await;
        assert_eq!((of(1).await, of(2).await), (vec![], vec![72]));
    })
    .await;
}
