//! Screens about bots that are shared: the link, and what whoever opens it sees first.

use crate::chat::choice::Choice;
use crate::chat::command::Verb;
use crate::chat::screen::{Button, Screen, words};
use crate::chat::state::{Facts, Offer};
use crate::domain::{Id, Millis, Recipe, ShareCode};
use crate::text::{Msg, Span};

/// The link, and all that whoever has it will see.
pub fn made(bot: Id, recipe: &Recipe, code: &ShareCode, link: Option<String>, lasts: Millis, facts: &Facts) -> Screen {
    let (name, code) = (recipe.name.to_string(), code.text());
    let mut lines = vec![Msg::ShareMade { name, lasts: Span(lasts) }];
    let command = format!("/{} {code}", Verb::Clone.word());
    let mut copies = vec![Button::copy(Msg::ButtonCopyCommand, command)];
    if let Some(link) = link {
        copies.insert(0, Button::copy(Msg::ButtonCopyLink, link.clone()));
        lines.push(Msg::Plain { text: link });
    }
    lines.push(Msg::ShareCommand { code });
    lines.push(Msg::ShareCarries);
    lines.extend(made_of(recipe, facts.offer(&recipe.blueprint)));
    lines.push(Msg::ShareWithout);
    Screen::new(lines).row(copies).row(vec![Button::new(Msg::ButtonEndShare, Choice::EndShare(bot))])
}

/// What it will be, before anything is asked or made.
pub fn offered(recipe: &Recipe, code: &ShareCode, offer: &Offer) -> Screen {
    let mut lines = vec![Msg::ShareOffered { name: recipe.name.to_string() }];
    lines.extend(made_of(recipe, Some(offer)));
    lines.push(match recipe.provider.needs_key() {
        true => Msg::ShareYours { provider: recipe.provider.title().into() },
        false => Msg::ShareYoursAlone,
    });
    Screen::new(lines).row(vec![Button::new(Msg::ButtonHatchLike, Choice::Like(code.clone()))])
}

pub fn over() -> Screen {
    Screen::new(vec![Msg::ShareOver]).row(vec![Button::new(Msg::ButtonHatch, Choice::New)])
}

fn made_of(recipe: &Recipe, offer: Option<&Offer>) -> Vec<Msg> {
    let blueprint = offer.map_or_else(|| recipe.blueprint.clone(), |offer| offer.title.clone());
    let ai = match recipe.provider.needs_key() {
        true => Msg::ReviewKeyToCome { provider: recipe.provider.title().into() },
        false => Msg::ReviewEcho,
    };
    let places = recipe.channels.iter().map(|channel| (*channel, None)).collect();
    let mut lines = vec![Msg::ReviewBlueprint { blueprint }, ai, words::talks_on(places)];
    let settings = recipe.config.settings();
    lines.extend(settings.into_iter().map(|(name, value)| Msg::ShareSetting { name, value }));
    lines
}
