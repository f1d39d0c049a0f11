//! People and groups: they write, press what they can see, block, and look at their chat until it says something.

use serde_json::{Value, json};

use super::chat::{Action, Chat, Sender};
use super::methods::message_value;
use super::state::{BotState, chat_value, now};
use super::{Bot, Line};

#[derive(Clone)]
pub struct Person {
    pub(super) line: Line,
    pub id: i64,
    pub(super) language: String,
    /// Where they write.
    pub(super) topic: Option<i64>,
}

impl Person {
    pub(super) fn new(line: Line, id: i64) -> Self {
        Person { line, id, language: "en".into(), topic: None }
    }

    pub fn speaking(self, language: &str) -> Self {
        Person { language: language.into(), ..self }
    }

    /// Writes in the private chat with the bot.
    pub fn says(&self, bot: &Bot, text: &str) -> i64 {
        self.sends(bot, text, &json!({ "text": text }))
    }

    pub fn sends_a_picture(&self, bot: &Bot) -> i64 {
        let photo = json!([{ "file_id": "f", "file_unique_id": "u", "width": 90, "height": 90 }]);
        self.sends(bot, "(a picture)", &json!({ "photo": photo }))
    }

    /// Sends a message with this content, and shows it to the person as `seen`.
    pub fn sends(&self, bot: &Bot, seen: &str, content: &Value) -> i64 {
        self.line.change(|state| self.write(state.bot(bot.id), self.id, seen, content))
    }

    /// Presses the latest visible button of this name.
    pub fn presses(&self, bot: &Bot, label: &str) {
        let chat = self.chat(bot);
        let Some(message) = chat.visible().rev().find(|message| message.button(label).is_some()) else {
            panic!("there is no button [{label}] to be seen:\n{chat}");
        };
        self.presses_on(bot, message.id, label);
    }

    /// Presses a button of a certain message.
    pub fn presses_on(&self, bot: &Bot, message: i64, label: &str) {
        let chat = self.chat(bot);
        let button = chat.visible().find(|shown| shown.id == message).and_then(|shown| shown.button(label));
        let Some(Action::Press(data)) = button.map(|button| &button.action) else {
            panic!("message #{message} has no button [{label}] to press:\n{chat}");
        };
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            let carrier = message_value(bot, self.id, message);
            self.press(bot, self.id, data, Some(carrier));
        });
    }

    /// The update of a press with this word, for a test that delivers it itself: Telegram does not.
    pub fn presses_by_hand(&self, bot: &Bot, word: &str) -> String {
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            self.press(bot, self.id, word, None);
            bot.queue.pop_back().expect("it was just put there").text
        })
    }

    /// The update of a message, the same way.
    pub fn says_by_hand(&self, bot: &Bot, text: &str) -> String {
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            self.write(bot, self.id, text, &json!({ "text": text }));
            bot.queue.pop_back().expect("it was just put there").text
        })
    }

    /// Presses a button whose message the bot cannot see any more.
    pub fn presses_out_of_reach(&self, bot: &Bot, data: &str) {
        let carrier = json!({ "chat": chat_value(self.id), "message_id": 1, "date": 0 });
        self.line.change(|state| self.press(state.bot(bot.id), self.id, data, Some(carrier)));
    }

    pub fn blocks(&self, bot: &Bot) {
        self.changes_membership(bot, "member", "kicked");
    }

    pub fn unblocks(&self, bot: &Bot) {
        self.changes_membership(bot, "kicked", "member");
    }

    /// The chat as it is now.
    pub fn chat(&self, bot: &Bot) -> Chat {
        self.line.look().bot(bot.id).chats.get(&self.id).cloned().unwrap_or_default()
    }

    /// Waits until the chat looks like this, and prints it whole when it does not within a minute.
    pub async fn sees(&self, bot: &Bot, like_this: impl Fn(&Chat) -> bool) -> Chat {
        let is_so = self.line.wait_for(|| like_this(&self.chat(bot))).await;
        let chat = self.chat(bot);
        assert!(is_so, "waited a minute, and this is all that {} sees:\n{chat}", self.id);
        chat
    }

    /// The methods that a bot called so far, in order.
    pub fn calls(&self, bot: &Bot) -> Vec<String> {
        self.line.methods(bot)
    }

    fn user(&self) -> Value {
        let name = format!("Person {}", self.id);
        json!({ "id": self.id, "is_bot": false, "first_name": name, "language_code": self.language })
    }

    fn write(&self, bot: &mut BotState, chat: i64, seen: &str, content: &Value) -> i64 {
        assert!(!bot.blocked_by.contains(&self.id), "{} blocked the bot and has to let it in first", self.id);
        let topic = self.topic.filter(|_| chat == self.id);
        let shown = bot.write(chat, Sender::Person(self.id), seen, Vec::new());
        shown.topic = topic;
        let id = shown.id;
        let mut message = json!({ "message_id": id, "date": now(), "chat": chat_value(chat), "from": self.user() });
        if let Some(topic) = topic {
            bot.topics.holds(chat, topic).expect("one writes in a topic that is there");
            message["message_thread_id"] = json!(topic);
            message["is_topic_message"] = json!(true);
        }
        for (name, value) in content.as_object().expect("the content of a message is an object") {
            message[name] = value.clone();
        }
        if bot.hears(self.id) {
            bot.push(chat, "message", &message);
        }
        id
    }

    fn press(&self, bot: &mut BotState, chat: i64, data: &str, carrier: Option<Value>) {
        let query = bot.press(chat);
        let mut press = json!({ "id": query, "from": self.user(), "chat_instance": chat.to_string(), "data": data });
        if let Some(carrier) = carrier {
            press["message"] = carrier;
        }
        bot.push(chat, "callback_query", &press);
    }

    fn changes_membership(&self, bot: &Bot, before: &str, after: &str) {
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            match after {
                "kicked" => bot.blocked_by.insert(self.id),
                _ => bot.blocked_by.remove(&self.id),
            };
            let member = |status: &str| match status {
                "kicked" => json!({ "status": status, "user": bot.user(), "until_date": 0 }),
                _ => json!({ "status": status, "user": bot.user() }),
            };
            let change = json!({
                "chat": chat_value(self.id), "from": self.user(), "date": now(),
                "old_chat_member": member(before), "new_chat_member": member(after),
            });
            bot.push(self.id, "my_chat_member", &change);
        });
    }
}

#[derive(Clone)]
pub struct Group {
    line: Line,
    id: i64,
}

impl Group {
    pub(super) fn new(line: Line, id: i64, bots: &[&Bot]) -> Self {
        assert!(id < 0, "groups have negative ids");
        for bot in bots {
            line.change(|state| state.bot(bot.id).chats.entry(id).or_default().spinning = 0);
        }
        Group { line, id }
    }

    /// Somebody writes in the group, and the bot gets to hear it.
    pub fn hears(&self, bot: &Bot, who: &Person, text: &str) {
        self.line.change(|state| who.write(state.bot(bot.id), self.id, text, &json!({ "text": text })));
    }

    /// Somebody presses a button in the group.
    pub fn presses(&self, bot: &Bot, who: &Person, data: &str) {
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            let id = bot.write(self.id, Sender::Bot, "a message with buttons", Vec::new()).id;
            let carrier = message_value(bot, self.id, id);
            who.press(bot, self.id, data, Some(carrier));
        });
    }

    pub async fn sees(&self, bot: &Bot, like_this: impl Fn(&Chat) -> bool) -> Chat {
        let chat = || self.line.look().bot(bot.id).chats.get(&self.id).cloned().unwrap_or_default();
        let is_so = self.line.wait_for(|| like_this(&chat())).await;
        let chat = chat();
        assert!(is_so, "waited a minute, and this is all there is in the group:\n{chat}");
        chat
    }
}
