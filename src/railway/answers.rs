//! What Railway answers, read into the little that we act on.

use serde::Deserialize;
use serde_json::Value;

use crate::domain::Millis;
use crate::railway::fault::Fault;

/// Railway reference, deployment statuses. The list grows, so an unknown one is kept by its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DeploymentStatus {
    Initializing,
    /// Held back for want of capacity; can last hours in an incident.
    Queued,
    Waiting,
    NeedsApproval,
    Building,
    Deploying,
    Success,
    Sleeping,
    Failed,
    Crashed,
    Skipped,
    Removing,
    Removed,
    Unknown(String),
}

impl DeploymentStatus {
    pub fn parse(word: &str) -> Self {
        match word {
            "INITIALIZING" => DeploymentStatus::Initializing,
            "QUEUED" => DeploymentStatus::Queued,
            "WAITING" => DeploymentStatus::Waiting,
            "NEEDS_APPROVAL" => DeploymentStatus::NeedsApproval,
            "BUILDING" => DeploymentStatus::Building,
            "DEPLOYING" => DeploymentStatus::Deploying,
            "SUCCESS" => DeploymentStatus::Success,
            "SLEEPING" => DeploymentStatus::Sleeping,
            "FAILED" => DeploymentStatus::Failed,
            "CRASHED" => DeploymentStatus::Crashed,
            "SKIPPED" => DeploymentStatus::Skipped,
            "REMOVING" => DeploymentStatus::Removing,
            "REMOVED" => DeploymentStatus::Removed,
            other => DeploymentStatus::Unknown(other.chars().take(40).collect()),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deployment {
    pub id: String,
    pub status: DeploymentStatus,
    /// With `Success`: its process ended without an error. Says nothing while it is being initialized.
    pub is_stopped: bool,
    pub created_at: Millis,
}

impl Deployment {
    /// Whether anything of it runs or may still come to run.
    pub fn is_over(&self) -> bool {
        match &self.status {
            DeploymentStatus::Initializing
            | DeploymentStatus::Queued
            | DeploymentStatus::Waiting
            | DeploymentStatus::NeedsApproval
            | DeploymentStatus::Building
            | DeploymentStatus::Deploying => false,
            DeploymentStatus::Success | DeploymentStatus::Sleeping | DeploymentStatus::Unknown(_) => self.is_stopped,
            // Some replicas of a crashed one may still run.
            DeploymentStatus::Crashed => self.is_stopped,
            DeploymentStatus::Failed
            | DeploymentStatus::Skipped
            | DeploymentStatus::Removing
            | DeploymentStatus::Removed => true,
        }
    }

    /// Not built and running yet: it is cancelled, not stopped.
    pub fn is_on_its_way(&self) -> bool {
        match &self.status {
            DeploymentStatus::Initializing
            | DeploymentStatus::Queued
            | DeploymentStatus::Waiting
            | DeploymentStatus::NeedsApproval
            | DeploymentStatus::Building => true,
            // One that was stopped before it ran would be called so for ever.
            DeploymentStatus::Deploying => self.is_stopped,
            DeploymentStatus::Success
            | DeploymentStatus::Sleeping
            | DeploymentStatus::Failed
            | DeploymentStatus::Crashed
            | DeploymentStatus::Skipped
            | DeploymentStatus::Removing
            | DeploymentStatus::Removed
            | DeploymentStatus::Unknown(_) => false,
        }
    }
}

/// A service with what of it is in one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Service {
    pub id: String,
    pub name: String,
    /// The newest attempt, which may have failed while an older one serves.
    pub latest: Option<Deployment>,
    /// What serves.
    pub active: Vec<Deployment>,
    pub domain: Option<Domain>,
    pub image: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Domain {
    pub id: String,
    /// Railway chooses it; it may carry a suffix.
    #[serde(rename = "domain")]
    pub host: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Volume {
    pub id: String,
    pub service: Option<String>,
}

/// Everything in one environment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    pub services: Vec<Service>,
    pub volumes: Vec<Volume>,
}

impl Seen {
    pub fn named(&self, name: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.name == name)
    }

    pub fn service(&self, id: &str) -> Option<&Service> {
        self.services.iter().find(|service| service.id == id)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Project {
    pub id: String,
    pub name: String,
    pub environment: Option<String>,
    /// Names of its services.
    pub services: Vec<String>,
}

/// A step of a deployment that went wrong (`deploymentEvents`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedStep {
    pub step: Step,
    /// Railway's words.
    pub said: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Build,
    /// The image could not be fetched or the container not be made.
    CreateContainer,
    PreDeploy,
    HealthCheck,
    Other,
}

impl Step {
    pub fn parse(word: &str) -> Self {
        match word {
            "SNAPSHOT_CODE" | "BUILD_IMAGE" | "PUBLISH_IMAGE" => Step::Build,
            "CREATE_CONTAINER" => Step::CreateContainer,
            "PRE_DEPLOY_COMMAND" => Step::PreDeploy,
            "HEALTHCHECK" => Step::HealthCheck,
            _ => Step::Other,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LogLine {
    /// RFC 3339, as Railway writes it.
    pub at: String,
    pub text: String,
}

/// Reads a part of an answer; what it does not hold makes the whole answer unusable.
pub fn part<T: serde::de::DeserializeOwned>(value: &Value) -> Result<T, Fault> {
    T::deserialize(value).map_err(|_| Fault::Unreachable("its answer lacks something".into()))
}

pub fn text(value: &Value) -> Result<String, Fault> {
    part(value)
}

pub fn deployment(node: &Value) -> Result<Deployment, Fault> {
    let created: String = part(&node["createdAt"])?;
    Ok(Deployment {
        id: text(&node["id"])?,
        status: DeploymentStatus::parse(&text(&node["status"])?),
        is_stopped: part(&node["deploymentStopped"])?,
        created_at: chrono::DateTime::parse_from_rfc3339(&created).map_or(0, |at| at.timestamp_millis()),
    })
}

/// The nodes of a connection that are not deleted.
pub fn nodes(connection: &Value) -> Result<Vec<&Value>, Fault> {
    let edges = connection["edges"].as_array().ok_or_else(|| Fault::Unreachable("its answer lacks a list".into()))?;
    Ok(edges.iter().map(|edge| &edge["node"]).filter(|node| node["deletedAt"].is_null()).collect())
}

/// Where the next page begins.
pub fn next_page(connection: &Value) -> Option<String> {
    let info = &connection["pageInfo"];
    info["hasNextPage"].as_bool().unwrap_or(false).then(|| info["endCursor"].as_str().map(str::to_owned)).flatten()
}

pub fn service(node: &Value) -> Result<Service, Fault> {
    let latest = &node["latestDeployment"];
    let active: Vec<Value> = part(&node["activeDeployments"])?;
    let domains: Vec<Domain> = part(&node["domains"]["serviceDomains"])?;
    Ok(Service {
        id: text(&node["serviceId"])?,
        name: text(&node["serviceName"])?,
        latest: if latest.is_null() { None } else { Some(deployment(latest)?) },
        active: active.iter().map(deployment).collect::<Result<_, _>>()?,
        domain: domains.into_iter().next(),
        image: node["source"]["image"].as_str().map(str::to_owned),
    })
}

pub fn volume(node: &Value) -> Result<Volume, Fault> {
    Ok(Volume { id: text(&node["volumeId"])?, service: node["serviceId"].as_str().map(str::to_owned) })
}

pub fn project(node: &Value) -> Result<Project, Fault> {
    let services = match &node["services"] {
        Value::Null => Vec::new(),
        services => nodes(services)?.into_iter().map(|service| text(&service["name"])).collect::<Result<_, _>>()?,
    };
    Ok(Project {
        id: text(&node["id"])?,
        name: text(&node["name"])?,
        environment: node["primaryEnvironmentId"].as_str().map(str::to_owned),
        services,
    })
}
