//! Full batches of the long poll, on record while they are taken. Telegram hands out no more than one batch until that is
//! confirmed, and to ask for the next is to confirm: without a record each poll would have to wait for all of the last one.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use futures::future::BoxFuture;
use serde_json::value::RawValue;
use tracing::{error, warn};

use crate::domain::Id;

/// What a batch holds: updates as Telegram wrote them.
pub type Batch = Vec<Box<RawValue>>;

/// Where batches are on record. What it keeps survives a kill.
pub trait Inbox: Send + Sync {
    /// Keeps this text, forgets others, and returns by what it is found again.
    fn keep(&self, batch: String, done: Vec<Id>) -> BoxFuture<'_, anyhow::Result<Id>>;

    /// What was kept and not forgotten, the oldest first.
    fn left(&self) -> BoxFuture<'_, anyhow::Result<Vec<(Id, String)>>>;

    fn forget(&self, batches: Vec<Id>) -> BoxFuture<'_, anyhow::Result<()>>;
}

/// The batches on record of which something is yet to be taken.
pub(super) struct Kept {
    inbox: Arc<dyn Inbox>,
    open: BTreeMap<u64, (Id, usize)>,
    last: u64,
    /// Taken whole. They go off the record when the next goes on it, or when nothing is to do.
    done: Vec<Id>,
}

impl Kept {
    pub fn new(inbox: Arc<dyn Inbox>) -> Self {
        Kept { inbox, open: BTreeMap::new(), last: 0, done: Vec::new() }
    }

    /// What somebody before us had on record and did not take whole.
    pub async fn left(&self) -> anyhow::Result<Vec<(Id, Batch)>> {
        let left = self.inbox.left().await?;
        let read = |(id, text): (Id, String)| match serde_json::from_str(&text) {
            Ok(batch) => Some((id, batch)),
            Err(_) => {
                // What serde says of it may quote it.
                error!("a batch on record does not read and is left aside");
                None
            }
        };
        Ok(left.into_iter().filter_map(read).collect())
    }

    /// Whether it is on record now. A database that is away only makes the poll slower.
    pub async fn keep(&mut self, batch: &[&RawValue]) -> Option<Id> {
        let kept = match serde_json::to_string(batch) {
            Ok(text) => self.inbox.keep(text, self.done.clone()).await,
            Err(e) => Err(e).context("write a batch"),
        };
        match kept {
            Ok(id) => {
                self.done.clear();
                Some(id)
            }
            Err(cause) => {
                warn!("a batch is not on record and is taken before the next: {cause:#}");
                None
            }
        }
    }

    /// Counts what is to be taken of a batch that is on record.
    pub fn opens(&mut self, id: Id, updates: usize) -> u64 {
        self.last += 1;
        match updates {
            0 => self.done.push(id),
            _ => drop(self.open.insert(self.last, (id, updates))),
        }
        self.last
    }

    /// One of its updates is taken.
    pub fn takes(&mut self, batch: u64) {
        let Some((id, left)) = self.open.get_mut(&batch) else { return };
        *left -= 1;
        if *left == 0 {
            self.done.push(id.clone());
            self.open.remove(&batch);
        }
    }

    /// Takes off the record what is taken whole. What stays there by a fault is known when it comes again.
    pub async fn tidies(&mut self) {
        if self.done.is_empty() {
            return;
        }
        match self.inbox.forget(self.done.clone()).await {
            Ok(()) => self.done.clear(),
            Err(cause) => warn!("batches that are taken are still on record: {cause:#}"),
        }
    }
}
