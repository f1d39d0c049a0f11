//! The whole program as one value: built from settings, run until it is told to stop, shut down in order.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use anyhow::Context;
use tokio::sync::{Notify, mpsc};
use tokio::task::JoinSet;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::alerts;
use crate::blueprint::Blueprints;
use crate::broadcast;
use crate::chat::lanes::Lanes;
use crate::chat::state::Offer;
use crate::chat::{SendError, session};
use crate::clock::Clock;
use crate::config::{Config, master_key};
use crate::console::Console;
use crate::deploy::together::Wishes;
use crate::deploy::{self, watch};
use crate::discord::Discord;
use crate::discord::gateway::Pulse;
use crate::domain::counted::Neighbour;
use crate::domain::{Id, Millis};
use crate::jobs;
use crate::local::{self, Exit, Local, Patience};
use crate::messenger::voice::Voice;
use crate::metrics::Metrics;
use crate::provider;
use crate::railway::Railway;
use crate::secret::Sealer;
use crate::store::{Store, fresh_id};
use crate::telegram::Telegram;
use crate::text::Catalogue;

pub struct App {
    pub config: Config,
    pub store: Store,
    pub sealer: Sealer,
    pub texts: Catalogue,
    pub blueprints: Blueprints,
    pub http: reqwest::Client,
    /// For bots on this machine: never through a proxy.
    pub nearby: reqwest::Client,
    /// The bots of this machine. There are none where the database is not here either.
    local: Option<Local>,
    pub railway: Option<Railway>,
    /// What tells this installation from another at the same target: four characters.
    pub tag: String,
    /// Replies and checks of each account, in order.
    pub lanes: Lanes,
    /// Effects on record that this process is about, and those that are done and not yet forgotten.
    pub at_work: Mutex<HashSet<Id>>,
    pub done_effects: Mutex<Vec<Id>>,
    /// Deploys that are asked for over HTTP.
    pub wishes: Arc<Wishes>,
    /// Streams of events that are open, by the token they were opened with.
    pub listening: Mutex<HashMap<Id, usize>>,
    /// Whoever waits for somebody outside stops waiting: what it is for is on record and goes on at the next start.
    pub leaving: CancellationToken,
    pub woken_operations: Notify,
    pub woken_letters: Notify,
    pub woken_fleet: Notify,
    pub woken_diagnoses: Notify,
    pub woken_broadcasts: Notify,
    /// Something is done and not yet forgotten.
    pub woken_forgetting: Notify,
    pub metrics: Metrics,
    /// The job loop reached the database the last time it tried.
    pub jobs_are_well: AtomicBool,
    /// What can be hatched here, as the conversation takes it.
    pub offers: OnceLock<Arc<Vec<Offer>>>,
    telegram: OnceLock<Telegram>,
    discord: OnceLock<Discord>,
    /// When the gateway of Discord was last heard.
    pub discord_pulse: Pulse,
    console: OnceLock<Console>,
    exits: Mutex<Option<mpsc::UnboundedReceiver<Exit>>>,
    pub clock: Clock,
    /// How fast our bot speaks on Telegram.
    pub voice: Voice,
}

/// The work that goes on while the program runs.
pub struct Running {
    stop: CancellationToken,
    tasks: JoinSet<()>,
}

/// How long running stages, replies and messages may take to end. Bots may take 6 s more after that.
const GRACE: Duration = Duration::from_secs(3);
/// How long the database may take to note what is done, and again to close.
const LAST_WRITE: Duration = Duration::from_millis(400);

impl App {
    /// Opens everything the settings name. Nothing runs yet, and nothing outside was changed.
    pub async fn build(config: Config) -> anyhow::Result<Arc<Self>> {
        let is_here = config.keeps_data_here();
        // Before the database is touched: somebody may be putting another in its place.
        let lock = match is_here {
            true => {
                local::make_data_dir(&config.data_dir, config.local_user.as_deref())?;
                Some(local::lock(&config.data_dir)?)
            }
            false => None,
        };
        let key = master_key(&config)?;
        let sealer = Sealer::parse(key.expose())?;
        let metrics = Metrics::default();
        let store = Store::open(config.database_url.expose()).await?.counted(metrics.tally(Neighbour::Database));
        store.check_keys(&sealer).await?;
        let proposal = deploy::random_word(5)?.expose()[..4].to_owned();
        let tag = store.installation_tag(&proposal).await?;
        let patience = Patience { first_pause: config.pace.retry_base, ..Patience::default() };
        let (data_dir, user) = (&config.data_dir, config.local_user.as_deref());
        let opened = lock.map(|lock| Local::open_locked(lock, data_dir, &tag, user, patience));
        let (local, exits) = opened.transpose()?.unzip();
        let operators = operators_blueprints(&config)?;
        let http = provider::client()?;
        let railway = config.railway_token.clone().map(|token| {
            let (address, site) = (&config.railway_api_url, config.railway_site.clone());
            let railway = Railway::new(http.clone(), address, token, site, config.pace.railway_timeout);
            railway.counted(metrics.tally(Neighbour::Railway))
        });
        Ok(Arc::new(App {
            blueprints: Blueprints::read(&operators)?,
            texts: Catalogue::read()?,
            http,
            railway,
            tag,
            nearby: reqwest::Client::builder().no_proxy().build().context("make the client for bots")?,
            config,
            store,
            sealer,
            local,
            lanes: Lanes::default(),
            at_work: Mutex::default(),
            done_effects: Mutex::default(),
            wishes: Arc::new(Wishes::gathering()),
            listening: Mutex::default(),
            leaving: CancellationToken::new(),
            woken_operations: Notify::new(),
            woken_letters: Notify::new(),
            woken_fleet: Notify::new(),
            woken_diagnoses: Notify::new(),
            woken_broadcasts: Notify::new(),
            woken_forgetting: Notify::new(),
            metrics,
            jobs_are_well: AtomicBool::new(true),
            offers: OnceLock::new(),
            telegram: OnceLock::new(),
            discord: OnceLock::new(),
            discord_pulse: Pulse::default(),
            console: OnceLock::new(),
            exits: Mutex::new(exits),
            clock: Clock::default(),
            voice: Voice::default(),
        }))
    }

    /// Settles what an earlier run left behind and starts the work.
    pub async fn start(self: &Arc<Self>) -> anyhow::Result<Running> {
        let (stop, mut tasks) = (CancellationToken::new(), JoinSet::new());
        if let Some(local) = &self.local {
            // The lock on the data folder says so: whoever worked on this database before is gone.
            self.store.release_leases(self.now()).await?;
            self.store.release_effects().await?;
            self.store.release_diagnoses().await?;
            self.store.release_posts().await?;
            watch::settle(self, local).await?;
            let exits = self.exits.lock().ok().and_then(|mut exits| exits.take()).context("it runs already")?;
            let (app, token) = (self.clone(), stop.clone());
            tasks.spawn(async move { watch::hear_exits(&app, exits, token).await });
            let (app, token) = (self.clone(), stop.clone());
            tasks.spawn(async move { watch::look_after(&app, token).await });
        }
        if self.railway.is_some() {
            let (app, token) = (self.clone(), stop.clone());
            tasks.spawn(async move { watch::look_after_railway(&app, token).await });
        }
        // Whoever sees something wrong is known by this id.
        let me = fresh_id();
        tasks.spawn(alerts::watch_own(self.clone(), me.clone(), stop.clone()));
        tasks.spawn(alerts::watch_shared(self.clone(), me.clone(), stop.clone()));
        tasks.spawn(alerts::post(self.clone(), me, stop.clone()));
        tasks.spawn(jobs::operations(self.clone(), stop.clone()));
        tasks.spawn(jobs::letters(self.clone(), stop.clone()));
        tasks.spawn(jobs::fleet(self.clone(), stop.clone()));
        tasks.spawn(jobs::diagnoses(self.clone(), stop.clone()));
        tasks.spawn(jobs::forgetting(self.clone(), stop.clone()));
        tasks.spawn(jobs::checkpoints(self.clone(), stop.clone()));
        tasks.spawn(jobs::housekeeping(self.clone(), stop.clone()));
        tasks.spawn(broadcast::keep_sending(self.clone(), stop.clone()));
        Ok(Running { stop, tasks })
    }

    /// Ends the work, then the bots, then the database: within ten seconds, whatever hangs.
    pub async fn shut_down(&self, running: Running) {
        self.end(running, async {}).await;
        self.close().await;
    }

    /// Ends the work. Replies on their way get there, also those to what is still let in while the doors shut; checks
    /// are left to the next start.
    pub async fn end(&self, running: Running, doors_shut: impl Future<Output = ()>) {
        self.leaving.cancel();
        running.end(&self.lanes, doors_shut).await;
    }

    /// Ends the bots, then the database.
    pub async fn close(&self) {
        match timeout(LAST_WRITE, session::hand_over(self)).await {
            Ok(Ok(())) => {}
            Ok(Err(cause)) => warn!("what is done, and what is not, could not be noted: {cause:#}"),
            Err(_) => warn!("what is done, and what is not, could not be noted in time"),
        }
        if let Some(local) = &self.local {
            local.stop_all().await;
        }
        if timeout(LAST_WRITE, self.store.close()).await.is_err() {
            warn!("the database did not close in time");
        }
    }

    pub fn now(&self) -> Millis {
        self.clock.now()
    }

    /// Lets time stand still for everything that asks this clock, so that what depends on it happens again.
    pub fn stop_clock(&self, at: Millis) {
        self.clock.stop(at);
    }

    /// Lets time pass for everything that asks this clock.
    pub fn move_clock(&self, by: Duration) {
        self.clock.move_by(by);
        self.wake();
    }

    pub fn local(&self) -> anyhow::Result<&Local> {
        self.local.as_ref().context("no bots run on this machine")
    }

    pub fn railway(&self) -> anyhow::Result<&Railway> {
        self.railway.as_ref().context("RAILWAY_API_KEY is not set")
    }

    /// There is work.
    pub fn wake(&self) {
        self.wake_for_deploys();
        self.woken_fleet.notify_one();
        self.woken_diagnoses.notify_one();
        self.woken_broadcasts.notify_one();
    }

    /// There are bots to be hatched, and to be told of. Each look for other work is a way to the database and back.
    pub fn wake_for_deploys(&self) {
        self.woken_operations.notify_one();
        self.woken_letters.notify_one();
    }

    pub fn speak_telegram(&self, telegram: Telegram) {
        let _ = self.telegram.set(telegram);
    }

    pub fn speak_discord(&self, discord: Discord) {
        let _ = self.discord.set(discord);
    }

    pub fn speak_console(&self, console: Console) {
        let _ = self.console.set(console);
    }

    pub fn telegram(&self) -> Result<&Telegram, SendError> {
        self.telegram.get().ok_or_else(|| SendError::Shut("Telegram is not switched on".into()))
    }

    pub fn discord(&self) -> Result<&Discord, SendError> {
        self.discord.get().ok_or_else(|| SendError::Shut("Discord is not switched on".into()))
    }

    pub fn console(&self) -> Result<&Console, SendError> {
        self.console.get().ok_or_else(|| SendError::Shut("nobody sits at a terminal".into()))
    }
}

impl Running {
    /// Lets what is under way finish for a short while. What does not is cut off, as by a crash, so that nothing starts
    /// a bot when the bots are ended; it goes on at the next start.
    async fn end(mut self, lanes: &Lanes, doors_shut: impl Future<Output = ()>) {
        self.stop.cancel();
        let finished = async {
            while self.tasks.join_next().await.is_some() {}
            doors_shut.await;
            lanes.finish().await;
        };
        if timeout(GRACE, finished).await.is_err() {
            warn!("some work did not end in time; it goes on at the next start");
            self.tasks.shutdown().await;
            lanes.cut_off().await;
        }
    }
}

/// The TOML files of BLUEPRINTS_DIR, by name.
pub fn operators_blueprints(config: &Config) -> anyhow::Result<Vec<String>> {
    let Some(folder) = &config.blueprints_dir else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .context("read BLUEPRINTS_DIR")?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "toml"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).with_context(|| format!("read {}", path.display()))).collect()
}
