//! `/fleet`: all bots of all people.

use crate::chat::flow::Turn;
use crate::chat::screen;
use crate::chat::state::{Facts, Session};

pub fn command(session: Session, _rest: &str, _facts: &Facts) -> Turn {
    Turn::aside(session, screen::unknown_command(None))
}
