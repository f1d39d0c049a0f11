//! `/diagnose`: the fixed checks of a bot, and what they found before.

use serde::{Deserialize, Serialize};

use crate::chat::choice::Choice;
use crate::chat::flow::{Effect, Look, Turn, Wish, meant};
use crate::chat::screen;
use crate::chat::state::{Facts, Session};
use crate::domain::{Id, Role};
use crate::text::Msg;

/// What is looked up of what was found out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum DiagnosisLook {
    List { before: Option<Id> },
    One { id: Id },
}

/// With a name, or in its topic, it looks at that bot; else it shows what was found before.
pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    if rest.is_empty() && facts.bot_here().is_none() {
        return list(session, None);
    }
    meant(session, Choice::Diagnose, rest, facts, |session, bot| wish(session, bot.id.clone()))
}

fn wish(session: Session, bot: Id) -> Turn {
    Turn::stay(session).wishing(Wish::Diagnose { bot })
}

/// One of the person's bots, or anybody's for those who look after all.
pub fn pressed(session: Session, bot: Id, facts: &Facts) -> Turn {
    if facts.bot(&bot).is_none() && !facts.is(Role::Support) {
        return Turn::aside(session, screen::say(Msg::BotGone));
    }
    wish(session, bot)
}

pub fn list(session: Session, before: Option<Id>) -> Turn {
    let in_place = before.is_some();
    let turn = Turn::stay(session).doing(Effect::Look(Look::Diagnosis(DiagnosisLook::List { before })));
    Turn { in_place, ..turn }
}

pub fn one(session: Session, id: Id) -> Turn {
    Turn::stay(session).doing(Effect::Look(Look::Diagnosis(DiagnosisLook::One { id })))
}

pub fn answered(session: Session, name: String, is_new: bool) -> Turn {
    // A new one shows itself.
    if is_new { Turn::stay(session) } else { Turn::aside(session, screen::say(Msg::DiagnosisBefore { name })) }
}
