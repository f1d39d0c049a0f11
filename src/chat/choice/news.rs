//! What the buttons say by which a broadcast is put together.

use crate::domain::{Language, Platform, Tier};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewsPress {
    /// Another text: for all, or for one language.
    Text,
    TextIn(&'static str),
    Picture,
    NoPicture,
    Links,
    NoLinks,
    Whom,
    When,
    Now,
    /// The last look before it is sent.
    Review,
    Test,
    /// Although it was sent a moment ago.
    Anyway,
    // To whom; nothing means all.
    On(Option<Platform>),
    OfTier(Option<Tier>),
    Speaking(Option<&'static str>),
    LiveBot,
    Seen(Option<u8>),
}

/// How recently somebody can have to have been here, in days.
pub const SEEN_DAYS: [u8; 2] = [7, 30];

const ALL: &str = "all";

impl NewsPress {
    pub fn word(&self) -> String {
        match self {
            NewsPress::Text => "text".into(),
            NewsPress::TextIn(tag) => format!("text-{tag}"),
            NewsPress::Picture => "picture".into(),
            NewsPress::NoPicture => "no-picture".into(),
            NewsPress::Links => "links".into(),
            NewsPress::NoLinks => "no-links".into(),
            NewsPress::Whom => "whom".into(),
            NewsPress::When => "when".into(),
            NewsPress::Now => "now".into(),
            NewsPress::Review => "review".into(),
            NewsPress::Test => "test".into(),
            NewsPress::Anyway => "anyway".into(),
            NewsPress::On(platform) => format!("on-{}", platform.map_or(ALL, Platform::word)),
            NewsPress::OfTier(tier) => format!("tier-{}", tier.map_or(ALL, Tier::word)),
            NewsPress::Speaking(tag) => format!("speaks-{}", tag.unwrap_or(ALL)),
            NewsPress::LiveBot => "live".into(),
            NewsPress::Seen(days) => format!("seen-{}", days.unwrap_or_default()),
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        let language = |tag: &str| Language::parse(tag).map(Language::tag);
        let (kind, rest) = word.split_once('-').unwrap_or((word, ""));
        Some(match (kind, rest) {
            ("text", "") => NewsPress::Text,
            ("text", tag) => NewsPress::TextIn(language(tag)?),
            ("picture", "") => NewsPress::Picture,
            ("no", "picture") => NewsPress::NoPicture,
            ("links", "") => NewsPress::Links,
            ("no", "links") => NewsPress::NoLinks,
            ("whom", "") => NewsPress::Whom,
            ("when", "") => NewsPress::When,
            ("now", "") => NewsPress::Now,
            ("review", "") => NewsPress::Review,
            ("test", "") => NewsPress::Test,
            ("anyway", "") => NewsPress::Anyway,
            ("on", ALL) => NewsPress::On(None),
            ("on", platform) => NewsPress::On(Some(Platform::parse(platform)?)),
            ("tier", ALL) => NewsPress::OfTier(None),
            ("tier", tier) => NewsPress::OfTier(Some(Tier::parse(tier)?)),
            ("speaks", ALL) => NewsPress::Speaking(None),
            ("speaks", tag) => NewsPress::Speaking(Some(language(tag)?)),
            ("live", "") => NewsPress::LiveBot,
            ("seen", "0") => NewsPress::Seen(None),
            ("seen", days) => {
                let days = days.parse().ok().filter(|days| SEEN_DAYS.contains(days))?;
                NewsPress::Seen(Some(days))
            }
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_press_reads_back() {
        for press in [
            NewsPress::Text,
            NewsPress::TextIn("es"),
            NewsPress::NoPicture,
            NewsPress::On(None),
            NewsPress::On(Some(Platform::Discord)),
            NewsPress::OfTier(Some(Tier::Premium)),
            NewsPress::Speaking(Some("en")),
            NewsPress::Seen(Some(30)),
            NewsPress::Seen(None),
        ] {
            assert_eq!(NewsPress::parse(&press.word()), Some(press));
        }
        for word in ["", "seen-8", "on-mars", "text-xx", "now-x"] {
            assert_eq!(NewsPress::parse(word), None, "{word}");
        }
    }
}
