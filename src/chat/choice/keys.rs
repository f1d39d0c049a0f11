//! What a button about kept keys says. It works at any time: whatever is decided is decided anew when it is pressed.

use crate::domain::Id;
use crate::domain::stored_key::KeyWord;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum AboutKeys {
    List,
    Add,
    Card(Id),
    Replace(Id),
    Delete(Id),
    /// Keep the one that this bot has.
    KeepOf(Id),
    /// Use the one that this bot has.
    UseOf(Id),
    /// About a key that stopped on its way to its bots.
    Say(Id, KeyWord),
}

impl AboutKeys {
    pub(super) fn word(&self) -> String {
        match self {
            AboutKeys::List => "keys".into(),
            AboutKeys::Add => "keys.add".into(),
            AboutKeys::Card(key) => format!("keys.card.{key}"),
            AboutKeys::Replace(key) => format!("keys.new.{key}"),
            AboutKeys::Delete(key) => format!("keys.drop.{key}"),
            AboutKeys::KeepOf(bot) => format!("keys.keep.{bot}"),
            AboutKeys::UseOf(bot) => format!("keys.same.{bot}"),
            AboutKeys::Say(job, KeyWord::GoOn) => format!("keys.on.{job}"),
            AboutKeys::Say(job, KeyWord::Back) => format!("keys.back.{job}"),
            AboutKeys::Say(job, KeyWord::Leave) => format!("keys.leave.{job}"),
        }
    }

    /// The part behind `keys.`.
    pub(super) fn parse(rest: &str) -> Option<Self> {
        let (word, id) = rest.split_once('.').unwrap_or((rest, ""));
        let id = || Id::parse(id);
        Some(match word {
            "" if rest.is_empty() => AboutKeys::List,
            "add" if rest == "add" => AboutKeys::Add,
            "card" => AboutKeys::Card(id()?),
            "new" => AboutKeys::Replace(id()?),
            "drop" => AboutKeys::Delete(id()?),
            "keep" => AboutKeys::KeepOf(id()?),
            "same" => AboutKeys::UseOf(id()?),
            "on" => AboutKeys::Say(id()?, KeyWord::GoOn),
            "back" => AboutKeys::Say(id()?, KeyWord::Back),
            "leave" => AboutKeys::Say(id()?, KeyWord::Leave),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_reads_back_and_no_other_does() {
        let id = || Id::from_bytes([7; 16]);
        for about in [
            AboutKeys::List,
            AboutKeys::Add,
            AboutKeys::Card(id()),
            AboutKeys::Replace(id()),
            AboutKeys::Delete(id()),
            AboutKeys::KeepOf(id()),
            AboutKeys::UseOf(id()),
            AboutKeys::Say(id(), KeyWord::GoOn),
            AboutKeys::Say(id(), KeyWord::Back),
            AboutKeys::Say(id(), KeyWord::Leave),
        ] {
            let word = about.word();
            assert!(word.len() <= 40, "{word}");
            let rest = word.strip_prefix("keys").expect("its word").trim_start_matches('.');
            assert_eq!(AboutKeys::parse(rest), Some(about));
        }
        for rest in ["card", "card.", "card.x", "add.x", ".", "new.1", "burn"] {
            assert_eq!(AboutKeys::parse(rest), None, "{rest}");
        }
    }
}
