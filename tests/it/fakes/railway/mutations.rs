//! What can be changed: projects and services here, the rest below. A refusal is a sentence as the
//! real API has it, where we know it.

mod deploying;
mod settings;
pub mod storage;
mod variables;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::plan::Plan;
use super::records::{Caller, Project, Service, new_id, now};
use super::select::link;
use super::state::State;

type Arguments = Map<String, Value>;

/// Carries out one root field; `Ok(None)` when the fake does not have it.
pub fn carry_out(
    state: &mut State,
    caller: &Caller,
    field: &str,
    arguments: &Arguments,
) -> Result<Option<Value>, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    let input = &arguments.get("input").cloned().unwrap_or_default();
    Ok(Some(match field {
        "projectCreate" => project_create(state, caller, input)?,
        "projectUpdate" => project_update(state, text("id"), input)?,
        "projectDelete" => project_delete(state, text("id"), true)?,
        "projectScheduleDelete" => project_delete(state, text("id"), false)?,
        "serviceCreate" => service_create(state, input)?,
        "serviceUpdate" => service_update(state, text("id"), input)?,
        "serviceDelete" => {
            state.service(text("id"))?;
            service_delete(state, text("id"));
            json!(true)
        }
        "variableCollectionUpsert" => variables::upsert(state, input, &input["variables"])?,
        "variableUpsert" => {
            let name = input["name"].as_str().unwrap_or_default();
            variables::upsert(state, input, &json!({ name: input["value"] }))?
        }
        "variableDelete" => variables::delete(state, input)?,
        _ => {
            let answer = settings::carry_out(state, field, arguments)?;
            let answer = answer.map_or_else(|| storage::carry_out(state, field, arguments), |done| Ok(Some(done)))?;
            return answer.map_or_else(|| deploying::carry_out(state, field, arguments), |done| Ok(Some(done)));
        }
    }))
}

fn project_create(state: &mut State, caller: &Caller, input: &Value) -> Result<Value, String> {
    let workspace = match (caller, input["workspaceId"].as_str()) {
        (Caller::Project { .. }, _) => return Err("Not Authorized".into()),
        (Caller::Workspace(own), Some(asked)) if own != asked => return Err("Not Authorized".into()),
        (Caller::Account | Caller::Workspace(_), Some(asked)) => state.workspace(asked)?.id.clone(),
        (Caller::Workspace(own), None) => own.clone(),
        (Caller::Account, None) if state.workspaces.len() == 1 => state.workspaces[0].id.clone(),
        (Caller::Account, None) => return Err("You must specify a workspaceId to create a project".into()),
    };
    let name = input["name"].as_str().unwrap_or("joyful-nest");
    let id = add_project(state, &workspace, name, input["description"].as_str());
    if let Some(name) = input["defaultEnvironmentName"].as_str() {
        let known = state.projects.iter_mut().find(|known| known.id == id).expect("it was just made");
        name.clone_into(&mut known.environment_name);
    }
    let environment = state.project(&id)?.environment.clone();
    state.hide(&id);
    state.hide(&environment);
    Ok(link("Project", &id))
}

pub fn add_project(state: &mut State, workspace: &str, name: &str, description: Option<&str>) -> String {
    let project = Project {
        id: new_id(),
        name: name.to_owned(),
        description: description.map(str::to_owned),
        workspace: workspace.to_owned(),
        environment: new_id(),
        environment_name: "production".to_owned(),
        created_at: now(),
        deleted_at: None,
        is_gone: false,
    };
    let id = project.id.clone();
    state.projects.push(project);
    id
}

fn project_update(state: &mut State, id: &str, input: &Value) -> Result<Value, String> {
    state.project(id)?;
    let known = state.projects.iter_mut().find(|known| known.id == id).expect("it was looked up");
    if let Some(name) = input["name"].as_str() {
        name.clone_into(&mut known.name);
    }
    if let Some(description) = input["description"].as_str() {
        known.description = Some(description.to_owned());
    }
    Ok(link("Project", id))
}

/// At once everything in it goes; with days of grace everything stops and can still be read.
fn project_delete(state: &mut State, id: &str, at_once: bool) -> Result<Value, String> {
    state.project(id)?;
    let services = state.services.iter().filter(|known| known.project == id && known.deleted_at.is_none());
    for service in services.map(|known| known.id.clone()).collect::<Vec<_>>() {
        if at_once {
            service_delete(state, &service);
        } else {
            remove_deployments(state, &service);
        }
    }
    for volume in state.volumes.iter_mut().filter(|known| at_once && known.project == id) {
        volume.deleted_at.get_or_insert_with(now);
    }
    let known = state.projects.iter_mut().find(|known| known.id == id).expect("it was looked up");
    known.deleted_at.get_or_insert_with(now);
    known.is_gone = at_once;
    Ok(json!(true))
}

/// With a source it is deployed at once, with whatever variables came along.
fn service_create(state: &mut State, input: &Value) -> Result<Value, String> {
    let project = state.project(input["projectId"].as_str().unwrap_or_default())?.clone();
    if input["environmentId"].as_str().is_some_and(|environment| environment != project.environment) {
        return Err("Environment not found".into());
    }
    let name = match input["name"].as_str() {
        Some(name) => name.to_owned(),
        None => format!("service-{}", state.services.len() + 1),
    };
    check_name(state, &project.id, &name)?;
    let variables = variables::parse(&input["variables"])?;
    settings::check_credentials(plan_of(state, &project), input)?;
    let id = add_service(state, &project, &name);
    let service = state.service_mut(&id);
    service.variables = variables;
    service.image = input["source"]["image"].as_str().map(str::to_owned);
    service.repo = input["source"]["repo"].as_str().map(str::to_owned);
    if service.image.is_some() || service.repo.is_some() {
        state.deploy(&id)?;
    }
    let instance = state.service(&id)?.instance.clone();
    state.hide(&id);
    state.hide(&instance);
    Ok(link("Service", &id))
}

pub fn add_service(state: &mut State, project: &Project, name: &str) -> String {
    let service = Service {
        id: new_id(),
        instance: new_id(),
        name: name.to_owned(),
        project: project.id.clone(),
        environment: project.environment.clone(),
        image: None,
        repo: None,
        settings: Map::new(),
        memory_gb: None,
        vcpus: None,
        variables: BTreeMap::new(),
        sealed: BTreeSet::new(),
        created_at: now(),
        deleted_at: None,
    };
    let id = service.id.clone();
    state.services.push(service);
    id
}

fn service_update(state: &mut State, id: &str, input: &Value) -> Result<Value, String> {
    let known = state.service(id)?.clone();
    if let Some(name) = input["name"].as_str().filter(|name| *name != known.name) {
        check_name(state, &known.project, name)?;
        name.clone_into(&mut state.service_mut(id).name);
    }
    Ok(link("Service", id))
}

fn check_name(state: &State, project: &str, name: &str) -> Result<(), String> {
    if name.is_empty() || name.chars().count() > 32 {
        return Err("Service name must be between 1 and 32 characters".into());
    }
    let mut taken = state.services.iter().filter(|known| known.project == project && known.deleted_at.is_none());
    if taken.any(|known| known.name == name) {
        return Err(format!("A service named \"{name}\" already exists in this project"));
    }
    Ok(())
}

/// Its domains go with it; its volume is detached and stays.
fn service_delete(state: &mut State, id: &str) {
    remove_deployments(state, id);
    for domain in state.domains.iter_mut().filter(|known| known.service == id) {
        domain.deleted_at.get_or_insert_with(now);
    }
    for volume in state.volumes.iter_mut().filter(|known| known.service.as_deref() == Some(id)) {
        volume.service = None;
    }
    state.service_mut(id).deleted_at = Some(now());
}

fn remove_deployments(state: &mut State, service: &str) {
    let running = state.deployments.iter();
    let running = running.filter(|known| known.service == service && !["REMOVED", "FAILED"].contains(&&*known.status));
    for deployment in running.map(|known| known.id.clone()).collect::<Vec<_>>() {
        state.remove(&deployment);
    }
}

fn plan_of(state: &State, project: &Project) -> Plan {
    state.workspace(&project.workspace).map_or(Plan::Hobby, |workspace| workspace.plan)
}
