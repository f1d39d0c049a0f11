//! How a wish for a bot begins: by words, by a sentence, after another bot, or from the answers of one that did not hatch.

use crate::chat::flow::Turn;
use crate::chat::flow::hatch::{ask, choose_blueprint, go_on, name_fault, provider_word, with_note};
use crate::chat::flow::sentence::{self, Said};
use crate::chat::questions::offered;
use crate::chat::screen::{self, Screen};
use crate::chat::state::{Draft, Facts, HatchStep, Session};
use crate::domain::managed::Child;
use crate::domain::{Channel, Id, Name, Recipe, key};
use crate::quota;
use crate::text::Msg;

/// `/deploy nest anthropic telegram`, or a sentence behind it: takes what the words name and asks for the rest.
pub fn begin(session: Session, words: &str, facts: &Facts) -> Turn {
    if key::looks_secret(words) {
        let turn = wished(session, Said::default(), facts);
        return with_note(turn, Msg::SecretInCommand);
    }
    let said = sentence::read_command(words, &facts.offers).unwrap_or_else(|| bare_words(words, facts));
    wished(session, said, facts)
}

/// A wish for a bot that speaks by this one on Telegram.
pub fn with_made(session: Session, child: Child, facts: &Facts) -> Turn {
    if let Some(why) = kept_from_it(facts) {
        return Turn::aside(session, why);
    }
    let mut draft = Draft::default();
    if let [only] = facts.offers.as_slice() {
        if let Some(too_big) = only.too_big {
            return Turn::aside(session, screen::say(screen::too_big(&only.title, too_big)));
        }
        choose_blueprint(&mut draft, only);
    }
    draft.made = Some(child);
    draft.channels = vec![Channel::Telegram];
    draft.channels_done = true;
    go_on(session, draft, facts)
}

/// A wish as far as it was said; the rest is asked for, and the review comes last whatever was said.
pub fn wished(session: Session, said: Said, facts: &Facts) -> Turn {
    if let Some(why) = kept_from_it(facts) {
        return Turn::aside(session, why);
    }
    let mut draft = Draft::default();
    if let [only] = facts.offers.as_slice() {
        if let Some(too_big) = only.too_big {
            return Turn::aside(session, screen::say(screen::too_big(&only.title, too_big)));
        }
        choose_blueprint(&mut draft, only);
    }
    let why = fill(&mut draft, said, facts);
    let turn = go_on(session, draft, facts);
    match why {
        Some(why) => with_note(turn, why),
        None => turn,
    }
}

/// Another bot after this recipe. Its name is asked for, and all that no recipe holds; the key of one's own bot is offered.
pub fn like(session: Session, recipe: Recipe, of: Option<Id>, facts: &Facts) -> Turn {
    if let Some(why) = kept_from_it(facts) {
        return Turn::aside(session, why);
    }
    let Some(offer) = facts.offer(&recipe.blueprint) else {
        return Turn::aside(session, screen::say(Msg::ShareNoKind));
    };
    if let Some(too_big) = offer.too_big {
        return Turn::aside(session, screen::say(screen::too_big(&offer.title, too_big)));
    }
    let mut draft = Draft { name: Some(recipe.name), like: of, ..Draft::default() };
    choose_blueprint(&mut draft, offer);
    draft.provider = offer.providers.contains(&recipe.provider).then_some(recipe.provider);
    draft.channels = recipe.channels.into_iter().filter(|it| offer.channels.contains(it)).collect();
    draft.channels_done = !draft.channels.is_empty();
    draft.config = recipe.config;
    ask(session, draft, HatchStep::AskName, facts).in_new_message()
}

/// Why somebody cannot hatch a bot now, if so.
pub fn kept_from_it(facts: &Facts) -> Option<Screen> {
    if !facts.may_deploy {
        return Some(screen::no_access());
    }
    if let Some(bar) = &facts.bar {
        return Some(screen::barred(bar));
    }
    quota::allows(&facts.limits, &facts.used, facts.now).err().map(|refusal| screen::refused(&refusal, facts))
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

/// Takes over what was said; says why when something of it cannot be.
fn fill(draft: &mut Draft, said: Said, facts: &Facts) -> Option<Msg> {
    if let Some(offer) = said.blueprint.as_deref().and_then(|id| facts.offer(id)) {
        if let Some(too_big) = offer.too_big {
            return Some(screen::too_big(&offer.title, too_big));
        }
        choose_blueprint(draft, offer);
    }
    let offer = offered(draft, facts);
    draft.provider = said.provider.filter(|it| offer.providers.is_empty() || offer.providers.contains(it));
    let is_offered = |it: &Channel| offer.channels.is_empty() || offer.channels.contains(it);
    let channels: Vec<Channel> = said.channels.into_iter().filter(is_offered).collect();
    if !channels.is_empty() {
        draft.channels = channels;
        draft.channels_done = true;
    }
    match Name::parse(&said.name?).map(|name| (facts.called_like(&name), name)) {
        Err(fault) => Some(name_fault(fault)),
        Ok((Some(taken), _)) => Some(Msg::NameTaken { name: taken.to_string() }),
        Ok((None, name)) => {
            draft.name = Some(name);
            None
        }
    }
}

/// Words that name a provider, a channel or a blueprint are taken as such, whatever is left is the name.
fn bare_words(words: &str, facts: &Facts) -> Said {
    let mut said = Said::default();
    let mut name: Vec<&str> = Vec::new();
    for word in words.split_whitespace() {
        let plain = word.to_lowercase();
        if let Some(offer) = facts.offer_called(&plain) {
            said.blueprint = Some(offer.id.clone());
        } else if let Some(provider) = provider_word(&plain).filter(|_| said.provider.is_none()) {
            said.provider = Some(provider);
        } else if let Some(channel) = Channel::parse(&plain) {
            said.channels.push(channel);
        } else {
            name.push(word);
        }
    }
    said.channels.sort_unstable();
    said.channels.dedup();
    said.name = (!name.is_empty()).then(|| name.join(" "));
    said
}
