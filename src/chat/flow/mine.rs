//! What a person asks of what is kept of them: what happened, a copy of it, and to be forgotten.

use serde::{Deserialize, Serialize};

use crate::chat::flow::{Effect, Look, Turn};
use crate::chat::screen;
use crate::chat::state::Session;
use crate::domain::Id;
use crate::text::Msg;

/// What a person wants to see of what is kept of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum MineLook {
    /// What happened to them and their bots, older than a given act.
    History { older_than: Option<Id> },
    /// All of it, as a file.
    Export,
}

pub fn see(session: Session, look: MineLook) -> Turn {
    Turn::stay(session).doing(Effect::Look(Look::Mine(look)))
}

/// Forgetting has begun, and goes on by itself.
pub fn forgetting(session: Session, receipt: String, bots: i64) -> Turn {
    Turn::end(session, screen::say(Msg::Forgetting { receipt, bots })).in_new_message()
}
