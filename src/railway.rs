//! The only room that knows Railway: one method for each thing that can be asked of it, and nothing of when or why.
//! It repeats nothing and remembers only what kind of token it has, the workspace's plan and the budget of requests.

mod answers;
pub mod documents;
mod fault;
mod identity;
mod wire;

use std::collections::BTreeMap;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::domain::Millis;
use crate::railway::answers::{next_page, nodes, part, text};
use crate::railway::documents as ask;
use crate::secret::Secret;

pub use answers::{Deployment, DeploymentStatus, Domain, FailedStep, LogLine, Project, Seen, Service, Step, Volume};
pub use fault::Fault;
pub use identity::{Identity, Plan, Workspace};
pub use wire::Budget;
use wire::Wire;

/// Environments that are looked at in one request.
pub const WATCHED_AT_ONCE: usize = 20;

/// The line to Railway.
pub struct Railway {
    wire: Wire,
    identity: OnceCell<Identity>,
    plan: OnceCell<Plan>,
    site: Site,
}

/// Where bots are to live, as the operator set it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Site {
    pub workspace: Option<String>,
    /// All bots are services of this one project.
    pub project: Option<String>,
    pub environment: Option<String>,
    pub region: Option<String>,
}

/// How bots are placed, found out from the settings and the kind of token.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Placement {
    /// A project for each person.
    PerPerson { workspace: String },
    /// One project for all.
    Shared { project: String, environment: String },
    /// The token opens several workspaces and none is chosen, or none at all.
    NoWorkspace,
}

/// What a service is to run and how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub image: String,
    pub start: String,
    pub health: String,
    pub health_timeout_s: u32,
    pub restarts: u32,
    /// Between the signal to end and the kill.
    pub draining_s: u32,
    pub region: Option<String>,
}

impl Railway {
    /// `patience` is for a mutation; a query may take a third of it.
    pub fn new(http: reqwest::Client, address: &str, token: Secret, site: Site, patience: Duration) -> Self {
        let wire = Wire::new(http, address, token, patience);
        Railway { wire, identity: OnceCell::new(), plan: OnceCell::new(), site }
    }

    pub fn site(&self) -> &Site {
        &self.site
    }

    pub fn budget(&self) -> Budget {
        self.wire.budget()
    }

    /// Whether there is enough of the budget for work that nobody waits for: people's requests come first.
    pub fn has_budget_to_spare(&self) -> bool {
        match self.wire.budget() {
            Budget { limit: Some(limit), remaining: Some(remaining), .. } => remaining > limit / 5,
            Budget { .. } => true,
        }
    }

    pub async fn identity(&self) -> Result<&Identity, Fault> {
        self.identity.get_or_try_init(|| identity::ask(&self.wire)).await
    }

    pub async fn placement(&self) -> Result<Placement, Fault> {
        if let Some(project) = &self.site.project {
            let environment = match &self.site.environment {
                Some(environment) => environment.clone(),
                None => {
                    let found = self.project(project).await?;
                    found.environment.ok_or_else(|| Fault::NotFound("the project has no primary environment".into()))?
                }
            };
            return Ok(Placement::Shared { project: project.clone(), environment });
        }
        let identity = self.identity().await?;
        if let Identity::Project { project, environment } = identity {
            return Ok(Placement::Shared { project: project.clone(), environment: environment.clone() });
        }
        Ok(match (&self.site.workspace, identity.workspaces()) {
            (Some(workspace), _) => Placement::PerPerson { workspace: workspace.clone() },
            (None, [only]) => Placement::PerPerson { workspace: only.id.clone() },
            (None, _) => Placement::NoWorkspace,
        })
    }

    /// What the workspace pays for, once it is known; it is asked for once.
    pub async fn plan(&self) -> Result<Plan, Fault> {
        let asked = async {
            let workspace = match (&self.site.workspace, self.identity().await?.workspaces()) {
                (Some(workspace), _) => workspace.clone(),
                (None, [only]) => only.id.clone(),
                (None, _) => return Ok(Plan::Other),
            };
            match self.identity().await? {
                Identity::Project { .. } => Ok(Plan::Other),
                Identity::Account(_) | Identity::Workspace(_) => identity::plan(&self.wire, &workspace).await,
            }
        };
        self.plan.get_or_try_init(|| asked).await.copied()
    }

    /// The plan when it is known already; nobody has to wait for it.
    pub fn known_plan(&self) -> Option<Plan> {
        self.plan.get().copied()
    }

    /// Requests left and when there are more, by Railway's own account of a workspace.
    pub async fn requests_left(&self, workspace: &str) -> Result<(i64, String), Fault> {
        let data = self.send(&ask::BUDGET, json!({ "workspace": workspace })).await?;
        let budget = &data["workspace"]["apiTokenRateLimit"];
        Ok((part(&budget["remainingPoints"])?, text(&budget["resetsAt"])?))
    }

    /// What Railway says of an incident; nothing when there is none.
    pub async fn incident(&self) -> Result<Option<String>, Fault> {
        let data = self.send(&ask::PLATFORM_STATUS, json!({})).await?;
        let incident = &data["platformStatus"]["incident"];
        let is_over = incident["status"] == "RESOLVED";
        let said = incident["message"].as_str().filter(|_| !is_over).map(str::trim);
        Ok(said.filter(|said| !said.is_empty()).map(|said| said.chars().take(120).collect()))
    }

    /// The project of this exact name, with its primary environment. Railway has no filter for names.
    pub async fn project_named(&self, workspace: &str, name: &str) -> Result<Option<Project>, Fault> {
        let mut after: Option<String> = None;
        loop {
            let data = self.send(&ask::PROJECTS, json!({ "workspace": workspace, "after": after })).await?;
            let projects = &data["projects"];
            if let Some(node) = nodes(projects)?.into_iter().find(|node| node["name"] == name) {
                return answers::project(node).map(Some);
            }
            after = next_page(projects);
            if after.is_none() {
                return Ok(None);
            }
        }
    }

    /// A project; one that is being deleted counts as not found.
    pub async fn project(&self, project: &str) -> Result<Project, Fault> {
        let data = self.send(&ask::PROJECT, json!({ "project": project })).await?;
        match &data["project"]["deletedAt"] {
            Value::Null => answers::project(&data["project"]),
            _ => Err(Fault::NotFound("the project is deleted".into())),
        }
    }

    /// A new project and its environment.
    pub async fn create_project(&self, workspace: &str, name: &str, why: &str) -> Result<(String, String), Fault> {
        let input = json!({ "name": name, "description": why, "workspaceId": workspace, "prDeploys": false });
        let data = self.send(&ask::CREATE_PROJECT, json!({ "input": input })).await?;
        let made = &data["projectCreate"];
        let environment = match made["primaryEnvironmentId"].as_str() {
            Some(environment) => environment.to_owned(),
            None => text(&made["environments"]["edges"][0]["node"]["id"])?,
        };
        Ok((text(&made["id"])?, environment))
    }

    pub async fn delete_project(&self, project: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_PROJECT, json!({ "project": project }), "projectDelete").await
    }

    /// Everything in an environment.
    pub async fn environment(&self, environment: &str) -> Result<Seen, Fault> {
        let mut seen = Seen::default();
        let (mut services, mut volumes): (Option<String>, Option<String>) = (None, None);
        let (mut more_services, mut more_volumes) = (true, true);
        while more_services || more_volumes {
            let variables = json!({ "environment": environment, "services": services, "volumes": volumes });
            let data = self.send(&ask::ENVIRONMENT, variables).await?;
            let found = &data["environment"];
            if !found["deletedAt"].is_null() {
                return Err(Fault::NotFound("the environment is deleted".into()));
            }
            if more_services {
                for node in nodes(&found["serviceInstances"])? {
                    seen.services.push(answers::service(node)?);
                }
            }
            if more_volumes {
                for node in nodes(&found["volumeInstances"])?.into_iter().filter(|it| it["isPendingDeletion"] != true) {
                    seen.volumes.push(answers::volume(node)?);
                }
            }
            (services, volumes) = (next_page(&found["serviceInstances"]), next_page(&found["volumeInstances"]));
            (more_services, more_volumes) = (services.is_some(), volumes.is_some());
        }
        Ok(seen)
    }

    /// The services of many environments in one request; nothing for one that is not there any more.
    pub async fn watch(&self, environments: &[String]) -> Result<Vec<Option<Seen>>, Fault> {
        let variables: serde_json::Map<String, Value> =
            environments.iter().enumerate().map(|(n, id)| (format!("e{n}"), json!(id))).collect();
        let credential = self.identity().await?.credential();
        let text = ask::watch(environments.len());
        match self.wire.query("Watch", &text, credential, Value::Object(variables)).await {
            Ok(data) => (0..environments.len()).map(|n| watched(&data[format!("e{n}")])).collect(),
            // One that is gone spoils the answer for all: ask again in halves until it is alone.
            Err(Fault::NotFound(_) | Fault::NotAuthorized) if environments.len() > 1 => {
                let (first, second) = environments.split_at(environments.len() / 2);
                let mut seen = Box::pin(self.watch(first)).await?;
                seen.extend(Box::pin(self.watch(second)).await?);
                Ok(seen)
            }
            Err(Fault::NotFound(_)) => Ok(vec![None]),
            Err(fault) => Err(fault),
        }
    }

    pub async fn create_service(&self, project: &str, environment: &str, name: &str) -> Result<String, Fault> {
        // Without a source, because a service that has one is deployed at once.
        let input = json!({ "projectId": project, "environmentId": environment, "name": name });
        let data = self.send(&ask::CREATE_SERVICE, json!({ "input": input })).await?;
        text(&data["serviceCreate"]["id"])
    }

    /// Makes these the only variables of the service. Nothing is deployed by it.
    pub async fn set_variables(
        &self,
        project: &str,
        environment: &str,
        service: &str,
        variables: &[(String, Secret)],
    ) -> Result<(), Fault> {
        let values: BTreeMap<&str, &str> =
            variables.iter().map(|(name, value)| (name.as_str(), value.expose())).collect();
        let input = json!({
            "projectId": project, "environmentId": environment, "serviceId": service,
            "variables": values, "replace": true, "skipDeploys": true,
        });
        self.told(&ask::SET_VARIABLES, json!({ "input": input }), "variableCollectionUpsert").await
    }

    pub async fn set_limits(&self, environment: &str, service: &str, memory_mb: u32, vcpus: f64) -> Result<(), Fault> {
        let memory = f64::from(memory_mb) / 1024.0;
        let input = json!({ "environmentId": environment, "serviceId": service, "memoryGB": memory, "vCPUs": vcpus });
        self.told(&ask::SET_LIMITS, json!({ "input": input }), "serviceInstanceLimitsUpdate").await
    }

    pub async fn create_volume(
        &self,
        project: &str,
        environment: &str,
        service: &str,
        path: &str,
    ) -> Result<String, Fault> {
        let mut input = json!({
            "projectId": project, "environmentId": environment, "serviceId": service, "mountPath": path,
        });
        if let Some(region) = &self.site.region {
            input["region"] = json!(region);
        }
        let data = self.send(&ask::CREATE_VOLUME, json!({ "input": input })).await?;
        text(&data["volumeCreate"]["id"])
    }

    pub async fn create_domain(&self, environment: &str, service: &str, port: u16) -> Result<Domain, Fault> {
        let input = json!({ "environmentId": environment, "serviceId": service, "targetPort": port });
        let data = self.send(&ask::CREATE_DOMAIN, json!({ "input": input })).await?;
        part(&data["serviceDomainCreate"])
    }

    /// Image, start, health check and the rest of a service. Nothing is deployed by it.
    pub async fn configure(&self, environment: &str, service: &str, settings: &Settings) -> Result<(), Fault> {
        let mut input = json!({
            "source": { "image": settings.image },
            "startCommand": settings.start,
            "healthcheckPath": settings.health,
            "healthcheckTimeout": settings.health_timeout_s,
            "restartPolicyType": "ON_FAILURE",
            "restartPolicyMaxRetries": settings.restarts,
            // Two at once would take each other's messages, so never more than one, and none beside its successor.
            "numReplicas": 1,
            "overlapSeconds": 0,
            "drainingSeconds": settings.draining_s,
            "sleepApplication": false,
        });
        if let Some(region) = &settings.region {
            input["region"] = json!(region);
        }
        let variables = json!({ "service": service, "environment": environment, "input": input });
        self.told(&ask::CONFIGURE, variables, "serviceInstanceUpdate").await
    }

    /// Deploys what is configured; the id of the new deployment.
    pub async fn deploy(&self, environment: &str, service: &str) -> Result<String, Fault> {
        let data = self.send(&ask::DEPLOY, json!({ "environment": environment, "service": service })).await?;
        text(&data["serviceInstanceDeployV2"])
    }

    pub async fn delete_service(&self, environment: &str, service: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_SERVICE, json!({ "environment": environment, "service": service }), "serviceDelete")
            .await
    }

    pub async fn delete_volume(&self, volume: &str) -> Result<(), Fault> {
        self.told(&ask::DELETE_VOLUME, json!({ "volume": volume }), "volumeDelete").await
    }

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

    /// What each service has used since a time, as (measurement, service, value).
    pub async fn usage(&self, placement: &Placement, since: Millis) -> Result<Vec<(String, String, f64)>, Fault> {
        let (workspace, project) = match placement {
            Placement::PerPerson { workspace } => (Some(workspace), None),
            Placement::Shared { project, .. } => (None, Some(project)),
            Placement::NoWorkspace => return Ok(Vec::new()),
        };
        let since = chrono::DateTime::from_timestamp_millis(since).unwrap_or_default().to_rfc3339();
        let variables = json!({ "workspace": workspace, "project": project, "since": since });
        let data = self.send(&ask::USAGE, variables).await?;
        let rows: Vec<Value> = part(&data["usage"])?;
        let row = |row: &Value| {
            let service = row["tags"]["serviceId"].as_str()?.to_owned();
            Some((row["measurement"].as_str()?.to_owned(), service, row["value"].as_f64()?))
        };
        Ok(rows.iter().filter_map(row).collect())
    }

    /// A mutation that is answered with yes or no.
    async fn told(&self, document: &ask::Document, variables: Value, field: &str) -> Result<(), Fault> {
        let data = self.send(document, variables).await?;
        match part(&data[field])? {
            true => Ok(()),
            false => Err(Fault::Refused("it says no and no more".into())),
        }
    }

    async fn send(&self, document: &ask::Document, variables: Value) -> Result<Value, Fault> {
        let credential = self.identity().await?.credential();
        self.wire.send(document, credential, variables).await
    }
}

fn watched(environment: &Value) -> Result<Option<Seen>, Fault> {
    if !environment["deletedAt"].is_null() {
        return Ok(None);
    }
    let services = nodes(&environment["serviceInstances"])?;
    let services = services.into_iter().map(answers::service).collect::<Result<_, _>>()?;
    Ok(Some(Seen { services, volumes: Vec::new() }))
}

fn log_lines(lines: &Value) -> Result<Vec<LogLine>, Fault> {
    let lines: Vec<Value> = part(lines)?;
    lines.iter().map(|line| Ok(LogLine { at: text(&line["timestamp"])?, text: text(&line["message"])? })).collect()
}
