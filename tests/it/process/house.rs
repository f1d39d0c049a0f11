//! A Hatchery with its neighbours: a data folder that outlives the program, a person on Telegram, and what there is to
//! count when the dust has settled.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use serde_json::{Value, json};
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use sysinfo::{ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System, UpdateKind};
use tempfile::TempDir;

use super::program::{Program, Settings, command, until};
use crate::fakes::providers::FakeProviders;
use crate::fakes::telegram::{Bot, Chat, FakeTelegram, Person, Sender};

pub const MASTER_KEY: &str = "5bd0c36f1ac9e8274495ab7d0e62f183c47a9d1e60b85f2397dc14e8a3760b52";

pub const AI_KEY: &str = "sk-ant-HATCHTEST-0123456789abcdefghij";

pub struct House {
    pub telegram: FakeTelegram,
    pub bot: Bot,
    pub providers: FakeProviders,
    pub settings: Settings,
    place: TempDir,
    runs: AtomicU32,
}

/// A bot's process as the machine sees it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Running {
    pub id: String,
    pub pid: i32,
}

/// The page of a bot, from the link that its owner was given.
pub struct Page {
    origin: String,
    token: String,
}

impl House {
    /// Nothing where the description of Telegram's API is missing.
    pub async fn new() -> Option<Self> {
        let telegram = FakeTelegram::start().await?;
        let bot = telegram.bot("the_hatchery_bot");
        let providers = FakeProviders::start().await;
        let place = TempDir::new().expect("a folder");
        let origins = providers.origins();
        let data = place.path().join("data").display().to_string();
        let settings = [
            ("DATA_DIR", data.as_str()),
            ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY),
            ("TELEGRAM_BOT_TOKEN", &bot.token),
            ("TELEGRAM_API_URL", telegram.origin()),
            ("TARGET", "local"),
            ("ACCESS", "open"),
            ("TIER_FREE", "hour=50,day=50,live=5"),
            ("PORT", "0"),
            ("JOB_LEASE_MS", "2000"),
            ("JOB_POLL_MS", "50"),
            ("RETRY_BASE_MS", "50"),
            ("ANTHROPIC_API_URL", &origins.anthropic),
            ("OPENAI_API_URL", &origins.openai),
            ("OPENROUTER_API_URL", &origins.openrouter),
            ("GEMINI_API_URL", &origins.gemini),
        ];
        let settings = settings.map(|(name, value)| (name, value.to_owned())).into();
        Some(House { telegram, bot, providers, settings, place, runs: AtomicU32::new(0) })
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.settings.insert(name, value.into());
        self
    }

    pub fn data(&self) -> PathBuf {
        self.settings["DATA_DIR"].clone().into()
    }

    pub fn place(&self) -> PathBuf {
        self.place.path().to_owned()
    }

    pub fn serves(&self) -> Program {
        let run = self.runs.fetch_add(1, Ordering::Relaxed) + 1;
        let log = self.place.path().join(format!("log-{run}"));
        Program::start(command("serve", &self.settings, self.place.path()), log)
    }

    pub fn ada(&self) -> Person {
        self.telegram.person(42)
    }

    /// Orders a bot that repeats what it hears, up to the last button.
    pub async fn reviews(&self, words: &str) {
        let ada = self.ada();
        ada.says(&self.bot, &format!("/deploy {words} echo web"));
        ada.sees(&self.bot, |chat| newest_offers(chat, "Hatch it")).await;
    }

    /// The same in front of Anthropic.
    pub async fn reviews_with_key(&self, name: &str, key: &str) {
        let ada = self.ada();
        ada.says(&self.bot, &format!("/deploy {name} anthropic web"));
        self.tells("Send me your Anthropic key.").await;
        ada.says(&self.bot, key);
        ada.sees(&self.bot, |chat| newest_offers(chat, "Hatch it")).await;
    }

    /// Hatches a bot and returns its page. Its name is the first of the words.
    pub async fn hatches(&self, words: &str) -> Page {
        self.reviews(words).await;
        self.ada().presses(&self.bot, "Hatch it");
        self.page(words.split(' ').next().unwrap_or_default()).await
    }

    /// The page of a bot, once its owner was told that it is alive.
    pub async fn page(&self, name: &str) -> Page {
        let alive = format!("“{name}” is alive.");
        let chat = self.ada().sees(&self.bot, |chat| told(chat, &alive).len() == 1).await;
        Page::in_text(&told(&chat, &alive)[0])
    }

    /// Waits for a message that begins so.
    pub async fn tells(&self, beginning: &str) -> String {
        let chat = self.ada().sees(&self.bot, |chat| !told(chat, beginning).is_empty()).await;
        told(&chat, beginning).pop().expect("it was just seen")
    }

    /// One number from the database, or nothing while it cannot be asked.
    pub async fn number(&self, sql: &'static str) -> Option<i64> {
        let row = sqlx::query(sql).fetch_one(&mut self.database().await?).await.ok()?;
        row.try_get(0).ok()
    }

    /// One text from the database, or nothing where there is none.
    pub async fn text(&self, sql: &'static str) -> Option<String> {
        let mut database = self.database().await.expect("the database opens");
        let row = sqlx::query(sql).fetch_optional(&mut database).await.expect("it answers");
        row.map(|row| row.get(0))
    }

    /// The stages of operations of this kind that have this column filled.
    pub async fn step(&self, kind: &str, column: &str) -> Vec<String> {
        let Some(mut database) = self.database().await else { return Vec::new() };
        let sql = format!(
            "SELECT steps.stage FROM steps JOIN operations ON operations.id = operation_id
             WHERE kind = $1 AND steps.{column} IS NOT NULL"
        );
        let rows = sqlx::query(AssertSqlSafe(sql)).bind(kind.to_owned()).fetch_all(&mut database).await;
        rows.unwrap_or_default().iter().map(|row| row.get(0)).collect()
    }

    /// A line to the database beside the program's own.
    pub async fn database(&self) -> Option<AnyConnection> {
        sqlx::any::install_default_drivers();
        let own = format!("sqlite://{}", self.data().join("hatchery.db").display());
        AnyConnection::connect(self.settings.get("DATABASE_URL").unwrap_or(&own)).await.ok()
    }

    pub async fn change(&self, sql: &'static str) {
        let mut database = self.database().await.expect("the database opens");
        sqlx::query(sql).execute(&mut database).await.expect("the statement is carried out");
        database.close().await.expect("the line closes");
    }

    /// Waits until no operation is open, no letter unsent and no reply owed.
    pub async fn comes_to_rest(&self) {
        let open = "SELECT (SELECT COUNT(*) FROM operations WHERE ended_at IS NULL)
                    + (SELECT COUNT(*) FROM outbox WHERE sent_revision < revision)
                    + (SELECT COUNT(*) FROM effects)";
        until("nothing left to do", async || (self.number(open).await? == 0).then_some(())).await;
    }

    /// The processes of all bots of this house.
    pub fn running(&self) -> Vec<Running> {
        let mut table = System::new();
        let what = ProcessRefreshKind::nothing().with_cwd(UpdateKind::Always).without_tasks();
        table.refresh_processes_specifics(ProcessesToUpdate::All, true, what);
        let bots = self.data().join("bots");
        let mut running: Vec<Running> = table
            .processes()
            .values()
            .filter(|process| process.status() != ProcessStatus::Zombie)
            .filter_map(|process| {
                let inside = process.cwd()?.strip_prefix(&bots).ok()?;
                let id = inside.iter().next()?.to_str()?.to_owned();
                Some(Running { id, pid: i32::try_from(process.pid().as_u32()).ok()? })
            })
            .collect();
        running.sort();
        running
    }

    /// The bots that have a folder.
    pub fn folders(&self) -> BTreeSet<String> {
        let Ok(folders) = std::fs::read_dir(self.data().join("bots")) else { return BTreeSet::new() };
        folders.filter_map(|entry| entry.ok()?.file_name().into_string().ok()).collect()
    }

    /// The bots with this status that count as live.
    pub async fn live(&self, status: &str) -> BTreeSet<String> {
        let mut database = self.database().await.expect("the database opens");
        let rows = sqlx::query("SELECT id FROM instances WHERE live = 1 AND status = $1").bind(status.to_owned());
        let rows = rows.fetch_all(&mut database).await.expect("the rows of bots");
        rows.iter().map(|row| row.get(0)).collect()
    }

    /// What the machine holds is what the database says: one process for each running bot, none for any other, and a
    /// folder for each live one.
    pub async fn is_in_order(&self) {
        let running = until("one process for each running bot", async || {
            let running: Vec<String> = self.running().into_iter().map(|process| process.id).collect();
            let wanted = self.live("running").await;
            (running == Vec::from_iter(wanted)).then_some(running)
        })
        .await;
        let stopped = self.live("stopped").await;
        let failed = self.live("failed").await;
        let live: BTreeSet<String> = running.into_iter().chain(stopped).chain(failed).collect();
        assert_eq!(self.folders(), live, "the folders are those of the live bots");
        assert_eq!(self.number("SELECT COUNT(*) FROM instances WHERE live = 1").await, Some(live.len() as i64));
    }

    /// Deploys that count.
    pub async fn used(&self) -> i64 {
        self.number("SELECT COUNT(*) FROM quota_uses WHERE returned = 0").await.expect("the database answers")
    }
}

impl Drop for House {
    /// A test that fails half-way tells what the program logged, and leaves no bot behind.
    fn drop(&mut self) {
        for run in (1..=self.runs.load(Ordering::Relaxed)).filter(|_| std::thread::panicking()) {
            let log = std::fs::read_to_string(self.place.path().join(format!("log-{run}")));
            eprintln!("log of run {run}:\n{}", log.unwrap_or_default());
        }
        for process in self.running() {
            let _ = kill(Pid::from_raw(process.pid), Signal::SIGKILL);
        }
    }
}

impl Page {
    /// The link in a message: an address and, behind the #, its key.
    pub fn in_text(text: &str) -> Self {
        let link = text.split_whitespace().find(|word| word.starts_with("http://127.0.0.1:"));
        let (origin, token) = link.and_then(|link| link.split_once("/#")).expect("a link with a key in the message");
        Page { origin: origin.to_owned(), token: token.to_owned() }
    }

    /// The bot answers over HTTP.
    pub async fn answers(&self) {
        let question = "are you still there?";
        let reply = until("an answer of the bot", async || self.asks(question).await).await;
        let said = reply["reply"].as_str().unwrap_or_default();
        assert!(said.ends_with(question), "an echo repeats what it hears, and so do the AIs of tests: {reply}");
    }

    pub fn token(&self) -> &str {
        &self.token
    }

    pub fn port(&self) -> u16 {
        let (_, port) = self.origin.rsplit_once(':').expect("an origin with a port");
        port.parse().expect("a port")
    }

    pub async fn asks(&self, text: &str) -> Option<Value> {
        let asked = reqwest::Client::new().post(format!("{}/chat", self.origin)).bearer_auth(&self.token);
        let answer = asked.json(&json!({ "text": text })).send().await.ok()?;
        assert_eq!(answer.status(), 200);
        answer.json().await.ok()
    }

    pub async fn is_gone(&self) {
        let knock = reqwest::Client::new().get(format!("{}/health", self.origin)).send().await;
        assert!(knock.is_err(), "somebody still answers at {}", self.origin);
    }
}

/// What the bot has said that begins so, oldest first.
pub fn told(chat: &Chat, beginning: &str) -> Vec<String> {
    let of_bot = chat.visible().filter(|message| message.sender == Sender::Bot);
    of_bot.filter(|message| message.text.starts_with(beginning)).map(|message| message.text.clone()).collect()
}

/// Whether the last message has this button.
pub fn newest_offers(chat: &Chat, label: &str) -> bool {
    chat.visible().next_back().is_some_and(|message| message.button(label).is_some())
}
