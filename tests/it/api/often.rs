//! How often somebody may ask: by token, else by the address they really come from, whatever they write.

use std::time::Duration;

use reqwest::Method;

use super::{BOTS, ada, eve, served};
use crate::store::race;

/// Where a minute begins, so that no test sees two of them.
fn stop_clock(served: &super::Served) {
    let app = &served.hatchery.app;
    app.stop_clock(app.now() / 60_000 * 60_000 + 1_000);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_as_many_get_through_as_a_minute_allows() {
    served(async |served| {
        stop_clock(served);
        let token = served.full(&ada()).await;
        let statuses = race(250, |_| {
            let request = served.request(Method::GET, BOTS, &token);
            async move { request.send().await.expect("an answer").status().as_u16() }
        })
        .await;
        let count = |wanted: u16| statuses.iter().filter(|status| **status == wanted).count();
        assert_eq!((count(200), count(429)), (100, 150), "{statuses:?}");
        let answer = served.get(BOTS, &token).await;
        assert_eq!(answer.code(), (429, "RATE_LIMITED"));
        assert_eq!(answer.header("retry-after"), "59");
        assert_eq!(answer.header("ratelimit"), "\"minute\";r=0;t=59");
        assert_eq!(answer.header("ratelimit-policy"), "\"minute\";q=100;w=60");
        // Another token and a stranger have counts of their own, and the next minute is a new one.
        let eves = served.full(&eve()).await;
        assert_eq!(served.get(BOTS, &eves).await.header("ratelimit"), "\"minute\";r=99;t=59");
        assert_eq!(served.get("/api/moltbot/health", "").await.status, 200);
        served.hatchery.app.move_clock(Duration::from_secs(60));
        assert_eq!(served.get(BOTS, &token).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_stranger_counts_by_where_they_come_from_whatever_they_write() {
    served(async |served| {
        stop_clock(served);
        let mut left = None;
        for n in 0..105 {
            let request = served
                .request(Method::GET, BOTS, &format!("hatch_guess{n}"))
                .header("X-Forwarded-For", format!("10.1.2.{n}"))
                .header("Forwarded", format!("for=10.1.3.{n}"))
                .header("X-Real-IP", format!("10.1.4.{n}"));
            let answer = served.ask(request, Method::GET, BOTS).await;
            left = Some(answer.code().0);
        }
        assert_eq!(left, Some(429));
        // Whoever has a token is no stranger.
        let token = served.full(&ada()).await;
        assert_eq!(served.get(BOTS, &token).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn when_nothing_can_be_counted_nobody_gets_in() {
    served(async |served| {
        let token = served.full(&ada()).await;
        served.hatchery.store().close().await;
        for token in [token.as_str(), ""] {
            let answer = served.get(BOTS, token).await;
            assert_eq!(answer.code(), (503, "PROVIDER_UNAVAILABLE"));
            assert!(!answer.header("retry-after").is_empty());
        }
    })
    .await;
}
