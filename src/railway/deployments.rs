//! Deployments: how they are, what they wrote, and what is done to their processes.

use serde_json::{Value, json};

use crate::domain::Millis;
use crate::railway::answers::{self, nodes, part, text};
use crate::railway::documents as ask;
use crate::railway::{Deployment, FailedStep, Fault, LogLine, Placement, Railway, Step, fault};

impl Railway {
    pub async fn deployment(&self, deployment: &str) -> Result<Deployment, Fault> {
        let data = self.send(&ask::DEPLOYMENT, json!({ "deployment": deployment })).await?;
        answers::deployment(&data["deployment"])
    }

    /// The newest deployments of a service, newest first.
    pub async fn deployments(&self, project: &str, environment: &str, service: &str) -> Result<Vec<Deployment>, Fault> {
        let input = json!({ "projectId": project, "environmentId": environment, "serviceId": service });
        let data = self.send(&ask::SERVICE_DEPLOYMENTS, json!({ "input": input })).await?;
        nodes(&data["deployments"])?.into_iter().map(answers::deployment).collect()
    }

    /// Why a deployment failed, as far as Railway says.
    pub async fn failed_step(&self, deployment: &str) -> Result<Option<FailedStep>, Fault> {
        let data = self.send(&ask::DEPLOYMENT_EVENTS, json!({ "deployment": deployment })).await?;
        let nodes = nodes(&data["deploymentEvents"])?;
        Ok(nodes.into_iter().rev().find_map(|node| {
            let payload = &node["payload"];
            let said = payload["error"].as_str().or(payload["reason"].as_str())?;
            let step = Step::parse(node["step"].as_str().unwrap_or_default());
            Some(FailedStep { step, said: fault::message(&json!(said)) })
        }))
    }

    /// The step that a deployment is in, as far as Railway says.
    pub async fn running_step(&self, deployment: &str) -> Result<Option<Step>, Fault> {
        let data = self.send(&ask::DEPLOYMENT_EVENTS, json!({ "deployment": deployment })).await?;
        let nodes = nodes(&data["deploymentEvents"])?;
        let running = nodes.into_iter().rev().find(|node| node["completedAt"].is_null());
        Ok(running.map(|node| Step::parse(node["step"].as_str().unwrap_or_default())))
    }

    /// Restarts the process in its container; new variables are not taken up.
    pub async fn restart(&self, deployment: &str) -> Result<(), Fault> {
        self.told(&ask::RESTART, json!({ "deployment": deployment }), "deploymentRestart").await
    }

    pub async fn stop(&self, deployment: &str) -> Result<(), Fault> {
        self.told(&ask::STOP, json!({ "deployment": deployment }), "deploymentStop").await
    }

    /// Ends a deployment that is queued or being built.
    pub async fn cancel(&self, deployment: &str) -> Result<(), Fault> {
        self.told(&ask::CANCEL, json!({ "deployment": deployment }), "deploymentCancel").await
    }

    /// The last lines of the build. Railway refuses while a deployment is queued.
    pub async fn build_log(&self, deployment: &str, lines: u32) -> Result<Vec<LogLine>, Fault> {
        let data = self.send(&ask::BUILD_LOGS, json!({ "deployment": deployment, "limit": lines })).await?;
        log_lines(&data["buildLogs"])
    }

    /// The last lines that a deployment wrote, or those since a time.
    pub async fn log(&self, deployment: &str, lines: u32, since: Option<Millis>) -> Result<Vec<LogLine>, Fault> {
        let since = since.and_then(chrono::DateTime::from_timestamp_millis).map(|at| at.to_rfc3339());
        let variables = json!({ "deployment": deployment, "limit": lines, "since": since });
        let data = self.send(&ask::RUN_LOGS, variables).await?;
        log_lines(&data["deploymentLogs"])
    }

    /// What many deployments wrote last, each since a time, in one request. Of one that Railway does not show it is nothing.
    pub async fn logs(&self, asked: &[(String, Millis)], lines: u32) -> Result<Vec<Vec<LogLine>>, Fault> {
        let mut variables = serde_json::Map::from_iter([("limit".to_owned(), json!(lines))]);
        for (n, (deployment, since)) in asked.iter().enumerate() {
            let since = chrono::DateTime::from_timestamp_millis(*since).unwrap_or_default().to_rfc3339();
            variables.insert(format!("d{n}"), json!(deployment));
            variables.insert(format!("s{n}"), json!(since));
        }
        let (credential, text) = (self.identity().await?.credential(), ask::logs(asked.len()));
        match self.wire.query("ManyLogs", &text, credential, Value::Object(variables)).await {
            Ok(data) => (0..asked.len()).map(|n| log_lines(&data[format!("l{n}")])).collect(),
            // One that is gone spoils the answer for all: ask again in halves until it is alone.
            Err(Fault::NotFound(_) | Fault::NotAuthorized) if asked.len() > 1 => {
                let (first, second) = asked.split_at(asked.len() / 2);
                let mut found = Box::pin(self.logs(first, lines)).await?;
                found.extend(Box::pin(self.logs(second, lines)).await?);
                Ok(found)
            }
            Err(Fault::NotFound(_) | Fault::NotAuthorized) => Ok(vec![Vec::new(); asked.len()]),
            Err(fault) => Err(fault),
        }
    }

    /// What each service has used since a time, as (measurement, service, value).
    pub async fn usage(&self, placement: &Placement, since: Millis) -> Result<Vec<(String, String, f64)>, Fault> {
        let (workspace, project) = match placement {
            Placement::PerPerson { workspace } => (Some(workspace), None),
            Placement::Shared { project, .. } => (None, Some(project)),
            Placement::NoWorkspace | Placement::BesideHatchery => return Ok(Vec::new()),
        };
        let since = chrono::DateTime::from_timestamp_millis(since).unwrap_or_default().to_rfc3339();
        let variables = json!({ "workspace": workspace, "project": project, "since": since });
        let data = self.send(&ask::USAGE, variables).await?;
        // Ten thousand bots are forty thousand of them, so they are read where they are.
        let rows = data["usage"].as_array().ok_or_else(|| Fault::Unreachable("its answer lacks a list".into()))?;
        let row = |row: &Value| {
            let service = row["tags"]["serviceId"].as_str()?.to_owned();
            Some((row["measurement"].as_str()?.to_owned(), service, row["value"].as_f64()?))
        };
        Ok(rows.iter().filter_map(row).collect())
    }

    /// What a service took last of memory, in gigabytes; nothing when Railway has not measured it since then.
    pub async fn memory(&self, environment: &str, service: &str, since: Millis) -> Result<Option<f64>, Fault> {
        let since = chrono::DateTime::from_timestamp_millis(since).unwrap_or_default().to_rfc3339();
        let variables = json!({ "environment": environment, "service": service, "since": since });
        let data = self.send(&ask::MEMORY, variables).await?;
        let measured: Vec<Value> = part(&data["metrics"])?;
        let values = measured.iter().filter_map(|one| one["values"].as_array()).flatten();
        Ok(values.filter_map(|value| value["value"].as_f64()).next_back())
    }
}

fn log_lines(lines: &Value) -> Result<Vec<LogLine>, Fault> {
    let lines: Vec<Value> = part(lines)?;
    lines.iter().map(|line| Ok(LogLine { at: text(&line["timestamp"])?, text: text(&line["message"])? })).collect()
}
