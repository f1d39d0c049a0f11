//! Where the person is in the conversation: what the prompt says and whether a secret is being asked for. Pure.

use super::layout::clean;
use crate::chat::{Ask, MessageRef, View};

/// The prompt when the person is nowhere in particular.
const HOME: &str = "hatchery";

#[derive(Debug)]
pub struct Place {
    /// Empty at home.
    word: String,
    ask: Ask,
    message: Option<MessageRef>,
    is_answered: bool,
}

impl Place {
    pub fn home() -> Self {
        Place { word: String::new(), ask: Ask::Nothing, message: None, is_answered: true }
    }

    pub fn is_home(&self) -> bool {
        self.word.is_empty() && self.ask == Ask::Nothing
    }

    pub fn prompt(&self) -> String {
        format!("{} › ", if self.word.is_empty() { HOME } else { &self.word })
    }

    pub fn asks_secret(&self) -> bool {
        self.ask == Ask::Secret
    }

    /// Whether a number alone is an answer here.
    pub fn takes_number(&self) -> bool {
        self.ask == Ask::Number
    }

    /// Whether any text is an answer here.
    pub fn takes_text(&self) -> bool {
        self.ask != Ask::Nothing
    }

    /// The person said something; the next message says where that led.
    pub fn answer(&mut self) {
        self.is_answered = true;
    }

    /// A question stands until it is answered, changed or replaced by another; news that arrive meanwhile do not
    /// move the person.
    pub fn moves_to(&mut self, message: &MessageRef, view: &View) {
        let is_next = self.is_answered || view.ask != Ask::Nothing || self.message.as_ref() == Some(message);
        if is_next || (self.ask == Ask::Nothing && !view.prompt.is_empty()) {
            let word = clean(&view.prompt).replace('\n', " ");
            *self = Place {
                word: if word == HOME { String::new() } else { word },
                ask: view.ask,
                message: Some(message.clone()),
                is_answered: false,
            };
        }
    }
}
