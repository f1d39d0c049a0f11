//! Railway for tests: its GraphQL API with state behind it, and bots that really run. Every document is held against
//! the real schema; whatever breaks it is recorded and fails the test when the fake is dropped.

mod answer;
mod database;
mod deployment;
mod door;
mod edge;
mod fault;
mod happening;
mod life;
mod look;
mod looking;
mod mutations;
mod plan;
mod queries;
mod records;
mod rendering;
mod runner;
mod schema;
mod select;
mod shapes;
mod soaking;
mod state;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::watch;

pub use deployment::{Deployment, Step};
pub use fault::Fault;
pub use looking::Request;
pub use plan::Plan;
use records::Caller;
pub use records::{Domain, Project, Service, Volume};
use runner::Serving;
use schema::Schema;
use state::State;

/// The test's own handle: when it goes, what was sent has to have been clean, and no bot runs on.
pub struct FakeRailway {
    railway: Railway,
    address: String,
}

/// What the HTTP door and those who look after running bots share.
#[derive(Clone)]
struct Railway {
    state: Arc<Mutex<State>>,
    /// Counts the changes, so that everything that waits looks again.
    changes: watch::Sender<u64>,
    schema: &'static Schema,
}

impl Railway {
    fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the fake's state")
    }

    /// Changes something, and has somebody look after the bots that start with it.
    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let (result, started) = {
            let mut state = self.look();
            (change(&mut state), std::mem::take(&mut state.to_watch))
        };
        for (id, number) in started {
            tokio::spawn(runner::watch(self.clone(), id, number));
        }
        self.changes.send_modify(|count| *count += 1);
        result
    }
}

impl FakeRailway {
    /// Nothing, with a loud note, where the schema is missing; in CI that is a failure.
    pub async fn start() -> Option<Self> {
        let schema = Schema::load()?;
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (changes, _) = watch::channel(0);
        let railway = Railway { state: Arc::new(Mutex::new(State::new())), changes, schema };
        tokio::spawn(door::serve(listener, railway.clone()));
        Some(FakeRailway { railway, address: format!("http://{address}/graphql/v2") })
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// The id of the workspace that there is from the start.
    pub fn workspace(&self) -> String {
        self.railway.look().workspaces[0].id.clone()
    }

    /// One more workspace that the account can see, and its id.
    pub fn adds_workspace(&self, name: &str) -> String {
        self.railway.change(|state| state.add_workspace(name))
    }

    /// What the first workspace pays for from now on.
    pub fn is_on(&self, plan: Plan) {
        self.railway.change(|state| state.workspaces[0].plan = plan);
    }

    /// The credit that the first workspace has left, in dollars, and whether it is over its limit.
    pub fn has_credit(&self, dollars: f64, is_over_limit: bool) {
        self.railway.change(|state| {
            let workspace = &mut state.workspaces[0];
            (workspace.credit, workspace.is_over_limit) = (dollars, is_over_limit);
        });
    }

    pub fn account_token(&self) -> String {
        self.token("account", Caller::Account)
    }

    /// A token for the first workspace.
    pub fn workspace_token(&self) -> String {
        self.token("workspace", Caller::Workspace(self.workspace()))
    }

    pub fn project_token(&self, project: &str, environment: &str) -> String {
        let (project, environment) = (project.to_owned(), environment.to_owned());
        self.token("project", Caller::Project { project, environment })
    }

    /// From now on this token is worth nothing.
    pub fn revokes(&self, token: &str) {
        self.railway.change(|state| state.tokens.remove(token));
    }

    /// A token that shows up in no other text.
    fn token(&self, kind: &str, caller: Caller) -> String {
        let token = format!("HATCHTEST-{kind}-{}", records::new_id());
        self.railway.change(|state| state.tokens.insert(token.clone(), caller));
        token
    }

    /// A project of somebody else in the first workspace, and its id.
    pub fn adds_project(&self, name: &str) -> String {
        let workspace = self.workspace();
        self.railway.change(|state| mutations::add_project(state, &workspace, name, None))
    }

    /// A service of somebody else, and its id.
    pub fn adds_service(&self, project: &str, name: &str) -> String {
        self.railway.change(|state| {
            let project = state.project(project).expect("a project of this fake").clone();
            mutations::add_service(state, &project, name)
        })
    }

    /// A service that is there has a disk.
    pub fn adds_volume(&self, service: &str) {
        self.railway.change(|state| {
            let known = state.service(service).expect("a service of this fake").clone();
            let (project, environment) = (known.project, known.environment);
            let input = serde_json::json!({
                "projectId": project, "environmentId": environment, "serviceId": service, "mountPath": "/data",
            });
            mutations::storage::create(state, &input).expect("a disk");
        });
    }

    /// What a service has used: a measurement as `usage` names it, and its value.
    pub fn uses(&self, service: &str, measurement: &str, value: f64) {
        self.railway.change(|state| {
            let service = state.named(service).id.clone();
            state.usage.push((service, measurement.to_owned(), value));
        });
    }

    /// What a service takes of memory now, in gigabytes, as `metrics` tells it.
    pub fn takes(&self, service: &str, gigabytes: f64) {
        self.railway.change(|state| {
            let service = state.named(service).id.clone();
            state.memory.push((service, gigabytes));
        });
    }

    /// What the status page tells; nothing ends it.
    pub fn incident(&self, message: Option<&str>) {
        self.railway.change(|state| state.incident = message.map(str::to_owned));
    }

    /// Deployments of this image run this program, as `<program> bot`.
    pub fn runs_hatchlings(&self, program: PathBuf, image: &str) {
        self.railway.change(|state| state.serving.insert(image.to_owned(), Serving::Program(program)));
    }

    /// The domains of deployments of this image lead to a server that the test runs.
    pub fn serves(&self, image: &str, address: SocketAddr) {
        self.railway.change(|state| state.serving.insert(image.to_owned(), Serving::Server(address)));
    }

    /// The next request for this root field fails; said again, the one after it too.
    pub fn fails_next(&self, field: &str, fault: Fault) {
        self.fails_for(field, fault, 1);
    }

    /// As many requests for this root field fail.
    pub fn fails_for(&self, field: &str, fault: Fault, times: usize) {
        let faults = std::iter::repeat_n((field.to_owned(), fault), times);
        self.railway.change(|state| state.faults.extend(faults));
    }

    /// Every request is answered with 503, until it is said not to be.
    pub fn is_down(&self, is_down: bool) {
        self.railway.change(|state| state.is_down = is_down);
    }

    /// The request of this number, counted from now, fails, whatever it asks for.
    pub fn fails_at(&self, number: usize, fault: Fault) {
        self.railway.change(|state| state.fault_at = Some((state.requests.len() + number, fault)));
    }

    /// So many of this hour's requests are left.
    pub fn budget_left(&self, requests: u64) {
        self.railway.change(|state| state.budget_left = requests);
    }

    /// How many requests are still answered; then it is 429.
    pub fn budget(&self, requests: u64) {
        self.railway.change(|state| (state.budget, state.budget_left) = (requests, requests));
    }

    /// Whatever is made from now on is not there for as many reads of it.
    pub fn lag(&self, reads: u32) {
        self.railway.change(|state| state.lag = reads);
    }
}

impl Drop for FakeRailway {
    fn drop(&mut self) {
        // A test that asked for something that is not there failed while it held the state.
        let mut state = self.railway.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.is_closed = true;
        state.kill_all();
        state.edges.drain(..).for_each(|edge| edge.abort());
        drop(state);
        if !std::thread::panicking() {
            self.assert_clean();
        }
    }
}

/// What is wrong with a document by Railway's schema; nothing, with a loud note, where the schema is missing.
pub fn faults_in(document: &str) -> Option<Vec<String>> {
    Some(Schema::load()?.faults_in(document))
}
