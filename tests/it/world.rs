//! A whole Hatchery under test: the real program with its own data folder, in front of a Telegram and AI providers
//! that are fakes over real HTTP, and hatchlings that are real processes. A test speaks as a person. Whatever it
//! tells, `ends` holds every world to the same: nothing it was told in confidence is left anywhere, and nothing runs.

mod page;
mod speaker;
pub mod traces;

use std::sync::{Arc, Weak};
use std::time::Duration;

use hatchery::app::App;
use hatchery::chat::session;
use hatchery::config::{Config, LogFormat, Mode};
use hatchery::domain::Provider;
use hatchery::secret::Sealer;
use hatchery::{run, telemetry};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;
use tracing::subscriber::DefaultGuard;

use crate::PATIENCE;
use crate::fakes::providers::FakeProviders;
use crate::fakes::telegram::{Bot, FakeTelegram};

pub use page::Page;
pub use speaker::{Speaker, screen, steady};
use traces::Log;

/// A key that the fake Anthropic knows.
pub const KEY: &str = "sk-ant-HATCHTEST-0123456789-good";

/// A second one.
pub const OTHER_KEY: &str = "sk-ant-HATCHTEST-0123456789-next";

/// How often what is waited for is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

pub struct World {
    pub telegram: FakeTelegram,
    /// Hatchery's own bot.
    pub hatchery: Bot,
    pub providers: FakeProviders,
    settings: Vec<(&'static str, String)>,
    folder: TempDir,
    log: Log,
    running: Option<Running>,
    _listening: DefaultGuard,
}

struct Running {
    app: Arc<App>,
    stop: CancellationToken,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl World {
    /// A Hatchery that is open to all; nothing, with a loud note, where Telegram's API description is missing.
    pub async fn start() -> Option<Self> {
        World::with(&[]).await
    }

    /// The same with other settings.
    pub async fn with(settings: &[(&'static str, &str)]) -> Option<Self> {
        let telegram = FakeTelegram::start().await?;
        let hatchery = telegram.bot("hatchery_bot");
        let providers = FakeProviders::start().await;
        for key in [KEY, OTHER_KEY] {
            providers.knows(Provider::Anthropic, key);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::default();
        let filter = "trace".parse().expect("a filter");
        crate::listening::everywhere();
        let listener = telemetry::subscriber(&filter, LogFormat::Pretty, false, log.clone());
        let mut world = World {
            settings: defaults(&telegram, &hatchery, &providers, &folder),
            telegram,
            hatchery,
            providers,
            folder,
            log,
            running: None,
            _listening: tracing::subscriber::set_default(listener),
        };
        for (name, value) in settings {
            world.sets(name, value);
        }
        world.running = Some(world.run().await);
        Some(world)
    }

    /// Stops Hatchery as an operator does.
    pub async fn stop(&mut self) {
        let Running { app, stop, serving } = self.running.take().expect("it runs");
        stop.cancel();
        let ended = timeout(PATIENCE, serving).await.expect("it ends in time");
        ended.expect("it does not panic").expect("it ends well");
        gone(Arc::downgrade(&app), app).await;
    }

    /// Starts it again, with whatever the one before left behind.
    pub async fn restart(&mut self) {
        if self.running.is_some() {
            self.stop().await;
        }
        self.running = Some(self.run().await);
    }

    /// Another value for a setting, from the next start on.
    pub fn sets(&mut self, name: &'static str, value: &str) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.to_owned()));
    }

    /// Changes the database behind the back of Hatchery.
    pub async fn sql(&self, statement: &str) -> u64 {
        crate::store::sql(self.app().config.database_url.expose(), statement).await
    }

    /// Somebody who talks with Hatchery.
    pub fn person(&self, id: i64) -> Speaker {
        Speaker::new(self.telegram.person(id), self.hatchery.clone())
    }

    /// Where its database is, for what nobody could do by talking.
    pub fn database(&self) -> String {
        format!("sqlite://{}/hatchery.db", self.setting("DATA_DIR"))
    }

    pub fn app(&self) -> &Arc<App> {
        &self.running.as_ref().expect("it runs").app
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.log.last_number("Hatchery listens on port ").expect("it listens")
    }

    /// The same, as soon as it does.
    pub async fn listens(&self) -> u16 {
        let limit = Instant::now() + PATIENCE;
        loop {
            match self.log.last_number("Hatchery listens on port ") {
                Some(port) => return port,
                None => assert!(Instant::now() < limit, "a minute later nobody listens"),
            }
            sleep(LOOK_AGAIN).await;
        }
    }

    pub fn assert_log_without(&self, secret: &str) {
        self.log.assert_without(secret);
    }

    pub fn database_url(&self) -> String {
        self.app().config.database_url.expose().to_owned()
    }

    /// The page of the bot that this message tells about.
    pub fn page(&self, told: &str) -> Page {
        Page::told_in(told)
    }

    /// Waits until nothing is on its way and nothing is being checked or done.
    pub async fn settles(&self) {
        let limit = Instant::now() + PATIENCE;
        let hears_nothing = || self.telegram.pending(&self.hatchery).is_empty();
        while !(hears_nothing() && session::is_quiet(self.app()).await && hears_nothing()) {
            let pending = self.telegram.pending(&self.hatchery);
            assert!(Instant::now() < limit, "a minute later something is still being done; unheard: {pending:?}");
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Another program takes the messages of this bot.
    pub async fn sets_a_webhook(&self, bot: &Bot) {
        let address = format!("{}/bot{}/setWebhook", self.telegram.origin(), bot.token);
        let hook = serde_json::json!({ "url": "https://example.com/hook" });
        let set = reqwest::Client::new().post(address).json(&hook).send().await.expect("an answer");
        assert!(set.status().is_success());
    }

    /// What everybody on this machine can see of the bots: the words they were started with.
    pub fn bots(&self) -> Vec<String> {
        traces::bots_of(self.folder.path())
    }

    /// The end of every story.
    pub async fn ends(mut self) {
        // While it runs, the database has its write-ahead log beside it.
        self.assert_discreet();
        self.stop().await;
        self.assert_discreet();
        traces::assert_nothing_runs(self.folder.path());
    }

    fn assert_discreet(&self) {
        let sent = ["sendMessage", "editMessageText", "sendDocument", "answerCallbackQuery", "setMyCommands"];
        let sent = sent.iter().flat_map(|method| self.telegram.calls(&self.hatchery, method));
        let sent: Vec<String> = sent.map(|call| call.to_string()).collect();
        let master = self.setting("MOLTBOT_ENCRYPTION_KEY");
        for secret in ["HATCHTEST", &master] {
            self.log.assert_without(secret);
            traces::assert_files_without(self.folder.path(), secret);
            assert!(!sent.iter().any(|call| call.contains(secret)), "a secret was sent to a chat");
        }
    }

    async fn run(&self) -> Running {
        let get = |name: &str| Some(self.setting(name));
        let config = Config::read(Mode::Serve, &get).expect("good settings");
        let config = Config { program: env!("CARGO_BIN_EXE_hatchery").into(), ..config };
        let app = App::build(config).await.expect("an app");
        let stop = CancellationToken::new();
        let (serving_app, until) = (app.clone(), stop.clone());
        let serving = tokio::spawn(async move { run::serve_until(&serving_app, until).await });
        Running { app, stop, serving }
    }

    fn setting(&self, name: &str) -> String {
        let known = self.settings.iter().find(|(known, _)| *known == name);
        known.map(|(_, value)| value.clone()).unwrap_or_default()
    }
}

/// A process would be gone now; here nothing may be left that still works for the one that ended.
async fn gone(last: Weak<App>, app: Arc<App>) {
    drop(app);
    let limit = Instant::now() + PATIENCE;
    while last.strong_count() > 0 {
        assert!(Instant::now() < limit, "a minute after its end something of Hatchery is still at work");
        sleep(LOOK_AGAIN).await;
    }
}

fn defaults(
    telegram: &FakeTelegram,
    hatchery: &Bot,
    providers: &FakeProviders,
    folder: &TempDir,
) -> Vec<(&'static str, String)> {
    let origins = providers.origins();
    let master = Sealer::new_master_key().expect("random bytes");
    vec![
        ("DATA_DIR", folder.path().join("data").display().to_string()),
        ("MOLTBOT_ENCRYPTION_KEY", master.expose().to_owned()),
        ("ACCESS", "open".into()),
        ("TARGET", "local".into()),
        ("PORT", "0".into()),
        ("TELEGRAM_BOT_TOKEN", hatchery.token.clone()),
        ("TELEGRAM_API_URL", telegram.origin().to_owned()),
        ("ANTHROPIC_API_URL", origins.anthropic),
        ("OPENAI_API_URL", origins.openai),
        ("OPENROUTER_API_URL", origins.openrouter),
        ("GEMINI_API_URL", origins.gemini),
        ("JOB_POLL_MS", "50".into()),
        ("RETRY_BASE_MS", "20".into()),
        ("PROBE_TIMEOUT_MS", "20000".into()),
        // Whatever this machine has free.
        ("ALERT_DISK_MB", "0".into()),
    ]
}
