//! What Railway knows: workspaces, projects, services, volumes, domains and deployments, each found by its id; and
//! what the test told the fake to do.

use std::collections::{BTreeMap, BTreeSet, HashMap, VecDeque};

use tempfile::TempDir;
use tokio::task::AbortHandle;

use super::deployment::{Deployment, Step};
use super::fault::Fault;
use super::looking::Request;
use super::plan::Plan;
use super::records::{Caller, Domain, Project, Service, Volume, Workspace, new_id};
use super::runner::{Program, Serving};

pub struct State {
    pub workspaces: Vec<Workspace>,
    pub projects: Vec<Project>,
    pub services: Vec<Service>,
    pub volumes: Vec<Volume>,
    pub domains: Vec<Domain>,
    /// Oldest first.
    pub deployments: Vec<Deployment>,
    /// Variables of a whole environment.
    pub shared: BTreeMap<String, BTreeMap<String, String>>,
    /// Service, measurement and value.
    pub usage: Vec<(String, String, f64)>,
    /// What each service takes of memory now, in gigabytes.
    pub memory: Vec<(String, f64)>,
    pub incident: Option<String>,
    pub tokens: HashMap<String, Caller>,

    pub scripts: VecDeque<Vec<Step>>,
    pub next_logs: VecDeque<Vec<String>>,
    /// What a deployment logs that was told nothing else.
    pub usual_logs: Vec<String>,
    pub serving: HashMap<String, Serving>,
    /// By deployment.
    pub programs: HashMap<String, Program>,
    /// Data folders, by volume, or by deployment where there is no volume.
    pub folders: HashMap<String, TempDir>,
    /// Programs that were started since somebody looked.
    pub to_watch: Vec<(String, u64)>,
    pub edges: Vec<AbortHandle>,
    /// The fake is gone: nothing starts any more.
    pub is_closed: bool,

    pub faults: Vec<(String, Fault)>,
    pub is_down: bool,
    /// What happens to the request of this number, counted from the first of all.
    pub fault_at: Option<(usize, Fault)>,
    pub budget: u64,
    pub budget_left: u64,
    pub budget_returns_after_s: u64,
    pub lag: u32,
    /// How many more reads do not see a thing.
    pub hidden: HashMap<String, u32>,

    pub requests: Vec<Request>,
    /// Requests that got no answer and kept their connection.
    pub hung: usize,
    pub violations: Vec<String>,
    pub mutated: BTreeSet<String>,
}

impl State {
    pub fn new() -> Self {
        let mut state = State {
            workspaces: Vec::new(),
            projects: Vec::new(),
            services: Vec::new(),
            volumes: Vec::new(),
            domains: Vec::new(),
            deployments: Vec::new(),
            shared: BTreeMap::new(),
            usage: Vec::new(),
            memory: Vec::new(),
            incident: None,
            tokens: HashMap::new(),
            scripts: VecDeque::new(),
            next_logs: VecDeque::new(),
            usual_logs: Vec::new(),
            serving: HashMap::new(),
            programs: HashMap::new(),
            folders: HashMap::new(),
            to_watch: Vec::new(),
            edges: Vec::new(),
            is_closed: false,
            faults: Vec::new(),
            is_down: false,
            fault_at: None,
            budget: 10_000,
            budget_left: 10_000,
            budget_returns_after_s: 1,
            lag: 0,
            hidden: HashMap::new(),
            requests: Vec::new(),
            hung: 0,
            violations: Vec::new(),
            mutated: BTreeSet::new(),
        };
        state.add_workspace("Hatchery");
        state
    }

    pub fn add_workspace(&mut self, name: &str) -> String {
        let workspace = Workspace {
            id: new_id(),
            name: name.to_owned(),
            plan: Plan::Hobby,
            preferred_region: "europe-west4-drams3a".to_owned(),
            credit: 5.0,
            is_over_limit: false,
        };
        self.workspaces.push(workspace);
        self.workspaces[self.workspaces.len() - 1].id.clone()
    }

    pub fn workspace(&self, id: &str) -> Result<&Workspace, String> {
        self.workspaces.iter().find(|known| known.id == id).ok_or_else(|| "Workspace not found".to_owned())
    }

    pub fn project(&self, id: &str) -> Result<&Project, String> {
        let known = self.projects.iter().find(|known| known.id == id && !known.is_gone);
        known.ok_or_else(|| "Project not found".to_owned())
    }

    /// The project that an environment belongs to.
    pub fn environment(&self, id: &str) -> Result<&Project, String> {
        let known = self.projects.iter().find(|known| known.environment == id && !known.is_gone);
        known.ok_or_else(|| "Environment not found".to_owned())
    }

    pub fn service(&self, id: &str) -> Result<&Service, String> {
        let known = self.services.iter().find(|known| known.id == id && known.deleted_at.is_none());
        known.ok_or_else(|| "Service not found".to_owned())
    }

    /// A service as it is in an environment.
    pub fn instance(&self, service: &str, environment: Option<&str>) -> Result<&Service, String> {
        let known = self.service(service).ok();
        let known = known.filter(|known| environment.is_none_or(|environment| known.environment == environment));
        known.ok_or_else(|| "ServiceInstance not found".to_owned())
    }

    pub fn service_mut(&mut self, id: &str) -> &mut Service {
        self.services.iter_mut().find(|known| known.id == id).expect("a service that was looked up")
    }

    pub fn volume(&self, id: &str) -> Result<&Volume, String> {
        let known = self.volumes.iter().find(|known| known.id == id && known.deleted_at.is_none());
        known.ok_or_else(|| "Volume not found".to_owned())
    }

    pub fn volume_mut(&mut self, id: &str) -> &mut Volume {
        self.volumes.iter_mut().find(|known| known.id == id).expect("a volume that was looked up")
    }

    /// The volume that a service has now.
    pub fn volume_of(&self, service: &str) -> Option<&Volume> {
        self.volumes.iter().find(|known| known.service.as_deref() == Some(service) && known.deleted_at.is_none())
    }

    pub fn domain(&self, id: &str) -> Result<&Domain, String> {
        let known = self.domains.iter().find(|known| known.id == id && known.deleted_at.is_none());
        known.ok_or_else(|| "ServiceDomain not found".to_owned())
    }

    pub fn domains_of(&self, service: &str) -> impl Iterator<Item = &Domain> {
        self.domains.iter().filter(move |known| known.service == service && known.deleted_at.is_none())
    }

    pub fn deployment(&self, id: &str) -> Result<&Deployment, String> {
        self.deployments.iter().find(|known| known.id == id).ok_or_else(|| "Deployment not found".to_owned())
    }

    pub fn deployment_mut(&mut self, id: &str) -> &mut Deployment {
        self.deployments.iter_mut().find(|known| known.id == id).expect("a deployment that was looked up")
    }

    /// The newest attempt.
    pub fn latest(&self, service: &str) -> Option<&Deployment> {
        self.deployments.iter().rev().find(|known| known.service == service)
    }

    /// What serves.
    pub fn active(&self, service: &str) -> impl Iterator<Item = &Deployment> {
        self.deployments.iter().filter(move |known| known.service == service && known.is_active)
    }

    /// The project, and the environment where there is one, that a thing with this id is in.
    pub fn scope(&self, id: &str) -> Option<(&str, Option<&str>)> {
        if let Some(project) = self.projects.iter().find(|known| known.id == id || known.environment == id) {
            let environment = (project.environment == id).then_some(id);
            return Some((&project.id, environment.and(Some(project.environment.as_str()))));
        }
        let service = self.domains.iter().find(|known| known.id == id).map_or(id, |domain| &domain.service);
        if let Some(service) = self.services.iter().find(|known| known.id == service || known.instance == id) {
            return Some((&service.project, Some(&service.environment)));
        }
        if let Some(volume) = self.volumes.iter().find(|known| known.id == id || known.instance == id) {
            return Some((&volume.project, volume.environment.as_deref()));
        }
        let deployment = self.deployments.iter().find(|known| known.id == id)?;
        Some((&deployment.project, Some(&deployment.environment)))
    }

    /// The ids of all that ever was.
    pub fn ids(&self) -> BTreeSet<String> {
        let projects = self.projects.iter().flat_map(|known| [&known.id, &known.environment]);
        let services = self.services.iter().flat_map(|known| [&known.id, &known.instance]);
        let volumes = self.volumes.iter().flat_map(|known| [&known.id, &known.instance]);
        let domains = self.domains.iter().map(|known| &known.id);
        let deployments = self.deployments.iter().map(|known| &known.id);
        projects.chain(services).chain(volumes).chain(domains).chain(deployments).cloned().collect()
    }

    /// A new thing is not to be seen at once.
    pub fn hide(&mut self, id: &str) {
        if self.lag > 0 {
            self.hidden.insert(id.to_owned(), self.lag);
        }
    }
}
