//! What is typed of a broadcast, read: its texts, its picture, its buttons, whom it is for and when it goes out.

use crate::chat::choice::NewsPress;
use crate::chat::fit::{public_url, units};
use crate::chat::state::BroadcastDraft;
use crate::domain::broadcast::{Link, Segment};
use crate::domain::rich::{Look, Rich};
use crate::domain::{Millis, Zone, key};
use crate::text::Msg;

/// What fits everywhere: Telegram takes 4096 signs, Discord 4000 with those of the looks; below a picture, Telegram 1024.
const LONGEST: usize = 3_500;
const LONGEST_BELOW_PICTURE: usize = 1_024;
const LONGEST_LABEL: usize = 40;
const MOST_LINKS: usize = 5;
const MINUTE: Millis = 60_000;
const LATEST: Millis = 90 * 24 * 60 * MINUTE;

pub fn text(mut draft: BroadcastDraft, language: Option<&str>, typed: &str) -> Result<BroadcastDraft, Msg> {
    if key::looks_secret(typed) {
        return Err(Msg::SecretInNews);
    }
    let rich = Rich::parse(typed);
    if rich.text.trim().is_empty() {
        return Err(Msg::NewsEmpty);
    }
    for mark in &rich.marks {
        if let Look::Link(address) = &mark.look
            && public_url(address).is_none()
        {
            return Err(Msg::LinksWrong { line: address.clone() });
        }
    }
    match language {
        Some(tag) => drop(draft.content.others.insert(tag.to_owned(), rich)),
        None => draft.content.text = rich,
    }
    fits(draft)
}

pub fn picture(mut draft: BroadcastDraft, typed: &str) -> Result<BroadcastDraft, Msg> {
    let address = typed.trim();
    let is_good = address.starts_with("https://") && address.len() <= 512 && public_url(address).is_some();
    if !is_good {
        return Err(Msg::PictureWrong);
    }
    draft.content.picture = Some(address.to_owned());
    fits(draft)
}

fn fits(draft: BroadcastDraft) -> Result<BroadcastDraft, Msg> {
    let longest = if draft.content.picture.is_some() { LONGEST_BELOW_PICTURE } else { LONGEST };
    match draft.content.texts().map(|rich| units(&rich.text)).max() {
        Some(length) if length > longest => Err(Msg::NewsTooLong { length: length as i64, longest: longest as i64 }),
        _ => Ok(draft),
    }
}

/// A line for each: `Label | https://…`.
pub fn links(mut draft: BroadcastDraft, typed: &str) -> Result<BroadcastDraft, Msg> {
    if key::looks_secret(typed) {
        return Err(Msg::SecretInNews);
    }
    let lines: Vec<&str> = typed.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let mut links = Vec::new();
    for line in &lines {
        let wrong = || Msg::LinksWrong { line: line.chars().take(60).collect() };
        let (label, address) = line.rsplit_once('|').ok_or_else(wrong)?;
        let (label, address) = (label.trim(), address.trim());
        let is_good = (1..=LONGEST_LABEL).contains(&units(label))
            && address.starts_with("https://")
            && address.len() <= 512
            && public_url(address).is_some();
        if !is_good {
            return Err(wrong());
        }
        links.push(Link { label: label.to_owned(), address: address.to_owned() });
    }
    if links.is_empty() || links.len() > MOST_LINKS {
        return Err(Msg::LinksMany { most: MOST_LINKS as i64 });
    }
    draft.content.links = links;
    Ok(draft)
}

pub fn when(draft: BroadcastDraft, typed: &str, now: Millis, zone: Zone) -> Result<BroadcastDraft, Msg> {
    let at = moment(typed, now, zone).filter(|at| (now + 1..=now + LATEST).contains(at)).ok_or(Msg::WhenWrong)?;
    Ok(BroadcastDraft { start_at: Some(at), ..draft })
}

/// `in 2h`, `in 90 min`, `in 3 d`, or `2026-12-01 09:00`, which is what clocks in the zone show, where it does not say UTC.
fn moment(typed: &str, now: Millis, zone: Zone) -> Option<Millis> {
    let typed = typed.trim().to_lowercase();
    if let Some(length) = typed.strip_prefix("in ") {
        let length = length.trim();
        let digits = length.bytes().take_while(u8::is_ascii_digit).count();
        let n: Millis = length[..digits].parse().ok().filter(|n| (1..100_000).contains(n))?;
        let unit = match length[digits..].trim() {
            "m" | "min" | "minutes" | "minute" => MINUTE,
            "h" | "hour" | "hours" => 60 * MINUTE,
            "d" | "day" | "days" => 24 * 60 * MINUTE,
            _ => return None,
        };
        return Some(now + n * unit);
    }
    let (shown, zone) = match typed.strip_suffix("utc") {
        Some(shown) => (shown.trim(), Zone::UTC),
        None => (typed.as_str(), zone),
    };
    zone.moment(chrono::NaiveDateTime::parse_from_str(shown, "%Y-%m-%d %H:%M").ok()?)
}

/// Whom it is for, after a button was pressed.
pub fn segment(segment: Segment, press: &NewsPress) -> Segment {
    match press {
        NewsPress::On(platform) => Segment { platform: *platform, ..segment },
        NewsPress::OfTier(tier) => Segment { tier: *tier, ..segment },
        NewsPress::Speaking(language) => Segment { language: language.map(str::to_owned), ..segment },
        NewsPress::LiveBot => Segment { has_live_bot: !segment.has_live_bot, ..segment },
        NewsPress::Seen(days) => Segment { seen_days: *days, ..segment },
        NewsPress::Text
        | NewsPress::TextIn(_)
        | NewsPress::Picture
        | NewsPress::NoPicture
        | NewsPress::Links
        | NewsPress::NoLinks
        | NewsPress::Whom
        | NewsPress::When
        | NewsPress::Now
        | NewsPress::Review
        | NewsPress::Test
        | NewsPress::Anyway => segment,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_read_as_people_write_it() {
        let now = 1_764_547_200_000;
        for (typed, at) in [
            ("in 2h", Some(now + 120 * MINUTE)),
            ("In 90 min", Some(now + 90 * MINUTE)),
            ("in 3 days", Some(now + 3 * 24 * 60 * MINUTE)),
            ("2026-12-01 09:00", Some(1_796_115_600_000)),
            ("2026-12-01 09:00 UTC", Some(1_796_115_600_000)),
            ("tomorrow", None),
            ("in 0h", None),
            ("in ñ", None),
            ("2026-13-01 09:00", None),
        ] {
            assert_eq!(moment(typed, now, Zone::UTC), at, "{typed}");
        }
        let madrid = Zone::named("Europe/Madrid").expect("a zone");
        for (typed, at) in [
            ("2026-12-01 09:00", Some(1_796_112_000_000)),
            ("2026-12-01 09:00 UTC", Some(1_796_115_600_000)),
            ("in 2h", Some(now + 120 * MINUTE)),
            ("2026-03-29 02:30", None),
        ] {
            assert_eq!(moment(typed, now, madrid), at, "{typed}");
        }
    }

    #[test]
    fn only_whole_lines_become_buttons() {
        let read = |typed: &str| links(BroadcastDraft::default(), typed).map(|draft| draft.content.links.len());
        assert_eq!(read("Read more | https://a.example/x\nAsk | https://b.example"), Ok(2));
        for typed in ["Read more", "| https://a.example", "x | http://a.example", "x | https://127.0.0.1/", "x | y | z"]
        {
            assert!(read(typed).is_err(), "{typed}");
        }
        assert_eq!(read("x | https://a.example/?k=sk-ant-HATCHTEST-00000000000000000000"), Err(Msg::SecretInNews));
        assert_eq!(read("sk-ant-HATCHTEST-00000000000000000000"), Err(Msg::SecretInNews));
        assert_eq!(read(&"x | https://a.example\n".repeat(6)), Err(Msg::LinksMany { most: 5 }));
    }

    #[test]
    fn what_does_not_fit_below_a_picture_is_refused_whichever_comes_first() {
        let long = "a".repeat(1_025);
        let too_long = Err(Msg::NewsTooLong { length: 1_025, longest: 1_024 });
        let picture = |draft| picture(draft, "https://a.example/egg.png");
        assert_eq!(text(BroadcastDraft::default(), None, &long).and_then(picture), too_long);
        let with_picture = picture(BroadcastDraft::default()).expect("a picture");
        assert_eq!(text(with_picture, None, &long), too_long);
        let key = "my key is sk-ant-HATCHTEST-00000000000000000000";
        assert_eq!(text(BroadcastDraft::default(), None, key), Err(Msg::SecretInNews));
    }
}
