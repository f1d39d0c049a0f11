//! The people of a run: each in a private chat, who does the next step when the one before was answered as it must be.
//! They are no tasks but a list, because there are a hundred thousand of them.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Instant;

use serde_json::json;

use crate::walk::{Deed, Step};

/// A message sent or changed.
pub struct Shown<'a> {
    pub message: i64,
    pub text: &'a str,
    /// Label and word of each button.
    pub buttons: Vec<(&'a str, &'a str)>,
    pub in_place: bool,
}

struct Person {
    walk: &'static [Step],
    at: usize,
    /// Of the step that is under way: when it was taken, and how many of its replies are there.
    since: Option<Instant>,
    replies: usize,
    message: i64,
    /// Of the message that was shown last, only while a press may follow.
    buttons: Vec<(String, String)>,
}

/// All people, and what they brought to Telegram and Telegram has not handed out.
#[derive(Default)]
pub struct People {
    people: HashMap<i64, Person>,
    pub waiting: VecDeque<(i64, String)>,
    last_update: i64,
    pub last_message: i64,
    /// Presses that were not told to stop spinning yet.
    spinning: HashSet<i64>,
    /// Whoever is done with their walk, in that order.
    pub done: VecDeque<i64>,
    /// Whoever was answered and goes on when the driver of the run says so.
    pub idle: VecDeque<i64>,
    pub answered: usize,
    /// From the moment a step was taken to the last of its replies, in ms.
    pub took: Vec<f64>,
    /// Messages that come by themselves, by the words they must hold.
    pub news: Vec<(i64, String, Instant)>,
    pub awaits_news: bool,
    pub wrong: Vec<String>,
}

pub fn name(id: i64) -> String {
    format!("nest{id}")
}

impl People {
    /// Somebody begins a walk.
    pub fn walks(&mut self, id: i64, walk: &'static [Step]) {
        let (message, buttons) = match self.people.remove(&id) {
            Some(person) => (person.message, person.buttons),
            None => (0, Vec::new()),
        };
        self.people.insert(id, Person { walk, at: 0, since: None, replies: 0, message, buttons });
    }

    /// Takes the next step of somebody's walk; false when they have not been answered yet, or are done.
    pub fn step(&mut self, id: i64) -> bool {
        let Some(person) = self.people.get_mut(&id) else { return false };
        let Some(step) = person.walk.get(person.at).filter(|_| person.since.is_none()) else { return false };
        let from = json!({ "id": id, "is_bot": false, "first_name": "Ada", "language_code": "en" });
        let chat = json!({ "id": id, "type": "private", "first_name": "Ada" });
        let update = self.last_update + 1;
        let brought = match step.deed {
            Deed::Say(text) => {
                self.last_message += 1;
                let text = text.replace("{name}", &name(id));
                let message = json!({
                    "message_id": self.last_message, "date": 1_700_000_000, "text": text, "chat": chat, "from": from,
                });
                json!({ "update_id": update, "message": message })
            }
            Deed::Press(label) => {
                let Some((_, word)) = person.buttons.iter().find(|(known, _)| known == label) else {
                    self.wrong.push(format!("person {id} finds no button `{label}`"));
                    return false;
                };
                let message = json!({ "message_id": person.message, "date": 1_700_000_000, "text": "…", "chat": chat });
                self.spinning.insert(update);
                let id = update.to_string();
                let query = json!({ "id": id, "from": from, "chat_instance": "1", "data": word, "message": message });
                json!({ "update_id": update, "callback_query": query })
            }
        };
        self.last_update = update;
        person.since = Some(Instant::now());
        self.waiting.push_back((update, brought.to_string()));
        true
    }

    /// Takes the next step of somebody who surely waits for nothing.
    pub fn goes_on(&mut self, id: i64) {
        if !self.step(id) {
            self.wrong.push(format!("person {id} cannot go on"));
        }
    }

    /// Notes what was shown to somebody. True when it ended a step of theirs.
    pub fn sees(&mut self, id: i64, shown: &Shown<'_>) -> bool {
        let Some(person) = self.people.get_mut(&id) else {
            if self.awaits_news {
                self.news.push((id, shown.text.to_owned(), Instant::now()));
                return false;
            }
            self.wrong.push(format!("“{}” for {id}, where nobody is", shown.text));
            return false;
        };
        let awaited = person.walk.get(person.at).filter(|_| person.since.is_some());
        let Some((step, reply)) = awaited.and_then(|step| Some((step, step.replies.get(person.replies)?))) else {
            if self.awaits_news {
                self.news.push((id, shown.text.to_owned(), Instant::now()));
            } else {
                self.wrong.push(format!("“{}” for {id}, who awaits nothing", shown.text));
            }
            return false;
        };
        let is_there = !reply.in_place || shown.message == person.message;
        if shown.in_place != reply.in_place || !is_there || !holds(shown.text, reply.words, id) {
            let (words, text) = (reply.words, shown.text);
            self.wrong.push(format!("person {id} expected “{words}” and got “{text}” (edited: {})", shown.in_place));
            return false;
        }
        person.message = shown.message;
        person.replies += 1;
        person.buttons = shown.buttons.iter().map(|(label, word)| ((*label).into(), (*word).into())).collect();
        if person.replies < step.replies.len() {
            return false;
        }
        let since = person.since.take().unwrap_or_else(Instant::now);
        (person.at, person.replies) = (person.at + 1, 0);
        if person.at == person.walk.len() {
            self.done.push_back(id);
            person.buttons = Vec::new();
        }
        self.answered += 1;
        self.took.push(since.elapsed().as_secs_f64() * 1_000.0);
        true
    }

    /// A press is told to stop spinning, once.
    pub fn stops_spinning(&mut self, query: &str) {
        if !query.parse().is_ok_and(|query| self.spinning.remove(&query)) {
            self.wrong.push(format!("press {query} was answered twice, or never made"));
        }
    }

    /// Whoever stands in the middle of a walk takes its next step.
    pub fn everybody_steps(&mut self) {
        let ids: Vec<i64> = self.people.iter().filter(|(_, person)| person.at > 0).map(|(id, _)| *id).collect();
        for id in ids {
            self.step(id);
        }
    }

    pub fn is_spinning(&self) -> usize {
        self.spinning.len()
    }

    pub fn is_walking(&self) -> usize {
        self.people.values().filter(|person| person.since.is_some()).count()
    }
}

/// Whether a text holds these words, with the name that is theirs.
fn holds(text: &str, words: &str, id: i64) -> bool {
    match words.split_once("{name}") {
        None => text.contains(words),
        Some((before, after)) => text.contains(&format!("{before}{}{after}", name(id))),
    }
}
