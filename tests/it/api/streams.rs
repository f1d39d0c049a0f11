//! Events as they happen, and where one goes on who was away.

use std::time::Duration;

use futures::StreamExt;
use reqwest::Method;
use serde_json::json;
use tokio::time::{Instant, sleep, timeout};

use super::{BOTS, Served, ada, running, served_with};
use crate::PATIENCE;

/// The ids and kinds of so many events.
async fn heard(served: &Served, path: &str, token: &str, last: Option<&str>, most: usize) -> Vec<(String, String)> {
    let mut request = served.request(Method::GET, path, token);
    if let Some(last) = last {
        request = request.header("Last-Event-ID", last);
    }
    let response = request.send().await.expect("an answer");
    assert_eq!(response.status().as_u16(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let mut bytes = response.bytes_stream();
    let mut text = String::new();
    while text.matches("\n\n").count() < most {
        let more = timeout(PATIENCE, bytes.next()).await.expect("an event in time").expect("more").expect("bytes");
        text.push_str(&String::from_utf8_lossy(&more));
    }
    let field = |event: &str, name: &str| {
        let line = event.lines().find_map(|line| line.strip_prefix(&format!("{name}: ")).map(str::to_owned));
        line.unwrap_or_else(|| panic!("no {name} in {event}"))
    };
    text.split("\n\n").filter(|event| event.contains("data:")).map(|it| (field(it, "id"), field(it, "event"))).collect()
}

#[tokio::test]
async fn events_are_told_as_they_happen_and_go_on_where_one_was() {
    served_with(&[("JOB_POLL_MS", "20")], async |served| {
        let token = served.full(&ada()).await;
        let bot = running(served, &ada(), "nest").await;
        let path = format!("{BOTS}/{bot}/events");
        let kinds = |events: &[(String, String)]| events.iter().map(|it| it.1.clone()).collect::<Vec<_>>();
        let first = heard(served, &path, &token, None, 2).await;
        assert_eq!(kinds(&first), ["deploy", "deploy.done"]);
        assert_eq!(kinds(&heard(served, &path, &token, Some(&first[0].0), 1).await), ["deploy.done"]);
        let (next, ()) = tokio::join!(heard(served, &path, &token, Some(&first[1].0), 1), async {
            let answer = served.post(&format!("{BOTS}/{bot}/stop"), &token, &json!({})).await;
            assert_eq!(answer.status, 202);
        });
        assert_eq!(kinds(&next), ["stop"]);
        let request = served.request(Method::GET, &path, &token).header("Last-Event-ID", "yesterday");
        assert_eq!(served.ask(request, Method::GET, &path).await.code(), (400, "BAD_REQUEST"));
    })
    .await;
}

#[tokio::test]
async fn a_stream_ends_with_the_token_it_was_opened_by() {
    served_with(&[("JOB_POLL_MS", "20")], async |served| {
        let token = served.full(&ada()).await;
        let other = served.full(&ada()).await;
        let bot = running(served, &ada(), "nest").await;
        let path = format!("{BOTS}/{bot}/events");
        let open = async |token: &str| {
            let response = served.request(Method::GET, &path, token).send().await.expect("an answer");
            assert_eq!(response.status().as_u16(), 200);
            response.bytes_stream()
        };
        let (mut revoked, mut good) = (open(&token).await, open(&other).await);
        for stream in [&mut revoked, &mut good] {
            assert!(timeout(PATIENCE, stream.next()).await.expect("the events so far").is_some());
        }
        let account = ada();
        let person = served.hatchery.person(&account).await;
        let mut tx = served.hatchery.begin().await;
        let tail = &token[token.len() - 4..];
        assert_eq!(tx.revoke_access_token(&person.id, tail, served.hatchery.app.now()).await.expect("revoked"), 1);
        tx.commit().await.expect("it is committed");
        // What happens from now on is heard by the other one only.
        let stopped = served.post(&format!("{BOTS}/{bot}/stop"), &other, &json!({})).await;
        assert_eq!(stopped.status, 202);
        let mut heard = String::new();
        while let Some(more) = timeout(PATIENCE, revoked.next()).await.expect("the stream ends in time") {
            heard.push_str(&String::from_utf8_lossy(&more.expect("bytes")));
        }
        assert!(!heard.contains("event: stop"), "{heard}");
        let mut heard = String::new();
        while !heard.contains("event: stop") {
            let more = timeout(PATIENCE, good.next()).await.expect("an event in time").expect("more").expect("bytes");
            heard.push_str(&String::from_utf8_lossy(&more));
        }
    })
    .await;
}

#[tokio::test]
async fn a_token_has_ten_streams_at_a_time_and_another_when_one_has_ended() {
    served_with(&[("JOB_POLL_MS", "20")], async |served| {
        let (token, other) = (served.full(&ada()).await, served.full(&ada()).await);
        let path = format!("{BOTS}/{}/events", running(served, &ada(), "nest").await);
        let open = async |token: &str| served.request(Method::GET, &path, token).send().await.expect("an answer");
        let mut streams = Vec::new();
        for _ in 0..10 {
            streams.push(open(&token).await);
        }
        assert!(streams.iter().all(|stream| stream.status().as_u16() == 200));
        let one_more = served.get(&path, &token).await;
        assert_eq!((one_more.code(), one_more.header("retry-after")), ((429, "RATE_LIMITED"), "10"));
        assert_eq!(open(&other).await.status().as_u16(), 200);
        streams.pop();
        let until = Instant::now() + PATIENCE;
        let is_full = || served.hatchery.app.listening.lock().expect("whole").values().any(|open| *open == 10);
        while is_full() {
            assert!(Instant::now() < until, "the place of a stream that has ended stays taken");
            sleep(Duration::from_millis(5)).await;
        }
        assert_eq!(open(&token).await.status().as_u16(), 200);
    })
    .await;
}
