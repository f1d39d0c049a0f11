//! Answers that come by a form, perhaps to several questions at once. The first answers the question that stands; the
//! others wait in the draft until theirs does, so that nothing that was typed is asked for again.

use crate::chat::flow::{Turn, broadcast, hatch, over, put};
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::state::{Ahead, Facts, HatchStep, KeyStep, Session, State, TokenStep};
use crate::secret::Secret;

pub fn filled(mut session: Session, revision: i64, answers: Vec<(Field, Secret)>, facts: &Facts) -> Turn {
    if revision != session.revision {
        return over(session, facts);
    }
    match session.state.clone() {
        State::Hatch(mut draft, at) => {
            // What may be left empty beside it is asked for by itself.
            let own = questions::field(&draft, &at);
            let mut answers = answers;
            answers.retain(|(field, text)| {
                let is_empty = text.expose().trim().is_empty();
                !is_empty || own == Some(*field)
            });
            draft.ahead.retain(|known| answers.iter().all(|(field, _)| *field != known.field));
            draft.ahead.extend(answers.into_iter().map(|(field, text)| Ahead { field, text }));
            // A key or token that was refused is asked for again by the same form.
            let at = match at {
                HatchStep::Key(KeyStep::Problem { .. }) => HatchStep::Key(KeyStep::Ask),
                HatchStep::Token(kind, TokenStep::Problem { .. }) => HatchStep::Token(kind, TokenStep::Ask),
                at => at,
            };
            session.state = State::Hatch(draft.clone(), at.clone());
            hatch::ahead(&session, &draft, &at, facts).unwrap_or_else(|| over(session, facts))
        }
        State::Broadcast(draft, at) => broadcast::filled(session, draft, at, answers, facts),
        state => match answers.into_iter().next() {
            Some((_, text)) => put(session, state, &text, facts),
            None => over(session, facts),
        },
    }
}
