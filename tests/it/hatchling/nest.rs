//! A hatchling under test: its settings, its data folder and its log.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use hatchery::hatchling::Hatchling;
use hatchery::hatchling::settings::Settings;
use reqwest::{RequestBuilder, Response};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use crate::PATIENCE;
use crate::fakes::providers::FakeProviders;
use crate::fakes::telegram::{Bot, FakeTelegram};

pub const WEB_TOKEN: &str = "web-HATCHTEST-0123456789abcdef";
pub const AI_KEY: &str = "sk-ant-HATCHTEST-0123456789abcdef";
pub const CLAIM_CODE: &str = "claim-HATCHTEST-0123456789abcdef";

/// Settings and a data folder; every bot hatched from one egg has the same memory.
pub struct Egg {
    settings: Vec<(&'static str, String)>,
    folder: Arc<TempDir>,
}

impl Egg {
    /// A web chat that repeats what it hears.
    pub fn echo() -> Self {
        let settings = [("AI_PROVIDER", "echo"), ("BOT_NAME", "nest"), ("WEB_TOKEN", WEB_TOKEN), ("PORT", "0")];
        Egg {
            settings: settings.map(|(variable, value)| (variable, value.to_owned())).to_vec(),
            folder: Arc::new(TempDir::new().expect("a folder")),
        }
        .with("RETRY_BASE_MS", "20")
    }

    /// A web chat in front of Anthropic.
    pub fn anthropic(providers: &FakeProviders) -> Self {
        Egg::echo()
            .with("AI_PROVIDER", "anthropic")
            .with("AI_KEY", AI_KEY)
            .with("ANTHROPIC_API_URL", providers.origins().anthropic)
    }

    /// The same on Telegram too.
    pub fn on_telegram(self, telegram: &FakeTelegram, bot: &Bot) -> Self {
        self.with("CHANNELS", "web,telegram")
            .with("TELEGRAM_API_URL", telegram.origin())
            .with("TELEGRAM_BOT_TOKEN", bot.token.as_str())
    }

    pub fn with(mut self, variable: &'static str, value: impl Into<String>) -> Self {
        self.settings.retain(|(known, _)| *known != variable);
        self.settings.push((variable, value.into()));
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn settings(&self) -> Settings {
        let folder = self.folder.path().to_str().expect("a plain path").to_owned();
        Settings::read(|variable| match variable {
            "DATA_DIR" => Some(folder.clone()),
            _ => self.settings.iter().find(|(known, _)| *known == variable).map(|(_, value)| value.clone()),
        })
        .expect("good settings")
    }

    pub async fn hatch(&self) -> Nest {
        let log = Log::default();
        let bot = Hatchling::open(self.settings(), Box::new(log.clone())).await.expect("a bot that starts");
        let origin = format!("http://{}", bot.address());
        let stop = CancellationToken::new();
        let http = reqwest::Client::new();
        let running = tokio::spawn(bot.run(stop.clone()));
        Nest { origin, http, log, running, stop, _folder: Arc::clone(&self.folder) }
    }
}

/// A running bot.
pub struct Nest {
    pub origin: String,
    pub http: reqwest::Client,
    pub log: Log,
    running: JoinHandle<anyhow::Result<()>>,
    stop: CancellationToken,
    /// The folder goes when the last bot and the egg are gone.
    _folder: Arc<TempDir>,
}

impl Nest {
    pub fn get(&self, path: &str) -> RequestBuilder {
        self.http.get(format!("{}{path}", self.origin))
    }

    pub fn post(&self, path: &str, body: &Value) -> RequestBuilder {
        self.http.post(format!("{}{path}", self.origin)).json(body)
    }

    /// A message from a program with the token.
    pub fn asks(&self, text: &str) -> RequestBuilder {
        self.post("/chat", &json!({ "text": text })).bearer_auth(WEB_TOKEN)
    }

    /// A message from a browser that opened the link.
    pub fn says(&self, cookie: &str, text: &str) -> RequestBuilder {
        self.post("/chat", &json!({ "text": text })).header("cookie", cookie).header("origin", &self.origin)
    }

    /// Opens the link and returns the cookie as a browser sends it back.
    pub async fn cookie(&self) -> String {
        let opened = self.post("/session", &json!({ "token": WEB_TOKEN })).send().await.expect("an answer");
        assert_eq!(opened.status(), 204);
        let cookie = opened.headers()["set-cookie"].to_str().expect("a plain cookie");
        cookie.split(';').next().expect("a value").to_owned()
    }

    /// What `/ready` says, with its status.
    pub async fn ready(&self) -> (u16, Value) {
        told(self.get("/ready")).await
    }

    /// Waits until the Telegram channel is in this state.
    pub async fn until_telegram(&self, state: &str) {
        let limit = Instant::now() + PATIENCE;
        loop {
            let (_, ready) = self.ready().await;
            if ready["channels"]["telegram"]["state"] == state {
                return;
            }
            assert!(Instant::now() < limit, "waited a minute for telegram to be {state}: {ready}\n{}", self.log.text());
            sleep(Duration::from_millis(5)).await;
        }
    }

    pub async fn stops(self) {
        self.stop.cancel();
        let ended = timeout(PATIENCE, self.running).await.expect("a bot that stops in time");
        ended.expect("no panic").expect("a good end");
    }
}

/// Sends a request and reads status and JSON.
pub async fn told(request: RequestBuilder) -> (u16, Value) {
    let answer: Response = request.send().await.expect("an answer");
    let status = answer.status().as_u16();
    (status, answer.json().await.expect("an answer in JSON"))
}

/// What a bot wrote to its log.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn text(&self) -> String {
        String::from_utf8(self.0.lock().expect("no writer panics").clone()).expect("a log in UTF-8")
    }

    /// How often a line was written.
    pub fn count(&self, line: &str) -> usize {
        self.text().lines().filter(|written| *written == line).count()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().expect("no writer panics").write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
