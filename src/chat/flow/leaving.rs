//! The question that stands is left for another one only when its person says so; else it goes on.

use crate::chat::command::Command;
use crate::chat::flow::{Turn, edit, keys};
use crate::chat::state::{Facts, Session, State};
use crate::domain::key;

/// Asks whether the question that stands is to be left for this; what it is about is known to be there.
pub fn ask(session: Session, to: Command, facts: &Facts) -> Turn {
    let stay = match session.state.clone() {
        State::Leaving { stay, .. } => stay,
        state => Box::new(state),
    };
    // The words may hold a key; they are not kept.
    let to = if key::looks_secret(&to.rest) { Command { rest: String::new(), ..to } } else { to };
    Turn::go(session, State::Leaving { to, stay }, facts).in_new_message()
}

/// The question stands again. What had to be checked for a change is checked again, because a verdict that came while
/// somebody was about to leave was dropped, and one whose change was refused is used up.
pub fn take_up(session: Session, stay: State, facts: &Facts) -> Turn {
    match stay {
        State::Edit { bot, provider, step } => edit::take_up(session, bot, provider, step, facts),
        State::Keys(step) => keys::take_up(session, step, facts),
        State::Idle
        | State::Hatch(..)
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Leaving { .. } => Turn::go(session, stay, facts),
    }
}
