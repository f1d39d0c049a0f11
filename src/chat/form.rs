//! What can be asked by a form, as platforms have them that take several answers at once. A form is named by a short
//! word that a button carries, so that it can be shown at once, with nothing looked up.

use serde::{Deserialize, Serialize};

use crate::domain::{Channel, Provider, Token};

/// One line of a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Field {
    /// The name of a new bot.
    Name,
    Key(Provider),
    Token(Token),
    /// The person's own id on a channel.
    Owner(Channel),
    Channels,
    Guests,
    Model,
    /// The name of a bot, to confirm what cannot be undone.
    Confirm,
    /// A text to many, and what goes with it.
    News,
    Picture,
    Links,
    When,
    /// For how many it is.
    Count,
    /// Whatever else is asked for in words: an invitation, the name of what is on offer.
    Words,
}

/// The answers that a question waits for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// What the button says that opens it.
    pub label: String,
    /// The language it is shown in.
    pub language: String,
    /// Of the question that it answers.
    pub revision: i64,
    pub fields: Vec<Field>,
}

impl Field {
    pub fn word(self) -> String {
        match self {
            Field::Name => "name".into(),
            Field::Key(provider) => format!("key-{}", provider.word()),
            Field::Token(token) => format!("token-{}", token.word()),
            Field::Owner(channel) => format!("owner-{}", channel.word()),
            Field::Channels => "channels".into(),
            Field::Guests => "guests".into(),
            Field::Model => "model".into(),
            Field::Confirm => "confirm".into(),
            Field::News => "news".into(),
            Field::Picture => "picture".into(),
            Field::Links => "links".into(),
            Field::When => "when".into(),
            Field::Count => "count".into(),
            Field::Words => "words".into(),
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        let (kind, rest) = word.split_once('-').unwrap_or((word, ""));
        Some(match (kind, rest) {
            ("name", "") => Field::Name,
            ("key", provider) => Field::Key(Provider::parse(provider)?),
            ("token", token) => Field::Token(Token::parse(token)?),
            ("owner", channel) => Field::Owner(Channel::parse(channel)?),
            ("channels", "") => Field::Channels,
            ("guests", "") => Field::Guests,
            ("model", "") => Field::Model,
            ("confirm", "") => Field::Confirm,
            ("news", "") => Field::News,
            ("picture", "") => Field::Picture,
            ("links", "") => Field::Links,
            ("when", "") => Field::When,
            ("count", "") => Field::Count,
            ("words", "") => Field::Words,
            _ => return None,
        })
    }

    /// A key or token: it is never shown again and never filled in.
    pub fn is_secret(self) -> bool {
        match self {
            Field::Key(_) | Field::Token(_) => true,
            Field::Name
            | Field::Owner(_)
            | Field::Channels
            | Field::Guests
            | Field::Model
            | Field::Confirm
            | Field::News
            | Field::Picture
            | Field::Links
            | Field::When
            | Field::Count
            | Field::Words => false,
        }
    }
}

impl Field {
    /// Whether it takes several lines.
    pub fn is_long(self) -> bool {
        matches!(self, Field::News | Field::Links)
    }
}

impl Form {
    /// Whether a line of it may be left empty: what goes with a text need not be there, and a key beside a name is asked
    /// for by itself then.
    pub fn may_be_empty(&self, field: Field) -> bool {
        let goes_with_text = matches!(field, Field::Picture | Field::Links);
        let goes_with_name = matches!(field, Field::Key(_));
        (goes_with_text && self.fields.contains(&Field::News)) || (goes_with_name && self.fields.contains(&Field::Name))
    }

    /// What a button carries that opens the form: `en:17:name.key-anthropic`, at most 90 bytes of ASCII.
    pub fn word(&self) -> String {
        let fields: Vec<String> = self.fields.iter().map(|field| field.word()).collect();
        format!("{}:{}:{}", self.language, self.revision, fields.join("."))
    }

    /// The form of such a word, without a label. Nothing for a word that is none of ours.
    pub fn parse(word: &str) -> Option<Self> {
        let mut parts = word.splitn(3, ':');
        let (language, revision, fields) = (parts.next()?, parts.next()?.parse().ok()?, parts.next()?);
        let is_tag = language.len() <= 8 && language.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        let fields: Option<Vec<Field>> = fields.split('.').map(Field::parse).collect();
        let language = is_tag.then(|| language.to_owned())?;
        Some(Form { label: String::new(), language, revision, fields: fields? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_reads_back_from_its_word() {
        let fields = vec![
            Field::Name,
            Field::Key(Provider::OpenRouter),
            Field::Token(Token::SlackApp),
            Field::Owner(Channel::Discord),
            Field::Confirm,
        ];
        let form = Form { label: String::new(), language: "zh-Hans".into(), revision: i64::from(u32::MAX), fields };
        assert!(form.word().len() <= 90, "{}", form.word());
        assert_eq!(Form::parse(&form.word()), Some(form));
    }

    #[test]
    fn a_forged_word_is_no_form() {
        for word in ["", "en", "en:1:", "en:x:name", "../x:1:name", "en:1:name.skynet", "en:1:key-skynet"] {
            assert_eq!(Form::parse(word), None, "{word:?}");
        }
    }
}
