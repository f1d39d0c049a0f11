//! Buttons before they are put into a language. How much one weighs is said here, for every platform. Pure.

use crate::chat::choice::{Choice, Press};
use crate::chat::{Action, Key, Weight};
use crate::text::{Locale, Msg};

#[derive(Debug, Clone)]
pub struct Button {
    label: Msg,
    pub(super) to: To,
    is_option: bool,
    is_picked: bool,
    is_off: bool,
}

#[derive(Debug, Clone)]
pub(super) enum To {
    Choice(Choice),
    Open(String),
    Page(String),
    Copy(String),
}

impl Button {
    pub fn new(label: Msg, choice: Choice) -> Self {
        Button::to(label, To::Choice(choice))
    }

    pub fn open(label: Msg, address: String) -> Self {
        Button::to(label, To::Open(address))
    }

    /// Opens a page of ours.
    pub(super) fn page(label: Msg, address: String) -> Self {
        Button::to(label, To::Page(address))
    }

    /// Copies a text that is to be handed on.
    pub(super) fn copy(label: Msg, text: String) -> Self {
        Button::to(label, To::Copy(text))
    }

    /// A button whose label is a name, the same in every language.
    pub fn named(label: impl Into<String>, choice: Choice) -> Self {
        Button::new(Msg::Plain { text: label.into() }, choice)
    }

    fn to(label: Msg, to: To) -> Self {
        Button { label, to, is_option: false, is_picked: false, is_off: false }
    }

    /// One of those to pick from.
    pub(super) fn option(self) -> Self {
        Button { is_option: true, ..self }
    }

    pub(super) fn picked(self, is_picked: bool) -> Self {
        Button { is_picked, ..self }
    }

    /// One that would be answered with "busy" now.
    pub(super) fn off(self, is_off: bool) -> Self {
        Button { is_off, ..self }
    }

    pub(super) fn is_option(&self) -> bool {
        self.is_option
    }

    /// `place` is what it weighs where it stands, unless it weighs something by itself.
    pub(super) fn key(&self, locale: &Locale, revision: i64, place: Weight) -> Key {
        let (action, weight) = match &self.to {
            To::Choice(choice) => (Action::Press(Press::word(choice, revision)), choice.weight(place)),
            To::Open(address) => (Action::Open(address.clone()), place),
            To::Page(address) => (Action::Page(address.clone()), place),
            To::Copy(text) => (Action::Copy(text.clone()), place),
        };
        let (is_option, is_picked, is_off) = (self.is_option, self.is_picked, self.is_off);
        Key { label: locale.say(&self.label), action, is_option, is_picked, is_off, weight }
    }
}
