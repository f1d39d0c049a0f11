//! The long poll. Different chats are taken side by side and one chat in order; an update is confirmed to Telegram
//! only when it and all before it are taken, so a crash loses nothing and at worst brings an update twice.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, warn};

use crate::telegram::Telegram;
use crate::telegram::api::{Api, CallError};
use crate::telegram::pause::Pause;
use crate::telegram::receive::{House, KINDS, Receiver};
use crate::telegram::route::Received;

/// Bot API server: a longer poll is cut to 50 s.
const LONGEST_POLL: Duration = Duration::from_secs(50);

/// While a chat is at work nothing above it can be confirmed, so a poll comes back at once with what is known;
/// the others are looked for this often. Bot API server: the same offset within 3 s is slowed down.
const LOOK_AGAIN: Duration = Duration::from_secs(3);

/// How long a stop waits for what is at work, and then for Telegram to take the confirmation.
const GRACE: Duration = Duration::from_secs(5);

/// Our own, because teloxide reads the updates as a whole and one broken update would take the others with it.
#[derive(Serialize)]
struct GetUpdates {
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<i64>,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; 4],
}

impl Payload for GetUpdates {
    type Output = Vec<Box<RawValue>>;

    const NAME: &'static str = "GetUpdates";

    fn timeout_hint(&self) -> Option<Duration> {
        Some(Duration::from_secs(self.timeout))
    }
}

/// Polls until it is told to stop. Ends on its own only when Telegram does not accept the token any more.
pub async fn poll(telegram: Telegram, house: House, stop: CancellationToken) -> Result<(), CallError> {
    let api = telegram.api.clone();
    let mut lanes = Lanes::new(Receiver::new(telegram, house), stop.clone());
    let mut pause = Pause::default();
    let end = loop {
        let wait = if lanes.is_idle() { LONGEST_POLL } else { Duration::ZERO };
        let answer = tokio::select! {
            () = stop.cancelled() => break Ok(()),
            answer = fetch(&api, lanes.offset(), 100, wait) => answer,
        };
        let outcome = answer.and_then(|updates| lanes.take_in(&updates));
        match outcome {
            Ok(()) => {
                pause = Pause::default();
                lanes.settle(Instant::now() + LOOK_AGAIN).await;
            }
            Err(CallError::Unauthorized) => {
                error!("Telegram does not accept the token any more; the long poll ends");
                break Err(CallError::Unauthorized);
            }
            Err(e) => {
                let wait = pause.after(&e);
                warn!(wait_ms = wait.as_millis() as u64, "polling Telegram failed and will be tried again: {e}");
                lanes.settle(Instant::now()).await;
                tokio::select! { () = stop.cancelled() => break Ok(()), () = sleep(wait) => {} }
            }
        }
    };
    lanes.finish().await;
    confirm(&api, lanes.offset()).await;
    end
}

async fn fetch(api: &Api, offset: Option<i64>, limit: u8, wait: Duration) -> Result<Vec<Box<RawValue>>, CallError> {
    api.call(&GetUpdates { offset, limit, timeout: wait.as_secs(), allowed_updates: KINDS }).await
}

/// Only asking for what comes next confirms what is taken. What this brings along is not taken and comes again.
async fn confirm(api: &Api, offset: Option<i64>) {
    let Some(offset) = offset else { return };
    let api = api.clone().within(GRACE);
    if let Err(e) = fetch(&api, Some(offset), 1, Duration::ZERO).await {
        debug!("the last updates were not confirmed and will come again: {e}");
    }
}

/// How far an update is: in the lane of its chat, or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    InLane(i64),
    Taken,
}

/// The chats at work: a task for each that has something to take, and what is known from the offset on.
struct Lanes {
    receiver: Arc<Receiver>,
    stop: CancellationToken,
    known: BTreeMap<i64, Progress>,
    /// Above the highest update so far; nothing when Telegram holds none that we have not confirmed.
    next: Option<i64>,
    lanes: HashMap<i64, mpsc::UnboundedSender<Received>>,
    tasks: JoinSet<()>,
    report: mpsc::UnboundedSender<i64>,
    taken: mpsc::UnboundedReceiver<i64>,
}

impl Lanes {
    fn new(receiver: Receiver, stop: CancellationToken) -> Self {
        let (report, taken) = mpsc::unbounded_channel();
        Lanes {
            receiver: Arc::new(receiver),
            stop,
            known: BTreeMap::new(),
            next: None,
            lanes: HashMap::new(),
            tasks: JoinSet::new(),
            report,
            taken,
        }
    }

    fn is_idle(&self) -> bool {
        self.lanes.is_empty()
    }

    /// The first update that is not taken: asking from here on confirms all before it.
    fn offset(&self) -> Option<i64> {
        let open = self.known.iter().find(|(_, progress)| **progress != Progress::Taken);
        open.map(|(update, _)| *update).or(self.next)
    }

    /// Puts each update that is new into the lane of its chat.
    fn take_in(&mut self, updates: &[Box<RawValue>]) -> Result<(), CallError> {
        #[derive(Deserialize)]
        struct Numbered {
            update_id: i64,
        }
        if updates.is_empty() && self.is_idle() {
            // All is confirmed. Bot API: after a week of silence the ids may start again anywhere, even lower.
            self.known.clear();
            self.next = None;
        }
        let mut readable = 0;
        for raw in updates {
            let Ok(Numbered { update_id }) = serde_json::from_str(raw.get()) else { continue };
            readable += 1;
            if self.known.contains_key(&update_id) {
                continue;
            }
            self.next = self.next.max(Some(update_id + 1));
            match Received::read(raw) {
                Some(received) => self.enqueue(update_id, received),
                None => {
                    warn!(update = update_id, "update {update_id} does not read and is left aside");
                    self.known.insert(update_id, Progress::Taken);
                }
            }
        }
        if readable == 0 && !updates.is_empty() {
            return Err(CallError::Unknown("updates without an id".into()));
        }
        Ok(())
    }

    fn enqueue(&mut self, update: i64, received: Received) {
        let lane = received.lane();
        self.known.insert(update, Progress::InLane(lane));
        let queue = self.lanes.entry(lane).or_insert_with(|| {
            let (queue, waiting) = mpsc::unbounded_channel();
            self.tasks.spawn(take_in_order(self.receiver.clone(), waiting, self.report.clone(), self.stop.clone()));
            queue
        });
        // A lane ends before its queue only when we stop; then the update stays unconfirmed and comes again.
        let _ = queue.send(received);
    }

    /// Waits until nothing is at work, at most until the given moment.
    async fn settle(&mut self, until: Instant) {
        while !self.is_idle() {
            tokio::select! {
                () = self.stop.cancelled() => return,
                taken = timeout_at(until, self.taken.recv()) => match taken {
                    Ok(Some(update)) => self.close(update),
                    Ok(None) | Err(_) => break,
                },
            }
        }
        let offset = self.offset();
        self.known.retain(|update, _| Some(*update) >= offset);
    }

    fn close(&mut self, update: i64) {
        let Some(Progress::InLane(lane)) = self.known.insert(update, Progress::Taken) else { return };
        if !self.known.values().any(|progress| *progress == Progress::InLane(lane)) {
            self.lanes.remove(&lane);
        }
        while self.tasks.try_join_next().is_some() {}
    }

    /// Lets each lane finish the update it is at, for a short while.
    async fn finish(&mut self) {
        self.lanes.clear();
        let until = Instant::now() + GRACE;
        while let Ok(Some(_)) = timeout_at(until, self.tasks.join_next()).await {}
        self.tasks.abort_all();
        while let Ok(update) = self.taken.try_recv() {
            self.close(update);
        }
    }
}

/// One chat: an update that could not be taken is tried again after a pause, before anything behind it.
async fn take_in_order(
    receiver: Arc<Receiver>,
    mut waiting: mpsc::UnboundedReceiver<Received>,
    report: mpsc::UnboundedSender<i64>,
    stop: CancellationToken,
) {
    while let Some(received) = waiting.recv().await {
        let update = received.update.id.0;
        let mut pause = Pause::default();
        loop {
            if stop.is_cancelled() {
                return;
            }
            let Err(e) = receiver.receive(received.clone()).await else { break };
            let wait = pause.next();
            let wait_ms = wait.as_millis() as u64;
            error!(update, wait_ms, "update {update} could not be taken and will be tried again: {e:#}");
            tokio::select! { () = stop.cancelled() => return, () = sleep(wait) => {} }
        }
        let _ = report.send(i64::from(update));
    }
}
