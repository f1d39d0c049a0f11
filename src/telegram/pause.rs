//! How long to wait after a failure: as long as Telegram asks, else 1 s and then twice as long each time up to 30 s.

use std::time::Duration;

use crate::telegram::api::CallError;

const FIRST: Duration = Duration::from_secs(1);
const LONGEST: Duration = Duration::from_secs(30);

#[derive(Default)]
pub struct Pause(Option<Duration>);

impl Pause {
    pub fn next(&mut self) -> Duration {
        let wait = self.0.map_or(FIRST, |last| (last * 2).min(LONGEST));
        self.0 = Some(wait);
        wait
    }

    pub fn after(&mut self, error: &CallError) -> Duration {
        match error {
            CallError::RetryAfter(wait) => (*wait).max(FIRST),
            CallError::Forbidden(_)
            | CallError::Unauthorized
            | CallError::Conflict(_)
            | CallError::NotFound
            | CallError::Migrated(_)
            | CallError::BadRequest(_)
            | CallError::Unknown(_) => self.next(),
        }
    }
}
