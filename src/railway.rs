//! The only room that knows Railway: one method for each thing that can be asked of it, and nothing of when or why.
//! It repeats nothing and remembers only what kind of token it has, the workspace's plan and the budget of requests.

mod answers;
mod deployments;
pub mod documents;
mod fault;
mod home;
mod identity;
mod places;
mod services;
mod wire;

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};
use tokio::sync::OnceCell;

use crate::metrics::Tally;
use crate::railway::answers::{part, text};
use crate::railway::documents as ask;
use crate::secret::Secret;

pub use answers::{Deployment, DeploymentStatus, Domain, FailedStep, LogLine, Project, Seen, Service, Step, Volume};
pub use fault::Fault;
pub use home::{Attempt, Manner, NamedProject, Whole};
pub use identity::{Identity, Plan, Workspace};
pub use places::Watched;
pub use wire::Budget;
use wire::Wire;

/// Environments that are looked at in one request, as long as Railway takes it.
pub const WATCHED_AT_ONCE: usize = 100;

/// The line to Railway.
pub struct Railway {
    wire: Wire,
    identity: OnceCell<Identity>,
    plan: Mutex<Option<Plan>>,
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
    /// Hatchery's own project, where no bot is to live.
    pub own_project: Option<String>,
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
    /// Hatchery's own project: no bot is to live beside its database and keys.
    BesideHatchery,
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
        Railway { wire, identity: OnceCell::new(), plan: Mutex::new(None), site }
    }

    /// The same line, whose troubles are counted.
    pub fn counted(mut self, tally: Tally) -> Self {
        self.wire.tally = tally;
        self
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
            return Ok(match self.site.own_project.as_ref() == Some(project) {
                true => Placement::BesideHatchery,
                false => Placement::Shared { project: project.clone(), environment: environment.clone() },
            });
        }
        Ok(match (&self.site.workspace, identity.workspaces()) {
            (Some(workspace), _) => Placement::PerPerson { workspace: workspace.clone() },
            (None, [only]) => Placement::PerPerson { workspace: only.id.clone() },
            (None, _) => Placement::NoWorkspace,
        })
    }

    /// What the workspace pays for, asked anew.
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
        let plan = asked.await?;
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner) = Some(plan);
        Ok(plan)
    }

    /// The plan when it is known already; nobody has to wait for it.
    pub fn known_plan(&self) -> Option<Plan> {
        *self.plan.lock().unwrap_or_else(PoisonError::into_inner)
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

    /// A mutation that is answered with yes or no.
    async fn told(&self, document: &ask::Document, variables: Value, field: &str) -> Result<(), Fault> {
        let data = self.send(document, variables).await?;
        match part(&data[field])? {
            true => Ok(()),
            false => Err(Fault::Refused(String::new())),
        }
    }

    async fn send(&self, document: &ask::Document, variables: Value) -> Result<Value, Fault> {
        let credential = self.identity().await?.credential();
        self.wire.send(document, credential, variables).await
    }
}
