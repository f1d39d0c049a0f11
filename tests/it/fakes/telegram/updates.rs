//! How updates reach a bot: getUpdates with real waiting, or a webhook that repeats what is not answered with 200.

use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use serde_json::{Map, Value};
use tokio::time::{Instant, timeout_at};

use super::Line;
use super::methods::Refusal;
use super::state::{BotState, Update, Webhook};

/// getUpdates: confirms what is below the offset, then answers as soon as there is something.
pub async fn wait(line: &Line, bot: i64, parameters: &Map<String, Value>) -> Result<String, Refusal> {
    let number = |name: &str, default: i64| parameters.get(name).and_then(Value::as_i64).unwrap_or(default);
    let (offset, limit) = (number("offset", 0), number("limit", 100).clamp(1, 100) as usize);
    let until = Instant::now() + Duration::from_secs(number("timeout", 0).clamp(0, 50) as u64);
    let mut changes = line.changes.subscribe();
    let poll = line.change(|state| {
        let bot = state.bot(bot);
        bot.poll += 1;
        remember_kinds(bot, parameters);
        bot.queue.retain(|update| update.id >= offset);
        if offset < 0 {
            let surplus = bot.queue.len().saturating_sub(offset.unsigned_abs() as usize);
            bot.queue.drain(..surplus);
        }
        bot.poll
    });
    loop {
        if let Some(answer) = line.look_at_queue(bot, poll, limit, Instant::now() >= until) {
            return answer;
        }
        // Both ends mean the same: look again, the time is in `until`.
        let _ = timeout_at(until, changes.changed()).await;
    }
}

impl Line {
    fn look_at_queue(&self, bot: i64, poll: u64, limit: usize, is_late: bool) -> Option<Result<String, Refusal>> {
        let mut state = self.look();
        let bot = state.bot(bot);
        if let Some(failure) = bot.failure("getUpdates") {
            return Some(Err(failure.into()));
        }
        if bot.webhook.is_some() {
            let why = "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the \
                       webhook first";
            return Some(Err(Refusal::new(409, why)));
        }
        if bot.poll != poll {
            let why = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is \
                       running";
            return Some(Err(Refusal::new(409, why)));
        }
        if bot.queue.is_empty() && !is_late {
            return None;
        }
        let texts: Vec<&str> = bot.queue.iter().take(limit).map(|update| update.text.as_str()).collect();
        Some(Ok(format!("[{}]", texts.join(","))))
    }
}

fn remember_kinds(bot: &mut BotState, parameters: &Map<String, Value>) {
    if let Some(kinds) = parameters.get("allowed_updates").and_then(Value::as_array) {
        let kinds: Vec<String> = kinds.iter().filter_map(Value::as_str).map(str::to_owned).collect();
        bot.allowed = if kinds.is_empty() { None } else { Some(kinds) };
    }
}

/// setWebhook: from now on updates are posted. The real one wants HTTPS, on one machine there is none.
pub fn set_webhook(line: &Line, bot: i64, parameters: &Map<String, Value>) -> String {
    let text = |name: &str| parameters.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let webhook = Webhook { url: text("url"), secret: text("secret_token") };
    let generation = line.change(|state| {
        let bot = state.bot(bot);
        remember_kinds(bot, parameters);
        bot.webhook = Some(webhook.clone());
        bot.poll += 1;
        bot.poll
    });
    tokio::spawn(deliver(line.clone(), bot, webhook, generation));
    "true".into()
}

/// Posts different chats side by side and one chat in order, until the webhook changes.
async fn deliver(line: Line, bot: i64, webhook: Webhook, generation: u64) {
    let http = reqwest::Client::new();
    let mut changes = line.changes.subscribe();
    let busy = Arc::new(Mutex::new(HashSet::new()));
    while line.look().bot(bot).poll == generation {
        let waiting: Vec<Update> = line.look().bot(bot).queue.iter().cloned().collect();
        for update in waiting {
            if !busy.lock().expect("nobody panics with it").insert(update.chat) {
                continue;
            }
            let (line, http, webhook, busy) = (line.clone(), http.clone(), webhook.clone(), busy.clone());
            tokio::spawn(async move {
                let is_taken = post(&line, bot, &http, &webhook, &update, generation).await;
                if is_taken {
                    line.look().bot(bot).queue.retain(|waiting| waiting.id != update.id);
                }
                busy.lock().expect("nobody panics with it").remove(&update.chat);
                line.change(|_| ());
            });
        }
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// Repeats one update until it is answered with success, or the webhook is another one; the pauses are shorter than
/// the real ones. True when it was taken.
async fn post(
    line: &Line,
    bot: i64,
    http: &reqwest::Client,
    webhook: &Webhook,
    update: &Update,
    generation: u64,
) -> bool {
    let mut pause = Duration::from_millis(20);
    while line.look().bot(bot).poll == generation {
        let address = match &line.look().detour {
            Some((origin, here)) => webhook.url.replacen(origin.as_str(), here, 1),
            None => webhook.url.clone(),
        };
        let request = http
            .post(address)
            .header("X-Telegram-Bot-Api-Secret-Token", &webhook.secret)
            .header("Content-Type", "application/json")
            .body(update.text.clone());
        if request.send().await.is_ok_and(|answer| answer.status().is_success()) {
            return true;
        }
        tokio::time::sleep(pause).await;
        pause = (pause * 2).min(Duration::from_secs(1));
    }
    false
}
