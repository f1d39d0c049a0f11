//! How deployments go, and what happens to those that run. A service is meant by its name or id.

use super::FakeRailway;
use super::deployment::Step;
use super::state::State;

impl FakeRailway {
    /// The next deployment, of whatever service, goes so; said again, the one after it.
    pub fn next_deployment(&self, steps: &[Step]) {
        self.railway.change(|state| state.scripts.push_back(steps.to_vec()));
    }

    /// Lines that the next deployment logs when it has reached SUCCESS.
    pub fn next_logs(&self, lines: &[&str]) {
        let lines = lines.iter().map(|line| (*line).to_owned()).collect();
        self.railway.change(|state| state.next_logs.push_back(lines));
    }

    /// The newest deployment of a service logs these lines now.
    pub fn logs(&self, service: &str, lines: &[&str]) {
        self.changes_latest(service, |state, id| {
            for line in lines {
                state.deployment_mut(id).say(line, false);
            }
        });
    }

    /// Every deployment that is held goes on.
    pub fn proceed(&self) {
        self.railway.change(|state| {
            let held = state.deployments.iter().filter(|known| known.is_held);
            for id in held.map(|known| known.id.clone()).collect::<Vec<_>>() {
                state.move_on(&id);
            }
        });
    }

    /// It ended badly until its restarts were used up.
    pub fn crashes(&self, service: &str) {
        self.changes_latest(service, State::crash);
    }

    /// It ended by itself, without an error.
    pub fn exits_0(&self, service: &str) {
        self.changes_latest(service, State::complete);
    }

    /// Nobody talked to it for a while.
    pub fn sleeps(&self, service: &str) {
        self.changes_latest(service, State::fall_asleep);
    }

    /// Railway moves it to another machine, which is a deployment that nobody asked for.
    pub fn railway_redeploys(&self, service: &str) {
        self.changes_latest(service, |state, id| {
            state.deploy_again(id).expect("a service that was deployed");
        });
    }

    /// Somebody's update fails, and what was there before keeps serving.
    pub fn update_fails(&self, service: &str) {
        let step = Step::Fails { at: "CREATE_CONTAINER", error: "Failed to pull image: not found" };
        self.changes_latest(service, |state, id| {
            state.scripts.push_front(vec![step]);
            state.deploy_again(id).expect("a service that was deployed");
        });
    }

    /// Somebody sets a variable on Railway's page and does not deploy it.
    pub fn sets_by_hand(&self, service: &str, name: &str, value: &str) {
        self.railway.change(|state| {
            let id = state.named(service).id.clone();
            state.service_mut(&id).variables.insert(name.to_owned(), value.to_owned());
        });
    }

    /// Somebody seals a variable: containers get it, and nobody reads it any more.
    pub fn seals_by_hand(&self, service: &str, name: &str) {
        self.railway.change(|state| {
            let id = state.named(service).id.clone();
            state.service_mut(&id).sealed.insert(name.to_owned());
        });
    }

    /// Somebody puts another image in place.
    pub fn runs_by_hand(&self, service: &str, image: &str) {
        self.railway.change(|state| {
            let id = state.named(service).id.clone();
            state.service_mut(&id).image = Some(image.to_owned());
        });
    }

    /// Somebody detaches a volume.
    pub fn loses_volume(&self, volume: &str) {
        self.railway.change(|state| state.volume_mut(volume).service = None);
    }

    fn changes_latest(&self, service: &str, change: impl FnOnce(&mut State, &str)) {
        self.railway.change(|state| {
            let service = state.named(service).id.clone();
            let latest = state.latest(&service).expect("a service that was deployed").id.clone();
            change(state, &latest);
        });
    }
}
