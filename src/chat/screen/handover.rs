//! Where keys and tokens go out of the sight of others: what is said of the private page of one, in the chat, where the link
//! is, and on the page itself, and what a group is told.

use crate::chat::choice::Choice;
use crate::chat::flow::PrivatePage;
use crate::chat::form::Field;
use crate::chat::questions;
use crate::chat::screen::hatch::{back, cancel};
use crate::chat::screen::links::account;
use crate::chat::screen::{Button, Screen, To, words};
use crate::chat::state::{Facts, State};
use crate::domain::handover::Void;
use crate::domain::{Account, Millis, Platform};
use crate::text::{Msg, Span};

/// Offers the page where a key or token is asked for, beside the other help or ahead of the ways out.
pub fn offered(mut screen: Screen, state: &State, facts: &Facts) -> Screen {
    if !facts.has_private_page {
        return screen;
    }
    if questions::secret(state, facts).is_none() {
        // A form may ask for a key along with something else.
        let asks_along = screen.form.iter().any(|field| field.is_secret());
        screen.lines.extend((asks_along && facts.fills_forms()).then_some(Msg::PrivatePageLater));
        return screen;
    }
    // Nobody is nudged to write it into the chat.
    screen.is_written = false;
    let button = Button::new(Msg::ButtonPrivatePage, Choice::PrivatePage);
    let is_help = |button: &Button| matches!(button.to, To::Choice(Choice::WhereIsTheKey));
    match screen.rows.iter().position(|row| row.iter().any(is_help)) {
        Some(help) => {
            screen.rows[help].insert(0, button);
            screen.lines.push(Msg::PrivatePageHint { platform: platform(facts.account.platform) });
        }
        None => {
            let last = screen.rows.len().saturating_sub(1);
            screen.rows.insert(last, vec![button]);
        }
    }
    screen
}

/// Asked in a group: keys do not belong there.
pub fn in_group(link: String) -> Screen {
    Screen::new(vec![Msg::InGroup]).row(vec![Button::open(Msg::ButtonOpenPrivate, link)])
}

/// The way to the page. Its ways out are those of the question, which void it.
pub fn link(state: &State, page: &PrivatePage, facts: &Facts) -> Screen {
    let what = Box::new(title(page.field, state, facts));
    let (lasts, platform) = (Span(page.lasts), platform(facts.account.platform));
    Screen::new(vec![Msg::PrivatePage { what }, Msg::PrivatePageHelp { lasts, platform }])
        .row(vec![Button::page(Msg::ButtonOpenPage, page.address.expose().to_owned())])
        .row(vec![back(), cancel()])
}

/// What is asked for, and of which bot.
pub fn title(field: Field, state: &State, facts: &Facts) -> Msg {
    let what = words::field(field);
    let of = |name: Option<String>| match name {
        Some(name) => Msg::SecretOf { what: Box::new(what.clone()), name },
        None => Msg::SecretOfNew { what: Box::new(what.clone()) },
    };
    match state {
        State::Hatch(draft, _) => of(draft.name.as_ref().map(ToString::to_string)),
        State::Edit { bot, .. } => of(facts.bot(bot).map(|bot| bot.name.to_string())),
        // One that is kept is of no bot in particular.
        State::Keys(_)
        | State::Idle
        | State::Confirm(_)
        | State::Configure(_)
        | State::Broadcast(..)
        | State::Leaving { .. } => what,
    }
}

/// The label of the line it is written on.
pub fn label(field: Field) -> Msg {
    words::field(field)
}

/// Whose bot it is for: a link may have come from somebody who wants another's key.
pub fn whose(who: &Account, name: Option<&str>) -> Msg {
    Msg::PageWhose { who: Box::new(account(who, name)) }
}

/// Until when the page is good.
pub fn ends(left: Millis) -> Msg {
    Msg::PageEnds { left: Span(left) }
}

pub fn taken() -> Msg {
    Msg::PageTaken
}

pub fn void(why: Void) -> Msg {
    match why {
        Void::Used => Msg::PageUsed,
        Void::Replaced => Msg::PageReplaced,
        Void::Closed => Msg::PageClosed,
        Void::TimeIsOver => Msg::PageTimeIsOver,
        Void::MovedOn => Msg::PageMovedOn,
        Void::Unknown => Msg::PageUnknown,
        Void::NotYours => Msg::PageNotYours,
        Void::Unproven => Msg::PageUnproven,
    }
}

fn platform(platform: Platform) -> String {
    match platform {
        Platform::Telegram => "Telegram".into(),
        Platform::Discord => "Discord".into(),
        // At a terminal nothing is seen by anybody else, the API has no questions, and no page is offered.
        Platform::Console | Platform::Api => String::new(),
    }
}
