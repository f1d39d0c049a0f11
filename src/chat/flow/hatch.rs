//! The wish for a bot: name, AI provider, key, channels, tokens, a last look, and off it goes. Whatever is known
//! already is not asked for again.

mod begin;

use crate::chat::choice::Choice;
use crate::chat::flow::secrets::{self, Progress};
use crate::chat::flow::{Effect, Finding, Turn, Wish, keys, managed, over};
use crate::chat::questions::{self, is_answered, is_same_question, offered, path};
use crate::chat::screen;
use crate::chat::state::{
    Ahead, Draft, Facts, GivenKey, GivenToken, HatchStep, KeyStep, Offer, Session, State, TokenStep,
};
use crate::domain::{BotConfig, Channel, Id, Name, NameFault, Provider, Token, key};
use crate::secret::Secret;
use crate::text::Msg;

pub use begin::{begin, kept_from_it, like, reopen, wished, with_made};

pub fn typed(session: Session, mut draft: Draft, at: HatchStep, text: &Secret, facts: &Facts) -> Turn {
    let word = text.expose().trim().to_lowercase();
    match at {
        HatchStep::AskBlueprint => match facts.offer_called(&word) {
            Some(offer) => blueprint_chosen(session, draft, offer, facts),
            None => Turn::again(session, Msg::PressAButton, facts),
        },
        HatchStep::AskName => named(session, draft, text.expose(), facts),
        HatchStep::AskProvider => match provider_word(&word).filter(|it| offered(&draft, facts).providers.contains(it))
        {
            Some(provider) => choose_provider(session, draft, provider, facts),
            None if key::looks_secret(text.expose()) => Turn::again(session, Msg::KeyTooEarly, facts),
            None => Turn::again(session, Msg::PickProvider, facts),
        },
        HatchStep::Key(step) => {
            let provider = draft.provider.unwrap_or(Provider::Echo);
            let progress = secrets::key_typed(&step, provider, text, facts);
            key_progress(session, draft, progress, facts)
        }
        HatchStep::AskChannels => channels_typed(session, draft, &word, facts),
        HatchStep::Token(kind, step) => {
            let progress = secrets::token_typed(&step, kind, None, text, facts);
            token_progress(session, draft, kind, progress, facts)
        }
        HatchStep::AskOwner(channel) => match channel.is_person(text.expose().trim()) {
            true => {
                draft.owners.insert(channel, text.expose().trim().to_owned());
                go_on(session, draft, facts)
            }
            false => Turn::again(session, screen::owner_shape(channel), facts),
        },
        HatchStep::Review | HatchStep::Change => Turn::again(session, Msg::PressAButton, facts),
    }
}

pub fn pressed(session: Session, mut draft: Draft, at: HatchStep, choice: Choice, facts: &Facts) -> Turn {
    if choice == Choice::Back {
        return back(session, draft, &at, facts);
    }
    match (at, choice) {
        (HatchStep::AskBlueprint, Choice::Blueprint(n)) => match facts.offers.get(usize::from(n)) {
            Some(offer) => blueprint_chosen(session, draft, offer, facts),
            None => over(session, facts),
        },
        (HatchStep::AskName, Choice::SuggestedName) => match screen::suggested_name(&draft, facts) {
            Some(name) => {
                draft.name = Some(name);
                go_on(session, draft, facts)
            }
            None => over(session, facts),
        },
        (HatchStep::AskProvider, Choice::Provider(it)) if offered(&draft, facts).providers.contains(&it) => {
            choose_provider(session, draft, it, facts)
        }
        (HatchStep::Key(KeyStep::Ask), Choice::Keep) if draft.key.is_some() => go_on(session, draft, facts),
        (HatchStep::Key(KeyStep::Ask | KeyStep::Problem { .. }), Choice::UseKey(key)) => {
            let provider = draft.provider.unwrap_or(Provider::Echo);
            keys::picked(session, key, provider, facts)
        }
        (HatchStep::Key(step), choice) => {
            let provider = draft.provider.unwrap_or(Provider::Echo);
            let progress = secrets::key_pressed(step, provider, &choice, facts);
            key_progress(session, draft, progress, facts)
        }
        (HatchStep::AskChannels, Choice::Channel(it)) if offered(&draft, facts).channels.contains(&it) => {
            toggle(&mut draft, it);
            Turn::redraw(session, State::Hatch(Box::new(draft), HatchStep::AskChannels), facts)
        }
        (HatchStep::AskChannels, Choice::Done) => channels_done(session, draft, facts),
        (HatchStep::Token(kind, TokenStep::Ask), Choice::Keep) if draft.tokens.contains_key(&kind) => {
            go_on(session, draft, facts)
        }
        (HatchStep::Token(kind, _), Choice::Skip) => {
            leave_out(&mut draft, kind.channel());
            go_on(session, draft, facts)
        }
        (HatchStep::AskOwner(channel), Choice::Skip) => {
            leave_out(&mut draft, channel);
            go_on(session, draft, facts)
        }
        (HatchStep::Token(kind, step), choice) => {
            let progress = secrets::token_pressed(step, kind, None, &choice, facts);
            token_progress(session, draft, kind, progress, facts)
        }
        (HatchStep::Review, Choice::Hatch) if !facts.may_deploy => Turn::aside(session, screen::no_access()),
        (HatchStep::Review, Choice::Hatch) => {
            // The state moves on only when the wish is granted, so a second press finds the question answered.
            Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Deploy(Box::new(draft))) }
        }
        (HatchStep::Review, Choice::KeepKey) => {
            match draft.key.as_mut().and_then(|key| keys::keep_or_not(key, facts)) {
                Some(()) => Turn::redraw(session, State::Hatch(Box::new(draft), HatchStep::Review), facts),
                None => over(session, facts),
            }
        }
        (HatchStep::Review, Choice::Change) => {
            Turn::go(session, State::Hatch(Box::new(draft), HatchStep::Change), facts)
        }
        (HatchStep::Change, Choice::ChangeName) => ask(session, draft, HatchStep::AskName, facts),
        (HatchStep::Change, Choice::ChangeProvider) => ask(session, draft, HatchStep::AskProvider, facts),
        (HatchStep::Change, Choice::ChangeKey) => ask(session, draft, HatchStep::Key(KeyStep::Ask), facts),
        (HatchStep::Change, Choice::ChangeChannels) => ask(session, draft, HatchStep::AskChannels, facts),
        _ => over(session, facts),
    }
}

pub fn checked(session: Session, draft: Draft, at: HatchStep, ended: &Id, finding: Finding, facts: &Facts) -> Turn {
    match (at, finding) {
        (HatchStep::Key(step), Finding::Key(verdict)) => {
            let progress = secrets::key_checked(step, ended, verdict);
            if let Progress::Other = progress {
                Turn::stay(session)
            } else {
                key_progress(session, draft, progress, facts)
            }
        }
        (HatchStep::Token(kind, step), Finding::Token(finding)) => {
            let progress = secrets::token_checked(step, ended, finding);
            if let Progress::Other = progress {
                Turn::stay(session)
            } else {
                token_progress(session, draft, kind, progress, facts)
            }
        }
        (HatchStep::Token(kind, step), Finding::Made(token)) => match managed::fetched(step, ended, token) {
            Progress::Other => Turn::stay(session),
            progress => token_progress(session, draft, kind, progress, facts),
        },
        _ => Turn::stay(session),
    }
}

fn ask(session: Session, mut draft: Draft, step: HatchStep, facts: &Facts) -> Turn {
    if let HatchStep::Token(Token::Telegram, TokenStep::Ask) = step
        && let Some(child) = draft.made.take()
    {
        return token_progress(session, draft, Token::Telegram, managed::fetch(child, None, facts), facts);
    }
    match ahead(&session, &draft, &step, facts) {
        Some(turn) => turn,
        None => Turn::go(session, State::Hatch(Box::new(draft), step), facts),
    }
}

/// The question is not put when a form has answered it already; the answer is taken as if it were typed now.
pub fn ahead(session: &Session, draft: &Draft, at: &HatchStep, facts: &Facts) -> Option<Turn> {
    let field = questions::field(draft, at)?;
    let n = draft.ahead.iter().position(|known| known.field == field)?;
    let mut draft = draft.clone();
    let Ahead { text, .. } = draft.ahead.remove(n);
    let state = State::Hatch(Box::new(draft.clone()), at.clone());
    let session = Session { state, revision: session.revision + 1, topic: session.topic };
    Some(Turn { in_place: true, ..typed(session, draft, at.clone(), &text, facts) })
}

/// The first question whose answer is missing.
fn go_on(session: Session, draft: Draft, facts: &Facts) -> Turn {
    let missing = path(&draft, facts).into_iter().find(|step| !is_answered(&draft, step));
    if let Some(HatchStep::AskProvider) = missing
        && let Some(key) = managed::short_way(&draft, facts)
    {
        return managed::takes_short_way(session, draft, key, facts);
    }
    ask(session, draft, missing.unwrap_or(HatchStep::Review), facts)
}

/// One question back; before the first there is nothing, which cancels.
fn back(session: Session, draft: Draft, at: &HatchStep, facts: &Facts) -> Turn {
    let before = match at {
        HatchStep::Key(KeyStep::Checking { .. } | KeyStep::Problem { .. }) => Some(HatchStep::Key(KeyStep::Ask)),
        HatchStep::Token(
            kind,
            TokenStep::Checking { .. }
            | TokenStep::Problem { .. }
            | TokenStep::Fetching { .. }
            | TokenStep::NoToken { .. },
        ) => Some(HatchStep::Token(*kind, TokenStep::Ask)),
        HatchStep::Change => Some(HatchStep::Review),
        HatchStep::AskBlueprint
        | HatchStep::AskName
        | HatchStep::AskProvider
        | HatchStep::Key(KeyStep::Ask)
        | HatchStep::AskChannels
        | HatchStep::Token(_, TokenStep::Ask)
        | HatchStep::AskOwner(_)
        | HatchStep::Review => {
            let path = path(&draft, facts);
            let here = path.iter().position(|step| is_same_question(step, at));
            here.and_then(|here| here.checked_sub(1)).map(|before| path[before].clone())
        }
    };
    match before {
        Some(step) => ask(session, draft, step, facts),
        None => Turn::end(session, screen::cancelled(Msg::CancelledHatch)),
    }
}

/// The bot goes without a channel.
fn leave_out(draft: &mut Draft, channel: Channel) {
    draft.channels.retain(|it| *it != channel);
    draft.tokens.retain(|kind, _| kind.channel() != channel);
    draft.owners.remove(&channel);
    draft.channels_done = !draft.channels.is_empty();
}

fn named(session: Session, mut draft: Draft, text: &str, facts: &Facts) -> Turn {
    match Name::parse(text).map(|name| (facts.called_like(&name), name)) {
        Err(fault) => Turn::again(session, name_fault(fault), facts),
        Ok((Some(taken), name)) => {
            let why = Msg::NameTaken { name: taken.to_string() };
            draft.name = name.suggestion(|other| facts.name_is_taken(other));
            with_note(ask(session, draft, HatchStep::AskName, facts), why)
        }
        Ok((None, name)) => {
            draft.name = Some(name);
            go_on(session, draft, facts)
        }
    }
}

fn name_fault(fault: NameFault) -> Msg {
    match fault {
        NameFault::TooShort => Msg::NameTooShort,
        NameFault::TooLong => Msg::NameTooLong,
        NameFault::Character(odd) if odd.is_control() || odd.is_whitespace() => Msg::NameOneLine,
        NameFault::Character(odd) => Msg::NameCharacter { odd: visible(odd) },
        NameFault::NoLetter => Msg::NameNoLetter,
        NameFault::Secret => Msg::KeyTooEarly,
    }
}

/// A character as it can be shown; what has no shape of its own is named by its number.
fn visible(odd: char) -> String {
    let code = u32::from(odd);
    let is_shapeless = matches!(code, 0x200b..=0x200f | 0x202a..=0x202e | 0x2060..=0x206f | 0xfeff);
    if is_shapeless { format!("U+{code:04X}") } else { odd.to_string() }
}

/// A kind that does not fit where it would have to live is refused before anything else is asked.
fn blueprint_chosen(session: Session, mut draft: Draft, offer: &Offer, facts: &Facts) -> Turn {
    if let Some(too_big) = offer.too_big {
        return Turn::again(session, screen::too_big(&offer.title, too_big), facts);
    }
    choose_blueprint(&mut draft, offer);
    go_on(session, draft, facts)
}

fn choose_blueprint(draft: &mut Draft, offer: &Offer) {
    if draft.blueprint.as_ref() != Some(&offer.id) {
        draft.config = BotConfig::default();
    }
    draft.blueprint = Some(offer.id.clone());
    draft.provider = draft.provider.filter(|it| offer.providers.contains(it));
    draft.channels.retain(|it| offer.channels.contains(it));
    if draft.channels.is_empty() && offer.channels.contains(&Channel::Web) {
        draft.channels = vec![Channel::Web];
    }
}

fn choose_provider(session: Session, mut draft: Draft, provider: Provider, facts: &Facts) -> Turn {
    if draft.provider != Some(provider) {
        draft.key = None;
        draft.config.model = None;
    }
    draft.provider = Some(provider);
    go_on(session, draft, facts)
}

fn toggle(draft: &mut Draft, channel: Channel) {
    if draft.channels.contains(&channel) {
        draft.channels.retain(|it| *it != channel);
    } else {
        draft.channels.push(channel);
        draft.channels.sort_unstable();
    }
}

fn channels_typed(session: Session, mut draft: Draft, text: &str, facts: &Facts) -> Turn {
    let words: Vec<&str> = text.split([',', ' ']).filter(|word| !word.is_empty()).collect();
    let channels: Option<Vec<Channel>> = words.iter().map(|word| Channel::parse(word)).collect();
    match channels {
        Some(mut channels) if !channels.is_empty() => {
            channels.sort_unstable();
            channels.dedup();
            draft.channels = channels;
            channels_done(session, draft, facts)
        }
        _ => Turn::again(session, Msg::PickChannels, facts),
    }
}

fn channels_done(session: Session, mut draft: Draft, facts: &Facts) -> Turn {
    let offer = offered(&draft, facts);
    draft.channels.retain(|it| offer.channels.contains(it));
    if draft.channels.is_empty() {
        return Turn::again(session, Msg::PickChannels, facts);
    }
    draft.channels_done = true;
    go_on(session, draft, facts)
}

pub fn key_progress(session: Session, mut draft: Draft, progress: Progress<KeyStep, GivenKey>, facts: &Facts) -> Turn {
    match progress {
        Progress::Again(why) => Turn::again(session, why, facts),
        Progress::Next(step, effects) => with_effects(ask(session, draft, HatchStep::Key(step), facts), effects),
        Progress::Given(key) => {
            draft.key = Some(key);
            go_on(session, draft, facts)
        }
        Progress::Other => over(session, facts),
    }
}

pub fn token_progress(
    session: Session,
    mut draft: Draft,
    kind: Token,
    progress: Progress<TokenStep, GivenToken>,
    facts: &Facts,
) -> Turn {
    match progress {
        Progress::Again(why) => Turn::again(session, why, facts),
        Progress::Next(step, effects) => {
            with_effects(ask(session, draft, HatchStep::Token(kind, step), facts), effects)
        }
        Progress::Given(token) => {
            draft.tokens.insert(kind, token);
            go_on(session, draft, facts)
        }
        Progress::Other => over(session, facts),
    }
}

pub fn with_effects(mut turn: Turn, effects: Vec<Effect>) -> Turn {
    turn.effects.extend(effects);
    turn
}

pub fn with_note(mut turn: Turn, why: Msg) -> Turn {
    if let Some(first) = turn.screens.first_mut() {
        first.note = Some(why);
    }
    turn
}

/// What people call a provider.
pub fn provider_word(word: &str) -> Option<Provider> {
    match word {
        "claude" => Some(Provider::Anthropic),
        "chatgpt" | "gpt" => Some(Provider::OpenAi),
        "google" => Some(Provider::Gemini),
        _ => Provider::parse(word),
    }
}
