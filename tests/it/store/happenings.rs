//! What happens to a bot is numbered in the order in which it is committed: whoever goes on behind a number misses nothing.

use hatchery::domain::Id;
use hatchery::domain::act::{Act, ActKind};

use crate::databases::each_database;
use crate::store::{Hatchery, account, order, race};

const MANY: usize = 40;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_reads_on_while_many_write_sees_each_once_and_misses_none() {
    each_database(async |url| {
        let hatchery: &'static Hatchery = Box::leak(Box::new(Hatchery::with(url, &[]).await));
        let bot: &'static Id = Box::leak(Box::new(hatchery.hatched(&account(1), &order("Nest")).await));
        let reading = tokio::spawn(async move {
            let (mut after, mut seen) = (0, Vec::new());
            while seen.len() < MANY + 2 {
                for it in hatchery.store().happenings(bot, after, 7).await.expect("listed") {
                    assert!(it.number > after, "{after} {it:?}");
                    after = it.number;
                    seen.push(it.at);
                }
                tokio::task::yield_now().await;
            }
            seen
        });
        race(MANY, |n| async move {
            let mut tx = hatchery.begin().await;
            // No two clocks agree.
            let act = Act::by_itself(ActKind::Edit, "Nest").on(bot);
            tx.record(&act, (n as i64 * 7_919) % 1_000).await.expect("recorded");
            tokio::task::yield_now().await;
            tx.commit().await.expect("committed");
        })
        .await;
        let mut seen = reading.await.expect("no panic");
        assert_eq!(seen.len(), MANY + 2);
        seen.sort_unstable();
        let mut wanted: Vec<i64> = (0..MANY as i64).map(|n| (n * 7_919) % 1_000).collect();
        wanted.sort_unstable();
        assert_eq!(seen[..MANY], wanted[..]);
        hatchery.store().close().await;
    })
    .await;
}
