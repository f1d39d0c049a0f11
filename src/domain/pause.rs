//! What keeps somebody from new bots although they have room for one.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Millis;

/// Why nothing new may be begun, whatever one's limits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Bar {
    /// Shut out by an admin, who may have said why.
    Banned(Option<String>),
    /// They asked to be forgotten, and that is under way.
    Leaving,
    /// New bots wait, for everybody.
    Maintenance(Notice),
    /// The month has cost as much as it may.
    Spend,
}

impl Bar {
    /// Whether its person may do nothing but end what is theirs. New bots that wait for a while are no such thing.
    pub fn shuts_out(&self) -> bool {
        match self {
            Bar::Banned(_) | Bar::Leaving => true,
            Bar::Maintenance(_) | Bar::Spend => false,
        }
    }
}

/// What an admin says to everybody, by language; under no language to those whose own is not among them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice(pub BTreeMap<String, String>);

impl Notice {
    /// Reads `"text"`, or `en "text" es "texto"`; nothing when it is neither. Without any text it is empty.
    pub fn parse(words: &str) -> Option<Self> {
        let mut notice = Notice::default();
        let mut rest = words.trim();
        while !rest.is_empty() {
            let open = rest.find(['"', '“', '”'])?;
            let tag = rest[..open].trim().to_lowercase();
            let inside = &rest[open + rest[open..].chars().next()?.len_utf8()..];
            let close = inside.find(['"', '“', '”'])?;
            let text: String = inside[..close].chars().filter(|c| !c.is_control()).collect();
            let is_tag = tag.len() <= 8 && tag.chars().all(|c| c.is_ascii_alphabetic() || c == '-');
            if !is_tag || text.trim().is_empty() || text.chars().count() > LONGEST {
                return None;
            }
            if notice.0.insert(tag, text.trim().to_owned()).is_some() {
                return None;
            }
            rest = inside[close + inside[close..].chars().next()?.len_utf8()..].trim();
        }
        Some(notice)
    }

    /// The text for somebody who reads this language.
    pub fn text_in(&self, tag: &str) -> Option<&str> {
        self.0.get(&tag.to_lowercase()).or_else(|| self.0.get("")).or_else(|| self.0.get("en")).map(String::as_str)
    }
}

/// Letters that one text may have.
const LONGEST: usize = 500;

/// What Railway may cost in a month before new bots wait, and what it has cost; in millionths of a dollar.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Spend {
    pub limit: i64,
    pub spent: i64,
    /// When the month ends that this was counted in.
    pub until: Millis,
}

impl Spend {
    pub fn is_reached(&self, now: Millis) -> bool {
        self.spent >= self.limit && now < self.until
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(parts: &[(&str, &str)]) -> Option<Notice> {
        Some(Notice(parts.iter().map(|(tag, text)| (tag.to_string(), text.to_string())).collect()))
    }

    #[test]
    fn a_notice_is_one_text_or_one_for_each_language() {
        assert_eq!(Notice::parse(""), notice(&[]));
        assert_eq!(Notice::parse(r#""back at six""#), notice(&[("", "back at six")]));
        assert_eq!(Notice::parse("“back at six”"), notice(&[("", "back at six")]));
        assert_eq!(Notice::parse(r#"en "soon" ES "pronto""#), notice(&[("en", "soon"), ("es", "pronto")]));
        assert_eq!(Notice::parse(r#""soon" es "pronto""#), notice(&[("", "soon"), ("es", "pronto")]));
    }

    #[test]
    fn what_is_no_notice_is_refused() {
        for words in ["soon", r#""soon"#, r#""""#, r#"en "a" en "b""#, r#"e$ "a""#, r#"" " "#] {
            assert_eq!(Notice::parse(words), None, "{words}");
        }
        assert_eq!(Notice::parse(&format!("\"{}\"", "x".repeat(501))), None);
    }

    #[test]
    fn who_reads_another_language_is_told_the_text_for_all_or_the_english_one() {
        let notice = Notice::parse(r#"en "soon" es "pronto""#).expect("a notice");
        assert_eq!((notice.text_in("es"), notice.text_in("ru")), (Some("pronto"), Some("soon")));
        assert_eq!(Notice::parse(r#"es "pronto""#).expect("a notice").text_in("ru"), None);
    }
}
