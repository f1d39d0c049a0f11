//! The tree that routes an update to its branch. It reads and never acts: what it finds is one `Route`.

use std::ops::ControlFlow;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::value::RawValue;
use teloxide::dptree::{self, Handler};
use teloxide::types::{CallbackQueryId, Message, MessageKind, Update, UpdateKind, User};

use crate::chat::{Incoming, Input, MessageRef};
use crate::domain::{Account, Topic};
use crate::telegram::managed;

/// What an update turned out to be.
#[derive(Debug, Clone)]
pub enum Route {
    /// A person wrote to us in private.
    Said(Incoming),
    /// A person pressed a button of ours in private.
    Pressed(CallbackQueryId, Incoming),
    /// A person made a bot through us, or something of one changed.
    Made(Incoming),
    /// The press of a button that belongs to no private screen: it wants an answer and nothing more.
    Stray(CallbackQueryId),
    /// Somebody in a group gave us a command.
    Called(Call),
    /// A person blocked us, or let us in again.
    Blocked(Account),
    Unblocked(Account),
    /// Nothing we react to: talk in groups, edits, channel posts, kinds we do not know.
    Ignored,
}

/// A command to us in a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    pub chat: i64,
    pub message: i32,
    pub language: Option<String>,
}

/// By what we are called in a group.
#[derive(Debug, Clone)]
pub struct Callsign {
    pub username: String,
    /// Commands that are ours even without our name behind them: `deploy`.
    pub commands: Vec<String>,
}

/// An update as it was read. It is some 2 kB, and so is shared from then on.
pub struct Received {
    pub update: Update,
    text: Option<String>,
    made: Option<managed::Update>,
    /// A note of Telegram's that teloxide does not know, and takes for an empty message.
    is_note: bool,
}

impl Received {
    /// Nothing when the update does not read at all. It has to be read from its own text: teloxide's reader of
    /// updates takes every update out of a `serde_json::Value` for an unknown one.
    pub fn read(raw: &RawValue) -> Option<Arc<Self>> {
        /// teloxide drops the whole content of a message when one part of it is newer than teloxide, for example
        /// an entity; what was typed is read apart from that.
        #[derive(Deserialize)]
        struct Typed {
            message: TypedMessage,
        }
        #[derive(Deserialize)]
        struct TypedMessage {
            text: String,
        }
        let update = serde_json::from_str(raw.get()).ok()?;
        let text = serde_json::from_str::<Typed>(raw.get()).ok().map(|typed| typed.message.text);
        // Few updates are about managed bots, and each look reads the whole text.
        let is_managed = raw.get().contains(managed::WORD);
        let made = if is_managed { managed::Update::read(raw) } else { None };
        Some(Arc::new(Received { update, text, made, is_note: is_managed && managed::is_note(raw) }))
    }

    /// What happens in one lane happens in order: the chat, which for a private one is the person.
    pub fn lane(&self) -> i64 {
        let maker = || self.made.as_ref().map(|made| &made.user);
        let person = || self.update.from().or_else(maker).map(|person| person.id.0 as i64);
        self.update.chat().map(|chat| chat.id.0).or_else(person).unwrap_or_default()
    }
}

/// The tree that every update goes through. Each branch is handed a copy of what it asks for, so it asks for the update as
/// a whole, which is shared.
pub struct Tree(Handler<'static, Route>);

impl Tree {
    /// Button, which is most of what people do; a bot that was made; message, private: text, or anything else a person can
    /// send; message, group: a command to us; blocked or unblocked; the rest falls through.
    pub fn new() -> Self {
        let private = dptree::filter(is_private_talk)
            .branch(dptree::filter_map(typed).endpoint(found))
            .branch(dptree::filter_map(no_text).endpoint(found));
        let tree = dptree::entry()
            .branch(dptree::filter_map(press).endpoint(found))
            .branch(dptree::filter_map(made).endpoint(found))
            .branch(private)
            .branch(dptree::filter_map(call).endpoint(found))
            .branch(dptree::filter_map(standing).endpoint(found));
        Tree(tree)
    }

    pub async fn route(&self, received: Arc<Received>, callsign: Arc<Callsign>) -> Route {
        match self.0.dispatch(dptree::deps![received, callsign]).await {
            ControlFlow::Break(route) => route,
            ControlFlow::Continue(_) => Route::Ignored,
        }
    }
}

async fn found(route: Route) -> Route {
    route
}

fn message(received: &Received) -> Option<&Message> {
    match &received.update.kind {
        UpdateKind::Message(message) => Some(message),
        _ => None,
    }
}

/// Bots may write to each other; two of them that answer every message would never stop.
fn is_private_talk(received: Arc<Received>) -> bool {
    let is_person = |message: &Message| message.from.as_ref().is_none_or(|sender| !sender.is_bot);
    message(&received).is_some_and(|message| message.chat.is_private() && is_person(message))
}

fn made(received: Arc<Received>) -> Option<Route> {
    let made = received.made.as_ref()?;
    Some(Route::Made(Incoming {
        account: Account::telegram(made.user.id.0 as i64),
        update: received.update.id.0.to_string(),
        input: Input::Made(made.child()),
        message: None,
        topic: None,
        language: made.user.language_code.clone(),
        name: Some(name(&made.user)),
    }))
}

fn typed(received: Arc<Received>) -> Option<Route> {
    let (message, text) = (message(&received)?, received.text.clone()?);
    Some(Route::Said(said(&received.update, message, Input::Text(text))))
}

/// Pictures, dice and content newer than teloxide; not the notes that Telegram itself leaves in a chat.
fn no_text(received: Arc<Received>) -> Option<Route> {
    let message = message(&received)?;
    let is_sent = matches!(message.kind, MessageKind::Common(_) | MessageKind::Dice(_) | MessageKind::Empty {});
    (is_sent && !received.is_note).then(|| Route::Said(said(&received.update, message, Input::NoText)))
}

fn said(update: &Update, message: &Message, input: Input) -> Incoming {
    Incoming {
        account: Account::telegram(message.chat.id.0),
        update: update.id.0.to_string(),
        input,
        message: Some(MessageRef(message.id.0.to_string())),
        topic: topic_of(message),
        language: message.from.as_ref().and_then(|person| person.language_code.clone()),
        name: message.from.as_ref().map(name),
    }
}

/// Bot API: a thread is a topic only where this says so.
fn topic_of(message: &Message) -> Option<Topic> {
    message.thread_id.filter(|_| message.is_topic_message).map(|thread| Topic(i64::from(thread.0.0)))
}

/// By what others recognise a person: the username, else the name that they gave themselves.
fn name(person: &User) -> String {
    person.username.as_ref().map_or_else(|| person.full_name(), |username| format!("@{username}"))
}

fn call(received: Arc<Received>, callsign: Arc<Callsign>) -> Option<Route> {
    let message = message(&received)?;
    let is_group = message.chat.is_group() || message.chat.is_supergroup();
    let text = received.text.as_deref()?;
    (is_group && is_for(&callsign, text)).then(|| {
        let language = message.from.as_ref().and_then(|person| person.language_code.clone());
        Route::Called(Call { chat: message.chat.id.0, message: message.id.0, language })
    })
}

/// `/deploy` when that command is ours, `/anything@our_bot` always, and never a command to somebody else.
fn is_for(callsign: &Callsign, text: &str) -> bool {
    let Some(command) = text.strip_prefix('/').and_then(|rest| rest.split_whitespace().next()) else { return false };
    match command.split_once('@') {
        Some((_, username)) => username.eq_ignore_ascii_case(&callsign.username),
        None => callsign.commands.iter().any(|ours| ours.eq_ignore_ascii_case(command)),
    }
}

/// Without an accessible message the press still counts: the person sees the answer as a new message.
fn press(received: Arc<Received>) -> Option<Route> {
    let UpdateKind::CallbackQuery(query) = &received.update.kind else { return None };
    let is_private = query.message.as_ref().is_none_or(|message| message.chat().is_private());
    let Some(word) = query.data.clone().filter(|_| is_private && query.inline_message_id.is_none()) else {
        return Some(Route::Stray(query.id.clone()));
    };
    let incoming = Incoming {
        account: Account::telegram(query.from.id.0 as i64),
        update: received.update.id.0.to_string(),
        input: Input::Press(word),
        message: query.regular_message().map(|message| MessageRef(message.id.0.to_string())),
        topic: query.regular_message().and_then(topic_of),
        language: query.from.language_code.clone(),
        name: Some(name(&query.from)),
    };
    Some(Route::Pressed(query.id.clone(), incoming))
}

/// Bot API: in a private chat the bot's own membership changes only when the person blocks or unblocks it.
fn standing(received: Arc<Received>) -> Option<Route> {
    let UpdateKind::MyChatMember(change) = &received.update.kind else { return None };
    let account = Account::telegram(change.chat.id.0);
    change.chat.is_private().then(|| match change.new_chat_member.is_present() {
        true => Route::Unblocked(account),
        false => Route::Blocked(account),
    })
}
