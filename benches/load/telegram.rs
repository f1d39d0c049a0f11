//! A Telegram as small as the measurement needs: updates by long poll, a hundred at a time, or by webhook, a time that
//! each call takes, and a wall of thirty messages a second where it is wanted. What people see of it is judged by them.

use std::borrow::Cow;
use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde::Deserialize;
use tokio::sync::Notify;
use tokio::time::{sleep, timeout_at};

use crate::people::{People, Shown};
use crate::wire::{self, Answer, Asked, Line, Serves};

/// Bot API, getUpdates: 1-100 updates.
const BATCH: usize = 100;
/// Bot API, setWebhook: as many connections at once, unless it is said.
const CONNECTIONS: usize = 40;
/// Without any reply for so long, one is missing.
const PATIENCE: Duration = Duration::from_secs(30);
const LOOK_AGAIN: Duration = Duration::from_millis(5);
/// Bot API, FAQ: about thirty messages a second.
const WALL: usize = 30;

/// What happens whenever a step was answered.
type Then = Box<dyn Fn(&mut People, i64) + Send>;

#[derive(Clone)]
pub struct Telegram(Arc<House>);

struct House {
    origin: String,
    delay: Duration,
    desk: Mutex<Desk>,
    news: Notify,
}

#[derive(Default)]
struct Desk {
    people: People,
    then: Option<Then>,
    hook: Option<Hook>,
    calls: BTreeMap<String, usize>,
    /// When the last messages were taken, where there is a wall.
    wall: Option<VecDeque<Instant>>,
    refused: usize,
}

#[derive(Clone, Default)]
struct Hook {
    url: String,
    secret: String,
    connections: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Call<'a> {
    chat_id: i64,
    message_id: i64,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow)]
    reply_markup: Markup<'a>,
    callback_query_id: Cow<'a, str>,
    offset: i64,
    timeout: u64,
    url: Cow<'a, str>,
    secret_token: Cow<'a, str>,
    max_connections: Option<usize>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Markup<'a> {
    #[serde(borrow)]
    inline_keyboard: Vec<Vec<Key<'a>>>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Key<'a> {
    #[serde(borrow)]
    text: Cow<'a, str>,
    callback_data: Cow<'a, str>,
}

impl Telegram {
    /// Each call takes so long at least.
    pub async fn open(delay: Duration) -> anyhow::Result<Self> {
        let house = |origin| House { origin, delay, desk: Mutex::default(), news: Notify::new() };
        // The address is known only when the door is open, so nobody is let in before.
        let (told, later) = tokio::sync::watch::channel(None);
        let address = wire::serve(Door(later)).await?;
        let telegram = Telegram(Arc::new(house(format!("http://{address}"))));
        told.send(Some(telegram.clone())).context("open the door")?;
        tokio::spawn(async move { told.closed().await });
        Ok(telegram)
    }

    pub fn origin(&self) -> String {
        self.0.origin.clone()
    }

    /// Does something with the people, and hands out what they bring.
    pub fn with<T>(&self, work: impl FnOnce(&mut People) -> T) -> T {
        let mut desk = self.desk();
        let made = work(&mut desk.people);
        let is_waiting = !desk.people.waiting.is_empty();
        drop(desk);
        if is_waiting {
            self.0.news.notify_one();
        }
        made
    }

    /// From now on this happens whenever a step was answered.
    pub fn then(&self, then: impl Fn(&mut People, i64) + Send + 'static) {
        self.desk().then = Some(Box::new(then));
    }

    /// Nobody is shown more than thirty messages within a second any more.
    pub fn raises_the_wall(&self) {
        self.desk().wall = Some(VecDeque::new());
    }

    pub fn refused(&self) -> usize {
        self.desk().refused
    }

    /// How often each method was called, getUpdates aside.
    pub fn calls(&self) -> BTreeMap<String, usize> {
        self.desk().calls.clone()
    }

    /// Waits until something holds of the people, as long as they are answered rightly and go on being answered.
    pub async fn until(&self, what: &str, mut holds: impl FnMut(&People) -> bool) -> anyhow::Result<()> {
        let mut last = (usize::MAX, Instant::now());
        loop {
            {
                let desk = self.desk();
                let people = &desk.people;
                ensure!(people.wrong.is_empty(), "{} wrong replies, the first: {}", people.wrong.len(), people.wrong[0]);
                if holds(people) {
                    return Ok(());
                }
                let so_far = people.answered + people.news.len();
                if so_far != last.0 {
                    last = (so_far, Instant::now());
                }
                let is_stuck = last.1.elapsed() > PATIENCE;
                ensure!(!is_stuck, "no reply for 30 s, {} are missing; waited for: {what}", people.is_walking());
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Delivers by the webhook that was set, as many side by side as it allows.
    pub async fn delivers(&self, to: std::net::SocketAddr) -> anyhow::Result<()> {
        let hook = loop {
            if let Some(hook) = self.desk().hook.clone() {
                break hook;
            }
            sleep(Duration::from_millis(2)).await;
        };
        let path = hook.url.splitn(4, '/').nth(3).map(|path| format!("/{path}")).context("a path")?;
        let headers = format!("x-telegram-bot-api-secret-token: {}\r\n", hook.secret);
        for _ in 0..hook.connections {
            let (telegram, path, headers, mut line) = (self.clone(), path.clone(), headers.clone(), Line::to(to).await?);
            tokio::spawn(async move {
                loop {
                    let news = telegram.0.news.notified();
                    let Some((_, update)) = telegram.desk().people.waiting.pop_front() else {
                        news.await;
                        continue;
                    };
                    // Whoever is at work calls the next.
                    telegram.0.news.notify_one();
                    match line.ask("POST", &path, &headers, &update).await {
                        Ok(answer) if answer.status == 200 => {}
                        Ok(answer) => telegram.desk().people.wrong.push(format!("a delivery got {}", answer.status)),
                        Err(_) => return,
                    }
                }
            });
        }
        Ok(())
    }

    async fn updates(&self, call: &Call<'_>) -> String {
        let until = tokio::time::Instant::now() + Duration::from_secs(call.timeout);
        loop {
            let news = self.0.news.notified();
            {
                let waiting = &mut self.desk().people.waiting;
                while waiting.front().is_some_and(|(update, _)| *update < call.offset) {
                    waiting.pop_front();
                }
                if !waiting.is_empty() {
                    let batch: Vec<&str> = waiting.iter().take(BATCH).map(|(_, update)| update.as_str()).collect();
                    return format!("[{}]", batch.join(","));
                }
            }
            if timeout_at(until, news).await.is_err() {
                return "[]".into();
            }
        }
    }

    /// A message as the real one would give it; nothing where it is refused.
    fn shows(&self, call: &Call<'_>, in_place: bool) -> Option<String> {
        let desk = &mut *self.desk();
        if !desk.has_room() {
            desk.refused += 1;
            return None;
        }
        let people = &mut desk.people;
        if !in_place {
            people.last_message += 1;
        }
        let message = if in_place { call.message_id } else { people.last_message };
        let keys = call.reply_markup.inline_keyboard.iter().flatten();
        let buttons = keys.map(|key| (key.text.as_ref(), key.callback_data.as_ref())).collect();
        let shown = Shown { message, text: &call.text, buttons, in_place };
        if people.sees(call.chat_id, &shown)
            && let Some(then) = &desk.then
        {
            then(people, call.chat_id);
        }
        let (chat, text) = (call.chat_id, serde_json::json!(call.text));
        Some(format!(
            r#"{{"message_id":{message},"from":{{"id":123456789,"is_bot":true,"first_name":"Hatchery","username":"hatchery_bot"}},"chat":{{"id":{chat},"first_name":"Ada","type":"private"}},"date":1700000000,"text":{text}}}"#
        ))
    }

    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn call(&self, method: &str, body: &[u8]) -> anyhow::Result<Answer> {
        let call: Call<'_> = if body.is_empty() { Call::default() } else { serde_json::from_slice(body)? };
        // Bot API: names of methods are case-insensitive.
        let method = method.to_ascii_lowercase();
        if method != "getupdates" {
            *self.desk().calls.entry(method.clone()).or_default() += 1;
        }
        if !self.0.delay.is_zero() {
            sleep(self.0.delay).await;
        }
        let result = match method.as_str() {
            "getupdates" => Some(self.updates(&call).await),
            "sendmessage" => self.shows(&call, false),
            "editmessagetext" => self.shows(&call, true),
            "answercallbackquery" => {
                self.desk().people.stops_spinning(&call.callback_query_id);
                Some("true".into())
            }
            "getme" => {
                Some(r#"{"id":123456789,"is_bot":true,"first_name":"Hatchery","username":"hatchery_bot"}"#.into())
            }
            "setwebhook" => {
                let (url, secret) = (call.url.into_owned(), call.secret_token.into_owned());
                let connections = call.max_connections.unwrap_or(CONNECTIONS);
                self.desk().hook = Some(Hook { url, secret, connections });
                Some("true".into())
            }
            "setmycommands" | "deletewebhook" | "deletemessage" | "getwebhookinfo" => Some("true".into()),
            other => {
                self.desk().people.wrong.push(format!("a call of {other}"));
                return Ok(Answer { status: 404, body: br#"{"ok":false,"error_code":404,"description":"Not Found"}"#.into() });
            }
        };
        if matches!(method.as_str(), "sendmessage" | "editmessagetext" | "answercallbackquery") {
            if !self.desk().people.waiting.is_empty() {
                self.0.news.notify_one();
            }
        }
        Ok(match result {
            Some(result) => Answer::json(format!(r#"{{"ok":true,"result":{result}}}"#)),
            None => Answer {
                status: 429,
                body: br#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"#.into(),
            },
        })
    }
}

impl Desk {
    fn has_room(&mut self) -> bool {
        let Some(wall) = &mut self.wall else { return true };
        let now = Instant::now();
        while wall.front().is_some_and(|at| now - *at >= Duration::from_secs(1)) {
            wall.pop_front();
        }
        let has_room = wall.len() < WALL;
        if has_room {
            wall.push_back(now);
        }
        has_room
    }
}

#[derive(Clone)]
struct Door(tokio::sync::watch::Receiver<Option<Telegram>>);

impl Serves for Door {
    async fn answer(&self, asked: Asked<'_>) -> Answer {
        let telegram = self.0.borrow().clone();
        let method = asked.path.rsplit('/').next().unwrap_or_default();
        match telegram {
            Some(telegram) => telegram.call(method, asked.body).await.unwrap_or_else(|cause| {
                telegram.desk().people.wrong.push(format!("{method} does not read: {cause}"));
                Answer { status: 400, body: Vec::new() }
            }),
            None => Answer { status: 503, body: Vec::new() },
        }
    }
}
