//! The face of the conversation: what a front end hands in (`Incoming`) and what it is given to show (`View`).
//! Every front end speaks through these two types and decides nothing itself.

pub mod choice;
pub mod command;
pub mod fit;
pub mod flow;
pub mod form;
pub mod lanes;
pub mod questions;
pub mod screen;
pub mod session;
pub mod state;

use serde::{Deserialize, Serialize};

use crate::chat::form::{Field, Form};
use crate::domain::Account;
use crate::domain::managed::Child;
use crate::domain::rich::Mark;
pub use crate::domain::{MessageRef, Topic};

/// One thing a person did on a platform.
#[derive(Debug, Clone)]
pub struct Incoming {
    pub account: Account,
    /// Unique within the platform: the same update delivered twice carries the same id.
    pub update: String,
    pub input: Input,
    /// The message it came in, or the message that carries the pressed button.
    pub message: Option<MessageRef>,
    /// The topic of the private chat that it happened in, where it has topics.
    pub topic: Option<Topic>,
    /// The language the platform reports, for example `es` or `pt-br`.
    pub language: Option<String>,
    /// What the platform calls the person.
    pub name: Option<String>,
}

#[derive(Clone)]
pub enum Input {
    /// A message as typed; commands begin with `/`.
    Text(String),
    /// A button of ours, with the opaque word it carries.
    Press(String),
    /// A message that is no text: a picture, a sticker, a voice note.
    NoText,
    /// The answers of a form, and the revision of the question it belongs to.
    Form { revision: i64, answers: Vec<(Field, String)> },
    /// Something happened to a bot on Telegram that is theirs and that we manage: mostly, it was just made.
    Made(Child),
}

/// A typed message may be a key, so it never prints itself.
impl std::fmt::Debug for Input {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Input::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Input::Press(word) => write!(f, "Press({word})"),
            Input::Made(child) => write!(f, "Made({})", child.id),
            Input::NoText => f.write_str("NoText"),
            Input::Form { revision, answers } => {
                let fields: Vec<String> = answers.iter().map(|(field, _)| field.word()).collect();
                write!(f, "Form({revision}, {})", fields.join(", "))
            }
        }
    }
}

/// A screen in one language, ready to be shown by any front end.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct View {
    /// Plain text; lines are separated by `\n`.
    pub text: String,
    /// How some of its words look.
    #[serde(default)]
    pub marks: Vec<Mark>,
    /// The address of a picture that goes with it.
    #[serde(default)]
    pub picture: Option<String>,
    pub rows: Vec<Vec<Key>>,
    pub ask: Ask,
    /// The answer is written, not pressed: a platform that can opens the line for it.
    #[serde(default)]
    pub is_written: bool,
    /// A word that tells where the person is, for a terminal's prompt: `name`.
    pub prompt: String,
    pub file: Option<File>,
    /// What is asked, for a platform that takes answers by forms.
    pub form: Option<Form>,
    /// The row of buttons before which the one stands that opens the form.
    #[serde(default)]
    pub form_at: usize,
    /// Whether the options among the buttons are a menu, for a platform that has menus.
    pub menu: Option<Menu>,
    #[serde(default)]
    pub tone: Tone,
}

impl View {
    /// The same in the middle of a question for a secret: a terminal goes on hiding what is typed.
    pub fn beside_a_secret(self, prompt: Option<&str>) -> Self {
        match prompt.filter(|_| self.ask == Ask::Nothing) {
            Some(prompt) => View { ask: Ask::Secret, prompt: prompt.to_owned(), ..self },
            None => self,
        }
    }
}

/// What can be picked from a menu.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Menu {
    One,
    /// All that is wanted together; its options are channels.
    Many,
}

/// What a view is about, for a platform that can show it beside the words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    Busy,
    Bad,
}

/// A button.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Key {
    pub label: String,
    pub action: Action,
    /// One of those that a menu shows.
    #[serde(default)]
    pub is_option: bool,
    /// Picked already.
    #[serde(default)]
    pub is_picked: bool,
    /// It would be refused now. A platform that cannot show that lets it be pressed and answers.
    #[serde(default)]
    pub is_off: bool,
    #[serde(default)]
    pub weight: Weight,
}

/// What pressing a button comes to, for a platform whose buttons have colours.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Weight {
    #[default]
    Plain,
    /// What most people press here.
    Likely,
    /// The yes to something that was looked at.
    Agrees,
    /// Something is gone, off or shut out afterwards.
    TakesAway,
}

impl Key {
    /// One that is no option of a menu.
    pub fn new(label: impl Into<String>, action: Action) -> Self {
        let label = label.into();
        Key { label, action, is_option: false, is_picked: false, is_off: false, weight: Weight::Plain }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Action {
    /// Comes back as `Input::Press` with this word: at most 64 bytes of ASCII.
    Press(String),
    /// Opens an address.
    Open(String),
    /// Opens a page of ours, which a platform that can shows inside itself.
    Page(String),
    /// Copies a text, which is to be read above, too: not every platform can.
    Copy(String),
}

/// What kind of answer a screen waits for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    #[default]
    Nothing,
    Text,
    /// Where buttons are numbered a number alone is the answer, not one of them.
    Number,
    /// A key or token: a terminal does not echo it.
    Secret,
}

/// A text file that goes with a view, for example a whole log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    pub name: String,
    pub content: String,
}

/// Why a message did not arrive, as far as somebody acts on it.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum SendError {
    /// The person blocked us or is gone: no message will arrive until they write again.
    #[error("the person cannot be reached")]
    Blocked,
    /// The message to edit or delete is not there any more, or may not be touched; or the topic to write in is not there.
    #[error("the message cannot be changed any more")]
    Gone,
    /// Try again after this time.
    #[error("the platform asks to wait {0:?}")]
    Wait(std::time::Duration),
    /// We are not let in there at this time, so nothing was sent. The operator can mend it.
    #[error("the platform does not let us in: {0}")]
    Shut(String),
    /// The platform could not be reached or failed; whether the call was applied is not known.
    #[error("the platform did not answer: {0}")]
    Unknown(String),
    /// The platform will never accept this.
    #[error("the platform refused: {0}")]
    Refused(String),
}
