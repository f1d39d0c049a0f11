//! Screens about the zone in which a person reads times.

use crate::chat::choice::Choice;
use crate::chat::screen::{Button, Screen};
use crate::chat::state::Facts;
use crate::domain::{Millis, Zone};
use crate::text::Msg;

/// What a clock there shows now. Hours and minutes are written so in every language we speak.
fn clock(zone: Zone, now: Millis) -> String {
    zone.reading(now).map(|shown| format!("{:02}:{:02}", shown.hour, shown.minute)).unwrap_or_default()
}

/// The zone that holds, and others to pick, each with its time: whoever sees their own has found their place.
pub fn ask(facts: &Facts) -> Screen {
    let button = |zone: &Zone| {
        let label = Msg::ButtonZone { zone: *zone, clock: clock(*zone, facts.now) };
        Button::new(label, Choice::Zone(*zone))
    };
    let head = Msg::ZoneNow { zone: facts.zone, clock: clock(facts.zone, facts.now) };
    let rows = Zone::OFFERED.chunks(2).map(|pair| pair.iter().map(button).collect());
    rows.fold(Screen::new(vec![head, Msg::ZoneHelp]), Screen::row)
}

pub fn set(zone: Zone, now: Millis) -> Screen {
    Screen::new(vec![Msg::ZoneSet { zone, clock: clock(zone, now) }])
}

pub fn unknown(typed: &str, facts: &Facts) -> Screen {
    let text = typed.chars().take(40).collect();
    ask(facts).with_note(Msg::ZoneUnknown { text })
}
