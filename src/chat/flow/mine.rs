//! What a person asks of what is kept of them: what happened, a copy of it, and to be forgotten.

use crate::chat::command::Verb;
use crate::chat::flow::Turn;
use crate::chat::screen;
use crate::chat::state::{Facts, Session};

#[derive(Debug, Clone)]
pub enum MineWish {
    Forget,
}

pub fn command(session: Session, _verb: Verb, _rest: &str, _facts: &Facts) -> Turn {
    Turn::aside(session, screen::unknown_command(None))
}
