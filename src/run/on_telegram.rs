//! Telegram at work: who we are there, the menus, and the door by which updates come.

use std::sync::Arc;

use axum::Router;
use tokio_util::sync::CancellationToken;
use tracing::{error, info};

use crate::app::App;
use crate::chat::{screen, session};
use crate::domain::counted::Neighbour;
use crate::duty::{self, Duty};
use crate::run::menus;
use crate::secret::{Sealer, Secret};
use crate::telegram::api::Api;
use crate::telegram::receive::House;
use crate::telegram::setup;
use crate::telegram::webhook::{self, Behind};
use crate::telegram::{Telegram, poll};

/// Receives from Telegram by long poll or webhook until `stop`, however long Telegram takes to answer at first.
pub async fn receive(app: Arc<App>, webhook: Option<Webhook>, stop: CancellationToken) -> anyhow::Result<()> {
    let Some(token) = app.config.telegram_token.clone() else {
        stop.cancelled().await;
        return Ok(());
    };
    let entered = stop.run_until_cancelled(enter(&app, token, webhook.as_ref())).await;
    let Some(telegram) = entered.transpose()? else { return Ok(()) };
    tokio::spawn(stop.clone().run_until_cancelled_owned(menus::keep(app.clone(), telegram.clone())));
    let house = house(&app, &telegram);
    match webhook {
        Some(_) => {
            poll::take_left(telegram, house, app, stop.clone()).await;
            stop.cancelled().await;
        }
        None => {
            let polled = duty::alone(&app, Duty::Polling, &stop, |stop| {
                poll::poll(telegram.clone(), house.clone(), app.clone(), stop)
            });
            // Bots and Discord go on, and admins are told where they can be: ending would only begin it again.
            if let Some(Err(refused)) = polled.await {
                error!("Telegram is not heard any more: {refused}");
                stop.cancelled().await;
            }
        }
    }
    Ok(())
}

async fn enter(app: &Arc<App>, token: Secret, webhook: Option<&Webhook>) -> anyhow::Result<Telegram> {
    let api = Api::new(app.http.clone(), &app.config.telegram_api_url, token);
    let telegram = setup::enter(api.counted(app.metrics.tally(Neighbour::Telegram)), app.now()).await?;
    app.speak_telegram(telegram.clone());
    let username = &telegram.bot.username;
    match webhook {
        Some(webhook) => {
            webhook.behind.open(telegram.clone(), house(app, &telegram));
            setup::by_webhook(&telegram, &webhook.address(), &webhook.secret).await?;
            info!("@{username} is served by webhook");
        }
        None => {
            setup::by_poll(&telegram).await?;
            info!("@{username} is served by long poll");
        }
    }
    Ok(telegram)
}

/// The door for Telegram's deliveries. What is secret about it is known only to Telegram and us, and the same at
/// every start.
pub struct Webhook {
    origin: String,
    path: Secret,
    secret: Secret,
    behind: Behind,
}

impl Webhook {
    pub fn at(app: &App, origin: &str) -> Self {
        Webhook {
            origin: origin.to_owned(),
            path: path(&app.sealer),
            secret: app.sealer.derived_word("telegram webhook"),
            behind: Behind::default(),
        }
    }

    pub fn routes(&self) -> Router {
        webhook::webhook(self.path.expose(), self.secret.clone(), self.behind.clone())
    }

    fn address(&self) -> String {
        address(&self.origin, &self.path).expose().to_owned()
    }
}

/// Where Telegram delivers to a Hatchery with this key. Whoever knows it can knock there.
pub fn webhook_of(sealer: &Sealer, origin: &str) -> Secret {
    address(origin, &path(sealer))
}

fn path(sealer: &Sealer) -> Secret {
    sealer.derived_word("telegram webhook path")
}

fn address(origin: &str, path: &Secret) -> Secret {
    Secret::new(format!("{origin}/telegram/{}", path.expose()))
}

fn house(app: &Arc<App>, telegram: &Telegram) -> House {
    let hearing = app.clone();
    let (inviting, link) = (app.clone(), telegram.deep_link("group"));
    House {
        hear: Arc::new(move |incoming| {
            let app = hearing.clone();
            Box::pin(async move { session::hear(&app, incoming).await.map(drop) })
        }),
        in_group: Arc::new(move |language| session::in_group(&inviting, language, link.clone())),
        group_commands: screen::menu(None).into_iter().map(|(verb, _)| verb.word().to_owned()).collect(),
    }
}
