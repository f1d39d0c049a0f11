//! Messages: as they are kept, and as Discord shows them to an application.

use std::time::Duration;

use serde_json::{Value, json};

use super::body::{File, Sent};
use super::limits::{self, Before, EPHEMERAL, IS_V2, LOADING};
use super::refusal::{EMPTY_MESSAGE, Refusal};
use super::state::{Id, State};

pub struct Message {
    pub id: Id,
    pub channel: Id,
    pub author: Author,
    pub content: String,
    pub components: Value,
    pub embeds: Value,
    pub flags: u64,
    /// Only this person sees it.
    pub only_for: Option<Id>,
    pub files: Vec<File>,
    pub edits: u32,
    pub is_deleted: bool,
    /// The interaction whose token wrote it.
    pub born_of: Option<Id>,
    pub nonce: Value,
    pub at: Duration,
    timestamp: String,
    edited: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Author {
    Application(Id),
    Person(Id),
}

impl Message {
    pub fn is_thinking(&self) -> bool {
        self.flags & LOADING != 0
    }

    pub fn before(&self) -> Before {
        Before {
            is_v2: self.flags & IS_V2 != 0,
            has_content: !self.content.is_empty(),
            has_embeds: !limits::is_empty(&self.embeds),
        }
    }

    /// Takes over what an edit or a first body says, and leaves what it does not mention.
    fn take(&mut self, sent: &Sent) {
        let body = &sent.body;
        if let Some(content) = body.get("content") {
            self.content = content.as_str().unwrap_or_default().to_owned();
        }
        for (field, place) in [("components", &mut self.components), ("embeds", &mut self.embeds)] {
            if let Some(value) = body.get(field) {
                *place = if value.is_null() { json!([]) } else { value.clone() };
            }
        }
        number(&mut self.components, &mut 0);
        // What was decided at first stays: who sees it, and what it is built of.
        self.flags = self.flags & !LOADING | body["flags"].as_u64().unwrap_or_default() & !EPHEMERAL;
        if let Some(listed) = body["attachments"].as_array() {
            self.files.retain(|file| listed.iter().any(|named| named["id"] == json!(file.id.to_string())));
        }
        self.files.extend(sent.files.iter().cloned());
    }
}

/// Discord gives every component a number, and fills in what was left out.
fn number(components: &mut Value, last: &mut u64) {
    for part in components.as_array_mut().into_iter().flatten() {
        *last += 1;
        if part["id"].is_null() {
            part["id"] = json!(*last);
        }
        let usual: &[(&str, Value)] = match part["type"].as_u64() {
            Some(3) => &[("min_values", json!(1)), ("max_values", json!(1))],
            Some(14) => &[("divider", json!(true)), ("spacing", json!(1))],
            Some(17) => &[("accent_color", Value::Null), ("spoiler", json!(false))],
            _ => &[],
        };
        for (name, value) in usual {
            if part[*name].is_null() {
                part[*name] = value.clone();
            }
        }
        for single in ["accessory", "component"] {
            if let Some(inner) = part.get_mut(single) {
                *last += 1;
                inner["id"] = json!(*last);
            }
        }
        if let Some(inner) = part.get_mut("components") {
            number(inner, last);
        }
    }
}

impl State {
    pub fn find_message(&self, id: Id) -> Option<&Message> {
        self.messages.iter().find(|known| known.id == id && !known.is_deleted)
    }

    pub fn message(&self, id: Id) -> &Message {
        self.messages.iter().find(|known| known.id == id).expect("the message was made by this fake")
    }

    pub fn message_mut(&mut self, id: Id) -> &mut Message {
        self.messages.iter_mut().find(|known| known.id == id).expect("the message was made by this fake")
    }

    /// A new message without anything in it.
    pub fn open_message(&mut self, channel: Id, author: Author, born_of: Option<Id>, flags: u64) -> Id {
        let id = self.next_id();
        let only_for = born_of.filter(|_| flags & EPHEMERAL != 0).map(|born| self.interaction(born).person);
        let (at, timestamp) = (self.now(), self.timestamp());
        self.messages.push(Message {
            id,
            channel,
            author,
            content: String::new(),
            components: json!([]),
            embeds: json!([]),
            flags,
            only_for,
            files: Vec::new(),
            edits: 0,
            is_deleted: false,
            born_of,
            nonce: Value::Null,
            at,
            timestamp,
            edited: None,
        });
        id
    }

    pub fn write(&mut self, channel: Id, author: Author, born_of: Option<Id>, sent: &Sent) -> Result<Id, Refusal> {
        if is_empty(sent) {
            return Err(EMPTY_MESSAGE);
        }
        let flags = sent.body["flags"].as_u64().unwrap_or_default();
        let sent = &self.with_ids(sent);
        let id = self.open_message(channel, author, born_of, flags);
        self.message_mut(id).take(sent);
        Ok(id)
    }

    /// Puts an edit onto a message; the end of "is thinking" is none.
    pub fn edit(&mut self, id: Id, sent: &Sent) -> Result<(), Refusal> {
        let sent = &self.with_ids(sent);
        let now = self.timestamp();
        let message = self.message_mut(id);
        if message.is_thinking() {
            if is_empty(sent) {
                return Err(EMPTY_MESSAGE);
            }
            message.flags &= !LOADING;
        } else {
            message.edits += 1;
            message.edited = Some(now);
        }
        message.take(sent);
        Ok(())
    }

    fn with_ids(&mut self, sent: &Sent) -> Sent {
        let mut sent = sent.clone();
        for file in &mut sent.files {
            file.id = self.next_id();
        }
        sent
    }
}

fn is_empty(sent: &Sent) -> bool {
    let has = |field: &str| !limits::is_empty(&sent.body[field]);
    !has("content") && !has("components") && !has("embeds") && !has("poll") && sent.files.is_empty()
}

/// A message as Discord shows it to an application.
pub fn value(state: &State, id: Id) -> Value {
    let message = state.message(id);
    let author = match message.author {
        Author::Application(application) => state.bot(application),
        Author::Person(person) => state.user(person),
    };
    let attachment = |file: &File| {
        let address = format!("https://cdn.hatchtest.invalid/{}/{}", file.id, file.name);
        json!({ "id": file.id.to_string(), "filename": file.name, "size": file.content.len(), "url": address,
            "proxy_url": address })
    };
    let mut value = json!({
        "id": id.to_string(), "channel_id": message.channel.to_string(), "author": author,
        "content": message.content, "timestamp": message.timestamp, "edited_timestamp": message.edited, "tts": false,
        "mention_everyone": false, "mentions": [], "mention_roles": [], "embeds": message.embeds, "pinned": false,
        "attachments": message.files.iter().map(attachment).collect::<Value>(), "type": 0, "flags": message.flags,
        "components": message.components,
    });
    if let Author::Application(application) = message.author
        && let Some(born) = message.born_of
    {
        let interaction = state.interaction(born);
        value["application_id"] = json!(application.to_string());
        value["webhook_id"] = json!(application.to_string());
        value["type"] = json!(if interaction.original == Some(id) { 20 } else { 19 });
        value["interaction_metadata"] = json!({
            "id": born.to_string(), "type": interaction.kind.number(), "user": state.user(interaction.person),
            "authorizing_integration_owners": interaction.payload["authorizing_integration_owners"],
        });
        if let Some(original) = interaction.original.filter(|original| *original != id) {
            value["interaction_metadata"]["original_response_message_id"] = json!(original.to_string());
        }
    }
    if !message.nonce.is_null() {
        value["nonce"] = message.nonce.clone();
    }
    value
}
