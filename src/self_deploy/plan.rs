//! What has to be done so that what is there becomes what is wanted. Pure: it is handed what was seen, and it makes no
//! secret and asks nobody.

use crate::domain::price;
use crate::railway::{Attempt, DeploymentStatus, Manner, Whole};
use crate::secret::Secret;

/// Of a project that this command made; a project without it is never touched.
pub const MARK: &str = "Hatchery itself and its database, made by hatchery self-deploy";
/// What a new database runs. One that is there keeps its image: a newer PostgreSQL does not read the files of an older.
pub const POSTGRES: &str = "postgres:17-trixie";
/// The volume of the database. Its files are in a folder of it, because the top of a volume is never empty.
pub const MOUNT: &str = "/var/lib/postgresql/data";
pub const PORT: u16 = 8080;
/// References, so that the password is nowhere but at the database.
const DATABASE_URL: &str =
    "postgres://hatchery:${{postgres.POSTGRES_PASSWORD}}@${{postgres.RAILWAY_PRIVATE_DOMAIN}}:5432/hatchery";

/// The newest deployment when something was changed last: as long as it is the newest, the change is not deployed.
pub const CHANGED_AFTER: &str = "SELF_DEPLOY_CHANGED_AFTER";
/// Two deployments, `to` and `after`: we went back to the first when the second was the newest.
pub const WENT_BACK: &str = "SELF_DEPLOY_WENT_BACK";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Database,
    Hatchery,
}

impl Part {
    /// The name of its service.
    pub fn name(self) -> &'static str {
        match self {
            Part::Database => "postgres",
            Part::Hatchery => "hatchery",
        }
    }

    /// Megabytes and processors that it may take.
    pub fn limits(self) -> (u32, f64) {
        match self {
            Part::Database => (1024, 1.0),
            Part::Hatchery => (512, 1.0),
        }
    }
}

/// What the operator wants. What is not said stays as it is.
pub struct Wish {
    pub image: Option<String>,
    pub replicas: Option<u32>,
    pub region: Option<String>,
    pub settings: Vec<(&'static str, Secret)>,
    pub master_key: Option<Secret>,
    /// Of the domain that Railway gives.
    pub public_url: String,
}

/// What is there.
#[derive(Default)]
pub struct Home {
    pub place: Option<Place>,
    pub database: There,
    pub hatchery: There,
}

#[derive(Clone)]
pub struct Place {
    pub project: String,
    pub environment: String,
}

#[derive(Default)]
pub struct There {
    pub service: Option<String>,
    pub volume: Option<String>,
    pub host: Option<String>,
    pub whole: Whole,
}

impl Home {
    pub fn part(&self, part: Part) -> &There {
        match part {
            Part::Database => &self.database,
            Part::Hatchery => &self.hatchery,
        }
    }

    pub fn part_mut(&mut self, part: Part) -> &mut There {
        match part {
            Part::Database => &mut self.database,
            Part::Hatchery => &mut self.hatchery,
        }
    }
}

impl There {
    pub fn latest(&self) -> Option<&Attempt> {
        self.whole.attempts.first()
    }

    fn has(&self, variable: &str) -> bool {
        self.whole.variables.contains_key(variable)
    }
}

/// The value of a variable; some are made only when they are sent.
#[derive(Debug, Clone)]
pub enum Worth {
    Known(Secret),
    Password,
    MasterKey,
}

#[derive(Debug)]
pub enum Step {
    MakeProject,
    MakeService(Part),
    MakeVolume(Part),
    MakeDomain(Part),
    SetVariables(Part, Vec<(String, Worth)>),
    SetLimits(Part),
    SetManner(Part, Manner),
    Deploy(Part),
    /// A deployment of an earlier run is under way.
    Await(Part, String),
}

impl Step {
    /// In plain words; of variables only the names.
    pub fn words(&self, project: &str) -> String {
        match self {
            Step::MakeProject => format!("make the project {project}"),
            Step::MakeService(part) => format!("make the service {}", part.name()),
            Step::MakeVolume(part) => format!("give {} a volume", part.name()),
            Step::MakeDomain(part) => format!("open a domain for {}", part.name()),
            Step::SetVariables(part, variables) => {
                let ours = [CHANGED_AFTER, WENT_BACK];
                let names = variables.iter().map(|(name, _)| name.as_str()).filter(|name| !ours.contains(name));
                match names.collect::<Vec<_>>().as_slice() {
                    [] => format!("note that {} changes", part.name()),
                    names => format!("set variables of {}: {}", part.name(), names.join(", ")),
                }
            }
            Step::SetLimits(part) => {
                let (memory, vcpus) = part.limits();
                format!("let {} take at most {memory} MB and {vcpus} processor", part.name())
            }
            Step::SetManner(part, manner) => format!("set how {} runs: {}", part.name(), manner.names().join(", ")),
            Step::Deploy(part) => format!("deploy {}", part.name()),
            Step::Await(part, _) => format!("go on with the deployment of {} that is under way", part.name()),
        }
    }
}

/// Why what is there is better left alone.
pub fn refusal(home: &Home) -> Option<String> {
    let database = &home.database;
    let image = database.whole.manner.image.as_deref();
    if let Some(image) = image.filter(|image| !is_postgres(image)) {
        return Some(format!(
            "The service postgres in this project runs {image}, which this command did not make; nothing was changed. \
             Choose another project with --project."
        ));
    }
    if database.latest().is_some() && database.volume.is_none() {
        return Some(
            "The service postgres has no volume any more, so a new one would be empty; nothing was changed. Attach the \
             old volume on Railway's page, or restore a backup."
                .into(),
        );
    }
    None
}

fn is_postgres(image: &str) -> bool {
    let name = image.rsplit('/').next().unwrap_or_default();
    name.split([':', '@']).next() == Some("postgres")
}

/// The steps in their order: the database first, because Hatchery refers to it.
pub fn plan(wish: &Wish, home: &Home) -> Vec<Step> {
    let project = home.place.is_none().then_some(Step::MakeProject);
    project.into_iter().chain(database(wish, &home.database)).chain(hatchery(wish, &home.hatchery)).collect()
}

/// Its variables are set before its first deployment and never again: PostgreSQL reads them when it makes its files.
fn database(wish: &Wish, there: &There) -> Vec<Step> {
    let known = |text: String| Worth::Known(Secret::new(text));
    let mut variables = vec![
        ("POSTGRES_USER".to_owned(), known("hatchery".into())),
        ("POSTGRES_DB".to_owned(), known("hatchery".into())),
        ("PGDATA".to_owned(), known(format!("{MOUNT}/pgdata"))),
        ("POSTGRES_PASSWORD".to_owned(), Worth::Password),
    ];
    variables.retain(|(name, _)| there.latest().is_none() && !there.has(name));
    let manner = Manner {
        image: there.whole.manner.image.is_none().then(|| POSTGRES.to_owned()),
        always_restarts: Some(true),
        region: region(wish, there),
        draining_s: Some(30),
        sleeps: Some(false),
        ..Manner::default()
    };
    let mut steps = steps(Part::Database, there, variables, manner, false);
    if there.volume.is_none() {
        before_source(&mut steps, Step::MakeVolume(Part::Database));
    }
    steps
}

/// A volume that comes to a service with a source causes a deployment, and a deployment takes the domain that is there.
fn before_source(steps: &mut Vec<Step>, step: Step) {
    let is_source = |step: &Step| matches!(step, Step::SetManner(..) | Step::Deploy(_) | Step::Await(..));
    let at = steps.iter().position(is_source).unwrap_or(steps.len());
    steps.insert(at, step);
}

fn hatchery(wish: &Wish, there: &There) -> Vec<Step> {
    let latest = there.latest();
    let known = |text: &str| Worth::Known(Secret::new(text));
    let mut variables: Vec<(String, Worth)> = Vec::new();
    for (name, value) in &wish.settings {
        let is_so = there.whole.variables.get(*name).is_some_and(|known| known.matches(value.expose()));
        if !is_so {
            variables.push(((*name).to_owned(), Worth::Known(value.clone())));
        }
    }
    let is_given = |name: &str| wish.settings.iter().any(|(given, _)| *given == name);
    // Somebody may have moved the database or put a domain of their own in front.
    for (name, value) in [("DATABASE_URL", DATABASE_URL), ("PUBLIC_URL", &wish.public_url)] {
        if !is_given(name) && !there.has(name) {
            variables.push((name.to_owned(), known(value)));
        }
    }
    let port = PORT.to_string();
    if !there.whole.variables.get("PORT").is_some_and(|known| known.matches(&port)) {
        variables.push(("PORT".to_owned(), known(&port)));
    }
    // Once anything was deployed there is a key, be it sealed and unseen: another would open nothing.
    if latest.is_none() && !there.has(crate::config::carried::MASTER_KEY) {
        let key = wish.master_key.clone().map_or(Worth::MasterKey, Worth::Known);
        variables.push((crate::config::carried::MASTER_KEY.to_owned(), key));
    }
    let manner = Manner {
        image: wish.image.clone(),
        health: Some("/health/ready".into()),
        health_timeout_s: Some(120),
        pre_deploy: Some("hatchery migrate".into()),
        always_restarts: Some(true),
        replicas: wish.replicas.or(latest.is_none().then_some(1)),
        region: region(wish, there),
        // On PostgreSQL any number may run side by side, so nobody waits during an update.
        overlap_s: Some(5),
        // Hatchery ends within ten seconds.
        draining_s: Some(20),
        sleeps: Some(false),
    };
    // Going back was interrupted before it was written down which image runs now.
    let went_back = is_back(there) && latest.is_some_and(|it| wish.image.is_some() && it.image != wish.image);
    let mut steps = steps(Part::Hatchery, there, variables, manner, went_back || there.host.is_none());
    if there.host.is_none() {
        before_source(&mut steps, Step::MakeDomain(Part::Hatchery));
    }
    steps
}

/// Railway does not say everywhere which region its own choice was, and that is no difference.
fn region(wish: &Wish, there: &There) -> Option<String> {
    let is_told = there.latest().is_none() || there.whole.manner.region.is_some();
    wish.region.clone().filter(|_| is_told)
}

fn is_back(there: &There) -> bool {
    there.whole.variables.get(WENT_BACK).is_some_and(|record| record.expose().contains(' '))
}

/// What both parts have in common. `is_changed` is whether more has changed than can be seen here.
fn steps(
    part: Part,
    there: &There,
    mut variables: Vec<(String, Worth)>,
    manner: Manner,
    is_changed: bool,
) -> Vec<Step> {
    let mut steps = Vec::new();
    if there.service.is_none() {
        steps.push(Step::MakeService(part));
    }
    let manner = manner.lacking(&there.whole.manner);
    let is_changed = is_changed || !variables.is_empty() || !manner.is_empty();
    if let Some(latest) = there.latest().filter(|_| is_changed) {
        variables.push((CHANGED_AFTER.into(), Worth::Known(Secret::new(&*latest.deployment.id))));
        if is_back(there) {
            variables.push((WENT_BACK.into(), Worth::Known(Secret::new("no"))));
        }
    }
    // First of all, because it notes that there is a change to deploy.
    if !variables.is_empty() {
        steps.push(Step::SetVariables(part, variables));
    }
    if !there.whole.has_limits {
        steps.push(Step::SetLimits(part));
    }
    if !manner.is_empty() {
        steps.push(Step::SetManner(part, manner));
    }
    let is_waiting = |latest: &Attempt| {
        let noted = there.whole.variables.get(CHANGED_AFTER);
        noted.is_some_and(|noted| noted.matches(&latest.deployment.id))
    };
    match there.latest() {
        None => steps.push(Step::Deploy(part)),
        Some(latest) if is_changed || is_waiting(latest) => steps.push(Step::Deploy(part)),
        Some(latest) => match end_of(latest) {
            End::Up => {}
            End::UnderWay => steps.push(Step::Await(part, latest.deployment.id.clone())),
            End::Down => steps.push(Step::Deploy(part)),
        },
    }
    steps
}

/// How far a deployment has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum End {
    Up,
    UnderWay,
    Down,
}

pub fn end_of(attempt: &Attempt) -> End {
    let deployment = &attempt.deployment;
    match &deployment.status {
        DeploymentStatus::Success | DeploymentStatus::Sleeping if !deployment.is_stopped => End::Up,
        DeploymentStatus::Unknown(_) if !deployment.is_stopped => End::UnderWay,
        DeploymentStatus::Initializing
        | DeploymentStatus::Queued
        | DeploymentStatus::Waiting
        | DeploymentStatus::NeedsApproval
        | DeploymentStatus::Building
        | DeploymentStatus::Deploying => End::UnderWay,
        DeploymentStatus::Success
        | DeploymentStatus::Sleeping
        | DeploymentStatus::Unknown(_)
        | DeploymentStatus::Failed
        | DeploymentStatus::Crashed
        | DeploymentStatus::Skipped
        | DeploymentStatus::Removing
        | DeploymentStatus::Removed => End::Down,
    }
}

/// What a month costs at Railway, in cents, by what a PostgreSQL and a Hatchery that are little used take.
pub fn month(replicas: u32) -> i64 {
    price::month(100, 1) + price::month(40, 1) * i64::from(replicas)
}
