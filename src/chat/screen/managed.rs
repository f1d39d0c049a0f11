//! What is said of bots on Telegram that people make through us.

use crate::chat::choice::Choice;
use crate::chat::screen::{Button, Screen};
use crate::chat::state::{Bot, Facts};
use crate::domain::Channel;
use crate::domain::managed::{Child, ManagedNews, NoToken, username};
use crate::text::Msg;

/// Bots that are there already and could be used, at most.
const MOST_SHOWN: usize = 3;

/// Where one is asked for: those that are there already, and the way to another one. Nothing has to be copied or pasted.
pub fn offer(screen: Screen, name: &str, facts: &Facts) -> Screen {
    let Some(maker) = &facts.maker else { return screen };
    let unused = facts.unused().rev().take(MOST_SHOWN).map(|child| vec![use_it(child)]);
    let make =
        Button::open(Msg::ButtonMakeBot, address(maker, &username(name, &facts.account, facts.made.len()), name));
    unused.fold(screen, Screen::row).row(vec![make])
}

/// Bot API, managed bots: where somebody confirms in Telegram that they want it.
fn address(maker: &str, username: &str, name: &str) -> String {
    let mut address = format!("https://t.me/newbot/{maker}/{username}?name=");
    for byte in name.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => address.push(char::from(byte)),
            _ => address.push_str(&format!("%{byte:02X}")),
        }
    }
    address
}

fn use_it(child: &Child) -> Button {
    Button::new(Msg::ButtonUseMade { handle: child.handle() }, Choice::UseMade(child.id))
}

/// It came when nobody waited any more.
pub fn late(child: &Child) -> Screen {
    Screen::new(vec![Msg::ManagedLate { handle: child.handle() }]).row(vec![use_it(child)])
}

/// It was waited for, and the question was left meanwhile.
pub fn kept(child: &Child) -> Screen {
    Screen::new(vec![Msg::ManagedKept { handle: child.handle() }]).row(vec![use_it(child)])
}

/// It was made through us, and nobody asked for it here.
pub fn unasked(child: &Child, facts: &Facts) -> Screen {
    let handle = child.handle();
    if !facts.may_deploy {
        return Screen::new(vec![Msg::ManagedUnasked { handle }, Msg::NoAccess]);
    }
    Screen::new(vec![Msg::ManagedUnasked { handle }]).row(vec![use_it(child)])
}

/// Telegram does not let us have its token.
pub fn no_token(child: &Child, why: NoToken) -> Screen {
    let handle = child.handle();
    let again = || vec![Button::new(Msg::ButtonTryAgain, Choice::TryAgain)];
    let another = || vec![Button::new(Msg::ButtonAnotherToken, Choice::AnotherKey)];
    match why {
        NoToken::Refused => Screen::new(vec![Msg::ManagedRefused { handle }, Msg::ManagedRefusedHelp]).row(again()),
        NoToken::Unreachable => Screen::new(vec![Msg::ManagedUnreachable { handle }]).row(again()),
        NoToken::InUse => {
            let platform = Channel::Telegram.title().into();
            Screen::new(vec![Msg::TokenInUse { platform }])
        }
    }
    .row(another())
}

/// It has no token that we could ask for.
pub fn not_managed(bot: &Bot) -> Screen {
    let name = bot.name.to_string();
    let said = match bot.channels.contains(&Channel::Telegram) {
        true => Msg::RotateByHand { name },
        false => Msg::RotateNoTelegram { name },
    };
    Screen::new(vec![said]).row(vec![Button::new(Msg::ButtonEdit, Choice::Edit(bot.id.clone()))])
}

/// Of one that a bot here has.
pub fn news(news: ManagedNews, name: String, handle: String) -> Screen {
    Screen::new(vec![match news {
        ManagedNews::Lost => Msg::ManagedLost { name, handle },
        ManagedNews::Refused => Msg::ManagedGone { name, handle },
        ManagedNews::Kept => Msg::ManagedTokenKept { name, handle },
        ManagedNews::TakenUp => Msg::ManagedTokenTakenUp { name, handle },
    }])
}
