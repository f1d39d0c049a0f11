//! Lengths of time as people write them.

use crate::domain::{Millis, whole};

const MINUTE: Millis = 60_000;

/// Ten years: nobody means more, and it adds up with any time.
const LONGEST: Millis = 3_660 * 24 * 60 * MINUTE;

/// Reads `45m`, `12h`, `30d` or `2w`, at least a minute and at most ten years.
pub fn length(text: &str) -> Option<Millis> {
    let unit = text.chars().last()?;
    let number: Millis = whole(text.strip_suffix(unit).filter(|digits| !digits.is_empty())?)?;
    let one = match unit.to_ascii_lowercase() {
        'm' => MINUTE,
        'h' => 60 * MINUTE,
        'd' => 24 * 60 * MINUTE,
        'w' => 7 * 24 * 60 * MINUTE,
        _ => return None,
    };
    number.checked_mul(one).filter(|length| (MINUTE..=LONGEST).contains(length))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_is_a_number_and_a_unit() {
        let day = 24 * 60 * MINUTE;
        let read = ["45m", "12h", "30d", "2W", "3660d"].map(length);
        assert_eq!(read, [Some(45 * MINUTE), Some(day / 2), Some(30 * day), Some(14 * day), Some(3_660 * day)]);
        for text in ["", "d", "0d", "-1d", "+1d", "1", "1y", "1.5h", "99999999999d", "9223372036854775807w", "1dd"] {
            assert_eq!(length(text), None, "{text}");
        }
    }
}
