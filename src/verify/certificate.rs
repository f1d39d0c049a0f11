//! Until when a certificate is good. That it is good at all was decided when the line was made; nothing else of it is read.

use chrono::{DateTime, NaiveDateTime, Utc};

/// X.690: the tags that stand on the way.
const SEQUENCE: u8 = 0x30;
const VERSION: u8 = 0xa0;
const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// RFC 5280, 4.1: notAfter of a certificate in DER, or nothing where it does not read.
pub fn good_until(der: &[u8]) -> Option<DateTime<Utc>> {
    let (certificate, _) = part(der, SEQUENCE)?;
    let (mut rest, _) = part(certificate, SEQUENCE)?;
    if rest.first() == Some(&VERSION) {
        rest = next(rest)?;
    }
    // Serial number, algorithm, issuer.
    for _ in 0..3 {
        rest = next(rest)?;
    }
    let (validity, _) = part(rest, SEQUENCE)?;
    time(next(validity)?)
}

/// RFC 5280, 4.1.2.5: two digits of a year mean 1950 to 2049.
fn time(der: &[u8]) -> Option<DateTime<Utc>> {
    let text = |tag| Some(std::str::from_utf8(part(der, tag)?.0).ok()?.to_owned());
    let written = match *der.first()? {
        UTC_TIME => {
            let short = text(UTC_TIME)?;
            let century = if short.get(..2)? < "50" { "20" } else { "19" };
            format!("{century}{short}")
        }
        GENERALIZED_TIME => text(GENERALIZED_TIME)?,
        _ => return None,
    };
    Some(NaiveDateTime::parse_from_str(&written, "%Y%m%d%H%M%SZ").ok()?.and_utc())
}

fn next(der: &[u8]) -> Option<&[u8]> {
    part(der, *der.first()?).map(|(_, rest)| rest)
}

/// What is inside the first part, which has this tag, and what comes after it.
fn part(der: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (&found, rest) = der.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first {
        short @ ..=0x7f => (usize::from(short), rest),
        0x81..=0x84 => {
            let (bytes, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
            (bytes.iter().fold(0, |sum, byte| sum << 8 | usize::from(*byte)), rest)
        }
        _ => return None,
    };
    (found == tag).then_some(())?;
    rest.split_at_checked(length)
}
