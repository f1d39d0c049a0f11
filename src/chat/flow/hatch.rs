//! The wish for a bot: name, AI provider, key, channels, tokens, a last look, and off it goes. Whatever is known
//! already is not asked for again.

use crate::chat::choice::Choice;
use crate::chat::flow::secrets::{self, Progress};
use crate::chat::flow::{Effect, Finding, Turn, Wish, over};
use crate::chat::screen;
use crate::chat::state::{Draft, Facts, GivenKey, GivenToken, HatchStep, KeyStep, Offer, Session, State, TokenStep};
use crate::domain::{Channel, Id, Name, NameFault, Provider, key};
use crate::quota;
use crate::secret::Secret;
use crate::text::Msg;

/// `/deploy nest anthropic telegram`: takes what the words name and asks for the rest.
pub fn begin(session: Session, words: &str, facts: &Facts) -> Turn {
    if !facts.may_deploy {
        return Turn::aside(session, screen::no_access());
    }
    if let Err(refusal) = quota::allows(&facts.limits, &facts.used, facts.now) {
        return Turn::aside(session, screen::refused(&refusal, facts));
    }
    let mut draft = Draft::default();
    if let [only] = facts.offers.as_slice() {
        choose_blueprint(&mut draft, only);
    }
    let why = if key::looks_secret(words) { Some(Msg::SecretInCommand) } else { fill(&mut draft, words, facts) };
    let turn = go_on(session, draft, facts);
    match why {
        Some(why) => with_note(turn, why),
        None => turn,
    }
}

/// The form of a bot that did not hatch, with its answers, one step before the end.
pub fn reopen(session: Session, draft: Draft, facts: &Facts) -> Turn {
    if !facts.may_deploy {
        return Turn::aside(session, screen::no_access());
    }
    let mut draft = draft;
    draft.name = draft.name.filter(|name| !facts.name_is_taken(name));
    go_on(session, draft, facts).in_new_message()
}

pub fn typed(session: Session, mut draft: Draft, at: HatchStep, text: &Secret, facts: &Facts) -> Turn {
    let word = text.expose().trim().to_lowercase();
    match at {
        HatchStep::AskBlueprint => {
            let known = |offer: &&Offer| offer.id == word || offer.title.to_lowercase() == word;
            match facts.offers.iter().find(known) {
                Some(offer) => {
                    choose_blueprint(&mut draft, offer);
                    go_on(session, draft, facts)
                }
                None => Turn::again(session, Msg::PressAButton, facts),
            }
        }
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
        HatchStep::Token(step) => {
            let progress = secrets::token_typed(&step, None, text, facts);
            token_progress(session, draft, progress, facts)
        }
        HatchStep::Review | HatchStep::Change => Turn::again(session, Msg::PressAButton, facts),
    }
}

pub fn pressed(session: Session, mut draft: Draft, at: HatchStep, choice: Choice, facts: &Facts) -> Turn {
    if choice == Choice::Back {
        return back(session, draft, &at, facts);
    }
    match (at, choice) {
        (HatchStep::AskBlueprint, Choice::Blueprint(n)) => match facts.offers.get(usize::from(n)) {
            Some(offer) => {
                choose_blueprint(&mut draft, offer);
                go_on(session, draft, facts)
            }
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
        (HatchStep::Token(TokenStep::Ask), Choice::Keep) if draft.telegram.is_some() => go_on(session, draft, facts),
        (HatchStep::Token(_), Choice::Skip) => {
            draft.channels.retain(|channel| *channel != Channel::Telegram);
            draft.telegram = None;
            draft.channels_done = !draft.channels.is_empty();
            go_on(session, draft, facts)
        }
        (HatchStep::Token(step), choice) => {
            let progress = secrets::token_pressed(step, None, &choice, facts);
            token_progress(session, draft, progress, facts)
        }
        (HatchStep::Review, Choice::Hatch) => {
            // The state moves on only when the wish is granted, so a second press finds the question answered.
            Turn { in_place: true, ..Turn::stay(session).wishing(Wish::Deploy(Box::new(draft))) }
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
        (HatchStep::Token(step), Finding::Token(finding)) => {
            let progress = secrets::token_checked(step, ended, finding);
            if let Progress::Other = progress {
                Turn::stay(session)
            } else {
                token_progress(session, draft, progress, facts)
            }
        }
        _ => Turn::stay(session),
    }
}

fn ask(session: Session, draft: Draft, step: HatchStep, facts: &Facts) -> Turn {
    Turn::go(session, State::Hatch(Box::new(draft), step), facts)
}

/// The first question whose answer is missing.
fn go_on(session: Session, draft: Draft, facts: &Facts) -> Turn {
    let step = next(&draft);
    ask(session, draft, step, facts)
}

fn next(draft: &Draft) -> HatchStep {
    let needs_key = draft.provider.is_some_and(Provider::needs_key);
    let needs_token = draft.channels.contains(&Channel::Telegram);
    if draft.blueprint.is_none() {
        HatchStep::AskBlueprint
    } else if draft.name.is_none() {
        HatchStep::AskName
    } else if draft.provider.is_none() {
        HatchStep::AskProvider
    } else if needs_key && draft.key.is_none() {
        HatchStep::Key(KeyStep::Ask)
    } else if !draft.channels_done {
        HatchStep::AskChannels
    } else if needs_token && draft.telegram.is_none() {
        HatchStep::Token(TokenStep::Ask)
    } else {
        HatchStep::Review
    }
}

/// One question back; before the first there is nothing, which cancels.
fn back(session: Session, draft: Draft, at: &HatchStep, facts: &Facts) -> Turn {
    let has_key = draft.provider.is_some_and(Provider::needs_key);
    let has_token = draft.channels.contains(&Channel::Telegram);
    let before_channels = if has_key { HatchStep::Key(KeyStep::Ask) } else { HatchStep::AskProvider };
    let before = match at {
        HatchStep::AskBlueprint => None,
        HatchStep::AskName if facts.offers.len() > 1 => Some(HatchStep::AskBlueprint),
        HatchStep::AskName => None,
        HatchStep::AskProvider => Some(HatchStep::AskName),
        HatchStep::Key(KeyStep::Ask) => Some(HatchStep::AskProvider),
        HatchStep::Key(KeyStep::Checking { .. } | KeyStep::Problem { .. }) => Some(HatchStep::Key(KeyStep::Ask)),
        HatchStep::AskChannels => Some(before_channels),
        HatchStep::Token(TokenStep::Ask) => Some(HatchStep::AskChannels),
        HatchStep::Token(TokenStep::Checking { .. } | TokenStep::Problem { .. }) => {
            Some(HatchStep::Token(TokenStep::Ask))
        }
        HatchStep::Review if has_token => Some(HatchStep::Token(TokenStep::Ask)),
        HatchStep::Review => Some(HatchStep::AskChannels),
        HatchStep::Change => Some(HatchStep::Review),
    };
    match before {
        Some(step) => ask(session, draft, step, facts),
        None => Turn::end(session, screen::cancelled(Msg::CancelledHatch)),
    }
}

fn named(session: Session, mut draft: Draft, text: &str, facts: &Facts) -> Turn {
    match Name::parse(text) {
        Err(fault) => Turn::again(session, name_fault(fault), facts),
        Ok(name) if facts.name_is_taken(&name) => {
            let why = Msg::NameTaken { name: name.to_string() };
            draft.name = name.suggestion(|other| facts.name_is_taken(other));
            with_note(ask(session, draft, HatchStep::AskName, facts), why)
        }
        Ok(name) => {
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

fn choose_blueprint(draft: &mut Draft, offer: &Offer) {
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
    }
    draft.provider = Some(provider);
    go_on(session, draft, facts)
}

fn offered<'a>(draft: &Draft, facts: &'a Facts) -> &'a Offer {
    static NONE: Offer =
        Offer { id: String::new(), title: String::new(), providers: Vec::new(), channels: Vec::new(), memory_mb: 0 };
    draft.blueprint.as_deref().and_then(|id| facts.offer(id)).unwrap_or(&NONE)
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

fn key_progress(session: Session, mut draft: Draft, progress: Progress<KeyStep, GivenKey>, facts: &Facts) -> Turn {
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

fn token_progress(
    session: Session,
    mut draft: Draft,
    progress: Progress<TokenStep, GivenToken>,
    facts: &Facts,
) -> Turn {
    match progress {
        Progress::Again(why) => Turn::again(session, why, facts),
        Progress::Next(step, effects) => with_effects(ask(session, draft, HatchStep::Token(step), facts), effects),
        Progress::Given(token) => {
            draft.telegram = Some(token);
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

/// Words that name a provider, a channel or a blueprint are taken as such, whatever is left is the name. Says why
/// when the name cannot be one.
fn fill(draft: &mut Draft, words: &str, facts: &Facts) -> Option<Msg> {
    let mut name: Vec<&str> = Vec::new();
    let mut channels: Vec<Channel> = Vec::new();
    for word in words.split_whitespace() {
        let plain = word.to_lowercase();
        if let Some(offer) = facts.offers.iter().find(|offer| offer.id == plain) {
            choose_blueprint(draft, offer);
        } else if let Some(provider) = provider_word(&plain).filter(|_| draft.provider.is_none()) {
            draft.provider = Some(provider);
        } else if let Some(channel) = Channel::parse(&plain) {
            channels.push(channel);
        } else {
            name.push(word);
        }
    }
    let offer = offered(draft, facts);
    draft.provider = draft.provider.filter(|it| offer.providers.is_empty() || offer.providers.contains(it));
    if !channels.is_empty() {
        channels.sort_unstable();
        channels.dedup();
        draft.channels = channels;
        draft.channels_done = true;
    }
    if name.is_empty() {
        return None;
    }
    match Name::parse(&name.join(" ")) {
        Err(fault) => Some(name_fault(fault)),
        Ok(name) if facts.name_is_taken(&name) => Some(Msg::NameTaken { name: name.to_string() }),
        Ok(name) => {
            draft.name = Some(name);
            None
        }
    }
}

/// What people call a provider.
fn provider_word(word: &str) -> Option<Provider> {
    match word {
        "claude" => Some(Provider::Anthropic),
        "chatgpt" | "gpt" => Some(Provider::OpenAi),
        "google" => Some(Provider::Gemini),
        _ => Provider::parse(word),
    }
}
