//! Somebody on Discord whose way is written down: commands, menus and forms.

use std::collections::HashMap;

use super::record::{Given, Record, Voice};
use crate::discord::{Den, Speaker, screen};
use crate::world::Page;

pub struct OnDiscord<'a> {
    den: &'a Den,
    who: Speaker,
    /// Each message of Hatchery that was read, as it was then.
    read: HashMap<u64, String>,
    record: Record,
}

impl<'a> OnDiscord<'a> {
    pub fn begins(den: &'a Den, who: Speaker, record: Record) -> Self {
        OnDiscord { den, who, read: HashMap::new(), record }
    }

    pub async fn types(&mut self, line: &str, answer: &str) {
        self.record.begins();
        self.who.types(line);
        self.record.writes(line);
        self.reads(answer).await;
    }

    pub async fn picks(&mut self, labels: &[&str], answer: &str) {
        self.record.begins();
        self.who.selects(labels);
        self.record.picks(labels);
        self.reads(answer).await;
    }

    pub async fn fills(&mut self, button: &str, fields: &[(&str, Given<'_>)], answer: &str) {
        self.record.begins();
        let texts: Vec<(&str, &str)> = fields.iter().map(|(label, given)| (*label, given.text())).collect();
        self.who.fills(button, &texts).await;
        self.record.fills(button, fields, "Submit");
        self.reads(answer).await;
    }

    /// The last look, the time until the bot has answered, and its answer to its owner.
    pub async fn hatches(mut self) -> Record {
        self.record.begins();
        self.who.presses("Hatch it");
        self.record.presses("Hatch it");
        let news = self.who.sees("is alive").await;
        self.record.arrives();
        self.reads("is alive").await;
        assert_eq!(Page::told_in(&news.text).asks("hello").await, "You said: hello");
        self.record
    }

    async fn reads(&mut self, answer: &str) {
        self.who.sees(answer).await;
        self.den.settles().await;
        for shown in self.who.all().into_iter().filter(|shown| shown.author != self.who.person.name) {
            // The backslashes are for Discord's client, which takes them away.
            let now = screen(&shown).replace('\\', "");
            match self.read.insert(shown.id, now.clone()) {
                None => self.record.told(Voice::Hatchery, &now),
                Some(before) if before != now => self.record.told(Voice::Edited, &now),
                Some(_) => {}
            }
        }
    }
}
