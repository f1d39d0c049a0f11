//! How what is watched is now. It only looks: nothing is judged or told here.

use std::time::{Duration, Instant};

use nix::sys::statvfs::statvfs;
use tokio::task::JoinHandle;
use tokio::time::timeout;
use tracing::{debug, warn};

use crate::App;
use crate::alerts::rule::{FAILURES_SINCE, MINUTE};
use crate::deploy::note::Why;
use crate::domain::alarm::Front;
use crate::domain::{Millis, Reading};

/// What Railway told of its budget longer ago says nothing of now.
const BUDGET_HOLDS: Millis = 5 * MINUTE;
/// How long a write is waited for before it is called slow, and goes on by itself.
const PATIENCE: Duration = Duration::from_millis(1_500);

/// What only this process sees. What it does not know it leaves out.
pub fn own(app: &App) -> Vec<Reading> {
    let mut readings = Vec::new();
    readings.extend(budget(app));
    if let Ok(telegram) = app.telegram() {
        readings.push(Reading::Token { of: Front::Telegram, is_refused: telegram.api.is_refused() });
    }
    if let Ok(discord) = app.discord() {
        readings.push(Reading::Token { of: Front::Discord, is_refused: discord.rest.is_refused() });
    }
    readings.extend(disk(app));
    readings
}

/// What everybody who shares the database would read alike.
pub async fn shared(app: &App) -> anyhow::Result<Vec<Reading>> {
    let now = app.now();
    let age = |since: Option<Millis>| since.map_or(0, |since| (now - since).max(0));
    Ok(vec![
        failures(app, now).await?,
        Reading::Queue { age: age(app.store.next_due().await?) },
        Reading::Outbox { age: age(app.store.oldest_letter(now).await?) },
    ])
}

async fn failures(app: &App, now: Millis) -> anyhow::Result<Reading> {
    let (mut failed, mut ended) = (0, 0);
    for (has_failed, why, n) in app.store.ends_since(now - FAILURES_SINCE).await? {
        // A reason of another version is not known to be the person's.
        let is_ours = why.is_none_or(|why| serde_json::from_str(&why).map_or(true, |why: Why| why.is_ours()));
        if has_failed && is_ours {
            failed += n;
        }
        if !has_failed || is_ours {
            ended += n;
        }
    }
    Ok(Reading::Failures { failed, ended })
}

fn budget(app: &App) -> Option<Reading> {
    let budget = app.railway.as_ref()?.budget();
    // Railway's hours are those of the wall.
    let is_fresh = chrono::Utc::now().timestamp_millis() - budget.told_at < BUDGET_HOLDS;
    let (left, limit) = budget.remaining.zip(budget.limit)?;
    is_fresh.then_some(Reading::Budget { left, limit })
}

fn disk(app: &App) -> Option<Reading> {
    if !app.config.keeps_data_here() {
        return None;
    }
    match statvfs(&app.config.data_dir) {
        Ok(disk) => {
            let free = u128::from(disk.blocks_available()) * u128::from(disk.fragment_size());
            Some(Reading::Disk { free_mb: (free / (1024 * 1024)) as u64 })
        }
        Err(cause) => {
            warn!("it is not known how much of the disk is free: {cause}");
            None
        }
    }
}

/// What the platforms say of our tokens they say with every answer; this brings one about.
pub async fn ask_platforms(app: &App) {
    if let Ok(telegram) = app.telegram()
        && let Err(cause) = telegram.look_again().await
    {
        debug!("Telegram was asked whether it knows us: {cause}");
    }
    if let Ok(discord) = app.discord()
        && let Err(cause) = discord.is_known().await
    {
        debug!("Discord was asked whether it knows us: {cause}");
    }
}

/// Feels how long the database takes for a tiny write.
#[derive(Default)]
pub struct Pulse(Option<(Instant, JoinHandle<()>)>);

impl Pulse {
    /// One that takes too long goes on, and is waited for again the next time.
    pub async fn felt(&mut self, app: &App) -> Reading {
        let (begun, mut writing) = match self.0.take() {
            Some(under_way) => under_way,
            None => {
                let (store, now) = (app.store.clone(), app.now());
                let write = async move {
                    if let Err(cause) = store.beat(now).await {
                        warn!("the database did not take a tiny write: {cause:#}");
                    }
                };
                (Instant::now(), tokio::spawn(write))
            }
        };
        let is_done = timeout(PATIENCE, &mut writing).await.is_ok();
        let took = begun.elapsed().as_millis() as Millis;
        if !is_done {
            self.0 = Some((begun, writing));
        }
        Reading::Database { took }
    }
}
