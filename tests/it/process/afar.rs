//! The real program with its bots at Railway, on a database of either engine. The bots really run there, so they go on
//! when Hatchery is killed, and what exists is counted where it exists.

mod backup;
mod crowd;
mod kills;
mod replicas;
mod wish;

use std::ops::Deref;
use std::path::PathBuf;

use super::house::{House, told};
use super::program::{Program, until};
use crate::cloud::IMAGE;
use crate::databases::{Database, Engine};
use crate::fakes::railway::FakeRailway;

/// A house whose bots live at Railway. What is looked at last goes first: the programs, then what they talked to.
pub struct Afar {
    house: House,
    pub railway: FakeRailway,
    _database: Database,
}

impl Deref for Afar {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Afar {
    /// Nothing where a description or the engine is missing.
    pub async fn on(engine: Engine) -> Option<Self> {
        let railway = FakeRailway::start().await?;
        railway.runs_hatchlings(PathBuf::from(env!("CARGO_BIN_EXE_hatchery")), IMAGE);
        let database = Database::on(engine).await?;
        let house = House::new()
            .await?
            .with("TARGET", "railway")
            .with("DATABASE_URL", &database.url)
            .with("RAILWAY_API_KEY", railway.workspace_token())
            .with("RAILWAY_API_URL", railway.address())
            .with("RAILWAY_TIMEOUT_MS", "60000")
            .with("HATCHERY_IMAGE", IMAGE)
            .with("INSTANCE_URL", "http://{domain}")
            .with("JOB_LEASE_MS", "1000")
            // The bots are looked at every 60 polls, which no test waits for.
            .with("JOB_POLL_MS", "1000")
            .with("RETRY_BASE_MS", "25");
        Some(Afar { house, railway, _database: database })
    }

    /// Other settings than those of the house.
    pub fn with(self, name: &'static str, value: impl Into<String>) -> Self {
        Afar { house: self.house.with(name, value), ..self }
    }

    /// Starts the program, and waits until it has asked Railway all that it asks by itself.
    pub async fn serves_and_knows_railway(&self) -> Program {
        let asked = self.railway.count("workspace");
        let program = self.serves();
        until("what the workspace has", async || (self.railway.count("workspace") > asked).then_some(())).await;
        program
    }

    /// How often the person was told something that begins so.
    pub fn times_told(&self, beginning: &str) -> usize {
        told(&self.ada().chat(&self.bot), beginning).len()
    }
}
