//! What Telegram knows: bots, their queues of updates and their chats.

use std::collections::{HashMap, HashSet, VecDeque};

use serde_json::{Value, json};

use super::chat::{Button, Chat, Message, Sender};
use super::managed::Managed;
use super::topics::Topics;
use super::{Bot, Failure};

#[derive(Default)]
pub struct State {
    bots: HashMap<i64, BotState>,
    pub violations: Vec<String>,
    /// Where an address that webhooks have really is, because no name leads to this machine.
    pub detour: Option<(String, String)>,
    /// How many bots one person may own.
    pub most_owned: Option<usize>,
}

pub struct BotState {
    pub bot: Bot,
    pub is_revoked: bool,
    /// People can make bots through it.
    pub can_manage: bool,
    /// It was made so.
    pub managed: Option<Managed>,
    /// Tokens that it had before.
    pub void: Vec<String>,
    /// The server is an old one: it knows buttons that press and open, and nothing newer.
    pub is_old: bool,
    pub topics: Topics,
    pub queue: VecDeque<Update>,
    /// The newest update, delivered or not.
    pub last: Option<Update>,
    next_update: i64,
    next_message: i64,
    next_press: i64,
    /// Kinds of updates the bot asked for; nothing means all.
    pub allowed: Option<Vec<String>>,
    pub webhook: Option<Webhook>,
    /// Raised by each getUpdates and each change of the webhook: whoever waits with an older one is cut.
    pub poll: u64,
    pub chats: HashMap<i64, Chat>,
    pub blocked_by: HashSet<i64>,
    /// Presses without an answer, with the chat they spin in.
    pub spinning: HashMap<String, i64>,
    pub failures: Vec<(String, Failure)>,
    pub calls: Vec<(String, Value)>,
}

#[derive(Clone)]
pub struct Update {
    pub id: i64,
    /// Updates of one chat are delivered one at a time.
    pub chat: i64,
    pub text: String,
}

#[derive(Clone)]
pub struct Webhook {
    pub url: String,
    pub secret: String,
}

impl State {
    pub fn add_bot(&mut self, username: &str) -> Bot {
        let id = 7_000_000_001 + self.bots.len() as i64;
        // As long as a real one: 35 characters behind the colon.
        let token = format!("{id}:HATCHTEST-{username:-<21}{:04}", id % 10_000);
        let bot = Bot { id, username: username.into(), token };
        self.bots.insert(id, BotState::new(bot.clone()));
        bot
    }

    pub fn bot(&mut self, id: i64) -> &mut BotState {
        self.bots.get_mut(&id).expect("the bot was made by this fake")
    }

    /// The bot of this username, without case.
    pub fn called(&self, username: &str) -> Option<i64> {
        let known = self.bots.values().find(|known| known.bot.username.eq_ignore_ascii_case(username))?;
        Some(known.bot.id)
    }

    pub fn owned_by(&self, person: i64) -> usize {
        let is_theirs = |known: &&BotState| known.managed.as_ref().is_some_and(|managed| managed.owner == person);
        self.bots.values().filter(is_theirs).count()
    }

    pub fn manager_of(&self, bot: i64) -> Option<i64> {
        self.bots.get(&bot)?.managed.as_ref().map(|managed| managed.manager)
    }

    /// Whether it is a token that was good once.
    pub fn is_void(&self, token: &str) -> bool {
        self.bots.values().any(|known| known.void.iter().any(|void| void == token))
    }

    pub fn by_token(&mut self, token: &str) -> Option<&mut BotState> {
        self.bots.values_mut().find(|known| known.bot.token == token)
    }
}

impl BotState {
    fn new(bot: Bot) -> Self {
        BotState {
            bot,
            is_revoked: false,
            can_manage: false,
            managed: None,
            void: Vec::new(),
            is_old: false,
            topics: Topics::default(),
            queue: VecDeque::new(),
            last: None,
            next_update: 900_001,
            next_message: 1,
            next_press: 1,
            allowed: None,
            webhook: None,
            poll: 0,
            chats: HashMap::new(),
            blocked_by: HashSet::new(),
            spinning: HashMap::new(),
            failures: Vec::new(),
            calls: Vec::new(),
        }
    }

    /// Whether Telegram brings it what this person writes.
    pub fn hears(&self, person: i64) -> bool {
        self.managed.as_ref().is_none_or(|managed| {
            managed.owner == person || managed.only.as_ref().is_none_or(|only| only.contains(&person))
        })
    }

    /// The bot as a user.
    pub fn user(&self) -> Value {
        json!({ "id": self.bot.id, "is_bot": true, "first_name": "Bot", "username": self.bot.username })
    }

    pub fn failure(&mut self, method: &str) -> Option<Failure> {
        let at = self.failures.iter().position(|(name, _)| name.eq_ignore_ascii_case(method))?;
        Some(self.failures.remove(at).1)
    }

    pub fn push_raw(&mut self, chat: i64, text: impl FnOnce(i64) -> String) -> i64 {
        let id = self.next_update;
        self.next_update += 1;
        let update = Update { id, chat, text: text(id) };
        self.last = Some(update.clone());
        self.queue.push_back(update);
        id
    }

    pub fn push(&mut self, chat: i64, kind: &str, content: &Value) {
        if self.allowed.as_ref().is_none_or(|allowed| allowed.iter().any(|wanted| wanted == kind)) {
            self.push_raw(chat, |id| format!(r#"{{"update_id":{id},"{kind}":{content}}}"#));
        }
    }

    pub fn write(&mut self, chat: i64, sender: Sender, text: &str, rows: Vec<Vec<Button>>) -> &mut Message {
        let id = self.next_message;
        self.next_message += 1;
        let text = text.into();
        let message =
            Message { id, sender, text, rows, topic: None, edits: 0, opens_line: None, is_deleted: false, file: None };
        let seen = self.chats.entry(chat).or_default();
        if sender == Sender::Bot {
            seen.draft = None;
        }
        let messages = &mut seen.messages;
        messages.push(message);
        messages.last_mut().expect("it was just pushed")
    }

    pub fn press(&mut self, chat: i64) -> String {
        let query = format!("press-{}", self.next_press);
        self.next_press += 1;
        self.spinning.insert(query.clone(), chat);
        self.chats.entry(chat).or_default().spinning += 1;
        query
    }
}

/// A chat of the given id: people have positive ones, groups negative.
pub fn chat_value(id: i64) -> Value {
    match id {
        0.. => json!({ "id": id, "type": "private", "first_name": format!("Person {id}") }),
        _ => json!({ "id": id, "type": "supergroup", "title": format!("Group {id}") }),
    }
}

pub fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.expect("the clock is past 1970").as_secs() as i64
}
