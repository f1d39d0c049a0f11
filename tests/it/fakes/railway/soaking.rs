//! What only the soak in `benches/soak` asks for: a clock that stands still, requests that hang and are known to, and an
//! end of all trouble.

#![allow(dead_code, reason = "the tests are compiled without the soak")]

use super::fault::{ANY, Fault};
use super::{FakeRailway, records};

impl FakeRailway {
    /// Where the clock of Railway stands. It lives on one thread with its caller.
    pub fn stop_clock(&self, at: i64) {
        records::stop_clock(at);
    }

    /// The next request fails, whatever it is for.
    pub fn fails_at_once(&self, fault: Fault) {
        self.railway.change(|state| state.faults.insert(0, (ANY.to_owned(), fault)));
    }

    /// What was to hit the next request does not.
    pub fn fails_not_at_once(&self) {
        self.railway.change(|state| state.faults.retain(|(field, _)| field != ANY));
    }

    /// How many requests got no answer and kept their connection.
    pub fn hung(&self) -> usize {
        self.railway.look().hung
    }

    /// Waits until more requests than so many hang, however long that takes.
    pub async fn hangs(&self, before: usize) {
        let mut changes = self.railway.changes.subscribe();
        while self.hung() <= before {
            // The fake holds the other end.
            let _ = changes.changed().await;
        }
    }

    /// How long a 429 for a spent budget tells to wait.
    pub fn budget_returns_after(&self, seconds: u64) {
        self.railway.change(|state| state.budget_returns_after_s = seconds);
    }

    /// Lines that every deployment logs when it has reached SUCCESS and was told no others.
    pub fn usual_logs(&self, lines: &[String]) {
        self.railway.change(|state| state.usual_logs = lines.to_vec());
    }

    /// Nothing lags, and what was made is seen by everybody.
    pub fn catches_up(&self) {
        self.railway.change(|state| {
            state.lag = 0;
            state.hidden.clear();
        });
    }

    /// No more faults are to come, nothing is down or spent, and every deployment goes its usual way.
    pub fn is_well(&self) {
        self.railway.change(|state| {
            state.faults.clear();
            state.scripts.clear();
            state.next_logs.clear();
            state.incident = None;
            state.is_down = false;
            (state.budget, state.budget_left) = (10_000, 10_000);
        });
        self.catches_up();
        self.proceed();
    }

    /// How many requests there were.
    pub fn asked(&self) -> usize {
        self.railway.look().requests.len()
    }

    /// The root fields of the requests since there were so many.
    pub fn asked_since(&self, before: usize) -> Vec<String> {
        self.railway.look().requests[before..].iter().map(|request| request.fields.join("+")).collect()
    }
}
