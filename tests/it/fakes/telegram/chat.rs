//! A chat as a person sees it.

use std::fmt;

use serde_json::Value;

#[derive(Debug, Clone, Default)]
pub struct Chat {
    pub messages: Vec<Message>,
    /// How often the bot was seen typing.
    pub typing: usize,
    /// What the bot is seen writing, until its next message.
    pub draft: Option<String>,
    /// Pressed buttons that still spin.
    pub spinning: usize,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub id: i64,
    pub sender: Sender,
    pub text: String,
    pub rows: Vec<Vec<Button>>,
    /// The topic it stands in.
    pub topic: Option<i64>,
    pub edits: usize,
    /// The line to write in was opened; what stands in it while it is empty.
    pub opens_line: Option<String>,
    pub is_deleted: bool,
    /// Name and content.
    pub file: Option<(String, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    Bot,
    Person(i64),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub action: Action,
    /// `danger`, `success` or `primary`.
    pub style: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Action {
    Press(String),
    Open(String),
    /// Opens inside Telegram.
    WebApp(String),
    Copy(String),
    /// Does nothing.
    Disabled,
}

impl Chat {
    /// Messages that are not deleted, oldest first.
    pub fn visible(&self) -> impl DoubleEndedIterator<Item = &Message> {
        self.messages.iter().filter(|message| !message.is_deleted)
    }

    /// The bot's last message with exactly this text.
    pub fn shown(&self, text: &str) -> Option<&Message> {
        self.visible().rev().find(|message| message.sender == Sender::Bot && message.text == text)
    }

    pub fn message(&self, id: i64) -> Option<&Message> {
        self.messages.iter().find(|message| message.id == id)
    }

    pub(super) fn visible_mut(&mut self, id: i64) -> Option<&mut Message> {
        self.messages.iter_mut().find(|message| message.id == id && !message.is_deleted)
    }
}

impl Message {
    pub fn button(&self, label: &str) -> Option<&Button> {
        self.rows.iter().flatten().find(|button| button.label == label)
    }
}

/// The buttons of a `reply_markup` that was found valid.
pub(super) fn rows(markup: Option<&Value>) -> Vec<Vec<Button>> {
    let Some(rows) = markup.and_then(|markup| markup["inline_keyboard"].as_array()) else { return Vec::new() };
    let button = |value: &Value| {
        let text = |field: &str| value[field].as_str().map(str::to_owned);
        let inner = |field: &str, part: &str| value[field][part].as_str().map(str::to_owned);
        let action = (text("callback_data").map(Action::Press))
            .or_else(|| text("url").map(Action::Open))
            .or_else(|| inner("web_app", "url").map(Action::WebApp))
            .or_else(|| inner("copy_text", "text").map(Action::Copy))
            .or_else(|| value["disabled"].is_object().then_some(Action::Disabled))?;
        Some(Button { label: text("text")?, action, style: text("style") })
    };
    rows.iter().map(|row| row.as_array().into_iter().flatten().filter_map(button).collect()).collect()
}

/// Whether a message opens the line to write in, and with which hint.
pub(super) fn opens_line(markup: Option<&Value>) -> Option<String> {
    let markup = markup.filter(|markup| markup["force_reply"] == true)?;
    Some(markup["input_field_placeholder"].as_str().unwrap_or_default().to_owned())
}

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for message in &self.messages {
            let deleted = if message.is_deleted { " (deleted)" } else { "" };
            let sender = match message.sender {
                Sender::Bot => "bot".to_owned(),
                Sender::Person(id) => id.to_string(),
            };
            let topic = message.topic.map(|topic| format!(" in topic {topic}")).unwrap_or_default();
            writeln!(f, "#{} {sender}{topic}{deleted}: {}", message.id, message.text)?;
            for row in message.rows.iter().filter(|row| !row.is_empty()) {
                let labels: Vec<String> = row.iter().map(|button| format!("[{}]", button.label)).collect();
                writeln!(f, "    {}", labels.join(" · "))?;
            }
            if let Some((name, content)) = &message.file {
                writeln!(f, "    file {name}, {} bytes", content.len())?;
            }
        }
        writeln!(f, "({} buttons spin, typing seen {} times)", self.spinning, self.typing)
    }
}
