//! The `local` target: bots as child processes of this one machine. The only room that starts processes; it knows no
//! database, no chat and no AI, and it decides nothing about a bot but when to start its process again.
//!
//! The life of one bot:
//!
//! ```text
//! Absent ── place ──► Stopped ── start ──► Running ── ends by itself, told as Exit ──► Waiting
//!                                             ▲                                           │
//!                                             ├───────── after 1, 2, 4 … 60 s ────────────┤
//!                                             │                                           │ 5 restarts in a row
//!                                             └── start ── GaveUp, told as Exit ◄─────────┘
//! stop, from anywhere: Stopped.   remove, from anywhere: Absent.
//! ```
//!
//! - A bot is a process group with a mark in its environment. Stopping ends the group and whatever left the group but
//!   kept the mark: TERM, after 5 s KILL, and it returns when all are gone and reaped.
//! - Every order may be repeated, and the orders for one bot are carried out one after the other.
//! - Bots stop with Hatchery (`stop_all`, or when the last `Local` is dropped). After a kill -9 they live on;
//!   `end_leftovers` finds and ends them at the next start, before anything is started (`leftover` says why they are
//!   not adopted).
//! - The state here is what this process knows. What should run is remembered by whoever gives the orders.
//!
//! ```text
//! DATA_DIR/hatchery.lock        one Hatchery per folder
//! DATA_DIR/bots/<id>/data/      the bot's own folder and working directory
//! DATA_DIR/bots/<id>/log, log.1 its output, about 1 MB each
//! DATA_DIR/bots/<id>/process    pid and start time while it runs
//! ```

mod census;
mod home;
mod leftover;
mod lock;
mod log;
mod port;
mod process;
mod supervise;
mod user;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::{Context, ensure};
use futures::future::join_all;
use nix::unistd::User;
use tokio::sync::mpsc;
use tokio::time::Instant;
use tokio_util::sync::{CancellationToken, DropGuard};
use tracing::{info, warn};

use crate::domain::{Id, Millis};
use crate::local::home::Home;
use crate::local::port::Ports;
use crate::local::supervise::Bot;
use crate::secret::Secret;

pub use lock::Lock;

/// What a stop may take once KILL is sent, before it is told that something does not end.
const END_AFTER_KILL: Duration = Duration::from_secs(1);

/// The bots of this machine. A cheap handle; all clones speak of the same bots.
#[derive(Clone)]
pub struct Local(Arc<House>);

/// What to run for a bot. Secrets travel in `env` only: everybody on the machine can read the arguments.
#[derive(Debug, Clone)]
pub struct Launch {
    /// Without a slash it is looked up in the `PATH` of `env`.
    pub program: PathBuf,
    pub args: Vec<String>,
    /// The whole environment, but for our mark.
    pub env: Vec<(String, Secret)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It has no folder.
    Absent,
    Running {
        pid: u32,
        since: Millis,
    },
    /// It ended by itself and will be started again, for the n-th time in a row, so long after its end.
    Waiting {
        restart: u32,
        after: Duration,
    },
    GaveUp,
    Stopped,
}

/// A bot's process ended although nobody asked it to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exit {
    pub id: Id,
    pub how: How,
    pub next: Next,
    pub at: Millis,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    Code(i32),
    Signal(i32),
    /// A restart came to nothing: its program could not be executed. The log of Hatchery says why.
    NotStarted,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    RestartIn(Duration),
    GaveUp,
}

/// How long to wait for what. Tests are less patient.
#[derive(Debug, Clone)]
pub struct Patience {
    /// Between TERM and KILL.
    pub grace: Duration,
    /// Before the first restart; each further one in a row waits twice as long.
    pub first_pause: Duration,
    pub longest_pause: Duration,
    /// How many restarts in a row before giving up.
    pub restarts: u32,
    /// A process that ran this long starts the count anew.
    pub fresh_after: Duration,
    /// How often to look whether a log has grown too long.
    pub log_check: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Patience {
            grace: Duration::from_secs(5),
            first_pause: Duration::from_secs(1),
            longest_pause: Duration::from_secs(60),
            restarts: 5,
            fresh_after: Duration::from_secs(600),
            log_check: Duration::from_secs(2),
        }
    }
}

impl Patience {
    /// The pause before the next restart after so many in a row; nothing when that is enough.
    fn pause(&self, restarts: u32) -> Option<Duration> {
        let grown = self.first_pause.saturating_mul(2u32.saturating_pow(restarts));
        (restarts < self.restarts).then(|| grown.min(self.longest_pause))
    }
}

struct House {
    site: Arc<Site>,
    bots: Mutex<HashMap<Id, Arc<Bot>>>,
    ports: Mutex<Ports>,
    /// With the last `Local` the bots go.
    _leaving: DropGuard,
}

/// What all bots have in common. Each bot's task holds it, so the lock is kept until the last of them has ended.
struct Site {
    bots: PathBuf,
    tag: String,
    user: Option<User>,
    patience: Patience,
    exits: mpsc::UnboundedSender<Exit>,
    leaving: CancellationToken,
    lock: Lock,
}

impl Local {
    /// Takes the data folder. The tag tells this installation's processes from another's; the user is whom bots run
    /// as when that is not ourselves. The receiver hears of every end that nobody asked for.
    pub fn open(
        data_dir: &Path,
        tag: &str,
        user: Option<&str>,
    ) -> anyhow::Result<(Local, mpsc::UnboundedReceiver<Exit>)> {
        Self::open_with(data_dir, tag, user, Patience::default())
    }

    pub fn open_with(
        data_dir: &Path,
        tag: &str,
        user: Option<&str>,
        patience: Patience,
    ) -> anyhow::Result<(Local, mpsc::UnboundedReceiver<Exit>)> {
        make_data_dir(data_dir, user)?;
        Self::open_locked(lock(data_dir)?, data_dir, tag, user, patience)
    }

    /// The same for whoever has taken the folder already.
    pub fn open_locked(
        lock: Lock,
        data_dir: &Path,
        tag: &str,
        user: Option<&str>,
        patience: Patience,
    ) -> anyhow::Result<(Local, mpsc::UnboundedReceiver<Exit>)> {
        let user = user.map(user::find).transpose()?.flatten();
        let data_dir = std::path::absolute(data_dir).context("find the data folder")?;
        let bots = home::all(&data_dir);
        home::make_passage(&bots, user.as_ref())?;

        let (exits, heard) = mpsc::unbounded_channel();
        let leaving = CancellationToken::new();
        let guard = leaving.clone().drop_guard();
        let site = Site { bots, tag: tag.to_owned(), user, patience, exits, leaving, lock };
        let house = House { site: Arc::new(site), bots: Mutex::default(), ports: Mutex::default(), _leaving: guard };
        Ok((Local(Arc::new(house)), heard))
    }

    /// Ends what a killed Hatchery of this folder left running, and tells whose it was. For the start, before any bot
    /// is started.
    pub async fn end_leftovers(&self) -> anyhow::Result<Vec<Id>> {
        ensure!(self.all().is_empty(), "leftovers are ended before anything is placed or started");
        if self.0.site.lock.was_left_tidy() {
            return Ok(Vec::new());
        }
        let deadline = Instant::now() + self.0.site.patience.grace;
        let site = self.0.site.clone();
        let found = move || leftover::recorded_or_marked(&site.bots, &site.tag);
        let ended = leftover::end(found, deadline).await.context("end what an earlier Hatchery left running")?;
        for id in &ended {
            info!(bot = %id, "bot {id} had outlived its Hatchery and is ended");
        }
        Ok(ended)
    }

    /// Makes the bot's folder and finds its port on 127.0.0.1: the given one when it can be had, else another.
    pub async fn place(&self, id: &Id, port: Option<u16>) -> anyhow::Result<u16> {
        let bot = self.bot(id);
        bot.place().await.with_context(|| format!("place bot {id}"))?;
        let runs = matches!(bot.state(), State::Running { .. });
        let house = self.0.clone();
        let id = id.clone();
        blocking(move || locked(&house.ports).give(&id, port, runs)).await
    }

    /// Starts a placed bot and keeps it running. A bot that runs or waits for a restart with this very launch is left
    /// alone; another launch replaces the running one; one that gave up gets its restarts anew.
    pub async fn start(&self, id: &Id, launch: Launch) -> anyhow::Result<()> {
        self.bot(id).start(launch).await
    }

    /// Ends the bot's processes, all of them, and cancels a restart. An error means that something did not end; it is
    /// still being killed, and another `stop` waits for it again.
    pub async fn stop(&self, id: &Id) -> anyhow::Result<()> {
        match self.known(id) {
            Some(bot) => bot.stop().await,
            None => Ok(()),
        }
    }

    /// Stops the bot and removes its folder.
    pub async fn remove(&self, id: &Id) -> anyhow::Result<()> {
        let bot = self.bot(id);
        bot.remove().await.with_context(|| format!("remove bot {id}"))?;
        locked(&self.0.ports).take_back(id);
        self.forget(id, bot);
        Ok(())
    }

    pub fn state(&self, id: &Id) -> State {
        let state = self.known(id).map_or(State::Stopped, |bot| bot.state());
        if state == State::Stopped && !self.0.site.home(id).exists() { State::Absent } else { state }
    }

    /// How often it ended by itself and was started again, since it was last told to start.
    pub fn restarts(&self, id: &Id) -> u32 {
        self.known(id).map_or(0, |bot| bot.restarts())
    }

    /// The memory that a process takes now, in bytes; nothing when it is gone.
    pub async fn memory(&self, pid: u32) -> anyhow::Result<Option<u64>> {
        blocking(move || Ok(census::memory(pid))).await
    }

    /// The bots that have a folder, whether they run or not.
    pub fn placed(&self) -> anyhow::Result<Vec<Id>> {
        home::placed(&self.0.site.bots)
    }

    /// The last lines a bot wrote.
    pub async fn log_tail(&self, id: &Id, lines: usize) -> anyhow::Result<String> {
        Ok(log::last_lines(&self.log(id).await?, lines))
    }

    /// What a bot wrote, at most the last 1 MB; nothing of a bot that is not there.
    pub async fn log(&self, id: &Id) -> anyhow::Result<String> {
        let home = self.0.site.home(id);
        blocking(move || log::read(&home)).await
    }

    /// Stops all bots at once. It returns within 6 s; what does not end by then is logged and found again at the
    /// next start.
    pub async fn stop_all(&self) {
        let stops = self.all().into_iter().map(|bot| async move { bot.stop().await });
        let failed: Vec<_> = join_all(stops).await.into_iter().filter_map(Result::err).collect();
        for failed in &failed {
            warn!(cause = format!("{failed:#}"), "a bot could not be stopped");
        }
        if failed.is_empty() {
            self.0.site.lock.leave_tidy();
        }
    }

    fn known(&self, id: &Id) -> Option<Arc<Bot>> {
        locked(&self.0.bots).get(id).cloned()
    }

    fn all(&self) -> Vec<Arc<Bot>> {
        locked(&self.0.bots).values().cloned().collect()
    }

    fn bot(&self, id: &Id) -> Arc<Bot> {
        let new = || Arc::new(Bot::new(id.clone(), self.0.site.clone()));
        locked(&self.0.bots).entry(id.clone()).or_insert_with(new).clone()
    }

    /// Drops a removed bot, unless somebody has another order for it: two of one id must never exist side by side.
    fn forget(&self, id: &Id, bot: Arc<Bot>) {
        let mut bots = locked(&self.0.bots);
        let mine_and_the_list = 2;
        if Arc::strong_count(&bot) == mine_and_the_list {
            bots.remove(id);
        }
    }
}

/// Whether bots can be run as this user.
pub fn check_user(name: &str) -> anyhow::Result<()> {
    user::find(name).map(drop)
}

impl Site {
    fn home(&self, id: &Id) -> Home {
        Home::of(&self.bots, id)
    }
}

impl Launch {
    fn is_same(&self, other: &Launch) -> bool {
        let has = |(name, value): &(String, Secret)| {
            let mut named = other.env.iter().filter(|(known, _)| known == name);
            named.any(|(_, given)| given.matches(value.expose()))
        };
        let is_same_program = (&self.program, &self.args) == (&other.program, &other.args);
        is_same_program && self.env.len() == other.env.len() && self.env.iter().all(has)
    }
}

/// Makes the data folder when there is none: shut, but for the way that the bots' user has through it. Whoever keeps
/// something else in there calls it first.
pub fn make_data_dir(data_dir: &Path, user: Option<&str>) -> anyhow::Result<()> {
    if data_dir.exists() {
        return Ok(());
    }
    let user = user.map(user::find).transpose()?.flatten();
    home::make_passage(data_dir, user.as_ref()).context("make DATA_DIR")
}

/// Takes the data folder for as long as the value lives; the error says who has it.
pub fn lock(data_dir: &Path) -> anyhow::Result<Lock> {
    lock::take(&std::path::absolute(data_dir).context("find the data folder")?)
}

/// These locks guard plain maps for an instant; a panic elsewhere leaves the maps as they were.
fn locked<T>(map: &Mutex<T>) -> MutexGuard<'_, T> {
    map.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Does what would make the runtime wait on a thread of its own.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> anyhow::Result<T> + Send + 'static) -> anyhow::Result<T> {
    tokio::task::spawn_blocking(work).await.context("work on a thread of its own")?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_double_up_to_the_longest_and_end() {
        let patience = Patience { longest_pause: Duration::from_secs(6), ..Patience::default() };
        let pauses: Vec<Option<u64>> = (0..6).map(|n| patience.pause(n).map(|pause| pause.as_secs())).collect();
        assert_eq!(pauses, [Some(1), Some(2), Some(4), Some(6), Some(6), None]);
    }

    #[test]
    fn the_order_of_variables_makes_no_other_launch_and_another_value_does() {
        let launch = |env: &[(&str, &str)]| Launch {
            program: "/bin/true".into(),
            args: Vec::new(),
            env: env.iter().map(|(name, value)| ((*name).to_owned(), Secret::new(*value))).collect(),
        };
        assert!(launch(&[("A", "1"), ("B", "2")]).is_same(&launch(&[("B", "2"), ("A", "1")])));
        assert!(!launch(&[("A", "1")]).is_same(&launch(&[("A", "2")])));
        assert!(!launch(&[("A", "1")]).is_same(&launch(&[("A", "1"), ("B", "2")])));
    }
}
