//! What an interaction or a private message turns out to be. It reads and never acts, and nothing that it returns
//! prints what somebody typed or the token of an interaction.

use serde::Deserialize;
use serde_json::Value;

use crate::chat::form::{Field, Form};
use crate::chat::{Incoming, Input, MessageRef};
use crate::discord::modal;
use crate::discord::place::{ORIGINAL, Place, is_id};
use crate::domain::Account;
use crate::secret::Secret;

/// Discord's tokens of interactions live for 15 minutes; one is kept in reserve.
pub const TOKEN_LIFE_MS: i64 = 14 * 60 * 1000;

/// Snowflakes count the milliseconds since 2015.
const EPOCH_MS: u64 = 1_420_070_400_000;

/// Interaction types.
const PING: u8 = 1;
const COMMAND: u8 = 2;
const COMPONENT: u8 = 3;
const AUTOCOMPLETE: u8 = 4;
const MODAL: u8 = 5;

/// Interaction contexts: the private channel of a person and our bot.
const BOT_DM: u8 = 1;

/// What an interaction turned out to be.
#[derive(Debug)]
pub enum Route {
    /// Discord looks whether the HTTP door is ours.
    Ping,
    Suggest(Suggest),
    /// The button of a form was pressed.
    Open(Form),
    Heard(Heard),
    /// Somebody pressed what was shown to somebody else.
    Stranger {
        language: Option<String>,
    },
    Unreadable,
}

/// Somebody is typing an option of a command.
#[derive(Debug)]
pub struct Suggest {
    pub account: Account,
    pub command: String,
    pub typed: String,
    pub language: Option<String>,
}

/// What a person did, and the way to answer it; a message that was written to us has none.
#[derive(Debug)]
pub struct Heard {
    pub incoming: Incoming,
    pub reply: Option<Reply>,
}

/// The way to answer an interaction.
#[derive(Debug, Clone)]
pub struct Reply {
    pub interaction: String,
    pub application: String,
    pub token: Secret,
    pub channel: Option<String>,
    /// It happened in the private channel of the person and our bot.
    pub is_direct: bool,
    /// A button, a menu, or a form that one of them opened: its message is there to be changed.
    pub is_born_of_message: bool,
    pub expires_at_ms: i64,
}

/// Only what is read of an interaction. serenity's models lose the answers of newer modals.
#[derive(Deserialize)]
struct Interaction {
    #[serde(rename = "type")]
    kind: u8,
    id: Snowflake,
    application_id: Snowflake,
    token: Token,
    data: Option<Data>,
    member: Option<Member>,
    user: Option<User>,
    channel_id: Option<Snowflake>,
    context: Option<u8>,
    locale: Option<String>,
    message: Option<Message>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Data {
    name: String,
    options: Vec<CommandOption>,
    custom_id: String,
    values: Vec<String>,
    components: Vec<modal::Part>,
}

#[derive(Deserialize)]
struct CommandOption {
    #[serde(default)]
    value: Value,
    #[serde(default)]
    focused: bool,
}

#[derive(Deserialize)]
struct Member {
    user: User,
}

#[derive(Deserialize)]
struct User {
    id: Snowflake,
    #[serde(default)]
    bot: bool,
    username: Option<String>,
}

#[derive(Deserialize)]
struct Message {
    id: Snowflake,
    #[serde(default)]
    flags: u64,
    interaction_metadata: Option<Metadata>,
}

#[derive(Deserialize)]
struct Metadata {
    user: User,
}

/// An id of Discord's.
#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(try_from = "String")]
struct Snowflake(u64);

impl TryFrom<String> for Snowflake {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let id = is_id(&text).then(|| text.parse().ok()).flatten();
        id.map(Snowflake).ok_or("not an id")
    }
}

impl std::fmt::Display for Snowflake {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.0.fmt(f)
    }
}

/// The token of an interaction, which becomes a part of addresses.
#[derive(Deserialize)]
#[serde(try_from = "String")]
struct Token(Secret);

impl TryFrom<String> for Token {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        let fits = !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.=~".contains(&b));
        fits.then(|| Token(Secret::new(text))).ok_or("not a token")
    }
}

pub fn interaction(raw: &[u8]) -> Route {
    #[derive(Deserialize)]
    struct Kind {
        #[serde(rename = "type")]
        kind: u8,
    }
    if serde_json::from_slice::<Kind>(raw).is_ok_and(|it| it.kind == PING) {
        return Route::Ping;
    }
    let Ok(mut it) = serde_json::from_slice::<Interaction>(raw) else { return Route::Unreadable };
    let Some(presser) = it.member.as_ref().map(|member| &member.user).or(it.user.as_ref()) else {
        return Route::Unreadable;
    };
    let account = Account::discord(presser.id.0);
    let language = it.locale.clone();
    let data = it.data.take().unwrap_or_default();
    match it.kind {
        AUTOCOMPLETE => {
            let typed = data.options.iter().find(|option| option.focused).map(|option| word(&option.value));
            Route::Suggest(Suggest { account, command: data.name, typed: typed.unwrap_or_default(), language })
        }
        COMMAND => heard(it, account, Input::Text(typed(&data))),
        COMPONENT | MODAL if is_stranger(&it, presser.id) => Route::Stranger { language },
        COMPONENT => match data.custom_id.strip_prefix("1:f:").and_then(Form::parse) {
            Some(form) => Route::Open(form),
            None => heard(it, account, pressed(&data)),
        },
        MODAL => {
            let answers = modal::read(&data.custom_id, data.components);
            heard(it, account, answers.unwrap_or_else(nothing_known))
        }
        _ => Route::Unreadable,
    }
}

/// The id and the token of an interaction, by which it is answered.
pub fn way(raw: &[u8]) -> Option<(String, Secret)> {
    #[derive(Deserialize)]
    struct Way {
        id: Snowflake,
        token: Token,
    }
    serde_json::from_slice::<Way>(raw).ok().map(|way| (way.id.to_string(), way.token.0))
}

/// A private message of a person, as the gateway brings it. Nothing for what bots write, what is written in servers,
/// and what Discord itself leaves in a channel.
pub fn message(raw: &[u8]) -> Option<Heard> {
    #[derive(Deserialize)]
    struct Written {
        id: Snowflake,
        channel_id: Snowflake,
        #[serde(rename = "type")]
        kind: u8,
        author: User,
        #[serde(default)]
        content: String,
        guild_id: Option<Snowflake>,
        webhook_id: Option<Snowflake>,
    }
    /// Message types: a message and a reply to one.
    const WRITTEN: [u8; 2] = [0, 19];
    let it: Written = serde_json::from_slice(raw).ok()?;
    let is_private = it.guild_id.is_none() && it.webhook_id.is_none();
    if !is_private || it.author.bot || !WRITTEN.contains(&it.kind) {
        return None;
    }
    let place = Place::Channel { channel: it.channel_id.to_string(), message: it.id.to_string() };
    let incoming = Incoming {
        account: Account::discord(it.author.id.0),
        update: it.id.to_string(),
        input: if it.content.is_empty() { Input::NoText } else { Input::Text(it.content) },
        message: Some(place.message_ref()),
        topic: None,
        language: None,
        name: it.author.username,
    };
    Some(Heard { incoming, reply: None })
}

fn heard(it: Interaction, account: Account, input: Input) -> Route {
    let message = origin(&it);
    let presser = it.member.map(|member| member.user).or(it.user);
    let incoming = Incoming {
        account,
        update: it.id.to_string(),
        input,
        message,
        topic: None,
        language: it.locale,
        name: presser.and_then(|presser| presser.username),
    };
    let reply = Reply {
        interaction: it.id.to_string(),
        application: it.application_id.to_string(),
        token: it.token.0,
        channel: it.channel_id.map(|id| id.to_string()),
        is_direct: it.context == Some(BOT_DM),
        is_born_of_message: it.message.is_some(),
        expires_at_ms: ((it.id.0 >> 22) + EPOCH_MS) as i64 + TOKEN_LIFE_MS,
    };
    Route::Heard(Heard { incoming, reply: Some(reply) })
}

/// The message that carries what was pressed.
fn origin(it: &Interaction) -> Option<MessageRef> {
    let message = it.message.as_ref()?;
    let place = match it.channel_id {
        Some(channel) if it.context == Some(BOT_DM) && !is_ephemeral(message) => {
            Place::Channel { channel: channel.to_string(), message: message.id.to_string() }
        }
        _ => Place::Reply { interaction: it.id.to_string(), message: ORIGINAL.into() },
    };
    Some(place.message_ref())
}

/// Whether a message may have been shown to somebody else: it stands where others can press it, too, and nothing says
/// that the presser brought it about.
fn is_stranger(it: &Interaction, presser: Snowflake) -> bool {
    let Some(message) = &it.message else { return false };
    let is_own = message.interaction_metadata.as_ref().is_some_and(|it| it.user.id == presser);
    it.context != Some(BOT_DM) && !is_ephemeral(message) && !is_own
}

fn is_ephemeral(message: &Message) -> bool {
    message.flags & u64::from(crate::discord::card::EPHEMERAL) != 0
}

/// A command as it would be typed elsewhere: `/logs nest`.
fn typed(data: &Data) -> String {
    let options = data.options.iter().map(|option| word(&option.value));
    std::iter::once(format!("/{}", data.name)).chain(options).filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
}

fn word(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.trim().to_owned(),
        other => other.to_string(),
    }
}

fn pressed(data: &Data) -> Input {
    let mut parts = data.custom_id.splitn(3, ':');
    match (parts.next(), parts.next(), parts.next()) {
        (Some("1"), Some("p"), Some(word)) => Input::Press(word.to_owned()),
        (Some("1"), Some("o"), _) => Input::Press(data.values.first().cloned().unwrap_or_default()),
        (Some("1"), Some("m"), Some(revision)) => match revision.parse() {
            Ok(revision) => Input::Form { revision, answers: vec![(Field::Channels, data.values.join(" "))] },
            Err(_) => nothing_known(),
        },
        _ => nothing_known(),
    }
}

/// The press of nothing that is known here shows a person where they are.
fn nothing_known() -> Input {
    Input::Press(String::new())
}

#[cfg(test)]
mod tests;
