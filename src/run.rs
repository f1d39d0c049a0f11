//! The commands that run Hatchery: in a terminal, or as a service. Starts the front ends that are switched on and
//! ends everything in order on SIGTERM or SIGINT.

pub mod backup;
mod inbox;
pub mod keys;
pub(crate) mod menus;
pub(crate) mod on_discord;
pub(crate) mod on_telegram;
pub mod serving;
mod taking;

use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::{Context, bail};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::info;

use crate::api;
use crate::app::App;
use crate::chat::session;
use crate::config::{Config, DiscordDoor, LogFormat};
use crate::console::{Console, Words};
use crate::discord::endpoint;
use crate::domain::{Account, TargetKind};
use crate::local;
use crate::memory;
use crate::sentry;
use crate::store::Store;
use crate::telemetry::{self, Destination};
use crate::text::Msg;

/// How long Sentry may take for the last reports, and a stop for everything.
const LAST_WORD: Duration = Duration::from_secs(2);
const MAY_TAKE: Duration = Duration::from_millis(9_900);
/// How often a script's conversation looks whether everything is said.
const QUIET_LOOK: Duration = Duration::from_millis(20);

/// `hatchery chat`: the conversation in this terminal.
pub async fn chat(config: Config) -> anyhow::Result<()> {
    let is_colored = config.is_colored;
    let data_dir = config.data_dir.clone();
    let (filter, format) = (config.log_filter.clone(), config.log_format);
    let app = App::build(config).await?;
    let (reports, sentry) = app.config.sentry.clone().map(sentry::begin).transpose()?.unzip();
    telemetry::init(&filter, format, &Destination::File(data_dir.join("hatchery.log")), reports)?;
    let account = Account::console();
    let person = app.store.person(&account, app.now()).await?;
    let locale =
        app.texts.locale(person.as_ref().and_then(|person| person.speaks()).or(app.config.language.as_deref()));
    let words = Words {
        leaving: locale.say(&match app.config.target {
            TargetKind::Local => Msg::LeavingConsole,
            TargetKind::Railway => Msg::LeavingConsoleOfRailway,
        }),
        how_to_leave: locale.say(&Msg::ConsoleHowToLeave),
        trouble: locale.say(&Msg::ConsoleTrouble),
    };
    let console = Console::stdio(&data_dir, is_colored, words)?;
    app.speak_console(console.clone());
    let running = app.start().await?;
    let talked = converse(&app, &console, stopped()?).await;
    app.shut_down(running).await;
    if let Some(sentry) = sentry {
        sentry.flush(LAST_WORD).await;
    }
    talked
}

/// Says hello and hears what is typed until the person leaves.
pub async fn converse(app: &Arc<App>, console: &Console, stop: CancellationToken) -> anyhow::Result<()> {
    let hello = crate::chat::Incoming {
        account: Account::console(),
        update: format!("hello-{}", crate::store::fresh_id()),
        input: crate::chat::Input::Text("/start".into()),
        message: None,
        topic: None,
        language: app.config.language.clone(),
        name: None,
    };
    heard(app.clone(), hello).await?;
    let hearing = app.clone();
    let hear = move |mut incoming: crate::chat::Incoming| -> futures::future::BoxFuture<'static, anyhow::Result<()>> {
        incoming.language = hearing.config.language.clone();
        Box::pin(heard(hearing.clone(), incoming))
    };
    let waiting = app.clone();
    let idle = move || -> futures::future::BoxFuture<'static, ()> {
        let app = waiting.clone();
        Box::pin(async move {
            while !session::is_quiet(&app).await {
                tokio::time::sleep(QUIET_LOOK).await;
            }
        })
    };
    console.run(hear, idle, stop).await
}

/// Hears one input and waits until it is answered.
async fn heard(app: Arc<App>, incoming: crate::chat::Incoming) -> anyhow::Result<()> {
    if let Some(replied) = session::hear(&app, incoming).await? {
        let _ = replied.await;
    }
    Ok(())
}

/// `hatchery serve`: the same conversation on Telegram and Discord, and a page of health.
pub async fn serve(config: Config) -> anyhow::Result<()> {
    let (reports, sentry) = config.sentry.clone().map(sentry::begin).transpose()?.unzip();
    telemetry::init(&config.log_filter, config.log_format, &log_destination(&config), reports)?;
    let stop = stopped()?;
    let told_to_stop = tokio::spawn(told_to_stop(stop.clone()));
    tokio::spawn(memory::give_back(stop.clone()));
    let served = async {
        let app = App::build(config).await?;
        serve_until(&app, stop).await
    };
    let served = served.await;
    if let Some(sentry) = sentry {
        // What came before may have used up most of the time that a stop may take.
        let spent = match told_to_stop.is_finished() {
            true => told_to_stop.await.map(|at| at.elapsed()).unwrap_or_default(),
            false => Duration::ZERO,
        };
        sentry.flush(LAST_WORD.min(MAY_TAKE.saturating_sub(spent))).await;
    }
    served
}

async fn told_to_stop(stop: CancellationToken) -> Instant {
    stop.cancelled().await;
    Instant::now()
}

/// Serves until `stop`. The page of health is open first and stays open while a platform is away.
pub async fn serve_until(app: &Arc<App>, stop: CancellationToken) -> anyhow::Result<()> {
    let address = ("0.0.0.0", app.config.port);
    let listener = TcpListener::bind(address).await.with_context(|| format!("listen on PORT {}", app.config.port))?;
    let port = listener.local_addr().context("read the port we listen on")?.port();
    info!(port, "Hatchery listens on port {port}");
    let webhook = app.config.public_url.as_deref().map(|origin| on_telegram::Webhook::at(app, origin));
    let endpoint = endpoint::Behind::default();
    let mut routes = api::routes(app.clone());
    if let Some(webhook) = &webhook {
        routes = routes.merge(webhook.routes());
    }
    if app.config.discord_door == DiscordDoor::Http {
        routes = routes.merge(endpoint::endpoint(endpoint.clone()));
    }
    let doors = TaskTracker::new();
    if let Some(port) = app.config.metrics_port {
        doors.spawn(serving::serve(
            metrics_door(app, port).await?,
            api::metrics_routes(app.clone()),
            serving::Bounds::here(),
            stop.clone(),
        ));
    }
    let page = doors.spawn(serving::serve(listener, routes, serving::Bounds::here(), stop.clone()));
    let running = app.start().await?;
    let telegram = doors.spawn(on_telegram::receive(app.clone(), webhook, stop.clone()));
    let discord = doors.spawn(on_discord::receive(app.clone(), endpoint, stop.clone()));
    let served = tokio::select! {
        received = telegram => received.context("receive from Telegram").flatten(),
        received = discord => received.context("receive from Discord").flatten(),
        served = page => served.context("serve PORT"),
    };
    stop.cancel();
    doors.close();
    app.end(running, doors.wait()).await;
    app.close().await;
    match app.local() {
        Ok(_) => info!("Hatchery has stopped, and its bots on this machine with it"),
        Err(_) => info!("Hatchery has stopped; its bots go on"),
    }
    served
}

/// Whoever has no token to show has to be on this machine.
async fn metrics_door(app: &App, port: u16) -> anyhow::Result<TcpListener> {
    let host = if app.config.metrics_token.is_some() { "0.0.0.0" } else { "127.0.0.1" };
    let door = TcpListener::bind((host, port)).await.with_context(|| format!("listen on METRICS_PORT {port}"))?;
    let port = door.local_addr().context("read the port of the metrics")?.port();
    info!(port, "its numbers are shown on port {port} of {host}");
    Ok(door)
}

/// `hatchery migrate`: for a step ahead of the start of several replicas.
pub async fn migrate(config: Config) -> anyhow::Result<()> {
    if config.keeps_data_here() {
        local::make_data_dir(&config.data_dir, config.local_user.as_deref())?;
    }
    let store = Store::open(config.database_url.expose()).await?;
    store.close().await;
    Ok(())
}

/// `hatchery healthcheck`: for a container's health check, which has no curl.
pub async fn healthcheck(config: Config) -> anyhow::Result<()> {
    let address = format!("http://127.0.0.1:{}/health/ready", config.port);
    // A proxy in the environment is for the world outside.
    let http = reqwest::Client::builder().no_proxy().build().context("make a client")?;
    let answer = http.get(address).timeout(Duration::from_secs(5)).send().await;
    match answer {
        Ok(answer) if answer.status().is_success() => Ok(()),
        Ok(answer) => bail!("Hatchery answers {} on PORT {}", answer.status().as_u16(), config.port),
        Err(_) => bail!("nobody answers on PORT {}", config.port),
    }
}

/// Cancelled by SIGTERM, SIGINT or SIGHUP.
pub fn stopped() -> anyhow::Result<CancellationToken> {
    let stop = CancellationToken::new();
    for kind in [SignalKind::terminate(), SignalKind::interrupt(), SignalKind::hangup()] {
        let mut signals = signal(kind).context("listen for signals")?;
        let stop = stop.clone();
        tokio::spawn(async move {
            signals.recv().await;
            stop.cancel();
        });
    }
    Ok(stop)
}

fn log_destination(config: &Config) -> Destination {
    let is_colored = config.is_colored && config.log_format == LogFormat::Pretty;
    Destination::Stderr { is_colored }
}
