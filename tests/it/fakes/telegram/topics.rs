//! Topics in private chats (Bot API 9.3): opened and removed by the bot, removed by the person, and written in. Each
//! belongs to one chat; where they are switched off there are none.

use serde_json::{Map, Value, json};

use super::methods::{Refusal, reachable};
use super::state::BotState;
use super::{Bot, FakeTelegram, Person};

#[derive(Default)]
pub struct Topics {
    pub are_on: bool,
    next: i64,
    known: Vec<Topic>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    pub id: i64,
    pub chat: i64,
    pub name: String,
}

impl Topics {
    /// Whether this chat has this topic.
    pub fn holds(&self, chat: i64, id: i64) -> Result<(), Refusal> {
        match self.are_on && self.known.iter().any(|topic| topic.id == id && topic.chat == chat) {
            true => Ok(()),
            false => Err(Refusal::new(400, "Bad Request: message thread not found")),
        }
    }
}

impl FakeTelegram {
    /// In BotFather: private chats with this bot have topics from now on, or no more.
    pub fn has_topics(&self, bot: &Bot, are_on: bool) {
        self.line.change(|state| state.bot(bot.id).topics.are_on = are_on);
    }
}

impl Person {
    /// The topics in the chat with this bot, oldest first.
    pub fn topics(&self, bot: &Bot) -> Vec<Topic> {
        let mut state = self.line.look();
        state.bot(bot.id).topics.known.iter().filter(|topic| topic.chat == self.id).cloned().collect()
    }

    /// The same person, who writes in this topic.
    pub fn inside(&self, topic: i64) -> Person {
        Person { topic: Some(topic), ..self.clone() }
    }

    /// Removes a topic with all that stands in it.
    pub fn removes_topic(&self, bot: &Bot, topic: i64) {
        self.line.change(|state| remove(state.bot(bot.id), self.id, topic));
    }

    /// Opens one of their own, which the bot hears of.
    pub fn opens_topic(&self, bot: &Bot, name: &str) -> i64 {
        let id = self.line.change(|state| open(state.bot(bot.id), self.id, name));
        let news = json!({ "forum_topic_created": { "name": name, "icon_color": COLOUR } });
        self.inside(id).sends(bot, "(a topic is opened)", &news);
        id
    }
}

const COLOUR: i64 = 7_322_096;

/// Nothing when the method is no matter of topics.
pub fn carry_out(bot: &mut BotState, method: &str, parameters: &Map<String, Value>) -> Option<Result<Value, Refusal>> {
    match method {
        "createForumTopic" => Some(created(bot, parameters)),
        "deleteForumTopic" => Some(deleted(bot, parameters)),
        _ => None,
    }
}

/// The topic that a call names, if it is one of that chat.
pub fn named(bot: &BotState, chat: i64, parameters: &Map<String, Value>) -> Result<Option<i64>, Refusal> {
    let Some(id) = parameters.get("message_thread_id").and_then(Value::as_i64) else { return Ok(None) };
    bot.topics.holds(chat, id).map(|()| Some(id))
}

fn created(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    if !bot.topics.are_on || bot.is_old {
        return Err(Refusal::new(400, "Bad Request: the chat is not a forum"));
    }
    let name = parameters["name"].as_str().unwrap_or_default().trim();
    if !(1..=128).contains(&name.chars().count()) {
        return Err(Refusal::new(400, "Bad Request: TOPIC_TITLE_EMPTY"));
    }
    let id = open(bot, chat, name);
    Ok(json!({ "message_thread_id": id, "name": name, "icon_color": COLOUR }))
}

fn deleted(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    let id = named(bot, chat, parameters)?.unwrap_or_default();
    remove(bot, chat, id);
    Ok(json!(true))
}

fn open(bot: &mut BotState, chat: i64, name: &str) -> i64 {
    bot.topics.next += 1;
    let id = 500_000 + bot.topics.next;
    bot.topics.known.push(Topic { id, chat, name: name.into() });
    id
}

fn remove(bot: &mut BotState, chat: i64, id: i64) {
    bot.topics.known.retain(|topic| topic.id != id);
    for message in bot.chats.entry(chat).or_default().messages.iter_mut().filter(|it| it.topic == Some(id)) {
        message.is_deleted = true;
    }
}
