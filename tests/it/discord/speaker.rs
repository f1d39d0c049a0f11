//! One person in one place on Discord: does something, and then sees what came of it.

use std::cell::RefCell;
use std::collections::HashMap;

use crate::discord::Den;
use crate::fakes::discord::{Invocation, Person, Place, Shown, Style};
use crate::world::steady;

pub struct Speaker {
    pub person: Person,
    pub place: Place,
    /// What stood there when the person last did something.
    before: RefCell<HashMap<u64, Shown>>,
}

impl Speaker {
    pub fn new(person: Person, place: Place) -> Self {
        Speaker { person, place, before: RefCell::default() }
    }

    /// The same person in another place.
    pub fn at(&self, place: &Place) -> Self {
        Speaker::new(self.person.clone(), place.clone())
    }

    /// Types a command as it is typed elsewhere: `/deploy nest echo web`.
    pub fn types(&self, line: &str) -> Invocation {
        self.marks();
        let (verb, rest) = line.trim_start_matches('/').split_once(' ').unwrap_or((line.trim_start_matches('/'), ""));
        let words: Vec<&str> = rest.split(' ').collect();
        let options = match (verb, words.as_slice()) {
            (_, [""]) => vec![],
            ("tier", [account, tier]) => vec![("account", *account), ("tier", *tier)],
            ("config", [bot, more, ..]) => {
                vec![("bot", *bot), ("words", &rest[rest.find(more).expect("it is there")..])]
            }
            ("deploy", _) => vec![("wish", rest)],
            ("language", _) => vec![("language", rest)],
            ("timezone", _) => vec![("place", rest)],
            ("start" | "link", _) => vec![("code", rest)],
            ("fleet" | "token", _) => vec![("words", rest)],
            _ => vec![("bot", rest)],
        };
        self.person.types_command(&self.place, verb, &options)
    }

    pub fn presses(&self, label: &str) -> Invocation {
        self.marks();
        self.person.presses(&self.place, label)
    }

    /// Presses a button of a certain message.
    pub fn presses_on(&self, message: &Shown, label: &str) -> Invocation {
        self.marks();
        self.person.presses_on(message, label)
    }

    /// Chooses in a menu.
    pub fn selects(&self, labels: &[&str]) -> Invocation {
        self.marks();
        self.person.selects(&self.place, labels)
    }

    /// Opens the form behind a button and fills it in.
    pub async fn fills(&self, button: &str, fields: &[(&str, &str)]) -> Invocation {
        self.presses(button);
        self.person.fills(fields).await
    }

    /// What the form behind a button asks for; it is closed again.
    pub async fn is_asked_for(&self, button: &str) -> Vec<String> {
        self.presses(button);
        let modal = self.person.gets_modal().await;
        self.person.closes_modal();
        modal.fields.into_iter().map(|field| field.label).collect()
    }

    pub fn marks(&self) {
        *self.before.borrow_mut() = self.all().into_iter().map(|shown| (shown.id, shown)).collect();
    }

    /// All that stands there, the oldest first.
    pub fn all(&self) -> Vec<Shown> {
        self.person.sees(&self.place)
    }

    /// Waits for a message with these words that is new, or newly edited, since the person last did something.
    pub async fn sees(&self, words: &str) -> Shown {
        let before = self.before.borrow().clone();
        let is_news = |shown: &Shown| shown.author != self.person.name && before.get(&shown.id) != Some(shown);
        self.person.waits_for(&self.place, |shown| is_news(shown) && shown.text.contains(words)).await
    }

    /// Types a command, and waits for what is answered.
    pub async fn hears(&self, line: &str, words: &str) -> Shown {
        self.types(line);
        self.sees(words).await
    }

    /// Presses a button, and waits for what is answered.
    pub async fn gets(&self, label: &str, words: &str) -> Shown {
        self.presses(label);
        self.sees(words).await
    }

    /// Chooses in a menu, and waits for what is answered.
    pub async fn picks(&self, labels: &[&str], words: &str) -> Shown {
        self.selects(labels);
        self.sees(words).await
    }

    /// Fills in the form behind a button, and waits for what is answered.
    pub async fn gives(&self, button: &str, fields: &[(&str, &str)], words: &str) -> Shown {
        self.fills(button, fields).await;
        self.sees(words).await
    }

    /// From a wish that leaves nothing open to a bot that lives.
    pub async fn hatches(&self, wish: &str) -> Shown {
        self.hears(&format!("/deploy {wish}"), "Ready to hatch").await;
        self.gets("Hatch it", "is alive").await
    }

    /// How many messages have these words in them.
    pub fn count(&self, words: &str) -> usize {
        self.all().iter().filter(|shown| shown.text.contains(words)).count()
    }
}

impl Den {
    /// Somebody in their private channel with Hatchery.
    pub fn speaker(&self, name: &str) -> Speaker {
        let person = self.discord.person(name);
        let place = person.dm(&self.hatchery);
        Speaker::new(person, place)
    }

    /// Somebody in the server called Den, which has Hatchery.
    pub fn member(&self, name: &str) -> Speaker {
        let (person, server) = (self.discord.person(name), self.discord.guild("Den"));
        server.installs(&self.hatchery);
        server.admits(&person);
        Speaker::new(person, server)
    }
}

/// A message as it is read: text, menu and buttons, without what is different each time.
pub fn screen(shown: &Shown) -> String {
    let mut lines: Vec<String> = shown.text.lines().map(steady).collect();
    if !shown.options.is_empty() {
        lines.push(format!("‹{}›", shown.options.join(" | ")));
    }
    let labels = shown.buttons.iter().map(|button| match &button.style {
        Style::Link(address) => format!("[{} → {}]", button.label, steady(address)),
        Style::Primary | Style::Secondary | Style::Success | Style::Danger | Style::Premium => {
            format!("[{}]", button.label)
        }
    });
    let labels: Vec<String> = labels.collect();
    if !labels.is_empty() {
        lines.push(labels.join(" · "));
    }
    lines.join("\n") + "\n"
}
