//! Projects, services, variables, volumes and domains: what is made, what is refused, what goes with what.

use serde_json::{Value, json};

use super::{Caller, DOMAIN, Home, UPDATE, VOLUME, text};
use crate::fakes::railway::{Domain, Plan, Project, Service, Volume};

#[tokio::test]
async fn a_service_made_without_a_source_is_deployed_once_when_asked() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    caller.sets(&home, json!({ "KEY": "v", "REF": "${{shared.KEY}}" })).await;
    caller.update(&home, json!({ "healthcheckPath": "/health", "drainingSeconds": 10 })).await;
    let limits = "mutation Limit($input: ServiceInstanceLimitsUpdateInput!) { serviceInstanceLimitsUpdate(input: \
                  $input) }";
    let limited = json!({ "serviceId": home.service, "environmentId": home.environment, "memoryGB": 1, "vCPUs": 1 });
    caller.data(limits, json!({ "input": limited })).await;
    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let domain = json!({ "serviceId": home.service, "environmentId": home.environment, "targetPort": 8080 });
    caller.data(DOMAIN, json!({ "input": domain })).await;
    let refused = caller.refusal(super::DEPLOY, json!({ "s": home.service, "e": home.environment })).await;
    assert_eq!(refused, "Cannot deploy a service without a source");
    caller.update(&home, json!({ "source": { "image": "bot:1" } })).await;
    assert_eq!(caller.railway.deployments("ada").len(), 0);
    caller.deploys(&home, "bot:1").await;

    let [deployment] = &caller.railway.deployments("ada")[..] else { panic!("not one deployment") };
    assert_eq!(deployment.image.as_deref(), Some("bot:1"));
    let (key, reference) = (&deployment.variables["KEY"], &deployment.variables["REF"]);
    assert_eq!((key.as_str(), reference.as_str()), ("v", ""), "a reference that leads nowhere is an empty text");
    assert_eq!(deployment.settings["healthcheckPath"], "/health");
    assert_eq!((deployment.memory_gb, deployment.vcpus), (Some(1.0), Some(1.0)));
    assert!(!caller.railway.was_deployed_before_variables("ada"));

    let document = "query Look($p: String!, $e: String!, $s: String!) { serviceInstance(environmentId: $e, serviceId: \
                    $s) { source { image } drainingSeconds restartPolicyType healthcheckPath startCommand } \
                    serviceInstanceLimits(environmentId: $e, serviceId: $s) variables(projectId: $p, environmentId: \
                    $e, serviceId: $s, unrendered: true) domains(projectId: $p, environmentId: $e, serviceId: $s) { serviceDomains { \
                    targetPort } } }";
    let seen = caller.data(document, json!({ "p": home.project, "e": home.environment, "s": home.service })).await;
    let instance = json!({
        "source": { "image": "bot:1" },
        "drainingSeconds": 10,
        "restartPolicyType": "ON_FAILURE",
        "healthcheckPath": "/health",
        "startCommand": null,
    });
    assert_eq!(seen["serviceInstance"], instance);
    assert_eq!(seen["serviceInstanceLimits"]["containers"], json!({ "cpu": 1.0, "memoryBytes": 1_000_000_000 }));
    assert_eq!(seen["variables"]["REF"], "${{shared.KEY}}", "as it was written");
    assert_eq!(seen["variables"]["RAILWAY_SERVICE_NAME"], "ada");
    assert_eq!(seen["domains"]["serviceDomains"], json!([{ "targetPort": 8080 }]));
}

#[tokio::test]
async fn a_source_too_early_deploys_too_early() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("first").await;
    let document = "mutation Make($input: ServiceCreateInput!) { serviceCreate(input: $input) { id } }";
    let input = json!({ "projectId": home.project, "name": "ada", "source": { "image": "bot:1" } });
    let made = caller.data(document, json!({ "input": input })).await;
    let ada = Home { service: text(&made["serviceCreate"]["id"]).to_owned(), ..home };
    assert!(caller.railway.was_deployed_before_variables("ada"));
    caller.sets(&ada, json!({ "A": "1" })).await;
    assert_eq!(caller.railway.deployments("ada").len(), 1);
    let loud = "mutation Set($input: VariableUpsertInput!) { variableUpsert(input: $input) }";
    caller.data(loud, json!({ "input": ada.place(json!({ "name": "B", "value": "2" })) })).await;
    assert_eq!(caller.railway.deployments("ada").len(), 2);
    caller.data(VOLUME, json!({ "input": ada.place(json!({ "mountPath": "/data" })) })).await;
    assert_eq!(caller.railway.deployments("ada").len(), 3);
    let statuses: Vec<String> = caller.railway.deployments("ada").into_iter().map(|known| known.status).collect();
    assert_eq!(statuses, ["REMOVED", "REMOVED", "INITIALIZING"]);
}

#[tokio::test]
async fn a_deleted_service_leaves_its_volume_behind() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    let volume = caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let place = json!({ "serviceId": home.service, "environmentId": home.environment, "targetPort": 80 });
    for _ in 0..2 {
        caller.data(DOMAIN, json!({ "input": place })).await;
    }
    caller.deploys(&home, "bot:1").await;
    let is_open = |domain: &Domain| domain.deleted_at.is_none() && domain.target_port == Some(80);
    assert_eq!(caller.railway.domains().iter().filter(|domain| is_open(domain)).count(), 2);
    caller.data("mutation Go($id: String!) { serviceDelete(id: $id) }", json!({ "id": home.service })).await;

    assert_eq!(caller.railway.deployments("ada")[0].status, "REMOVED");
    assert!(caller.railway.domains().iter().all(|domain| domain.deleted_at.is_some()));
    let document = "query Left($e: String!) { environment(id: $e) { serviceInstances { edges { node { deletedAt } } } \
                    volumeInstances { edges { node { serviceId state deletedAt volume { id name } } } } } }";
    let left = async || caller.data(document, json!({ "e": home.environment })).await["environment"].take();
    let seen = left().await;
    assert!(seen["serviceInstances"]["edges"][0]["node"]["deletedAt"].is_string());
    let id = &volume["volumeCreate"]["id"];
    let node = json!({
        "serviceId": null, "state": "READY", "deletedAt": null, "volume": { "id": id, "name": "ada-volume" },
    });
    assert_eq!(seen["volumeInstances"]["edges"][0]["node"], node);
    caller.data("mutation Go($id: String!) { volumeDelete(volumeId: $id) }", json!({ "id": id })).await;
    assert_eq!(left().await["volumeInstances"]["edges"][0]["node"]["state"], "DELETING");
    let is_gone = |volume: &Volume| volume.deleted_at.is_some() && volume.service.is_none();
    assert!(caller.railway.volumes().iter().all(is_gone));

    let gone = "query Gone($id: String!) { service(id: $id) { id } }";
    assert_eq!(caller.refusal(gone, json!({ "id": home.service })).await, "Service not found");
    caller.does("projectScheduleDelete", &home.project).await;
    let project = "query Left($id: String!) { project(id: $id) { deletedAt } }";
    assert!(caller.data(project, json!({ "id": home.project })).await["project"]["deletedAt"].is_string());
    caller.does("projectDelete", &home.project).await;
    assert_eq!(caller.refusal(project, json!({ "id": home.project })).await, "Project not found");
    let is_gone = |project: &Project| project.is_gone && project.name == "nests";
    assert!(caller.railway.projects().iter().all(is_gone));
}

#[tokio::test]
async fn what_railway_refuses_is_refused() {
    let Some(caller) = Caller::start().await else { return };
    caller.railway.is_on(Plan::Free);
    let home = caller.home("ada").await;
    let create = "mutation Make($input: ServiceCreateInput!) { serviceCreate(input: $input) { id } }";
    let named = |name: &str| json!({ "input": { "projectId": home.project, "name": name } });
    let taken = "A service named \"ada\" already exists in this project";
    assert_eq!(caller.refusal(create, named("ada")).await, taken);
    assert!(caller.refusal(create, named(&"a".repeat(33))).await.contains("32"));
    let nowhere = json!({ "s": "nobody", "e": home.environment, "input": {} });
    assert_eq!(caller.refusal(UPDATE, nowhere).await, "ServiceInstance not found");
    for input in [
        json!({ "railwayConfigFile": "railway.toml" }),
        json!({ "region": "us-west1" }),
        json!({ "restartPolicyType": "ALWAYS" }),
        json!({ "registryCredentials": { "username": "a", "password": "b" } }),
    ] {
        caller.refusal(UPDATE, home.input(input)).await;
    }
    let limits = "mutation Limit($input: ServiceInstanceLimitsUpdateInput!) { serviceInstanceLimitsUpdate(input: \
                  $input) }";
    let input = json!({ "serviceId": home.service, "environmentId": home.environment, "memoryGB": 1 });
    assert!(caller.refusal(limits, json!({ "input": input })).await.contains("0.5 GB"));

    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let refused = caller.refusal(UPDATE, home.input(json!({ "numReplicas": 2 }))).await;
    assert_eq!(refused, "Cannot create replicas of a service with a volume attached");
    let one_more = json!({ "projectId": home.project, "environmentId": home.environment, "mountPath": "/more" });
    assert!(caller.refusal(VOLUME, json!({ "input": one_more })).await.contains("limit of 1 volumes"));
    let variables = home.place(json!({ "variables": { "A": 1 } }));
    let set = "mutation Set($input: VariableCollectionUpsertInput!) { variableCollectionUpsert(input: $input) }";
    assert!(caller.refusal(set, json!({ "input": variables })).await.contains("variable A is no text"));
}

#[tokio::test]
async fn nothing_that_belongs_to_others_is_counted_as_touched() {
    let Some(caller) = Caller::start().await else { return };
    let foreign = caller.railway.adds_project("foreign");
    let other = caller.railway.adds_service(&foreign, "database");
    let home = caller.home("ada").await;
    let deployment = caller.deploys(&home, "bot:1").await;
    caller.data("query Read($id: String!) { project(id: $id) { id } }", json!({ "id": foreign })).await;
    let mutated = caller.railway.mutated();
    for id in [&home.project, &home.service, &deployment] {
        assert!(mutated.contains(id));
    }
    assert!(!mutated.contains(&foreign) && !mutated.contains(&other));
    let services = caller.railway.services();
    let [database, ada]: &[Service] = &services else { panic!("not two services") };
    assert_eq!((&database.project, &ada.project), (&foreign, &home.project));
}

#[tokio::test]
async fn a_new_thing_is_not_seen_for_a_while() {
    let Some(caller) = Caller::start().await else { return };
    caller.railway.lag(2);
    let home = caller.home("ada").await;
    let project = "query Read($id: String!) { project(id: $id) { id } }";
    let environment = "query Read($id: String!) { environment(id: $id) { id } }";
    let service = "query Read($id: String!) { service(id: $id) { id } }";
    for (document, id, refusal) in [
        (project, &home.project, "Project not found"),
        (environment, &home.environment, "Environment not found"),
        (service, &home.service, "Service not found"),
    ] {
        for _ in 0..2 {
            assert_eq!(caller.refusal(document, json!({ "id": id })).await, refusal);
        }
        caller.data(document, json!({ "id": id })).await;
    }
    caller.data(VOLUME, json!({ "input": home.place(json!({ "mountPath": "/data" })) })).await;
    let domain = json!({ "serviceId": home.service, "environmentId": home.environment, "targetPort": 80 });
    caller.data(DOMAIN, json!({ "input": domain })).await;
    let document = "query Left($e: String!) { environment(id: $e) { volumeInstances { edges { node { id } } } \
                    serviceInstances { edges { node { domains { serviceDomains { id } } } } } } }";
    let mut seen = Vec::new();
    for _ in 0..5 {
        let left = caller.data(document, json!({ "e": home.environment })).await["environment"].take();
        let count = |list: &Value| list.as_array().map_or(0, Vec::len);
        let services = &left["serviceInstances"]["edges"];
        let domains = count(&services[0]["node"]["domains"]["serviceDomains"]);
        seen.push((count(&left["volumeInstances"]["edges"]), count(services), domains));
    }
    // The domain is looked at only once its service is there.
    assert_eq!(seen, [(0, 0, 0), (0, 0, 0), (1, 1, 0), (1, 1, 0), (1, 1, 1)]);
}

#[tokio::test]
async fn use_is_told_per_service_or_as_a_sum() {
    let Some(caller) = Caller::start().await else { return };
    let home = caller.home("ada").await;
    let bob = caller.service(&home.project, &home.environment, "bob").await;
    caller.railway.uses("ada", "CPU_USAGE", 3.0);
    caller.railway.uses("bob", "CPU_USAGE", 4.0);
    caller.data("mutation Go($id: String!) { serviceDelete(id: $id) }", json!({ "id": bob })).await;
    let document = "query Used($p: String!, $by: [MetricTag!], $all: Boolean) { usage(projectId: $p, measurements: \
                    [CPU_USAGE], groupBy: $by, includeDeleted: $all) { measurement value tags { serviceId } } }";
    let used = async |by: Value, all: bool| {
        let used = caller.data(document, json!({ "p": home.project, "by": by, "all": all })).await;
        let used = used["usage"].as_array().expect("a list").clone();
        used.iter().map(|entry| (entry["tags"]["serviceId"].clone(), entry["value"].clone())).collect::<Vec<_>>()
    };
    let (ada, bob) = (json!(home.service), json!(bob));
    assert_eq!(used(json!(["SERVICE_ID"]), true).await, [(ada.clone(), json!(3.0)), (bob, json!(4.0))]);
    assert_eq!(used(json!(["SERVICE_ID"]), false).await, [(ada, json!(3.0))]);
    assert_eq!(used(Value::Null, true).await, [(Value::Null, json!(7.0))]);
}
