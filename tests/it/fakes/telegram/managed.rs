//! Bots that people make through a bot that manages them: the confirmation in the person's own client, what the manager
//! hears of it, and the token and access that it may ask for.

use serde_json::{Map, Value, json};

use super::chat::Sender;
use super::methods::Refusal;
use super::state::{State, chat_value, now};
use super::{Bot, FakeTelegram, Person};

/// What Telegram knows of a bot that was made so.
pub struct Managed {
    pub manager: i64,
    pub owner: i64,
    /// Nothing while everybody may write to it.
    pub only: Option<Vec<i64>>,
    /// How often it got another token.
    renewed: u32,
}

impl FakeTelegram {
    /// From now on people can make bots through this one.
    pub fn lets_manage(&self, manager: &Bot) {
        self.line.change(|state| state.bot(manager.id).can_manage = true);
    }

    pub fn stops_managing(&self, manager: &Bot) {
        self.line.change(|state| state.bot(manager.id).can_manage = false);
    }

    /// How many bots one person may own.
    pub fn allows_bots(&self, most: usize) {
        self.line.change(|state| state.most_owned = Some(most));
    }

    /// Who may write to a bot beside its owner; nothing when everybody may.
    pub fn access(&self, bot: &Bot) -> Option<Vec<i64>> {
        self.line.look().bot(bot.id).managed.as_ref().expect("a managed bot").only.clone()
    }

    /// Its owner has it given another token in BotFather.
    pub fn renews_token(&self, bot: &Bot) -> Bot {
        self.line.change(|state| {
            state.renew(bot.id);
            state.tell_manager(bot.id);
            state.bot(bot.id).bot.clone()
        })
    }

    /// The same, and the manager never hears of it.
    pub fn renews_token_unheard(&self, bot: &Bot) -> Bot {
        self.line.change(|state| {
            state.renew(bot.id);
            state.bot(bot.id).bot.clone()
        })
    }

    /// It is somebody else's from now on.
    pub fn gives(&self, bot: &Bot, to: &Person) {
        self.line.change(|state| {
            state.bot(bot.id).managed.as_mut().expect("a managed bot").owner = to.id;
            state.tell_manager(bot.id);
        });
    }

    /// The same told once more, as news of its own.
    pub fn tells_again(&self, bot: &Bot) {
        self.line.change(|state| state.tell_manager(bot.id));
    }
}

impl Person {
    /// Opens such an address and confirms what it suggests. What Telegram says to them when it does not do it is the error.
    pub fn makes_a_bot(&self, address: &str) -> Result<Bot, &'static str> {
        let rest = address.strip_prefix("https://t.me/newbot/").unwrap_or_else(|| panic!("{address}"));
        let (path, name) = rest.split_once("?name=").unwrap_or_else(|| panic!("{address}"));
        let (manager, username) = path.split_once('/').unwrap_or_else(|| panic!("{address}"));
        assert!(!name.is_empty() && name.bytes().all(|b| b.is_ascii_graphic()), "{address}");
        self.makes_a_bot_called(manager, username)
    }

    /// The same with a username of their own choice.
    pub fn makes_a_bot_called(&self, manager: &str, username: &str) -> Result<Bot, &'static str> {
        self.line.change(|state| state.make(manager, self.id, username))
    }
}

impl State {
    fn make(&mut self, manager: &str, owner: i64, username: &str) -> Result<Bot, &'static str> {
        let manager = self.called(manager).expect("a bot that manages others");
        if !self.bot(manager).can_manage {
            return Err("MANAGER_PERMISSION_MISSING");
        }
        let is_plain = username.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
        let begins_well = username.starts_with(|c: char| c.is_ascii_alphabetic());
        let ends_well = username.to_ascii_lowercase().ends_with("bot");
        if !(is_plain && begins_well && ends_well && (5..=32).contains(&username.len())) {
            return Err("USERNAME_INVALID");
        }
        if self.called(username).is_some() {
            return Err("USERNAME_OCCUPIED");
        }
        if self.most_owned.is_some_and(|most| self.owned_by(owner) >= most) {
            return Err("BOT_CREATE_LIMIT_EXCEEDED");
        }
        let bot = self.add_bot(username);
        self.bot(bot.id).managed = Some(Managed { manager, owner, only: None, renewed: 0 });
        let user = self.bot(bot.id).user();
        let known = self.bot(manager);
        let id = known.write(owner, Sender::Person(owner), &format!("(made @{username})"), Vec::new()).id;
        let note = json!({
            "message_id": id, "date": now(), "chat": chat_value(owner), "from": person(owner),
            "managed_bot_created": { "bot": user },
        });
        known.push(owner, "message", &note);
        self.tell_manager(bot.id);
        Ok(bot)
    }

    fn tell_manager(&mut self, bot: i64) {
        let user = self.bot(bot).user();
        let managed = self.bot(bot).managed.as_ref().expect("a managed bot");
        let (manager, owner) = (managed.manager, managed.owner);
        let known = self.bot(manager);
        known.chats.entry(owner).or_default();
        known.push(owner, "managed_bot", &json!({ "user": person(owner), "bot": user }));
    }

    fn renew(&mut self, bot: i64) {
        let bot = self.bot(bot);
        let managed = bot.managed.as_mut().expect("a managed bot");
        managed.renewed += 1;
        let kept = bot.bot.token.len() - 4;
        let token = format!("{}{:04}", &bot.bot.token[..kept], 9_000 + managed.renewed);
        bot.void.push(std::mem::replace(&mut bot.bot.token, token));
    }
}

fn person(id: i64) -> Value {
    json!({ "id": id, "is_bot": false, "first_name": format!("Person {id}"), "language_code": "en" })
}

/// The calls of a manager; nothing when the method is none of them.
pub fn carry_out(
    state: &mut State,
    manager: i64,
    method: &str,
    parameters: &Map<String, Value>,
) -> Option<Result<Value, Refusal>> {
    let is_one =
        ["getManagedBotToken", "replaceManagedBotToken", "getManagedBotAccessSettings", "setManagedBotAccessSettings"];
    is_one.contains(&method).then(|| {
        let child = parameters.get("user_id").and_then(Value::as_i64).unwrap_or_default();
        if !state.bot(manager).can_manage {
            return Err(Refusal::new(400, "Bad Request: MANAGER_PERMISSION_MISSING"));
        }
        if state.manager_of(child) != Some(manager) {
            return Err(Refusal::new(403, "Forbidden: the bot is not managed by you"));
        }
        match method {
            "replaceManagedBotToken" => {
                state.renew(child);
                state.tell_manager(child);
                Ok(json!(state.bot(child).bot.token))
            }
            "getManagedBotToken" => Ok(json!(state.bot(child).bot.token)),
            "setManagedBotAccessSettings" => {
                let added = parameters.get("added_user_ids").and_then(Value::as_array).cloned().unwrap_or_default();
                if added.len() > 10 {
                    return Err(Refusal::new(400, "Bad Request: too many users are added"));
                }
                let added = added.iter().filter_map(Value::as_i64).collect();
                let is_restricted = parameters.get("is_access_restricted") == Some(&json!(true));
                state.bot(child).managed.as_mut().expect("a managed bot").only = is_restricted.then_some(added);
                Ok(json!(true))
            }
            _ => {
                let only = state.bot(child).managed.as_ref().expect("a managed bot").only.clone();
                let users: Vec<Value> = only.iter().flatten().map(|id| person(*id)).collect();
                Ok(json!({ "is_access_restricted": only.is_some(), "added_users": users }))
            }
        }
    })
}
