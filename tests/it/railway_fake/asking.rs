//! Documents and variables are held against the schema, tokens against what they may do, and what is asked for is
//! what is answered.

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use super::{Caller, DOMAIN, VOLUME, text};
use crate::fakes::railway::{Plan, Request};

#[tokio::test]
async fn what_the_schema_does_not_take_is_answered_with_400_and_remembered() {
    let Some(caller) = Caller::start().await else { return };
    let id = json!({ "id": "1" });
    for (document, variables, sentence) in [
        ("query A { project(id: \"1\") { colour } }", json!({}), "Cannot query field \"colour\" on type \"Project\"."),
        ("query A($id: Int!) { project(id: $id) { id } }", json!({ "id": 1 }), "id"),
        ("query A($id: String!) { project(id: $id) { id } }", json!({}), "missing value for non-null variable 'id'"),
        ("mutation A($i: ServiceCreateInput!) { serviceCreate(input: $i) { id } }", json!({ "i": { "x": 1 } }), "x"),
        ("mutation A($i: ServiceCreateInput!) { serviceCreate(input: $i) { id } }", json!({ "i": {} }), "projectId"),
        (super::UPDATE, json!({ "s": "1", "input": { "restartPolicyType": "ONCE" } }), "ONCE"),
        (super::UPDATE, json!({ "s": "1", "input": { "numReplicas": "1" } }), "numReplicas"),
        ("query A($id: String!) { project(id: $id) { id }", id, "syntax error"),
    ] {
        let answer = caller.request(document, variables).bearer_auth(&caller.token).send().await.expect("an answer");
        assert_eq!(answer.status(), 400, "{document}");
        let answer: Value = answer.json().await.expect("JSON");
        assert!(text(&answer["errors"][0]["message"]).contains(sentence), "{answer} without {sentence}");
        assert!(!caller.railway.violations().is_empty());
    }
    assert_eq!(caller.railway.requests(), []);
}

#[tokio::test]
async fn a_request_that_is_not_as_agreed_is_remembered() {
    let Some(caller) = Caller::start().await else { return };
    let document = "query Me { me { id } }";
    let body = json!({ "query": document, "variables": {}, "operationName": "Me" });
    let post = |address: &str| caller.http.post(address).bearer_auth(&caller.token);
    let address = caller.railway.address();
    for request in [
        caller.http.get(address),
        post(address).json(&body),
        post(&format!("{address}?query=You")).json(&body),
        post(&format!("{address}?query=Me")).header(CONTENT_TYPE, "text/plain").body(body.to_string()),
        post(&format!("{address}?query=Me")).header(CONTENT_TYPE, "application/json").body("{"),
        post(&format!("{address}?query=Me")).json(&json!({ "query": document })),
    ] {
        assert_eq!(request.send().await.expect("an answer").status(), 400);
        assert_eq!(caller.railway.violations().len(), 1);
    }
    // What the real one lets pass, and we should not send.
    caller.data("query Me { me { id projects { edges { node { id } } } } }", json!({ "x": 1 })).await;
    let regrets =
        ["Me: $x is sent and not declared", "Me: User.projects is deprecated", "the fake has no User.projects"];
    assert_eq!(caller.railway.violations(), regrets);
}

#[tokio::test]
async fn each_kind_of_token_opens_what_it_may() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    let foreign = caller.railway.adds_project("foreign");
    let workspace = caller.railway.workspace_token();
    let project = caller.railway.project_token(&home.project, &home.environment);
    let (me, tokens, own) = (
        "query Me { me { id workspaces { id } } }",
        "query Kind { apiToken { workspaces { id name } } }",
        "query Own { projectToken { projectId environmentId } }",
    );
    let read = "query Read($id: String!) { project(id: $id) { name } }";
    let make = "mutation Make($input: ProjectCreateInput!) { projectCreate(input: $input) { id } }";
    for (token, for_project, takes) in [
        (caller.token.as_str(), false, [true, true, false, true, true]),
        (workspace.as_str(), false, [false, true, false, true, true]),
        (project.as_str(), true, [false, false, true, false, false]),
        (project.as_str(), false, [false; 5]),
        (workspace.as_str(), true, [false; 5]),
        ("wrong", false, [false; 5]),
    ] {
        let asked = [
            (me, json!({})),
            (tokens, json!({})),
            (own, json!({})),
            (read, json!({ "id": foreign })),
            (make, json!({ "input": { "workspaceId": caller.railway.workspace() } })),
        ];
        for ((document, variables), takes) in asked.into_iter().zip(takes) {
            let request = caller.request(document, variables);
            let request = match for_project {
                true => request.header("Project-Access-Token", token),
                false => request.bearer_auth(token),
            };
            let answer: Value = request.send().await.expect("an answer").json().await.expect("JSON");
            assert_eq!(answer["errors"].is_null(), takes, "{document}: {answer}");
        }
    }
    caller.railway.revokes(&caller.token);
    assert_eq!(caller.refusal(me, json!({})).await, "Not Authorized");
}

#[tokio::test]
async fn a_workspace_tells_its_plan_and_a_platform_its_incident() {
    let Some(caller) = Caller::start().await else { return };
    caller.railway.is_on(Plan::Trial);
    caller.railway.has_credit(4.5, true);
    caller.railway.adds_workspace("Other");
    let document = "query Info($id: String!) { workspace(workspaceId: $id) { name plan preferredRegion \
                    subscriptionPlanLimit apiTokenRateLimit { remainingPoints } customer { state isTrialing \
                    remainingUsageCreditBalance usageLimit { isOverLimit } } } }";
    let told = caller.data(document, json!({ "id": caller.railway.workspace() })).await;
    let expected = json!({
        "name": "Hatchery",
        "plan": "FREE",
        "preferredRegion": "europe-west4-drams3a",
        "subscriptionPlanLimit": {
            "containers": { "cpu": 2.0, "memoryBytes": 1_000_000_000u64 },
            "volumes": { "maxPerProject": 3, "sizeMB": 500 },
        },
        "apiTokenRateLimit": { "remainingPoints": 9_999 },
        "customer": {
            "state": "ACTIVE",
            "isTrialing": true,
            "remainingUsageCreditBalance": 4.5,
            "usageLimit": { "isOverLimit": true },
        },
    });
    assert_eq!(told["workspace"], expected);

    let document = "query Platform { platformStatus { isStable incident { message status } maintenance { message } } \
                    regions { name deploymentConstraints { deprecationInfo { isDeprecated } } } }";
    assert_eq!(caller.data(document, json!({})).await["platformStatus"]["isStable"], true);
    caller.railway.incident(Some("Builds delayed"));
    let incident = json!({ "message": "Builds delayed", "status": "INVESTIGATING" });
    let told = caller.data(document, json!({})).await;
    assert_eq!(told["platformStatus"], json!({ "isStable": false, "incident": incident, "maintenance": null }));
    assert_eq!(told["regions"].as_array().map(Vec::len), Some(4));
}

/// The documents of the engineering notes on Railway, word for word.
#[tokio::test]
async fn whatever_hatchery_may_ask_for_is_there() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let place = json!({ "serviceId": home.service, "environmentId": home.environment, "targetPort": 80 });
    caller.data(DOMAIN, json!({ "input": place })).await;
    let deployment = caller.deploys(&home, "bot:1").await;
    let variables = json!({
        "workspaceId": caller.railway.workspace(),
        "projectId": home.project,
        "environmentId": home.environment,
        "deploymentId": deployment,
        "id": deployment,
        "input": { "serviceId": home.service },
        "siFirst": 10,
        "viFirst": 10,
        "measurements": ["CPU_USAGE", "MEMORY_USAGE_GB"],
    });
    for document in [
        "query WorkspaceInfo($workspaceId: String!) { workspace(workspaceId: $workspaceId) { id name plan \
         preferredRegion projectCount subscriptionPlanLimit apiTokenRateLimit { remainingPoints resetsAt } customer { \
         state isTrialing hasExhaustedFreePlan remainingUsageCreditBalance currentUsage usageLimit { softLimit \
         hardLimit isOverLimit } } } }",
        "query FindProjects($workspaceId: String!, $after: String) { projects(workspaceId: $workspaceId, first: 100, \
         after: $after) { edges { node { id name deletedAt primaryEnvironmentId environments(first: 50) { edges { \
         node { id name isEphemeral } } } } } pageInfo { hasNextPage endCursor } } }",
        "query PollDeployment($id: String!) { deployment(id: $id) { id status statusUpdatedAt deploymentStopped \
         canRollback canRedeploy staticUrl meta diagnosis instances { id status } } }",
        "query DeploymentSteps($id: String!) { deploymentEvents(id: $id, first: 50) { edges { node { step createdAt \
         completedAt payload { error reason detail attempt maxAttempts skipped } } } } }",
        "query ListDeployments($input: DeploymentListInput!, $first: Int, $after: String) { deployments(input: \
         $input, first: $first, after: $after) { edges { node { id status createdAt canRollback meta } } pageInfo { \
         hasNextPage endCursor } } }",
        "query RuntimeLogs($deploymentId: String!, $limit: Int, $filter: String) { deploymentLogs(deploymentId: \
         $deploymentId, limit: $limit, filter: $filter) { timestamp message severity } }",
        "query Reconcile($environmentId: String!, $projectId: String!, $siFirst: Int!, $siAfter: String, $viFirst: \
         Int!, $viAfter: String) { environment(id: $environmentId, projectId: $projectId) { id name deletedAt \
         serviceInstances(first: $siFirst, after: $siAfter) { edges { node { id serviceId serviceName deletedAt \
         source { image repo } latestDeployment { id status statusUpdatedAt deploymentStopped meta instances { id \
         status } } activeDeployments { id status deploymentStopped } domains { serviceDomains { id domain targetPort \
         } } } } pageInfo { hasNextPage endCursor } } volumeInstances(first: $viFirst, after: $viAfter) { edges { \
         node { id serviceId mountPath sizeMB currentSizeMB state volume { id name } } } pageInfo { hasNextPage \
         endCursor } } } }",
        "query UsageByService($projectId: String!, $measurements: [MetricMeasurement!]!, $startDate: DateTime, \
         $endDate: DateTime) { usage(projectId: $projectId, measurements: $measurements, groupBy: [SERVICE_ID], \
         startDate: $startDate, endDate: $endDate, includeDeleted: true) { measurement value tags { serviceId } } }",
    ] {
        // A variable that is not declared would be a violation.
        let mut given = variables.as_object().expect("an object").clone();
        given.retain(|name, _| document.contains(&format!("${name}:")));
        caller.data(document, Value::Object(given)).await;
    }
    caller.railway.assert_clean();
}

#[tokio::test]
async fn lists_are_paged_and_projects_want_a_workspace() {
    let Some(caller) = Caller::start().await else { return };
    let made: Vec<String> = (0..5).map(|at| caller.railway.adds_project(&format!("p{at}"))).collect();
    let document = "query Find($w: String, $first: Int, $after: String) { projects(workspaceId: $w, first: $first, \
                    after: $after) { edges { node { id } } pageInfo { hasNextPage endCursor } } }";
    let (mut seen, mut after) = (Vec::new(), Value::Null);
    loop {
        let variables = json!({ "w": caller.railway.workspace(), "first": 2, "after": after });
        let page = caller.data(document, variables).await["projects"].take();
        let edges = page["edges"].as_array().expect("edges").clone();
        seen.extend(edges.iter().map(|edge| text(&edge["node"]["id"]).to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            break;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
    assert_eq!(seen, made);
    assert_eq!(caller.data(document, json!({})).await["projects"]["edges"], json!([]));
    assert_eq!(caller.railway.count("projects"), 4);
}

#[tokio::test]
async fn names_aliases_and_fragments_are_answered_as_asked() {
    let Some(caller) = Caller::start().await else { return };
    let (ada, bob) = (caller.home("ada").await, caller.home("bob").await);
    let document = "query Both($a: String!, $b: String!) { a0: environment(id: $a) { ...All } a1: environment(id: \
                    $b) { ... on Environment { __typename title: name serviceInstances(first: 1) { edges { node { \
                    serviceName latestDeployment { id } service { project { id } } } } } } } } fragment All on \
                    Environment { serviceInstances { edges { node { serviceName } } } }";
    let answer = caller.data(document, json!({ "a": ada.environment, "b": bob.environment })).await;
    let node =
        json!({ "serviceName": "bob", "latestDeployment": null, "service": { "project": { "id": bob.project } } });
    let expected = json!({
        "a0": { "serviceInstances": { "edges": [{ "node": { "serviceName": "ada" } }] } },
        "a1": {
            "__typename": "Environment",
            "title": "production",
            "serviceInstances": { "edges": [{ "node": node }] },
        },
    });
    assert_eq!(answer, expected);
    let expected = Request {
        operation: "Both".to_owned(),
        fields: vec!["environment".to_owned(); 2],
        variables: json!({ "a": ada.environment, "b": bob.environment }),
    };
    assert_eq!(caller.railway.requests().last(), Some(&expected));
}
