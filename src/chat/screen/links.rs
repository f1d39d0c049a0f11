//! Screens about accounts that are linked with each other.

use crate::chat::choice::Choice;
use crate::chat::command::Verb;
use crate::chat::screen::{Button, Screen};
use crate::deploy::note::LinkNews;
use crate::domain::{Account, Platform};
use crate::secret::Secret;
use crate::text::Msg;

/// The code, and the link that uses it where the other platform has links.
pub fn code(code: &Secret, link: Option<Secret>) -> Screen {
    let code = code.expose().to_owned();
    let command = format!("/{} {code}", Verb::Link.word());
    let mut lines = vec![Msg::LinkCode { code }, Msg::LinkCodeHelp];
    lines.splice(1..1, link.map(|link| Msg::LinkByLink { link: link.expose().to_owned() }));
    Screen::new(lines).row(vec![Button::copy(Msg::ButtonCopyCommand, command)])
}

/// Each side is shown who the other one is.
pub fn news(news: &LinkNews, other: &Account, called: Option<&str>) -> Screen {
    let other = Box::new(account(other, called));
    let bots = || vec![Button::new(Msg::ButtonMyBots, Choice::Bots)];
    match news {
        LinkNews::Asked { link } => Screen::new(vec![Msg::LinkAsk { other }, Msg::LinkAskHelp]).row(vec![
            Button::new(Msg::ButtonLink, Choice::Link(link.clone())),
            Button::new(Msg::ButtonNoLink, Choice::NoLink(link.clone())),
        ]),
        LinkNews::Half => Screen::new(vec![Msg::LinkWaits { other }]),
        LinkNews::Linked => Screen::new(vec![Msg::Linked { other }]).row(bots()),
        LinkNews::Refused => Screen::new(vec![Msg::LinkRefused { other }]),
        LinkNews::Parted => Screen::new(vec![Msg::UnlinkedFrom { other }]).row(bots()),
    }
}

pub fn ask_to_unlink() -> Screen {
    Screen::new(vec![Msg::UnlinkAsk]).row(vec![Button::new(Msg::ButtonUnlink, Choice::Unlink)])
}

/// An account as the one on the other side recognises it.
pub fn account(account: &Account, called: Option<&str>) -> Msg {
    let platform = match account.platform {
        Platform::Telegram => "Telegram".to_owned(),
        Platform::Discord => "Discord".to_owned(),
        Platform::Console => return Msg::AccountAtTerminal,
        Platform::Api => return Msg::Plain { text: account.to_string() },
    };
    match called.filter(|called| !called.trim().is_empty()) {
        Some(called) => Msg::AccountCalled { platform, called: format!("“{called}” ({})", account.id()) },
        None => Msg::AccountNumbered { platform, number: account.id().to_owned() },
    }
}
