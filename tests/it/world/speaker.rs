//! One person in one private chat: says something, and then sees what came of it.

use std::cell::RefCell;
use std::collections::HashMap;

use tokio::time::{Instant, sleep};

use super::LOOK_AGAIN;
use crate::PATIENCE;
use crate::fakes::telegram::{Action, Bot, Button, Chat, Message, Person, Sender, Topic};

pub struct Speaker {
    pub person: Person,
    bot: Bot,
    /// What stood in the chat when the person last did something: each message of the bot and its edits.
    before: RefCell<HashMap<i64, usize>>,
}

impl Speaker {
    pub fn new(person: Person, bot: Bot) -> Self {
        Speaker { person, bot, before: RefCell::default() }
    }

    /// The same person in the chat with another bot.
    pub fn with(&self, bot: &Bot) -> Speaker {
        Speaker::new(self.person.clone(), bot.clone())
    }

    /// The same person, who writes in this topic.
    pub fn inside(&self, topic: i64) -> Speaker {
        Speaker::new(self.person.inside(topic), self.bot.clone())
    }

    /// The topics in the chat, by name.
    pub fn topics(&self) -> Vec<Topic> {
        self.person.topics(&self.bot)
    }

    pub fn speaking(self, language: &str) -> Speaker {
        Speaker { person: self.person.speaking(language), ..self }
    }

    pub fn says(&self, text: &str) -> i64 {
        self.marks();
        self.person.says(&self.bot, text)
    }

    pub fn presses(&self, label: &str) {
        self.marks();
        self.person.presses(&self.bot, label);
    }

    /// Presses a button of a certain message.
    pub fn presses_on(&self, message: &Message, label: &str) {
        self.marks();
        self.person.presses_on(&self.bot, message.id, label);
    }

    pub fn sends_a_picture(&self) {
        self.marks();
        self.person.sends_a_picture(&self.bot);
    }

    /// What is seen from now on counts as news.
    pub fn marks(&self) {
        let chat = self.chat();
        let from_bot = chat.messages.iter().filter(|message| message.sender == Sender::Bot);
        *self.before.borrow_mut() = from_bot.map(|message| (message.id, message.edits)).collect();
    }

    pub fn chat(&self) -> Chat {
        self.person.chat(&self.bot)
    }

    /// Waits for a message with these words that is new, or newly edited, since the person last did something.
    pub async fn sees(&self, words: &str) -> Message {
        let before = self.before.borrow().clone();
        let is_news = |message: &Message| {
            let known = before.get(&message.id).is_some_and(|edits| *edits == message.edits);
            message.sender == Sender::Bot && !known && message.text.contains(words)
        };
        let limit = Instant::now() + PATIENCE;
        loop {
            let chat = self.chat();
            if let Some(message) = chat.visible().rev().find(|message| is_news(message)) {
                return message.clone();
            }
            assert!(
                Instant::now() < limit,
                "{} waited a minute for “{words}”, and this is all there is:\n{chat}calls of the bot: {:?}",
                self.person.id,
                self.person.calls(&self.bot)
            );
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Says something, and waits for what is answered.
    pub async fn hears(&self, text: &str, words: &str) -> Message {
        self.says(text);
        self.sees(words).await
    }

    /// Presses a button, and waits for what is answered.
    pub async fn gets(&self, label: &str, words: &str) -> Message {
        self.presses(label);
        self.sees(words).await
    }

    /// Waits until the chat looks like this.
    pub async fn until(&self, like_this: impl Fn(&Chat) -> bool) -> Chat {
        self.person.sees(&self.bot, like_this).await
    }

    /// How many messages of the bot have these words in them.
    pub fn count(&self, words: &str) -> usize {
        let chat = self.chat();
        chat.visible().filter(|message| message.sender == Sender::Bot && message.text.contains(words)).count()
    }
}

/// A message as it is read: text and buttons, without what is different each time.
pub fn screen(message: &Message) -> String {
    let mut lines: Vec<String> = message.text.lines().map(steady).collect();
    for row in &message.rows {
        let label = |button: &Button| match &button.action {
            Action::Press(_) => format!("[{}]", button.label),
            Action::Disabled => format!("[{} (rests)]", button.label),
            Action::Copy(text) => format!("[{} ⧉ {}]", button.label, steady(text)),
            Action::WebApp(address) | Action::Open(address) => format!("[{} → {}]", button.label, steady(address)),
        };
        lines.push(row.iter().map(label).collect::<Vec<_>>().join(" · "));
    }
    lines.join("\n") + "\n"
}

/// Addresses on this machine and lengths of time are different each time.
pub fn steady(line: &str) -> String {
    let words: Vec<&str> = line.split(' ').collect();
    let word = |(n, word): (usize, &&str)| {
        let is_time = word.bytes().all(|b| b.is_ascii_digit()) && words.get(n + 1).is_some_and(|next| is_unit(next));
        match word.split_once("127.0.0.1:") {
            Some((before, _)) => format!("{before}127.0.0.1:…"),
            None if is_time => "…".to_owned(),
            None => (*word).to_owned(),
        }
    };
    words.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
}

fn is_unit(word: &str) -> bool {
    matches!(word.trim_matches(['.', ',']), "s" | "min")
}
