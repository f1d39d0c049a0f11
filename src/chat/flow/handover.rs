//! A key or token that is given on a private page: the link is made at the question, and what is given there answers the
//! very question, as if it were typed.

use crate::chat::flow::{Turn, Wish, over, put};
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::screen::handover as screens;
use crate::chat::state::{Facts, Session};
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

/// What was given on the page of the question with this revision. When that is over, nothing is said and done.
pub fn handed(session: Session, revision: i64, text: &Secret, facts: &Facts) -> Turn {
    let is_asked = session.revision == revision && questions::secret(&session.state, facts).is_some();
    if !is_asked {
        return Turn::stay(session);
    }
    let state = session.state.clone();
    put(session, state, text, facts).in_new_message()
}
