//! One seed from its beginning to its end: people wish, the weather changes, work goes on between, and when it is all
//! over the laws are looked at.

use std::io::Write;
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::ensure;
use futures::FutureExt;
use hatchery::config::LogFormat;
use hatchery::domain::Millis;
use hatchery::telemetry;
use tracing_subscriber::filter::{LevelFilter, Targets};
use tracing_subscriber::fmt::MakeWriter;

use crate::history::History;
use crate::world::World;
use crate::{laws, people, weather, worker};

/// After the last fault everything is over within this time at the latest.
const LONGEST_END: Millis = 3_600_000;

pub struct Outcome {
    pub history: History,
    pub log: String,
    /// The law that was broken, and what was seen.
    pub broken: Option<String>,
    pub bots: usize,
    pub stages: usize,
    pub requests: usize,
    pub most_asked: usize,
    pub kills: usize,
}

/// Lines of the log, kept.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
    }
}

/// Runs a seed on this thread. Nothing it does depends on anything but the seed.
pub fn story(seed: u64) -> Outcome {
    let log = Log::default();
    let kept = Targets::new().with_target("hatchery", LevelFilter::DEBUG).with_default(LevelFilter::WARN);
    let _logging =
        tracing::subscriber::set_default(telemetry::subscriber(&kept, LogFormat::Pretty, false, log.clone()));
    let mut outcome = Outcome {
        history: History::default(),
        log: String::new(),
        broken: None,
        bots: 0,
        stages: 0,
        requests: 0,
        most_asked: 0,
        kills: 0,
    };
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(cause) => {
            outcome.broken = Some(format!("no runtime: {cause}"));
            return outcome;
        }
    };
    runtime.block_on(async {
        let mut world = match World::new(seed).await {
            Ok(world) => world,
            Err(cause) => {
                outcome.broken = Some(format!("{cause:#}"));
                return;
            }
        };
        outcome.broken = match AssertUnwindSafe(live(&mut world, &log)).catch_unwind().await {
            Ok(Ok(())) => None,
            Ok(Err(cause)) => Some(format!("{cause:#}")),
            Err(_) => Some("something panicked".into()),
        };
        outcome.bots = world.bots.len();
        outcome.stages = world.stages;
        outcome.requests = world.railway.asked();
        outcome.most_asked = world.most_asked;
        outcome.kills = world.kills;
        outcome.history = std::mem::take(&mut world.history);
        // What the fake has to say was asked for already, or does not matter any more.
        world.railway.violations();
    });
    outcome.log = log.text();
    outcome
}

async fn live(world: &mut World, log: &Log) -> anyhow::Result<()> {
    let somebody = world.railway.adds_project("somebody's own");
    let service = world.railway.adds_service(&somebody, "website");
    world.keeps_foreign(&service)?;
    for _ in 0..world.dice.between(10, 40) {
        match world.dice.below(100) {
            0..50 => people::wish(world).await?,
            50..90 => weather::changes(world).await?,
            _ => {
                let seconds = world.dice.weighed(&[(50, 5), (30, 60), (15, 1_000), (4, 4_000), (1, 90_000)]);
                world.note(format!("{seconds} s pass"));
                world.advance(Duration::from_secs(seconds));
            }
        }
        world.holds_at_every_commit().await?;
        for _ in 0..world.dice.below(14) {
            if !worker::work(world).await? && !until_due(world, 20_000).await? {
                break;
            }
        }
    }
    end(world).await?;
    laws::hold(world, &log.text()).await
}

/// Moves the clock to where something is due, when that is near.
async fn until_due(world: &mut World, within: Millis) -> anyhow::Result<bool> {
    let Some(due) = world.app.store.next_due().await? else { return Ok(false) };
    let by = (due - world.now).max(0);
    if by > within {
        return Ok(false);
    }
    world.advance(Duration::from_millis(by as u64));
    Ok(true)
}

/// All is well from now on, and everything comes to its end.
async fn end(world: &mut World) -> anyhow::Result<()> {
    world.note("all is well, and everything comes to its end");
    world.lag_ends = None;
    world.railway.is_well();
    let began = world.now;
    while world.count("SELECT COUNT(*) FROM operations WHERE ended_at IS NULL").await? > 0 {
        if !worker::work_well(world).await? {
            ensure!(until_due(world, LONGEST_END).await?, "something is open and due by nobody's clock");
        }
        // What was held back after that would be held for ever.
        world.railway.proceed();
        ensure!(world.now - began < LONGEST_END, "something is still open an hour after all was well");
    }
    Ok(())
}
