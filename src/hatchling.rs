//! The light bot that Hatchery deploys (`hatchery bot`): a web chat and a Telegram chat in front of an AI provider,
//! with a memory of the last turns and nothing else. It has no tools, starts no process, and talks only with its
//! owner and the owner's guests.

pub mod settings;
pub mod words;

mod condition;
mod file;
mod guests;
mod memory;
mod mind;
mod telegram;
mod web;

use std::io::Write;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use tokio::net::TcpListener;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use crate::provider;
use crate::telegram::api::Api;
use condition::Condition;
use guests::Guests;
use memory::Memory;
use mind::Mind;
use settings::Settings;
use telegram::Telegram;
use web::{Door, Web};
use words::Words;

/// How long a stop waits for the replies that are being given.
const GRACE: Duration = Duration::from_secs(5);

/// A bot with its port and its data folder, not yet listening.
pub struct Hatchling {
    listener: TcpListener,
    address: SocketAddr,
    routes: Router,
    telegram: Option<Arc<Telegram>>,
    condition: Arc<Condition>,
}

/// Runs a bot until `stop`, with its log on the standard output.
pub async fn run(settings: Settings, stop: CancellationToken) -> anyhow::Result<()> {
    let hatchling = Hatchling::open(settings, Box::new(std::io::stdout())).await?;
    tokio::spawn(crate::memory::give_back(stop.clone()));
    hatchling.run(stop).await
}

impl Hatchling {
    /// Takes the port and opens the data folder; whatever is wrong with the settings is found here.
    pub async fn open(settings: Settings, out: Box<dyn Write + Send>) -> anyhow::Result<Self> {
        let wanted = SocketAddr::new(settings.bind, settings.port);
        let listener = TcpListener::bind(wanted).await.with_context(|| format!("listen on {wanted}"))?;
        let address = listener.local_addr().context("read the address we listen on")?;
        let memory = Memory::open(&settings.data_dir, settings.turns)?;

        let condition = Arc::new(Condition::new(
            settings.web.as_ref().is_some_and(|web| web.has_page),
            settings.telegram.is_some(),
            out,
        ));
        let words = Arc::new(Words {
            language: settings.language,
            name: settings.name.clone(),
            provider: settings.brain.provider,
        });
        let http = provider::client()?;
        let mind = Arc::new(Mind::new(&settings, http.clone(), memory, Arc::clone(&condition)));

        let mut routes = web::status_routes(Arc::clone(&condition));
        if let Some(web) = &settings.web {
            let door = Door::new(web.token.clone(), address, settings.public_host.as_deref());
            let has_page = web.has_page;
            let web = Web { door, mind: Arc::clone(&mind), words: Arc::clone(&words) };
            routes = routes.merge(web::chat_routes(Arc::new(web), has_page));
        }
        let telegram = match &settings.telegram {
            None => None,
            Some(telegram) => Some(Arc::new(Telegram {
                api: Api::new(http, &telegram.origin, telegram.token.clone()),
                guests: Guests::open(telegram, &settings.data_dir)?,
                mind,
                words,
                condition: Arc::clone(&condition),
                retry_base: settings.retry_base,
            })),
        };
        Ok(Hatchling { listener, address, routes, telegram, condition })
    }

    /// Where it listens, which matters when the port was 0.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Talks with people until `stop`, then finishes the running replies for at most a few seconds.
    pub async fn run(self, stop: CancellationToken) -> anyhow::Result<()> {
        self.condition.opened(self.address);
        let server = axum::serve(self.listener, self.routes).with_graceful_shutdown(stop.clone().cancelled_owned());
        let last_moment = async {
            stop.cancelled().await;
            sleep(GRACE).await;
        };
        let web = async {
            tokio::select! {
                served = server => served.context("serve the chat"),
                () = last_moment => Ok(()),
            }
        };
        let telegram = async {
            if let Some(telegram) = self.telegram {
                telegram::listen(telegram, stop.clone()).await;
            }
        };
        let (served, ()) = tokio::join!(web, telegram);
        served
    }
}
