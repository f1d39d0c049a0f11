//! Persons: one for each account however many meet it at once, and locked while somebody decides about them.

use std::time::Duration;

use hatchery::domain::{Account, Tier, Zone};
use hatchery::store::{Durability, Store};

use crate::databases::each_database;
use crate::store::{Hatchery, account, count, order, race, sql, welcome};

fn madrid() -> Zone {
    Zone::named("Europe/Madrid").expect("a zone")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_account_that_many_meet_at_once_is_one_person() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        for round in 0..5 {
            let persons = race(12, |_| {
                let store = store.clone();
                async move { welcome(&store, &account(round)).await.id }
            })
            .await;
            assert!(persons.iter().all(|person| *person == persons[0]), "{persons:?}");
        }
        assert_eq!(count(url, "SELECT COUNT(*) FROM persons").await, 5, "nobody is left over");
    })
    .await;
}

#[tokio::test]
async fn what_the_platform_says_is_noted_each_time_and_what_the_person_chose_is_kept() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let ada = account(1);
        let met = welcome(&store, &ada).await;
        assert_eq!(
            (met.speaks(), met.standing.tier, met.has_access, met.is_reachable),
            (Some("en"), Tier::Free, false, true)
        );

        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        tx.set_language(&ada, "es").await.expect("set");
        tx.set_zone(&ada, madrid()).await.expect("set");
        tx.set_reachable(&ada, false).await.expect("set");
        tx.commit().await.expect("committed");
        let blocked = store.person(&ada, 0).await.expect("looked up").expect("known");
        assert_eq!((met.zone, blocked.zone), (Zone::UTC, madrid()));
        assert_eq!((blocked.speaks(), blocked.is_reachable), (Some("es"), false));

        let mut tx = store.begin(Durability::Kill).await.expect("begun");
        tx.welcome(&ada, None, None, 2).await.expect("met again");
        tx.commit().await.expect("committed");
        let back = store.person(&ada, 0).await.expect("looked up").expect("known");
        assert_eq!(
            (back.speaks(), back.platform_language.as_deref(), back.is_reachable, back.zone),
            (Some("es"), Some("en"), true, madrid())
        );
        let gone = format!("UPDATE accounts SET zone = 'Atlantis/Poseidonis' WHERE id = '{ada}'");
        assert_eq!(sql(url, &gone).await, 1);
        let lost = store.person(&ada, 0).await.expect("looked up").expect("known");
        assert_eq!(lost.zone, Zone::UTC, "a place that nobody knows any more");
    })
    .await;
}

#[tokio::test]
async fn a_tier_lets_a_known_account_in_and_nobody_else() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (ada, bob) = (account(1), account(2));
        welcome(&store, &ada).await;
        welcome(&store, &bob).await;
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        let person = tx.locked_person(&store, &ada).await.expect("looked up").expect("known");
        tx.set_tier(&person, Tier::Premium, None).await.expect("set");
        let nobody = tx.locked_person(&store, &account(3)).await.expect("looked up");
        assert_eq!(nobody, None, "nobody knows that account");
        tx.commit().await.expect("committed");
        let standing = async |account: &Account| {
            let person = store.person(account, 0).await.expect("looked up").expect("known");
            (person.standing.tier, person.has_access)
        };
        assert_eq!(standing(&ada).await, (Tier::Premium, true));
        assert_eq!(standing(&bob).await, (Tier::Free, false));
        assert_eq!(store.person(&account(3), 0).await.expect("looked up"), None, "and is not made by that");
    })
    .await;
}

#[tokio::test]
async fn people_are_found_by_names_in_any_script() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let mut tx = hatchery.begin().await;
        for (n, name) in ["Ada", "Анна", "Öl 100%"].into_iter().enumerate() {
            tx.welcome(&account(n), None, Some(name), 0).await.expect("welcome");
        }
        tx.commit().await.expect("committed");
        for (text, name) in [("aDA", "Ada"), ("Анна", "Анна"), ("нн", "Анна"), ("Öl", "Öl 100%"), ("0%", "Öl 100%")]
        {
            let found = hatchery.store().find_people(text, 9).await.expect("looked for");
            let names: Vec<_> = found.into_iter().filter_map(|it| it.called).collect();
            assert_eq!(names, [name], "{text}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_decides_about_a_person_waits_for_whoever_does_so_already() {
    each_database(async |url| {
        let hatchery = Hatchery::open(url).await;
        let ada = account(1);
        let person = hatchery.person(&ada).await;
        let mut first = hatchery.begin().await;
        first.lock_person(hatchery.store(), &person.id).await.expect("locked");

        let (store, id) = (hatchery.store().clone(), person.id.clone());
        let mut second = tokio::spawn(async move {
            let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
            tx.lock_person(&store, &id).await.expect("locked");
            tx.used(&id, 0).await.expect("counted").live
        });
        let early = tokio::time::timeout(Duration::from_millis(100), &mut second).await;
        assert!(early.is_err(), "the second did not wait");

        let asker = hatchery::deploy::Asker { account: &ada, person: &person.id, message: None };
        hatchery::deploy::request(&hatchery.app, &mut first, &asker, &order("Nest")).await.expect("accepted");
        first.commit().await.expect("committed");
        assert_eq!(second.await.expect("the second goes on"), 1, "it sees what the first decided");
    })
    .await;
}
