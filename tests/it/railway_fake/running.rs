//! Bots that really run: their domains, logs, health checks and ends.

use std::path::PathBuf;

use serde_json::{Value, json};

use super::{Caller, DOMAIN, Home, VOLUME, text};

const IMAGE: &str = "ghcr.io/hatchery/hatchling:1";
const WEB_TOKEN: &str = "web-HATCHTEST-0123456789abcdef";

/// A service that is a hatchling once it is deployed, and the address of its domain.
async fn egg(caller: &Caller) -> (Home, String) {
    caller.railway.runs_hatchlings(PathBuf::from(env!("CARGO_BIN_EXE_hatchery")), IMAGE);
    let home = caller.home("ada").await;
    let variables =
        json!({ "AI_PROVIDER": "echo", "BOT_NAME": "Ada", "WEB_TOKEN": WEB_TOKEN, "PORT": "8080", "BIND": "0.0.0.0" });
    caller.sets(&home, variables).await;
    caller.update(&home, json!({ "healthcheckPath": "/health", "healthcheckTimeout": 30 })).await;
    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let place = json!({ "serviceId": home.service, "environmentId": home.environment, "targetPort": 8080 });
    let made = caller.data(DOMAIN, json!({ "input": place })).await;
    let address = format!("http://{}", text(&made["serviceDomainCreate"]["domain"]));
    (home, address)
}

async fn visits(caller: &Caller, address: &str) -> u16 {
    // A connection that was kept would lead to whatever ran before.
    let request = caller.http.get(format!("{address}/health")).header("connection", "close");
    request.send().await.expect("an answer").status().as_u16()
}

#[tokio::test]
async fn a_hatchling_runs_behind_its_domain_from_deployment_to_deployment() {
    let Some(caller) = Caller::start().await else { return };
    let (home, address) = egg(&caller).await;
    assert_eq!(visits(&caller, &address).await, 404);
    let first = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&first, "SUCCESS").await;
    assert_eq!(visits(&caller, &address).await, 200);
    let logs = "query Logs($id: String!) { deploymentLogs(deploymentId: $id) { message } }";
    caller.railway.until("a line of the log", |railway| !railway.deployments("ada")[0].logs.is_empty()).await;
    let lines = caller.data(logs, json!({ "id": first })).await["deploymentLogs"].take();
    assert_ne!(lines, json!([]));

    let second = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&second, "SUCCESS").await;
    assert_eq!((caller.railway.running(), visits(&caller, &address).await), (1, 200));
    caller.does("deploymentStop", &second).await;
    assert_eq!((caller.railway.running(), visits(&caller, &address).await), (0, 404));
    caller.does("deploymentRestart", &second).await;
    caller.reads_until(&second, "SUCCESS").await;
    assert_eq!((caller.railway.running(), visits(&caller, &address).await), (1, 200));
    caller.data("mutation Go($id: String!) { serviceDelete(id: $id) }", json!({ "id": home.service })).await;
    assert_eq!((caller.railway.running(), visits(&caller, &address).await), (0, 404));
}

#[tokio::test]
async fn one_that_is_not_healthy_fails_and_the_old_one_serves_on() {
    let Some(caller) = Caller::start().await else { return };
    let (home, address) = egg(&caller).await;
    let first = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&first, "SUCCESS").await;
    // It has no such page, so the check goes on until its time is over.
    caller.update(&home, json!({ "healthcheckPath": "/nowhere", "healthcheckTimeout": 0 })).await;
    let second = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&second, "FAILED").await;
    let events = "query Why($id: String!) { deploymentEvents(id: $id) { edges { node { step payload { error } } } } }";
    let events: Value = caller.data(events, json!({ "id": second })).await["deploymentEvents"]["edges"].take();
    assert_eq!(events[1]["node"]["step"], "HEALTHCHECK");
    assert_eq!(events[1]["node"]["payload"]["error"], "1/1 replicas never became healthy!");
    assert_eq!(caller.railway.running(), 1);
    let mut status = visits(&caller, &address).await;
    // The old program was ended for the new one and starts anew.
    for _ in 0..1000 {
        if status == 200 {
            break;
        }
        status = visits(&caller, &address).await;
    }
    assert_eq!(status, 200);
}

#[tokio::test]
async fn one_that_cannot_start_crashes_or_fails() {
    let Some(caller) = Caller::start().await else { return };
    let (home, address) = egg(&caller).await;
    caller.sets(&home, json!({ "AI_PROVIDER": "nobody" })).await;
    let checked = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&checked, "FAILED").await;
    caller.update(&home, json!({ "healthcheckPath": null, "restartPolicyMaxRetries": 1 })).await;
    let unchecked = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&unchecked, "CRASHED").await;
    assert_eq!(visits(&caller, &address).await, 404);
    let said = caller.railway.deployments("ada").pop().expect("a deployment").logs;
    assert!(said.iter().any(|line| line.text.contains("AI_PROVIDER")), "{said:?}");
}

#[tokio::test]
async fn a_domain_that_points_elsewhere_and_a_server_of_the_test() {
    let Some(caller) = Caller::start().await else { return };
    let (home, address) = egg(&caller).await;
    caller.sets(&home, json!({ "PORT": "3000" })).await;
    let astray = caller.deploys(&home, IMAGE).await;
    caller.reads_until(&astray, "SUCCESS").await;
    assert_eq!(visits(&caller, &address).await, 502);

    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    caller.railway.serves("openclaw:1", listener.local_addr().expect("an address"));
    let router = axum::Router::new().route("/health", axum::routing::get(async || "claw"));
    tokio::spawn(async move { axum::serve(listener, router).await.expect("it serves") });
    caller.sets(&home, json!({ "PORT": "8080" })).await;
    let claw = caller.deploys(&home, "openclaw:1").await;
    caller.reads_until(&claw, "SUCCESS").await;
    assert_eq!(visits(&caller, &address).await, 200);
    assert_eq!(caller.railway.running(), 0);
}
