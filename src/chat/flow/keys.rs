//! Keys that are kept for several bots: the list, one that comes, one that gets another value, one that goes, and the
//! use of one where a bot needs a key.

use crate::chat::choice::{AboutKeys, Choice};
use crate::chat::command::{Command, Verb};
use crate::chat::flow::hatch::{self, with_effects, with_note};
use crate::chat::flow::secrets::{self, Progress};
use crate::chat::flow::{Finding, Turn, Wish, edit, leaving, over};
use crate::chat::screen::{self, Screen, keys as screens, people};
use crate::chat::state::{EditStep, Facts, GivenKey, HatchStep, KeyStep, KeysStep, Session, Standing, State};
use crate::domain::stored_key::{Kept, KeyWord, MOST_KEYS, StoredKey};
use crate::domain::{Bar, Id, JobState, Provider, key};
use crate::secret::Secret;
use crate::text::Msg;

/// What a person wants done with keys that they keep.
#[derive(Debug, Clone)]
pub enum KeysWish {
    Keep {
        provider: Provider,
        given: GivenKey,
    },
    Replace {
        key: Id,
        given: GivenKey,
    },
    Delete {
        key: Id,
    },
    /// For the bot that is being asked for, or changed.
    Use {
        key: Id,
    },
    /// The one that this bot has.
    KeepOf {
        bot: Id,
    },
    /// The one that this bot has, for another one that is like it.
    UseOf {
        bot: Id,
    },
    /// About one that stopped on its way to its bots.
    Say {
        job: Id,
        word: KeyWord,
    },
}

#[derive(Debug, Clone)]
pub enum KeysAnswer {
    Kept(StoredKey),
    /// It is kept already.
    Known(StoredKey),
    TooMany,
    /// It has another value, which so many bots are being given.
    Replaced {
        key: StoredKey,
        bots: usize,
    },
    /// The value is the one that it has.
    Same(StoredKey),
    /// It is on its way to its bots already.
    OnItsWay,
    /// They are shut out.
    Barred(Bar),
    Deleted {
        provider: Provider,
        tail: String,
    },
    InUse {
        key: StoredKey,
        bots: Vec<String>,
    },
    /// To be used; asked about first unless that was done a while ago.
    Opened {
        given: GivenKey,
        is_fresh: bool,
    },
    Said(JobState),
    /// There is nothing to say of it any more.
    Over,
    Gone,
}

/// `/keys`, `/keys add anthropic`, `/keys replace …x7Qp`, `/keys delete …x7Qp`.
pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    let words: Vec<&str> = rest.split_whitespace().collect();
    if key::looks_secret(rest) {
        return with_note(list(session, facts), Msg::SecretInCommand);
    }
    match words.as_slice() {
        [] => list(session, facts),
        ["add"] => add(session, None, facts),
        ["add", provider] => match hatch::provider_word(&provider.to_lowercase()).filter(|it| it.needs_key()) {
            Some(provider) => add(session, Some(provider), facts),
            None => add(session, None, facts),
        },
        ["replace", which] => match meant(which, facts) {
            Some(key) => replace(session, key, facts),
            None => with_note(list(session, facts), Msg::NoSuchKey),
        },
        ["delete", which] => match meant(which, facts) {
            Some(key) => Turn::stay(session).wishing(Wish::Keys(KeysWish::Delete { key: key.id.clone() })),
            None => with_note(list(session, facts), Msg::NoSuchKey),
        },
        _ => Turn::aside(session, people::usage(Verb::Keys)),
    }
}

/// The one that ends so, or has this id; nothing where several do.
fn meant<'a>(which: &str, facts: &'a Facts) -> Option<&'a StoredKey> {
    let tail = format!("…{}", which.trim_start_matches('…'));
    let mut like = facts.keys.iter().filter(|key| key.tail == tail || key.id.as_str() == which);
    like.next().filter(|_| like.next().is_none())
}

fn list(session: Session, facts: &Facts) -> Turn {
    Turn::aside(session, screens::list(facts))
}

pub fn pressed_about(session: Session, about: AboutKeys, facts: &Facts) -> Turn {
    let known = |id: &Id| facts.keys.iter().find(|key| key.id == *id);
    let gone = |session| with_note(list(session, facts), Msg::NoSuchKey);
    let turn = match about {
        AboutKeys::List => list(session, facts),
        AboutKeys::Add => return add(session, None, facts).in_new_message(),
        AboutKeys::Card(id) => match known(&id) {
            Some(key) => Turn::aside(session, screens::card(key, facts)),
            None => gone(session),
        },
        AboutKeys::Replace(id) => match known(&id) {
            Some(key) => return replace(session, key, facts).in_new_message(),
            None => gone(session),
        },
        AboutKeys::Delete(key) => Turn::stay(session).wishing(Wish::Keys(KeysWish::Delete { key })),
        AboutKeys::KeepOf(bot) => Turn::stay(session).wishing(Wish::Keys(KeysWish::KeepOf { bot })),
        AboutKeys::UseOf(bot) => same_as(session, bot, facts),
        AboutKeys::Say(job, word) => Turn::stay(session).wishing(Wish::Keys(KeysWish::Say { job, word })),
    };
    Turn { in_place: true, ..turn }
}

/// A question that would take the place of another one is asked when that one is left.
fn or_leave(session: Session, words: String, facts: &Facts, begin: impl FnOnce(Session) -> Turn) -> Turn {
    match session.state.is_idle() {
        true => begin(session),
        false => leaving::ask(session, Command { verb: Verb::Keys, rest: words }, facts),
    }
}

fn add(session: Session, provider: Option<Provider>, facts: &Facts) -> Turn {
    if !facts.may_deploy && facts.bots.is_empty() {
        return Turn::aside(session, screen::no_access());
    }
    if facts.keys.len() as i64 >= MOST_KEYS {
        return Turn::aside(session, screen::say(Msg::TooManyKeys { most: MOST_KEYS }));
    }
    let words = provider.map_or("add".into(), |provider| format!("add {}", provider.word()));
    or_leave(session, words, facts, |session| match provider {
        Some(provider) => ask(session, provider, None, KeyStep::Ask, facts),
        None => Turn::go(session, State::Keys(KeysStep::AskProvider), facts),
    })
}

fn replace(session: Session, key: &StoredKey, facts: &Facts) -> Turn {
    if key.job.is_some() {
        return Turn::aside(session, screen::say(Msg::KeyOnItsWay));
    }
    let (id, provider) = (key.id.clone(), key.provider);
    or_leave(session, format!("replace {id}"), facts, |session| ask(session, provider, Some(id), KeyStep::Ask, facts))
}

fn ask(session: Session, provider: Provider, replaces: Option<Id>, step: KeyStep, facts: &Facts) -> Turn {
    Turn::go(session, State::Keys(KeysStep::Key { provider, replaces, step }), facts)
}

pub fn typed(session: Session, step: KeysStep, text: &Secret, facts: &Facts) -> Turn {
    match step {
        KeysStep::AskProvider => {
            let word = text.expose().trim().to_lowercase();
            match hatch::provider_word(&word).filter(|it| it.needs_key()) {
                Some(provider) => ask(session, provider, None, KeyStep::Ask, facts),
                None if key::looks_secret(text.expose()) => Turn::again(session, Msg::KeyTooEarly, facts),
                None => Turn::again(session, Msg::PickProvider, facts),
            }
        }
        KeysStep::Key { provider, replaces, step } => {
            let progress = secrets::key_typed(&step, provider, text, facts);
            progressed(session, provider, replaces, progress, facts)
        }
    }
}

pub fn pressed(session: Session, step: KeysStep, choice: Choice, facts: &Facts) -> Turn {
    match (step, choice) {
        (KeysStep::AskProvider, Choice::Provider(it)) if it.needs_key() => ask(session, it, None, KeyStep::Ask, facts),
        (KeysStep::AskProvider, Choice::Back) => Turn::end(session, screens::list(facts)),
        (
            KeysStep::Key { provider, replaces, step: KeyStep::Checking { .. } | KeyStep::Problem { .. } },
            Choice::Back,
        ) => ask(session, provider, replaces, KeyStep::Ask, facts),
        (KeysStep::Key { replaces: None, .. }, Choice::Back) => {
            Turn::go(session, State::Keys(KeysStep::AskProvider), facts)
        }
        (KeysStep::Key { replaces: Some(_), .. }, Choice::Back) => Turn::end(session, screens::list(facts)),
        (KeysStep::Key { provider, replaces, step }, choice) => {
            let progress = secrets::key_pressed(step, provider, &choice, facts);
            progressed(session, provider, replaces, progress, facts)
        }
        _ => over(session, facts),
    }
}

pub fn checked(session: Session, step: KeysStep, ended: &Id, finding: Finding, facts: &Facts) -> Turn {
    match (step, finding) {
        (KeysStep::Key { provider, replaces, step }, Finding::Key(verdict)) => {
            match secrets::key_checked(step, ended, verdict) {
                Progress::Other => Turn::stay(session),
                progress => progressed(session, provider, replaces, progress, facts),
            }
        }
        _ => Turn::stay(session),
    }
}

/// The question stands again after a look elsewhere. A verdict that came meanwhile was dropped, so it is asked for again.
pub fn take_up(session: Session, step: KeysStep, facts: &Facts) -> Turn {
    match step {
        KeysStep::Key { provider, replaces, step: KeyStep::Checking { key, .. } } => {
            let progress = secrets::check_key(key, provider, facts);
            progressed(session, provider, replaces, progress, facts)
        }
        step @ (KeysStep::AskProvider | KeysStep::Key { .. }) => Turn::go(session, State::Keys(step), facts),
    }
}

fn progressed(
    session: Session,
    provider: Provider,
    replaces: Option<Id>,
    progress: Progress<KeyStep, GivenKey>,
    facts: &Facts,
) -> Turn {
    match progress {
        Progress::Again(why) => Turn::again(session, why, facts),
        Progress::Next(step, effects) => with_effects(ask(session, provider, replaces, step, facts), effects),
        Progress::Given(given) => {
            let wish = match replaces {
                Some(key) => KeysWish::Replace { key, given },
                None => KeysWish::Keep { provider, given },
            };
            Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Keys(wish)) }
        }
        Progress::Other => over(session, facts),
    }
}

/// A kept key is picked where a bot needs one.
pub fn picked(session: Session, key: Id, provider: Provider, facts: &Facts) -> Turn {
    match facts.keys.iter().any(|known| known.id == key && known.provider == provider) {
        true => Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Keys(KeysWish::Use { key })) },
        false => over(session, facts),
    }
}

/// The key of the bot that this one is to be like, where it has one of its own.
fn same_as(session: Session, bot: Id, facts: &Facts) -> Turn {
    let is_asked = match &session.state {
        State::Hatch(draft, HatchStep::Key(KeyStep::Ask | KeyStep::Problem { .. })) => {
            draft.alike(facts).is_some_and(|alike| alike.id == bot)
        }
        State::Hatch(..)
        | State::Idle
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => false,
    };
    match is_asked {
        true => Turn::stay(session).wishing(Wish::Keys(KeysWish::UseOf { bot })),
        false => over(session, facts),
    }
}

/// What is offered when a bot that is changed gets a key that was typed: that it is kept for others, too.
pub fn may_be_kept(state: &State, facts: &Facts) -> Option<Screen> {
    let (bot, step) = match state {
        State::Edit { bot, step: EditStep::Key(step), .. } => (facts.bot(bot)?, step),
        State::Edit { .. }
        | State::Idle
        | State::Hatch(..)
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => return None,
    };
    let given = match step {
        KeyStep::Checking { key, .. } | KeyStep::Problem { key, .. } => key,
        KeyStep::Ask => return None,
    };
    let is_known = facts.keys.iter().any(|key| key.provider == bot.provider && key.tail == given.tail);
    let may = given.kept == Kept::Not && !is_known && (facts.keys.len() as i64) < MOST_KEYS;
    may.then(|| screens::may_be_kept(bot, given))
}

/// A key that was typed is kept for other bots when this one is asked for, or is not after all.
pub fn keep_or_not(key: &mut GivenKey, facts: &Facts) -> Option<()> {
    key.kept = match key.kept {
        Kept::Not => Kept::Wished { checked_at: (key.standing == Standing::Checked).then_some(facts.now) },
        Kept::Wished { .. } => Kept::Not,
        Kept::As(_) => return None,
    };
    Some(())
}

pub fn answered(session: Session, answer: KeysAnswer, facts: &Facts) -> Turn {
    match answer {
        KeysAnswer::Kept(key) => told(session, screens::kept(&key)),
        KeysAnswer::Known(key) => {
            told(session, screens::card(&key, facts).with_note(Msg::KeyKnown { tail: key.tail.clone() }))
        }
        KeysAnswer::TooMany => told(session, screen::say(Msg::TooManyKeys { most: MOST_KEYS })),
        KeysAnswer::Replaced { key, bots } => Turn::end(session, screens::replaced(&key, bots)),
        KeysAnswer::Same(key) => {
            let turn = ask(session, key.provider, Some(key.id), KeyStep::Ask, facts);
            with_note(turn, Msg::KeySame { tail: key.tail })
        }
        KeysAnswer::OnItsWay => told(session, screen::say(Msg::KeyOnItsWay)),
        KeysAnswer::Barred(bar) => told(session, screen::barred(&bar)),
        KeysAnswer::Deleted { provider, tail } => {
            let provider = provider.title().to_owned();
            Turn { in_place: true, ..Turn::aside(session, screens::deleted(provider, tail)) }
        }
        KeysAnswer::InUse { key, bots } => Turn::aside(session, screens::in_use(&key, &bots)),
        KeysAnswer::Opened { given, is_fresh } => opened(session, given, is_fresh, facts),
        KeysAnswer::Said(state) => Turn::aside(session, screens::said(state)),
        KeysAnswer::Over => Turn::aside(session, screen::say(Msg::KeyMoveOver)),
        KeysAnswer::Gone => told(session, screens::list(facts).with_note(Msg::NoSuchKey)),
    }
}

/// Said aside, unless the question for a key led to it, which is over then.
fn told(session: Session, screen: Screen) -> Turn {
    match session.state {
        State::Keys(_) => Turn::end(session, screen),
        State::Idle
        | State::Hatch(..)
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Leaving { .. } => Turn::aside(session, screen),
    }
}

/// A kept key is given where it was asked for, as if it were typed.
fn opened(session: Session, given: GivenKey, is_fresh: bool, facts: &Facts) -> Turn {
    let progress = |provider| match is_fresh {
        true => Progress::Given(GivenKey { standing: Standing::Checked, ..given.clone() }),
        false => secrets::check_key(given.clone(), provider, facts),
    };
    match session.state.clone() {
        State::Hatch(draft, HatchStep::Key(_)) => {
            let progress = progress(draft.provider.unwrap_or(Provider::Echo));
            hatch::key_progress(session, *draft, progress, facts)
        }
        State::Edit { bot, provider, step: EditStep::Key(_) } => {
            let progress = progress(provider);
            edit::key_progress(session, bot, provider, progress, facts)
        }
        State::Idle
        | State::Hatch(..)
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Broadcast(..)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => Turn::stay(session),
    }
}
