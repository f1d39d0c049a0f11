//! Whatever can come instead of an answer.

use std::time::Duration;

use serde_json::{Value, json};

use super::Caller;
use crate::fakes::railway::Fault;

const MAKE: &str = "mutation Make($input: ProjectCreateInput!) { projectCreate(input: $input) { id } }";

/// One more project is asked for; what came back, if anything did.
async fn makes(caller: &Caller) -> Option<(u16, String)> {
    let input = json!({ "input": { "name": "nests", "workspaceId": caller.railway.workspace() } });
    let request = caller.request(MAKE, input).bearer_auth(&caller.token).timeout(Duration::from_secs(10));
    let answer = match request.send().await {
        Ok(answer) => answer,
        Err(e) if e.is_timeout() => panic!("10 s later there is neither an answer nor an end"),
        Err(_) => return None,
    };
    Some((answer.status().as_u16(), answer.text().await.expect("a body")))
}

#[tokio::test]
async fn every_fault_comes_once_and_in_order() {
    let Some(caller) = Caller::start().await else { return };
    for (fault, status, words) in [
        (Fault::TooMany { retry_after_s: 7 }, 429, "Too Many"),
        (Fault::Status(502), 502, "upstream"),
        (Fault::Html403, 403, "<html>"),
        (Fault::GraphQl("No".into()), 200, r#""message":"No""#),
        (Fault::TooQuickly { retry_after_s: 3 }, 200, "too quickly"),
        (Fault::Malformed, 200, "{\"data\":{\"proj"),
        (Fault::Empty, 200, ""),
        (Fault::WrongType, 200, "[42]"),
    ] {
        caller.railway.fails_next("projectCreate", fault.clone());
        let (seen, body) = makes(&caller).await.expect("an answer");
        assert_eq!(seen, status, "{fault:?}");
        assert!(body.contains(words), "{fault:?}: {body}");
    }
    assert_eq!(caller.railway.projects().len(), 0);
    caller.railway.fails_for("projectCreate", Fault::Status(503), 2);
    assert_eq!(makes(&caller).await.map(|(status, _)| status), Some(503));
    assert_eq!(makes(&caller).await.map(|(status, _)| status), Some(503));
    assert_eq!(makes(&caller).await.map(|(status, _)| status), Some(200));
    assert_eq!(caller.railway.projects().len(), 1);
}

#[tokio::test]
async fn an_answer_can_be_lost_before_and_after_the_deed() {
    let Some(caller) = Caller::start().await else { return };
    for (fault, done) in [(Fault::LostBefore, 0), (Fault::LostAfter, 1)] {
        caller.railway.fails_next("projectCreate", fault.clone());
        assert_eq!(makes(&caller).await, None, "{fault:?}");
        assert_eq!(caller.railway.projects().len(), done, "{fault:?}");
    }
    assert_eq!(caller.railway.mutated().len(), 2);
}

#[tokio::test]
async fn an_answer_may_never_come() {
    let Some(caller) = Caller::start().await else { return };
    for (fault, done) in [(Fault::HangBefore, 0), (Fault::HangAfter, 1)] {
        caller.railway.fails_next("projectCreate", fault.clone());
        let before = caller.railway.count("projectCreate");
        tokio::select! {
            answer = makes(&caller) => panic!("{fault:?}: {answer:?}"),
            () = caller.railway.until("it has arrived", |railway| railway.count("projectCreate") > before) => {}
        }
        assert_eq!(caller.railway.projects().len(), done, "{fault:?}");
    }
}

#[tokio::test]
async fn a_huge_answer_is_ten_megabytes() {
    let Some(caller) = Caller::start().await else { return };
    caller.railway.fails_next("me", Fault::Huge);
    let request = caller.request("query Me { me { id } }", json!({})).bearer_auth(&caller.token);
    let body = request.send().await.expect("an answer").bytes().await.expect("a body");
    assert!(body.len() > 10_000_000);
}

#[tokio::test]
async fn a_budget_ends_and_an_outage_too() {
    let Some(caller) = Caller::start().await else { return };
    caller.railway.budget(1);
    let ask = async || {
        let request = caller.request("query Me { me { id } }", json!({})).bearer_auth(&caller.token);
        let answer = request.send().await.expect("an answer");
        let header = |name: &str| answer.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
        (answer.status().as_u16(), header("x-ratelimit-remaining"), header("retry-after"))
    };
    assert_eq!(ask().await, (200, Some("0".into()), None));
    assert_eq!(ask().await, (429, Some("0".into()), Some("1".into())));
    caller.railway.budget(100);
    caller.railway.is_down(true);
    assert_eq!(ask().await.0, 503);
    caller.railway.is_down(false);
    assert_eq!(ask().await.0, 200);
    assert_eq!(caller.railway.count("me"), 4);
    caller.railway.until("four requests", |railway| railway.requests().len() == 4).await;
    let last = caller.railway.requests().pop().expect("a request");
    assert_eq!(last.variables, Value::Object(serde_json::Map::new()));
}
