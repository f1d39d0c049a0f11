//! One look belongs to one request: it finds what links lead to, and remembers which deployments were read and which
//! things are still too new to be seen.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::Value;

use super::records::Caller;
use super::shapes::{service, service_domain, volume};
use super::state::State;

pub struct Look<'a> {
    pub state: &'a State,
    pub caller: &'a Caller,
    /// Answers to mutations show what they made, and no time passes.
    pub is_query: bool,
    pub read: RefCell<BTreeSet<String>>,
    pub unseen: RefCell<BTreeSet<String>>,
}

impl<'a> Look<'a> {
    pub fn new(state: &'a State, caller: &'a Caller, is_query: bool) -> Self {
        Look { state, caller, is_query, read: RefCell::default(), unseen: RefCell::default() }
    }

    /// Whether a thing is old enough to be seen.
    pub fn sees(&self, id: &str) -> bool {
        let is_hidden = self.is_query && self.state.hidden.contains_key(id);
        if is_hidden {
            self.unseen.borrow_mut().insert(id.to_owned());
        }
        !is_hidden
    }

    /// The object behind a link; null when there is none.
    pub fn object(&self, kind: &str, id: &str) -> Value {
        let state = self.state;
        let found = match kind {
            "Workspace" => state.workspaces.iter().find(|known| known.id == id).map(|known| self.workspace(known)),
            "Project" => state.projects.iter().find(|known| known.id == id).map(|known| self.project(known)),
            "Environment" => {
                state.projects.iter().find(|known| known.environment == id).map(|known| self.environment(known))
            }
            "Service" => state.services.iter().find(|known| known.id == id).map(service),
            "ServiceInstance" => {
                state.services.iter().find(|known| known.instance == id).map(|known| self.service_instance(known))
            }
            "Volume" => state.volumes.iter().find(|known| known.id == id).map(volume),
            "VolumeInstance" => {
                state.volumes.iter().find(|known| known.instance == id).map(|known| self.volume_instance(known))
            }
            "ServiceDomain" => state.domains.iter().find(|known| known.id == id).map(service_domain),
            "Deployment" => state.deployments.iter().find(|known| known.id == id).map(|known| {
                self.read.borrow_mut().insert(id.to_owned());
                self.deployment(known)
            }),
            _ => None,
        };
        found.unwrap_or_default()
    }
}
