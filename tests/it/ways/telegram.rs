//! Somebody on Telegram whose way is written down. Whatever the chat shows after each deed goes into the record, asked
//! for or not.

use std::collections::HashMap;

use super::record::{Record, Voice};
use crate::fakes::telegram::{Action, Bot, Message, Sender};
use crate::handover::Link;
use crate::world::{Speaker, World, screen, steady};

pub struct OnTelegram<'a> {
    world: &'a World,
    pub who: Speaker,
    /// Each message of Hatchery that was read, as it was then.
    read: HashMap<i64, String>,
    record: Record,
}

impl<'a> OnTelegram<'a> {
    /// What is in the chat by now is no part of it.
    pub fn begins(world: &'a World, who: Speaker, record: Record) -> Self {
        let read = of_hatchery(&who).map(|message| (message.id, screen(&message))).collect();
        OnTelegram { world, who, read, record }
    }

    pub async fn writes(&mut self, text: &str, answer: &str) -> Message {
        self.record.begins();
        self.who.says(text);
        self.record.writes(text);
        self.reads(answer).await
    }

    /// Sends a secret, which must be gone from the chat when the answer is there.
    pub async fn pastes(&mut self, secret: &str, answer: &str) -> Message {
        self.record.begins();
        let id = self.who.says(secret);
        self.record.pastes(secret, "deleted from the chat");
        let message = self.reads(answer).await;
        assert!(self.who.chat().message(id).is_some_and(|sent| sent.is_deleted), "the secret stays in the chat");
        message
    }

    pub async fn presses(&mut self, label: &str, answer: &str) -> Message {
        self.record.begins();
        self.who.presses(label);
        self.record.presses(label);
        self.reads(answer).await
    }

    /// Opens a link into the chat with Hatchery, where Telegram shows a button that sends what is behind it.
    pub async fn opens(&mut self, code: &str, answer: &str) -> Message {
        self.record.begins();
        self.record.presses("https://t.me/hatchery_bot?start=…");
        self.record.presses("Start");
        self.who.says(&format!("/start {code}"));
        self.reads(answer).await
    }

    /// Asks for a private page and gives all there that it asks for; the chat goes on by itself.
    pub async fn gives_on_a_page(&mut self, secrets: &[&str], here: &str, answer: &str) -> Message {
        let message = self.presses("Private page", "Here is your private page.").await;
        let link = Link::told_in(&message, here);
        self.record.presses("Open the page");
        let (status, page) = link.look().await;
        assert_eq!(status, 200, "{page}");
        let said = |field: &str| page["open"][field].as_str().expect("it is on the page").to_owned();
        let (title, more) = (said("title"), page["open"]["more"].as_array().expect("a list"));
        let labels: Vec<String> =
            std::iter::once(said("label")).chain(more.iter().filter_map(|it| it.as_str().map(str::to_owned))).collect();
        assert_eq!(labels.len(), secrets.len(), "{labels:?}");
        self.record.told(Voice::Page, &format!("{title}\n{}\n{}", said("whose"), steady(&said("ends"))));
        self.who.marks();
        let (status, page) = link.give_all(secrets[0], &secrets[1..]).await;
        assert_eq!(status, 200, "{page}");
        self.record.fills_page(&labels, secrets);
        self.record.told(Voice::Page, page["said"].as_str().expect("it is said"));
        self.reads(answer).await
    }

    /// Opens the way to make a bot and confirms it in the window that Telegram shows.
    pub async fn makes_a_bot(&mut self, question: &Message, label: &str, answer: &str) -> Bot {
        let button = question.button(label).unwrap_or_else(|| panic!("{question:?}"));
        let Action::Open(address) = &button.action else { panic!("{button:?}") };
        self.record.presses(label);
        self.record.confirms("Telegram's own window, which shows name and username");
        self.who.marks();
        let bot = self.who.person.makes_a_bot(address).expect("it is made");
        self.reads(answer).await;
        bot
    }

    /// The last look, and the time until the bot has answered.
    pub async fn hatches(&mut self, news: &str) -> Message {
        self.record.begins();
        self.who.presses("Hatch it");
        self.record.presses("Hatch it");
        let message = self.who.sees(news).await;
        self.record.arrives();
        self.reads(news).await;
        message
    }

    /// The bot repeats on its page what it hears.
    pub async fn ends_as_an_echo(self, told: &Message) -> Record {
        assert_eq!(self.world.page(&told.text).asks("hello").await, "hello");
        self.record
    }

    /// The bot answers on its page.
    pub async fn ends(self, told: &Message) -> Record {
        assert_eq!(self.world.page(&told.text).asks("hello").await, "You said: hello");
        self.record
    }

    /// A new bot knows its owner, and answers on Telegram.
    pub async fn ends_as_its_own(self, bot: &Bot) -> Record {
        self.who.with(bot).hears("hello", "You said: hello").await;
        self.record
    }

    /// The bot answers its owner on Telegram.
    pub async fn ends_with(self, bot: &Bot) -> Record {
        let there = self.who.with(bot);
        there.hears("/start", "I am nest").await;
        there.hears("hello", "You said: hello").await;
        self.record
    }

    /// It has no page that a made-up Railway could open.
    pub fn ends_unasked(self) -> Record {
        self.record
    }

    /// Waits for the answer and until nothing more comes, and writes down whatever is new.
    async fn reads(&mut self, answer: &str) -> Message {
        let message = self.who.sees(answer).await;
        self.world.settles().await;
        for shown in of_hatchery(&self.who) {
            let now = screen(&shown);
            let before = self.read.insert(shown.id, now.clone());
            match before {
                None => self.record.told(Voice::Hatchery, &now),
                Some(before) if !is_less(&before, &now) => self.record.told(Voice::Edited, &now),
                Some(_) => {}
            }
        }
        message
    }
}

fn of_hatchery(who: &Speaker) -> impl Iterator<Item = Message> {
    who.chat().messages.into_iter().filter(|message| message.sender == Sender::Bot)
}

/// Whether nothing came and at most some buttons went.
fn is_less(before: &str, now: &str) -> bool {
    before.starts_with(now.trim_end())
}
