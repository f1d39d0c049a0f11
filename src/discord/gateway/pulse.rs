//! Whether the gateway is alive, for whoever asks about our health: by when it last gave a sign.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Heartbeats come every 41 seconds; one may go lost, and a new connection takes its time.
const LONGEST: Duration = Duration::from_secs(120);

/// Shared by the gateway and those who ask.
#[derive(Debug, Clone, Default)]
pub struct Pulse(Arc<Mutex<Option<Instant>>>);

impl Pulse {
    pub fn is_reached(&self) -> bool {
        self.last().is_some_and(|last| last.elapsed() < LONGEST)
    }

    pub(super) fn beat(&self) {
        self.set(Some(Instant::now()));
    }

    pub(super) fn end(&self) {
        self.set(None);
    }

    fn last(&self) -> Option<Instant> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn set(&self, at: Option<Instant>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_gateway_is_reached_as_long_as_it_gives_signs() {
        let pulse = Pulse::default();
        assert!(!pulse.is_reached());
        pulse.beat();
        tokio::time::advance(LONGEST - Duration::from_secs(1)).await;
        assert!(pulse.is_reached());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(!pulse.is_reached());
        pulse.beat();
        pulse.end();
        assert!(!pulse.is_reached());
    }
}
