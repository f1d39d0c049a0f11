//! A crowd that is written to in moved time: the sender is the real one, so are its database and its calls; only the
//! clock is the test's. It is moved to the next time that anything waits for, and only while nothing that takes time of
//! its own is under way, so that what is measured by it is what the sender does and not how fast this machine is.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use hatchery::App;
use hatchery::broadcast;
use hatchery::chat::View;
use hatchery::clock::Clock;
use hatchery::config::{Config, Mode};
use hatchery::domain::broadcast::{BroadcastState, Content, Segment};
use hatchery::domain::rich::Rich;
use hatchery::domain::{Account, Id, Millis};
use hatchery::messenger;
use hatchery::secret::Secret;
use hatchery::store::{Durability, NewBroadcast, Store, fresh_id};
use hatchery::telegram::Telegram;
use hatchery::telegram::api::{Api, Bot};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::wall::Wall;
use crate::databases::{Database, Engine};
use crate::store::{MASTER_KEY, count, sql};

const START: Millis = 1_700_000_000_000;
const TOKEN: &str = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
/// The accounts of people who talk with the bot meanwhile come behind those of the crowd.
const TALKERS: i64 = 900_000_000;

/// One Hatchery that sends, and people who talk with it.
struct Process {
    app: Arc<App>,
    tasks: Vec<JoinHandle<()>>,
    _folder: TempDir,
}

impl Process {
    async fn start(url: &str, wall: &Wall, talkers: i64, latencies: &Latencies) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let given = [
            ("TARGET", "local"),
            ("ACCESS", "open"),
            ("TELEGRAM_BOT_TOKEN", TOKEN),
            ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY),
            ("RETRY_BASE_MS", "1"),
            ("JOB_POLL_MS", "100"),
            ("JOB_LEASE_MS", "3000"),
            ("DATA_DIR", folder.path().to_str().expect("a path")),
        ];
        let read = |name: &str| given.iter().find(|(known, _)| *known == name).map(|(_, value)| (*value).to_owned());
        let mut config = Config::read(Mode::Serve, &read).expect("settings that can be used");
        config.database_url = Secret::new(url);
        let app = App::build(config).await.expect("a Hatchery");
        app.clock.stop(wall.clock.now());
        let api = Api::new(app.http.clone(), &wall.origin, Secret::new(TOKEN));
        app.speak_telegram(Telegram { api, bot: Bot { id: 7, username: "hatchery_bot".into() } });
        let mut process = Process { app, tasks: Vec::new(), _folder: folder };
        process.tasks.push(tokio::spawn(broadcast::keep_sending(process.app.clone(), CancellationToken::new())));
        for n in 0..talkers {
            process.tasks.push(tokio::spawn(talk(process.app.clone(), n, latencies.clone())));
        }
        process
    }

    /// As by kill -9: whatever it was doing, it does no more of it.
    async fn killed(self) {
        for task in &self.tasks {
            task.abort();
        }
        for task in self.tasks {
            let _ = task.await;
        }
    }
}

type Latencies = Arc<Mutex<Vec<Millis>>>;

/// Somebody who is answered every two seconds or so.
async fn talk(app: Arc<App>, n: i64, latencies: Latencies) {
    let mut chance = (app.now() as u64).wrapping_mul(2 * n as u64 + 1);
    let view = View { text: "An answer.".into(), ..View::default() };
    for chat in (0..50).cycle() {
        chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        app.clock.until(app.now() + 300 + (chance >> 33) as Millis % 3_500).await;
        let since = app.now();
        let account = Account::telegram(TALKERS + n * 100 + chat);
        messenger::send(&app, &account, None, "", &view).await.expect("answered");
        latencies.lock().expect("not poisoned").push(app.now() - since);
    }
}

/// Moves all clocks together as long as the test goes on.
async fn run_clocks(wall: Wall, processes: Arc<Mutex<Vec<Arc<App>>>>) {
    loop {
        tokio::task::yield_now().await;
        let apps = processes.lock().expect("not poisoned").clone();
        let works: usize = apps.iter().map(|app| app.clock.works()).sum();
        if works != wall.held() {
            continue;
        }
        let clocks = || apps.iter().map(|app| &app.clock).chain([&*wall.clock]);
        let next = clocks().filter_map(Clock::next_alarm).min();
        if let Some(next) = next.filter(|next| *next > wall.clock.now()) {
            clocks().for_each(|clock| clock.stop(next));
        }
    }
}

struct Crowd {
    database: Database,
    wall: Wall,
    processes: Vec<Process>,
    apps: Arc<Mutex<Vec<Arc<App>>>>,
    clocks: JoinHandle<()>,
    latencies: Latencies,
}

impl Crowd {
    /// So many people on Telegram, and nobody who writes to them yet.
    async fn of(people: i64, database: Database) -> Self {
        Store::open(&database.url).await.expect("opened").close().await;
        for insert in [
            "INSERT INTO persons (id, tier, access, created_at)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
             SELECT 'p' || CAST(i AS TEXT), 'free', 0, 1 FROM n",
            "INSERT INTO accounts (id, person_id, reachable, created_at)
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people})
             SELECT 'telegram:' || CAST(i AS TEXT), 'p' || CAST(i AS TEXT), 1, 1 FROM n",
        ] {
            sql(&database.url, &insert.replace("{people}", &people.to_string())).await;
        }
        let wall = Wall::start(START).await;
        let apps = Arc::new(Mutex::new(Vec::new()));
        let clocks = tokio::spawn(run_clocks(wall.clone(), apps.clone()));
        Crowd { database, wall, processes: Vec::new(), apps, clocks, latencies: Latencies::default() }
    }

    async fn start(&mut self, talkers: i64) {
        let process = Process::start(&self.database.url, &self.wall, talkers, &self.latencies).await;
        self.apps.lock().expect("not poisoned").push(process.app.clone());
        self.processes.push(process);
    }

    async fn kill(&mut self, n: usize) {
        let process = self.processes.remove(n);
        self.apps.lock().expect("not poisoned").remove(n);
        process.killed().await;
    }

    async fn broadcasts(&self) -> Id {
        let app = &self.processes[0].app;
        let author = Account::telegram(1);
        let content = Content { text: Rich::parse("**News** for all"), ..Content::default() };
        let (id, segment) = (fresh_id(), Segment::default());
        let new = NewBroadcast {
            id: &id,
            author: &author,
            content: &content,
            segment: &segment,
            mark: "mark",
            start_at: app.now(),
        };
        let mut tx = app.store.begin(Durability::PowerCut).await.expect("begun");
        tx.add_broadcast(&new, app.now()).await.expect("kept");
        tx.commit().await.expect("committed");
        app.woken_broadcasts.notify_one();
        id
    }

    fn reached(&self) -> usize {
        self.wall.look().got.keys().filter(|chat| **chat < TALKERS).count()
    }

    /// Until something holds, in real time.
    async fn until(&self, what: &str, holds: impl AsyncFn(&Self) -> bool) {
        let limit = Instant::now() + Duration::from_secs(240);
        while !holds(self).await {
            assert!(Instant::now() < limit, "waited too long until {what}; {} were reached", self.reached());
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    async fn is_done(&self, id: &Id) -> bool {
        let known = self.processes[0].app.store.broadcast(id).await.expect("looked up").expect("kept");
        known.state == BroadcastState::Done
    }

    fn taken_latencies(&self) -> Vec<Millis> {
        let mut taken = std::mem::take(&mut *self.latencies.lock().expect("not poisoned"));
        taken.sort_unstable();
        taken
    }
}

impl Drop for Crowd {
    fn drop(&mut self) {
        self.clocks.abort();
    }
}

fn mean(sorted: &[Millis]) -> Millis {
    sorted.iter().sum::<Millis>() / sorted.len().max(1) as Millis
}

fn percentile(sorted: &[Millis], n: usize) -> Millis {
    sorted[(sorted.len() * n / 100).min(sorted.len() - 1)]
}

/// On one thread, so that whoever moves the clocks never looks while anybody is in the middle of something.
fn alone(test: impl Future<Output = ()>) {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().event_interval(4).build().expect("a runtime").block_on(test);
}

#[test]
fn measured() {
    alone(async {
        let n = std::env::var("CROWD").ok().and_then(|n| n.parse().ok()).unwrap_or(3_000);
        let mut crowd = Crowd::of(n, Database::sqlite()).await;
        crowd.start(3).await;
        crowd.until("a hundred were answered", async |crowd| crowd.latencies.lock().expect("ok").len() > 100).await;
        let usual = crowd.taken_latencies();
        let began = (Instant::now(), crowd.wall.clock.now());
        let id = crowd.broadcasts().await;
        crowd.until("all are reached", async |crowd| crowd.reached() as i64 == n && crowd.is_done(&id).await).await;
        let took = crowd.wall.clock.now() - began.1;
        let busy = crowd.taken_latencies();
        let total: u32 = crowd.wall.look().seconds.values().sum();
        eprintln!(
            "real {:?}, moved {took} ms, {} a thousand seconds, refused {}",
            began.0.elapsed(),
            n * 1_000_000 / took,
            crowd.wall.look().refused
        );
        eprintln!(
            "total {total}, answers {} usual {} p95 {}, meanwhile {} p95 {} max {:?}",
            busy.len(),
            mean(&usual),
            percentile(&usual, 95),
            mean(&busy),
            percentile(&busy, 95),
            busy.last()
        );
        let _ = Engine::Sqlite;
        let _ = count;
    });
}
