//! One bot and the task that looks after it: waits for its process, starts it again with growing pauses, gives up,
//! stops. Orders for one bot are carried out one after the other.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use anyhow::{Context, bail};
use chrono::Utc;
use tokio::sync::{Mutex, watch};
use tokio::task::JoinHandle;
use tokio::time::{Instant, MissedTickBehavior, interval, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::{info, warn};

use crate::domain::Id;
use crate::local::process::Process;
use crate::local::{END_AFTER_KILL, Exit, How, Launch, Next, Site, State, blocking, log};

pub struct Bot {
    id: Id,
    site: Arc<Site>,
    state: watch::Sender<State>,
    /// How often it ended by itself and was started again.
    restarts: AtomicU32,
    /// Whoever holds it gives the bot its orders; the others wait.
    turn: Mutex<Option<Supervision>>,
}

struct Supervision {
    launch: Arc<Launch>,
    stop: CancellationToken,
    task: JoinHandle<()>,
}

impl Bot {
    pub fn new(id: Id, site: Arc<Site>) -> Self {
        Bot { id, site, state: watch::Sender::new(State::Stopped), restarts: AtomicU32::new(0), turn: Mutex::new(None) }
    }

    pub fn state(&self) -> State {
        self.state.borrow().clone()
    }

    pub fn restarts(&self) -> u32 {
        self.restarts.load(Ordering::Relaxed)
    }

    pub async fn place(&self) -> anyhow::Result<()> {
        let _turn = self.turn.lock().await;
        let (site, home) = (self.site.clone(), self.site.home(&self.id));
        blocking(move || home.make(site.user.as_ref())).await
    }

    pub async fn start(self: &Arc<Self>, launch: Launch) -> anyhow::Result<()> {
        let mut turn = self.turn.lock().await;
        let is_under_way = turn.as_ref().is_some_and(|supervision| supervision.pursues(&launch));
        if is_under_way && self.state() != State::GaveUp {
            return Ok(());
        }
        self.end(&mut turn).await?;
        self.restarts.store(0, Ordering::Relaxed);
        let launch = Arc::new(launch);
        let process = self.run(&launch).await?;
        let stop = self.site.leaving.child_token();
        let task = tokio::spawn(supervise(self.clone(), launch.clone(), process, stop.clone()));
        *turn = Some(Supervision { launch, stop, task });
        Ok(())
    }

    pub async fn stop(&self) -> anyhow::Result<()> {
        let mut turn = self.turn.lock().await;
        self.end(&mut turn).await
    }

    pub async fn remove(&self) -> anyhow::Result<()> {
        let mut turn = self.turn.lock().await;
        self.end(&mut turn).await?;
        let home = self.site.home(&self.id);
        blocking(move || home.remove()).await
    }

    /// A caller that gives up waiting here leaves the end under way; the next order waits for it again.
    async fn end(&self, turn: &mut Option<Supervision>) -> anyhow::Result<()> {
        let Some(supervision) = turn.as_mut() else { return Ok(()) };
        supervision.stop.cancel();
        let limit = self.site.patience.grace + END_AFTER_KILL;
        match timeout(limit, &mut supervision.task).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => warn!(bot = %self.id, %cause, "the supervision of bot {} broke off", self.id),
            Err(_) => bail!("bot {} has processes that do not end", self.id),
        }
        *turn = None;
        self.state.send_replace(State::Stopped);
        Ok(())
    }

    async fn run(&self, launch: &Arc<Launch>) -> anyhow::Result<Process> {
        let (site, id, launch) = (self.site.clone(), self.id.clone(), launch.clone());
        let started = blocking(move || Process::start(&site, &id, &launch)).await;
        let process = started.with_context(|| format!("start bot {}", self.id))?;
        self.state.send_replace(State::Running { pid: process.pid(), since: process.since });
        info!(bot = %self.id, pid = process.pid(), "bot {} runs as process {}", self.id, process.pid());
        Ok(process)
    }

    /// Waits until the process ends by itself and tells how, or until it is to stop, which is told before anything
    /// else. Either way nothing of it is left afterwards.
    async fn watch(&self, mut process: Process, stop: &CancellationToken) -> Option<How> {
        let mut log_check = interval(self.site.patience.log_check);
        log_check.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let how = loop {
            tokio::select! {
                biased;
                () = stop.cancelled() => break None,
                how = process.ended() => break Some(how),
                _ = log_check.tick() => self.rotate().await,
            }
        };
        process.end(&self.site, &self.id).await;
        how.filter(|_| !stop.is_cancelled())
    }

    async fn rotate(&self) {
        let home = self.site.home(&self.id);
        if let Err(cause) = blocking(move || log::rotate(&home)).await {
            warn!(bot = %self.id, cause = format!("{cause:#}"), "the log of bot {} cannot be rotated", self.id);
        }
    }

    fn tell(&self, how: How, next: Next) {
        warn!(bot = %self.id, ?how, ?next, "bot {} ended by itself", self.id);
        let exit = Exit { id: self.id.clone(), how, next, at: Utc::now().timestamp_millis() };
        // Nobody needs to listen.
        let _ = self.site.exits.send(exit);
    }
}

impl Supervision {
    /// Whether it is at work on what this launch asks for.
    fn pursues(&self, launch: &Launch) -> bool {
        !self.task.is_finished() && !self.stop.is_cancelled() && self.launch.is_same(launch)
    }
}

async fn supervise(bot: Arc<Bot>, launch: Arc<Launch>, first: Process, stop: CancellationToken) {
    let patience = &bot.site.patience;
    let mut attempt = Ok(first);
    let mut restarts = 0;
    loop {
        let began = Instant::now();
        let how = match attempt {
            Ok(process) => match bot.watch(process, &stop).await {
                Some(how) => how,
                None => return,
            },
            Err(cause) => {
                warn!(bot = %bot.id, cause = format!("{cause:#}"), "bot {} could not be started again", bot.id);
                How::NotStarted
            }
        };
        if began.elapsed() >= patience.fresh_after {
            restarts = 0;
        }
        let Some(pause) = patience.pause(restarts) else {
            bot.state.send_replace(State::GaveUp);
            bot.tell(how, Next::GaveUp);
            return;
        };
        restarts += 1;
        bot.state.send_replace(State::Waiting { restart: restarts, after: pause });
        bot.tell(how, Next::RestartIn(pause));
        if stop.run_until_cancelled(sleep(pause)).await.is_none() {
            return;
        }
        bot.restarts.fetch_add(1, Ordering::Relaxed);
        attempt = bot.run(&launch).await;
    }
}
