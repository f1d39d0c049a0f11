//! The clock that everything asks that is to happen at a time. It goes by itself; tests stop and move it, and wait for it
//! to be safe to do so.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicI64, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::domain::Millis;

#[derive(Default)]
pub struct Clock {
    /// Where it stands; 0 while it goes. Only tests stop it.
    stands_at: AtomicI64,
    /// Added to it; only tests move it.
    moved: AtomicI64,
    moves: watch::Sender<u64>,
    /// What waits for which time.
    alarms: Mutex<BTreeSet<(Millis, u64)>>,
    next_alarm: AtomicU64,
    /// Pieces of work under way that take time of their own.
    at_work: Arc<AtomicUsize>,
}

/// Something takes its time until this is dropped.
pub struct AtWork(Arc<AtomicUsize>);

impl Drop for AtWork {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// An alarm that is set, until this is dropped.
struct Alarm<'a> {
    clock: &'a Clock,
    key: (Millis, u64),
}

impl Drop for Alarm<'_> {
    fn drop(&mut self) {
        self.clock.alarms.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.key);
    }
}

impl Clock {
    pub fn now(&self) -> Millis {
        let at = match self.stands_at.load(Ordering::Relaxed) {
            0 => chrono::Utc::now().timestamp_millis(),
            at => at,
        };
        at + self.moved.load(Ordering::Relaxed)
    }

    pub fn stop(&self, at: Millis) {
        self.stands_at.store(at, Ordering::Relaxed);
        self.moves.send_modify(|n| *n += 1);
    }

    pub fn move_by(&self, by: Duration) {
        self.moved.fetch_add(by.as_millis() as i64, Ordering::Relaxed);
        self.moves.send_modify(|n| *n += 1);
    }

    /// Returns at this time by the clock, or when it was moved past it.
    pub async fn until(&self, at: Millis) {
        let mut moves = self.moves.subscribe();
        let key = (at, self.next_alarm.fetch_add(1, Ordering::Relaxed));
        self.alarms.lock().unwrap_or_else(PoisonError::into_inner).insert(key);
        let _alarm = Alarm { clock: self, key };
        loop {
            let left = at - self.now();
            if left <= 0 {
                return;
            }
            let goes = self.stands_at.load(Ordering::Relaxed) == 0;
            tokio::select! {
                () = tokio::time::sleep(Duration::from_millis(left as u64)), if goes => {}
                _ = moves.changed() => {}
            }
        }
    }

    pub async fn sleep(&self, length: Duration) {
        self.until(self.now() + length.as_millis() as Millis).await;
    }

    /// From now on something takes its time: a test that moves the clock waits for it.
    pub fn at_work(&self) -> AtWork {
        self.at_work.fetch_add(1, Ordering::SeqCst);
        AtWork(self.at_work.clone())
    }

    /// How many pieces of work are under way.
    pub fn works(&self) -> usize {
        self.at_work.load(Ordering::SeqCst)
    }

    /// The first time that something waits for.
    pub fn next_alarm(&self) -> Option<Millis> {
        self.alarms.lock().unwrap_or_else(PoisonError::into_inner).first().map(|(at, _)| *at)
    }
}
