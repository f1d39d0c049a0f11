//! Many bots that have been well for long: what it costs to have them looked after while people talk.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context, anyhow, ensure};
use hatchery::domain::config::BotConfig;
use hatchery::domain::{Account, Channel, Id, Name, Provider, Remote, Stage, Status, TargetKind};
use hatchery::railway::WATCHED_AT_ONCE;
use hatchery::secret::{Sealer, Secret};
use hatchery::store::{Durability, NewBot, NewInstance, SecretKind, Store, Tx, fresh_id};

use super::talk::calmly;
use super::{Size, database, end, meet, settings};
use crate::figures::{Figures, part};
use crate::program::Program;
use crate::stand_in::{Calm, Hatchlings};
use crate::telegram::Telegram;
use crate::walk::WIZARD_OF_KINDS;
use crate::wire;

/// The figures that make the curves, by what stands in front of the number on their axis.
pub const LIVE: [&str; 4] = [
    "reply p50, live bots: ",
    "reply p99, live bots: ",
    "memory, live bots: ",
    "Railway requests an hour, live bots: ",
];

/// Who talks while bots are looked after.
const TALKING: i64 = 200;
/// Bots are looked at every twelve seconds instead of every 45, so that each measurement has looks in it.
const POLL_MS: u64 = 200;
/// `watch/at_railway/rounds.rs`: looks an hour in which Railway is asked about all.
const LOOKS_AN_HOUR: usize = 20;
const LONG_MS: i64 = 7_200_000;
/// Written at once.
const SOME: usize = 500;

pub async fn live(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let (steps, updates): (&[usize], usize) = match size {
        Size::Short => (&[10], 100),
        Size::Full => (&[10, 100, 1_000, 10_000], 3_000),
    };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let hatchlings = Hatchlings::default();
    let door = wire::serve(hatchlings.clone()).await?;
    let mut usual = settings(&telegram)?;
    usual.retain(|(name, _)| *name != "TARGET");
    usual.extend([
        ("TARGET", "railway".to_owned()),
        ("RAILWAY_API_KEY", "HATCHTEST-a-workspace-of-many".to_owned()),
        ("HATCHERY_IMAGE", "ghcr.io/hatchery/hatchery:0.1.0".to_owned()),
        ("INSTANCE_URL", "http://{domain}".to_owned()),
        ("JOB_POLL_MS", POLL_MS.to_string()),
    ]);
    let mut names = Vec::new();
    for bots in steps {
        let key = usual.iter().find(|(name, _)| *name == "MOLTBOT_ENCRYPTION_KEY").context("a key")?;
        let (database, sealer) = (database(folder.path())?, Sealer::parse(&key.1)?);
        hatch(&database, &sealer, &mut names, *bots, &door.to_string()).await?;
        let asked = Arc::new(Mutex::default());
        let railway = wire::serve(Calm { names: names.clone().into(), asked: Arc::clone(&asked) }).await?;
        let mut settings = usual.clone();
        settings.push(("RAILWAY_API_URL", format!("http://{railway}/graphql/v2")));
        let looks = hatchlings.looks.load(Ordering::Relaxed);
        let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
        telegram.with(|people| people.done.clear());
        meet(&telegram, TALKING).await.with_context(|| program.said())?;
        // The first look, and what is asked once an hour behind it.
        let limit = Instant::now() + Duration::from_secs(90);
        let pages = bots.div_ceil(WATCHED_AT_ONCE);
        let count = |operation: &str| asked.lock().map_or(0, |asked| asked.get(operation).copied().unwrap_or(0));
        while count("Watch") < 2 * pages {
            ensure!(Instant::now() < limit, "bots are not looked at:\n{}", program.said());
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let took = calmly(&telegram, &WIZARD_OF_KINDS, updates).await?;
        let [p50, p99, memory, requests] = LIVE.map(|name| format!("{name}{bots}"));
        figures.note(p50, "ms", part(&took, 0.50));
        figures.note(p99, "ms", part(&took, 0.99));
        figures.note(memory, "MB", program.memory_mb()?);
        let once = count("Workspace") + count("Usage") + count("Projects") + pages;
        figures.note(requests, "an hour", (pages * LOOKS_AN_HOUR + once) as f64);
        let looked = hatchlings.looks.load(Ordering::Relaxed) - looks;
        ensure!(looked >= 2 * bots || size == Size::Short, "{looked} looks at {bots} bots are too few to be felt");
        end(program, &telegram).await?;
    }
    Ok(())
}

/// Puts bots on record, each of a person of its own, until there are so many: what is there when they have hatched. All have
/// one address, which nobody notices, because no connection is kept from one look to the next.
async fn hatch(
    database: &str,
    sealer: &Sealer,
    names: &mut Vec<String>,
    bots: usize,
    door: &str,
) -> anyhow::Result<()> {
    let store = Store::open(database).await?;
    let tag = store.installation_tag(&fresh_id().as_str()[..4]).await?;
    let at = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as i64 - LONG_MS;
    while names.len() < bots {
        let owners: Vec<Account> = (names.len()..bots.min(names.len() + SOME)).map(owner).collect();
        let mut tx = store.begin(Durability::Kill).await?;
        for owner in &owners {
            tx.welcome(owner, Some("en"), None, at).await?;
        }
        tx.commit().await?;
        let mut persons = Vec::new();
        for owner in &owners {
            persons.push(store.person(owner, at).await?.context("somebody who was welcomed")?.id);
        }
        let mut tx = store.begin(Durability::Kill).await?;
        for (owner, person) in owners.into_iter().zip(persons) {
            names.push(one(&mut tx, sealer, (owner, person), (&tag, door), at).await?);
        }
        tx.commit().await?;
    }
    store.close().await;
    Ok(())
}

fn owner(n: usize) -> Account {
    Account::telegram(5_000_000 + n as i64)
}

/// Gives what its service and its project are called.
async fn one(
    tx: &mut Tx,
    sealer: &Sealer,
    (owner, person): (Account, Id),
    (tag, door): (&str, &str),
    at: i64,
) -> anyhow::Result<String> {
    let id = fresh_id();
    let instance = NewInstance {
        id: id.clone(),
        person,
        owner: owner.clone(),
        name: Name::parse("nest").map_err(|_| anyhow!("a name"))?,
        blueprint: "hatchling".into(),
        provider: Provider::Echo,
        channels: vec![Channel::Web],
        presences: Default::default(),
        config: BotConfig::default(),
        target: TargetKind::Railway,
    };
    let (secrets, first, operation) = (Vec::new(), Stage::Place, fresh_id());
    let new = NewBot { instance, secrets, operation, first, idempotency_key: None, at };
    tx.add_instances(&[new]).await?;
    tx.set_status(&id, Status::Running, true, at).await?;
    let place = format!("h{tag}-{id}");
    let remote = Remote {
        project: place.clone(),
        environment: place.clone(),
        service: Some(place.clone()),
        volume: Some(place.clone()),
        host: Some(door.to_owned()),
        deployment: Some(place.clone()),
    };
    tx.set_remote(&id, Some(&remote)).await?;
    let token = Secret::new(format!("web-HATCHTEST-{id}"));
    tx.keep_secret(sealer, &id, &owner, SecretKind::WebToken, &token, None).await?;
    Ok(place)
}
