//! Bots that really run. A deployment of an image that the test named starts a program of this machine with the
//! variables of the service; its lines become the log, its health check and its exits decide the status.

use std::io::{BufRead, BufReader, Read};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use serde_json::Value;
use tokio::task::spawn_blocking;
use tokio::time::{Instant, sleep, timeout};

use super::Railway;
use super::deployment::{Deployment, Health};
use super::state::State;
use crate::fakes::ports::free_address;

/// What answers for the deployments of an image.
#[derive(Debug, Clone)]
pub enum Serving {
    /// This program with the argument `bot`.
    Program(PathBuf),
    /// A server that the test runs itself.
    Server(SocketAddr),
}

/// A program that runs, or ended and was not noticed yet.
pub struct Program {
    child: Child,
    address: SocketAddr,
    /// Differs from that of an earlier program of the same deployment.
    number: u64,
    bad_ends: u64,
    check: Option<(String, Duration)>,
}

const LOOK_AGAIN: Duration = Duration::from_millis(20);

impl State {
    /// Starts the program of a deployment, if it has one that does not run; that of an older one ends first.
    pub fn run(&mut self, id: &str) {
        let deployment = self.deployment_mut(id).clone();
        let serving = deployment.image.as_ref().and_then(|image| self.serving.get(image));
        let Some(Serving::Program(program)) = serving.cloned() else { return };
        if self.is_closed || self.programs.contains_key(id) {
            return;
        }
        let others = self.deployments.iter().filter(|known| known.service == deployment.service && known.id != id);
        for other in others.map(|known| known.id.clone()).collect::<Vec<_>>() {
            self.kill(&other);
        }
        self.lead_visitors(&deployment.service);
        let address = free_address();
        let child = start(self.command(&program, &deployment, address));
        let check = health_check(&deployment);
        let awaits = check.is_some() && deployment.status == "DEPLOYING";
        self.deployment_mut(id).health = if awaits { Health::Awaited } else { Health::Good };
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        self.programs.insert(id.to_owned(), Program { child, address, number, bad_ends: 0, check });
        self.to_watch.push((id.to_owned(), number));
    }

    /// Ends the program of a deployment, if it runs.
    pub fn kill(&mut self, id: &str) {
        if let Some(mut program) = self.programs.remove(id) {
            // It may have ended by itself.
            let _ = program.child.kill();
            let _ = program.child.wait();
        }
    }

    pub fn kill_all(&mut self) {
        for id in self.programs.keys().cloned().collect::<Vec<_>>() {
            self.kill(&id);
        }
    }

    /// Where the visitors of a deployment are to be led.
    pub fn address(&self, deployment: &Deployment) -> Option<SocketAddr> {
        match self.serving.get(deployment.image.as_ref()?)? {
            Serving::Program(_) => self.programs.get(&deployment.id).map(|program| program.address),
            Serving::Server(_) if deployment.status != "SUCCESS" => None,
            Serving::Server(address) => Some(*address),
        }
    }

    fn command(&mut self, program: &PathBuf, deployment: &Deployment, address: SocketAddr) -> Command {
        let place = self.volume_of(&deployment.service).map_or(&deployment.id, |volume| &volume.id).clone();
        let folder = self.folders.entry(place).or_insert_with(|| tempfile::tempdir().expect("a folder"));
        let mut command = Command::new(program);
        command.arg("bot").env_clear().envs(&deployment.variables);
        command.env("PORT", address.port().to_string()).env("DATA_DIR", folder.path()).env("BIND", "127.0.0.1");
        command.current_dir(folder.path());
        if let Some(domain) = self.domains_of(&deployment.service).next() {
            command.env("RAILWAY_PUBLIC_DOMAIN", &domain.domain);
        }
        command
    }

    /// Looks after a program: what it is to be asked, or nothing once it is another's business.
    fn look_after(
        &mut self,
        id: &str,
        number: u64,
        ended: Option<ExitStatus>,
        is_late: bool,
    ) -> Option<Option<String>> {
        let program = self.programs.get_mut(id).filter(|program| program.number == number)?;
        let Some(ended) = ended else {
            let url = program.check.as_ref().map(|(path, _)| format!("http://{}{path}", program.address));
            let awaits = self.deployment(id).is_ok_and(|known| known.health == Health::Awaited);
            if awaits && is_late {
                self.kill(id);
                self.deployment_mut(id).health = Health::Bad;
                return None;
            }
            return Some(url.filter(|_| awaits));
        };
        program.bad_ends += 1;
        let (bad_ends, deployment) = (program.bad_ends, self.deployment_mut(id).clone());
        let policy = deployment.settings.get("restartPolicyType").and_then(Value::as_str).unwrap_or("ON_FAILURE");
        let retries = deployment.settings.get("restartPolicyMaxRetries").and_then(Value::as_u64).unwrap_or(10);
        let tries_again = policy == "ALWAYS" || (policy == "ON_FAILURE" && !ended.success());
        if tries_again && bad_ends <= retries {
            self.start_again(id, &deployment);
            return Some(None);
        }
        self.programs.remove(id);
        if self.deployment_mut(id).health == Health::Awaited {
            self.deployment_mut(id).health = Health::Bad;
        } else if ended.success() {
            self.complete(id);
        } else {
            self.crash(id);
        }
        None
    }

    fn start_again(&mut self, id: &str, deployment: &Deployment) {
        let image = deployment.image.as_deref().unwrap_or_default();
        let Some(Serving::Program(path)) = self.serving.get(image).cloned() else { return };
        let address = free_address();
        let command = self.command(&path, deployment, address);
        if let Some(program) = self.programs.get_mut(id) {
            program.child = start(command);
            program.address = address;
        }
        self.lead_visitors(&deployment.service);
    }

    fn ended(&mut self, id: &str, number: u64) -> Option<ExitStatus> {
        let program = self.programs.get_mut(id).filter(|program| program.number == number)?;
        program.child.try_wait().expect("a child can be asked")
    }

    fn pipes(&mut self, id: &str) -> Vec<(Box<dyn Read + Send>, bool)> {
        let Some(program) = self.programs.get_mut(id) else { return Vec::new() };
        let out = program.child.stdout.take().map(|pipe| (Box::new(pipe) as Box<dyn Read + Send>, false));
        let err = program.child.stderr.take().map(|pipe| (Box::new(pipe) as Box<dyn Read + Send>, true));
        out.into_iter().chain(err).collect()
    }
}

/// Stays with a program as long as it runs: passes its lines on, asks for its health, notices its end.
pub async fn watch(railway: Railway, id: String, number: u64) {
    let http = reqwest::Client::builder().no_proxy().redirect(reqwest::redirect::Policy::none()).build();
    let http = http.expect("a client");
    let started = Instant::now();
    let mut readers = Vec::new();
    loop {
        for (pipe, is_error) in railway.look().pipes(&id) {
            let (railway, id) = (railway.clone(), id.clone());
            readers.push(spawn_blocking(move || pass_on(&railway, &id, pipe, is_error)));
        }
        let ended = railway.look().ended(&id, number);
        if ended.is_some() {
            // Its last lines are in the log before its end is seen.
            for reader in readers.drain(..) {
                let _ = timeout(Duration::from_secs(1), reader).await;
            }
        }
        let limit = railway.look().programs.get(&id).and_then(|program| program.check.as_ref().map(|check| check.1));
        let is_late = limit.is_some_and(|limit| started.elapsed() > limit);
        let Some(asks) = railway.change(|state| state.look_after(&id, number, ended, is_late)) else { return };
        if let Some(url) = asks {
            let request = http.get(url).header("Host", "healthcheck.railway.app").timeout(Duration::from_secs(1));
            if request.send().await.is_ok_and(|answer| answer.status() == 200) {
                railway.change(|state| state.deployment_mut(&id).health = Health::Good);
            }
        }
        sleep(LOOK_AGAIN).await;
    }
}

fn pass_on(railway: &Railway, id: &str, pipe: Box<dyn Read + Send>, is_error: bool) {
    for line in BufReader::new(pipe).lines().map_while(Result::ok) {
        railway.look().deployment_mut(id).say(&line, is_error);
        railway.changes.send_modify(|count| *count += 1);
    }
}

fn start(mut command: Command) -> Child {
    let command = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command.spawn().expect("the program of the image starts")
}

/// The path to ask for, and for how long.
fn health_check(deployment: &Deployment) -> Option<(String, Duration)> {
    let path = deployment.settings.get("healthcheckPath").and_then(Value::as_str).filter(|path| !path.is_empty())?;
    let seconds = deployment.settings.get("healthcheckTimeout").and_then(Value::as_u64).unwrap_or(300);
    Some((path.to_owned(), Duration::from_secs(seconds)))
}
