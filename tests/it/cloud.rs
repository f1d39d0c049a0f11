//! Stories of bots at Railway: the same Hatchery, talked to on Telegram, in front of a Railway whose hatchlings really
//! run. Afterwards it is counted what exists there.

mod configs;
mod documents;
mod faults;
mod fleet;
mod hatching;
mod keys;
mod looking_after;
mod openclaw;
mod placement;
mod renewing;
mod rounds;
mod strays;
mod telling;

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;

use crate::fakes::railway::{Deployment, FakeRailway, Service};
use crate::fakes::telegram::Message;
use crate::world::{Speaker, World};

pub const IMAGE: &str = "ghcr.io/hatchery/hatchery:0.1.0";

/// A Hatchery that deploys at Railway.
pub struct Cloud {
    pub railway: FakeRailway,
    world: World,
}

impl Deref for Cloud {
    type Target = World;

    fn deref(&self) -> &World {
        &self.world
    }
}

impl DerefMut for Cloud {
    fn deref_mut(&mut self) -> &mut World {
        &mut self.world
    }
}

impl Cloud {
    /// With a token of a workspace and nothing else set; nothing, with a loud note, where a description is missing.
    pub async fn start() -> Option<Self> {
        Cloud::with(&[]).await
    }

    pub async fn with(settings: &[(&'static str, &str)]) -> Option<Self> {
        let railway = FakeRailway::start().await?;
        Cloud::on(railway, settings).await
    }

    /// In front of a Railway that was prepared.
    pub async fn on(railway: FakeRailway, settings: &[(&'static str, &str)]) -> Option<Self> {
        railway.runs_hatchlings(PathBuf::from(env!("CARGO_BIN_EXE_hatchery")), IMAGE);
        let (token, address) = (railway.workspace_token(), railway.address().to_owned());
        let mut all = vec![
            ("TARGET", "railway"),
            ("RAILWAY_API_KEY", token.as_str()),
            ("RAILWAY_API_URL", address.as_str()),
            ("RAILWAY_TIMEOUT_MS", "900"),
            ("HATCHERY_IMAGE", IMAGE),
            ("INSTANCE_URL", "http://{domain}"),
        ];
        all.retain(|(name, _)| !settings.iter().any(|(given, _)| given == name));
        all.extend(settings);
        let world = World::with(&all).await?;
        let cloud = Cloud { railway, world };
        cloud.railway.until("Railway was asked what the workspace has", |railway| railway.count("workspace") > 0).await;
        Some(cloud)
    }

    /// Ada has a bot called nest, on a web page.
    pub async fn nest(&self) -> (Speaker, Message) {
        let ada = self.person(42);
        ada.hears("/deploy nest hatchling echo web", "Ready to hatch").await;
        let alive = ada.gets("Hatch it", "is alive").await;
        (ada, alive)
    }

    /// What is not deleted at Railway.
    pub fn exists(&self) -> Exists {
        Exists::at(&self.railway)
    }

    /// The one service that there is.
    pub fn service(&self) -> Service {
        let mut services = self.railway.services();
        services.retain(|service| service.deleted_at.is_none());
        assert_eq!(services.len(), 1, "one service");
        services.remove(0)
    }

    pub fn deployments(&self) -> Vec<Deployment> {
        self.railway.deployments(&self.service().id)
    }

    pub async fn ends(self) {
        self.world.ends().await;
        self.railway.assert_clean();
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Exists {
    pub projects: usize,
    pub services: usize,
    pub volumes: usize,
    pub domains: usize,
    pub running: usize,
}

impl Exists {
    pub fn at(railway: &FakeRailway) -> Self {
        Exists {
            projects: railway.projects().iter().filter(|it| it.deleted_at.is_none()).count(),
            services: railway.services().iter().filter(|it| it.deleted_at.is_none()).count(),
            volumes: railway.volumes().iter().filter(|it| it.deleted_at.is_none()).count(),
            domains: railway.domains().iter().filter(|it| it.deleted_at.is_none()).count(),
            running: railway.running(),
        }
    }

    /// With what is deleted by now.
    pub fn ever(railway: &FakeRailway) -> Self {
        Exists {
            projects: railway.projects().len(),
            services: railway.services().len(),
            volumes: railway.volumes().len(),
            domains: railway.domains().len(),
            running: railway.running(),
        }
    }
}

/// One bot on a web page, and nothing else.
pub const ONE: Exists = Exists { projects: 1, services: 1, volumes: 1, domains: 1, running: 1 };
pub const NOTHING: Exists = Exists { projects: 0, services: 0, volumes: 0, domains: 0, running: 0 };
