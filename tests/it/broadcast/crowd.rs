//! A crowd that is written to in moved time: the sender is the real one, so are its database and its calls; only the
//! clock is the test's. It is moved to the next time that anything waits for, and only while nothing that takes time of
//! its own is under way, so that what is measured by it is what the sender does and not how fast this machine is.

use std::collections::HashSet;
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
use hatchery::messenger::{self, Answers};
use hatchery::secret::Secret;
use hatchery::store::{Durability, NewBroadcast, Store, fresh_id};
use hatchery::telegram::Telegram;
use hatchery::telegram::api::{Api, Bot};
use tempfile::TempDir;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::wall::{TALKERS, Wall};
use crate::databases::{Database, Engine};
use crate::store::{MASTER_KEY, count, sql};

const START: Millis = 1_700_000_000_000;
const TOKEN: &str = "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

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
        let username = "hatchery_bot".into();
        let bot = Bot { id: 7, username, can_manage_bots: false, has_topics_enabled: false };
        app.speak_telegram(Telegram::new(api, bot, app.now()));
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
        messenger::send(&app, &account, Answers::NOTHING, "", &view).await.expect("answered");
        latencies.lock().expect("not poisoned").push(app.now() - since);
    }
}

/// Moves all clocks together as long as the test goes on.
async fn run_clocks(wall: Wall, processes: Arc<Mutex<Vec<Arc<App>>>>) {
    loop {
        tokio::task::yield_now().await;
        let apps = processes.lock().expect("not poisoned");
        let works: usize = apps.iter().map(|app| app.clock.works()).sum();
        // Who was killed may have left calls behind that are held and that nobody waits for.
        if works > wall.held() {
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

    async fn set(&self, id: &Id, state: BroadcastState) {
        let app = &self.processes[0].app;
        let mut tx = app.store.begin(Durability::PowerCut).await.expect("begun");
        assert!(tx.set_broadcast_state(id, state, app.now()).await.expect("set").is_some(), "{}", state.word());
        tx.commit().await.expect("committed");
        app.woken_broadcasts.notify_one();
    }

    fn reached(&self) -> usize {
        self.wall.look().reached
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

/// The mean, and what 95 and 99 of a hundred are below.
fn spread(sorted: &[Millis]) -> [Millis; 3] {
    let below = |n: usize| sorted[(sorted.len() * n / 100).min(sorted.len() - 1)];
    [sorted.iter().sum::<Millis>() / sorted.len() as Millis, below(95), below(99)]
}

/// Most answers take hardly longer while a broadcast goes out, and none waits for as much of it as goes out in a second. How
/// long the slowest take hangs on what else the machine does.
fn assert_answers_go_first(usual: &[Millis], busy: &[Millis]) {
    let ([mean, most, _], [mean_busy, most_busy, slow]) = (spread(usual), spread(busy));
    assert!(mean_busy < 2 * mean, "an answer takes {mean_busy} ms instead of {mean} ms");
    assert!(most_busy < 3 * most, "most answers take up to {most_busy} ms instead of {most} ms");
    assert!(slow < 1_000, "an answer takes {slow} ms");
}

/// On one thread, so that whoever moves the clocks never looks while anybody is in the middle of something.
fn alone(test: impl Future<Output = ()>) {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    builder.enable_all().event_interval(4).build().expect("a runtime").block_on(test);
}

/// Nobody got it twice, and whoever did not get it stands on the list of those of whom nobody knows.
async fn assert_nobody_twice_and_nobody_lost(crowd: &Crowd, id: &Id, people: i64, kills: usize) {
    let store = &crowd.processes[0].app.store;
    let unsure = store.broadcast_unsure(id, "", people).await.expect("listed");
    let unsure: HashSet<String> = unsure.into_iter().map(|(account, _)| account.to_string()).collect();
    assert!(unsure.len() <= 8 * kills, "{} of whom nobody knows after {kills} kills", unsure.len());
    {
        let wall = crowd.wall.look();
        for chat in 1..=people {
            let got = wall.got.get(&chat).copied().unwrap_or_default();
            let is_listed = unsure.contains(&format!("telegram:{chat}"));
            assert!(got == 1 || (got == 0 && is_listed), "chat {chat} got it {got} times, listed: {is_listed}");
        }
    }
    let tally = store.broadcast(id).await.expect("looked up").expect("kept").tally;
    assert_eq!((tally.sent + tally.perhaps, tally.left()), (people, 0), "{tally:?}");
    let sent = "SELECT COUNT(*) FROM broadcast_targets WHERE state = 'sent'";
    assert_eq!(count(&crowd.database.url, sent).await, tally.sent, "what is told is what is there");
}

/// A place for a database that costs no time: how fast a disk is is not what is measured.
fn in_memory() -> Option<Database> {
    Database::sqlite_in(std::path::Path::new("/dev/shm"))
}

/// How many are written to in peace, how many there are, and how often the sender is killed while it writes to the rest:
/// a fifth of it on every run, all of it when that is asked for.
fn sizes() -> (i64, i64, usize) {
    match std::env::var("HATCHERY_CROWD").is_ok_and(|part| part == "all") {
        true => (60_000, 100_000, 200),
        false => (12_000, 20_000, 40),
    }
}

#[test]
fn a_hundred_thousand_people_are_written_to_as_fast_as_may_be_and_a_kill_loses_and_doubles_nobody() {
    alone(async {
        let (in_peace, people, kills) = sizes();
        let began = Instant::now();
        let mut crowd = Crowd::of(people, in_memory().unwrap_or_else(Database::sqlite)).await;
        crowd.start(3).await;
        crowd.until("some were answered", async |crowd| crowd.latencies.lock().expect("ok").len() >= 300).await;
        let usual = crowd.taken_latencies();

        let id = crowd.broadcasts().await;
        crowd.until("it begins", async |crowd| crowd.reached() > 100).await;
        let since = crowd.wall.clock.now();
        crowd.until("a part is reached", async |crowd| crowd.reached() as i64 >= in_peace).await;
        let until = crowd.wall.clock.now();
        let busy = crowd.taken_latencies();
        eprintln!("{in_peace} in {:?}, {} s of theirs", began.elapsed(), (until - since) / 1000);
        let slowest = crowd.wall.in_ten_seconds(since, until).min().expect("ten seconds");
        assert!(slowest >= 290, "{slowest} messages in ten seconds");
        assert_eq!(crowd.wall.look().refused, 0, "nothing is refused");
        eprintln!("answers: usually {usual:?}", usual = spread(&usual));
        eprintln!("meanwhile: {busy:?}", busy = spread(&busy));
        assert_answers_go_first(&usual, &busy);

        let mut chance = 7_u64;
        for n in 0..kills {
            chance = chance.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let most = (people - in_peace) as u64 / kills as u64;
            let next = crowd.reached() + (chance >> 33) as usize % (most as usize * 3 / 2);
            let next = next.min(people as usize - 1);
            crowd.until("the next kill", async |crowd| crowd.reached() >= next).await;
            // Somewhere between what is noted and what is answered.
            for _ in 0..(chance >> 20) % 300 {
                tokio::task::yield_now().await;
            }
            crowd.kill(0).await;
            crowd.start(if n % 10 == 0 { 1 } else { 0 }).await;
        }
        eprintln!("killed {kills} times after {:?}", began.elapsed());
        crowd.until("all is sent", async |crowd| crowd.is_done(&id).await).await;
        eprintln!("done after {:?}", began.elapsed());
        assert_eq!(crowd.wall.look().refused, 0, "nothing is refused, after a kill either");
        assert_nobody_twice_and_nobody_lost(&crowd, &id, people, kills).await;
    });
}

#[test]
fn what_is_paused_waits_and_goes_on_and_what_is_cancelled_is_over() {
    alone(async {
        let mut crowd = Crowd::of(1_000, in_memory().unwrap_or_else(Database::sqlite)).await;
        crowd.start(1).await;
        let id = crowd.broadcasts().await;
        for (n, state) in [(200, BroadcastState::Paused), (500, BroadcastState::Cancelled)] {
            crowd.until("some are reached", async |crowd| crowd.reached() >= n).await;
            crowd.set(&id, state).await;
            let held = async |crowd: &Crowd| {
                let on_its_way = "SELECT COUNT(*) FROM broadcast_targets WHERE state = 'in_flight'";
                count(&crowd.database.url, on_its_way).await == 0
            };
            crowd.until("nothing is on its way", held).await;
            let (reached, at) = (crowd.reached(), crowd.wall.clock.now());
            crowd.until("time passes", async |crowd| crowd.wall.clock.now() > at + 10_000).await;
            assert_eq!(crowd.reached(), reached, "nobody is written to while it is {}", state.word());
            assert!(reached <= n + 30, "it stops soon: {reached}");
            if state == BroadcastState::Paused {
                crowd.set(&id, BroadcastState::Sending).await;
            }
        }
        let mut tx = crowd.processes[0].app.store.begin(Durability::Kill).await.expect("begun");
        let again = tx.set_broadcast_state(&id, BroadcastState::Sending, 1).await.expect("asked");
        assert_eq!(again, None, "what is cancelled does not go on");
        drop(tx);
        let got = crowd.wall.look().got.clone();
        assert!(got.iter().all(|(chat, got)| *chat >= TALKERS || *got == 1), "nobody has it twice");
    });
}

#[test]
fn two_hatcheries_keep_one_pace_and_one_takes_over_when_the_other_is_killed() {
    alone(async {
        let Some(database) = Database::on(Engine::Postgres).await else { return };
        let people = 3_000;
        let mut crowd = Crowd::of(people, database).await;
        crowd.start(2).await;
        crowd.start(2).await;
        crowd.until("some were answered", async |crowd| crowd.latencies.lock().expect("ok").len() >= 200).await;
        let usual = crowd.taken_latencies();
        let id = crowd.broadcasts().await;
        crowd.until("it begins", async |crowd| crowd.reached() > 100).await;
        let since = crowd.wall.clock.now();
        crowd.until("a part is reached", async |crowd| crowd.reached() as i64 >= people * 2 / 3).await;
        let until = crowd.wall.clock.now();
        let busy = crowd.taken_latencies();
        let slowest = crowd.wall.in_ten_seconds(since, until).min().expect("ten seconds");
        assert!(slowest >= 290, "{slowest} messages in ten seconds");
        eprintln!("answers: usually {:?}, meanwhile {:?}", spread(&usual), spread(&busy));
        assert_answers_go_first(&usual, &busy);
        // One of the two sends; whichever that is, the other goes on in the end.
        crowd.kill(0).await;
        crowd.start(1).await;
        crowd.until("some more", async |crowd| crowd.reached() as i64 >= people * 5 / 6).await;
        crowd.kill(0).await;
        crowd.until("all is sent", async |crowd| crowd.is_done(&id).await).await;
        assert_eq!(crowd.wall.look().refused, 0, "two keep one pace");
        assert_nobody_twice_and_nobody_lost(&crowd, &id, people, 2).await;
    });
}
