//! The webhook for alerts: both shapes, in order, as long as it takes, and a dead one is told in chat.

use std::sync::Arc;
use std::time::Duration;

use hatchery::alerts;
use hatchery::domain::Reading;
use hatchery::domain::alarm::Front;
use hatchery::store::fresh_id;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep};
use tokio_util::sync::CancellationToken;

use super::House;
use crate::PATIENCE;
use crate::databases::each_database;
use crate::fakes::webhooks::{FakeWebhooks, Mishap};
use crate::store::count;

fn refused(is_refused: bool) -> Reading {
    Reading::Token { of: Front::Discord, is_refused }
}

/// A Hatchery that posts to this address until it is stopped.
async fn posts(url: &str, address: &str) -> (House, CancellationToken) {
    let house = House::with(url, &[("ALERT_WEBHOOK_URL", address)]).await;
    let (stop, _) = starts(&house);
    (house, stop)
}

/// Whoever posts for it, until they are stopped.
fn starts(house: &House) -> (CancellationToken, JoinHandle<()>) {
    let stop = CancellationToken::new();
    let posting = tokio::spawn(alerts::post(Arc::clone(&house.app), fresh_id(), stop.clone()));
    (stop, posting)
}

async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let limit = Instant::now() + PATIENCE;
    while !holds().await {
        assert!(Instant::now() < limit, "waited a minute for: {what}");
        sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn an_alarm_and_its_end_are_posted_in_either_shape() {
    for is_slack in [true, false] {
        each_database(async |url| {
            let Some(webhooks) = FakeWebhooks::start().await else { return };
            let address = if is_slack { webhooks.slack() } else { webhooks.discord() };
            let (mut house, stop) = posts(url, &address).await;
            house.reads(refused(true)).await;
            webhooks.takes("Alarm: Discord does not accept my token any more.").await;
            house.passes(12);
            house.reads(refused(false)).await;
            webhooks.takes("All clear: Discord accepts my token again. It lasted 12 min.").await;
            let posted = webhooks.posted();
            assert_eq!(posted.len(), 2, "{posted:#?}");
            assert!(posted[0].replace('\\', "").contains("set DISCORD_BOT_TOKEN to it"), "{posted:#?}");
            stop.cancel();
        })
        .await;
    }
}

#[tokio::test]
async fn what_a_webhook_does_not_take_at_first_it_is_given_again_when_it_said() {
    for is_slack in [true, false] {
        each_database(async |url| {
            let Some(webhooks) = FakeWebhooks::start().await else { return };
            webhooks.fails_next(Mishap::Page(500));
            webhooks.fails_next(Mishap::Busy(30));
            let address = if is_slack { webhooks.slack() } else { webhooks.discord() };
            let (mut house, stop) = posts(url, &address).await;
            house.reads(refused(true)).await;
            // Claimed and put off twice.
            let noted = "SELECT COUNT(*) FROM posts WHERE lease_token = 4";
            until("two tries", async || count(url, noted).await == 1).await;
            // It was told to wait for half a minute, and does.
            house.app.move_clock(Duration::from_secs(20));
            let now = house.app.now();
            assert!(house.app.store.claim_post(now, now + 1).await.expect("asked").is_none(), "nobody may post it now");
            assert_eq!((webhooks.tries(), webhooks.posted().len()), (2, 0));
            house.app.move_clock(Duration::from_secs(11));
            assert_eq!(webhooks.takes("Alarm: ").await, 1);
            assert_eq!(house.told_to_first().await, ["raised token"], "one failure is not worth a word");
            stop.cancel();
        })
        .await;
    }
}

#[tokio::test]
async fn a_webhook_that_is_gone_is_told_in_chat_once_and_that_it_works_again() {
    each_database(async |url| {
        let Some(webhooks) = FakeWebhooks::start().await else { return };
        webhooks.fails(Some(Mishap::Removed));
        let mut house = House::with(url, &[("ALERT_WEBHOOK_URL", &webhooks.slack())]).await;
        let (stop, posting) = starts(&house);
        house.reads(refused(true)).await;
        until("it is told", async || house.told_to_first().await.contains(&"raised webhook".to_owned())).await;
        for _ in 0..3 {
            let tries = webhooks.tries();
            until("another try", async || {
                // The try before may be put off only now, by a clock that was moved already.
                house.app.move_clock(Duration::from_secs(20));
                webhooks.tries() > tries
            })
            .await;
        }
        // What is on its way at this moment would stay an alarm.
        stop.cancel();
        posting.await.expect("it ends");
        house.passes(6);
        house.reads(refused(false)).await;
        webhooks.fails(None);
        let (stop, _) = starts(&house);
        until("it takes something", async || {
            house.app.move_clock(Duration::from_secs(20));
            !webhooks.posted().is_empty()
        })
        .await;
        webhooks.takes("All clear: Discord").await;
        assert_eq!(webhooks.posted().len(), 1, "what was over before it could be posted is not an alarm any more");
        until("its end", async || house.told_to_first().await.len() == 4).await;
        let told = house.told_to_first().await;
        assert_eq!(told[..2], ["raised token", "raised webhook"]);
        assert!(told[3].starts_with("over webhook after"), "{told:?}");
        stop.cancel();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hatcheries_post_an_alarm_once_and_a_restart_loses_none() {
    each_database(async |url| {
        let Some(webhooks) = FakeWebhooks::start().await else { return };
        let mut before = House::with(url, &[("ALERT_WEBHOOK_URL", &webhooks.slack())]).await;
        before.reads(refused(true)).await;
        before.app.store.close().await;
        let (one, stop) = posts(url, &webhooks.slack()).await;
        let (_other, other_stop) = posts(url, &webhooks.slack()).await;
        assert_eq!(webhooks.takes("Alarm: ").await, 1);
        until("nothing is left to post", async || !one.app.store.has_posts().await.expect("asked")).await;
        assert_eq!(webhooks.posted().len(), 1);
        stop.cancel();
        other_stop.cancel();
    })
    .await;
}
