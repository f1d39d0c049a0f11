//! A key or token that is given on a private page: the link is made at the question, and what is given there answers the
//! very question, as if it were typed.

use crate::chat::flow::{Turn, Wish, over, put, secrets};
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::screen::handover as screens;
use crate::chat::state::{Ahead, Facts, Session, State};
use crate::domain::Millis;
use crate::secret::Secret;

/// The link as it goes to the person.
#[derive(Debug, Clone)]
pub struct PrivatePage {
    pub address: Secret,
    /// What is asked for.
    pub field: Field,
    pub lasts: Millis,
}

pub fn pressed(session: Session, facts: &Facts) -> Turn {
    match questions::secret(&session.state, facts).filter(|_| facts.has_private_page) {
        Some(field) => {
            let revision = session.revision;
            Turn::stay(session).wishing(Wish::PrivatePage { revision, field })
        }
        None => over(session, facts),
    }
}

/// The question stays: it may still be answered in the chat.
pub fn answered(session: Session, page: &PrivatePage, facts: &Facts) -> Turn {
    let screen = screens::link(&session.state, page, facts);
    Turn { screens: vec![screen], ..Turn::stay(session) }
}

/// What was given on the page of the question with this revision: its answer, and behind it those of questions to come, in
/// the order in which the page asked. When the question is over, nothing is said and done.
pub fn handed(mut session: Session, revision: i64, given: Vec<Secret>, facts: &Facts) -> Turn {
    let fields = questions::secrets(&session.state, facts);
    let mut given = fields.into_iter().zip(given).filter(|_| session.revision == revision);
    let Some((_, own)) = given.next() else { return Turn::stay(session) };
    // What is left empty is asked for by itself.
    let more: Vec<Ahead> =
        given.filter(|(_, text)| !text.expose().trim().is_empty()).map(|(field, text)| Ahead { field, text }).collect();
    if let Some(why) = more.iter().find_map(|other| secrets::fault(other.field, &other.text)) {
        return Turn::again(session, why, facts);
    }
    if let State::Hatch(draft, _) = &mut session.state {
        draft.ahead.extend(more);
    }
    let state = session.state.clone();
    put(session, state, &own, facts).in_new_message()
}
