//! How a service runs: settings of its instance, its limits and its domains.

use std::sync::Arc;

use serde_json::{Value, json};

use super::super::edge::{self, Target};
use super::super::plan::Plan;
use super::super::records::{Domain, new_id, now};
use super::super::select::link;
use super::super::state::State;
use super::{Arguments, plan_of};

const REGIONS: [&str; 4] = ["us-west2", "us-east4-eqdc4a", "europe-west4-drams3a", "asia-southeast1-eqsg3a"];

pub fn carry_out(state: &mut State, field: &str, arguments: &Arguments) -> Result<Option<Value>, String> {
    let text = |name: &str| arguments.get(name).and_then(Value::as_str);
    let input = &arguments.get("input").cloned().unwrap_or_default();
    Ok(Some(match field {
        "serviceInstanceUpdate" => {
            let service = text("serviceId").unwrap_or_default();
            instance_update(state, service, text("environmentId"), input)?
        }
        "serviceInstanceLimitsUpdate" => limits_update(state, input)?,
        "serviceDomainCreate" => domain_create(state, input)?,
        "serviceDomainUpdate" => domain_update(state, input)?,
        "serviceDomainDelete" => domain_delete(state, text("id").unwrap_or_default())?,
        _ => return Ok(None),
    }))
}

/// Creates no deployment, not even with a source.
fn instance_update(
    state: &mut State,
    service: &str,
    environment: Option<&str>,
    input: &Value,
) -> Result<Value, String> {
    let known = state.instance(service, environment)?;
    let plan = plan_of(state, state.project(&known.project)?);
    check_settings(plan, input)?;
    check_credentials(plan, input)?;
    if replicas(input) > 1 && state.volume_of(service).is_some() {
        return Err("Cannot create replicas of a service with a volume attached".into());
    }
    if replicas(input) > plan.replicas() {
        return Err(format!("Your plan allows at most {} replicas", plan.replicas()));
    }
    let known = state.service_mut(service);
    for (name, value) in input.as_object().into_iter().flatten() {
        match name.as_str() {
            "source" => {
                known.image = value["image"].as_str().map(str::to_owned);
                known.repo = value["repo"].as_str().map(str::to_owned);
            }
            "registryCredentials" => {}
            _ => {
                known.settings.insert(name.clone(), value.clone());
            }
        }
    }
    Ok(json!(true))
}

fn check_settings(plan: Plan, input: &Value) -> Result<(), String> {
    if !input["railwayConfigFile"].is_null() {
        return Err("railwayConfigFile is no longer supported".into());
    }
    if input["region"].as_str().is_some_and(|region| !REGIONS.contains(&region)) {
        return Err("Invalid region".into());
    }
    if input["healthcheckPath"].as_str().is_some_and(|path| !path.starts_with('/')) {
        return Err("Healthcheck path must start with a /".into());
    }
    let is_for_ever = input["restartPolicyType"] == "ALWAYS";
    let tries = input["restartPolicyMaxRetries"].as_u64().unwrap_or(0);
    if plan.limits_restarts() && (is_for_ever || tries > 10) {
        return Err("Your plan does not allow this restart policy".into());
    }
    Ok(())
}

pub fn check_credentials(plan: Plan, input: &Value) -> Result<(), String> {
    if !input["registryCredentials"].is_null() && plan != Plan::Pro {
        return Err("Private registry credentials require the Pro plan".into());
    }
    Ok(())
}

fn replicas(input: &Value) -> u64 {
    let regions = input["multiRegionConfig"].as_object().into_iter().flat_map(|regions| regions.values());
    let in_regions: u64 = regions.filter_map(|region| region["numReplicas"].as_u64()).sum();
    in_regions.max(input["numReplicas"].as_u64().unwrap_or(0))
}

fn limits_update(state: &mut State, input: &Value) -> Result<Value, String> {
    let service = input["serviceId"].as_str().unwrap_or_default();
    let known = state.instance(service, input["environmentId"].as_str())?;
    let plan = plan_of(state, state.project(&known.project)?);
    let (memory_gb, vcpus) = (input["memoryGB"].as_f64(), input["vCPUs"].as_f64());
    if memory_gb.is_some_and(|gb| gb > plan.memory_gb()) {
        return Err(format!("Memory limit exceeds the maximum of {} GB on your plan", plan.memory_gb()));
    }
    if vcpus.is_some_and(|count| count > plan.vcpus()) {
        return Err(format!("CPU limit exceeds the maximum of {} vCPUs on your plan", plan.vcpus()));
    }
    let known = state.service_mut(service);
    known.memory_gb = memory_gb.or(known.memory_gb);
    known.vcpus = vcpus.or(known.vcpus);
    Ok(json!(true))
}

/// Asked twice, it makes two.
fn domain_create(state: &mut State, input: &Value) -> Result<Value, String> {
    let service = input["serviceId"].as_str().unwrap_or_default();
    state.instance(service, input["environmentId"].as_str())?;
    let target = Arc::new(Target::default());
    let (domain, task) = edge::open(target.clone());
    state.edges.push(task);
    let domain = Domain {
        id: new_id(),
        domain,
        service: service.to_owned(),
        target_port: input["targetPort"].as_u64(),
        created_at: now(),
        deleted_at: None,
        target,
    };
    let id = domain.id.clone();
    state.hide(&id);
    state.domains.push(domain);
    state.lead_visitors(service);
    Ok(link("ServiceDomain", &id))
}

fn domain_update(state: &mut State, input: &Value) -> Result<Value, String> {
    let known = state.domain(input["serviceDomainId"].as_str().unwrap_or_default())?;
    let (id, service) = (known.id.clone(), known.service.clone());
    let known = state.domains.iter_mut().find(|known| known.id == id).expect("it was looked up");
    if let Some(port) = input["targetPort"].as_u64() {
        known.target_port = Some(port);
    }
    state.lead_visitors(&service);
    Ok(json!(true))
}

fn domain_delete(state: &mut State, id: &str) -> Result<Value, String> {
    state.domain(id)?;
    let known = state.domains.iter_mut().find(|known| known.id == id).expect("it was looked up");
    known.deleted_at = Some(now());
    known.target.set(edge::Leads::Nowhere);
    Ok(json!(true))
}
