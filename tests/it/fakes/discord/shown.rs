//! A message as a person sees it.

use serde_json::Value;

use super::limits;
use super::message::{Author, Message};
use super::state::{Id, State};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    pub id: Id,
    /// The name of who wrote it.
    pub author: String,
    /// All text displays, one a line, or the content.
    pub text: String,
    pub buttons: Vec<Button>,
    /// The labels in its selects.
    pub options: Vec<String>,
    pub is_ephemeral: bool,
    pub is_thinking: bool,
    pub edits: u32,
    /// The colour of its container.
    pub accent: Option<u32>,
    /// Name and content.
    pub files: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub is_enabled: bool,
    pub style: Style,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Style {
    Primary,
    Secondary,
    Success,
    Danger,
    Link(String),
    Premium,
}

impl Shown {
    pub fn button(&self, label: &str) -> Option<&Button> {
        self.buttons.iter().find(|button| button.label == label)
    }

    pub fn labels(&self) -> Vec<&str> {
        self.buttons.iter().map(|button| button.label.as_str()).collect()
    }
}

/// What a person sees in a channel, the oldest first.
pub fn all(state: &State, person: Id, channel: Id) -> Vec<Shown> {
    let is_seen = |message: &&Message| {
        message.channel == channel && !message.is_deleted && message.only_for.is_none_or(|only| only == person)
    };
    state.messages.iter().filter(is_seen).map(|message| shown(state, message)).collect()
}

fn shown(state: &State, message: &Message) -> Shown {
    let author = match message.author {
        Author::Application(application) => &state.application(application).name,
        Author::Person(person) => &state.person(person).name,
    };
    let parts = || limits::all(&message.components);
    let texts: Vec<&str> =
        parts().filter(|part| part["type"] == 10).filter_map(|part| part["content"].as_str()).collect();
    let text = if texts.is_empty() { message.content.clone() } else { texts.join("\n") };
    let options = parts().flat_map(|part| part["options"].as_array().into_iter().flatten());
    let accent = parts().find_map(|part| part["accent_color"].as_u64());
    Shown {
        id: message.id,
        author: author.clone(),
        text,
        buttons: parts().filter(|part| part["type"] == 2).map(button).collect(),
        options: options.filter_map(|option| option["label"].as_str()).map(str::to_owned).collect(),
        is_ephemeral: message.only_for.is_some(),
        is_thinking: message.is_thinking(),
        edits: message.edits,
        accent: accent.and_then(|accent| accent.try_into().ok()),
        files: message.files.iter().map(|file| (file.name.clone(), file.content.clone())).collect(),
    }
}

fn button(part: &Value) -> Button {
    let label = part["label"].as_str().or(part["emoji"]["name"].as_str()).unwrap_or_default();
    let style = match part["style"].as_u64() {
        Some(1) => Style::Primary,
        Some(3) => Style::Success,
        Some(4) => Style::Danger,
        Some(5) => Style::Link(part["url"].as_str().unwrap_or_default().to_owned()),
        Some(6) => Style::Premium,
        _ => Style::Secondary,
    };
    Button { label: label.to_owned(), is_enabled: part["disabled"] != true, style }
}
