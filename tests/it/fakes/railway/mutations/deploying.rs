//! What is done with deployments by hand: start, repeat, restart, stop, take down.

use serde_json::{Value, json};

use super::super::select::link;
use super::super::state::State;
use super::Arguments;

pub fn carry_out(state: &mut State, field: &str, arguments: &Arguments) -> Result<Option<Value>, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str).unwrap_or_default();
    let id = text("id");
    match field {
        "serviceInstanceDeployV2" | "serviceInstanceDeploy" | "serviceInstanceRedeploy" => {
            state.instance(text("serviceId"), Some(text("environmentId")))?;
        }
        "deploymentRestart" | "deploymentStop" | "deploymentRemove" | "deploymentCancel" | "deploymentRedeploy"
        | "deploymentRollback" | "deploymentApprove" => {
            state.deployment(id)?;
        }
        _ => return Ok(None),
    }
    let status = state.deployment(id).map(|known| known.status.clone()).unwrap_or_default();
    let is_in_progress = state.deployment(id).is_ok_and(|known| known.is_in_progress());
    Ok(Some(match field {
        "serviceInstanceDeployV2" => json!(state.deploy(text("serviceId"))?),
        "serviceInstanceDeploy" => {
            state.deploy(text("serviceId"))?;
            json!(true)
        }
        "serviceInstanceRedeploy" => {
            let latest = state.latest(text("serviceId")).ok_or("Deployment not found")?.id.clone();
            state.deploy_again(&latest)?;
            json!(true)
        }
        // The old image and the old variables, whatever was set since.
        "deploymentRedeploy" => link("Deployment", &state.deploy_again(id)?),
        "deploymentRollback" if status == "REMOVED" => {
            state.deploy_again(id)?;
            json!(true)
        }
        "deploymentRestart" => {
            state.restart(id)?;
            json!(true)
        }
        "deploymentStop" if ["SUCCESS", "CRASHED", "SLEEPING", "DEPLOYING"].contains(&status.as_str()) => {
            state.stop(id);
            json!(true)
        }
        "deploymentRemove" if !is_in_progress => {
            state.remove(id);
            json!(true)
        }
        "deploymentCancel" if is_in_progress => {
            state.remove(id);
            json!(true)
        }
        "deploymentApprove" if status == "NEEDS_APPROVAL" => {
            state.move_on(id);
            json!(true)
        }
        _ => return Err(format!("Problem processing request: a deployment that is {status} cannot be changed so")),
    }))
}
