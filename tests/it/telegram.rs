//! The Telegram front end against the fake Telegram, with a tiny house behind it that echoes what it hears.

mod bot_api;
mod polling;
mod routing;
mod setting_up;
mod showing;
mod webhook;

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use anyhow::ensure;
use futures::FutureExt;
use futures::future::BoxFuture;
use hatchery::chat::{Action, Incoming, Input, Key, MessageRef, View};
use hatchery::domain::Id;
use hatchery::secret::Secret;
use hatchery::store::fresh_id;
use hatchery::telegram::api::{Api, CallError};
use hatchery::telegram::inbox::Inbox;
use hatchery::telegram::poll::poll;
use hatchery::telegram::receive::House;
use hatchery::telegram::{Telegram, setup};
use tokio::sync::Notify;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::fakes::telegram::{Bot, FakeTelegram};

fn api(fake: &FakeTelegram, bot: &Bot) -> Api {
    Api::new(reqwest::Client::new(), fake.origin(), Secret::new(&*bot.token))
}

async fn telegram(fake: &FakeTelegram, bot: &Bot) -> Telegram {
    setup::enter(api(fake, bot), 0).await.expect("the fake knows this bot")
}

fn view(text: &str) -> View {
    View { text: text.into(), ..View::default() }
}

fn press(label: &str, word: &str) -> Key {
    Key::new(label, Action::Press(word.into()))
}

fn open(label: &str, address: &str) -> Key {
    Key::new(label, Action::Open(address.into()))
}

/// Echoes what it hears, and misbehaves on a few words: `panic` panics, `stall`, said or pressed, waits until it is let go, and
/// `remember …` fails as long as the database is away.
struct Echo {
    telegram: Telegram,
    heard: Mutex<Vec<Incoming>>,
    database_is_away: AtomicBool,
    let_go: Notify,
    /// Batches on record, and how many there have been.
    kept: Mutex<Vec<(Id, String)>>,
    batches: AtomicUsize,
}

impl Inbox for Echo {
    fn keep(&self, batch: String, done: Vec<Id>) -> BoxFuture<'_, anyhow::Result<Id>> {
        async move {
            ensure!(!self.database_is_away.load(Ordering::SeqCst), "the database is away");
            let id = fresh_id();
            self.forget(done).await?;
            self.kept.lock().expect("no test panics with it").push((id.clone(), batch));
            self.batches.fetch_add(1, Ordering::SeqCst);
            Ok(id)
        }
        .boxed()
    }

    fn left(&self) -> BoxFuture<'_, anyhow::Result<Vec<(Id, String)>>> {
        async move { Ok(self.kept.lock().expect("no test panics with it").clone()) }.boxed()
    }

    fn forget(&self, batches: Vec<Id>) -> BoxFuture<'_, anyhow::Result<()>> {
        async move {
            self.kept.lock().expect("no test panics with it").retain(|(id, _)| !batches.contains(id));
            Ok(())
        }
        .boxed()
    }
}

impl Echo {
    fn new(telegram: Telegram) -> Arc<Self> {
        let let_go = Notify::new();
        Arc::new(Echo {
            telegram,
            heard: Mutex::default(),
            database_is_away: AtomicBool::new(false),
            let_go,
            kept: Mutex::default(),
            batches: AtomicUsize::new(0),
        })
    }

    fn house(self: &Arc<Self>) -> House {
        let echo = self.clone();
        let link = self.telegram.deep_link("group");
        House {
            hear: Arc::new(move |incoming| Box::pin(echo.clone().hear(incoming))),
            in_group: Arc::new(move |language| {
                let text = format!("Let us talk in private ({}).", language.unwrap_or("no language"));
                View { rows: vec![vec![open("Go there", &link)]], ..view(&text) }
            }),
            group_commands: vec!["deploy".into()],
        }
    }

    fn polls(self: &Arc<Self>) -> Polling {
        let stop = CancellationToken::new();
        let task = tokio::spawn(poll(self.telegram.clone(), self.house(), self.clone(), stop.clone()));
        Polling { stop, task }
    }

    async fn hear(self: Arc<Self>, incoming: Incoming) -> anyhow::Result<()> {
        self.heard.lock().expect("no test panics with it").push(incoming.clone());
        let said = match &incoming.input {
            Input::Text(text) => text.clone(),
            Input::Press(word) => format!("({word} pressed)"),
            Input::NoText | Input::Form { .. } | Input::Made(_) => "(no text)".into(),
        };
        assert_ne!(said, "panic", "the test asked for it");
        if ["stall", "(stall pressed)"].contains(&said.as_str()) {
            self.let_go.notified().await;
        }
        if said.starts_with("remember") && self.database_is_away.load(Ordering::SeqCst) {
            anyhow::bail!("the database is away");
        }
        let echo = View { rows: vec![vec![press("Again", "again")]], ..view(&said) };
        self.telegram.send(&incoming.account, &echo).await?;
        Ok(())
    }

    fn heard(&self) -> Vec<Incoming> {
        self.heard.lock().expect("no test panics with it").clone()
    }

    fn is_on_record(&self) -> bool {
        !self.kept.lock().expect("no test panics with it").is_empty()
    }

    /// The texts it heard, in order.
    fn texts(&self) -> Vec<String> {
        let text = |incoming: Incoming| match incoming.input {
            Input::Text(text) => Some(text),
            Input::Press(_) | Input::NoText | Input::Form { .. } | Input::Made(_) => None,
        };
        self.heard().into_iter().filter_map(text).collect()
    }
}

/// A long poll at work. It is asked to stop when the test is over.
struct Polling {
    stop: CancellationToken,
    task: JoinHandle<Result<(), CallError>>,
}

impl Polling {
    async fn stops(self) {
        self.stop.cancel();
        self.task.await.expect("the poll does not panic").expect("it was asked to stop");
    }

    async fn ends(self) -> CallError {
        self.task.await.expect("the poll does not panic").expect_err("it was not asked to stop")
    }
}

fn message_ref(id: i64) -> MessageRef {
    MessageRef(id.to_string())
}
