//! The methods of the Bot API that Hatchery calls, as far as they are read.

use std::borrow::Cow;
use std::time::Duration;

use serde::Deserialize;
use serde_json::json;
use tokio::time::{sleep, timeout_at};

use super::{CONNECTIONS, Hook, Telegram};
use crate::people::Shown;
use crate::wire::{Answer, Asked, Serves};

/// Bot API, getUpdates: 1-100 updates.
const BATCH: usize = 100;
const US: &str = r#"{"id":123456789,"is_bot":true,"first_name":"Hatchery","username":"hatchery_bot"}"#;
const TOO_MANY: &[u8] =
    br#"{"ok":false,"error_code":429,"description":"Too Many Requests: retry after 1","parameters":{"retry_after":1}}"#;
const NO_SUCH_METHOD: &[u8] = br#"{"ok":false,"error_code":404,"description":"Not Found"}"#;

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
            "getme" => Some(US.into()),
            "setwebhook" => {
                let (url, secret) = (call.url.into_owned(), call.secret_token.into_owned());
                let connections = call.max_connections.unwrap_or(CONNECTIONS);
                self.desk().hook = Some(Hook { url, secret, connections });
                Some("true".into())
            }
            "setmycommands" | "deletewebhook" | "deletemessage" | "getwebhookinfo" => Some("true".into()),
            other => {
                self.desk().people.wrong.push(format!("a call of {other}"));
                return Ok(Answer { status: 404, body: NO_SUCH_METHOD.into() });
            }
        };
        let may_bring_news = matches!(method.as_str(), "sendmessage" | "editmessagetext");
        if may_bring_news && !self.desk().people.waiting.is_empty() {
            self.0.news.notify_one();
        }
        Ok(match result {
            Some(result) => Answer::json(format!(r#"{{"ok":true,"result":{result}}}"#)),
            None => Answer { status: 429, body: TOO_MANY.into() },
        })
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
        let (chat, text) = (call.chat_id, json!(call.text));
        Some(format!(
            r#"{{"message_id":{message},"from":{US},"chat":{{"id":{chat},"first_name":"Ada","type":"private"}},"date":1700000000,"text":{text}}}"#
        ))
    }
}

#[derive(Clone)]
pub struct Door(pub tokio::sync::watch::Receiver<Option<Telegram>>);

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
