//! The options that a blueprint declares for its bots, and the values they can have. A value goes into a variable of the
//! bot, so its alphabet is closed: nothing in it can be expanded by a target or end a line.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::domain::{Language, key};

/// The longest text that any option takes, in characters.
pub const MOST_TEXT: usize = 2_000;

/// One line of plain text: letters and marks of any script, digits, spaces and everyday punctuation, in Unicode normal
/// form C. No `$`, no braces, no backslash, no quotes, and nothing that looks like a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Line(String);

impl Line {
    /// What a keyboard adds is made plain first: line breaks become spaces, a straight apostrophe a curved one.
    pub fn parse(text: &str) -> Result<Self, ValueFault> {
        // Nobody means a longer one; this bounds the work on a pasted novel.
        if text.len() > 4 * MOST_TEXT {
            return Err(ValueFault::TooLong { most: MOST_TEXT as i64 });
        }
        if key::looks_secret(text) {
            return Err(ValueFault::Secret);
        }
        let words: Vec<&str> = text.split_whitespace().collect();
        let line: String = words.join(" ").replace('\'', "’").nfc().collect();
        if let Some(odd) = line.chars().find(|c| !may_stand_in_a_line(*c)) {
            return Err(ValueFault::Character(odd));
        }
        match line.chars().count() {
            0 => Err(ValueFault::Empty),
            1..=MOST_TEXT => Ok(Line(line)),
            _ => Err(ValueFault::TooLong { most: MOST_TEXT as i64 }),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn may_stand_in_a_line(c: char) -> bool {
    c.is_alphanumeric() || is_combining_mark(c) || " .,;:!?¡¿()+-–—/%&@#*=_’…€£°·".contains(c)
}

impl TryFrom<String> for Line {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Line::parse(&text).map_err(|_| "no plain line of text")
    }
}

impl From<Line> for String {
    fn from(line: Line) -> String {
        line.0
    }
}

/// What an option is set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OptionValue {
    YesNo(bool),
    Number(i64),
    Text(Line),
}

impl OptionValue {
    /// As a variable has it.
    pub fn word(&self) -> String {
        match self {
            OptionValue::YesNo(true) => "yes".into(),
            OptionValue::YesNo(false) => "no".into(),
            OptionValue::Number(number) => number.to_string(),
            OptionValue::Text(line) => line.as_str().to_owned(),
        }
    }
}

/// Why something is no value of an option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ValueFault {
    NotText,
    Empty,
    TooLong {
        most: i64,
    },
    /// The first character that it cannot have.
    Character(char),
    /// A key or token, which would be shown wherever the config is.
    Secret,
    NotOneOf {
        choices: Vec<String>,
    },
    NotBetween {
        from: i64,
        to: i64,
    },
    NotYesNo,
}

/// What an option can be set to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Kind {
    Text { most: usize },
    Choice { choices: Vec<String> },
    Number { from: i64, to: i64 },
    YesNo,
}

impl Kind {
    /// Reads what somebody typed.
    pub fn typed(&self, text: &str) -> Result<OptionValue, ValueFault> {
        let text = text.trim();
        let value = match self {
            Kind::Text { .. } => OptionValue::Text(Line::parse(text)?),
            Kind::Choice { choices } => {
                let is_it = |choice: &&String| choice.to_lowercase() == text.to_lowercase();
                let choice = choices.iter().find(is_it);
                let choice = choice.ok_or_else(|| ValueFault::NotOneOf { choices: choices.clone() })?;
                OptionValue::Text(Line::parse(choice)?)
            }
            Kind::Number { from, to } => match text.parse() {
                Ok(number) => OptionValue::Number(number),
                Err(_) => return Err(ValueFault::NotBetween { from: *from, to: *to }),
            },
            Kind::YesNo => match text.to_lowercase().as_str() {
                "yes" | "on" | "true" | "sí" | "si" => OptionValue::YesNo(true),
                "no" | "off" | "false" => OptionValue::YesNo(false),
                _ => return Err(ValueFault::NotYesNo),
            },
        };
        self.accepts(&value).map(|()| value)
    }

    /// Whether a value that was read is one of this option.
    pub fn accepts(&self, value: &OptionValue) -> Result<(), ValueFault> {
        let is_one = |fault, holds: bool| if holds { Ok(()) } else { Err(fault) };
        match (self, value) {
            (Kind::Text { most }, OptionValue::Text(line)) => {
                is_one(ValueFault::TooLong { most: *most as i64 }, line.as_str().chars().count() <= *most)
            }
            (Kind::Text { .. }, OptionValue::Number(_) | OptionValue::YesNo(_)) => Err(ValueFault::NotText),
            (Kind::Choice { choices }, value) => {
                let known = |line: &Line| choices.iter().any(|choice| choice == line.as_str());
                let holds = matches!(value, OptionValue::Text(line) if known(line));
                is_one(ValueFault::NotOneOf { choices: choices.clone() }, holds)
            }
            (Kind::Number { from, to }, value) => {
                let holds = matches!(value, OptionValue::Number(number) if (from..=to).contains(&number));
                is_one(ValueFault::NotBetween { from: *from, to: *to }, holds)
            }
            (Kind::YesNo, value) => is_one(ValueFault::NotYesNo, matches!(value, OptionValue::YesNo(_))),
        }
    }
}

/// The same words by the tag of a language; English is always there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, Option<String>>")]
pub struct Wording(BTreeMap<String, String>);

impl TryFrom<BTreeMap<String, Option<String>>> for Wording {
    type Error = String;

    fn try_from(words: BTreeMap<String, Option<String>>) -> Result<Self, String> {
        if let Some(odd) = words.keys().find(|tag| Language::parse(tag).is_none_or(|known| known.tag() != *tag)) {
            return Err(format!("“{odd}” is no language here"));
        }
        if !matches!(words.get(Language::English.tag()), Some(Some(_))) {
            return Err("English is missing".into());
        }
        Ok(Wording(words.into_iter().filter_map(|(tag, words)| Some((tag, words?))).collect()))
    }
}

impl Wording {
    pub fn in_language(&self, tag: &str) -> &str {
        self.0.get(tag).or_else(|| self.0.get(Language::English.tag())).map_or("", String::as_str)
    }

    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }

    pub fn is_in_every_language(&self) -> bool {
        self.0.len() == Language::ALL.len()
    }
}

/// An option as a blueprint declares it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declared {
    /// The word it is set by.
    pub name: String,
    /// What people call it.
    pub title: Wording,
    /// What it does, in a sentence.
    pub meaning: Wording,
    pub kind: Kind,
    /// What holds while it is not set; nothing leaves its variable out.
    pub usual: Option<OptionValue>,
}

/// The words of an option: 2 to 24 lower-case letters, digits and dashes. What is a setting of every bot is none of them.
pub fn is_name(text: &str) -> bool {
    let known = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
    (2..=24).contains(&text.len()) && text.bytes().all(known) && !["model", "guests", "options"].contains(&text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_made_plain_and_nothing_in_it_can_be_expanded() {
        let line = Line::parse(" You're a gruff\n\tpirate: «no»? ").expect_err("quotes");
        assert_eq!(line, ValueFault::Character('«'));
        assert_eq!(Line::parse(" You're a gruff\n\tpirate! ").expect("a line").as_str(), "You’re a gruff pirate!");
        for (text, odd) in [("${{X.Y}}", '$'), ("a{b", '{'), ("\"a\"", '"'), ("a`b", '`'), ("a\u{7}b", '\u{7}')] {
            assert_eq!(Line::parse(text), Err(ValueFault::Character(odd)), "{text:?}");
        }
        for text in ["a\u{202e}b", "a\\b", "<b>", "a|b", "a\0b"] {
            assert!(matches!(Line::parse(text), Err(ValueFault::Character(_))), "{text:?}");
        }
        assert_eq!(Line::parse(" \n "), Err(ValueFault::Empty));
        assert_eq!(Line::parse("my key is sk-ant-HATCHTEST-0123456789-good"), Err(ValueFault::Secret));
        assert_eq!(Line::parse(&"é".repeat(2_001)), Err(ValueFault::TooLong { most: 2_000 }));
    }

    #[test]
    fn each_kind_takes_its_own_values_only() {
        let choice = Kind::Choice { choices: vec!["low".into(), "high".into()] };
        let number = Kind::Number { from: 1, to: 20 };
        for (kind, good, bad) in [
            (&choice, "HIGH", "higher"),
            (&number, "20", "21"),
            (&number, "1", "1.5"),
            (&Kind::YesNo, "Sí", "perhaps"),
            (&Kind::Text { most: 3 }, "abc", "abcd"),
        ] {
            let value = kind.typed(good).unwrap_or_else(|fault| panic!("{good}: {fault:?}"));
            assert_eq!(kind.accepts(&value), Ok(()));
            assert!(kind.typed(bad).is_err(), "{bad}");
        }
        assert!(choice.accepts(&OptionValue::Number(1)).is_err());
        assert!(Kind::Text { most: 9 }.accepts(&OptionValue::YesNo(true)).is_err());
    }
}
