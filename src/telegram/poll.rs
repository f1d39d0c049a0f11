//! The long poll. Different chats are taken side by side and one chat in order; an update is confirmed to Telegram
//! only when it and all before it are taken or on record, so a crash loses nothing and at worst brings an update twice.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use tokio::sync::mpsc;
use tokio::task::{JoinSet, yield_now};
use tokio::time::{Instant, sleep, timeout_at};
use tokio_util::sync::CancellationToken;
use tracing::{debug, error, warn};

use crate::telegram::Telegram;
use crate::telegram::api::{Api, CallError};
use crate::telegram::inbox::{Inbox, Kept};
use crate::telegram::pause::Pause;
use crate::telegram::receive::{House, Receiver};
use crate::telegram::update::{KINDS, Update};

/// Bot API server: a longer poll is cut to 50 s.
const LONGEST_POLL: Duration = Duration::from_secs(50);

/// What one poll brings at most. Bot API: 100.
const BATCH: u8 = 100;

/// Not more is asked for while so many updates are at work.
const AT_WORK: usize = 2 * BATCH as usize;

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
pub async fn poll(
    telegram: Telegram,
    house: House,
    inbox: Arc<dyn Inbox>,
    stop: CancellationToken,
) -> Result<(), CallError> {
    let api = telegram.api.clone();
    let mut lanes = Lanes::new(Receiver::new(telegram, house), inbox, stop.clone());
    lanes.take_up_left().await;
    let mut pause = Pause::default();
    let end = loop {
        lanes.settle(None, AT_WORK).await;
        let wait = if lanes.is_idle() { LONGEST_POLL } else { Duration::ZERO };
        let answer = tokio::select! {
            () = stop.cancelled() => break Ok(()),
            answer = fetch(&api, lanes.offset(), BATCH, wait) => answer,
        };
        let outcome = match answer {
            Ok(updates) => lanes.take_in(&updates).await,
            Err(e) => Err(e),
        };
        match outcome {
            Ok(progress) => {
                pause = Pause::default();
                if progress == TakenIn::Waiting {
                    lanes.settle(Some(Instant::now() + LOOK_AGAIN), 0).await;
                    // What was just taken is answered ahead of the next poll.
                    yield_now().await;
                }
            }
            Err(CallError::Unauthorized) => {
                error!("Telegram does not accept the token any more; the long poll ends");
                break Err(CallError::Unauthorized);
            }
            Err(e) => {
                let wait = pause.after(&e);
                warn!(wait_ms = wait.as_millis() as u64, "polling Telegram failed and will be tried again: {e}");
                lanes.settle(Some(Instant::now()), 0).await;
                tokio::select! { () = stop.cancelled() => break Ok(()), () = sleep(wait) => {} }
            }
        }
    };
    lanes.finish().await;
    confirm(&api, lanes.offset()).await;
    end
}

/// Takes what a long poll had on record when it was killed, for a Hatchery that has another door now.
pub async fn take_left(telegram: Telegram, house: House, inbox: Arc<dyn Inbox>, stop: CancellationToken) {
    let mut lanes = Lanes::new(Receiver::new(telegram, house), inbox, stop);
    lanes.take_up_left().await;
    lanes.settle(None, 0).await;
    lanes.finish().await;
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

/// How far an update is: in the lane of its chat, alone or as part of a batch on record, or taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    InLane(i64),
    OnRecord { lane: i64, batch: u64 },
    Taken,
}

/// What came of a poll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TakenIn {
    /// All of it is on record, and more may be there.
    OnRecord,
    /// It is confirmed when it is taken.
    Waiting,
}

/// A chat at work.
struct Lane {
    queue: mpsc::UnboundedSender<Arc<Update>>,
    waiting: usize,
}

/// The chats at work: a task for each that has something to take, and what is known from the offset on.
struct Lanes {
    receiver: Arc<Receiver>,
    stop: CancellationToken,
    kept: Kept,
    known: BTreeMap<i64, Progress>,
    /// Above the highest update so far; nothing when Telegram holds none that we have not confirmed.
    next: Option<i64>,
    lanes: HashMap<i64, Lane>,
    tasks: JoinSet<()>,
    report: mpsc::UnboundedSender<i64>,
    taken: mpsc::UnboundedReceiver<i64>,
}

impl Lanes {
    fn new(receiver: Receiver, inbox: Arc<dyn Inbox>, stop: CancellationToken) -> Self {
        let (report, taken) = mpsc::unbounded_channel();
        Lanes {
            receiver: Arc::new(receiver),
            stop,
            kept: Kept::new(inbox),
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

    /// The first update that is neither taken nor on record: asking from here on confirms all before it.
    fn offset(&self) -> Option<i64> {
        let open = self.known.iter().find(|(_, progress)| matches!(progress, Progress::InLane(_)));
        open.map(|(update, _)| *update).or(self.next)
    }

    /// Puts what is left on record into the lanes, before anything that comes from Telegram.
    async fn take_up_left(&mut self) {
        let mut pause = Pause::default();
        let left = loop {
            match self.kept.left().await {
                Ok(left) => break left,
                Err(cause) => {
                    let wait = pause.next();
                    warn!("what is left on record is not known, and is looked for again: {cause:#}");
                    tokio::select! { () = self.stop.cancelled() => return, () = sleep(wait) => {} }
                }
            }
        };
        for (id, batch) in left {
            let new: Vec<New> = batch.iter().filter_map(|raw| self.is_new(raw, id_of(raw)?)).collect();
            let readable = new.iter().filter(|new| new.read.is_some()).count();
            let batch = self.kept.opens(id, readable);
            new.into_iter().for_each(|new| self.enqueue(new, Some(batch)));
        }
    }

    /// Puts each update that is new into the lane of its chat. A full batch goes on record first, with what is still at
    /// work of those before it: the next poll confirms it all.
    async fn take_in(&mut self, updates: &[Box<RawValue>]) -> Result<TakenIn, CallError> {
        if updates.is_empty() && self.is_idle() {
            // All is confirmed. Bot API: after a week of silence the ids may start again anywhere, even lower.
            self.known.clear();
            self.next = None;
        }
        let numbered: Vec<(&RawValue, i64)> =
            updates.iter().filter_map(|raw| Some((raw.as_ref(), id_of(raw)?))).collect();
        if numbered.is_empty() && !updates.is_empty() {
            return Err(CallError::Unknown("updates without an id".into()));
        }
        let mut open = Vec::new();
        let (mut new, mut at_work) = (Vec::new(), Vec::new());
        for (raw, id) in numbered {
            if let Some(it) = self.is_new(raw, id) {
                open.extend(it.read.is_some().then_some(raw));
                new.push(it);
            } else if let Some(Progress::InLane(lane)) = self.known.get(&id) {
                open.push(raw);
                at_work.push((id, *lane));
            }
        }
        let id = match updates.len() == usize::from(BATCH) && !open.is_empty() {
            true => self.kept.keep(&open).await,
            false => None,
        };
        let taken_in = if id.is_some() { TakenIn::OnRecord } else { TakenIn::Waiting };
        let batch = id.map(|id| self.kept.opens(id, open.len()));
        if let Some(batch) = batch {
            self.known.extend(at_work.into_iter().map(|(id, lane)| (id, Progress::OnRecord { lane, batch })));
        }
        new.into_iter().for_each(|new| self.enqueue(new, batch));
        Ok(taken_in)
    }

    /// An update that is not known yet.
    fn is_new(&self, raw: &RawValue, update: i64) -> Option<New> {
        (!self.known.contains_key(&update)).then(|| New { update, read: Update::read(raw).map(Arc::new) })
    }

    fn enqueue(&mut self, new: New, batch: Option<u64>) {
        let New { update, read } = new;
        self.next = self.next.max(Some(update + 1));
        let Some(read) = read else {
            warn!(update, "update {update} does not read and is left aside");
            self.known.insert(update, Progress::Taken);
            return;
        };
        let lane = read.lane();
        let progress = match batch {
            Some(batch) => Progress::OnRecord { lane, batch },
            None => Progress::InLane(lane),
        };
        self.known.insert(update, progress);
        let at_work = self.lanes.entry(lane).or_insert_with(|| {
            let (queue, waiting) = mpsc::unbounded_channel();
            self.tasks.spawn(take_in_order(self.receiver.clone(), waiting, self.report.clone(), self.stop.clone()));
            Lane { queue, waiting: 0 }
        });
        at_work.waiting += 1;
        // A lane ends before its queue only when we stop; then the update stays unconfirmed or on record.
        let _ = at_work.queue.send(read);
    }

    /// Waits until not more than so many updates are at work, at most until the given moment.
    async fn settle(&mut self, until: Option<Instant>, at_work: usize) {
        while let Ok(update) = self.taken.try_recv() {
            self.close(update);
        }
        while self.lanes.values().map(|lane| lane.waiting).sum::<usize>() > at_work {
            let taken = async {
                match until {
                    Some(until) => timeout_at(until, self.taken.recv()).await.ok().flatten(),
                    None => self.taken.recv().await,
                }
            };
            tokio::select! {
                () = self.stop.cancelled() => return,
                taken = taken => match taken {
                    Some(update) => self.close(update),
                    None => break,
                },
            }
        }
        let offset = self.offset();
        self.known.retain(|update, progress| Some(*update) >= offset || *progress != Progress::Taken);
        if self.is_idle() {
            self.kept.tidies().await;
        }
    }

    fn close(&mut self, update: i64) {
        let lane = match self.known.insert(update, Progress::Taken) {
            Some(Progress::InLane(lane)) => lane,
            Some(Progress::OnRecord { lane, batch }) => {
                self.kept.takes(batch);
                lane
            }
            Some(Progress::Taken) | None => return,
        };
        if let Some(at_work) = self.lanes.get_mut(&lane) {
            at_work.waiting -= 1;
            if at_work.waiting == 0 {
                self.lanes.remove(&lane);
            }
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
        self.kept.tidies().await;
    }
}

fn id_of(raw: &RawValue) -> Option<i64> {
    #[derive(Deserialize)]
    struct Numbered {
        update_id: i64,
    }
    serde_json::from_str(raw.get()).ok().map(|Numbered { update_id }| update_id)
}

/// An update that was not known.
struct New {
    update: i64,
    /// Nothing when it does not read.
    read: Option<Arc<Update>>,
}

/// One chat: an update that could not be taken is tried again after a pause, before anything behind it.
async fn take_in_order(
    receiver: Arc<Receiver>,
    mut waiting: mpsc::UnboundedReceiver<Arc<Update>>,
    report: mpsc::UnboundedSender<i64>,
    stop: CancellationToken,
) {
    while let Some(read) = waiting.recv().await {
        let update = read.id;
        let mut pause = Pause::default();
        loop {
            if stop.is_cancelled() {
                return;
            }
            let Err(e) = receiver.receive(read.clone()).await else { break };
            let wait = pause.next();
            let wait_ms = wait.as_millis() as u64;
            error!(update, wait_ms, "update {update} could not be taken and will be tried again: {e:#}");
            tokio::select! { () = stop.cancelled() => return, () = sleep(wait) => {} }
        }
        let _ = report.send(update);
    }
}
