//! `POST /api/moltbot/deploy`: a wish for a bot, held to the shapes that the chat holds it to, and asked for where the
//! chat asks for it.

use std::collections::BTreeMap;
use std::sync::Arc;

use anyhow::Context;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::App;
use crate::access;
use crate::api::door::{Caller, Maker};
use crate::api::fault::{Code, Fault};
use crate::api::once::{self, Body};
use crate::api::shapes::{DeployBody, Deployed, Faults, NewInstanceBody, time, words};
use crate::blueprint::Blueprint;
use crate::deploy::together::{self, Granted, Wish};
use crate::deploy::{self, Order, Requested};
use crate::domain::config::MOST_GUESTS;
use crate::domain::counted::Milestone;
use crate::domain::key::{self, KeyFault};
use crate::domain::stored_key::Kept;
use crate::domain::{Account, BotConfig, Channel, Millis, Name, Presences, Provider, Status, TargetKind, Token};
use crate::secret::Secret;
use crate::store::{Once, fresh_id};

/// Asks for a new bot. What becomes of it is told by its status and its events.
#[utoipa::path(
    post, path = "/api/moltbot/deploy", tag = "bots", security(("token" = ["deploy"])),
    params(("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$", description = "The same key with the same body is carried out once in 24 hours")),
    request_body = DeployBody, responses((status = 201, body = Deployed), Faults),
)]
pub async fn deploy(
    State(app): State<Arc<App>>,
    Maker(caller): Maker,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let order = ordered(&app, &caller.account, once::json(&headers, &bytes)?)?;
    if !(caller.has_access || access::is_let_in(&app.config, &caller.account)) {
        return Err(Fault::new(Code::Forbidden, "This account was not let in; the chat says how to ask for it."));
    }
    let key = once::key(&headers)?;
    let (now, id) = (app.now(), fresh_id());
    let answer = Deployed {
        success: true,
        instance: NewInstanceBody {
            id: id.to_string(),
            name: order.name.to_string(),
            status: Status::Pending.word().into(),
            ai_provider: order.provider.word().into(),
            channels: words(&order.channels),
            blueprint: order.blueprint.clone(),
            target: app.config.target.word().into(),
            estimated_ready_time: time(now + usually_takes(app.config.target)),
            created_at: time(now),
        },
    };
    let (status, answer) = (StatusCode::CREATED, serde_json::to_string(&answer).context("write an answer")?);
    let Caller { token, account, person, .. } = caller;
    let once = key.map(|key| {
        let digest = once::digest("deploy", &bytes);
        Once { token, key, digest, status: status.as_u16(), answer: answer.clone() }
    });
    let wish = Wish { account, person, order, id, at: now, once };
    match together::wish(&app, wish).await? {
        Granted::Earlier(asked) => return once::earlier(asked)?.ok_or_else(Fault::internal),
        // Its order has no key of its own, so it was not asked for before.
        Granted::Now(Requested::Accepted(_) | Requested::Before(_)) => {}
        Granted::Now(Requested::Barred(bar)) => return Err(Fault::of_bar(&bar)),
        Granted::Now(Requested::Refused(refusal)) => return Err(Fault::of_refusal(refusal, now)),
        Granted::Now(Requested::NameTaken) => return Err(Fault::new(Code::Conflict, "You have a bot of that name.")),
        Granted::Now(Requested::TokenInUse(kind)) => return Err(token_in_use(kind)),
        Granted::Now(Requested::TooBig(too_big)) => {
            let (needs, gives) = (too_big.needs, too_big.gives);
            let said = format!("Such a bot needs {needs} MB, and the place for bots gives {gives} MB.");
            return Err(Fault::new(Code::ProviderUnavailable, said));
        }
    }
    // Whoever asks in one request has answered every question at once.
    app.metrics.passed(Milestone::passed(None, Milestone::Accepted));
    Ok(once::answered(status, answer))
}

/// How long a bot usually takes until it answers.
fn usually_takes(target: TargetKind) -> Millis {
    match target {
        TargetKind::Local => 10_000,
        TargetKind::Railway => 180_000,
    }
}

pub fn token_in_use(kind: Token) -> Fault {
    let said = format!("A live bot here uses that token of {}.", kind.channel().title());
    Fault::new(Code::Conflict, said)
}

/// The wish in the words of the domain.
fn ordered(app: &App, account: &Account, body: DeployBody) -> Result<Order, Fault> {
    let name = Name::parse(&body.name)
        .map_err(|_| Fault::new(Code::InvalidName, "A name has 3 to 32 letters or numbers, and no signs."))?;
    let blueprint = blueprint(app, body.blueprint.as_deref())?;
    let provider = Provider::parse(&body.ai_provider).filter(|provider| blueprint.providers.contains(provider));
    let provider = provider.ok_or_else(|| {
        let offered: Vec<&str> = blueprint.providers.iter().map(|provider| provider.word()).collect();
        Fault::new(Code::InvalidProvider, format!("aiProvider is one of {}.", offered.join(", ")))
    })?;
    let key = match (provider.needs_key(), body.api_key.map(Secret::new)) {
        (true, Some(key)) => Some(parse_key(provider, &key)?),
        (true, None) => return Err(Fault::new(Code::InvalidApiKey, "apiKey is missing.")),
        (false, None) => None,
        (false, Some(_)) => return Err(Fault::new(Code::InvalidApiKey, "This provider takes no apiKey.")),
    };
    let mut given = Given::default();
    if let Some(it) = body.channels.telegram {
        given.take(Channel::Telegram, &[(Token::Telegram, it.bot_token)], it.allow_from)?;
    }
    if let Some(it) = body.channels.discord {
        given.take(Channel::Discord, &[(Token::Discord, it.bot_token)], it.allow_from)?;
    }
    if let Some(it) = body.channels.slack {
        let tokens = [(Token::SlackBot, it.bot_token), (Token::SlackApp, it.app_token)];
        given.take(Channel::Slack, &tokens, it.allow_from)?;
    }
    if body.channels.web.is_some() {
        given.channels.push(Channel::Web);
    }
    if let Some((kind, _)) = given.tokens.iter().find(|(_, token)| deploy::is_our_own(app, token)) {
        return Err(token_in_use(*kind));
    }
    given.channels.sort();
    if given.channels.is_empty() {
        return Err(Fault::new(Code::NoChannels, "channels names no channel."));
    }
    if let Some(channel) = given.channels.iter().find(|channel| !blueprint.channels.contains(channel)) {
        return Err(Fault::bad(format!("Such a bot does not speak on {}.", channel.title())));
    }
    if !given.guests.is_empty() && !blueprint.takes_guests() {
        return Err(Fault::bad("Such a bot talks to its owner only: allowFrom names one."));
    }
    let is_owned = |channel: &Channel| {
        let named = given.presences.get(channel).and_then(|presence| presence.owner.as_ref());
        *channel == Channel::Web || named.is_some() || deploy::id_on(account, *channel).is_some()
    };
    if let Some(channel) = given.channels.iter().find(|channel| blueprint.asks_owner && !is_owned(channel)) {
        return Err(Fault::bad(format!("Such a bot needs its owner's id on {}: allowFrom names it.", channel.title())));
    }
    Ok(Order {
        unchecked: deploy::kinds(key.as_ref(), &given.tokens),
        name,
        blueprint: blueprint.id.clone(),
        provider,
        key,
        kept: Kept::Not,
        config: BotConfig { guests: given.guests, ..BotConfig::default() },
        channels: given.channels,
        tokens: given.tokens,
        presences: given.presences,
        idempotency_key: None,
    })
}

/// The kind that was named, or the first that can live here.
fn blueprint<'a>(app: &'a App, named: Option<&str>) -> Result<&'a Blueprint, Fault> {
    let (target, image) = (app.config.target, app.config.hatchery_image.as_deref());
    let mut offered = app.blueprints.all().iter().filter(|blueprint| blueprint.can_live_on(target, image));
    let found = match named {
        Some(id) => offered.find(|blueprint| blueprint.id == id || blueprint.aliases.iter().any(|alias| alias == id)),
        None => offered.next(),
    };
    found.ok_or_else(|| Fault::bad("There is no such blueprint here."))
}

/// What was given of the channels, as far as it was read.
#[derive(Default)]
struct Given {
    channels: Vec<Channel>,
    tokens: BTreeMap<Token, Secret>,
    presences: Presences,
    guests: Vec<String>,
}

impl Given {
    fn take(&mut self, channel: Channel, tokens: &[(Token, String)], allow: Option<Vec<String>>) -> Result<(), Fault> {
        for (kind, text) in tokens {
            self.tokens.insert(*kind, parse_token(*kind, text)?);
        }
        let mut allowed = people(channel, allow.unwrap_or_default())?.into_iter();
        self.presences.entry(channel).or_default().owner = allowed.next();
        let others: Vec<String> = allowed.collect();
        if channel != Channel::Telegram && !others.is_empty() {
            return Err(Fault::bad(format!("On {} allowFrom names the owner and nobody else.", channel.title())));
        }
        self.guests.extend(others);
        self.channels.push(channel);
        Ok(())
    }
}

/// Ids of people on a channel, each once.
pub fn people(channel: Channel, ids: Vec<String>) -> Result<Vec<String>, Fault> {
    let is_list = ids.len() <= MOST_GUESTS && ids.iter().all(|id| channel.is_person(id));
    if !is_list {
        let said = format!("allowFrom is a list of at most {MOST_GUESTS} ids of people on {}.", channel.title());
        return Err(Fault::bad(said));
    }
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    Ok(seen)
}

pub fn parse_key(provider: Provider, pasted: &Secret) -> Result<Secret, Fault> {
    let wrong = |_: KeyFault| {
        let said = format!("apiKey does not have the shape of a key of {}.", provider.title());
        Fault::new(Code::InvalidApiKey, said)
    };
    key::parse_key(provider, pasted.expose()).map_err(wrong)
}

pub fn parse_token(kind: Token, pasted: &str) -> Result<Secret, Fault> {
    let parsed = match kind {
        Token::Telegram => key::parse_telegram_token(pasted),
        Token::Discord => key::parse_discord_token(pasted),
        Token::SlackBot => key::parse_slack_bot_token(pasted),
        Token::SlackApp => key::parse_slack_app_token(pasted),
    };
    parsed.map_err(|_| {
        let said = format!("That does not have the shape of a {} of {}.", kind.word(), kind.channel().title());
        Fault::new(Code::InvalidBotToken, said)
    })
}
