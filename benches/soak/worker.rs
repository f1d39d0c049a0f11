//! Works on what is due, one stage at a time. Now and then the worker is killed while a request is on its way, or pauses
//! until somebody else has its work.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use anyhow::ensure;
use hatchery::App;
use hatchery::deploy::run;
use hatchery::domain::Millis;
use hatchery::store::Operation;
use sqlx::Row;

use crate::fakes::railway::{FakeRailway, Fault};
use crate::world::World;

/// What a stage takes of the time that stands still otherwise.
const STAGE: Duration = Duration::from_millis(200);
const LEASE: Duration = Duration::from_secs(30);
/// Longer than any request may take.
const PATIENCE: Duration = Duration::from_secs(91);
/// A stage asks no more than this, finding out whose the token is included.
const MOST_ASKED: usize = 9;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Works,
    /// Killed before its next request is carried out, or before it hears that it was.
    DiesAsking {
        is_done: bool,
    },
    /// Killed when it has claimed the work.
    DiesIdle,
    /// Pauses at its next request for longer than its lease, and somebody else goes on.
    Pauses {
        is_done: bool,
    },
    /// Pauses before it begins.
    PausesIdle,
}

const FATES: [(usize, Fate); 7] = [
    (90, Fate::Works),
    (3, Fate::DiesAsking { is_done: true }),
    (2, Fate::DiesAsking { is_done: false }),
    (1, Fate::DiesIdle),
    (2, Fate::Pauses { is_done: true }),
    (1, Fate::Pauses { is_done: false }),
    (1, Fate::PausesIdle),
];

/// Works on the next stage that is due, with whatever befalls the worker. False when nothing is due.
pub async fn work(world: &mut World) -> anyhow::Result<bool> {
    let fate = world.dice.weighed(&FATES);
    let app = world.app.clone();
    let Some(held) = claim(world, &app).await? else { return Ok(false) };
    match fate {
        Fate::Works => carry(world, &app, &held).await?,
        Fate::DiesIdle => {
            drop(app);
            die(world, &held, "has claimed it").await?;
        }
        Fate::DiesAsking { is_done } => {
            let hung = world.railway.hung();
            world.railway.fails_at_once(if is_done { Fault::HangAfter } else { Fault::HangBefore });
            let is_killed = {
                let mut work = pin!(run::work(&app, &held));
                tokio::select! { biased;
                    done = &mut work => done.map(|()| false),
                    () = world.railway.hangs(hung) => Ok(true),
                }?
            };
            world.railway.fails_not_at_once();
            drop(app);
            match is_killed {
                true => die(world, &held, if is_done { "hears that it is done" } else { "is heard" }).await?,
                false => tell(world, &held).await?,
            }
        }
        Fate::Pauses { is_done } => pause(world, app, &held, is_done).await?,
        Fate::PausesIdle => {
            note(world, &held, "its worker pauses before it begins");
            let is_taken = take_over(world, &held).await?;
            let before = world.railway.asked();
            app.stop_clock(world.now);
            carry(world, &app, &held).await?;
            let is_idle = world.railway.asked() == before;
            ensure!(!is_taken || is_idle, "a worker without a lease asked something of Railway");
        }
    }
    world.holds_at_every_commit().await?;
    Ok(true)
}

/// The same, and nothing befalls the worker.
pub async fn work_well(world: &mut World) -> anyhow::Result<bool> {
    let app = world.app.clone();
    let Some(held) = claim(world, &app).await? else { return Ok(false) };
    carry(world, &app, &held).await?;
    world.holds_at_every_commit().await?;
    Ok(true)
}

async fn claim(world: &mut World, app: &Arc<App>) -> anyhow::Result<Option<Operation>> {
    world.stages += 1;
    world.advance(STAGE);
    app.stop_clock(world.now);
    app.store.claim_operation(world.now, world.now + LEASE.as_millis() as Millis).await
}

/// A request that hangs ends by its time limit: only then does time pass for the client.
async fn to_its_end(railway: &FakeRailway, work: impl Future<Output = anyhow::Result<()>>) -> anyhow::Result<()> {
    let mut work = pin!(work);
    let mut hung = railway.hung();
    loop {
        tokio::select! { biased;
            done = &mut work => return done,
            () = railway.hangs(hung) => {
                hung = railway.hung();
                time_passes().await;
            }
        }
    }
}

async fn carry(world: &mut World, app: &Arc<App>, held: &Operation) -> anyhow::Result<()> {
    let before = world.railway.asked();
    to_its_end(&world.railway, run::work(app, held)).await?;
    tell_asked(world, held, before).await?;
    counts(world, before)
}

fn counts(world: &mut World, before: usize) -> anyhow::Result<()> {
    let asked = world.railway.asked() - before;
    world.most_asked = world.most_asked.max(asked);
    ensure!(asked <= MOST_ASKED, "one stage asked {asked} things of Railway");
    Ok(())
}

/// Nothing else is under way when this is called, so that nothing else is cut short.
async fn time_passes() {
    tokio::time::pause();
    tokio::time::advance(PATIENCE).await;
    tokio::time::resume();
}

async fn die(world: &mut World, held: &Operation, before: &str) -> anyhow::Result<()> {
    note(world, held, &format!("Hatchery is killed before it {before}"));
    world.kills += 1;
    world.app = world.another().await?;
    Ok(())
}

/// Somebody else works for a while after the lease is over. Whether they took this operation.
async fn take_over(world: &mut World, held: &Operation) -> anyhow::Result<bool> {
    world.app = world.another().await?;
    world.advance(LEASE + STAGE);
    let app = world.app.clone();
    let mut is_taken = false;
    for _ in 0..world.dice.between(1, 6) {
        let Some(other) = claim(world, &app).await? else { break };
        is_taken |= other.id == held.id;
        carry(world, &app, &other).await?;
    }
    Ok(is_taken)
}

async fn pause(world: &mut World, app: Arc<App>, held: &Operation, is_done: bool) -> anyhow::Result<()> {
    let hung = world.railway.hung();
    world.railway.fails_at_once(if is_done { Fault::HangAfter } else { Fault::HangBefore });
    let mut work = Box::pin(run::work(&app, held));
    let hangs = tokio::select! { biased;
        done = &mut work => done.map(|()| false),
        () = world.railway.hangs(hung) => Ok(true),
    }?;
    world.railway.fails_not_at_once();
    if !hangs {
        return tell(world, held).await;
    }
    note(world, held, "its worker pauses while it asks");
    let is_taken = take_over(world, held).await?;
    let before = state(world, held).await?;
    let asked = world.railway.asked();
    // The late one hears nothing, gives up and records that, if it may.
    app.stop_clock(world.now);
    time_passes().await;
    to_its_end(&world.railway, work).await?;
    let after = state(world, held).await?;
    ensure!(!is_taken || before == after, "a late worker changed {before} to {after}");
    let late = world.railway.asked_since(asked);
    let is_quiet = late.iter().all(|field| field == "platformStatus" || !is_change(field));
    ensure!(!is_taken || is_quiet, "a late worker went on asking: {late:?}");
    tell(world, held).await
}

fn is_change(field: &str) -> bool {
    ["Create", "Delete", "Upsert", "Update", "DeployV2", "Stop", "Cancel", "Restart"]
        .iter()
        .any(|end| field.ends_with(end))
}

fn note(world: &mut World, held: &Operation, what: &str) {
    let number = world.number(&held.instance).unwrap_or_default();
    let (kind, stage) = (held.kind.word(), held.stage.word());
    world.note(format!("bot {number}: {kind}, {stage}: {what}"));
}

async fn tell(world: &mut World, held: &Operation) -> anyhow::Result<()> {
    let before = world.railway.asked();
    tell_asked(world, held, before).await
}

async fn tell_asked(world: &mut World, held: &Operation, before: usize) -> anyhow::Result<()> {
    let asked = world.railway.asked_since(before).join(" ");
    let state = state(world, held).await?;
    let (number, try_number) = (world.number(&held.instance)?, held.attempt);
    let line = format!(
        "bot {number}: {} {:?} {} try {try_number} [{asked}] → {state}",
        held.kind.word(),
        held.state,
        held.stage.word()
    );
    world.note(line);
    Ok(())
}

/// How an operation stands, in words that are the same for the same seed.
async fn state(world: &mut World, held: &Operation) -> anyhow::Result<String> {
    let row = world.operation(&held.id).await?;
    let (state, stage): (String, String) = (row.try_get("state")?, row.try_get("stage")?);
    let (attempt, due): (i64, i64) = (row.try_get("attempt")?, row.try_get("due")?);
    let (cancelled, token): (i64, i64) = (row.try_get("cancelled")?, row.try_get("lease_token")?);
    let why: String = row.try_get("why")?;
    // Railway's own words may hold an id.
    let why: String = why.chars().filter(|c| !"{}\"".contains(*c)).take_while(|c| *c != ':').collect();
    let cancelled = if cancelled == 1 { ", cancelled" } else { "" };
    Ok(format!("{state} {stage} try {attempt} in {} ms{cancelled} {why} ({token})", due - world.now))
}
