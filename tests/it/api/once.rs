//! An Idempotency-Key: the same request is carried out once, whoever sends it how often and by which replica.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{BOTS, DEPLOY, Served, ada, eve, running, served, wish};
use crate::store::race;

async fn keyed(served: &Served, path: &str, token: &str, key: &str, body: &Value) -> super::Answer {
    let request = served.request(Method::POST, path, token).header("Idempotency-Key", key).json(body);
    served.ask(request, Method::POST, path).await
}

#[tokio::test]
async fn the_same_key_is_answered_the_same_and_another_body_is_a_conflict() {
    served(async |served| {
        let (token, eves) = (served.full(&ada()).await, served.full(&eve()).await);
        let first = keyed(served, DEPLOY, &token, "k-1", &wish("nest")).await;
        let again = keyed(served, DEPLOY, &token, "k-1", &wish("nest")).await;
        assert_eq!((first.status, again.status), (201, 201));
        assert_eq!(first.body, again.body);
        assert_eq!((first.header("idempotency-replayed"), again.header("idempotency-replayed")), ("", "true"));
        assert_eq!(keyed(served, DEPLOY, &token, "k-1", &wish("other")).await.code(), (409, "CONFLICT"));
        // Somebody else's keys are their own.
        assert_eq!(keyed(served, DEPLOY, &eves, "k-1", &wish("nest")).await.header("idempotency-replayed"), "");
        // What was refused may be tried again.
        let refused = keyed(served, DEPLOY, &token, "k-2", &wish("nest")).await;
        assert_eq!(refused.code(), (409, "CONFLICT"));
        assert_eq!(keyed(served, DEPLOY, &token, "k-2", &wish("twig")).await.status, 201);
        for key in ["two words", &"x".repeat(129)] {
            assert_eq!(keyed(served, DEPLOY, &token, key, &wish("leaf")).await.code(), (400, "BAD_REQUEST"), "{key}");
        }
        // A day later the key is free.
        served.hatchery.app.move_clock(Duration::from_secs(24 * 3_600 - 60));
        let token = served.full(&ada()).await;
        assert_eq!(keyed(served, DEPLOY, &token, "k-3", &wish("leaf")).await.status, 201);
        served.hatchery.app.move_clock(Duration::from_secs(24 * 3_600 - 60));
        assert_eq!(keyed(served, DEPLOY, &token, "k-3", &wish("leaf")).await.header("idempotency-replayed"), "true");
    })
    .await;
}

#[tokio::test]
async fn a_restart_with_a_key_is_one_restart() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let bot = running(served, &ada(), "nest").await;
        let path = format!("{BOTS}/{bot}/restart");
        let first = keyed(served, &path, &token, "r-1", &json!({})).await;
        served.hatchery.work().await;
        let again = keyed(served, &path, &token, "r-1", &json!({})).await;
        assert_eq!((first.status, &first.body), (again.status, &again.body));
        let stop = format!("{BOTS}/{bot}/stop");
        assert_eq!(keyed(served, &stop, &token, "r-1", &json!({})).await.code(), (409, "CONFLICT"));
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM operations WHERE kind = 'restart'").await, 1);
    })
    .await;
}

/// Two hundred are more than a minute allows one token, so those of them that are let through agree on one bot.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_hundred_parallel_posts_with_one_key_are_one_bot() {
    served(async |served| {
        let token = served.full(&ada()).await;
        let answers = race(200, |_| {
            let request = served.request(Method::POST, DEPLOY, &token).header("Idempotency-Key", "once");
            let request = request.json(&wish("nest"));
            async move {
                let response = request.send().await.expect("an answer");
                let status = response.status().as_u16();
                (status, response.json::<Value>().await.expect("JSON"))
            }
        })
        .await;
        let made: Vec<&Value> = answers.iter().filter(|it| it.0 == 201).map(|it| &it.1["instance"]["id"]).collect();
        assert!(!made.is_empty() && made.iter().all(|id| *id == made[0]), "{made:?}");
        let rest = answers.iter().filter(|it| it.0 != 201);
        assert!(rest.clone().all(|it| it.0 == 429 && it.1["code"] == "RATE_LIMITED"), "{:?}", rest.collect::<Vec<_>>());
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM instances").await, 1);
        assert_eq!(served.hatchery.count("SELECT COUNT(*) FROM quota_uses").await, 1);
    })
    .await;
}
