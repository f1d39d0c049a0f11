//! Work of one account in order, work of different accounts side by side. A panic in one piece of work is caught
//! there and hurts nobody else.

use std::collections::{HashMap, VecDeque};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt;
use futures::future::BoxFuture;
use tokio::sync::oneshot;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::error;

use crate::domain::Account;

type Work = BoxFuture<'static, ()>;

#[derive(Clone, Default)]
pub struct Lanes {
    queues: Arc<Mutex<HashMap<Account, VecDeque<Work>>>>,
    tasks: TaskTracker,
    cut: CancellationToken,
}

impl Lanes {
    /// Queues work behind what the account has queued; the receiver resolves when it is over.
    pub fn run(&self, account: &Account, work: impl Future<Output = ()> + Send + 'static) -> oneshot::Receiver<()> {
        let (over, told) = oneshot::channel();
        // No `async` block, which would hold the work twice: as what it was handed, and as what it waits for.
        let work = AssertUnwindSafe(work).catch_unwind().map(move |end| {
            if end.is_err() {
                error!("a piece of work panicked; everything else goes on");
            }
            let _ = over.send(());
        });
        let mut lanes = self.lock();
        match lanes.get_mut(account) {
            Some(queue) => queue.push_back(work.boxed()),
            None => {
                lanes.insert(account.clone(), VecDeque::from([work.boxed()]));
                self.tasks.spawn(self.clone().drain(account.clone()));
            }
        }
        told
    }

    /// True when nothing is queued or running.
    pub fn is_empty(&self) -> bool {
        self.lock().is_empty()
    }

    /// Waits until everything queued is over.
    pub async fn finish(&self) {
        self.tasks.close();
        self.tasks.wait().await;
    }

    /// Ends what is queued and running where it stands.
    pub async fn cut_off(&self) {
        self.cut.cancel();
        self.finish().await;
    }

    async fn drain(self, account: Account) {
        loop {
            let work = {
                let mut lanes = self.lock();
                match lanes.get_mut(&account).and_then(VecDeque::pop_front) {
                    Some(work) => work,
                    None => {
                        lanes.remove(&account);
                        return;
                    }
                }
            };
            self.cut.run_until_cancelled(work).await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<Account, VecDeque<Work>>> {
        self.queues.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn one_account_in_order_others_side_by_side_and_a_panic_hurts_nobody() {
        let lanes = Lanes::default();
        let (ada, bob) = (Account::telegram(1), Account::telegram(2));
        let (open, gate) = oneshot::channel::<()>();
        let (seen_by, mut seen) = tokio::sync::mpsc::unbounded_channel();
        let first = seen_by.clone();
        drop(lanes.run(&ada, async move {
            let _ = gate.await;
            let _ = first.send("ada 1");
        }));
        drop(lanes.run(&ada, async { panic!("on purpose") }));
        let last = seen_by.clone();
        let over = lanes.run(&ada, async move {
            let _ = last.send("ada 2");
        });
        let other = seen_by.clone();
        drop(lanes.run(&bob, async move {
            let _ = other.send("bob");
            let _ = open.send(());
        }));
        over.await.expect("the work to end");
        let order: Vec<_> = std::iter::from_fn(|| seen.try_recv().ok()).collect();
        assert_eq!(order, ["bob", "ada 1", "ada 2"]);
    }
}
