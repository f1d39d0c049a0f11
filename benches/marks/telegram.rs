//! A Telegram as small as the measurement needs: updates by long poll, and a note of what was shown to whom and when.
//! Unlike the one the tests use it judges nothing but the name of a method, because judging takes time.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use axum::extract::{Path, State};
use axum::routing::post;
use axum::{Json, Router};
use serde_json::{Value, json};
use tokio::net::TcpListener;
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout_at;

/// A message sent or changed.
pub struct Shown {
    pub at: Instant,
    pub message: i64,
    pub text: String,
    /// Label and word of each button.
    pub buttons: Vec<(String, String)>,
}

/// A cheap handle; all clones speak of the same Telegram.
#[derive(Clone)]
pub struct Telegram(Arc<House>);

struct House {
    origin: String,
    desk: Mutex<Desk>,
    news: Notify,
}

#[derive(Default)]
struct Desk {
    waiting: VecDeque<(i64, Value)>,
    last_update: i64,
    last_message: i64,
    /// When each chat's newest update left for the program.
    handed_out: HashMap<i64, Instant>,
    chats: HashMap<i64, mpsc::UnboundedSender<Shown>>,
    strange: Vec<String>,
}

impl Telegram {
    pub async fn open() -> anyhow::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.context("open a port")?;
        let origin = format!("http://{}", listener.local_addr()?);
        let telegram = Telegram(Arc::new(House { origin, desk: Mutex::default(), news: Notify::new() }));
        let routes = Router::new().route("/{bot}/{method}", post(call)).with_state(telegram.clone());
        tokio::spawn(async move { axum::serve(listener, routes).await });
        Ok(telegram)
    }

    pub fn origin(&self) -> &str {
        &self.0.origin
    }

    /// What is shown in a chat from now on.
    pub fn chat(&self, id: i64) -> mpsc::UnboundedReceiver<Shown> {
        let (show, shown) = mpsc::unbounded_channel();
        self.desk().chats.insert(id, show);
        shown
    }

    /// Puts an update of a chat behind those that wait. Its kind is `message` or `callback_query`.
    pub fn bring(&self, chat: i64, kind: &str, content: Value) {
        let mut desk = self.desk();
        desk.last_update += 1;
        let id = desk.last_update;
        desk.handed_out.remove(&chat);
        desk.waiting.push_back((chat, json!({ "update_id": id, kind: content })));
        drop(desk);
        self.0.news.notify_one();
    }

    /// When the newest update of a chat was handed out.
    pub fn handed_out(&self, chat: i64) -> anyhow::Result<Instant> {
        self.desk().handed_out.get(&chat).copied().context("it was answered before it was handed out")
    }

    pub fn next_message(&self) -> i64 {
        let mut desk = self.desk();
        desk.last_message += 1;
        desk.last_message
    }

    /// Fails when the program called something that no part of this talk needs.
    pub fn no_strange_calls(&self) -> anyhow::Result<()> {
        let strange = &self.desk().strange;
        ensure!(strange.is_empty(), "unexpected calls: {strange:?}");
        Ok(())
    }

    /// Bot API, getUpdates: what lies below the offset is confirmed; what is left is answered as soon as it is there.
    async fn updates(&self, asked: &Value) -> Value {
        let number = |name: &str| asked[name].as_i64().unwrap_or_default();
        let until = tokio::time::Instant::now() + Duration::from_secs(number("timeout").unsigned_abs());
        let offset = number("offset");
        loop {
            let updates = self.hand_out(offset);
            if !updates.is_empty() || timeout_at(until, self.0.news.notified()).await.is_err() {
                return json!(updates);
            }
        }
    }

    fn hand_out(&self, offset: i64) -> Vec<Value> {
        let mut desk = self.desk();
        desk.waiting.retain(|(_, update)| update["update_id"].as_i64() >= Some(offset));
        let (chats, updates): (Vec<i64>, Vec<Value>) = desk.waiting.iter().cloned().unzip();
        let now = Instant::now();
        for chat in chats {
            desk.handed_out.entry(chat).or_insert(now);
        }
        updates
    }

    /// Notes what was shown and gives the message as the real one would, as far as it is read.
    fn show(&self, at: Instant, asked: &Value, message: i64) -> Value {
        let chat = asked["chat_id"].as_i64().unwrap_or_default();
        let keys = asked["reply_markup"]["inline_keyboard"].as_array().into_iter().flatten();
        let word = |key: &Value, name: &str| key[name].as_str().unwrap_or_default().to_owned();
        let buttons = keys.flat_map(|row| row.as_array().into_iter().flatten());
        let shown = Shown {
            at,
            message,
            text: word(asked, "text"),
            buttons: buttons.map(|key| (word(key, "text"), word(key, "callback_data"))).collect(),
        };
        let mut desk = self.desk();
        let is_heard = desk.chats.get(&chat).is_some_and(|chat| chat.send(shown).is_ok());
        if !is_heard {
            desk.strange.push(format!("a message to chat {chat}, where nobody is"));
        }
        json!({ "message_id": message, "date": 1_700_000_000, "chat": { "id": chat, "type": "private" } })
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn call(
    State(telegram): State<Telegram>,
    Path((_, method)): Path<(String, String)>,
    Json(asked): Json<Value>,
) -> Json<Value> {
    let at = Instant::now();
    // Bot API: names of methods are case-insensitive.
    let result = match method.to_ascii_lowercase().as_str() {
        "getme" => json!({ "id": 123_456_789, "is_bot": true, "first_name": "Hatchery", "username": "hatchery_bot" }),
        "setmycommands" | "deletewebhook" | "answercallbackquery" => json!(true),
        "getupdates" => telegram.updates(&asked).await,
        "sendmessage" => telegram.show(at, &asked, telegram.next_message()),
        "editmessagetext" => telegram.show(at, &asked, asked["message_id"].as_i64().unwrap_or_default()),
        other => {
            telegram.desk().strange.push(other.to_owned());
            return Json(json!({ "ok": false, "error_code": 404, "description": "Not Found" }));
        }
    };
    Json(json!({ "ok": true, "result": result }))
}
