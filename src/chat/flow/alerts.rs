//! `/alerts`: what Hatchery tells its admins of by itself. Whoever helps may look; operators may try the ways to them,
//! and keep alarms quiet for a while.

use crate::chat::choice::AboutAlerts;
use crate::chat::flow::{Effect, Look, Turn, Wish};
use crate::chat::screen::{self, people};
use crate::chat::state::{Facts, Session};
use crate::domain::{Alarm, Role};
use crate::text::Msg;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertsWish {
    /// One, or all: for an hour nobody is told of it.
    Mute {
        alarm: Option<Alarm>,
    },
    Unmute,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AlertsAnswer {
    Muted { alarm: Option<Alarm> },
    Unmuted,
    NothingMuted,
}

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    let words: Vec<&str> = rest.split_whitespace().collect();
    let about = match words.as_slice() {
        [] => Some(AboutAlerts::Show),
        ["test"] => Some(AboutAlerts::Test),
        ["mute"] => Some(AboutAlerts::Mute(None)),
        ["mute", alarm] => Alarm::parse(alarm).map(|alarm| AboutAlerts::Mute(Some(alarm))),
        ["unmute"] => Some(AboutAlerts::Unmute),
        _ => None,
    };
    match about {
        Some(about) => pressed(session, about, facts),
        None => Turn::aside(session, screen::say(Msg::UsageAlerts)),
    }
}

/// The same by a button, which may be older than the role of who presses it.
pub fn pressed(session: Session, about: AboutAlerts, facts: &Facts) -> Turn {
    let least = match about {
        AboutAlerts::Show => Role::Support,
        AboutAlerts::Test | AboutAlerts::Mute(_) | AboutAlerts::Unmute => Role::Operator,
    };
    if !facts.is(Role::Support) {
        return Turn::aside(session, screen::unknown_command(None));
    }
    if !facts.is(least) {
        return Turn::aside(session, people::needs(least));
    }
    match about {
        AboutAlerts::Show => Turn::stay(session).doing(Effect::Look(Look::Alerts)),
        AboutAlerts::Test => Turn::stay(session).doing(Effect::Look(Look::TestAlerts)),
        AboutAlerts::Mute(alarm) => Turn::stay(session).wishing(Wish::Alerts(AlertsWish::Mute { alarm })),
        AboutAlerts::Unmute => Turn::stay(session).wishing(Wish::Alerts(AlertsWish::Unmute)),
    }
}

pub fn answered(session: Session, answer: AlertsAnswer) -> Turn {
    Turn::aside(session, screen::alerts::answered(&answer))
}
