//! What a test may look at: requests in their order, and everything there is or was, as it stands.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use serde_json::Value;
use tokio::time::{Instant, timeout};

use super::FakeRailway;
use super::deployment::Deployment;
use super::records::{Domain, Project, Service, Volume};
use super::state::State;

/// A request that the schema takes, whatever came of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    pub operation: String,
    /// The root fields, in order.
    pub fields: Vec<String>,
    pub variables: Value,
}

impl FakeRailway {
    pub fn requests(&self) -> Vec<Request> {
        self.railway.look().requests.clone()
    }

    /// How often this root field was asked for.
    pub fn count(&self, field: &str) -> usize {
        let state = self.railway.look();
        state.requests.iter().flat_map(|request| &request.fields).filter(|name| *name == field).count()
    }

    /// With those that are deleted, as all lists here.
    pub fn projects(&self) -> Vec<Project> {
        self.railway.look().projects.clone()
    }

    pub fn services(&self) -> Vec<Service> {
        self.railway.look().services.clone()
    }

    pub fn volumes(&self) -> Vec<Volume> {
        self.railway.look().volumes.clone()
    }

    pub fn domains(&self) -> Vec<Domain> {
        self.railway.look().domains.clone()
    }

    /// All deployments of a service, oldest first.
    pub fn deployments(&self, service: &str) -> Vec<Deployment> {
        let state = self.railway.look();
        let id = &state.named(service).id;
        state.deployments.iter().filter(|known| known.service == *id).cloned().collect()
    }

    /// What was set for a service, references and all.
    pub fn variables(&self, service: &str) -> BTreeMap<String, String> {
        self.railway.look().named(service).variables.clone()
    }

    /// Whether some deployment of a service was started without any variables.
    pub fn was_deployed_before_variables(&self, service: &str) -> bool {
        self.deployments(service).iter().any(|deployment| deployment.variables.is_empty())
    }

    /// The ids of all things that any mutation named or made.
    pub fn mutated(&self) -> BTreeSet<String> {
        self.railway.look().mutated.clone()
    }

    /// How many programs run now.
    pub fn running(&self) -> usize {
        self.railway.look().programs.len()
    }

    /// Waits until something holds, and tells the requests so far when it does not within a minute.
    pub async fn until(&self, what: &str, holds: impl Fn(&Self) -> bool) {
        let mut changes = self.railway.changes.subscribe();
        let limit = Instant::now() + Duration::from_secs(60);
        while !holds(self) {
            let requests: Vec<String> = self.requests().into_iter().map(|request| request.operation).collect();
            assert!(Instant::now() < limit, "waited a minute for: {what}\nrequests: {requests:?}");
            // A condition may be about something else than the fake.
            let _ = timeout(Duration::from_millis(20), changes.changed()).await;
        }
    }

    /// What requests so far broke; asking for it forgives it.
    pub fn violations(&self) -> Vec<String> {
        self.railway.change(|state| std::mem::take(&mut state.violations))
    }

    /// Fails when something was sent that the real Railway would not take.
    pub fn assert_clean(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "requests that break Railway's API:\n{}", violations.join("\n"));
    }
}

impl State {
    /// A service by its name or id; of several with one name the newest, those that are deleted last.
    pub fn named(&self, service: &str) -> &Service {
        let is_meant = |known: &&Service| known.name == service || known.id == service;
        let living = self.services.iter().rev().filter(is_meant).find(|known| known.deleted_at.is_none());
        let known = living.or_else(|| self.services.iter().rev().find(is_meant));
        known.unwrap_or_else(|| panic!("there is no service {service}"))
    }
}
