//! `/broadcast`: a text to many. It is put together piece by piece around one menu, looked at as people will see it,
//! counted, and sent when its count was typed.

mod pieces;

use serde::{Deserialize, Serialize};

use crate::chat::choice::{Choice, NewsPress};
use crate::chat::flow::{Answer, Effect, Look, Turn, Wish, over};
use crate::chat::form::Field;
use crate::chat::screen;
use crate::chat::state::{BroadcastDraft, BroadcastStep, Facts, Session, State};
use crate::domain::broadcast::{BroadcastState, Content, Reach, Segment};
use crate::domain::{Id, Millis, Role};
use crate::secret::Secret;
use crate::text::Msg;

/// What an operator wants done with a broadcast, or anybody with the news that they get.
#[derive(Debug, Clone)]
pub enum BroadcastWish {
    /// How many it would be for.
    Count(Segment),
    /// `expected` is what was typed: when it is for another number by now, it is asked again.
    Send {
        draft: Box<BroadcastDraft>,
        expected: i64,
        anyway: bool,
    },
    Set {
        broadcast: Id,
        state: BroadcastState,
    },
    News(bool),
}

#[derive(Debug, Clone)]
pub enum BroadcastAnswer {
    Counted(Reach),
    /// The count has changed since it was shown.
    Differs(Reach),
    /// This very text went out a moment ago.
    Same {
        at: Millis,
        total: i64,
    },
    /// It is on record; the message that tells how far it is follows by itself.
    Begun,
    Set(BroadcastState),
    /// It is not in a state in which this makes sense.
    Pointless,
    News(bool),
}

/// What is looked up about broadcasts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum BroadcastLook {
    /// The last ones.
    List,
    /// Those of whom nobody knows whether they have it.
    Unsure { broadcast: Id },
    /// The real message, to oneself.
    Test { content: Box<Content> },
}

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    let ask = (Box::default(), BroadcastStep::AskText(None));
    match rest {
        "" => Turn::go(session, State::Broadcast(ask.0, ask.1), facts),
        "list" => see(session, BroadcastLook::List),
        text => typed(session, ask.0, ask.1, text, facts),
    }
}

fn see(session: Session, look: BroadcastLook) -> Turn {
    Turn::stay(session).doing(Effect::Look(Look::Broadcast(look)))
}

/// An answer in words.
pub fn typed(session: Session, draft: Box<BroadcastDraft>, at: BroadcastStep, text: &str, facts: &Facts) -> Turn {
    // Where the question has not stood yet, this is where it stands.
    let session = Session { state: State::Broadcast(draft.clone(), at.clone()), ..session };
    let read = match &at {
        BroadcastStep::AskText(language) => pieces::text(*draft, language.as_deref(), text),
        BroadcastStep::AskPicture => pieces::picture(*draft, text),
        BroadcastStep::AskLinks => pieces::links(*draft, text),
        BroadcastStep::AskWhen => pieces::when(*draft, text, facts.now, facts.zone),
        BroadcastStep::Review { reach } => return count_typed(session, draft, *reach, text, facts),
        BroadcastStep::Menu | BroadcastStep::AskWhom | BroadcastStep::Same { .. } => Err(Msg::PressAButton),
    };
    match read {
        Ok(draft) => menu(session, draft, facts),
        Err(why) => Turn::again(session, why, facts),
    }
}

/// The answers of a form: the text with what goes with it, or the one thing that was asked for.
pub fn filled(
    session: Session,
    draft: Box<BroadcastDraft>,
    at: BroadcastStep,
    answers: Vec<(Field, Secret)>,
    facts: &Facts,
) -> Turn {
    let session = Session { state: State::Broadcast(draft.clone(), at.clone()), ..session };
    let mut draft = *draft;
    for (field, text) in answers.iter().filter(|(_, text)| !text.expose().trim().is_empty()) {
        let text = text.expose();
        let read = match (field, &at) {
            (Field::News, BroadcastStep::AskText(language)) => pieces::text(draft, language.as_deref(), text),
            (Field::Picture, _) => pieces::picture(draft, text),
            (Field::Links, _) => pieces::links(draft, text),
            (_, at) => return typed(session.clone(), Box::new(draft), at.clone(), text, facts),
        };
        draft = match read {
            Ok(draft) => draft,
            Err(why) => return Turn::again(session, why, facts),
        };
    }
    menu(session, draft, facts)
}

/// What it is by now, as people will see it, and what may be changed.
fn menu(session: Session, draft: BroadcastDraft, facts: &Facts) -> Turn {
    if draft.content.text.text.is_empty() {
        return Turn::go(session, State::Broadcast(Box::new(draft), BroadcastStep::AskText(None)), facts);
    }
    let previews = screen::broadcast::previews(&draft.content);
    let mut turn = Turn::go(session, State::Broadcast(Box::new(draft), BroadcastStep::Menu), facts).in_new_message();
    turn.screens.splice(0..0, previews);
    turn
}

fn count_typed(session: Session, draft: Box<BroadcastDraft>, reach: Reach, text: &str, facts: &Facts) -> Turn {
    let total = reach.total();
    let digits = text.trim().to_lowercase();
    let digits: String = digits
        .strip_prefix("send")
        .unwrap_or(&digits)
        .chars()
        .filter(|c| !matches!(c, ',' | '.' | ' ' | '\u{a0}'))
        .collect();
    match digits.parse::<i64>() {
        Ok(typed) if typed == total && total > 0 => {
            Turn::stay(session).wishing(Wish::Broadcast(BroadcastWish::Send { draft, expected: total, anyway: false }))
        }
        _ if total == 0 => Turn::again(session, Msg::NewsNobody, facts),
        _ => Turn::again(session, Msg::CountDiffers { word: screen::broadcast::send_word(total) }, facts),
    }
}

pub fn pressed(session: Session, draft: Box<BroadcastDraft>, at: BroadcastStep, choice: Choice, facts: &Facts) -> Turn {
    let go = |session, step| Turn::go(session, State::Broadcast(draft.clone(), step), facts);
    let press = match (choice, &at) {
        (Choice::Back, BroadcastStep::AskText(_)) if draft.content.text.text.is_empty() => return over(session, facts),
        (Choice::Back, BroadcastStep::Menu) => return go(session, BroadcastStep::AskText(None)),
        (Choice::Change | Choice::Back, _) => return menu(session, *draft, facts),
        (Choice::Broadcast(press), _) => press,
        _ => return over(session, facts),
    };
    let content = &draft.content;
    let with = |content| BroadcastDraft { content, ..(*draft).clone() };
    match press {
        NewsPress::Text => go(session, BroadcastStep::AskText(None)),
        NewsPress::TextIn(tag) => go(session, BroadcastStep::AskText(Some(tag.to_owned()))),
        NewsPress::Picture => go(session, BroadcastStep::AskPicture),
        NewsPress::NoPicture => menu(session, with(Content { picture: None, ..content.clone() }), facts),
        NewsPress::Links => go(session, BroadcastStep::AskLinks),
        NewsPress::NoLinks => menu(session, with(Content { links: Vec::new(), ..content.clone() }), facts),
        NewsPress::Whom => go(session, BroadcastStep::AskWhom),
        NewsPress::When => go(session, BroadcastStep::AskWhen),
        NewsPress::Now => menu(session, BroadcastDraft { start_at: None, ..*draft }, facts),
        NewsPress::Review => Turn::stay(session).wishing(Wish::Broadcast(BroadcastWish::Count(draft.segment.clone()))),
        NewsPress::Test => see(session, BroadcastLook::Test { content: Box::new(content.clone()) }),
        NewsPress::Anyway => match at {
            BroadcastStep::Same { reach, .. } => {
                let wish = BroadcastWish::Send { draft, expected: reach.total(), anyway: true };
                Turn::stay(session).wishing(Wish::Broadcast(wish))
            }
            _ => over(session, facts),
        },
        whom @ (NewsPress::On(_)
        | NewsPress::OfTier(_)
        | NewsPress::Speaking(_)
        | NewsPress::LiveBot
        | NewsPress::Seen(_)) => {
            let segment = pieces::segment(draft.segment.clone(), &whom);
            let draft = Box::new(BroadcastDraft { segment, ..*draft });
            Turn::redraw(session, State::Broadcast(draft, BroadcastStep::AskWhom), facts)
        }
    }
}

/// A button of the message that tells how far a broadcast is.
pub fn console(session: Session, choice: Choice, facts: &Facts) -> Turn {
    if !facts.is(Role::Operator) {
        return Turn::aside(session, screen::unknown_command(None));
    }
    let set = |broadcast, state| {
        Turn::stay(session.clone()).wishing(Wish::Broadcast(BroadcastWish::Set { broadcast, state }))
    };
    match choice {
        Choice::PauseNews(id) => set(id, BroadcastState::Paused),
        Choice::ResumeNews(id) => set(id, BroadcastState::Sending),
        Choice::CancelNews(id) => set(id, BroadcastState::Cancelled),
        Choice::UnsureNews(broadcast) => see(session, BroadcastLook::Unsure { broadcast }),
        _ => over(session, facts),
    }
}

pub fn answered(session: Session, answer: BroadcastAnswer, facts: &Facts) -> Turn {
    let draft = match &session.state {
        State::Broadcast(draft, _) => Some(draft.clone()),
        State::Idle
        | State::Hatch(..)
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => None,
    };
    let step = |session, step| match draft {
        Some(draft) => Turn::go(session, State::Broadcast(draft, step), facts).in_new_message(),
        None => Turn::stay(session),
    };
    match answer {
        BroadcastAnswer::Counted(reach) => step(session, BroadcastStep::Review { reach }),
        BroadcastAnswer::Differs(reach) => {
            let mut turn = step(session, BroadcastStep::Review { reach });
            turn.screens = turn.screens.into_iter().map(|it| it.with_note(Msg::CountChanged)).collect();
            turn
        }
        BroadcastAnswer::Same { at, total } => match &session.state {
            State::Broadcast(_, BroadcastStep::Review { reach }) => {
                let reach = *reach;
                step(session, BroadcastStep::Same { at, total, reach })
            }
            _ => Turn::stay(session),
        },
        BroadcastAnswer::Begun => Turn::stay(Session { state: State::Idle, revision: session.revision + 1, ..session }),
        BroadcastAnswer::Set(state) => Turn::aside(session, screen::broadcast::set(state)),
        BroadcastAnswer::Pointless => Turn::aside(session, screen::say(Msg::NewsPointless)),
        BroadcastAnswer::News(wanted) => Turn::aside(session, screen::broadcast::news(wanted)),
    }
}

/// `Answer::Broadcast` of this.
impl From<BroadcastAnswer> for Answer {
    fn from(answer: BroadcastAnswer) -> Self {
        Answer::Broadcast(answer)
    }
}
