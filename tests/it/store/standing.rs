//! Where somebody stands is looked at behind the lock of their request: limits that an admin changes, somebody who is shut
//! out and a house that is closed count from the moment they are committed, on both databases.

use hatchery::deploy::Requested;
use hatchery::domain::{Bar, Limits, Notice, Tier};
use hatchery::store::{Durability, Override, Store, Tx};

use crate::databases::each_database;
use crate::store::{Hatchery, account, order, race, shared, welcome};

const WIDE: [(&str, &str); 1] = [("TIER_FREE", "hour=50,day=50,live=5")];

fn limited(live: u32, until: Option<i64>) -> Option<Override> {
    Some(Override { limits: Limits { hour: 50, day: 50, live }, until })
}

/// What an admin does while others ask.
#[derive(Clone, Copy, Debug)]
enum Change {
    Lower,
    Ban,
    Close,
}

async fn apply(hatchery: &Hatchery, tx: &mut Tx, number: usize, change: Change) {
    let person = tx.locked_person(hatchery.store(), &account(number)).await.expect("looked up").expect("known");
    match change {
        Change::Lower => tx.set_own_limits(&person, limited(2, None), 1).await.expect("set"),
        Change::Ban => tx.set_banned(&person, true, None).await.expect("shut out"),
        Change::Close => tx.set_maintenance(Some(&Notice::default())).await.expect("closed"),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_change_among_twenty_requests_counts_for_all_that_are_decided_after_it() {
    each_database(async |url| {
        let hatchery = shared(url, &WIDE).await;
        for (number, change) in [Change::Lower, Change::Ban, Change::Close].into_iter().enumerate() {
            let person = hatchery.person(&account(number)).await;
            let answers = race(20, |n| {
                let person = person.clone();
                async move {
                    if n == 10 {
                        let mut tx = hatchery.begin().await;
                        apply(hatchery, &mut tx, number, change).await;
                        let live = tx.used(&person.id, 0).await.expect("counted").live;
                        tx.commit().await.expect("committed");
                        return Err(live);
                    }
                    Ok(hatchery
                        .request(&account(number), &person, &order(&format!("Nest {n}")))
                        .await
                        .expect("an answer"))
                }
            })
            .await;
            let before = answers.iter().find_map(|answer| answer.as_ref().err().copied()).expect("it was changed");
            let accepted = answers.iter().flatten().filter(|it| matches!(it, Requested::Accepted(_))).count() as u32;
            let most = match change {
                Change::Lower => before.max(2),
                Change::Ban | Change::Close => before,
            };
            assert!(accepted <= 5 && accepted <= most, "{change:?} at {before}: {accepted} were accepted");
            assert_eq!(hatchery.live(&person).await, accepted);
            let late = hatchery.request(&account(number), &person, &order("Late")).await.expect("an answer");
            assert!(!matches!(late, Requested::Accepted(_)), "{change:?}: {late:?}");
        }
        hatchery.store().close().await;
    })
    .await;
}

#[tokio::test]
async fn a_tier_and_limits_that_end_are_over_at_their_moment() {
    each_database(async |url| {
        let store = Store::open(url).await.expect("opened");
        let person = welcome(&store, &account(1)).await.id;
        let mut tx = store.begin(Durability::PowerCut).await.expect("begun");
        tx.set_tier(&person, Tier::Premium, Some(100)).await.expect("set");
        tx.set_own_limits(&person, limited(1, Some(50)), 1).await.expect("set");
        let standing = async |tx: &mut Tx, now| {
            let it = tx.standing(&person, now).await.expect("looked up");
            (it.tier, it.tier_until, it.own_limits.map(|own| own.limits.live))
        };
        assert_eq!(standing(&mut tx, 49).await, (Tier::Premium, Some(100), Some(1)));
        assert_eq!(standing(&mut tx, 50).await, (Tier::Premium, Some(100), None));
        assert_eq!(standing(&mut tx, 100).await, (Tier::Free, None, None));
        tx.set_tier(&person, Tier::Premium, None).await.expect("set");
        assert_eq!(standing(&mut tx, 100).await, (Tier::Premium, None, None));
        tx.set_banned(&person, true, Some("why")).await.expect("shut out");
        tx.set_maintenance(Some(&Notice::default())).await.expect("closed");
        let bar = tx.standing(&person, 1).await.expect("looked up").bar;
        assert_eq!(bar, Some(Bar::Banned(Some("why".into()))), "that comes before what is for all");
        tx.set_banned(&person, false, None).await.expect("let in");
        let bar = tx.standing(&person, 1).await.expect("looked up").bar;
        assert_eq!(bar, Some(Bar::Maintenance(Notice::default())));
        tx.commit().await.expect("committed");
    })
    .await;
}
