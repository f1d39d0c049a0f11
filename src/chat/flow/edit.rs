//! The change of a bot that exists: its key, model, tokens and guests. Each change becomes one update.

use crate::chat::choice::Choice;
use crate::chat::flow::hatch::with_effects;
use crate::chat::flow::secrets::{self, Progress};
use crate::chat::flow::{Change, Finding, Turn, Wish, keys, managed, over};
use crate::chat::screen;
use crate::chat::state::{Bot, EditStep, Facts, GivenKey, GivenToken, KeyStep, Session, State, TokenStep};
use crate::domain::config::guests;
use crate::domain::{Id, Model, Provider, Token};
use crate::secret::Secret;
use crate::text::Msg;

pub fn begin(session: Session, bot: &Bot, facts: &Facts) -> Turn {
    let state = State::Edit { bot: bot.id.clone(), provider: bot.provider, step: EditStep::Menu };
    Turn::go(session, state, facts)
}

pub fn typed(session: Session, bot: Id, provider: Provider, step: EditStep, text: &Secret, facts: &Facts) -> Turn {
    match step {
        EditStep::Menu => Turn::again(session, Msg::PressAButton, facts),
        EditStep::Key(step) => {
            let progress = secrets::key_typed(&step, provider, text, facts);
            key_progress(session, bot, provider, progress, facts)
        }
        EditStep::Model => match Model::parse(text.expose()) {
            Some(model) => update(session, bot, Change::Model(model)),
            None => Turn::again(session, Msg::ModelShape, facts),
        },
        EditStep::Token(kind, step) => {
            let progress = secrets::token_typed(&step, kind, Some(&bot), text, facts);
            token_progressed(session, bot, provider, kind, progress, facts)
        }
        EditStep::Guests => match guests(text.expose()) {
            Some(guests) => update(session, bot, Change::Guests(guests)),
            None => Turn::again(session, Msg::GuestsShape, facts),
        },
    }
}

pub fn pressed(session: Session, bot: Id, provider: Provider, step: EditStep, choice: Choice, facts: &Facts) -> Turn {
    let ask = |session, step| Turn::go(session, State::Edit { bot: bot.clone(), provider, step }, facts);
    match (step, choice) {
        (EditStep::Menu, Choice::Back) => Turn::end(session, screen::cancelled(Msg::CancelledEdit)),
        (EditStep::Key(KeyStep::Checking { .. } | KeyStep::Problem { .. }), Choice::Back) => {
            ask(session, EditStep::Key(KeyStep::Ask))
        }
        (
            EditStep::Token(
                kind,
                TokenStep::Checking { .. }
                | TokenStep::Problem { .. }
                | TokenStep::Fetching { .. }
                | TokenStep::NoToken { .. },
            ),
            Choice::Back,
        ) => ask(session, EditStep::Token(kind, TokenStep::Ask)),
        (_, Choice::Back) => ask(session, EditStep::Menu),
        (EditStep::Menu, Choice::EditKey) if provider.needs_key() => ask(session, EditStep::Key(KeyStep::Ask)),
        (EditStep::Menu, Choice::EditModel) if provider.needs_key() => ask(session, EditStep::Model),
        (EditStep::Menu, Choice::EditToken(kind)) => ask(session, EditStep::Token(kind, TokenStep::Ask)),
        (EditStep::Menu, Choice::EditGuests) => ask(session, EditStep::Guests),
        (EditStep::Key(KeyStep::Ask | KeyStep::Problem { .. }), Choice::UseKey(key)) => {
            keys::picked(session, key, provider, facts)
        }
        (EditStep::Key(step), choice) => {
            let progress = secrets::key_pressed(step, provider, &choice, facts);
            key_progress(session, bot, provider, progress, facts)
        }
        (EditStep::Model, Choice::Model(n)) => {
            match screen::models(&bot, provider, facts).into_iter().nth(usize::from(n)) {
                Some(model) => update(session, bot, Change::Model(model)),
                None => over(session, facts),
            }
        }
        (EditStep::Token(kind, step), choice) => {
            let progress = secrets::token_pressed(step, kind, Some(&bot), &choice, facts);
            token_progressed(session, bot, provider, kind, progress, facts)
        }
        (EditStep::Guests, Choice::NoGuests) => update(session, bot, Change::Guests(Vec::new())),
        _ => over(session, facts),
    }
}

/// The change goes on after a look elsewhere. A verdict that came meanwhile was dropped, since it would have changed
/// the bot behind the person's back; so it is asked for again.
pub fn take_up(session: Session, bot: Id, provider: Provider, step: EditStep, facts: &Facts) -> Turn {
    match step {
        EditStep::Key(KeyStep::Checking { key, .. }) => {
            let progress = secrets::check_key(key, provider, facts);
            key_progress(session, bot, provider, progress, facts)
        }
        EditStep::Token(kind, TokenStep::Checking { token, .. }) => {
            let progress = secrets::check_token(token, kind, Some(&bot), facts);
            token_progressed(session, bot, provider, kind, progress, facts)
        }
        EditStep::Token(kind, TokenStep::Fetching { child, .. }) => {
            let progress = managed::fetch(child, Some(&bot), facts);
            token_progressed(session, bot, provider, kind, progress, facts)
        }
        step @ (EditStep::Menu | EditStep::Key(_) | EditStep::Model | EditStep::Token(..) | EditStep::Guests) => {
            Turn::go(session, State::Edit { bot, provider, step }, facts)
        }
    }
}

pub fn checked(
    session: Session,
    bot: Id,
    provider: Provider,
    step: EditStep,
    ended: &Id,
    finding: Finding,
    facts: &Facts,
) -> Turn {
    match (step, finding) {
        (EditStep::Key(step), Finding::Key(verdict)) => match secrets::key_checked(step, ended, verdict) {
            Progress::Other => Turn::stay(session),
            progress => key_progress(session, bot, provider, progress, facts),
        },
        (EditStep::Token(kind, step), Finding::Token(finding)) => match secrets::token_checked(step, ended, finding) {
            Progress::Other => Turn::stay(session),
            progress => token_progressed(session, bot, provider, kind, progress, facts),
        },
        (EditStep::Token(kind, step), Finding::Made(token)) => match managed::fetched(step, ended, token) {
            Progress::Other => Turn::stay(session),
            progress => token_progressed(session, bot, provider, kind, progress, facts),
        },
        _ => Turn::stay(session),
    }
}

fn progressed<Step, Given>(
    session: Session,
    bot: Id,
    provider: Provider,
    progress: Progress<Step, Given>,
    step_of: impl Fn(Step) -> EditStep,
    change_of: impl Fn(Given) -> Change,
    facts: &Facts,
) -> Turn {
    match progress {
        Progress::Again(why) => Turn::again(session, why, facts),
        Progress::Next(step, effects) => {
            let state = State::Edit { bot, provider, step: step_of(step) };
            with_effects(Turn::go(session, state, facts), effects)
        }
        Progress::Given(given) => update(session, bot, change_of(given)),
        Progress::Other => over(session, facts),
    }
}

pub fn key_progress(
    session: Session,
    bot: Id,
    provider: Provider,
    progress: Progress<KeyStep, GivenKey>,
    facts: &Facts,
) -> Turn {
    progressed(session, bot, provider, progress, EditStep::Key, Change::Key, facts)
}

pub fn token_progressed(
    session: Session,
    bot: Id,
    provider: Provider,
    kind: Token,
    progress: Progress<TokenStep, GivenToken>,
    facts: &Facts,
) -> Turn {
    let step_of = |step| EditStep::Token(kind, step);
    progressed(session, bot, provider, progress, step_of, |token| Change::Token(kind, token), facts)
}

fn update(session: Session, bot: Id, change: Change) -> Turn {
    Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Update { bot, change }) }
}
