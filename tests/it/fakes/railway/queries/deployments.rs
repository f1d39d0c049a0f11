//! Deployments, their events and logs, and what services used.

use serde_json::{Value, json};

use super::super::deployment::{Deployment, Event, Line};
use super::super::look::Look;
use super::super::select::link;
use super::Arguments;

pub fn deployments(look: &Look, input: &Value) -> Value {
    let is = |name: &str, value: &str| input[name].as_str().is_none_or(|wanted| wanted == value);
    let lists = |list: &str, status: &str| {
        input["status"][list].as_array().map(|wanted| wanted.iter().any(|wanted| wanted == status))
    };
    let found = look.state.deployments.iter().rev().filter(|known| {
        is("projectId", &known.project)
            && is("environmentId", &known.environment)
            && is("serviceId", &known.service)
            && lists("in", &known.status).unwrap_or(true)
            && !lists("notIn", &known.status).unwrap_or(false)
    });
    found.map(|known| link("Deployment", &known.id)).collect()
}

pub fn events(known: &Deployment) -> Value {
    let event = |event: &Event| {
        json!({
            "__typename": "DeploymentEvent",
            "id": event.id,
            "step": event.step,
            "createdAt": event.at,
            "completedAt": event.at,
            "payload": {
                "error": event.error, "reason": null, "detail": null, "attempt": 1, "maxAttempts": 1,
                "durationMs": 10, "skipped": false,
            },
        })
    };
    known.events.iter().map(event).collect()
}

/// The newest lines that hold the filter, oldest first.
pub fn lines(known: &Deployment, lines: &[Line], arguments: &Arguments) -> Value {
    let filter = arguments.get("filter").and_then(Value::as_str).unwrap_or_default();
    let limit = arguments.get("limit").and_then(Value::as_u64).unwrap_or(100).min(5000) as usize;
    let fits = |line: &&Line| match filter {
        "@level:error" => line.is_error,
        words => line.text.contains(words),
    };
    let fitting: Vec<&Line> = lines.iter().filter(fits).collect();
    let newest = &fitting[fitting.len().saturating_sub(limit)..];
    let shown = newest.iter().map(|line| {
        json!({
            "timestamp": line.at,
            "message": line.text,
            "severity": if line.is_error { "error" } else { "info" },
            "attributes": [],
            "tags": {
                "deploymentId": known.id, "projectId": known.project, "environmentId": known.environment,
                "serviceId": known.service, "deploymentInstanceId": known.container, "snapshotId": null,
            },
        })
    });
    shown.collect()
}

/// Per service when asked to group by it, else one sum for each measurement.
pub fn usage(look: &Look, arguments: &Arguments) -> Value {
    let list = |name: &str| arguments.get(name).and_then(Value::as_array).cloned().unwrap_or_default();
    let by_service = list("groupBy").iter().any(|tag| tag == "SERVICE_ID");
    let with_deleted = arguments.get("includeDeleted") == Some(&Value::Bool(true));
    let project = arguments.get("projectId").and_then(Value::as_str);
    let is_meant = |id: &str| {
        let known = look.state.services.iter().find(|known| known.id == id);
        known.is_some_and(|known| {
            project.is_none_or(|wanted| wanted == known.project) && (with_deleted || known.deleted_at.is_none())
        })
    };
    let mut used = Vec::new();
    for measurement in list("measurements") {
        let fitting = look.state.usage.iter().filter(|(service, what, _)| measurement == **what && is_meant(service));
        let entry = |tags: Value, value: f64| json!({ "measurement": measurement, "value": value, "tags": tags });
        if by_service {
            used.extend(fitting.map(|(service, _, value)| entry(json!({ "serviceId": service }), *value)));
        } else {
            used.push(entry(json!({ "serviceId": null }), fitting.map(|(_, _, value)| value).sum()));
        }
    }
    Value::Array(used)
}

/// What was measured of a service lately. Only its memory is.
pub fn metrics(look: &Look, arguments: &Arguments) -> Value {
    let service = arguments.get("serviceId").and_then(Value::as_str).unwrap_or_default();
    let fitting = look.state.memory.iter().filter(|(known, _)| known == service);
    let values: Vec<Value> = fitting.map(|(_, gigabytes)| json!({ "ts": 1_700_000_000, "value": gigabytes })).collect();
    match values.is_empty() {
        true => json!([]),
        false => json!([{ "measurement": "MEMORY_USAGE_GB", "tags": {}, "values": values }]),
    }
}
