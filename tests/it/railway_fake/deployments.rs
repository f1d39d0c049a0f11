//! The life of deployments of which nothing runs: along their scripts, and what may happen to them.

use serde_json::{Value, json};

use super::{Caller, Home, text};
use crate::fakes::railway::{Deployment, Step};

#[tokio::test]
async fn a_deployment_goes_on_each_time_it_is_read() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    caller.railway.next_logs(&["one", "two"]);
    let first = caller.deploys(&home, "bot:1").await;
    let mut seen = Vec::new();
    for _ in 0..4 {
        seen.push(caller.status(&first).await);
    }
    assert_eq!(seen, ["INITIALIZING", "DEPLOYING", "SUCCESS", "SUCCESS"]);
    assert_eq!(serving(&caller, &home).await, (json!("SUCCESS"), vec![first.clone()]));
    caller.railway.logs("ada", &["three"]);
    let logs = "query Logs($id: String!) { deploymentLogs(deploymentId: $id, limit: 2) { message severity } \
                buildLogs(deploymentId: $id) { message } }";
    let lines = caller.data(logs, json!({ "id": first })).await;
    let [two, three] = ["two", "three"].map(|line| json!({ "message": line, "severity": "info" }));
    assert_eq!(lines, json!({ "deploymentLogs": [two, three], "buildLogs": [] }));

    let second = caller.deploys(&home, "bot:2").await;
    let too_early = "query Logs($id: String!) { buildLogs(deploymentId: $id) { message } }";
    assert_eq!(caller.refusal(too_early, json!({ "id": second })).await, "Problem processing request");
    // The environment shows both, and time passes once for each.
    assert_eq!(serving(&caller, &home).await, (json!("INITIALIZING"), vec![first.clone()]));
    assert_eq!(serving(&caller, &home).await, (json!("DEPLOYING"), vec![first.clone()]));
    assert_eq!(serving(&caller, &home).await, (json!("SUCCESS"), vec![second.clone()]));
    assert_eq!(caller.status(&first).await, "REMOVED");

    let list = "query List($input: DeploymentListInput!) { deployments(input: $input, first: 1) { edges { node { id \
                meta } } pageInfo { hasNextPage } } }";
    let found = caller.data(list, json!({ "input": { "serviceId": home.service } })).await["deployments"].take();
    assert_eq!(found["edges"][0]["node"]["id"], json!(second));
    assert_eq!(found["edges"][0]["node"]["meta"]["image"], "bot:2");
    assert_eq!(found["pageInfo"]["hasNextPage"], true);
    let living = json!({ "serviceId": home.service, "status": { "notIn": ["REMOVED"] } });
    let found = caller.data(list, json!({ "input": living })).await["deployments"].take();
    assert_eq!(found["pageInfo"]["hasNextPage"], false);
}

#[tokio::test]
async fn a_script_decides_how_the_next_one_goes() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    caller.railway.next_deployment(&[Step::Holds("QUEUED"), Step::Is("HIBERNATING"), Step::Is("SLEEPING")]);
    let queued = caller.deploys(&home, "bot:1").await;
    for _ in 0..5 {
        assert_eq!(caller.status(&queued).await, "QUEUED");
    }
    caller.railway.proceed();
    assert_eq!(caller.status(&queued).await, "HIBERNATING");
    assert_eq!(caller.status(&queued).await, "SLEEPING");

    let error = "Failed to pull image: not found";
    caller.railway.next_deployment(&[Step::Is("DEPLOYING"), Step::Fails { at: "CREATE_CONTAINER", error }]);
    let failing = caller.deploys(&home, "bot:2").await;
    caller.reads_until(&failing, "FAILED").await;
    let events = "query Why($id: String!) { deploymentEvents(id: $id, first: 50) { edges { node { step payload { \
                  error } } } } }";
    let events = caller.data(events, json!({ "id": failing })).await["deploymentEvents"]["edges"].take();
    let last = events.as_array().and_then(|events| events.last()).expect("an event");
    assert_eq!(last["node"], json!({ "step": "CREATE_CONTAINER", "payload": { "error": error } }));

    caller.railway.next_deployment(&[Step::Holds("NEEDS_APPROVAL"), Step::Is("CRASHED")]);
    let waiting = caller.deploys(&home, "bot:3").await;
    assert_eq!(caller.status(&waiting).await, "NEEDS_APPROVAL");
    caller.does("deploymentApprove", &waiting).await;
    assert_eq!(caller.status(&waiting).await, "CRASHED");
    caller.does("deploymentRestart", &waiting).await;
    caller.reads_until(&waiting, "SUCCESS").await;
}

#[tokio::test]
async fn what_happens_to_one_that_runs_is_seen() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    let deployment = caller.deploys(&home, "bot:1").await;
    caller.reads_until(&deployment, "SUCCESS").await;
    caller.railway.update_fails("ada");
    assert_eq!(serving(&caller, &home).await, (json!("FAILED"), vec![deployment.clone()]));
    caller.railway.railway_redeploys("ada");
    let moved = caller.railway.deployments("ada").pop().expect("a deployment");
    caller.reads_until(&moved.id, "SUCCESS").await;
    assert_eq!(serving(&caller, &home).await, (json!("SUCCESS"), vec![moved.id.clone()]));
    caller.railway.sleeps("ada");
    assert_eq!(serving(&caller, &home).await, (json!("SLEEPING"), vec![moved.id.clone()]));
    let seen = |status: &str, container: &str| json!({ "status": status, "deploymentStopped": true, "instances": [{ "status": container }] });
    caller.railway.exits_0("ada");
    assert_eq!(caller.reads(&moved.id).await, seen("SUCCESS", "EXITED"));
    caller.railway.crashes("ada");
    assert_eq!(caller.reads(&moved.id).await, seen("CRASHED", "CRASHED"));
    assert_eq!(serving(&caller, &home).await, (json!("CRASHED"), vec![]));
}

#[tokio::test]
async fn deployments_are_stopped_taken_down_cancelled_and_repeated() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    caller.sets(&home, json!({ "A": "old" })).await;
    let first = caller.deploys(&home, "bot:1").await;
    caller.reads_until(&first, "SUCCESS").await;
    caller.does("deploymentStop", &first).await;
    let stopped = json!({ "status": "SUCCESS", "deploymentStopped": true, "instances": [{ "status": "STOPPED" }] });
    assert_eq!(caller.reads(&first).await, stopped);
    assert_eq!(serving(&caller, &home).await, (json!("SUCCESS"), vec![]));

    caller.sets(&home, json!({ "A": "new" })).await;
    let second = caller.deploys(&home, "bot:2").await;
    caller.does("deploymentCancel", &second).await;
    assert_eq!(caller.status(&second).await, "REMOVED");
    let restart = "mutation Again($id: String!) { deploymentRestart(id: $id) }";
    caller.refusal(restart, json!({ "id": second })).await;

    // The old image and the old variables, whatever was set since.
    let redeploy = "mutation Again($id: String!) { deploymentRedeploy(id: $id) { id status } }";
    let again = caller.data(redeploy, json!({ "id": first })).await["deploymentRedeploy"].take();
    caller.reads_until(text(&again["id"]), "SUCCESS").await;
    let third: Deployment = caller.railway.deployments("ada").pop().expect("a deployment");
    assert_eq!((third.image.as_deref(), third.variables["A"].as_str()), (Some("bot:1"), "old"));
    caller.does("deploymentRemove", &third.id).await;
    assert_eq!(serving(&caller, &home).await, (json!("REMOVED"), vec![]));
}

/// The status of the newest attempt, and what serves.
async fn serving(caller: &Caller, home: &Home) -> (Value, Vec<String>) {
    let document = "query Reconcile($e: String!, $p: String!) { environment(id: $e, projectId: $p) { \
                    serviceInstances(first: 10) { edges { node { latestDeployment { status } activeDeployments { id \
                    } } } } } }";
    let seen = caller.data(document, json!({ "e": home.environment, "p": home.project })).await;
    let node = &seen["environment"]["serviceInstances"]["edges"][0]["node"];
    let active = node["activeDeployments"].as_array().expect("a list");
    let active = active.iter().map(|deployment| text(&deployment["id"]).to_owned()).collect();
    (node["latestDeployment"]["status"].clone(), active)
}
