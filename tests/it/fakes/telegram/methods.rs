//! What each method does, as far as bots of ours use it.

use serde_json::{Map, Value, json};

use super::Failure;
use super::chat::{Sender, opens_line, rows};
use super::door::Call;
use super::managed;
use super::state::{BotState, State, chat_value, now};
use super::topics;

/// An answer that is no success.
#[derive(Debug)]
pub struct Refusal {
    pub code: u16,
    pub description: String,
    pub retry_after: Option<u64>,
    /// Set when this is a scripted failure that hit a waiting poll.
    pub failure: Option<Failure>,
}

impl Refusal {
    pub fn new(code: u16, description: &str) -> Self {
        Refusal { code, description: description.into(), retry_after: None, failure: None }
    }
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        let mut refusal = match &failure {
            Failure::TooMany(seconds) => Refusal {
                retry_after: Some(*seconds),
                ..Refusal::new(429, &format!("Too Many Requests: retry after {seconds}"))
            },
            Failure::Refused(why) => Refusal::new(400, why),
            Failure::NoMethod => Refusal::new(404, "Not Found: method not found"),
            Failure::Revoked => Refusal::new(401, "Unauthorized"),
            Failure::BadGateway | Failure::Stall | Failure::AnswerLost | Failure::AnswerStall => {
                Refusal::new(502, "Bad Gateway")
            }
        };
        refusal.failure = Some(failure);
        refusal
    }
}

pub fn carry_out(state: &mut State, bot: i64, method: &str, call: &Call) -> Result<Value, Refusal> {
    let parameters = &call.parameters;
    if let Some(done) = managed::carry_out(state, bot, method, parameters) {
        return done;
    }
    let bot = state.bot(bot);
    if let Some(done) = topics::carry_out(bot, method, parameters) {
        return done;
    }
    if bot.is_old {
        knows_buttons(parameters.get("reply_markup"))?;
    }
    match method {
        "getMe" => Ok(me(bot)),
        "getWebhookInfo" => Ok(webhook_info(bot)),
        "deleteWebhook" => {
            // Where there is none, nothing changes for whoever polls.
            if bot.webhook.take().is_some() {
                bot.poll += 1;
            }
            Ok(json!(true))
        }
        "sendMessage" => send_message(bot, parameters),
        "sendPhoto" => send_photo(bot, parameters),
        "sendDocument" => send_document(bot, call),
        "editMessageText" => edit_message(bot, parameters),
        "deleteMessage" => delete_message(bot, parameters),
        "sendChatAction" => {
            let chat = reachable(bot, parameters)?;
            topics::named(bot, chat, parameters)?;
            bot.chats.entry(chat).or_default().typing += 1;
            Ok(json!(true))
        }
        "sendMessageDraft" => draft(bot, parameters),
        "answerCallbackQuery" => answer_press(bot, parameters),
        "setMyDescription" | "setMyShortDescription" | "setChatMenuButton" => Ok(json!(true)),
        "getMyCommands" => Ok(commands(bot, parameters)),
        "setMyCommands" => {
            if let Some(chat) = parameters.get("scope").and_then(|scope| scope["chat_id"].as_i64()) {
                known_chat(bot, chat)?;
            }
            Ok(json!(true))
        }
        _ => {
            state.violations.push(format!("the fake does not do {method} yet"));
            Err(Refusal::new(501, "Not Implemented"))
        }
    }
}

fn me(bot: &BotState) -> Value {
    let mut me = bot.user();
    me["can_manage_bots"] = json!(bot.can_manage);
    if bot.topics.are_on {
        me["has_topics_enabled"] = json!(true);
    }
    me["can_join_groups"] = json!(true);
    me["can_read_all_group_messages"] = json!(false);
    me["supports_inline_queries"] = json!(false);
    me
}

fn webhook_info(bot: &BotState) -> Value {
    let url = bot.webhook.as_ref().map_or("", |webhook| &webhook.url);
    let mut info = json!({ "url": url, "has_custom_certificate": false, "pending_update_count": bot.queue.len() });
    if let Some(kinds) = &bot.allowed {
        info["allowed_updates"] = json!(kinds);
    }
    info
}

/// As they were last set for this scope and language.
fn commands(bot: &BotState, parameters: &Map<String, Value>) -> Value {
    let is_same = |call: &Value| ["scope", "language_code"].iter().all(|part| call.get(part) == parameters.get(*part));
    let set = bot.calls.iter().rev().find(|(method, call)| method == "setMyCommands" && is_same(call));
    set.map_or_else(|| json!([]), |(_, call)| call["commands"].clone())
}

fn send_message(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    let topic = topics::named(bot, chat, parameters)?;
    let text = trimmed(parameters)?;
    let markup = parameters.get("reply_markup");
    let message = bot.write(chat, Sender::Bot, &text, rows(markup));
    message.opens_line = opens_line(markup);
    message.topic = topic;
    let id = message.id;
    Ok(message_value(bot, chat, id))
}

/// A preview in a private chat; the next message takes its place.
fn draft(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    if bot.is_old {
        return Err(Refusal::new(404, "Not Found: method not found"));
    }
    let chat = reachable(bot, parameters)?;
    topics::named(bot, chat, parameters)?;
    let text = parameters.get("text").and_then(Value::as_str).unwrap_or_default();
    let is_good = chat > 0 && parameters["draft_id"] != 0 && text.encode_utf16().count() <= 4096;
    if !is_good {
        return Err(Refusal::new(400, "Bad Request: DRAFT_INVALID"));
    }
    bot.chats.entry(chat).or_default().draft = Some(text.to_owned());
    Ok(json!(true))
}

/// What an old server does not know of a button it does not see, and a button that then does nothing it refuses.
fn knows_buttons(markup: Option<&Value>) -> Result<(), Refusal> {
    let rows = markup.and_then(|markup| markup["inline_keyboard"].as_array());
    let mut buttons = rows.into_iter().flatten().filter_map(Value::as_array).flatten();
    let is_known = |button: &Value| ["callback_data", "url", "web_app"].iter().any(|it| button.get(*it).is_some());
    let why = "Bad Request: can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard";
    if buttons.all(is_known) { Ok(()) } else { Err(Refusal::new(400, why)) }
}

/// A picture by its address, which Telegram fetches itself. What is below it is its text here.
fn send_photo(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    let caption = parameters.get("caption").and_then(Value::as_str).unwrap_or_default();
    if caption.encode_utf16().count() > 1024 {
        return Err(Refusal::new(400, "Bad Request: message caption is too long"));
    }
    let topic = topics::named(bot, chat, parameters)?;
    let message = bot.write(chat, Sender::Bot, caption, rows(parameters.get("reply_markup")));
    message.topic = topic;
    let id = message.id;
    Ok(message_value(bot, chat, id))
}

fn send_document(bot: &mut BotState, call: &Call) -> Result<Value, Refusal> {
    let chat = reachable(bot, &call.parameters)?;
    let topic = topics::named(bot, chat, &call.parameters)?;
    let message = bot.write(chat, Sender::Bot, "", Vec::new());
    message.topic = topic;
    message.file = call.file.clone();
    let id = message.id;
    Ok(message_value(bot, chat, id))
}

fn edit_message(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    let text = trimmed(parameters)?;
    let rows = rows(parameters.get("reply_markup"));
    let id = parameters.get("message_id").and_then(Value::as_i64).unwrap_or_default();
    let message = bot.chats.entry(chat).or_default().visible_mut(id);
    let message = message.ok_or_else(|| Refusal::new(400, "Bad Request: message to edit not found"))?;
    if message.sender != Sender::Bot {
        return Err(Refusal::new(400, "Bad Request: message can't be edited"));
    }
    if message.text == text && message.rows == rows {
        let why = "Bad Request: message is not modified: specified new message content and reply markup are exactly \
                   the same as a current content and reply markup of the message";
        return Err(Refusal::new(400, why));
    }
    message.text = text;
    message.rows = rows;
    message.edits += 1;
    Ok(message_value(bot, chat, id))
}

fn delete_message(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let chat = reachable(bot, parameters)?;
    let id = parameters.get("message_id").and_then(Value::as_i64).unwrap_or_default();
    let message = bot.chats.entry(chat).or_default().visible_mut(id);
    message.ok_or_else(|| Refusal::new(400, "Bad Request: message to delete not found"))?.is_deleted = true;
    Ok(json!(true))
}

fn answer_press(bot: &mut BotState, parameters: &Map<String, Value>) -> Result<Value, Refusal> {
    let query = parameters.get("callback_query_id").and_then(Value::as_str).unwrap_or_default();
    let why = "Bad Request: query is too old and response timeout expired or query ID is invalid";
    let chat = bot.spinning.remove(query).ok_or_else(|| Refusal::new(400, why))?;
    bot.chats.entry(chat).or_default().spinning -= 1;
    Ok(json!(true))
}

/// The chat of a call, if the bot may write there.
pub fn reachable(bot: &BotState, parameters: &Map<String, Value>) -> Result<i64, Refusal> {
    let chat = parameters.get("chat_id").and_then(Value::as_i64);
    let chat = chat.ok_or_else(|| Refusal::new(400, "Bad Request: chat not found"))?;
    known_chat(bot, chat)?;
    if bot.blocked_by.contains(&chat) {
        return Err(Refusal::new(403, "Forbidden: bot was blocked by the user"));
    }
    Ok(chat)
}

/// A bot cannot write first: somebody has to open the chat.
fn known_chat(bot: &BotState, chat: i64) -> Result<(), Refusal> {
    match bot.chats.contains_key(&chat) {
        true => Ok(()),
        false => Err(Refusal::new(400, "Bad Request: chat not found")),
    }
}

/// Telegram cuts the white space around a text.
fn trimmed(parameters: &Map<String, Value>) -> Result<String, Refusal> {
    let text = parameters.get("text").and_then(Value::as_str).unwrap_or_default().trim();
    if text.is_empty() { Err(Refusal::new(400, "Bad Request: message text is empty")) } else { Ok(text.to_owned()) }
}

/// A message of the bot as it comes back to it.
pub fn message_value(bot: &BotState, chat: i64, id: i64) -> Value {
    let mut value = json!({ "message_id": id, "date": now(), "chat": chat_value(chat), "from": bot.user() });
    let Some(message) = bot.chats.get(&chat).and_then(|chat| chat.message(id)) else { return value };
    if let Some(topic) = message.topic {
        value["message_thread_id"] = json!(topic);
        value["is_topic_message"] = json!(true);
    }
    match &message.file {
        Some((name, content)) => {
            value["document"] =
                json!({ "file_id": "f", "file_unique_id": "u", "file_name": name, "file_size": content.len() });
        }
        None => value["text"] = json!(message.text),
    }
    value
}
