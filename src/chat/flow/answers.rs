//! What came of the wish of a turn, stepped on at once, and of a check, whenever that is.

use crate::chat::flow::{
    Answer, Finding, Turn, access_tokens, alerts, broadcast, config, diagnose, edit, fleet, handover, hatch, keys,
    links, managed, mine, people, share,
};
use crate::chat::screen::{self, Screen};
use crate::chat::state::{Confirm, EditStep, Facts, HatchStep, Session, State, TokenStep};
use crate::deploy::Operated;
use crate::domain::managed::NoToken;
use crate::domain::{Id, OperationKind, Token, TokenFinding};
use crate::text::Msg;

pub fn answered(session: Session, answer: Answer, facts: &Facts) -> Turn {
    match answer {
        Answer::Accepted => {
            let offer = keys::may_be_kept(&session.state, facts);
            let turn = match session.state {
                State::Hatch(..) | State::Edit { .. } | State::Confirm(_) | State::Configure(_) => {
                    Turn::stay(Session { state: State::Idle, revision: session.revision + 1, ..session })
                }
                State::Idle | State::Broadcast(..) | State::Keys(_) | State::Leaving { .. } => Turn::stay(session),
            };
            with_offer(turn, offer)
        }
        Answer::Operated(operated) => beside(session, operated, facts),
        Answer::ToldInTopic { name } => Turn::aside(session, screen::say(Msg::ToldInTopic { name })),
        Answer::Noted => {
            let offer = keys::may_be_kept(&session.state, facts);
            with_offer(Turn::end(session, screen::say(Msg::ChangeNoted)), offer)
        }
        Answer::Barred(bar) => Turn::aside(session, screen::barred(&bar)),
        Answer::Refused(refusal) => Turn::aside(session, screen::refused(&refusal, facts)),
        Answer::NameTaken => match session.state.clone() {
            State::Hatch(draft, _) => {
                let name = draft.name.as_ref().map(ToString::to_string).unwrap_or_default();
                let mut turn = Turn::go(session, State::Hatch(draft, HatchStep::AskName), facts);
                turn.screens =
                    turn.screens.into_iter().map(|s| s.with_note(Msg::NameTaken { name: name.clone() })).collect();
                turn
            }
            State::Idle
            | State::Edit { .. }
            | State::Confirm(_)
            | State::Broadcast(..)
            | State::Configure(_)
            | State::Keys(_)
            | State::Leaving { .. } => Turn::stay(session),
        },
        Answer::TokenInUse(kind) => token_in_use(session, kind, facts),
        Answer::TooBig(too_big) => {
            let title = match &session.state {
                State::Hatch(draft, _) => draft.blueprint.as_deref().and_then(|id| facts.offer(id)),
                State::Idle
                | State::Edit { .. }
                | State::Confirm(_)
                | State::Broadcast(..)
                | State::Configure(_)
                | State::Keys(_)
                | State::Leaving { .. } => None,
            };
            let title = title.map(|offer| offer.title.clone()).unwrap_or_default();
            Turn::aside(session, screen::say(screen::too_big(&title, too_big)))
        }
        Answer::NotHatching { bot } => not_hatching(session, &bot, facts),
        Answer::Gone => gone(session, facts),
        Answer::Reopened(draft) => hatch::reopen(session, *draft, facts),
        Answer::LanguageSet => Turn::aside(session, screen::say(Msg::LanguageSet)),
        Answer::ZoneSet(zone) => Turn::aside(session, screen::zones::set(zone, facts.now)),
        Answer::Redeemed => Turn::aside(session, screen::start(facts).with_note(Msg::Redeemed)),
        Answer::WrongCode => Turn::aside(session, screen::start(facts).with_note(Msg::WrongCode)),
        Answer::StillHelps => Turn::end(session, screen::say(Msg::ForgetHasRole)).in_new_message(),
        Answer::Forgetting { receipt, bots } => mine::forgetting(session, receipt, bots),
        Answer::Fleet(answer) => fleet::answered(session, answer, facts),
        Answer::WillDiagnose { name, is_new } => diagnose::answered(session, name, is_new),
        Answer::Access(answer) => access_tokens::answered(session, answer),
        Answer::Share(answer) => share::answered(session, answer, facts),
        Answer::People(answer) => people::answered(session, answer, facts),
        Answer::Config(answer) => config::answered(session, answer, facts),
        Answer::Unreadable => Turn::aside(session, screen::say(Msg::CannotReadConfig)),
        Answer::Broadcast(answer) => broadcast::answered(session, answer, facts),
        Answer::Keys(answer) => keys::answered(session, answer, facts),
        Answer::Managed(answer) => managed::answered(session, answer, facts),
        Answer::Alerts(answer) => alerts::answered(session, answer),
        Answer::Link(answer) => links::answered(session, answer),
        Answer::PrivatePage(page) => handover::answered(session, &page, facts),
        Answer::WillRemind => Turn::aside(session, screen::say(Msg::WillRemind)),
    }
}

/// Nobody loses a half-made bot, or what they are asked about one, by a button of another.
fn beside(session: Session, operated: Operated, facts: &Facts) -> Turn {
    let screen = match operated {
        // What is told of the work asks for nothing, and a terminal would show the key that is typed behind it.
        Operated::Accepted if session.state.expects_secret() => {
            let question = session.state.clone();
            return Turn::redraw(session, question, facts).in_new_message();
        }
        Operated::Accepted => return Turn::stay(session),
        Operated::Noted => screen::say(Msg::ChangeNoted),
        Operated::Busy(kind) => screen::busy(kind),
        Operated::Pointless => screen::say(Msg::Pointless),
        Operated::Gone => screen::say(Msg::BotGone),
        Operated::TokenInUse(kind) => token_is_in_use(kind),
        Operated::Barred(bar) => screen::barred(&bar),
        Operated::Unreadable => screen::say(Msg::CannotReadConfig),
    };
    Turn::aside(session, screen)
}

/// The question for the token stands again, with why.
fn token_in_use(session: Session, kind: Token, facts: &Facts) -> Turn {
    let finding = TokenFinding::InUse;
    let state = match session.state.clone() {
        State::Hatch(draft, _) => draft.tokens.get(&kind).cloned().map(|token| {
            let problem = TokenStep::Problem { token, finding };
            State::Hatch(draft, HatchStep::Token(kind, problem))
        }),
        State::Edit { bot, provider, step: EditStep::Token(kind, step) } => {
            let problem = match step {
                TokenStep::Checking { token, .. } | TokenStep::Problem { token, .. } => {
                    TokenStep::Problem { token, finding }
                }
                TokenStep::Fetching { child, .. } => TokenStep::NoToken { child, why: NoToken::InUse },
                step @ (TokenStep::Ask | TokenStep::NoToken { .. }) => step,
            };
            Some(State::Edit { bot, provider, step: EditStep::Token(kind, problem) })
        }
        State::Edit { .. }
        | State::Idle
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => None,
    };
    match state {
        Some(state) => Turn::go(session, state, facts),
        None => Turn::aside(session, token_is_in_use(kind)),
    }
}

fn token_is_in_use(kind: Token) -> Screen {
    screen::say(Msg::TokenInUse { platform: kind.channel().title().to_owned() })
}

/// A bot that has hatched is shown, so that nobody takes its hatch for cancelled; one that is hatching still is being
/// taken back already.
fn not_hatching(session: Session, bot: &Id, facts: &Facts) -> Turn {
    match facts.bot(bot).filter(|bot| bot.busy != Some(OperationKind::Deploy)) {
        Some(bot) => Turn::aside(session, screen::bot(bot, facts).with_note(Msg::StepOverIdle)),
        None => Turn::aside(session, screen::say(Msg::Pointless)),
    }
}

/// With a bot goes only the question that is about it.
fn gone(session: Session, facts: &Facts) -> Turn {
    let about = match &session.state {
        State::Edit { bot, .. } | State::Confirm(Confirm::Delete { bot }) => Some(bot),
        State::Configure(question) => Some(&question.bot),
        State::Idle
        | State::Hatch(..)
        | State::Confirm(Confirm::Forget | Confirm::Bulk(_) | Confirm::Fleet { .. } | Confirm::Strays { .. })
        | State::Broadcast(..)
        | State::Keys(_)
        | State::Leaving { .. } => None,
    };
    match about.is_some_and(|bot| facts.bot(bot).is_none()) {
        true => Turn::end(session, screen::say(Msg::BotGone)).in_new_message(),
        false => Turn::aside(session, screen::say(Msg::BotGone)),
    }
}

fn with_offer(mut turn: Turn, offer: Option<Screen>) -> Turn {
    turn.screens.extend(offer);
    turn
}

/// The verdict of a check that is not waited for any more is dropped.
pub fn checked(session: Session, check: &Id, finding: Finding, facts: &Facts) -> Turn {
    match session.state.clone() {
        State::Hatch(draft, at) => hatch::checked(session, *draft, at, check, finding, facts),
        State::Edit { bot, provider, step } => edit::checked(session, bot, provider, step, check, finding, facts),
        State::Keys(step) => keys::checked(session, step, check, finding, facts),
        State::Leaving { to, stay } => match *stay {
            State::Hatch(draft, at) => {
                let inner = Session { state: State::Idle, ..session.clone() };
                let moved = hatch::checked(inner, *draft, at, check, finding, facts);
                if moved.session.state.is_idle() {
                    return Turn::stay(session);
                }
                let state = State::Leaving { to, stay: Box::new(moved.session.state) };
                // What was found out may lead to another check, whose question stands below.
                Turn { effects: moved.effects, ..Turn::stay(Session { state, ..session }) }
            }
            State::Idle
            | State::Edit { .. }
            | State::Confirm(_)
            | State::Broadcast(..)
            | State::Configure(_)
            | State::Keys(_)
            | State::Leaving { .. } => Turn::stay(session),
        },
        State::Idle | State::Confirm(_) | State::Broadcast(..) | State::Configure(_) => Turn::stay(session),
    }
}
