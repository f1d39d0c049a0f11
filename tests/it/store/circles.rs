//! Accounts that are linked with each other: codes that are good once, consent of both, one person to everybody who
//! counts, and the way apart.

use hatchery::domain::{Account, Id, Tier, Zone};
use hatchery::store::{Consent, Durability, Link, Store};

use crate::databases::each_database;
use crate::store::{account, count, race, welcome};

fn on_discord(n: u64) -> Account {
    Account::parse(&format!("discord:{n}")).expect("an account")
}

async fn begun(store: &Store, host: &Account, code: &str) {
    let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
    tx.begin_link(host, code, 1_000).await.expect("a code is made");
    tx.commit().await.expect("committed");
}

async fn taken(store: &Store, code: &str, guest: &Account, now: i64) -> Option<Link> {
    let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
    let taken = tx.take_link(code, guest, now).await.expect("asked");
    tx.commit().await.expect("committed");
    taken
}

async fn agreed(store: &Store, link: &Id, side: &Account, now: i64) -> Consent {
    let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
    let consent = tx.agree_to_link(link, side, now).await.expect("asked");
    if let Consent::Whole(link) = &consent {
        tx.lock_both(store, &link.host, &link.guest).await.expect("locked");
        tx.join(&link.host, &link.guest).await.expect("joined");
    }
    tx.commit().await.expect("committed");
    consent
}

pub async fn linked(store: &Store, host: &Account, guest: &Account) {
    begun(store, host, "code").await;
    let link = taken(store, "code", guest, 1).await.expect("it is good");
    assert_eq!(agreed(store, &link.id, guest, 2).await, Consent::Half(link.clone()));
    assert_eq!(agreed(store, &link.id, host, 3).await, Consent::Whole(link));
}

#[tokio::test]
async fn a_code_is_good_once_for_a_while_and_on_another_platform() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (ada, bob, there, other) = (account(1), account(2), on_discord(1), on_discord(2));
        for one in [&ada, &bob, &there, &other] {
            welcome(&store, one).await;
        }
        begun(&store, &ada, "first").await;
        begun(&store, &ada, "second").await;
        assert_eq!(taken(&store, "first", &there, 1).await, None, "a newer code voids it");
        assert_eq!(taken(&store, "guess", &there, 1).await, None);
        assert_eq!(taken(&store, "second", &bob, 1).await, None, "the same platform");
        assert_eq!(taken(&store, "second", &there, 1_000).await, None, "too old");
        let link = taken(&store, "second", &there, 999).await.expect("it is good");
        assert_eq!((&link.host, &link.guest), (&ada, &there));
        assert_eq!(taken(&store, "second", &other, 999).await, None, "it was used");
        // Whoever is neither side has no say, and whoever comes too late has none any more.
        for stranger in [&bob, &other] {
            assert_eq!(agreed(&store, &link.id, stranger, 999).await, Consent::Over);
        }
        assert_eq!(agreed(&store, &link.id, &ada, 1_000).await, Consent::Over);
        assert_eq!(agreed(&store, &link.id, &ada, 999).await, Consent::Half(link.clone()));
        assert_eq!(
            agreed(&store, &link.id, &ada, 999).await,
            Consent::Half(link.clone()),
            "one side cannot say it twice"
        );
        assert_eq!(agreed(&store, &link.id, &there, 999).await, Consent::Whole(link.clone()));
        assert_eq!(agreed(&store, &link.id, &there, 999).await, Consent::Over, "it is made");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_give_a_code_at_once_one_has_it() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let ada = account(1);
        welcome(&store, &ada).await;
        for n in 0..8 {
            welcome(&store, &on_discord(n)).await;
        }
        begun(&store, &ada, "code").await;
        let takes = race(8, |n| {
            let store = store.clone();
            async move { taken(&store, "code", &on_discord(n as u64), 1).await }
        })
        .await;
        assert_eq!(takes.into_iter().flatten().count(), 1);
    })
    .await;
}

#[tokio::test]
pub async fn linked_accounts_are_one_person_until_they_part() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (ada, there) = (account(1), on_discord(1));
        welcome(&store, &ada).await;
        welcome(&store, &there).await;
        let known = async |account: &Account| store.person(account, 0).await.expect("looked up").expect("known");
        let (mine, tokyo) = (known(&ada).await.id, Zone::named("Asia/Tokyo").expect("a zone"));
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.set_tier(&mine, Tier::Premium, None).await.expect("set");
        tx.set_language(&there, "es").await.expect("set");
        tx.set_zone(&there, tokyo).await.expect("set");
        tx.commit().await.expect("committed");
        linked(&store, &ada, &there).await;
        for one in [&ada, &there] {
            let person = known(one).await;
            assert_eq!(
                (person.standing.tier, person.has_access, person.speaks(), person.zone),
                (Tier::Premium, true, Some("es"), tokyo),
                "{one}"
            );
            assert_eq!(person.keeper, there, "one conversation");
        }
        assert!(store.are_one(&known(&ada).await.id, &known(&there).await.id).await.expect("compared"));
        for tier in [Tier::Free, Tier::Premium] {
            let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
            tx.set_tier(&mine, tier, None).await.expect("set");
            tx.commit().await.expect("committed");
            assert_eq!((known(&ada).await.standing.tier, known(&there).await.standing.tier), (tier, tier));
        }

        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        assert!(tx.part(&store, &ada).await.expect("parted"));
        assert!(!tx.part(&store, &ada).await.expect("asked"), "it is alone");
        tx.commit().await.expect("committed");
        let (here, apart) = (known(&ada).await, known(&there).await);
        assert_eq!((here.standing.tier, here.has_access, here.keeper), (Tier::Premium, true, ada.clone()));
        assert_eq!(
            (apart.standing.tier, apart.has_access, apart.keeper),
            (Tier::Free, false, there.clone()),
            "it took nothing along"
        );
        assert!(!store.are_one(&here.id, &apart.id).await.expect("compared"));
    })
    .await;
}

#[tokio::test]
async fn whoever_an_older_hatchery_adds_is_a_circle_by_themselves() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (ada, bob) = (account(1), account(2));
        let (ada, bob) = (welcome(&store, &ada).await.id, welcome(&store, &bob).await.id);
        assert_eq!(count(url, "SELECT COUNT(*) FROM persons WHERE circle IS NULL").await, 2, "as they are added");
        assert!(!store.are_one(&ada, &bob).await.expect("compared"));
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.lock_person(&store, &ada).await.expect("locked");
        assert_eq!(tx.circle(&ada).await.expect("looked up"), ada);
    })
    .await;
}

#[tokio::test]
async fn who_stays_behind_stays_together() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let (ada, there, desk) = (account(1), on_discord(1), Account::console());
        for one in [&ada, &there, &desk] {
            welcome(&store, one).await;
        }
        linked(&store, &ada, &there).await;
        linked(&store, &ada, &desk).await;
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        assert_eq!(tx.accounts_with(&desk).await.expect("listed").len(), 3);
        assert!(tx.part(&store, &ada).await.expect("parted"));
        assert_eq!(tx.accounts_with(&desk).await.expect("listed"), [desk.clone(), there.clone()]);
        assert_eq!(tx.accounts_with(&ada).await.expect("listed"), std::slice::from_ref(&ada));
        tx.commit().await.expect("committed");
    })
    .await;
}
