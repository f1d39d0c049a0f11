//! The stages of a bot at Railway that make it. Railway takes no keys by which a repeated call is known, so each
//! create is find-or-create: what a stage set out to make and has no known end is looked for before it is made again,
//! by a name that is exactly ours. Nothing else is ever adopted or touched.

mod answer;
mod remove;

use std::time::Duration;

use tracing::{error, warn};

use crate::App;
use crate::blueprint::{Blueprint, RailwayService, Slot, fill};
use crate::deploy::carried::{Carried, News};
use crate::deploy::filling::{self, has_address, place_at_railway};
use crate::deploy::note::{Waiting, Why};
use crate::deploy::plan::End;
use crate::domain::{Id, Millis, Remote, Stage};
use crate::railway::{Fault, Placement, Project, Railway, Seen, Settings};
use crate::secret::Secret;
use crate::store::{Durability, Instance, Intent, Operation, OperationState, Place};

pub use answer::{Marks, bot_address, log, read};

/// Looks for something that may have been made without our knowing, before it is made again. What is new can be unseen
/// for some seconds, and so can what it belongs to; with pauses that double these last half a minute.
const LOOKS: u32 = 5;
/// How soon to look whether something has come about, at least and at most.
const LOOK_AGAIN: Duration = Duration::from_secs(2);
const SELDOM: Duration = Duration::from_secs(300);
/// How soon we look whether another operation has made the person's place.
const PLACE_AGAIN: Duration = Duration::from_secs(1);
/// Refusals of our token before it is believed: Railway says the same of a passing trouble.
const BELIEVED: u32 = 4;
/// Looks at something that is there or not, against all that we know, before that is believed.
const BELIEVED_OF_WHAT_IS: u32 = 8;

/// What went wrong in a stage: at Railway, or in our own house.
pub enum Hitch {
    There(Fault),
    Here(anyhow::Error),
}

impl From<Fault> for Hitch {
    fn from(fault: Fault) -> Self {
        Hitch::There(fault)
    }
}

impl From<anyhow::Error> for Hitch {
    fn from(cause: anyhow::Error) -> Self {
        Hitch::Here(cause)
    }
}

type Done = Result<Carried, Hitch>;

/// A stage at work: everything it needs to know.
struct Work<'a> {
    app: &'a App,
    railway: &'a Railway,
    held: &'a Operation,
    instance: &'a Instance,
    intent: Intent,
}

pub async fn carry_out(app: &App, held: &Operation, instance: &Instance, intent: Intent) -> anyhow::Result<Carried> {
    let railway = app.railway()?;
    let work = Work { app, railway, held, instance, intent };
    let done = match held.stage {
        Stage::Check => anyhow::bail!("there is no stage {} at Railway", held.stage.word()),
        Stage::Place => place(&work).await,
        Stage::Service => service(&work).await,
        Stage::Variables => variables(&work).await,
        Stage::Limits => limits(&work).await,
        Stage::Volume => volume(&work).await,
        Stage::Domain => domain(&work).await,
        Stage::Source => source(&work).await,
        Stage::Start => start(&work).await,
        Stage::Restart => restart(&work).await,
        Stage::Answer => answer::answer(&work).await,
        Stage::Stop => remove::stop(&work).await,
        Stage::Remove => remove::remove(&work).await,
        Stage::Clear => remove::clear(&work).await,
    };
    match done {
        Ok(carried) => Ok(carried),
        Err(Hitch::Here(cause)) => Err(cause),
        Err(Hitch::There(fault)) => {
            let stage = held.stage.word();
            warn!(operation = %held.id, stage, "stage {stage} did not work this time: {fault}");
            Ok(end_of(&work, fault).await.into())
        }
    }
}

/// What a fault means for the stage it ended.
async fn end_of(work: &Work<'_>, fault: Fault) -> End {
    match fault {
        // However soon Railway says: not at once.
        Fault::Wait(wait) => End::Held(wait.max(Duration::from_secs(1)), Waiting::Budget),
        // Nobody hears of a single one, so nothing is asked about it either.
        Fault::Unreachable(_) if work.held.attempt < 2 => End::Away(Waiting::Outage),
        Fault::Unreachable(_) | Fault::Blocked => End::Away(incident(work.railway).await.unwrap_or(Waiting::Outage)),
        Fault::NotAuthorized if work.held.attempt < BELIEVED => End::Fault,
        Fault::NotAuthorized => End::Never(Why::NoAccess),
        // What has just been made can be unknown for some seconds; so each of these is tried a few times.
        Fault::NotFound(_) | Fault::Exists(_) if work.held.attempt < BELIEVED_OF_WHAT_IS => End::Fault,
        // It may be the look that is refused, and what is looked for be done already.
        Fault::Refused(_) if work.may_have_begun() && work.held.attempt < BELIEVED_OF_WHAT_IS => End::Fault,
        Fault::NotFound(said) | Fault::Exists(said) | Fault::Refused(said) => End::Never(Why::Refused { said }),
        Fault::Schema(said) => {
            error!("Railway does not understand us any more: {said}");
            End::Never(Why::NotUnderstood)
        }
    }
}

/// What Railway says of its own trouble, when it says anything.
async fn incident(railway: &Railway) -> Option<Waiting> {
    railway.incident().await.ok().flatten().map(Waiting::Incident)
}

/// How soon to look again at what nothing of ours hurries: after a quarter of the time that it has taken.
fn unhurried(work: &Work<'_>, since: Millis) -> Duration {
    let shortest = LOOK_AGAIN.min(work.app.config.pace.retry_base * 2);
    (waited(work, since) / 4).clamp(shortest, SELDOM)
}

fn waited(work: &Work<'_>, since: Millis) -> Duration {
    Duration::from_millis((work.app.now() - since).max(0) as u64)
}

impl Work<'_> {
    fn remote(&self) -> Result<Remote, Hitch> {
        let remote = self.instance.remote.clone();
        remote.ok_or_else(|| Hitch::Here(anyhow::anyhow!("bot {} has no place at Railway", self.instance.id)))
    }

    fn service_id(&self, remote: &Remote) -> Result<String, Hitch> {
        let service = remote.service.clone();
        service.ok_or_else(|| Hitch::Here(anyhow::anyhow!("bot {} has no service at Railway", self.instance.id)))
    }

    fn blueprint(&self) -> Option<(&Blueprint, &RailwayService)> {
        let blueprint = self.app.blueprints.get(&self.instance.blueprint)?;
        Some((blueprint, blueprint.railway.as_ref()?))
    }

    /// The line to Railway for what changes something there. Whoever was paused for too long has lost the lease while it
    /// looked, and what it saw is somebody else's to act on by now.
    async fn acting(&self) -> Result<&Railway, Hitch> {
        let until = self.app.now() + self.app.config.pace.job_lease.as_millis() as Millis;
        match self.app.store.renew_lease(self.held, until).await? {
            true => Ok(self.railway),
            false => Err(Hitch::Here(anyhow::anyhow!("somebody else works on operation {} now", self.held.id))),
        }
    }

    /// Whether something of this stage may have been done before.
    fn is_again(&self) -> bool {
        self.intent != Intent::First
    }

    /// The same, and every stage that only looks at what an earlier one has begun.
    fn may_have_begun(&self) -> bool {
        self.is_again() || self.held.stage == Stage::Answer
    }

    /// Whether to look again before something is made: it may be on its way although nothing is seen of it.
    fn looks_again(&self) -> bool {
        self.is_again() && self.held.attempt < LOOKS
    }

    /// The same when it is to be taken back.
    fn looks_for_what_was_made(&self) -> bool {
        self.held.state == OperationState::Undoing && self.held.attempt < LOOKS
    }

    async fn seen(&self, remote: &Remote) -> Result<Seen, Hitch> {
        Ok(self.railway.environment(&remote.environment).await?)
    }
}

/// Exactly ours, and within Railway's 32 characters.
pub fn name_of(app: &App, id: &Id) -> String {
    format!("h{}-{id}", app.tag)
}

/// Whether a service has a name as some Hatchery gives it, this one or another.
pub fn is_service_of(name: &str) -> bool {
    let parts = name.strip_prefix('h').and_then(|rest| rest.split_once('-'));
    parts.is_some_and(|(tag, id)| tag.len() == 4 && Id::parse(id).is_some())
}

async fn place(work: &Work<'_>) -> Done {
    let at = |project: String, environment: String| Remote { project, environment, ..Remote::default() };
    let workspace = match work.railway.placement().await? {
        Placement::Shared { project, environment } => {
            return Ok(Carried::from(End::Done).with(News::Bot(at(project, environment))));
        }
        Placement::PerPerson { workspace } => workspace,
        Placement::NoWorkspace | Placement::BesideHatchery => return Ok(End::Never(Why::NoAccess).into()),
    };
    let person = &work.instance.person;
    let mut tx = work.app.store.begin(Durability::PowerCut).await?;
    let claimed = tx.claim_place(person, &work.held.id).await?;
    tx.commit().await?;
    match claimed {
        Place::Known { project, environment } => {
            return Ok(Carried::from(End::Done).with(News::Bot(at(project, environment))));
        }
        Place::Busy => return Ok(End::Held(PLACE_AGAIN, Waiting::Place).into()),
        Place::Ours => {}
    }
    let name = name_of(work.app, person);
    match work.railway.project_named(&workspace, &name).await? {
        Some(Project { id, environment: Some(environment), .. }) => {
            return Ok(Carried::from(End::Done).with(News::Place(at(id, environment))));
        }
        // It has just been made, and its environment is not there yet.
        Some(Project { environment: None, .. }) => return Ok(End::Fault.into()),
        None if work.looks_again() => return Ok(End::Fault.into()),
        None => {}
    }
    let why = "Bots of one person, made and looked after by Hatchery";
    let (project, environment) = work.acting().await?.create_project(&workspace, &name, why).await?;
    Ok(Carried::from(End::Done).with(News::Place(at(project, environment))))
}

async fn service(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let name = name_of(work.app, &work.instance.id);
    let made = |service| News::Bot(Remote { service: Some(service), ..remote.clone() });
    if work.is_again() {
        if let Some(service) = work.seen(&remote).await?.named(&name) {
            return Ok(Carried::from(End::Done).with(made(service.id.clone())));
        }
        if work.looks_again() {
            return Ok(End::Fault.into());
        }
    }
    let service = work.acting().await?.create_service(&remote.project, &remote.environment, &name).await?;
    Ok(Carried::from(End::Done).with(made(service)))
}

/// Hatchery is the source of truth: these are all the variables of the bot.
async fn variables(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some((blueprint, _)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let Some(place) = place_at_railway(blueprint) else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let Ok(config) = &work.instance.config.document else { return Ok(End::Never(Why::Unreadable).into()) };
    let variables = filling::environment(work.app, blueprint, work.instance, config, &place).await?;
    // Railway would put another service's secret in its place. Keys and names cannot hold it; this is the last gate.
    if variables.iter().any(|(_, value)| value.expose().contains("${{")) {
        return Ok(End::Never(Why::Machine).into());
    }
    let service = work.service_id(&remote)?;
    work.acting().await?.set_variables(&remote.project, &remote.environment, &service, &variables).await?;
    Ok(End::Done.into())
}

async fn limits(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some((_, service)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let id = work.service_id(&remote)?;
    work.acting().await?.set_limits(&remote.environment, &id, service.memory_mb, service.vcpus).await?;
    Ok(End::Done.into())
}

async fn volume(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some((_, service)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let Some(path) = &service.volume else { return Ok(End::Done.into()) };
    let id = work.service_id(&remote)?;
    let made = |volume| News::Bot(Remote { volume: Some(volume), ..remote.clone() });
    if work.is_again() {
        let seen = work.seen(&remote).await?;
        if let Some(volume) = seen.volumes.iter().find(|volume| volume.service.as_deref() == Some(&id)) {
            return Ok(Carried::from(End::Done).with(made(volume.id.clone())));
        }
        if work.looks_again() || seen.service(&id).is_none() {
            return Ok(End::Fault.into());
        }
    }
    // A service has one volume: where this is refused, the one that we cannot see yet may be in the way.
    let volume = work.acting().await?.create_volume(&remote.project, &remote.environment, &id, path).await?;
    Ok(Carried::from(End::Done).with(made(volume)))
}

/// A public address, only where somebody wants to open a page.
async fn domain(work: &Work<'_>) -> Done {
    if !has_address(work.instance) {
        return Ok(End::Done.into());
    }
    let remote = work.remote()?;
    let Some((_, service)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let id = work.service_id(&remote)?;
    let made = |host| News::Bot(Remote { host: Some(host), ..remote.clone() });
    if work.is_again() {
        let seen = work.seen(&remote).await?;
        // Where the service itself is not seen yet, neither is what belongs to it.
        let Some(service) = seen.service(&id) else { return Ok(End::Fault.into()) };
        if let Some(domain) = &service.domain {
            return Ok(Carried::from(End::Done).with(made(domain.host.clone())));
        }
        if work.looks_again() {
            return Ok(End::Fault.into());
        }
    }
    let domain = work.acting().await?.create_domain(&remote.environment, &id, service.port).await?;
    Ok(Carried::from(End::Done).with(made(domain.host)))
}

async fn source(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some((_, service)) = work.blueprint() else { return Ok(End::Never(Why::BlueprintGone).into()) };
    let settings = Settings {
        image: image_of(work.app, service),
        start: service.start.clone(),
        health: service.health.clone(),
        health_timeout_s: service.health_timeout_s,
        restarts: service.restarts,
        draining_s: service.draining_s,
        region: work.railway.site().region.clone(),
    };
    let id = work.service_id(&remote)?;
    work.acting().await?.configure(&remote.environment, &id, &settings).await?;
    Ok(End::Done.into())
}

/// The image of a blueprint's service, with the image of this program where it asks for that.
pub fn image_of(app: &App, service: &RailwayService) -> String {
    let image = app.config.hatchery_image.as_deref().unwrap_or_default();
    fill(&service.image, &[(Slot::HatcheryImage, Secret::new(image))].into())
}

/// One deployment. One that came about since we set out is ours, or Railway's own, and is adopted.
async fn start(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let id = work.service_id(&remote)?;
    let made = |deployment| News::Bot(Remote { deployment: Some(deployment), ..remote.clone() });
    if let Intent::Again(began) = work.intent {
        let deployments = work.railway.deployments(&remote.project, &remote.environment, &id).await?;
        // Railway's clock may be a little behind ours.
        let since = began - 60_000;
        let newest = deployments.first().filter(|newest| newest.created_at >= since);
        if let Some(newest) = newest.filter(|newest| Some(&newest.id) != remote.deployment.as_ref()) {
            return Ok(Carried::from(End::Done).with(made(newest.id.clone())));
        }
        if work.looks_again() {
            return Ok(End::Fault.into());
        }
    }
    let deployment = work.acting().await?.deploy(&remote.environment, &id).await?;
    Ok(Carried::from(End::Done).with(made(deployment)))
}

/// The process in its container. What was removed meanwhile cannot be restarted and is deployed anew.
async fn restart(work: &Work<'_>) -> Done {
    let remote = work.remote()?;
    let Some(deployment) = &remote.deployment else { return start(work).await };
    match work.acting().await?.restart(deployment).await {
        Ok(()) => Ok(End::Done.into()),
        Err(Fault::Refused(_) | Fault::NotFound(_)) => start(work).await,
        Err(fault) => Err(fault.into()),
    }
}
