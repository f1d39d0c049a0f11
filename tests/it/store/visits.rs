//! Requests over HTTP that come at the same moment: they are counted and read together, and each has what is its own.

use hatchery::store::{Page, Store};

use crate::databases::each_database;
use crate::store::{account, count, order, race, shared};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_asks_at_once_is_counted_exactly_also_by_two_hatcheries() {
    const MOST: i64 = 30;
    const EACH: usize = 80;
    each_database(async |url| {
        let stores = [Store::open(url).await.expect("opened"), Store::open(url).await.expect("opened")];
        let rates = race(3 * EACH, |n| {
            let (who, store) = (n % 3, stores[n % 2].clone());
            async move {
                let rate = store.count_request(&format!("address:10.0.0.{who}"), MOST, 1_000).await.expect("counted");
                assert_eq!(rate.until, 61_000);
                (who, rate.n)
            }
        })
        .await;
        for who in 0..3 {
            let mut seen: Vec<i64> = rates.iter().filter(|it| it.0 == who).map(|it| it.1).collect();
            seen.sort();
            let mut expected: Vec<i64> = (1..=MOST).collect();
            expected.resize(EACH, MOST + 1);
            assert_eq!(seen, expected);
        }
        // Of each as many are kept as count.
        let blanks = "SELECT CAST(SUM(LENGTH(moments) - LENGTH(REPLACE(moments, ' ', ''))) AS BIGINT) FROM api_counts";
        assert_eq!(count(url, blanks).await, 3 * (MOST - 1));
        assert_eq!(count(url, "SELECT COUNT(*) FROM api_counts").await, 3);
        for store in stores {
            store.close().await;
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn pages_that_are_read_together_are_each_the_askers_own() {
    each_database(async |url| {
        let hatchery = shared(url, &[]).await;
        let mut all = Vec::new();
        for n in 0..7 {
            let mut own = Vec::new();
            for bot in 0..n % 4 {
                own.push(hatchery.ordered(&account(n), &order(&format!("Nest {bot}"))).await);
            }
            own.reverse();
            all.push((hatchery.person(&account(n)).await.id, own));
        }
        race(60, |n| {
            let (person, own) = all[n % all.len()].clone();
            let most = 1 + n % 3;
            let older_than = own.first().filter(|_| n % 2 == 0).cloned();
            async move {
                let page = Page { person, older_than: older_than.clone(), most: most as i64 };
                let read = hatchery.store().listed_instances(page).await.expect("read");
                let read: Vec<_> = read.into_iter().map(|bot| bot.id).collect();
                let older = own.into_iter().filter(|id| older_than.as_ref().is_none_or(|than| id < than));
                assert_eq!(read, older.take(most).collect::<Vec<_>>());
            }
        })
        .await;
        hatchery.store().close().await;
    })
    .await;
}
