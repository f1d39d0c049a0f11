//! What a bot may be called.

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::key;

/// 3 to 32 letters of any script, digits, spaces, `-` and `_`, trimmed, in Unicode normal form C.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Name(String);

/// Why a text is no name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameFault {
    TooShort,
    TooLong,
    /// The first character that a name cannot have.
    Character(char),
    /// Only spaces and dashes.
    NoLetter,
    /// A key or token, which would be shown wherever the bot is named.
    Secret,
}

impl Name {
    pub const MIN: usize = 3;
    pub const MAX: usize = 32;

    pub fn parse(text: &str) -> Result<Self, NameFault> {
        // Nobody's name is longer; this bounds the work on a pasted novel.
        if text.len() > 1024 {
            return Err(NameFault::TooLong);
        }
        if key::looks_secret(text) {
            return Err(NameFault::Secret);
        }
        let name: String = match text.trim() {
            ascii if ascii.is_ascii() => ascii.to_owned(),
            text => text.nfc().collect(),
        };
        if let Some(odd) = name.chars().find(|&c| !may_stand_in_a_name(c)) {
            return Err(NameFault::Character(odd));
        }
        match name.chars().count() {
            0..Self::MIN => Err(NameFault::TooShort),
            Self::MIN..=Self::MAX if name.chars().any(char::is_alphanumeric) => Ok(Name(name)),
            Self::MIN..=Self::MAX => Err(NameFault::NoLetter),
            _ => Err(NameFault::TooLong),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Two names with the same key are the same to a person: without case and without compatibility forms.
    pub fn key(&self) -> String {
        self.0.nfkc().collect::<String>().to_lowercase()
    }

    /// `nest` → `nest-2`, the first that `is_taken` does not know.
    pub fn suggestion(&self, is_taken: impl Fn(&Name) -> bool) -> Option<Name> {
        (2..100).find_map(|n| {
            let tail = format!("-{n}");
            let head: String = self.0.chars().take(Self::MAX - tail.len()).collect();
            let name = Name(format!("{}{tail}", head.trim_end()));
            (!is_taken(&name)).then_some(name)
        })
    }
}

fn may_stand_in_a_name(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || matches!(c, ' ' | '-' | '_')
}

impl From<Name> for String {
    fn from(name: Name) -> String {
        name.0
    }
}

impl TryFrom<String> for Name {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Name::parse(&text).map_err(|_| "not a name")
    }
}

impl std::fmt::Display for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_of_any_script_make_a_name() {
        for text in ["nest", "  My Bot_2 ", "Гнездо", "鳥の巣", "عشّ الطيور", "हिन्दी बॉट", "e\u{301}t\u{e9}"]
        {
            assert!(Name::parse(text).is_ok(), "{text:?}");
        }
        assert_eq!(Name::parse("e\u{301}te").map(String::from), Ok("éte".into()));
    }

    #[test]
    fn everything_else_is_refused_with_its_reason() {
        let cases = [
            ("", NameFault::TooShort),
            ("  a ", NameFault::TooShort),
            ("---", NameFault::NoLetter),
            ("${{Other.SECRET}}", NameFault::Character('$')),
            ("two\nlines", NameFault::Character('\n')),
            ("nest🥚", NameFault::Character('🥚')),
            ("ab\u{202e}cd", NameFault::Character('\u{202e}')),
            ("a\u{200b}bc", NameFault::Character('\u{200b}')),
            ("<b>x</b>", NameFault::Character('<')),
            ("sk-ant-HATCHTEST-0000000000", NameFault::Secret),
        ];
        for (text, fault) in cases {
            assert_eq!(Name::parse(text), Err(fault), "{text:?}");
        }
        assert_eq!(Name::parse(&"a".repeat(33)), Err(NameFault::TooLong));
        assert_eq!(Name::parse(&"a".repeat(10_000)), Err(NameFault::TooLong));
    }

    #[test]
    fn names_that_look_alike_have_one_key() {
        let key = |text| Name::parse(text).expect("a name").key();
        assert_eq!(key("Nest"), key("nEST"));
        assert_eq!(key("ﬁsh"), key("fish"));
        assert_ne!(key("nest"), key("nest-2"));
    }

    #[test]
    fn a_suggestion_fits_and_is_free() {
        let long = Name::parse(&"x".repeat(32)).expect("a name");
        let next = long.suggestion(|name| name.as_str().ends_with("-2")).expect("a suggestion");
        assert!(next.as_str().ends_with("-3") && next.as_str().chars().count() <= Name::MAX);
    }
}
