//! A deployment keeps what it was started with: image, variables and settings.

use std::collections::{BTreeMap, VecDeque};

use serde_json::{Map, Value};

use super::records::{Service, new_id, now};

/// A station of a deployment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Has this status until it was read once.
    Is(&'static str),
    /// Has this status until the test calls `proceed` or somebody approves or cancels it.
    Holds(&'static str),
    /// Ends as FAILED, and this step of `deploymentEvents` says why.
    Fails { at: &'static str, error: &'static str },
}

#[derive(Debug, Clone)]
pub struct Deployment {
    pub id: String,
    /// The id of the service.
    pub service: String,
    pub project: String,
    pub environment: String,
    pub image: Option<String>,
    pub repo: Option<String>,
    pub variables: BTreeMap<String, String>,
    pub settings: Map<String, Value>,
    pub memory_gb: Option<f64>,
    pub vcpus: Option<f64>,
    pub status: String,
    pub deployment_stopped: bool,
    /// It serves, or would if somebody woke it.
    pub is_active: bool,
    pub events: Vec<Event>,
    pub logs: Vec<Line>,
    pub created_at: String,
    pub status_at: String,
    pub(super) container: String,
    pub(super) container_status: Option<&'static str>,
    pub(super) script: VecDeque<Step>,
    pub(super) is_held: bool,
    pub(super) health: Health,
}

/// A step of the work on a deployment.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: String,
    pub step: &'static str,
    pub at: String,
    pub error: Option<String>,
}

/// A line of a log.
#[derive(Debug, Clone)]
pub struct Line {
    pub at: String,
    pub text: String,
    pub is_error: bool,
}

/// What the health check has found so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Nothing is to be checked, or it answered.
    Good,
    Awaited,
    Bad,
}

const IN_PROGRESS: [&str; 6] = ["INITIALIZING", "QUEUED", "WAITING", "NEEDS_APPROVAL", "BUILDING", "DEPLOYING"];

impl Deployment {
    /// What a service is configured to be now, before anything is done about it.
    pub fn of(service: &Service) -> Self {
        Deployment {
            id: new_id(),
            service: service.id.clone(),
            project: service.project.clone(),
            environment: service.environment.clone(),
            image: service.image.clone(),
            repo: service.repo.clone(),
            variables: service.variables.clone(),
            settings: service.settings.clone(),
            memory_gb: service.memory_gb,
            vcpus: service.vcpus,
            status: String::new(),
            deployment_stopped: false,
            is_active: false,
            events: Vec::new(),
            logs: Vec::new(),
            created_at: now(),
            status_at: now(),
            container: new_id(),
            container_status: None,
            script: VecDeque::new(),
            is_held: false,
            health: Health::Good,
        }
    }

    pub fn is_in_progress(&self) -> bool {
        IN_PROGRESS.contains(&self.status.as_str())
    }

    pub fn say(&mut self, text: &str, is_error: bool) {
        self.logs.push(Line { at: now(), text: text.to_owned(), is_error });
    }

    pub fn port(&self) -> Option<u64> {
        self.variables.get("PORT").and_then(|port| port.parse().ok())
    }

    pub fn set_status(&mut self, status: &str) {
        self.status = status.to_owned();
        self.status_at = now();
    }

    pub fn tell(&mut self, step: &'static str, error: Option<&str>) {
        self.events.push(Event { id: new_id(), step, at: now(), error: error.map(str::to_owned) });
    }
}
