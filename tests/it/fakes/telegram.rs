//! Telegram for tests: the Bot API for many bots at once, and the people who talk to them. Every call is held
//! against the API description; whatever breaks it is recorded and fails the test when the fake is dropped.

mod chat;
mod door;
mod managed;
mod methods;
mod person;
mod schema;
mod state;
mod topics;
mod updates;

use std::sync::{Arc, Mutex, MutexGuard};
use std::time::Duration;

use serde_json::Value;
use tokio::sync::watch;
use tokio::time::{Instant, timeout};

pub use chat::{Action, Button, Chat, Message, Sender};
pub use person::{Group, Person};
use schema::Schema;
use state::State;

use crate::PATIENCE;
pub use topics::Topic;

/// A bot as its owner sees it after talking to BotFather.
#[derive(Debug, Clone)]
pub struct Bot {
    pub id: i64,
    pub username: String,
    pub token: String,
}

/// What shall happen instead of the usual answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// 429 with `retry_after` in seconds.
    TooMany(u64),
    /// 502 with a page of HTML.
    BadGateway,
    /// 400 with this description.
    Refused(&'static str),
    /// 404: there is no such method.
    NoMethod,
    /// 401: the token was revoked.
    Revoked,
    /// Nothing is done and no answer comes.
    Stall,
    /// The call is carried out, and the answer breaks off.
    AnswerLost,
    /// The call is carried out, and no answer comes.
    AnswerStall,
}

/// The test's own handle: when it goes, what bots sent has to have been clean.
pub struct FakeTelegram {
    line: Line,
}

/// What persons, groups and the HTTP door share.
#[derive(Clone)]
struct Line {
    state: Arc<Mutex<State>>,
    /// Counts the changes, so that everything that waits looks again.
    changes: watch::Sender<u64>,
    schema: Arc<Schema>,
    origin: Arc<str>,
}

impl Line {
    fn look(&self) -> MutexGuard<'_, State> {
        self.state.lock().expect("no thread panics while it holds the fake's state")
    }

    fn change<T>(&self, change: impl FnOnce(&mut State) -> T) -> T {
        let result = change(&mut self.look());
        self.changes.send_modify(|count| *count += 1);
        result
    }

    /// The methods that a bot called so far, in order.
    fn methods(&self, bot: &Bot) -> Vec<String> {
        self.look().bot(bot.id).calls.iter().map(|(method, _)| method.clone()).collect()
    }
}

impl FakeTelegram {
    /// What is to be delivered to this origin goes to that one.
    pub fn goes_by(&self, origin: &str, here: &str) {
        self.line.change(|state| state.detour = Some((origin.to_owned(), here.to_owned())));
    }

    /// Nothing, with a loud note, where the API description is missing; in CI that is a failure.
    pub async fn start() -> Option<Self> {
        let schema = Arc::new(Schema::load()?);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("a bound listener has an address");
        let (changes, _) = watch::channel(0);
        let line = Line { state: Arc::default(), changes, schema, origin: format!("http://{address}").into() };
        let router = door::router(line.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.expect("the fake serves") });
        Some(FakeTelegram { line })
    }

    pub fn origin(&self) -> &str {
        &self.line.origin
    }

    /// Fields of a message that make it a note of Telegram's own.
    pub fn notes(&self) -> impl Iterator<Item = &str> {
        self.line.schema.notes()
    }

    /// A new bot, with a token that shows up in no other text.
    pub fn bot(&self, username: &str) -> Bot {
        self.line.change(|state| state.add_bot(username))
    }

    /// A person with an account on Telegram; the same number is the same person.
    pub fn person(&self, id: i64) -> Person {
        Person::new(self.line.clone(), id)
    }

    /// A group that these bots are members of.
    pub fn group(&self, id: i64, bots: &[&Bot]) -> Group {
        Group::new(self.line.clone(), id, bots)
    }

    /// The next call of this method by this bot fails; a poll that is waiting fails at once.
    pub fn fails_next(&self, bot: &Bot, method: &str, failure: Failure) {
        self.line.change(|state| state.bot(bot.id).failures.push((method.to_ascii_lowercase(), failure)));
    }

    /// From now on this bot is served by a Bot API of before 7.11.
    pub fn grows_old(&self, bot: &Bot) {
        self.line.change(|state| state.bot(bot.id).is_old = true);
    }

    /// From now on the token of this bot is worth nothing.
    pub fn revokes(&self, bot: &Bot) {
        self.line.change(|state| state.bot(bot.id).is_revoked = true);
    }

    /// The token of this bot is worth something again.
    pub fn restores(&self, bot: &Bot) {
        self.line.change(|state| state.bot(bot.id).is_revoked = false);
    }

    /// Puts an update into the bot's queue exactly as it is written, and returns its id.
    pub fn delivers_raw(&self, bot: &Bot, text: impl FnOnce(i64) -> String) -> i64 {
        self.line.change(|state| state.bot(bot.id).push_raw(0, text))
    }

    /// Delivers the last update once more, as Telegram does when it did not hear that it was taken.
    pub fn delivers_again(&self, bot: &Bot) {
        self.line.change(|state| {
            let bot = state.bot(bot.id);
            bot.queue.extend(bot.last.clone());
        });
    }

    /// The calls of one method by this bot so far, with what they carried.
    pub fn calls(&self, bot: &Bot, method: &str) -> Vec<Value> {
        let mut state = self.line.look();
        let calls = state.bot(bot.id).calls.iter().filter(|(name, _)| name.eq_ignore_ascii_case(method));
        calls.map(|(_, parameters)| parameters.clone()).collect()
    }

    /// The updates that wait for this bot: neither confirmed nor delivered.
    pub fn pending(&self, bot: &Bot) -> Vec<i64> {
        self.line.look().bot(bot.id).queue.iter().map(|update| update.id).collect()
    }

    /// Waits until something about a bot holds, and tells its calls when it does not within a minute.
    pub async fn until(&self, bot: &Bot, what: &str, holds: impl Fn(&Self) -> bool) {
        let is_so = self.line.wait_for(|| holds(self)).await;
        let calls = self.line.methods(bot);
        assert!(is_so, "waited a minute for: {what}\npending: {:?}\ncalls: {calls:?}", self.pending(bot));
    }

    /// What bots sent so far that breaks the Bot API; asking for it forgives it.
    pub fn violations(&self) -> Vec<String> {
        self.line.change(|state| std::mem::take(&mut state.violations))
    }

    /// Fails when a bot sent something that the real Telegram would not take.
    pub fn assert_clean(&self) {
        let violations = self.violations();
        assert!(violations.is_empty(), "calls that break the Bot API:\n{}", violations.join("\n"));
    }
}

impl Line {
    /// Looks after every change, and now and then because a condition may be about something else than the fake.
    async fn wait_for(&self, holds: impl Fn() -> bool) -> bool {
        let mut changes = self.changes.subscribe();
        let limit = Instant::now() + PATIENCE;
        while Instant::now() < limit {
            if holds() {
                return true;
            }
            let _ = timeout(Duration::from_millis(20), changes.changed()).await;
        }
        holds()
    }
}

impl Drop for FakeTelegram {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.assert_clean();
        }
    }
}
