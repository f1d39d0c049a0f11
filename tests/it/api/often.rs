//! How often somebody may ask: by token, else by the address they really come from, whatever they write.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use reqwest::Method;
use tokio::sync::Semaphore;

use super::{BOTS, ada, eve, served, served_with};
use crate::store::{race, rows};

const CLIENTS: usize = 1_000;

/// So that what was asked at once was asked in one moment.
fn stop_clock(served: &super::Served) {
    let app = &served.hatchery.app;
    app.stop_clock(app.now());
}

/// How many clients can have a connection at once: each takes two files, for both ends are here.
fn at_once() -> usize {
    let (soft, hard) = getrlimit(Resource::RLIMIT_NOFILE).expect("a limit of files");
    let wanted = (2 * CLIENTS + 1_000) as u64;
    if soft < wanted {
        let _ = setrlimit(Resource::RLIMIT_NOFILE, wanted.min(hard), hard);
    }
    let (soft, _) = getrlimit(Resource::RLIMIT_NOFILE).expect("a limit of files");
    (soft.saturating_sub(500) as usize / 2).clamp(50, CLIENTS)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_a_thousand_at_once_as_many_get_through_as_a_minute_allows() {
    served(async |served| {
        stop_clock(served);
        let token = served.full(&ada()).await;
        let lines = Arc::new(Semaphore::new(at_once()));
        let answers = race(CLIENTS, |_| {
            let (request, lines) = (served.request(Method::GET, BOTS, &token), lines.clone());
            async move {
                let _line = lines.acquire().await.expect("it is open");
                let answer = request.send().await.expect("an answer");
                let header = |name: &str| answer.headers().get(name).map(|it| it.to_str().expect("text").to_owned());
                (answer.status().as_u16(), header("retry-after"), header("ratelimit"))
            }
        })
        .await;
        let mut counted: BTreeMap<(u16, Option<&str>), usize> = BTreeMap::new();
        for (status, later, _) in &answers {
            *counted.entry((*status, later.as_deref())).or_default() += 1;
        }
        assert_eq!(counted, BTreeMap::from([((200, None), 100), ((429, Some("60")), CLIENTS - 100)]));
        // Each of those who got through was told another number of those that are left.
        let mut left: Vec<&str> =
            answers.iter().filter(|it| it.0 == 200).map(|it| it.2.as_deref().expect("a header")).collect();
        left.sort();
        left.dedup();
        assert_eq!(left.len(), 100);
        let answer = served.get(BOTS, &token).await;
        assert_eq!(answer.code(), (429, "RATE_LIMITED"));
        assert_eq!(answer.header("retry-after"), "60");
        assert_eq!(answer.header("ratelimit"), "\"minute\";r=0;t=60");
        assert_eq!(answer.header("ratelimit-policy"), "\"minute\";q=100;w=60");
        // Another token and a stranger have counts of their own.
        let eves = served.full(&eve()).await;
        assert_eq!(served.get(BOTS, &eves).await.header("ratelimit"), "\"minute\";r=99;t=60");
        assert_eq!(served.get("/api/moltbot/health", "").await.status, 200);
        served.hatchery.app.move_clock(Duration::from_secs(60));
        assert_eq!(served.get(BOTS, &token).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn the_minute_slides_and_whoever_is_refused_writes_nothing() {
    served(async |served| {
        stop_clock(served);
        let app = &served.hatchery.app;
        let token = served.full(&ada()).await;
        let asks = async |times: usize| {
            for n in 0..times {
                assert_eq!(served.get(BOTS, &token).await.status, 200, "{n}");
            }
        };
        asks(60).await;
        app.move_clock(Duration::from_secs(45));
        asks(40).await;
        let url = app.config.database_url.expose();
        let before = rows(url, &["api_counts", "api_tokens"]).await;
        for _ in 0..3 {
            let answer = served.get(BOTS, &token).await;
            assert_eq!((answer.code(), answer.header("retry-after")), ((429, "RATE_LIMITED"), "15"));
        }
        assert_eq!(rows(url, &["api_counts", "api_tokens"]).await, before);
        app.move_clock(Duration::from_millis(14_999));
        assert_eq!(served.get(BOTS, &token).await.header("retry-after"), "1");
        // Sixty are a minute old now, and forty are not.
        app.move_clock(Duration::from_millis(1));
        asks(60).await;
        assert_eq!(served.get(BOTS, &token).await.header("retry-after"), "45");
        app.move_clock(Duration::from_secs(60));
        app.store.forget_requests(0, app.now()).await.expect("forgotten");
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM api_counts").await, 0);
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
async fn behind_a_proxy_that_is_trusted_each_stranger_counts_by_themselves() {
    served_with(&[("TRUSTED_PROXIES", "127.0.0.1,10.0.0.0/8")], async |served| {
        stop_clock(served);
        let asks = async |forwarded: &str| {
            let request = served.request(Method::GET, BOTS, "").header("X-Forwarded-For", forwarded);
            served.ask(request, Method::GET, BOTS).await.header("ratelimit").to_owned()
        };
        for n in 0..3 {
            // What they write themselves stands to the left, and is nobody's business.
            let left = 99 - n;
            assert_eq!(asks(&format!("10.1.2.{n}, 198.51.100.1")).await, format!("\"minute\";r={left};t=60"));
            assert_eq!(
                asks(&format!("203.0.113.{n}, 198.51.100.2, 10.0.0.3")).await,
                format!("\"minute\";r={left};t=60")
            );
            // What does not read is the proxy itself, which has fetched the description before.
            assert_eq!(asks(&format!("203.0.113.{n}, nobody")).await, format!("\"minute\";r={};t=60", left - 1));
        }
    })
    .await;
    // Whoever is not trusted says nothing by it.
    served_with(&[("TRUSTED_PROXIES", "10.0.0.0/8")], async |served| {
        stop_clock(served);
        for n in 0..3 {
            let request = served.request(Method::GET, BOTS, "").header("X-Forwarded-For", format!("198.51.100.{n}"));
            let answer = served.ask(request, Method::GET, BOTS).await;
            assert_eq!(answer.header("ratelimit"), format!("\"minute\";r={};t=60", 98 - n));
        }
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
