//! Where somebody's clocks are: seen, picked by a button, or written behind the command.

use crate::chat::flow::{Turn, Wish};
use crate::chat::screen::zones as screens;
use crate::chat::state::{Facts, Session};
use crate::domain::Zone;

pub fn command(session: Session, rest: &str, facts: &Facts) -> Turn {
    match (rest, Zone::parse(rest)) {
        ("", _) => see(session, facts),
        (_, Some(zone)) => Turn::stay(session).wishing(Wish::SetZone(zone)),
        (typed, None) => Turn::aside(session, screens::unknown(typed, facts)),
    }
}

pub fn see(session: Session, facts: &Facts) -> Turn {
    Turn::aside(session, screens::ask(facts))
}

pub fn picked(session: Session, zone: Zone) -> Turn {
    Turn { in_place: true, ..Turn::stay(session).wishing(Wish::SetZone(zone)) }
}
