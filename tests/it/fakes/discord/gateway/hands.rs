//! The gateway in a test's hands: what happened at it, and what shall go wrong with its connections.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Out, ends_the_session, say};
use crate::fakes::discord::{App, Line};

pub struct Gateway<'a> {
    pub(in crate::fakes::discord) line: &'a Line,
}

impl Gateway<'_> {
    /// How often somebody identified, with success or without.
    pub fn identifies(&self) -> u32 {
        self.line.look().hall.identifies
    }

    pub fn resumes(&self) -> u32 {
        self.line.look().hall.resumes
    }

    pub fn heartbeats(&self) -> u32 {
        self.line.look().hall.heartbeats
    }

    pub fn is_connected(&self) -> bool {
        self.line.look().hall.connected().next().is_some()
    }

    /// The intents of each session that is connected.
    pub fn intents(&self) -> Vec<u64> {
        self.line.look().hall.connected().map(|session| session.intents).collect()
    }

    /// Waits for a session.
    pub async fn connected(&self) {
        let is_so = self.line.wait_for(|| self.is_connected()).await;
        assert!(is_so, "waited a minute, and nobody is connected after {} identifies", self.identifies());
    }

    /// The interval that the next Hello tells.
    pub fn beats_every(&self, interval: Duration) {
        self.line.change(|state| state.hall.interval = interval);
    }

    pub fn withholds_acks(&self, withholds: bool) {
        self.line.change(|state| state.hall.withholds_acks = withholds);
    }

    /// From now on nobody's goodbye is answered.
    pub fn is_curt(&self) {
        self.line.change(|state| state.hall.is_curt = true);
    }

    /// So many sessions may still be started.
    pub fn starts_left(&self, left: u32) {
        self.line.change(|state| state.hall.starts_left = left);
    }

    /// Op 7: asks every session to connect anew.
    pub fn asks_to_reconnect(&self) {
        self.says(&json!({ "op": 7, "t": null, "s": null, "d": null }));
    }

    /// Op 9: what was said in the sessions is lost, unless they can be resumed.
    pub fn invalidates(&self, can_be_resumed: bool) {
        self.says(&json!({ "op": 9, "t": null, "s": null, "d": can_be_resumed }));
        // The connections stay, and wait for somebody to identify or to resume.
        self.line.change(|state| {
            state.hall.sessions.iter_mut().for_each(|session| session.out = None);
            state.hall.sessions.retain(|_| can_be_resumed);
        });
    }

    /// Forgets the sessions that nobody is connected to, so that a resume comes too late.
    pub fn forgets_sessions(&self) {
        self.line.change(|state| state.hall.sessions.retain(|session| session.out.is_some()));
    }

    /// Closes every connection with this code.
    pub fn closes(&self, code: u16) {
        self.line.change(|state| {
            for session in &mut state.hall.sessions {
                if let Some(out) = session.out.take() {
                    // It may have gone at this moment.
                    let _ = out.send(Out::Close(code));
                }
            }
            if ends_the_session(code) {
                state.hall.sessions.clear();
            }
        });
    }

    /// Tells every session of an application of an event as it is given.
    pub fn tells(&self, app: &App, name: &str, event: &Value) {
        self.line.change(|state| state.dispatch(app.id, 0, name, event));
    }

    /// Says to every session exactly this.
    pub fn says(&self, said: &Value) {
        self.line.look().hall.connected().filter_map(|session| session.out.as_ref()).for_each(|out| say(out, said));
    }
}
