//! What is known of a person's bots, and of what can be hatched, as the conversation takes it.

use std::sync::Arc;

use anyhow::Context;

use crate::App;
use crate::blueprint::{Blueprint, Probe};
use crate::chat::state::{Bot, Offer, Topics, WebDoor};
use crate::deploy;
use crate::domain::{Account, Channel, Platform, Problem, TargetKind, Topic, price};
use crate::store::{Instance, SecretKind};
use crate::telegram::Telegram;

/// What can be hatched here. It stays the same while the program runs, but for what Railway's plan has room for.
pub fn offers(app: &App) -> Arc<Vec<Offer>> {
    let mut offers = app.offers.get_or_init(|| offers_of(app).into()).clone();
    for n in 0..offers.len() {
        let blueprint = app.blueprints.get(&offers[n].id);
        if let Some(too_big) = blueprint.and_then(|blueprint| deploy::too_big(app, blueprint)) {
            Arc::make_mut(&mut offers)[n].too_big = Some(too_big);
        }
    }
    offers
}

fn offers_of(app: &App) -> Vec<Offer> {
    let (target, image) = (app.config.target, app.config.hatchery_image.as_deref());
    let offer = |blueprint: &Blueprint| Offer {
        id: blueprint.id.clone(),
        title: blueprint.title.clone(),
        aliases: blueprint.aliases.clone(),
        providers: blueprint.providers.clone(),
        channels: blueprint.channels.clone(),
        memory_mb: blueprint.memory_mb(target),
        month_cents: blueprint.month_cents(target),
        asks_owner: blueprint.asks_owner,
        takes_guests: blueprint.takes_guests(),
        models: blueprint.models.clone(),
        too_big: None,
    };
    app.blueprints.all().iter().filter(|blueprint| blueprint.can_live_on(target, image)).map(offer).collect()
}

/// The topics of this account's chat, where that has some.
pub async fn topics(app: &App, account: &Account, here: Option<Topic>) -> anyhow::Result<Topics> {
    let has_topics = account.platform == Platform::Telegram && app.telegram().is_ok_and(Telegram::has_topics);
    match has_topics {
        true => Ok(Topics { here, of_bots: app.store.topics_of(account).await? }),
        false => Ok(Topics::default()),
    }
}

pub async fn bot(app: &App, instance: Instance) -> anyhow::Result<Bot> {
    let secret = |kind| app.store.secret(&app.sealer, &instance.id, &instance.owner, kind);
    let address = deploy::address(app, &instance).filter(|_| instance.channels.contains(&Channel::Web));
    let web = match address {
        Some(address) => secret(SecretKind::WebToken).await?.map(|token| WebDoor { address, token }),
        None => None,
    };
    let problem = match &instance.problem {
        Some((problem, at)) => Some((serde_json::from_str::<Problem>(problem).context("read a problem")?, *at)),
        None => None,
    };
    let probe = app.blueprints.get(&instance.blueprint).map(|blueprint| &blueprint.probe);
    let unknown_since = match instance.target {
        TargetKind::Railway => app.store.away_since(TargetKind::Railway).await?,
        TargetKind::Local => None,
    };
    let config = instance.config.document.ok();
    Ok(Bot {
        key_tail: app.store.secret_tail(&instance.id, SecretKind::ProviderKey).await?,
        claim: secret(SecretKind::ClaimCode).await?,
        busy: app.store.open_operation(&instance.id).await?,
        web,
        knows_browsers: matches!(probe, Some(Probe::OpenClaw { .. })),
        cost: instance.cost.filter(|(_, at)| *at >= price::month_began(app.now())).map(|(cost, _)| cost),
        unknown_since,
        problem,
        id: instance.id,
        owner: instance.owner,
        name: instance.name,
        blueprint: instance.blueprint,
        provider: instance.provider,
        model: config.as_ref().and_then(|config| config.model.clone()),
        channels: instance.channels,
        presences: instance.presences,
        stored_key: instance.stored_key,
        guests: config.map(|config| config.guests).unwrap_or_default(),
        status: instance.status,
        since: instance.status_at,
        target: instance.target,
    })
}
