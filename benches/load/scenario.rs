//! What can be measured: each scenario by its word, and how often it is run.

mod api;
mod deploys;
pub mod growth;
pub mod live;
mod news;
mod rest;
mod talk;

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, OnceLock};
use std::time::Duration;

use anyhow::{Context, anyhow, ensure};
use hatchery::secret::Sealer;
use sqlx::{AnyConnection, Connection};

use crate::figures::Figures;
use crate::people::People;
use crate::postgres::Server;
use crate::program::{self, Program, Settings};
use crate::stand_in::Silence;
use crate::telegram::Telegram;
use crate::walk::{HELLO, Step};
use crate::wire;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For continuous integration: everything is answered rightly, and the figures are rough.
    Short,
    Full,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// The wizard at saturation, and 200 updates a second.
    Talk,
    /// The same where each call to Telegram takes 40 ms, by long poll and by webhook.
    Slow,
    /// From a start to the first reply, and memory while nothing happens.
    Start,
    /// Memory with many people in the middle of a conversation.
    Memory,
    Hatchling,
    /// The wizard with PostgreSQL, with one process and with two.
    Replicas,
    /// Bots at a made-up Railway, and watching them.
    Deploys,
    /// One text to many.
    Broadcast,
    /// The same to a million, as far as it comes in a minute.
    Million,
    /// The HTTP API, with SQLite and with PostgreSQL.
    Api,
    /// Latency, memory and speed when there is more of everything.
    Growth,
    /// The same with more and more bots that are looked after.
    Live,
}

pub const ALL: [Scenario; 12] = [
    Scenario::Talk,
    Scenario::Slow,
    Scenario::Start,
    Scenario::Memory,
    Scenario::Hatchling,
    Scenario::Replicas,
    Scenario::Deploys,
    Scenario::Broadcast,
    Scenario::Million,
    Scenario::Api,
    Scenario::Growth,
    Scenario::Live,
];

impl Scenario {
    pub fn word(self) -> &'static str {
        match self {
            Scenario::Talk => "talk",
            Scenario::Slow => "slow",
            Scenario::Start => "start",
            Scenario::Memory => "memory",
            Scenario::Hatchling => "hatchling",
            Scenario::Replicas => "replicas",
            Scenario::Deploys => "deploys",
            Scenario::Broadcast => "broadcast",
            Scenario::Million => "million",
            Scenario::Api => "api",
            Scenario::Growth => "growth",
            Scenario::Live => "live",
        }
    }

    /// The median of so many counts. What takes minutes and hardly varies is measured once.
    pub fn runs(self, size: Size) -> usize {
        match (size, self) {
            (Size::Short, _) | (Size::Full, Scenario::Million | Scenario::Growth | Scenario::Live) => 1,
            (Size::Full, _) => 5,
        }
    }

    pub async fn run(self, size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
        match self {
            Scenario::Talk => talk::talk(size, is_pinned, figures).await,
            Scenario::Slow => talk::slow(size, is_pinned, figures).await,
            Scenario::Start => rest::starts(is_pinned, figures).await,
            Scenario::Memory => rest::conversations(size, is_pinned, figures).await,
            Scenario::Hatchling => rest::hatchling(is_pinned, figures).await,
            Scenario::Replicas => talk::replicas(size, figures).await,
            Scenario::Deploys => deploys::deploys(size, is_pinned, figures).await,
            Scenario::Broadcast => news::broadcast(size, is_pinned, figures).await,
            Scenario::Million => news::million(size, is_pinned, figures).await,
            Scenario::Api => api::api(size, is_pinned, figures).await,
            Scenario::Growth => growth::growth(size, is_pinned, figures).await,
            Scenario::Live => live::live(size, is_pinned, figures).await,
        }
    }
}

/// A database to measure with: SQLite in the folder of a run, or an address of its own.
pub struct Base {
    pub name: &'static str,
    pub address: Option<String>,
}

/// SQLite, and PostgreSQL where there is one.
pub async fn bases() -> anyhow::Result<Vec<Base>> {
    let mut bases = vec![Base { name: "SQLite", address: None }];
    if let Some(address) = postgres().await? {
        bases.push(Base { name: "PostgreSQL", address: Some(address) });
    }
    Ok(bases)
}

/// A new database on a server that keeps what is committed; nothing, with a loud note, where there is none.
pub async fn postgres() -> anyhow::Result<Option<String>> {
    // Held here for the life of this program, which is the server's.
    static SERVER: OnceLock<Option<Server>> = OnceLock::new();
    static NUMBER: AtomicUsize = AtomicUsize::new(1);
    static STARTING: Mutex<()> = Mutex::new(());
    let server = {
        let _one = STARTING.lock().map_err(|_| anyhow!("somebody panicked"))?;
        SERVER.get_or_init(|| {
            let started = program::on_all_processors(Server::durable);
            started.inspect_err(|why| eprintln!("!!! PostgreSQL is NOT measured: {why}")).ok()
        })
    };
    let Some(server) = server else { return Ok(None) };
    let admin = server.address();
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&admin).await.context("reach PostgreSQL")?;
    let name = format!("load_{}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let make = sqlx::AssertSqlSafe(format!("CREATE DATABASE {name} TEMPLATE template0"));
    sqlx::query(make).execute(&mut connection).await.context("make a database")?;
    connection.close().await?;
    let (server, _) = admin.rsplit_once('/').context("an address")?;
    Ok(Some(format!("{server}/{name}")))
}

/// The database that a `serve` with this folder will use, to prepare it.
pub fn database(folder: &Path) -> anyhow::Result<String> {
    let data = folder.join("data");
    std::fs::create_dir_all(&data).context("make a folder")?;
    Ok(format!("sqlite://{}", data.join("hatchery.db").display()))
}

/// A Hatchery that talks with this Telegram, on an empty folder, or on the one that it was given before.
pub fn settings(telegram: &Telegram) -> anyhow::Result<Settings> {
    let key = Sealer::new_master_key()?;
    Ok(vec![
        ("TARGET", "local".into()),
        ("ACCESS", "open".into()),
        ("PORT", "0".into()),
        ("MOLTBOT_ENCRYPTION_KEY", key.expose().into()),
        ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000".into()),
        ("TELEGRAM_API_URL", telegram.origin()),
    ])
}

/// A Hatchery that deploys at a Railway which never answers.
pub async fn in_the_cloud(telegram: &Telegram) -> anyhow::Result<Settings> {
    let railway = wire::serve(Silence).await?;
    let mut settings = settings(telegram)?;
    settings.retain(|(name, _)| *name != "TARGET");
    settings.extend([
        ("TARGET", "railway".into()),
        ("RAILWAY_API_KEY", "HATCHTEST-a-workspace-that-is-nobodys".into()),
        ("RAILWAY_API_URL", format!("http://{railway}/graphql/v2")),
        ("HATCHERY_IMAGE", "ghcr.io/hatchery/hatchery:0.1.0".into()),
    ]);
    Ok(settings)
}

/// So many people have met Hatchery and are idle.
pub async fn meet(telegram: &Telegram, people: i64) -> anyhow::Result<()> {
    all_walk(telegram, 1..=people, &HELLO).await
}

/// All of these take a walk, at most so many at a time as Telegram has connections, and are idle afterwards.
pub async fn all_walk(
    telegram: &Telegram,
    mut ids: std::ops::RangeInclusive<i64>,
    walk: &'static [Step],
) -> anyhow::Result<()> {
    const AT_ONCE: usize = 200;
    let last = *ids.end();
    let many = telegram.with(|people| people.done.len()) + ids.clone().count();
    let first: Vec<i64> = ids.by_ref().take(AT_ONCE).collect();
    let rest = std::sync::Mutex::new(first.last().copied().unwrap_or(last) + 1..=last);
    telegram.then(move |people: &mut People, id| {
        if !people.step(id)
            && let Ok(mut rest) = rest.lock()
            && let Some(next) = rest.next()
        {
            people.walks(next, walk);
            people.step(next);
        }
    });
    telegram.with(|people| {
        for id in first {
            people.walks(id, walk);
            people.step(id);
        }
    });
    telegram.until("everybody's walk", |people| people.done.len() >= many).await
}

/// Ends a run: nobody waits for anything, no button spins, and the program ends well.
pub async fn end(program: Program, telegram: &Telegram) -> anyhow::Result<()> {
    telegram.until("all presses to be answered", |people| people.is_spinning() == 0).await?;
    tokio::time::sleep(Duration::from_millis(20)).await;
    telegram.with(|people| {
        ensure!(people.wrong.is_empty(), "wrong: {}", people.wrong[0]);
        ensure!(people.is_walking() == 0, "{} replies are missing", people.is_walking());
        Ok(())
    })?;
    let said = program.said();
    let trouble = said.lines().find(|line| line.contains(" ERROR "));
    ensure!(trouble.is_none(), "it complains: {}", trouble.unwrap_or_default());
    program.end().await.context("end the program")
}
