//! One Hatchery on one database in front of one Railway, worked by hand: nothing in it goes on by itself, so a test can
//! stop it in any moment, kill it, and let another take over. Bots are not really run; what has a page is played by a
//! small server, what has none by the lines of a log.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::routing::{get, post};
use axum::{Json, Router};
use futures::FutureExt;
use futures::future::BoxFuture;
use hatchery::App;
use hatchery::config::{Config, Mode};
use hatchery::deploy::{Operated, plan, run};
use hatchery::domain::{Account, Id, Provider, TargetKind};
use hatchery::store::{Operation, Person, fresh_id};
use serde_json::json;
use tempfile::TempDir;

use super::line::Line;
use super::steps::{PROVIDER, Step};
use crate::databases::{Database, Engine};
use crate::fakes::providers::{Behaviour, FakeProviders};
use crate::fakes::railway::{FakeRailway, Fault};
use crate::store::{MASTER_KEY, welcome};
use crate::world::{KEY, OTHER_KEY};

const IMAGE: &str = "ghcr.io/hatchery/hatchery:0.1.0";
/// What a hatchling says when it is there.
const READY: [&str; 2] = ["hatchling ready on 8080", "hatchling listens on every channel"];
/// How long a claim lasts. Where nobody renews it, it only has to be over some time.
pub const LEASE: i64 = 300;
/// Claims until an operation has ended, at most.
const MOST_TURNS: usize = 60;

pub struct Cell<'a> {
    pub railway: FakeRailway,
    pub providers: FakeProviders,
    pub database: &'a Database,
    pub person: Person,
    pub bot: Id,
    /// Nobody asked its provider about the key when it was given.
    pub is_unchecked: bool,
    /// Things of somebody else in the same workspace.
    pub foreign: [String; 2],
    /// Requests to Railway before the operation that it is about.
    pub asked_before: usize,
    pub account: Account,
    app: Option<Arc<App>>,
    line: Option<Line>,
    settings: HashMap<&'static str, String>,
    /// How far the clock was moved, for all who work here one after the other.
    moved: Duration,
    _folder: TempDir,
}

/// Work that is stopped half-way: it goes on when it is awaited, and is a crash when it is dropped.
pub type Stopped = BoxFuture<'static, anyhow::Result<()>>;

impl<'a> Cell<'a> {
    /// With the operation asked for and nothing of it done; nothing, with a loud note, where the schema is missing.
    pub async fn open(database: &'a Database, step: Step, has_neighbour: bool) -> Option<Self> {
        let railway = FakeRailway::start().await?;
        railway.serves(IMAGE, page().await);
        for _ in 0..6 {
            railway.next_logs(&READY);
        }
        let project = railway.adds_project("shop");
        let foreign = [railway.adds_service(&project, "till"), project];
        let folder = tempfile::Builder::new().prefix("hatchery-test-").tempdir().expect("a data folder");
        let (url, line) = match database.engine {
            Engine::Sqlite => (database.url.clone(), None),
            Engine::Postgres => {
                let (url, line) = through_a_line(&database.url).await;
                (url, Some(line))
            }
        };
        let providers = FakeProviders::start().await;
        for key in [KEY, OTHER_KEY] {
            providers.knows(Provider::Anthropic, key);
        }
        let settings = settings(&railway, &providers, &url, &folder);
        let app = build(&settings).await;
        let account = Account::telegram(42);
        let person = welcome(&app.store, &account).await;
        let (moved, app) = (Duration::ZERO, Some(app));
        let bot = fresh_id();
        let mut cell = Cell {
            railway,
            providers,
            database,
            person,
            bot,
            is_unchecked: false,
            foreign,
            asked_before: 0,
            account,
            app,
            line,
            settings,
            moved,
            _folder: folder,
        };
        if has_neighbour {
            cell.has_neighbour().await;
        }
        cell.ask_for(step).await;
        Some(cell)
    }

    pub fn app(&self) -> &Arc<App> {
        self.app.as_ref().expect("it runs")
    }

    pub fn line(&self) -> &Line {
        self.line.as_ref().expect("PostgreSQL is at the end of a line")
    }

    /// The operation as soon as it is at this step. What is taken back was cancelled as late as that goes.
    pub async fn reach(&mut self, step: Step) -> Operation {
        for _ in 0..MOST_TURNS {
            let held = self.claim().await.unwrap_or_else(|| panic!("it ended before {step:?}"));
            if (held.state, held.stage) == (step.state, step.stage) {
                return held;
            }
            let is_last = plan::stages(held.kind, TargetKind::Railway).last();
            if step.state != held.state && is_last == Some(&held.stage) {
                assert_eq!(self.cancel().await, Operated::Accepted);
            }
            run::work(self.app(), &held).await.expect("a stage is carried out and recorded");
        }
        panic!("{MOST_TURNS} turns did not lead to {step:?}");
    }

    /// Carries out stage after stage until no operation is open.
    pub async fn finish(&mut self) {
        for _ in 0..MOST_TURNS {
            let Some(held) = self.claim().await else { return };
            run::work(self.app(), &held).await.expect("a stage is carried out and recorded");
        }
        panic!("after {MOST_TURNS} turns it still goes on: {:?}", self.claim().await);
    }

    /// The open operation, when it is due and nobody has it; the clock is moved until then.
    pub async fn claim(&mut self) -> Option<Operation> {
        loop {
            let app = self.app().clone();
            let now = app.now();
            if let Some(held) = app.store.claim_operation(now, now + LEASE).await.expect("the store answers") {
                return Some(held);
            }
            let due = app.store.next_due().await.expect("the store answers")?;
            if app.railway().expect("at Railway").budget().closed_until > chrono::Utc::now().timestamp_millis() {
                // Railway's own clock is nobody's to move.
                tokio::time::sleep(Duration::from_millis(5)).await;
                continue;
            }
            self.let_pass(due - now);
        }
    }

    pub fn let_pass(&mut self, milliseconds: i64) {
        let by = Duration::from_millis(milliseconds.max(1) as u64);
        self.app().move_clock(by);
        self.moved += by;
    }

    /// Works on this step until this request of it is on its way; the rest of the work is the caller's to go on with.
    pub async fn until_asked(&mut self, step: Step, mut held: Operation, call: &str) -> Stopped {
        for _ in 0..MOST_TURNS {
            assert_eq!((held.state, held.stage), (step.state, step.stage), "it went on without asking for {call}");
            let (app, asked) = (self.app().clone(), self.count(call));
            let mut work = async move { run::work(&app, &held).await }.boxed();
            tokio::select! {
                biased;
                () = self.asked_more(call, asked) => return work,
                done = &mut work => done.expect("a stage is carried out and recorded"),
            }
            held = self.claim().await.expect("it goes on");
        }
        panic!("{MOST_TURNS} turns did not ask for {call}");
    }

    /// How often this was asked.
    pub fn count(&self, call: &str) -> usize {
        if call == PROVIDER { self.providers.calls().len() } else { self.railway.count(call) }
    }

    async fn asked_more(&self, call: &str, before: usize) {
        if call != PROVIDER {
            return self.railway.until(call, |railway| railway.count(call) > before).await;
        }
        // At every turn of the scheduler, so that the work is stopped before the answer reaches it.
        while self.count(call) == before {
            tokio::task::yield_now().await;
        }
    }

    /// The next such request is answered so.
    pub fn fails_next(&self, call: &str, fault: Fault) {
        if call == PROVIDER {
            self.providers.answers_next(Provider::Anthropic, as_provider(fault));
        } else {
            self.railway.fails_next(call, fault);
        }
    }

    /// What comes after a crash: nobody is there, and then somebody is.
    pub async fn restart(&mut self) {
        self.app = None;
        self.takes_over().await;
        if self.database.engine == Engine::Sqlite {
            // As `App::start` does where there can be one Hatchery only; elsewhere the lease runs out.
            self.app().store.release_leases(self.app().now()).await.expect("the leases are free");
        }
    }

    /// Another Hatchery on the same database goes on from here.
    pub async fn takes_over(&mut self) {
        let app = build(&self.settings).await;
        app.move_clock(self.moved);
        self.app = Some(app);
    }
}

/// The same fault as an AI provider has it. What it does is to answer, so there is no deed that could be done or not.
fn as_provider(fault: Fault) -> Behaviour {
    match fault {
        Fault::TooMany { .. } => Behaviour::json(
            429,
            json!({ "type": "error", "error": { "type": "rate_limit_error", "message": "slow down" } }),
        ),
        Fault::Status(status) => Behaviour::empty(status),
        Fault::Html403 => Behaviour::html(403),
        Fault::GraphQl(said) => Behaviour::json(
            401,
            json!({ "type": "error", "error": { "type": "authentication_error", "message": said } }),
        ),
        Fault::Malformed => Behaviour::text(200, "application/json", "{"),
        Fault::After(fault) => as_provider(*fault),
        Fault::HangBefore | Fault::HangAfter => Behaviour::Stall,
        fault => panic!("no such fault of a provider: {fault:?}"),
    }
}

fn settings(
    railway: &FakeRailway,
    providers: &FakeProviders,
    url: &str,
    folder: &TempDir,
) -> HashMap<&'static str, String> {
    HashMap::from([
        ("TARGET", "railway".into()),
        ("RAILWAY_API_KEY", railway.workspace_token()),
        ("RAILWAY_API_URL", railway.address().to_owned()),
        ("RAILWAY_TIMEOUT_MS", "450".into()),
        ("HATCHERY_IMAGE", IMAGE.into()),
        ("ANTHROPIC_API_URL", providers.origins().anthropic),
        ("INSTANCE_URL", "http://{domain}".into()),
        ("ACCESS", "open".into()),
        ("TELEGRAM_BOT_TOKEN", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA".into()),
        ("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY.into()),
        ("JOB_LEASE_MS", LEASE.to_string()),
        ("TIER_FREE", "hour=5,day=5,live=5".into()),
        ("RETRY_BASE_MS", "1".into()),
        ("PROBE_TIMEOUT_MS", "900000".into()),
        ("DATABASE_URL", url.to_owned()),
        ("DATA_DIR", folder.path().to_str().expect("a path in UTF-8").to_owned()),
    ])
}

async fn build(settings: &HashMap<&'static str, String>) -> Arc<App> {
    let config = Config::read(Mode::Serve, &|name| settings.get(name).cloned()).expect("settings that can be used");
    App::build(config).await.expect("a Hatchery")
}

async fn through_a_line(url: &str) -> (String, Line) {
    let mut url = reqwest::Url::parse(url).expect("the address of a database");
    let port = url.port().unwrap_or(5432);
    let host = url.host_str().expect("a host").to_owned();
    let server = tokio::net::lookup_host((host, port)).await.expect("a name").next().expect("an address");
    let line = Line::to(server).await;
    url.set_host(Some("127.0.0.1")).expect("a host");
    url.set_port(Some(line.address().port())).expect("a port");
    (url.into(), line)
}

/// The page of a hatchling that is well.
async fn page() -> std::net::SocketAddr {
    let well =
        json!({ "ready": true, "channels": { "telegram": { "state": "listens" } }, "provider": { "state": "ok" } });
    let router = Router::new()
        .route("/ready", get(|| async { Json(well) }))
        .route("/chat", post(|| async { Json(json!({ "reply": "Hello" })) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    tokio::spawn(async move { axum::serve(listener, router).await.expect("the page is served") });
    address
}
