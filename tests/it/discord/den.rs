//! A whole Hatchery on Discord: the real program with its own data folder, in front of a Discord and AI providers that
//! are fakes over real HTTP, with hatchlings that are real processes. At its end nothing it was told in confidence is
//! left anywhere, and nothing runs.

use std::sync::Arc;
use std::time::Duration;

use axum::http::Method;
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
use crate::fakes::discord::{App as Application, FakeDiscord, Person, Place};
use crate::fakes::ports::free_address;
use crate::fakes::providers::FakeProviders;
use crate::world::traces::{self, Log};
use crate::world::{KEY, OTHER_KEY};

/// How often what is waited for is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(5);

/// By which door Discord reaches Hatchery.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Door {
    Gateway,
    Http,
}

/// Tells one story through both doors, one after the other.
pub async fn by_each_door(story: impl AsyncFn(Door)) {
    for door in [Door::Gateway, Door::Http] {
        eprintln!("through {door:?}:");
        story(door).await;
    }
}

pub struct Den {
    pub discord: FakeDiscord,
    pub hatchery: Application,
    pub providers: FakeProviders,
    pub log: Log,
    settings: Vec<(&'static str, String)>,
    folder: TempDir,
    running: Option<Running>,
    _listening: DefaultGuard,
}

pub struct Running {
    app: Arc<App>,
    stop: CancellationToken,
    serving: JoinHandle<anyhow::Result<()>>,
}

impl Den {
    /// A Hatchery that is open to all, and listens; nothing, with a loud note, where Discord's API description is
    /// missing.
    pub async fn open(door: Door) -> Option<Self> {
        Den::with(door, &[]).await
    }

    /// The same with other settings.
    pub async fn with(door: Door, settings: &[(&'static str, &str)]) -> Option<Self> {
        let discord = FakeDiscord::start().await?;
        let hatchery = discord.application("hatchery");
        let providers = FakeProviders::start().await;
        for key in [KEY, OTHER_KEY] {
            providers.knows(Provider::Anthropic, key);
        }
        let folder = tempfile::tempdir().expect("a folder");
        let log = Log::default();
        let filter = "trace".parse().expect("a filter");
        crate::listening::everywhere();
        let listener = telemetry::subscriber(&filter, LogFormat::Pretty, false, log.clone());
        let mut den = Den {
            settings: defaults(&discord, &hatchery, &providers, &folder, door),
            discord,
            hatchery,
            providers,
            log,
            folder,
            running: None,
            _listening: tracing::subscriber::set_default(listener),
        };
        for (name, value) in settings {
            den.sets(name, value);
        }
        den.start().await;
        Some(den)
    }

    /// Starts it, and waits until Discord reaches it.
    pub async fn start(&mut self) {
        const DOOR: &str = "/applications/@me";
        let known = self.discord.count(&Method::PATCH, DOOR);
        self.running = Some(self.run(&[]).await);
        let hatchery = &self.hatchery;
        self.discord
            .until("Discord reaches Hatchery", |discord| {
                // What is there may be from the time before.
                let is_set = discord.count(&Method::PATCH, DOOR) > known && !discord.commands(hatchery).is_empty();
                is_set && (discord.endpoint(hatchery).is_some() || discord.gateway().is_connected())
            })
            .await;
    }

    /// One more Hatchery with the same settings but these.
    pub async fn run(&self, other: &[(&str, &str)]) -> Running {
        let usual = |name: &str| self.settings.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone());
        let changed = |name: &str| other.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let get = |name: &str| changed(name).or_else(|| usual(name));
        let config = Config::read(Mode::Serve, &get).expect("good settings");
        let config = Config { program: env!("CARGO_BIN_EXE_hatchery").into(), ..config };
        let app = App::build(config).await.expect("an app");
        let stop = CancellationToken::new();
        let (serving_app, until) = (app.clone(), stop.clone());
        let serving = tokio::spawn(async move { run::serve_until(&serving_app, until).await });
        Running { app, stop, serving }
    }

    /// Stops it and starts it again, with these settings changed.
    pub async fn restarts_with(&mut self, settings: &[(&'static str, &str)]) {
        self.stop().await;
        for (name, value) in settings {
            self.sets(name, value);
        }
        self.start().await;
    }

    /// Stops it as an operator does.
    pub async fn stop(&mut self) {
        self.running.take().expect("it runs").stop().await;
    }

    /// Stops it, and goes on with the other one.
    pub async fn hands_over(&mut self, other: Running) {
        self.stop().await;
        self.running = Some(other);
    }

    /// A setting for the next start.
    pub fn sets(&mut self, name: &'static str, value: &str) {
        self.settings.retain(|(known, _)| *known != name);
        self.settings.push((name, value.to_owned()));
    }

    /// The address of its database.
    pub fn database(&self) -> String {
        format!("sqlite://{}", self.folder.path().join("data/hatchery.db").display())
    }

    pub fn app(&self) -> &Arc<App> {
        &self.running.as_ref().expect("it runs").app
    }

    /// Ada, who was never here before, and the place where she talks with Hatchery alone.
    pub fn ada(&self) -> (Person, Place) {
        let ada = self.discord.person("ada");
        let direct = ada.dm(&self.hatchery);
        (ada, direct)
    }

    /// A server that has Hatchery, with Ada in it.
    pub fn server(&self) -> (Person, Place) {
        let (ada, server) = (self.discord.person("ada"), self.discord.guild("Den"));
        server.installs(&self.hatchery);
        server.admits(&ada);
        (ada, server)
    }

    /// Waits until nothing is on its way and nothing is being checked or done.
    pub async fn settles(&self) {
        let limit = Instant::now() + PATIENCE;
        while !session::is_quiet(self.app()).await {
            assert!(Instant::now() < limit, "a minute later something is still being done");
            sleep(LOOK_AGAIN).await;
        }
    }

    /// Asks there for a bot that needs no key, up to the last question.
    pub async fn orders(&self, who: &Person, place: &Place, name: &str) {
        who.types_command(place, "deploy", &[("wish", &format!("{name} echo web"))]);
        who.waits_for(place, |it| it.text.contains("Ready to hatch") && it.text.contains(name)).await;
    }

    /// Has a bot hatched there.
    pub async fn hatches(&self, who: &Person, place: &Place, name: &str) {
        self.orders(who, place, name).await;
        who.presses(place, "Hatch it");
        who.waits_for(place, |it| it.text.contains("is alive") && it.text.contains(name)).await;
        self.settles().await;
    }

    /// The end of every story.
    pub async fn ends(mut self) {
        self.assert_discreet();
        self.stop().await;
        self.assert_discreet();
        traces::assert_nothing_runs(self.folder.path());
        self.discord.assert_clean();
    }

    /// The bots that run, as the words they were started with.
    pub fn bots(&self) -> Vec<String> {
        traces::bots_of(self.folder.path())
    }

    /// No secret is in the log, in a file, or in anything that was sent to Discord.
    fn assert_discreet(&self) {
        let sent: Vec<String> = self.discord.calls().iter().map(|call| format!("{call:?}")).collect();
        let master = self.settings.iter().find(|(name, _)| *name == "MOLTBOT_ENCRYPTION_KEY");
        for secret in ["HATCHTEST", &master.expect("a key").1] {
            self.log.assert_without(secret);
            traces::assert_files_without(self.folder.path(), secret);
            assert!(!sent.iter().any(|call| call.contains(secret)), "a secret was sent to Discord");
        }
    }
}

impl Running {
    async fn stop(self) {
        let Running { app, stop, serving } = self;
        drop(app);
        stop.cancel();
        let ended = timeout(PATIENCE, serving).await.expect("it ends in time");
        ended.expect("it does not panic").expect("it ends well");
    }

    /// Waits until it ends by itself, and returns what it says then.
    pub async fn gives_up(self) -> String {
        let ended = timeout(PATIENCE, self.serving).await.expect("it ends in time");
        format!("{:#}", ended.expect("it does not panic").expect_err("it has a reason"))
    }
}

impl Drop for Den {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("{}", self.log.news());
        }
    }
}

fn defaults(
    discord: &FakeDiscord,
    hatchery: &Application,
    providers: &FakeProviders,
    folder: &TempDir,
    door: Door,
) -> Vec<(&'static str, String)> {
    let origins = providers.origins();
    let master = Sealer::new_master_key().expect("random bytes");
    let mut settings = vec![
        ("DATA_DIR", folder.path().join("data").display().to_string()),
        ("MOLTBOT_ENCRYPTION_KEY", master.expose().to_owned()),
        ("ACCESS", "open".into()),
        ("TARGET", "local".into()),
        ("PORT", "0".into()),
        ("DISCORD_BOT_TOKEN", hatchery.token.clone()),
        ("DISCORD_API_URL", discord.origin().to_owned()),
        ("ANTHROPIC_API_URL", origins.anthropic),
        ("OPENAI_API_URL", origins.openai),
        ("OPENROUTER_API_URL", origins.openrouter),
        ("GEMINI_API_URL", origins.gemini),
        ("JOB_POLL_MS", "50".into()),
        ("RETRY_BASE_MS", "20".into()),
        ("PROBE_TIMEOUT_MS", "20000".into()),
    ];
    if door == Door::Http {
        let port = free_address().port();
        settings.retain(|(name, _)| *name != "PORT");
        settings.extend([
            ("PORT", port.to_string()),
            ("PUBLIC_URL", format!("http://127.0.0.1:{port}")),
            ("DISCORD_DOOR", "http".into()),
        ]);
    }
    settings
}
