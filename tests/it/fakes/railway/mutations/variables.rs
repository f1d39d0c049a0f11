//! Variables of a service, or of a whole environment.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::super::state::State;

pub fn upsert(state: &mut State, input: &Value, given: &Value) -> Result<Value, String> {
    let given = parse(given)?;
    let replaces = input["replace"] == true;
    change_those(state, input, |variables| {
        if replaces {
            variables.clear();
        }
        variables.extend(given);
    })
}

pub fn delete(state: &mut State, input: &Value) -> Result<Value, String> {
    let name = input["name"].as_str().unwrap_or_default();
    change_those(state, input, |variables| {
        variables.remove(name);
    })
}

/// Whatever has a source is deployed again, unless the caller says not to.
fn change_those(
    state: &mut State,
    input: &Value,
    change: impl FnOnce(&mut BTreeMap<String, String>),
) -> Result<Value, String> {
    let environment = input["environmentId"].as_str().unwrap_or_default();
    let project = state.environment(environment)?.id.clone();
    if input["projectId"].as_str() != Some(&project) {
        return Err("Environment not found".into());
    }
    let Some(service) = input["serviceId"].as_str() else {
        change(state.shared.entry(environment.to_owned()).or_default());
        return Ok(json!(true));
    };
    let known = state.instance(service, Some(environment))?;
    let has_source = known.image.is_some() || known.repo.is_some();
    change(&mut state.service_mut(service).variables);
    if has_source && input["skipDeploys"] != true {
        state.deploy(service)?;
    }
    Ok(json!(true))
}

/// A flat map of text; the schema only says that it is a scalar.
pub fn parse(given: &Value) -> Result<BTreeMap<String, String>, String> {
    if given.is_null() {
        return Ok(BTreeMap::new());
    }
    let given = given.as_object().ok_or("Problem processing request: variables are no object")?;
    let read = |(name, value): (&String, &Value)| {
        let value = value.as_str().ok_or(format!("Problem processing request: variable {name} is no text"))?;
        Ok((name.clone(), value.to_owned()))
    };
    given.iter().map(read).collect()
}
