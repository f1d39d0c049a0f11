//! The questions of a conversation, as far as both those who ask and those who show them have to know: their order,
//! which are answered, and what a form asks at each. Pure.

use crate::chat::form::Field;
use crate::chat::state::{
    BroadcastStep, Confirm, Draft, EditStep, Facts, HatchStep, KeyStep, KeysStep, Offer, Setting, State, TokenStep,
};
use crate::deploy;
use crate::domain::config::Kind;
use crate::domain::{Channel, Provider, Token};

/// The questions of this wish, in their order. Where forms are filled in, what is typed comes together and last.
pub fn path(draft: &Draft, facts: &Facts) -> Vec<HatchStep> {
    let mut path = Vec::new();
    if facts.offers.len() != 1 {
        path.push(HatchStep::AskBlueprint);
    }
    let key = draft.provider.is_some_and(Provider::needs_key).then_some(HatchStep::Key(KeyStep::Ask));
    if facts.fills_forms() {
        path.extend([HatchStep::AskProvider, HatchStep::AskChannels, HatchStep::AskName]);
        path.extend(key);
    } else {
        path.extend([HatchStep::AskName, HatchStep::AskProvider]);
        path.extend(key);
        path.push(HatchStep::AskChannels);
    }
    for channel in &draft.channels {
        path.extend(channel.tokens().iter().map(|kind| HatchStep::Token(*kind, TokenStep::Ask)));
        let is_known = deploy::id_on(&facts.account, *channel).is_some();
        if offered(draft, facts).asks_owner && *channel != Channel::Web && !is_known {
            path.push(HatchStep::AskOwner(*channel));
        }
    }
    path.push(HatchStep::Review);
    path
}

pub fn is_answered(draft: &Draft, step: &HatchStep) -> bool {
    match step {
        HatchStep::AskBlueprint => draft.blueprint.is_some(),
        HatchStep::AskName => draft.name.is_some(),
        HatchStep::AskProvider => draft.provider.is_some(),
        HatchStep::Key(_) => draft.key.is_some(),
        HatchStep::AskChannels => draft.channels_done,
        HatchStep::Token(kind, _) => draft.tokens.contains_key(kind),
        HatchStep::AskOwner(channel) => draft.owners.contains_key(channel),
        HatchStep::Review | HatchStep::Change => false,
    }
}

pub fn is_same_question(one: &HatchStep, other: &HatchStep) -> bool {
    match (one, other) {
        (HatchStep::Token(one, _), HatchStep::Token(other, _)) => one == other,
        (HatchStep::AskOwner(one), HatchStep::AskOwner(other)) => one == other,
        (one, other) => std::mem::discriminant(one) == std::mem::discriminant(other),
    }
}

pub fn offered<'a>(draft: &Draft, facts: &'a Facts) -> &'a Offer {
    static NONE: Offer = Offer::none();
    draft.blueprint.as_deref().and_then(|id| facts.offer(id)).unwrap_or(&NONE)
}

/// What is typed at this question, where something is.
pub fn field(draft: &Draft, at: &HatchStep) -> Option<Field> {
    match at {
        HatchStep::AskName => Some(Field::Name),
        HatchStep::Key(KeyStep::Ask | KeyStep::Problem { .. }) => draft.provider.map(Field::Key),
        HatchStep::Token(kind, TokenStep::Ask | TokenStep::Problem { .. } | TokenStep::NoToken { .. }) => {
            Some(Field::Token(*kind))
        }
        HatchStep::AskOwner(channel) => Some(Field::Owner(*channel)),
        HatchStep::AskChannels => Some(Field::Channels),
        HatchStep::AskBlueprint
        | HatchStep::AskProvider
        | HatchStep::Key(KeyStep::Checking { .. })
        | HatchStep::Token(_, TokenStep::Checking { .. } | TokenStep::Fetching { .. })
        | HatchStep::Review
        | HatchStep::Change => None,
    }
}

/// What a form asks where this person is. Channels are picked from a menu instead.
pub fn form(state: &State, facts: &Facts) -> Vec<Field> {
    match state {
        State::Hatch(draft, at) => of_hatch(draft, at, facts),
        State::Edit { provider, step, .. } => of_edit(*provider, step).into_iter().collect(),
        State::Confirm(Confirm::Delete { .. }) => vec![Field::Confirm],
        State::Confirm(Confirm::Forget | Confirm::Bulk(_) | Confirm::Fleet { .. } | Confirm::Strays { .. }) => {
            vec![Field::Words]
        }
        State::Configure(question) => of_setting(&question.setting).into_iter().collect(),
        State::Keys(KeysStep::Key { provider, step: KeyStep::Ask | KeyStep::Problem { .. }, .. }) => {
            vec![Field::Key(*provider)]
        }
        State::Keys(_) => Vec::new(),
        State::Broadcast(_, at) => of_broadcast(at),
        State::Idle | State::Leaving { .. } => Vec::new(),
    }
}

/// The key or token that is asked for where this person is, if one is.
pub fn secret(state: &State, facts: &Facts) -> Option<Field> {
    form(state, facts).first().copied().filter(|field| field.is_secret())
}

/// The same, and what the same wish is known to ask for later: a page may take it all.
pub fn secrets(state: &State, facts: &Facts) -> Vec<Field> {
    let Some(own) = secret(state, facts) else { return Vec::new() };
    let more = match state {
        State::Hatch(draft, _) if draft.channels_done => secrets_to_come(draft, facts),
        State::Hatch(..)
        | State::Edit { .. }
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => Vec::new(),
    };
    std::iter::once(own).chain(more.into_iter().filter(|field| *field != own)).collect()
}

fn secrets_to_come(draft: &Draft, facts: &Facts) -> Vec<Field> {
    let is_given = |field: &Field| draft.ahead.iter().any(|known| known.field == *field);
    // Whoever can have a bot made on Telegram has no token of it yet.
    let is_made = |field: &Field| *field == Field::Token(Token::Telegram) && facts.maker.is_some();
    let to_come = path(draft, facts).into_iter().filter(|step| !is_answered(draft, step));
    let fields = to_come.filter_map(|step| field(draft, &step));
    fields.filter(|field| field.is_secret() && !is_given(field) && !is_made(field)).collect()
}

/// The answer to this question, and those to come that may be given with it.
pub fn of_hatch(draft: &Draft, at: &HatchStep, facts: &Facts) -> Vec<Field> {
    let Some(own) = field(draft, at).filter(|own| *own != Field::Channels) else { return Vec::new() };
    let is_given = |other: &Field| draft.ahead.iter().any(|known| known.field == *other);
    // Who keeps a key is asked for it by a question of its own, which offers that one.
    let has_one = draft.provider.is_some_and(|provider| !facts.keys_for(provider, None).is_empty());
    let goes_with_it = |other: &Field| {
        let is_asked_later = has_one && matches!(other, Field::Key(_));
        !is_asked_later
            && matches!((own, other), (Field::Name, Field::Key(_)) | (Field::Token(_), Field::Token(_)))
            && own != *other
            && !is_given(other)
    };
    let to_come = path(draft, facts).into_iter().filter(|step| !is_answered(draft, step));
    let more = to_come.filter_map(|step| field(draft, &step)).filter(goes_with_it);
    std::iter::once(own).chain(more).collect()
}

/// What has buttons needs no form.
fn of_setting(setting: &Setting) -> Option<Field> {
    match setting {
        Setting::Model => Some(Field::Model),
        Setting::Guests => Some(Field::Guests),
        Setting::Option(declared) => match declared.kind {
            Kind::Text { .. } | Kind::Number { .. } => Some(Field::Words),
            Kind::Choice { .. } | Kind::YesNo => None,
        },
    }
}

fn of_broadcast(at: &BroadcastStep) -> Vec<Field> {
    match at {
        BroadcastStep::AskText(None) => vec![Field::News, Field::Picture, Field::Links],
        BroadcastStep::AskText(Some(_)) => vec![Field::News],
        BroadcastStep::AskPicture => vec![Field::Picture],
        BroadcastStep::AskLinks => vec![Field::Links],
        BroadcastStep::AskWhen => vec![Field::When],
        BroadcastStep::Review { .. } => vec![Field::Count],
        BroadcastStep::Menu | BroadcastStep::AskWhom | BroadcastStep::Same { .. } => Vec::new(),
    }
}

fn of_edit(provider: Provider, step: &EditStep) -> Option<Field> {
    match step {
        EditStep::Key(KeyStep::Ask | KeyStep::Problem { .. }) => Some(Field::Key(provider)),
        EditStep::Token(kind, TokenStep::Ask | TokenStep::Problem { .. } | TokenStep::NoToken { .. }) => {
            Some(Field::Token(*kind))
        }
        EditStep::Model => Some(Field::Model),
        EditStep::Guests => Some(Field::Guests),
        EditStep::Menu
        | EditStep::Key(KeyStep::Checking { .. })
        | EditStep::Token(_, TokenStep::Checking { .. } | TokenStep::Fetching { .. }) => None,
    }
}
