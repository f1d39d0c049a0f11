//! How long to wait after a failure: as long as Discord asks, else 1 s and then twice as long each time up to 2 min,
//! each time somewhere between half of it and all, so that many who lost Discord at once do not come back at once.

use std::time::Duration;

use crate::discord::rest::CallError;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(120);

#[derive(Default)]
pub struct Pause(Option<Duration>);

impl Pause {
    pub fn next(&mut self) -> Duration {
        let wait = self.0.map_or(FIRST, |last| (last * 2).min(LONGEST));
        self.0 = Some(wait);
        shaken(wait, getrandom::u32().unwrap_or(u32::MAX))
    }

    pub fn after(&mut self, error: &CallError) -> Duration {
        match error {
            CallError::RetryAfter(wait) => (*wait).max(FIRST),
            CallError::Unauthorized
            | CallError::CannotReach
            | CallError::Gone
            | CallError::Refused { .. }
            | CallError::Unknown(_) => self.next(),
        }
    }
}

fn shaken(wait: Duration, chance: u32) -> Duration {
    wait / 2 + (wait / 2).mul_f64(f64::from(chance) / f64::from(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pause_grows_to_two_minutes_and_is_never_less_than_half_of_itself() {
        let mut pause = Pause::default();
        let first = pause.next();
        assert!(first >= FIRST / 2 && first <= FIRST, "{first:?}");
        let last = (0..10).map(|_| pause.next()).last().expect("a pause");
        assert!(last >= LONGEST / 2 && last <= LONGEST, "{last:?}");
        assert_eq!((shaken(FIRST, 0), shaken(FIRST, u32::MAX)), (FIRST / 2, FIRST));
    }

    #[test]
    fn what_discord_asks_for_is_kept_to() {
        let wait = Duration::from_secs(300);
        assert_eq!(Pause::default().after(&CallError::RetryAfter(wait)), wait);
    }
}
