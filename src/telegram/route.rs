//! The tree that routes an update to its branch. It reads and never acts: what it finds is one `Route`.

use std::ops::ControlFlow;
use std::sync::Arc;

use teloxide::dptree::{self, Handler};
use teloxide::types::{CallbackQueryId, User};

use crate::chat::{Incoming, Input};
use crate::domain::Account;
use crate::telegram::update::{ChatKind, Message, Update};

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

    pub async fn route(&self, update: Arc<Update>, callsign: Arc<Callsign>) -> Route {
        match self.0.dispatch(dptree::deps![update, callsign]).await {
            ControlFlow::Break(route) => route,
            ControlFlow::Continue(_) => Route::Ignored,
        }
    }
}

async fn found(route: Route) -> Route {
    route
}

fn is_private_talk(update: Arc<Update>) -> bool {
    update.message.as_ref().is_some_and(Message::is_private_talk)
}

fn made(update: Arc<Update>) -> Option<Route> {
    let made = update.made.as_ref()?;
    Some(Route::Made(Incoming {
        account: Account::telegram(made.user.id.0 as i64),
        update: update.id.to_string(),
        input: Input::Made(made.child()),
        message: None,
        topic: None,
        language: made.user.language_code.clone(),
        name: Some(name(&made.user)),
    }))
}

fn typed(update: Arc<Update>) -> Option<Route> {
    let message = update.message.as_ref()?;
    Some(Route::Said(said(&update, message, Input::Text(message.text.clone()?))))
}

/// Pictures, dice and whatever else a person can send.
fn no_text(update: Arc<Update>) -> Option<Route> {
    let message = update.message.as_ref().filter(|message| !message.is_note)?;
    Some(Route::Said(said(&update, message, Input::NoText)))
}

fn said(update: &Update, message: &Message, input: Input) -> Incoming {
    Incoming {
        account: Account::telegram(message.chat.id),
        update: update.id.to_string(),
        input,
        message: Some(message.place()),
        topic: message.topic(),
        language: message.from.as_ref().and_then(|person| person.language_code.clone()),
        name: message.from.as_ref().map(name),
    }
}

/// By what others recognise a person: the username, else the name that they gave themselves.
fn name(person: &User) -> String {
    person.username.as_ref().map_or_else(|| person.full_name(), |username| format!("@{username}"))
}

fn call(update: Arc<Update>, callsign: Arc<Callsign>) -> Option<Route> {
    let message = update.message.as_ref()?;
    let is_group = matches!(message.chat.kind, ChatKind::Group | ChatKind::Supergroup);
    let text = message.text.as_deref()?;
    (is_group && is_for(&callsign, text)).then(|| {
        let language = message.from.as_ref().and_then(|person| person.language_code.clone());
        Route::Called(Call { chat: message.chat.id, message: message.id, language })
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

/// Without a message in reach the press still counts: the person sees the answer as a new message.
fn press(update: Arc<Update>) -> Option<Route> {
    let press = update.press.as_ref()?;
    let Some(word) = press.word() else { return Some(Route::Stray(press.id.clone())) };
    let message = press.message_in_reach();
    let incoming = Incoming {
        account: Account::telegram(press.from.id.0 as i64),
        update: update.id.to_string(),
        input: Input::Press(word.to_owned()),
        message: message.map(Message::place),
        topic: message.and_then(Message::topic),
        language: press.from.language_code.clone(),
        name: Some(name(&press.from)),
    };
    Some(Route::Pressed(press.id.clone(), incoming))
}

fn standing(update: Arc<Update>) -> Option<Route> {
    let change = update.standing.as_ref().filter(|change| change.chat.kind == ChatKind::Private)?;
    let account = Account::telegram(change.chat.id);
    Some(if change.is_blocked() { Route::Blocked(account) } else { Route::Unblocked(account) })
}
