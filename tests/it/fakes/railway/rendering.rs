//! Variables as a container gets them: what Railway adds, and references filled in. One that leads nowhere becomes an
//! empty text.

use std::collections::BTreeMap;

use super::records::Service;
use super::state::State;

impl State {
    /// What was set, and what Railway adds to it.
    pub fn unrendered(&self, service: &Service) -> BTreeMap<String, String> {
        let mut variables = service.variables.clone();
        let mut add = |name: &str, value: &str| variables.insert(name.to_owned(), value.to_owned());
        if let Ok(project) = self.project(&service.project) {
            add("RAILWAY_PROJECT_NAME", &project.name);
            add("RAILWAY_ENVIRONMENT_NAME", &project.environment_name);
        }
        add("RAILWAY_PROJECT_ID", &service.project);
        add("RAILWAY_ENVIRONMENT_ID", &service.environment);
        add("RAILWAY_SERVICE_ID", &service.id);
        add("RAILWAY_SERVICE_NAME", &service.name);
        add("RAILWAY_PRIVATE_DOMAIN", &private_domain(service));
        if let Some(domain) = self.domains_of(&service.id).next() {
            add("RAILWAY_PUBLIC_DOMAIN", &domain.domain);
        }
        if let Some(volume) = self.volume_of(&service.id) {
            add("RAILWAY_VOLUME_MOUNT_PATH", &volume.mount_path);
        }
        variables
    }

    /// Some variables of a service with their references filled in.
    pub fn rendered(&self, service: &Service, variables: BTreeMap<String, String>) -> BTreeMap<String, String> {
        variables.into_iter().map(|(name, value)| (name, self.fill(service, &value))).collect()
    }

    fn fill(&self, service: &Service, text: &str) -> String {
        let mut filled = String::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${{") {
            let Some((reference, behind)) = after.split_once("}}") else { break };
            filled.push_str(before);
            filled.push_str(&self.referred(service, reference.trim()));
            rest = behind;
        }
        filled.push_str(rest);
        filled
    }

    fn referred(&self, service: &Service, reference: &str) -> String {
        let found = match reference.split_once('.') {
            None => self.unrendered(service).remove(reference),
            Some(("shared", name)) => self.shared.get(&service.environment).and_then(|all| all.get(name).cloned()),
            Some((other, name)) => {
                let is_meant = |known: &&Service| {
                    known.environment == service.environment && known.name == other && known.deleted_at.is_none()
                };
                self.services.iter().find(is_meant).and_then(|other| self.unrendered(other).remove(name))
            }
        };
        found.unwrap_or_default()
    }
}

pub fn private_domain(service: &Service) -> String {
    format!("{}.railway.internal", service.name)
}
