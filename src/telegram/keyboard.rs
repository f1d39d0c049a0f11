//! Buttons as the newest Bot API has them: colours, buttons that rest, that copy, or that open a page inside Telegram.
//! teloxide knows none of these. A server that is older gets what it understands.

use serde::Serialize;
use teloxide::requests::Payload;

use crate::chat::fit::{public_url, units};
use crate::chat::{Action, Key, View, Weight};

/// Bot API, CopyTextButton and ForceReply: in characters.
const LONGEST_COPY: usize = 256;
const LONGEST_HINT: usize = 64;

/// What the server on the other side understands of buttons.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Era {
    /// Bot API 10.3.
    New,
    /// Buttons that press and open, and nothing else.
    Old,
}

/// A call with its buttons.
#[derive(Serialize)]
pub struct With<P> {
    #[serde(flatten)]
    pub payload: P,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_markup: Option<Markup>,
}

impl<P: Payload> Payload for With<P> {
    type Output = P::Output;
    const NAME: &'static str = P::NAME;
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Markup {
    Buttons {
        inline_keyboard: Vec<Vec<Button>>,
        /// Opens the line to write in, besides the buttons.
        #[serde(skip_serializing_if = "is_false")]
        force_reply: bool,
    },
    Line {
        force_reply: bool,
        #[serde(skip_serializing_if = "Option::is_none")]
        input_field_placeholder: Option<String>,
    },
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Button {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    style: Option<&'static str>,
    #[serde(flatten)]
    does: Does,
}

/// Bot API, InlineKeyboardButton: exactly one of these.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
enum Does {
    CallbackData(String),
    Url(String),
    WebApp { url: String },
    CopyText { text: String },
    Disabled {},
}

/// The buttons of a view, and what no button can open.
pub struct Keyboard {
    pub rows: Vec<Vec<Button>>,
    /// To be written below the text, each on a line of its own.
    pub addresses: String,
}

impl Keyboard {
    /// Telegram refuses a whole message for one button with an address that only this machine can open, so such an address
    /// goes into the text. A page opens inside Telegram only where nobody else is: in a private chat.
    pub fn of(view: &View, era: Era, is_private: bool) -> Self {
        let mut addresses = String::new();
        let mut rows = Vec::new();
        for row in &view.rows {
            let mut buttons = Vec::new();
            for key in row {
                match does(key, era, is_private) {
                    Some(does) => buttons.push(Button { text: key.label.clone(), style: style(key, era), does }),
                    None => match &key.action {
                        Action::Open(address) | Action::Page(address) => {
                            addresses.push_str(&format!("\n{}: {address}", key.label));
                        }
                        // What cannot be copied by a button is read above.
                        Action::Copy(_) | Action::Press(_) => {}
                    },
                }
            }
            if !buttons.is_empty() {
                rows.push(buttons);
            }
        }
        Keyboard { rows, addresses }
    }

    /// Of a message that is sent. One without buttons can still open the line to write in; it is never edited.
    pub fn sent(self, view: &View, era: Era, is_private: bool) -> Option<Markup> {
        let is_written = view.is_written && is_private;
        match (self.rows.is_empty(), is_written) {
            (true, false) => None,
            (true, true) => Some(Markup::Line { force_reply: true, input_field_placeholder: hint(&view.prompt) }),
            (false, _) => {
                let force_reply = is_written && era == Era::New;
                Some(Markup::Buttons { inline_keyboard: self.rows, force_reply })
            }
        }
    }

    /// Of a message that is edited. Bot API: whether the line is opened cannot be changed.
    pub fn edited(self) -> Markup {
        Markup::Buttons { inline_keyboard: self.rows, force_reply: false }
    }
}

impl Markup {
    /// Whether an old server may stumble over it.
    pub fn is_new(&self) -> bool {
        let is_new = |button: &Button| match button.does {
            Does::WebApp { .. } | Does::CopyText { .. } | Does::Disabled {} => true,
            Does::CallbackData(_) | Does::Url(_) => button.style.is_some(),
        };
        match self {
            Markup::Buttons { inline_keyboard, force_reply } => {
                *force_reply || inline_keyboard.iter().flatten().any(is_new)
            }
            Markup::Line { .. } => false,
        }
    }
}

fn does(key: &Key, era: Era, is_private: bool) -> Option<Does> {
    let url = |address: &str| public_url(address).map(String::from);
    match &key.action {
        Action::Press(_) if key.is_off && era == Era::New => Some(Does::Disabled {}),
        Action::Press(word) => Some(Does::CallbackData(word.clone())),
        Action::Open(address) => url(address).map(Does::Url),
        Action::Page(address) => url(address).map(|url| match url.starts_with("https://") {
            true if era == Era::New && is_private => Does::WebApp { url },
            true | false => Does::Url(url),
        }),
        Action::Copy(text) => {
            let fits = (1..=LONGEST_COPY).contains(&units(text));
            (fits && era == Era::New).then(|| Does::CopyText { text: text.clone() })
        }
    }
}

fn style(key: &Key, era: Era) -> Option<&'static str> {
    match (era, key.weight) {
        (Era::Old, _) | (Era::New, Weight::Plain) => None,
        (Era::New, Weight::Likely) => Some("primary"),
        (Era::New, Weight::Agrees) => Some("success"),
        (Era::New, Weight::TakesAway) => Some("danger"),
    }
}

/// What stands in the empty line.
fn hint(prompt: &str) -> Option<String> {
    let hint: String = prompt.chars().take(LONGEST_HINT).collect();
    (!hint.is_empty()).then_some(hint)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands a reference")]
fn is_false(it: &bool) -> bool {
    !it
}
