//! Neighbours that need no state: a hatchling at Railway that answers, and a Railway that never does.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde::Deserialize;
use serde_json::{Value, json};

use crate::wire::{Answer, Asked, Serves};

/// What a hatchling says to those who look whether it is well and whether it answers.
#[derive(Clone, Default)]
pub struct Hatchlings {
    /// How often it was looked whether one is ready.
    pub looks: Arc<AtomicUsize>,
    /// How often one was asked anything.
    pub asked: Arc<AtomicUsize>,
}

impl Serves for Hatchlings {
    async fn answer(&self, asked: Asked<'_>) -> Answer {
        self.asked.fetch_add(1, Ordering::Relaxed);
        match (asked.method, asked.path) {
            ("GET", "/health") => Answer::json("\"ok\""),
            ("GET", "/ready") => {
                self.looks.fetch_add(1, Ordering::Relaxed);
                Answer::json(
                    r#"{"ready":true,"channels":{"web":{"state":"listening"}},"provider":{"state":"unknown"}}"#,
                )
            }
            ("POST", "/chat") => Answer::json(r#"{"reply":"Hello"}"#),
            _ => Answer { status: 404, body: Vec::new() },
        }
    }
}

/// A Railway on which everything that it is asked about has been well for long, each service in a project of its own. It
/// knows what is asked from day to day and nothing else; the shapes are those of the tests' Railway, which knows the schema.
#[derive(Clone)]
pub struct Calm {
    /// The names of services, which are those of their projects, too.
    pub names: Arc<[String]>,
    /// What was asked, by its operation.
    pub asked: Arc<Mutex<BTreeMap<String, usize>>>,
}

#[derive(Deserialize)]
struct Question<'a> {
    #[serde(rename = "operationName")]
    operation: &'a str,
    variables: BTreeMap<String, Value>,
}

impl Calm {
    fn say(&self, question: &Question<'_>) -> Value {
        match question.operation {
            "TokenWorkspaces" => json!({ "apiToken": { "workspaces": [{ "id": "w", "name": "bots" }] } }),
            "Workspace" => json!({ "workspace": { "plan": "PRO", "customer": { "isTrialing": false } } }),
            "Watch" => question.variables.iter().map(|(place, name)| (place.clone(), environment(name))).collect(),
            "Projects" => self.projects(question.variables.get("after").and_then(Value::as_str)),
            "Usage" => {
                let measurements = ["CPU_USAGE", "MEMORY_USAGE_GB", "DISK_USAGE_GB", "NETWORK_TX_GB"];
                let row = |name: &String, measurement| json!({ "measurement": measurement, "value": 12.345_678_901_234_567, "tags": { "serviceId": name } });
                let rows = self.names.iter().flat_map(|name| measurements.map(|measurement| row(name, measurement)));
                json!({ "usage": rows.collect::<Vec<_>>() })
            }
            _ => Value::Null,
        }
    }

    fn projects(&self, after: Option<&str>) -> Value {
        const PAGE: usize = 100;
        let from = after.and_then(|after| after.parse().ok()).unwrap_or(0);
        let to = self.names.len().min(from + PAGE);
        let project = |name: &String| json!({ "node": { "id": name, "name": name, "deletedAt": null, "primaryEnvironmentId": name } });
        let edges: Vec<Value> = self.names[from..to].iter().map(project).collect();
        let page = json!({ "hasNextPage": to < self.names.len(), "endCursor": to.to_string() });
        json!({ "projects": { "edges": edges, "pageInfo": page } })
    }
}

fn environment(name: &Value) -> Value {
    let at = "2026-01-01T00:00:00.000Z";
    let deployment = json!({ "id": name, "status": "SUCCESS", "deploymentStopped": false, "createdAt": at });
    json!({ "id": name, "deletedAt": null, "serviceInstances": {
        "edges": [{ "node": {
            "serviceId": name, "serviceName": name, "deletedAt": null,
            "latestDeployment": deployment, "activeDeployments": [deployment],
            "domains": { "serviceDomains": [{ "id": name, "domain": name }] },
        } }],
        "pageInfo": { "hasNextPage": false },
    } })
}

impl Serves for Calm {
    async fn answer(&self, asked: Asked<'_>) -> Answer {
        let Ok(question) = serde_json::from_slice::<Question<'_>>(asked.body) else {
            return Answer { status: 400, body: Vec::new() };
        };
        if let Ok(mut asked) = self.asked.lock() {
            *asked.entry(question.operation.to_owned()).or_default() += 1;
        }
        match self.say(&question) {
            Value::Null => Answer::json(r#"{"errors":[{"message":"Not Authorized"}],"data":null}"#),
            data => Answer::json(json!({ "data": data }).to_string()),
        }
    }
}

/// Takes every request and answers none, so that what was asked for waits.
#[derive(Clone)]
pub struct Silence;

impl Serves for Silence {
    async fn answer(&self, _: Asked<'_>) -> Answer {
        tokio::time::sleep(Duration::from_secs(3_600)).await;
        Answer { status: 503, body: Vec::new() }
    }
}
