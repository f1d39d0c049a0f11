//! `/notifications`: what a person is written of by itself.

use crate::chat::flow::broadcast::BroadcastWish;
use crate::chat::flow::{Turn, Wish};
use crate::chat::screen;
use crate::chat::state::{Facts, Session};

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    match rest.to_lowercase().as_str() {
        "on" => news(session, true),
        "off" => news(session, false),
        _ => Turn::aside(session, screen::broadcast::notifications(facts.wants_news)),
    }
}

/// Whether they want news from now on.
pub fn news(session: Session, wanted: bool) -> Turn {
    Turn::stay(session).wishing(Wish::Broadcast(BroadcastWish::News(wanted)))
}
