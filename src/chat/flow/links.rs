//! Two accounts of one person on two platforms: a code, a question on both sides, and the way apart.

use crate::chat::flow::{LinkAnswer, LinkWish, Turn, Wish};
use crate::chat::screen::{self, Screen, links};
use crate::chat::state::Session;
use crate::secret::Secret;
use crate::text::Msg;

/// `/link` asks for a code, `/link CODE` uses one.
pub fn command(session: Session, rest: &str) -> Turn {
    let wish = match rest.is_empty() {
        true => LinkWish::Begin,
        false => LinkWish::Take { code: Secret::new(rest) },
    };
    Turn::stay(session).wishing(Wish::Link(wish))
}

/// What stands before a code in the payload of a link to us.
const MARK: &str = "link-";

/// What a link to us carries, so that opening it uses a code.
pub fn payload(code: &Secret) -> Secret {
    Secret::new(format!("{MARK}{}", code.expose()))
}

/// The code that such a link carries.
pub fn from_payload(payload: &str) -> Option<&str> {
    payload.strip_prefix(MARK).filter(|code| !code.is_empty())
}

pub fn answered(session: Session, answer: LinkAnswer) -> Turn {
    let screen: Screen = match answer {
        LinkAnswer::Code { code, link } => links::code(&code, link),
        LinkAnswer::News { news, other, called } => links::news(&news, &other, called.as_deref()),
        LinkAnswer::Over => screen::say(Msg::LinkOver),
        LinkAnswer::WrongCode => screen::say(Msg::LinkWrongCode),
        LinkAnswer::Clash => screen::say(Msg::LinkClash),
        LinkAnswer::MayPart => links::ask_to_unlink(),
        LinkAnswer::Parted => screen::say(Msg::Unlinked),
        LinkAnswer::HasBots => screen::say(Msg::UnlinkHasBots),
        LinkAnswer::Alone => screen::say(Msg::NotLinked),
    };
    Turn::aside(session, screen)
}
