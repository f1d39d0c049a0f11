//! `hatchery self-deploy` in front of a Railway that is a fake over real HTTP. Behind the domain of the new Hatchery is a
//! server of the test that answers as a healthy one does.

mod going_back;
mod killed;
mod program;
mod refusals;
mod stories;
mod together;
mod trouble;

use std::collections::BTreeMap;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Mutex, OnceLock};

use axum::Router;
use axum::extract::{ConnectInfo, Request};
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use axum::routing::get;
use hatchery::api;
use hatchery::config::carried::Carried;
use hatchery::self_deploy::{self, Options};

use crate::cloud::Exists;
use crate::fakes::railway::{Deployment, FakeRailway};
use crate::store::Hatchery;

const OLD: &str = "ghcr.io/hatchery/hatchery:0.1.0";
const NEW: &str = "ghcr.io/hatchery/hatchery:0.2.0";
const TELEGRAM_TOKEN: &str = "7000000001:HATCHTEST-0123456789-abcdefghijklm";
const METRICS_TOKEN: &str = "HATCHTEST-metrics-0123456789";

/// Somebody at a terminal with settings, and a Railway.
struct Desk {
    railway: FakeRailway,
    settings: BTreeMap<&'static str, String>,
    said: Mutex<Vec<String>>,
}

impl Desk {
    async fn new() -> Option<Self> {
        let railway = FakeRailway::start().await?;
        let address = healthy().await;
        for image in [OLD, NEW] {
            railway.serves(image, address);
        }
        let settings = [
            ("RAILWAY_API_KEY", railway.workspace_token()),
            ("RAILWAY_API_URL", railway.address().to_owned()),
            ("RAILWAY_TIMEOUT_MS", "3000".to_owned()),
            ("RETRY_BASE_MS", "1".to_owned()),
            ("PROBE_TIMEOUT_MS", "5000".to_owned()),
            ("INSTANCE_URL", "http://{domain}".to_owned()),
            ("HATCHERY_IMAGE", OLD.to_owned()),
            ("TELEGRAM_BOT_TOKEN", TELEGRAM_TOKEN.to_owned()),
            ("METRICS_TOKEN", METRICS_TOKEN.to_owned()),
            ("ADMINS", "telegram:42".to_owned()),
            ("DATA_DIR", "/nowhere".to_owned()),
            ("LANG", "es_ES.UTF-8".to_owned()),
        ];
        Some(Desk { railway, settings: settings.into(), said: Mutex::default() })
    }

    /// One that has set Hatchery up already.
    async fn set_up() -> Option<Self> {
        let desk = Desk::new().await?;
        desk.runs(&usual()).await;
        Some(desk)
    }

    fn sets(&mut self, name: &'static str, value: &str) {
        self.settings.insert(name, value.to_owned());
    }

    /// Runs the command to its end, whatever that is.
    async fn tries(&self, options: &Options) -> Result<(), String> {
        let get = |name: &str| self.settings.get(name).cloned();
        let carried = Carried::read(options.image.as_deref(), options.region.as_deref(), &get);
        let carried = carried.map_err(|troubles| troubles[0].to_string())?;
        let say = |line: &str| self.said.lock().expect("nobody panics with it").push(line.to_owned());
        self_deploy::run(options, &carried, &say).await.map_err(|error| format!("{error:#}"))
    }

    /// What it says when it ends well.
    async fn runs(&self, options: &Options) -> String {
        let before = self.said().len();
        let ended = self.tries(options).await;
        let said = self.said().split_off(before).join("\n");
        assert_eq!(ended, Ok(()), "{said}");
        said
    }

    /// The sentence it ends with when it does not end well.
    async fn fails(&self, options: &Options) -> String {
        let ended = self.tries(options).await;
        ended.expect_err("it does not end well")
    }

    fn said(&self) -> Vec<String> {
        self.said.lock().expect("nobody panics with it").clone()
    }

    /// The master keys that were shown, in their order.
    fn shown_keys(&self) -> Vec<String> {
        let key = |line: &String| line.trim().strip_prefix("MOLTBOT_ENCRYPTION_KEY=").map(str::to_owned);
        self.said().iter().filter_map(key).collect()
    }

    /// The newest deployment of a service.
    fn newest(&self, service: &str) -> Deployment {
        self.railway.deployments(service).pop().expect("it was deployed")
    }

    /// The fields of all mutations since there were so many requests.
    fn changes_since(&self, before: usize) -> Vec<String> {
        let requests = self.railway.requests().split_off(before);
        let changes = ["Create", "Upsert", "Update", "DeployV2", "Rollback", "Delete"];
        let fields = requests.into_iter().flat_map(|request| request.fields);
        fields.filter(|field| changes.iter().any(|ending| field.ends_with(ending))).collect()
    }

    /// One of everything, all of it up, and nothing that waits to be deployed.
    fn is_whole(&self, image: &str) {
        let there = Exists { projects: 1, services: 2, volumes: 1, domains: 1, running: 0 };
        assert_eq!(Exists::at(&self.railway), there, "{:?}", self.said());
        for service in ["postgres", "hatchery"] {
            let newest = self.newest(service);
            assert_eq!((newest.status.as_str(), newest.deployment_stopped), ("SUCCESS", false), "{service}");
        }
        let (hatchery, variables) = (self.newest("hatchery"), self.railway.variables("hatchery"));
        assert_eq!(hatchery.image.as_deref(), Some(image));
        assert_eq!(variables["HATCHERY_IMAGE"], image);
        assert_eq!(hatchery.variables["MOLTBOT_ENCRYPTION_KEY"], variables["MOLTBOT_ENCRYPTION_KEY"]);
        assert_eq!(hatchery.variables["TELEGRAM_BOT_TOKEN"], self.settings["TELEGRAM_BOT_TOKEN"]);
    }
}

fn usual() -> Options {
    Options {
        replicas: None,
        region: None,
        image: None,
        project: "hatchery".to_owned(),
        dry_run: false,
        rollback: false,
    }
}

fn with_image(image: &str) -> Options {
    Options { image: Some(image.to_owned()), ..usual() }
}

fn going_back() -> Options {
    Options { rollback: true, ..usual() }
}

/// A Hatchery as it looks from outside: the API of a real one, which has not begun to work, and a word on its health.
async fn healthy() -> SocketAddr {
    static ONE: OnceLock<SocketAddr> = OnceLock::new();
    *ONE.get_or_init(|| {
        let (told, hears) = std::sync::mpsc::channel();
        // It outlives the test that happens to be the first.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
            runtime.block_on(async {
                let folder = tempfile::tempdir().expect("a folder");
                let url = format!("sqlite://{}/hatchery.db", folder.path().display());
                let hatchery = Hatchery::with(&url, &[]).await;
                let routes = Router::new().route("/health", get(|| async { "ok" })).route(
                    "/health/ready",
                    get(|| async { r#"{"status":"degraded","database":true,"jobs":true,"telegram":false}"# }),
                );
                let routes = routes.fallback_service(api::routes(hatchery.app.clone())).layer(from_fn(from_elsewhere));
                let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
                told.send(listener.local_addr().expect("a bound listener has an address")).expect("it is waited for");
                let serves = routes.into_make_service_with_connect_info::<SocketAddr>();
                axum::serve(listener, serves).await
            })
        });
        hears.recv().expect("it starts")
    })
}

/// Many tests ask it in one minute, and none of them is about how often one may.
async fn from_elsewhere(mut request: Request, next: Next) -> Response {
    static ASKED: AtomicU32 = AtomicU32::new(0);
    let address = Ipv4Addr::from_bits(0x0a00_0000 + ASKED.fetch_add(1, Ordering::Relaxed));
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from((address, 1))));
    next.run(request).await
}
