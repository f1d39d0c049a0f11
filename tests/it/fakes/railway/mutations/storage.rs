//! Volumes: made, renamed, attached, detached and deleted.

use serde_json::{Value, json};

use super::super::records::{Volume, new_id, now};
use super::super::select::link;
use super::super::state::State;
use super::{Arguments, plan_of};

pub fn carry_out(state: &mut State, field: &str, arguments: &Arguments) -> Result<Option<Value>, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let id = text("volumeId").unwrap_or_default();
    let input = &arguments.get("input").cloned().unwrap_or_default();
    Ok(Some(match field {
        "volumeCreate" => create(state, input)?,
        "volumeUpdate" => rename(state, id, input)?,
        "volumeInstanceUpdate" => attach(state, id, input)?,
        "volumeDelete" => {
            state.volume(id)?;
            let known = state.volume_mut(id);
            known.deleted_at = Some(now());
            known.service = None;
            json!(true)
        }
        _ => return Ok(None),
    }))
}

/// Without an environment it has no instance anywhere. On a service with a source it causes a deployment.
pub fn create(state: &mut State, input: &Value) -> Result<Value, String> {
    let project = state.project(input["projectId"].as_str().unwrap_or_default())?.clone();
    let environment = input["environmentId"].as_str();
    if environment.is_some_and(|environment| environment != project.environment) {
        return Err("Environment not found".into());
    }
    let limit = plan_of(state, &project).volumes_per_project();
    let there = state.volumes.iter().filter(|known| known.project == project.id && known.deleted_at.is_none());
    if there.count() >= limit {
        return Err(format!("You have reached the limit of {limit} volumes per project on your plan"));
    }
    let mount_path = input["mountPath"].as_str().unwrap_or_default();
    if !mount_path.starts_with('/') {
        return Err("Mount path must be an absolute path".into());
    }
    let service = input["serviceId"].as_str();
    if let Some(service) = service {
        check_attachable(state, service, environment)?;
    }
    let name = fresh_name(state, &project.id, service);
    let volume = Volume {
        id: new_id(),
        instance: new_id(),
        name,
        project: project.id.clone(),
        environment: environment.map(str::to_owned),
        service: service.map(str::to_owned),
        mount_path: mount_path.to_owned(),
        region: input["region"].as_str().unwrap_or("europe-west4-drams3a").to_owned(),
        created_at: now(),
        deleted_at: None,
    };
    let id = volume.id.clone();
    state.hide(&id);
    state.hide(&volume.instance);
    state.volumes.push(volume);
    if let Some(service) = service.filter(|service| state.service(service).is_ok_and(|known| known.image.is_some())) {
        state.deploy(service)?;
    }
    Ok(link("Volume", &id))
}

fn check_attachable(state: &State, service: &str, environment: Option<&str>) -> Result<(), String> {
    let known = state.instance(service, environment)?;
    if state.volume_of(service).is_some() {
        return Err("A service can have only one volume attached".into());
    }
    if known.settings.get("numReplicas").and_then(Value::as_u64).unwrap_or(1) > 1 {
        return Err("Cannot attach a volume to a service with replicas".into());
    }
    Ok(())
}

/// Railway names a volume after its service, and adds something where that is taken.
fn fresh_name(state: &State, project: &str, service: Option<&str>) -> String {
    let service = service.and_then(|service| state.service(service).ok());
    let name = service.map_or_else(|| "volume".to_owned(), |service| format!("{}-volume", service.name));
    if is_taken(state, project, &name) { format!("{name}-{}", &new_id()[..4]) } else { name }
}

fn is_taken(state: &State, project: &str, name: &str) -> bool {
    state.volumes.iter().any(|known| known.project == project && known.deleted_at.is_none() && known.name == name)
}

fn rename(state: &mut State, id: &str, input: &Value) -> Result<Value, String> {
    let known = state.volume(id)?.clone();
    if let Some(name) = input["name"].as_str().filter(|name| *name != known.name) {
        if is_taken(state, &known.project, name) {
            return Err("Volume name already exists".into());
        }
        name.clone_into(&mut state.volume_mut(id).name);
    }
    Ok(link("Volume", id))
}

/// A service that is written as null detaches; one that is not written changes nothing.
fn attach(state: &mut State, id: &str, input: &Value) -> Result<Value, String> {
    state.volume(id)?;
    if let Some(service) = input["serviceId"].as_str() {
        check_attachable(state, service, None)?;
    }
    let known = state.volume_mut(id);
    if let Some(service) = input.get("serviceId") {
        known.service = service.as_str().map(str::to_owned);
    }
    if let Some(path) = input["mountPath"].as_str() {
        path.clone_into(&mut known.mount_path);
    }
    Ok(json!(true))
}
