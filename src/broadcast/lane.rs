//! One broadcast on one platform: takes people from the database, writes to each at the platform's pace, and notes what
//! became of it. What is on its way at a time is bounded, and noted before it is.

use std::collections::VecDeque;
use std::sync::Arc;
use std::time::Duration;

use futures::future::BoxFuture;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use tracing::{debug, warn};

use crate::App;
use crate::chat::{SendError, screen};
use crate::clock::AtWork;
use crate::domain::broadcast::{Broadcast, Fate, Halt, Target};
use crate::domain::{Id, Millis, Platform};
use crate::messenger::{self, voice};
use crate::pace::{DISCORD_GAP, DISCORD_SHAKE};
use crate::store::{Durability, Met, Turn};

/// How many are on their way at most: together never more than eight.
const fn most(platform: Platform) -> usize {
    match platform {
        Platform::Telegram => 7,
        Platform::Discord => 1,
        Platform::Console | Platform::Api => 0,
    }
}

/// So many refused in a row are no accident.
const RUN: u32 = 10;
/// So often in a row a platform that asks to wait means it.
const WAITS: u32 = 3;
/// How long it waits for a platform that does not answer, at most.
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// How it ended on a platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    /// Nobody is left.
    Done,
    /// It stopped by itself.
    Halted,
    /// Somebody paused or cancelled it, or it is not ours to send any more.
    Interrupted,
}

/// What became of one, and what that says of the platform.
struct Landed {
    met: Met,
    fault: Option<SendError>,
    /// It takes its time until it is taken down.
    _at_work: AtWork,
}

pub(super) struct Lane {
    app: Arc<App>,
    broadcast: Broadcast,
    sender: Id,
    platform: Platform,
    stop: CancellationToken,
    ready: VecDeque<Target>,
    air: JoinSet<Landed>,
    met: Vec<Met>,
    /// The account that was handed out last.
    after: String,
    is_known_only: bool,
    /// Nobody waits any more, as far as was looked.
    is_exhausted: bool,
    refused_in_a_row: u32,
    waits_in_a_row: u32,
    /// The platform did not answer the last time, and how often it was waited for in a row.
    is_silent: bool,
    silences: u32,
    /// The platform asked to wait until then.
    hold_until: Millis,
    halt: Option<Halt>,
}

impl Lane {
    pub(super) fn new(
        app: Arc<App>,
        broadcast: Broadcast,
        sender: Id,
        platform: Platform,
        stop: CancellationToken,
    ) -> Self {
        Lane {
            app,
            broadcast,
            sender,
            platform,
            stop,
            ready: VecDeque::new(),
            air: JoinSet::new(),
            met: Vec::new(),
            after: String::new(),
            // Discord frowns upon opening many private channels: whoever has one comes first.
            is_known_only: platform == Platform::Discord,
            is_exhausted: false,
            refused_in_a_row: 0,
            waits_in_a_row: 0,
            is_silent: false,
            silences: 0,
            hold_until: 0,
            halt: None,
        }
    }

    pub(super) async fn run(mut self) -> anyhow::Result<End> {
        if self.broadcast.stopped.contains_key(&self.platform) {
            return Ok(End::Halted);
        }
        let mut place: Option<BoxFuture<'static, ()>> = None;
        loop {
            if self.stop.is_cancelled() || self.halt.is_some() {
                return self.leave().await;
            }
            let may_go_on = match self.is_silent {
                true => !self.air.is_empty() || self.wait_for_platform().await?,
                false => !self.wants_turn() || self.turn().await?,
            };
            if !may_go_on {
                return self.leave().await;
            }
            if self.ready.is_empty() && self.air.is_empty() && self.met.is_empty() && self.is_exhausted {
                return Ok(End::Done);
            }
            if self.ready.is_empty() && self.air.is_empty() {
                continue;
            }
            let may_send = !self.ready.is_empty() && !self.is_silent;
            if may_send && place.is_none() {
                place = Some(free_place(self.app.clone(), self.platform, self.hold_until));
            }
            tokio::select! {
                Some(done) = self.air.join_next() => self.learn(done),
                () = async { match place.as_mut() { Some(place) => place.await, None => std::future::pending().await } },
                    if may_send => {
                    place = None;
                    self.begin();
                }
                () = self.stop.cancelled() => {}
            }
        }
    }

    /// Whether it is time to note what came of some, and to take the next.
    fn wants_turn(&self) -> bool {
        match self.is_exhausted {
            true => self.ready.is_empty() && self.air.is_empty() && !self.met.is_empty(),
            false => self.ready.is_empty() && self.air.len() < most(self.platform),
        }
    }

    /// False when it is not to go on.
    async fn turn(&mut self) -> anyhow::Result<bool> {
        let app = self.app.clone();
        let _at_work = app.clock.at_work();
        let turn = Turn {
            broadcast: &self.broadcast.id,
            sender: &self.sender,
            platform: self.platform,
            after: &self.after,
            is_known_only: self.is_known_only,
            room: most(self.platform) - self.air.len(),
        };
        let handed = app.store.next_targets(&turn, &self.met, app.now()).await?;
        match handed.last {
            Some(last) => self.after = last,
            // Behind the last one: from the beginning again, where some may have come back.
            None if handed.is_ours && (self.is_known_only || !self.after.is_empty()) => {
                self.is_known_only = false;
                self.after.clear();
            }
            None => self.is_exhausted = true,
        }
        self.has_noted();
        self.ready.extend(handed.targets);
        Ok(handed.is_ours)
    }

    /// Notes what came of some, and that those who have not been written to yet wait again. False when it is not to go on.
    async fn note(&mut self) -> anyhow::Result<bool> {
        let app = self.app.clone();
        let _at_work = app.clock.at_work();
        let back = std::mem::take(&mut self.ready);
        self.met.extend(back.into_iter().map(|it| Met { account: it.account, fate: Fate::Waiting, cause: None }));
        let turn = Turn {
            broadcast: &self.broadcast.id,
            sender: &self.sender,
            platform: self.platform,
            after: "",
            is_known_only: false,
            room: 0,
        };
        let handed = app.store.next_targets(&turn, &self.met, app.now()).await?;
        self.has_noted();
        Ok(handed.is_ours)
    }

    /// Whoever came back waits behind the last one.
    fn has_noted(&mut self) {
        self.is_exhausted &= self.met.iter().all(|met| met.fate != Fate::Waiting);
        self.met.clear();
    }

    /// Writes to the next one. Its place is taken.
    fn begin(&mut self) {
        let Some(target) = self.ready.pop_front() else { return };
        let (app, id, content) = (self.app.clone(), self.broadcast.id.clone(), self.broadcast.content.clone());
        let at_work = app.clock.at_work();
        self.air.spawn(async move {
            let view = screen::broadcast::shown(&content, app.texts.locale(target.language.as_deref()));
            let mark = format!("{id}.{}", target.account);
            let sent = messenger::send_to_many(&app, &target.account, &mark, &view).await;
            let met = |fate, cause| Met { account: target.account.clone(), fate, cause };
            let (met, fault) = match sent {
                Ok(_) => (met(Fate::Sent, None), None),
                Err(SendError::Blocked) => (met(Fate::Blocked, None), Some(SendError::Blocked)),
                Err(SendError::Wait(wait)) => {
                    if target.account.platform == Platform::Telegram {
                        voice::refused(&app, wait).await;
                    }
                    (met(Fate::Waiting, None), Some(SendError::Wait(wait)))
                }
                Err(SendError::Shut(why)) => (met(Fate::Waiting, None), Some(SendError::Shut(why))),
                Err(cause @ SendError::Unknown(_)) => (met(Fate::Perhaps, Some(cause.to_string())), Some(cause)),
                Err(SendError::Refused(why)) => (met(Fate::Failed, Some(why.clone())), Some(SendError::Refused(why))),
                Err(SendError::Gone) => (met(Fate::Failed, Some("gone".into())), Some(SendError::Gone)),
            };
            Landed { met, fault, _at_work: at_work }
        });
    }

    fn learn(&mut self, done: Result<Landed, tokio::task::JoinError>) {
        let Landed { met, fault, _at_work } = match done {
            Ok(done) => done,
            Err(cause) => {
                // Its row stays as it is, in flight, and is listed when somebody takes over.
                warn!(broadcast = %self.broadcast.id, "writing to one of many ended by itself: {cause}");
                return;
            }
        };
        debug!(account = %met.account, fate = met.fate.word(), "one of many: {}", met.fate.word());
        self.app.metrics.wrote_to_one_of_many(self.platform, met.fate);
        self.met.push(met);
        match fault {
            None => {
                (self.refused_in_a_row, self.waits_in_a_row) = (0, 0);
                (self.is_silent, self.silences) = (false, 0);
            }
            // Who blocked a bot on Telegram says nothing of the others; on Discord many of them are a warning.
            Some(SendError::Blocked) if self.platform == Platform::Telegram => {
                (self.is_silent, self.silences) = (false, 0);
            }
            Some(SendError::Blocked | SendError::Refused(_) | SendError::Gone) => self.refused_in_a_row += 1,
            Some(SendError::Wait(wait)) => {
                self.waits_in_a_row += 1;
                self.hold_until = self.app.now() + wait.as_millis() as Millis;
            }
            Some(SendError::Shut(_) | SendError::Unknown(_)) => self.is_silent = true,
        }
        if self.refused_in_a_row >= RUN {
            self.halt = Some(if self.platform == Platform::Discord { Halt::Refusals } else { Halt::Message });
        }
        if self.platform == Platform::Discord && self.waits_in_a_row >= WAITS {
            self.halt = Some(Halt::TooFast);
        }
    }

    /// Asks once, after a pause, whether the platform answers: whoever is written to while it does not might have it or not.
    /// False when it is not to go on.
    async fn wait_for_platform(&mut self) -> anyhow::Result<bool> {
        let pause = self.app.config.pace.retry_base.saturating_mul(1 << self.silences.min(8)).min(LONGEST_PAUSE);
        self.silences += 1;
        let is_ours = self.note().await?;
        let answer = async {
            self.app.clock.sleep(pause).await;
            is_there(&self.app, self.platform).await
        };
        if is_ours && self.stop.run_until_cancelled(answer).await == Some(true) {
            self.is_silent = false;
        }
        Ok(is_ours)
    }

    /// What is on its way is waited for and noted.
    async fn leave(mut self) -> anyhow::Result<End> {
        while let Some(done) = self.air.join_next().await {
            self.learn(done);
        }
        self.note().await?;
        let Some(why) = self.halt else { return Ok(End::Interrupted) };
        warn!(broadcast = %self.broadcast.id, platform = self.platform.word(), why = why.word(), "it stopped by itself");
        let mut tx = self.app.store.begin(Durability::PowerCut).await?;
        tx.halt_broadcast(&self.broadcast.id, self.platform, why).await?;
        tx.commit().await?;
        Ok(End::Halted)
    }
}

/// When the next one may be written to.
fn free_place(app: Arc<App>, platform: Platform, hold_until: Millis) -> BoxFuture<'static, ()> {
    Box::pin(async move {
        match platform {
            Platform::Telegram => voice::place(&app).await,
            Platform::Discord | Platform::Console | Platform::Api => {
                let shake = Millis::from(getrandom::u32().unwrap_or_default()) % DISCORD_SHAKE;
                app.clock.until((app.now() + DISCORD_GAP + shake).max(hold_until)).await;
            }
        }
    })
}

async fn is_there(app: &App, platform: Platform) -> bool {
    match platform {
        Platform::Telegram => match app.telegram() {
            Ok(telegram) => telegram.answers().await,
            Err(_) => false,
        },
        Platform::Discord => match app.discord() {
            Ok(discord) => discord.is_known().await.is_ok(),
            Err(_) => false,
        },
        Platform::Console | Platform::Api => true,
    }
}
