//! Whatever can come instead of an answer, and the buckets of a route.

use std::time::Duration;

use reqwest::Method;
use serde_json::{Value, json};

use super::{AGENT, Bot, plain};
use crate::fakes::discord::Failure;

#[tokio::test]
async fn every_failure_comes_once_and_nothing_is_done() {
    let Some(bot) = Bot::start().await else { return };
    let (ada, dm) = bot.ada();
    let path = format!("channels/{}/messages", dm.id);
    let too_many = |is_global| Failure::TooMany { retry_after: 1.5, is_global };
    for (failure, status, header, words) in [
        (too_many(false), 429, Some(("x-ratelimit-scope", "user")), r#""retry_after":1.5"#),
        (too_many(true), 429, Some(("x-ratelimit-global", "true")), r#""global":true"#),
        (Failure::Banned { retry_after: 3600 }, 429, Some(("retry-after", "3600")), "<html>"),
        (Failure::Forbidden, 403, None, "<html>"),
        (Failure::BadGateway, 502, None, "<html>"),
        (Failure::Refused { status: 403, code: 50013, message: "Missing Permissions" }, 403, None, "50013"),
        (Failure::Unauthorized, 401, None, "401: Unauthorized"),
    ] {
        bot.discord.fails_next("POST /channels", failure.clone());
        assert_eq!(bot.does(Method::GET, "users/@me", &Value::Null).await.0, 200, "another call");
        let request = bot.request(Method::POST, &path).header("authorization", format!("Bot {}", bot.app.token));
        let answer = request.json(&plain("x")).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{failure:?}");
        if let Some((name, value)) = header {
            assert_eq!(answer.headers()[name], value, "{failure:?}");
        }
        let body = answer.text().await.expect("a body");
        assert!(body.contains(words), "{failure:?}: {body}");
    }
    assert_eq!(ada.sees(&dm), []);

    bot.discord.fails_next("POST /channels", Failure::AnswerLost);
    let request = bot.request(Method::POST, &path).header("authorization", format!("Bot {}", bot.app.token));
    let answer = request.json(&plain("it was done")).send().await;
    assert!(answer.is_err(), "not even a status: {answer:?}");
    assert_eq!(ada.sees(&dm)[0].text, "it was done");

    bot.discord.fails_next("POST /channels", Failure::Stall);
    let before = bot.discord.count(&Method::POST, "/channels");
    let body = plain("x");
    tokio::select! {
        answer = bot.does(Method::POST, &path, &body) => panic!("{answer:?}"),
        () = bot.discord.until("it has arrived", |discord| discord.count(&Method::POST, "/channels") > before) => {}
    }
    assert_eq!(ada.sees(&dm).len(), 1);
}

#[tokio::test]
async fn a_bucket_is_of_one_channel_and_fills_again() {
    let Some(bot) = Bot::start().await else { return };
    let (_, dm) = bot.ada();
    let other = bot.discord.person("bob").dm(&bot.app);
    bot.discord.limits("POST /channels", 2, Duration::from_secs(5));
    let send = async |channel: u64| {
        let address = format!("{}/api/v10/channels/{channel}/messages", bot.discord.origin());
        let request = bot.http.post(address).header("user-agent", AGENT);
        let request = request.header("authorization", format!("Bot {}", bot.app.token)).json(&plain("x"));
        let answer = request.send().await.expect("an answer");
        let remaining = answer.headers()["x-ratelimit-remaining"].to_str().expect("a number").to_owned();
        (answer.status().as_u16(), remaining)
    };
    assert_eq!(send(dm.id).await, (200, "1".into()));
    assert_eq!(send(dm.id).await, (200, "0".into()));
    assert_eq!(send(dm.id).await, (429, "0".into()));
    assert_eq!(send(other.id).await, (200, "1".into()));
    bot.discord.passes(Duration::from_secs(6));
    assert_eq!(send(dm.id).await, (200, "1".into()));
}

#[tokio::test]
async fn a_fault_that_nobody_forgives_fails_the_test() {
    let Some(bot) = Bot::start().await else { return };
    let (_, dm) = bot.ada();
    let body = json!({ "content": "no mentions said" });
    assert_eq!(bot.does(Method::POST, &format!("channels/{}/messages", dm.id), &body).await.0, 400);
    let discord = bot.discord;
    let failed = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| discord.assert_clean()));
    let told = failed.expect_err("it is not clean");
    assert!(told.downcast_ref::<String>().is_some_and(|told| told.contains("allowed_mentions")));
    discord.forgives();
}
