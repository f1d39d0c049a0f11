//! What can be asked. An answer is a whole object or a link to one; what of it is shown is decided later.

mod deployments;

use serde_json::{Map, Value, json};

use super::look::Look;
use super::records::{Caller, Service, now};
use super::select::link;
use super::shapes::limits;
use deployments::{events, lines, metrics, usage};

type Arguments = Map<String, Value>;

/// Answers one root field; `Ok(None)` when the fake does not have it.
pub fn answer(look: &Look, field: &str, arguments: &Arguments) -> Result<Option<Value>, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    Ok(Some(match field {
        "platformStatus" => platform_status(look),
        "regions" => regions(),
        "me" => me(look)?,
        "apiToken" => api_token(look)?,
        "projectToken" => project_token(look)?,
        "workspace" => workspace(look, text("workspaceId"))?,
        "projects" => projects(look, arguments),
        "project" => {
            let known = look.state.project(text("id"))?;
            if !look.sees(&known.id) {
                return Err("Project not found".into());
            }
            link("Project", &known.id)
        }
        "environment" => {
            let known = look.state.environment(text("id"))?;
            if !look.sees(&known.environment) {
                return Err("Environment not found".into());
            }
            link("Environment", &known.environment)
        }
        "service" => {
            let known = look.state.service(text("id"))?;
            if !look.sees(&known.id) {
                return Err("Service not found".into());
            }
            link("Service", &known.id)
        }
        "serviceInstance" => link("ServiceInstance", &instance(look, arguments)?.instance),
        "serviceInstanceLimits" => {
            let known = instance(look, arguments)?;
            limits(known, look.plan(look.state.project(&known.project)?))
        }
        "serviceInstanceLimitOverride" => {
            let known = instance(look, arguments)?;
            let is_set = known.memory_gb.is_some() || known.vcpus.is_some();
            if is_set { limits(known, look.plan(look.state.project(&known.project)?)) } else { Value::Null }
        }
        "domains" => look.domains(&instance(look, arguments)?.id),
        "variables" | "variablesForServiceDeployment" => variables(look, arguments)?,
        "volumeInstance" => {
            let known = look.state.volumes.iter().find(|known| known.instance == text("id"));
            let known = known.filter(|known| look.sees(&known.instance)).ok_or("VolumeInstance not found")?;
            link("VolumeInstance", &known.instance)
        }
        "deployment" => link("Deployment", &look.state.deployment(text("id"))?.id),
        "deployments" => deployments::deployments(look, &arguments["input"]),
        "deploymentEvents" => events(look.state.deployment(text("id"))?),
        "deploymentLogs" => {
            let known = look.state.deployment(text("deploymentId"))?;
            lines(known, &known.logs, arguments)
        }
        "buildLogs" => {
            let known = look.state.deployment(text("deploymentId"))?;
            if known.status == "QUEUED" || known.status == "INITIALIZING" {
                return Err("Problem processing request".into());
            }
            lines(known, &[], arguments)
        }
        "usage" => usage(look, arguments),
        "metrics" => metrics(look, arguments),
        _ => return Ok(None),
    }))
}

fn platform_status(look: &Look) -> Value {
    let incident = look.state.incident.as_ref().map(|message| {
        let url = "https://status.railway.com/incident/1";
        json!({ "id": "incident-1", "message": message, "status": "INVESTIGATING", "url": url, "createdAt": null })
    });
    json!({ "isStable": incident.is_none(), "incident": incident, "maintenance": null })
}

fn regions() -> Value {
    let known = [
        ("us-west2", "United States of America", "US West (California)"),
        ("us-east4-eqdc4a", "United States of America", "US East (Virginia)"),
        ("europe-west4-drams3a", "The Netherlands", "EU West (Amsterdam)"),
        ("asia-southeast1-eqsg3a", "Singapore", "Southeast Asia (Singapore)"),
    ];
    let region = |(id, country, location): &(&str, &str, &str)| {
        let constraints = json!({ "deprecationInfo": { "isDeprecated": false, "replacementRegion": "" } });
        json!({
            "id": id, "name": id, "region": id, "country": country, "location": location,
            "deploymentConstraints": constraints, "workspaceId": null,
        })
    };
    known.iter().map(region).collect()
}

fn me(look: &Look) -> Result<Value, String> {
    let Caller::Account = look.caller else { return Err("Not Authorized".into()) };
    let workspaces: Vec<Value> = look.state.workspaces.iter().map(|known| link("Workspace", &known.id)).collect();
    Ok(json!({
        "id": "user-1", "name": "Operator", "username": "operator", "email": "operator@example.com",
        "workspaces": workspaces,
    }))
}

fn api_token(look: &Look) -> Result<Value, String> {
    let sees = |id: &str| match look.caller {
        Caller::Account => true,
        Caller::Workspace(own) => own == id,
        Caller::Project { .. } => false,
    };
    if matches!(look.caller, Caller::Project { .. }) {
        return Err("Not Authorized".into());
    }
    let workspaces = look.state.workspaces.iter().filter(|known| sees(&known.id));
    let workspaces: Vec<Value> = workspaces.map(|known| json!({ "id": known.id, "name": known.name })).collect();
    Ok(json!({ "workspaces": workspaces }))
}

fn project_token(look: &Look) -> Result<Value, String> {
    let Caller::Project { project, environment } = look.caller else {
        return Err("Project Token not found".into());
    };
    Ok(json!({
        "id": "project-token-1", "name": "hatchery", "displayToken": "****-TEST",
        "createdAt": now(),
        "projectId": project, "project": link("Project", project),
        "environmentId": environment, "environment": link("Environment", environment),
    }))
}

fn workspace(look: &Look, id: &str) -> Result<Value, String> {
    let known = look.state.workspace(id)?;
    match look.caller {
        Caller::Account => Ok(link("Workspace", &known.id)),
        Caller::Workspace(own) if *own == known.id => Ok(link("Workspace", &known.id)),
        Caller::Workspace(_) | Caller::Project { .. } => Err("Not Authorized".into()),
    }
}

/// Without a workspace the list is empty, as the real one can be.
fn projects(look: &Look, arguments: &Arguments) -> Value {
    let Some(workspace) = arguments.get("workspaceId").and_then(Value::as_str) else { return json!([]) };
    let may_see = match look.caller {
        Caller::Account => true,
        Caller::Workspace(own) => own == workspace,
        Caller::Project { .. } => false,
    };
    let known = look.state.projects.iter().filter(|known| may_see && known.workspace == workspace && !known.is_gone);
    known.map(|known| link("Project", &known.id)).collect()
}

fn instance<'a>(look: &Look<'a>, arguments: &Arguments) -> Result<&'a Service, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let known = look.state.instance(text("serviceId").unwrap_or_default(), text("environmentId"))?;
    let is_elsewhere = text("projectId").is_some_and(|project| project != known.project);
    if is_elsewhere || !look.sees(&known.instance) {
        return Err("ServiceInstance not found".into());
    }
    Ok(known)
}

/// What was set, and what Railway adds to it.
fn variables(look: &Look, arguments: &Arguments) -> Result<Value, String> {
    let environment = arguments.get("environmentId").and_then(Value::as_str).unwrap_or_default();
    look.state.environment(environment)?;
    if arguments.get("serviceId").is_none_or(Value::is_null) {
        return Ok(json!(look.state.shared.get(environment).cloned().unwrap_or_default()));
    }
    let service = instance(look, arguments)?;
    let mut variables = look.state.unrendered(service);
    variables.retain(|name, _| !service.sealed.contains(name));
    let is_as_written = arguments.get("unrendered") == Some(&Value::Bool(true));
    Ok(json!(if is_as_written { variables } else { look.state.rendered(service, variables) }))
}
