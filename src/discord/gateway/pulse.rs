//! Whether the gateway is alive, for whoever asks about our health: by when it last gave a sign.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// Heartbeats come every 41 seconds; one may go lost, and a new connection takes its time.
const LONGEST: Duration = Duration::from_secs(120);

/// Shared by the gateway and those who ask.
#[derive(Debug, Clone, Default)]
pub struct Pulse(Arc<Mutex<Beat>>);

#[derive(Debug, Clone, Copy, Default)]
enum Beat {
    /// Nobody listens here: another Hatchery does, or the other door is used.
    #[default]
    Quiet,
    Last(Instant),
    /// Discord lets us in no more.
    Closed,
}

impl Pulse {
    /// Whether somebody listens here and hears nothing.
    pub fn is_lost(&self) -> bool {
        match *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Beat::Quiet => false,
            Beat::Last(at) => at.elapsed() >= LONGEST,
            Beat::Closed => true,
        }
    }

    pub(super) fn beat(&self) {
        self.set(Beat::Last(Instant::now()));
    }

    pub(super) fn end(&self, is_closed: bool) {
        self.set(if is_closed { Beat::Closed } else { Beat::Quiet });
    }

    fn set(&self, beat: Beat) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = beat;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_gateway_is_lost_when_it_gives_no_sign_for_long_or_was_closed_for_good() {
        let pulse = Pulse::default();
        assert!(!pulse.is_lost());
        pulse.beat();
        tokio::time::advance(LONGEST - Duration::from_secs(1)).await;
        assert!(!pulse.is_lost());
        tokio::time::advance(Duration::from_secs(1)).await;
        assert!(pulse.is_lost());
        pulse.beat();
        pulse.end(false);
        assert!(!pulse.is_lost());
        pulse.end(true);
        assert!(pulse.is_lost());
    }
}
