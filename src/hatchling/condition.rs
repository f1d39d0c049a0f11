//! How a hatchling is right now: its channels and the provider's last answer, for `/ready` and for the log. A change
//! for the worse is one plain line, which Hatchery's blueprint reads; nothing secret can be in either.

use std::io::Write;
use std::net::SocketAddr;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use crate::provider::{Fault, Verdict};

/// How the Telegram channel is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line {
    Starting,
    Listening {
        name: String,
    },
    /// Telegram no longer knows the token.
    Revoked,
    /// Another program receives this bot's messages.
    Taken,
    Unreachable,
}

/// The provider's last answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Brain {
    Unknown,
    Answered,
    Refused(Verdict),
}

pub struct Condition {
    now: Mutex<Now>,
}

struct Now {
    /// It was said that every channel listens.
    is_announced: bool,
    web: bool,
    telegram: Option<Line>,
    brain: Brain,
    out: Box<dyn Write + Send>,
}

impl Condition {
    pub fn new(web: bool, telegram: bool, out: Box<dyn Write + Send>) -> Self {
        let telegram = telegram.then_some(Line::Starting);
        Condition { now: Mutex::new(Now { is_announced: false, web, telegram, brain: Brain::Unknown, out }) }
    }

    pub fn telegram(&self, line: Line) {
        let mut now = self.lock();
        if now.telegram.as_ref() == Some(&line) {
            return;
        }
        match &line {
            Line::Starting | Line::Listening { .. } => {}
            Line::Revoked => now.say("hatchling trouble: telegram token revoked"),
            Line::Taken => now.say("hatchling trouble: telegram token taken by a second poller"),
            Line::Unreachable => now.say("hatchling trouble: telegram unreachable"),
        }
        now.telegram = Some(line);
        now.announce();
    }

    pub fn log(&self, line: &str) {
        self.lock().say(line);
    }

    /// The port is open.
    pub fn opened(&self, address: SocketAddr) {
        let mut now = self.lock();
        now.say(&format!("hatchling ready on {address}"));
        now.announce();
    }

    pub fn provider(&self, outcome: Result<(), Fault>) {
        let brain = match outcome {
            // A provider that declines a text has read it, so key and account are fine.
            Ok(()) | Err(Fault::Declined | Fault::TooLong) => Brain::Answered,
            Err(Fault::Line(verdict)) => Brain::Refused(verdict),
        };
        let mut now = self.lock();
        if now.brain == brain {
            return;
        }
        if let Brain::Refused(verdict) = brain {
            now.say(trouble(verdict));
        }
        now.brain = brain;
    }

    /// Whether every channel listens, and the body of `/ready`.
    pub fn ready(&self) -> (bool, Value) {
        let now = self.lock();
        let ready = now.listens();
        let mut channels = serde_json::Map::new();
        if now.web {
            channels.insert("web".into(), json!({ "state": "listening" }));
        }
        if let Some(line) = &now.telegram {
            channels.insert("telegram".into(), shown(line));
        }
        let provider = match now.brain {
            Brain::Unknown => json!({ "state": "unknown" }),
            Brain::Answered => json!({ "state": "ok" }),
            Brain::Refused(verdict) => json!({ "state": "refused", "why": why(Fault::Line(verdict)) }),
        };
        (ready, json!({ "ready": ready, "channels": channels, "provider": provider }))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Now {
    fn listens(&self) -> bool {
        self.telegram.as_ref().is_none_or(|line| matches!(line, Line::Listening { .. }))
    }

    /// Whoever cannot ask the bot reads this in its log.
    fn announce(&mut self) {
        if self.listens() && !self.is_announced {
            self.is_announced = true;
            self.say("hatchling listens on every channel");
        }
    }

    /// A log that cannot be written must not stop the bot, and there is no other place to say so.
    fn say(&mut self, line: &str) {
        let _ = writeln!(self.out, "{line}").and_then(|()| self.out.flush());
    }
}

/// A fault as one word, for programs.
pub fn why(fault: Fault) -> &'static str {
    match fault {
        Fault::Declined => "declined",
        Fault::TooLong => "too_long",
        Fault::Line(verdict) => match verdict {
            Verdict::NoCredit => "no_credit",
            Verdict::BadKey => "bad_key",
            Verdict::AccountDisabled => "account_disabled",
            Verdict::WrongKeyKind => "wrong_key_kind",
            Verdict::NotPermitted => "not_permitted",
            Verdict::ModelUnavailable => "model_unavailable",
            Verdict::RateLimited => "rate_limited",
            Verdict::Overloaded => "overloaded",
            Verdict::RegionBlocked => "region_blocked",
            Verdict::Unreachable | Verdict::Ok => "unreachable",
        },
    }
}

fn trouble(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::BadKey | Verdict::AccountDisabled | Verdict::WrongKeyKind => {
            "hatchling trouble: provider refuses the key"
        }
        Verdict::NoCredit => "hatchling trouble: provider account has no credit",
        Verdict::NotPermitted | Verdict::ModelUnavailable => "hatchling trouble: provider refuses the model",
        Verdict::RegionBlocked => "hatchling trouble: provider refuses this region",
        Verdict::RateLimited | Verdict::Overloaded => "hatchling trouble: provider is busy",
        Verdict::Unreachable | Verdict::Ok => "hatchling trouble: provider unreachable",
    }
}

fn shown(line: &Line) -> Value {
    match line {
        Line::Starting => json!({ "state": "starting" }),
        Line::Listening { name } => json!({ "state": "listening", "name": name }),
        Line::Revoked => json!({ "state": "revoked" }),
        Line::Taken => json!({ "state": "taken" }),
        Line::Unreachable => json!({ "state": "unreachable" }),
    }
}
