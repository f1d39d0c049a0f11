//! Carries out one step. Each may have been carried out before without our knowing, so what two requests would make
//! twice is looked for first.

use anyhow::{Context, bail};
use tokio::time::Instant;

use crate::railway::{Attempt, Seen, Step as DeployStep};
use crate::secret::{Sealer, Secret};
use crate::self_deploy::Work;
use crate::self_deploy::plan::{End, Home, MARK, MOUNT, PORT, Part, Place, Step, There, Worth, end_of};

/// A line by which PostgreSQL says that it can be spoken to.
const POSTGRES_IS_READY: &str = "ready to accept connections";
/// How often it is looked for. A Hatchery that comes too early is started again by Railway.
const LOOKS_FOR_POSTGRES: u32 = 6;

impl Work<'_> {
    pub async fn carry_out(&self, step: &Step, home: &mut Home) -> anyhow::Result<()> {
        match step {
            // It was made before anything else.
            Step::MakeProject => {}
            Step::MakeService(part) => {
                let service = self.make_service(place(home)?, *part).await?;
                *home.part_mut(*part) = There { service: Some(service), ..There::default() };
            }
            Step::MakeVolume(part) => {
                let volume = self.make_volume(place(home)?, service(home, *part)?).await?;
                home.part_mut(*part).volume = Some(volume);
            }
            Step::MakeDomain(part) => {
                let host = self.make_domain(place(home)?, service(home, *part)?).await?;
                home.part_mut(*part).host = Some(host);
            }
            Step::SetVariables(part, variables) => {
                self.set_variables(place(home)?, service(home, *part)?, variables).await?;
            }
            Step::SetLimits(part) => {
                let (environment, service) = (&place(home)?.environment, service(home, *part)?);
                let (memory, vcpus) = part.limits();
                self.ask(async || self.railway.set_limits(environment, service, memory, vcpus).await).await?;
            }
            Step::SetManner(part, manner) => {
                let (environment, service) = (&place(home)?.environment, service(home, *part)?);
                self.ask(async || self.railway.set_manner(environment, service, manner).await).await?;
            }
            Step::Deploy(part) => {
                let deployment = self.deploy(home, *part).await?;
                self.await_up(home, *part, &deployment).await?;
            }
            Step::Await(part, deployment) => self.await_up(home, *part, deployment).await?,
        }
        Ok(())
    }

    pub async fn make_project(&self) -> anyhow::Result<Place> {
        let name = &self.options.project;
        let make = async || {
            let (project, environment) = self.railway.create_project(&self.workspace, name, MARK).await?;
            Ok(Place { project, environment })
        };
        let find = async || {
            let named = self.railway.projects_named(&self.workspace, name).await?;
            let ours = named.into_iter().find(|project| project.description == MARK);
            Ok(ours.and_then(|ours| Some(Place { project: ours.id, environment: ours.environment? })))
        };
        let made = self.make(make, find).await?;
        self.only_one(made).await
    }

    async fn make_service(&self, place: &Place, part: Part) -> anyhow::Result<String> {
        let make = async || self.railway.create_service(&place.project, &place.environment, part.name()).await;
        let find = async || {
            let seen = self.railway.environment(&place.environment).await?;
            Ok(seen.named(part.name()).map(|service| service.id.clone()))
        };
        self.make(make, find).await
    }

    async fn make_volume(&self, place: &Place, service: &str) -> anyhow::Result<String> {
        let of = |seen: Seen| {
            let volume = seen.volumes.into_iter().find(|volume| volume.service.as_deref() == Some(service));
            volume.map(|volume| volume.id)
        };
        let find = async || self.railway.environment(&place.environment).await.map(of);
        if let Some(found) = self.ask(&find).await? {
            return Ok(found);
        }
        let make = async || self.railway.create_volume(&place.project, &place.environment, service, MOUNT).await;
        self.make(make, find).await
    }

    async fn make_domain(&self, place: &Place, service: &str) -> anyhow::Result<String> {
        let of = |seen: Seen| Some(seen.service(service)?.domain.as_ref()?.host.clone());
        let find = async || self.railway.environment(&place.environment).await.map(of);
        // An earlier run may have opened it a moment before it ended.
        if let Some(found) = self.ask(&find).await? {
            return Ok(found);
        }
        let make = async || Ok(self.railway.create_domain(&place.environment, service, PORT).await?.host);
        self.make(make, find).await
    }

    async fn set_variables(&self, place: &Place, service: &str, variables: &[(String, Worth)]) -> anyhow::Result<()> {
        let mut values: Vec<(String, Secret)> = Vec::new();
        for (name, worth) in variables {
            let value = match worth {
                Worth::Known(value) => value.clone(),
                Worth::Password => Sealer::new_master_key().context("make a password")?,
                Worth::MasterKey => {
                    let key = Sealer::new_master_key().context("make a master key")?;
                    // Before it is sent: a key that is there and that nobody was shown would be lost.
                    self.show_master_key(&key);
                    key
                }
            };
            values.push((name.clone(), value));
        }
        let (project, environment) = (&place.project, &place.environment);
        self.ask(async || self.railway.add_variables(project, environment, service, &values).await).await
    }

    fn show_master_key(&self, key: &Secret) {
        self.tell("");
        self.tell(
            "  The master key seals all keys and tokens that people send. It is shown this once, and nobody can make",
        );
        self.tell(
            "  it again: put it into your password manager now. If this command is ended early and shows another",
        );
        self.tell("  one when it is run again, the last one counts.");
        self.tell("");
        self.tell(&format!("  MOLTBOT_ENCRYPTION_KEY={}", key.expose()));
        self.tell("");
    }

    /// The id of a new deployment. One that came about since we looked is ours, or Railway's own, which takes the same.
    async fn deploy(&self, home: &Home, part: Part) -> anyhow::Result<String> {
        let (place, service) = (place(home)?, service(home, part)?);
        let before = home.part(part).latest().map(|latest| &latest.deployment.id);
        let find = async || {
            let whole = self.railway.whole_service(&place.project, &place.environment, service).await?;
            let newest = whole.attempts.into_iter().next().map(|newest| newest.deployment.id);
            Ok(newest.filter(|newest| Some(newest) != before))
        };
        self.make(async || self.railway.deploy(&place.environment, service).await, find).await
    }

    /// Until a deployment is up, or a sentence of what became of it.
    pub async fn await_up(&self, home: &Home, part: Part, deployment: &str) -> anyhow::Result<()> {
        let began = Instant::now();
        loop {
            let seen = self.ask(async || self.railway.deployment(deployment).await).await?;
            let attempt = Attempt { deployment: seen, image: None, can_be_gone_back_to: false };
            match end_of(&attempt) {
                End::Up => break,
                End::Down => return self.is_down(home, part, deployment).await,
                End::UnderWay if began.elapsed() > self.pace.probe_timeout => bail!(
                    "{} is still not up after {} minutes, and Railway has not given it up ({:?}); look at \
                     https://status.railway.com, then run the same command again: it goes on waiting.",
                    part.name(),
                    began.elapsed().as_secs().div_ceil(60).max(1),
                    attempt.deployment.status
                ),
                End::UnderWay => self.wait(began).await,
            }
        }
        if part == Part::Database {
            self.await_postgres(deployment).await?;
        }
        self.tell(&format!("  {} is up", part.name()));
        Ok(())
    }

    /// Railway calls it up when its container has started, which is before it takes connections.
    async fn await_postgres(&self, deployment: &str) -> anyhow::Result<()> {
        for tried in 0..LOOKS_FOR_POSTGRES {
            let lines = self.ask(async || self.railway.log(deployment, 100, None).await).await?;
            if lines.iter().any(|line| line.text.contains(POSTGRES_IS_READY)) {
                return Ok(());
            }
            self.pause(tried).await;
        }
        self.tell("  (postgres has not said yet that it is ready; going on)");
        Ok(())
    }

    async fn is_down(&self, home: &Home, part: Part, deployment: &str) -> anyhow::Result<()> {
        let name = part.name();
        let failed = self.ask(async || self.railway.failed_step(deployment).await).await?;
        let why = match &failed {
            Some(failed) => {
                let step = match failed.step {
                    DeployStep::Build => "its image could not be built",
                    DeployStep::CreateContainer => "its image could not be fetched or started",
                    DeployStep::PreDeploy => "the database could not be brought up to date (hatchery migrate)",
                    DeployStep::HealthCheck => "it did not become healthy",
                    DeployStep::Other => "a step of its deployment failed",
                };
                format!("{step}: {}", failed.said)
            }
            None => "it ended, and Railway does not say why".into(),
        };
        let whole = self.whole(place(home)?, service(home, part)?).await?;
        let serves = whole.attempts.iter().any(|attempt| end_of(attempt) == End::Up);
        let what = match serves {
            true => "The one before goes on serving",
            false => "Nothing of it runs now",
        };
        let next = match (part, serves) {
            (Part::Hatchery, true) => {
                "put right what is wrong and run the same command again, or make the old version the wanted one with \
                 `hatchery self-deploy --rollback`"
            }
            (Part::Hatchery | Part::Database, _) => "put right what is wrong and run the same command again",
        };
        let project = &place(home)?.project;
        bail!("{name} did not come up: {why}. {what}. Its log is at https://railway.com/project/{project}; {next}.",)
    }

    /// Ever more seldom: requests are counted.
    pub async fn wait(&self, began: Instant) {
        let shortest = std::time::Duration::from_secs(2).min(self.pace.retry_base * 2);
        let longest = std::time::Duration::from_secs(15);
        tokio::time::sleep((began.elapsed() / 4).clamp(shortest, longest)).await;
    }
}

fn place(home: &Home) -> anyhow::Result<&Place> {
    home.place.as_ref().context("there is no project yet")
}

fn service(home: &Home, part: Part) -> anyhow::Result<&str> {
    home.part(part).service.as_deref().with_context(|| format!("there is no service {} yet", part.name()))
}
