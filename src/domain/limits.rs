//! How many bots, and how many deploys an hour and a day.

use std::fmt;

use serde::{Deserialize, Serialize};

/// Nobody has more live bots than this, whatever their tier.
pub const MOST_BOTS: u32 = 5;

/// The limits of a tier: accepted deploys in a sliding hour and day, and live bots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    pub hour: u32,
    pub day: u32,
    pub live: u32,
}

impl Limits {
    /// Of `hour=2,day=10,live=5`, in any order.
    pub fn parse(text: &str) -> Option<Self> {
        let (mut hour, mut day, mut live) = (None, None, None);
        for part in text.split(',') {
            let (name, number) = part.split_once('=')?;
            let slot = match name.trim() {
                "hour" => &mut hour,
                "day" => &mut day,
                "live" => &mut live,
                _ => return None,
            };
            if slot.replace(whole(number.trim())?).is_some() {
                return None;
            }
        }
        let limits = Limits { hour: hour?, day: day?, live: live? };
        (limits.live <= MOST_BOTS).then_some(limits)
    }
}

impl fmt::Display for Limits {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "hour={},day={},live={}", self.hour, self.day, self.live)
    }
}

/// Digits only; the standard parser would take a plus sign, too.
pub fn whole<T: std::str::FromStr>(text: &str) -> Option<T> {
    let is_plain = text.bytes().all(|b| b.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}
