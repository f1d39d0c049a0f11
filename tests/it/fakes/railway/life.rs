//! The life of a deployment. It moves one step along its script each time somebody has read it, so that a test
//! decides how fast time passes.

use std::collections::VecDeque;

use serde_json::Value;

use super::database::{READY, is_postgres};
use super::deployment::{Deployment, Health, Step};
use super::edge::Leads;
use super::state::State;

impl State {
    /// Starts a deployment of what a service is configured to be.
    pub fn deploy(&mut self, service: &str) -> Result<String, String> {
        let known = self.service(service)?;
        if known.image.is_none() && known.repo.is_none() {
            return Err("Cannot deploy a service without a source".into());
        }
        let fresh = Deployment::of(known);
        let variables = self.rendered(known, fresh.variables.clone());
        Ok(self.begin(Deployment { variables, ..fresh }))
    }

    /// Starts a deployment of what an old one was made of, whatever the service is configured to be now.
    pub fn deploy_again(&mut self, old: &str) -> Result<String, String> {
        let old = self.deployment(old)?.clone();
        let fresh = Deployment::of(self.service(&old.service)?);
        let (image, repo) = (old.image, old.repo);
        Ok(self.begin(Deployment { image, repo, variables: old.variables, settings: old.settings, ..fresh }))
    }

    fn begin(&mut self, mut deployment: Deployment) -> String {
        let usual = match deployment.image {
            Some(_) => vec![Step::Is("INITIALIZING"), Step::Is("DEPLOYING"), Step::Is("SUCCESS")],
            None => ["INITIALIZING", "BUILDING", "DEPLOYING", "SUCCESS"].map(Step::Is).to_vec(),
        };
        deployment.script = self.scripts.pop_front().unwrap_or(usual).into();
        let (id, service) = (deployment.id.clone(), deployment.service.clone());
        let superseded = self.deployments.iter().filter(|known| known.service == service && known.is_in_progress());
        for older in superseded.map(|known| known.id.clone()).collect::<Vec<_>>() {
            self.remove(&older);
        }
        self.deployments.push(deployment);
        self.move_on(&id);
        id
    }

    /// Somebody has read it: time passes.
    pub fn advance(&mut self, id: &str) {
        let Ok(deployment) = self.deployment(id) else { return };
        let is_checked = deployment.status == "DEPLOYING";
        match deployment.health {
            _ if deployment.is_held => {}
            Health::Awaited if is_checked => {}
            Health::Bad if is_checked => self.fail(id, "HEALTHCHECK", "1/1 replicas never became healthy!"),
            Health::Good | Health::Awaited | Health::Bad => self.move_on(id),
        }
    }

    /// Enters the next step of the script, if there is one.
    pub fn move_on(&mut self, id: &str) {
        let deployment = self.deployment_mut(id);
        deployment.is_held = false;
        match deployment.script.pop_front() {
            None => {}
            Some(Step::Is(status)) => self.enter(id, status),
            Some(Step::Holds(status)) => {
                self.enter(id, status);
                self.deployment_mut(id).is_held = true;
            }
            Some(Step::Fails { at, error }) => self.fail(id, at, error),
        }
    }

    fn enter(&mut self, id: &str, status: &str) {
        let deployment = self.deployment_mut(id);
        deployment.set_status(status);
        deployment.deployment_stopped = status == "INITIALIZING";
        match status {
            "DEPLOYING" => {
                let deployment = deployment.clone();
                if let Some(Value::Array(_)) = deployment.settings.get("preDeployCommand") {
                    if let Some(error) = self.refuses_migration(&deployment) {
                        return self.fail(id, "PRE_DEPLOY_COMMAND", error);
                    }
                    self.deployment_mut(id).tell("PRE_DEPLOY_COMMAND", None);
                }
                let deployment = self.deployment_mut(id);
                deployment.tell("CREATE_CONTAINER", None);
                deployment.container_status = Some("INITIALIZING");
                self.run(id);
            }
            "SUCCESS" => {
                let deployment = deployment.clone();
                match self.postgres_ends(&deployment).filter(|_| is_postgres(&deployment)) {
                    None => self.succeed(id),
                    Some(error) => {
                        self.deployment_mut(id).say(error, true);
                        self.crash(id);
                    }
                }
            }
            "CRASHED" => self.crash(id),
            "SLEEPING" => self.fall_asleep(id),
            "REMOVED" => self.remove(id),
            _ => {}
        }
    }

    fn succeed(&mut self, id: &str) {
        self.run(id);
        let service = self.deployment_mut(id).service.clone();
        let older = self.active(&service).filter(|known| known.id != id);
        for older in older.map(|known| known.id.clone()).collect::<Vec<_>>() {
            self.remove(&older);
        }
        let lines = self.next_logs.pop_front().unwrap_or_else(|| self.usual_logs.clone());
        let deployment = self.deployment_mut(id);
        deployment.is_active = true;
        deployment.container_status = Some("RUNNING");
        if deployment.settings.get("healthcheckPath").is_some_and(Value::is_string) {
            deployment.tell("HEALTHCHECK", None);
        }
        if is_postgres(deployment) {
            deployment.say(READY, false);
        }
        for line in lines {
            deployment.say(&line, false);
        }
        self.lead_visitors(&service);
    }

    /// What was there before keeps serving.
    pub fn fail(&mut self, id: &str, step: &'static str, error: &str) {
        self.kill(id);
        let deployment = self.deployment_mut(id);
        deployment.set_status("FAILED");
        deployment.script.clear();
        deployment.tell(step, Some(error));
        deployment.container_status = None;
        let service = deployment.service.clone();
        let older = self.active(&service).next().map(|known| known.id.clone());
        if let Some(older) = older {
            self.run(&older);
        }
        self.lead_visitors(&service);
    }

    /// It ended badly too often.
    pub fn crash(&mut self, id: &str) {
        self.leave(id, "CRASHED", "CRASHED");
        self.deployment_mut(id).deployment_stopped = true;
    }

    /// It ended well, which is an end nevertheless.
    pub fn complete(&mut self, id: &str) {
        self.leave(id, "SUCCESS", "EXITED");
        self.deployment_mut(id).deployment_stopped = true;
    }

    pub fn stop(&mut self, id: &str) {
        let status = self.deployment_mut(id).status.clone();
        self.leave(id, &status, "STOPPED");
        self.deployment_mut(id).deployment_stopped = true;
    }

    pub fn remove(&mut self, id: &str) {
        self.leave(id, "REMOVED", "REMOVED");
        self.deployment_mut(id).deployment_stopped = true;
    }

    pub fn fall_asleep(&mut self, id: &str) {
        self.leave(id, "SLEEPING", "STOPPED");
        self.deployment_mut(id).is_active = true;
    }

    /// It runs once more as it was made.
    pub fn restart(&mut self, id: &str) -> Result<(), String> {
        let deployment = self.deployment(id)?;
        if !["SUCCESS", "CRASHED", "SLEEPING"].contains(&deployment.status.as_str()) {
            return Err("Cannot restart a deployment that is not running".into());
        }
        self.kill(id);
        let deployment = self.deployment_mut(id);
        deployment.script = VecDeque::from([Step::Is("SUCCESS")]);
        self.enter(id, "DEPLOYING");
        Ok(())
    }

    fn leave(&mut self, id: &str, status: &str, container_status: &'static str) {
        self.kill(id);
        let deployment = self.deployment_mut(id);
        deployment.set_status(status);
        deployment.script.clear();
        deployment.is_held = false;
        deployment.is_active = false;
        deployment.container_status = Some(container_status);
        let service = deployment.service.clone();
        self.lead_visitors(&service);
    }

    /// Points the domains of a service at what serves now.
    pub fn lead_visitors(&self, service: &str) {
        let serving = self.active(service).find_map(|known| Some((self.address(known)?, known.port())));
        for domain in self.domains_of(service) {
            let is_astray = |port: u64| domain.target_port.is_some_and(|target| target != port);
            domain.target.set(match serving {
                None => Leads::Nowhere,
                Some((_, Some(port))) if is_astray(port) => Leads::Astray,
                Some((address, _)) => Leads::To(address),
            });
        }
    }
}
