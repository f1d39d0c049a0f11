//! What chat and API may ask of a bot: request, restart, stop, resume, change, delete. Every request is decided
//! exactly, in the transaction it is recorded in; the work itself is done by jobs. Nothing here knows that chats exist:
//! what there is to tell is left in the outbox as a note.

pub mod note;
pub mod plan;
pub mod run;
pub mod watch;

use anyhow::Context;
use tracing::info;

use crate::App;
use crate::deploy::note::Note;
use crate::deploy::plan::{marks, stages};
use crate::domain::{Account, Channel, Id, MessageRef, Millis, Model, Name, OperationKind, Platform, Provider, Status};
use crate::domain::{Tier, key};
use crate::quota::{self, DAY, Limits, MOST_BOTS, Refusal};
use crate::secret::Secret;
use crate::store::{Instance, NewInstance, SecretKind, Tx, fresh_id};

/// A wish for a bot. Every part was parsed, so it cannot be wrong in itself.
#[derive(Debug, Clone)]
pub struct Order {
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub key: Option<Secret>,
    pub model: Option<Model>,
    pub channels: Vec<Channel>,
    pub telegram: Option<TelegramBot>,
    /// The same key from the same account again is the same request.
    pub idempotency_key: Option<String>,
}

#[derive(Debug, Clone)]
pub struct TelegramBot {
    pub token: Secret,
    /// Its `@name`.
    pub handle: Option<String>,
    /// Another program's webhook on it is to be removed.
    pub take_over: bool,
}

/// Who asks, and which message of theirs is to show the progress.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    pub account: &'a Account,
    pub person: &'a Id,
    pub tier: Tier,
    pub message: Option<&'a MessageRef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requested {
    Accepted(Id),
    /// The same request was accepted before.
    Before(Id),
    Refused(Refusal),
    NameTaken,
    TokenInUse,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operated {
    Accepted,
    /// Kept; a stopped bot takes it up when it is started.
    Noted,
    /// Something else is under way.
    Busy(OperationKind),
    /// It is already as asked.
    Pointless,
    /// No such bot of this person.
    Gone,
    TokenInUse,
}

/// What is changed about a bot.
#[derive(Debug, Clone)]
pub enum Change {
    Key(Secret),
    Model(Model),
    Telegram(TelegramBot),
    Guests(Vec<String>),
}

/// The limits of a tier; nobody has more than the house's five live bots.
pub fn limits(app: &App, tier: Tier) -> Limits {
    let limits = match tier {
        Tier::Free => app.config.tiers.free,
        Tier::Premium => app.config.tiers.premium,
    };
    Limits { live: limits.live.min(MOST_BOTS), ..limits }
}

/// Records a deploy, or says why not. Limit, quota and name are decided behind a lock on the person, a token behind
/// one on its mark; whoever is refused has written nothing.
pub async fn request(app: &App, tx: &mut Tx, asker: &Asker<'_>, order: &Order) -> anyhow::Result<Requested> {
    let now = app.now();
    tx.lock_person(&app.store, asker.person).await?;
    if let Some(key) = &order.idempotency_key
        && let Some(before) = tx.asked_before(asker.account, key).await?
    {
        return Ok(Requested::Before(before));
    }
    let used = tx.used(asker.person, now - DAY).await?;
    if let Err(refusal) = quota::allows(&limits(app, asker.tier), &used, now) {
        return Ok(Requested::Refused(refusal));
    }
    if let Some(bot) = &order.telegram
        && !tx.is_token_free(&app.store, &app.sealer.fingerprints(&bot.token), None).await?
    {
        return Ok(Requested::TokenInUse);
    }
    let instance = fresh_id();
    let new = NewInstance {
        id: instance.clone(),
        person: asker.person.clone(),
        owner: asker.account.clone(),
        name: order.name.clone(),
        blueprint: order.blueprint.clone(),
        provider: order.provider,
        model: order.model.clone(),
        channels: order.channels.clone(),
        handle: order.telegram.as_ref().and_then(|bot| bot.handle.clone()),
        take_over: order.telegram.as_ref().is_some_and(|bot| bot.take_over),
        target: app.config.target,
    };
    if !tx.add_instance(&new, now).await? {
        return Ok(Requested::NameTaken);
    }
    keep_secrets(app, tx, &instance, asker.account, order).await?;
    let operation = fresh_id();
    let kind = OperationKind::Deploy;
    let first = stages(kind)[0];
    tx.open_operation(&operation, &instance, kind, asker.account, first, now).await?;
    if let Some(key) = &order.idempotency_key {
        tx.set_idempotency_key(&operation, key).await?;
    }
    tx.use_quota(&operation, asker.person, now).await?;
    info!(bot = %instance, %operation, "a bot is asked for");
    let note = progress(&instance, &order.name, kind, now);
    tx.tell_progress(&operation, asker.account, &serde_json::to_string(&note)?, asker.message, now).await?;
    Ok(Requested::Accepted(instance))
}

async fn keep_secrets(app: &App, tx: &mut Tx, instance: &Id, owner: &Account, order: &Order) -> anyhow::Result<()> {
    let sealer = &app.sealer;
    if let Some(key) = &order.key {
        tx.keep_secret(sealer, instance, owner, SecretKind::ProviderKey, key, None).await?;
    }
    if let Some(bot) = &order.telegram {
        keep_token(app, tx, instance, owner, &bot.token).await?;
        if owner.platform != Platform::Telegram {
            tx.keep_secret(sealer, instance, owner, SecretKind::ClaimCode, &random_word(20)?, None).await?;
        }
    }
    // Every bot has a web token: by it Hatchery asks the bot whether it answers.
    tx.keep_secret(sealer, instance, owner, SecretKind::WebToken, &random_word(20)?, None).await
}

async fn keep_token(app: &App, tx: &mut Tx, instance: &Id, owner: &Account, token: &Secret) -> anyhow::Result<()> {
    let marks = app.sealer.fingerprints(token);
    let mark = marks.first().map(String::as_str);
    tx.keep_secret(&app.sealer, instance, owner, SecretKind::TelegramToken, token, mark).await
}

/// Records a restart, stop, resume or deletion. Deleting a bot that is being hatched cancels the hatch.
pub async fn operate(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    id: &Id,
    kind: OperationKind,
) -> anyhow::Result<Operated> {
    let now = app.now();
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Operated::Gone) };
    let is_pointless = match kind {
        OperationKind::Stop => instance.status == Status::Stopped,
        OperationKind::Resume => instance.status == Status::Running,
        OperationKind::Deploy | OperationKind::Restart | OperationKind::Update | OperationKind::Delete => false,
    };
    if is_pointless {
        return Ok(Operated::Pointless);
    }
    let operated = open(tx, asker, &instance, kind, now).await?;
    if (kind, operated) != (OperationKind::Delete, Operated::Busy(OperationKind::Deploy)) {
        return Ok(operated);
    }
    if tx.cancel_deploy(id, now).await? {
        return Ok(Operated::Accepted);
    }
    // It is being taken back already, or has hatched at this very moment.
    Ok(match open(tx, asker, &instance, kind, now).await? {
        Operated::Busy(OperationKind::Deploy) => Operated::Pointless,
        operated => operated,
    })
}

/// Stops a hatch that is under way and takes back what it did.
pub async fn cancel_hatch(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id) -> anyhow::Result<Operated> {
    if owned(app, tx, asker, id).await?.is_none() {
        return Ok(Operated::Gone);
    }
    Ok(if tx.cancel_deploy(id, app.now()).await? { Operated::Accepted } else { Operated::Pointless })
}

/// Records a change and the update that brings it to the bot. A stopped bot takes it up when it is started.
pub async fn update(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id, change: &Change) -> anyhow::Result<Operated> {
    let now = app.now();
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Operated::Gone) };
    if let Some(under_way) = tx.under_way(id).await? {
        return Ok(Operated::Busy(under_way));
    }
    match change {
        Change::Key(key) => {
            tx.keep_secret(&app.sealer, id, &instance.owner, SecretKind::ProviderKey, key, None).await?;
        }
        Change::Model(model) => tx.set_model(id, model).await?,
        Change::Guests(guests) => tx.set_guests(id, guests).await?,
        Change::Telegram(bot) => {
            if !tx.is_token_free(&app.store, &app.sealer.fingerprints(&bot.token), Some(id)).await? {
                return Ok(Operated::TokenInUse);
            }
            keep_token(app, tx, id, &instance.owner, &bot.token).await?;
            tx.set_handle(id, bot.handle.as_deref(), bot.take_over).await?;
        }
    }
    if instance.status == Status::Stopped {
        return Ok(Operated::Noted);
    }
    open(tx, asker, &instance, OperationKind::Update, now).await
}

/// Opens an operation on a bot and begins its progress message, unless something else is under way.
async fn open(
    tx: &mut Tx,
    asker: &Asker<'_>,
    instance: &Instance,
    kind: OperationKind,
    now: Millis,
) -> anyhow::Result<Operated> {
    let operation = fresh_id();
    let first = stages(kind)[0];
    if let Some(under_way) = tx.open_operation(&operation, &instance.id, kind, asker.account, first, now).await? {
        return Ok(Operated::Busy(under_way));
    }
    info!(bot = %instance.id, %operation, "a bot is asked to {}", kind.word());
    let note = progress(&instance.id, &instance.name, kind, now);
    tx.tell_progress(&operation, asker.account, &serde_json::to_string(&note)?, asker.message, now).await?;
    Ok(Operated::Accepted)
}

/// The order that an instance was made from, secrets included, while they are kept.
pub async fn order_of(app: &App, person: &Id, id: &Id) -> anyhow::Result<Option<Order>> {
    let Some(instance) = app.store.instance(id).await? else { return Ok(None) };
    if instance.person != *person || instance.is_live {
        return Ok(None);
    }
    let secret = |kind| app.store.secret(&app.sealer, id, &instance.owner, kind);
    let token = secret(SecretKind::TelegramToken).await?;
    Ok(Some(Order {
        key: secret(SecretKind::ProviderKey).await?,
        telegram: token.map(|token| TelegramBot {
            token,
            handle: instance.handle.clone(),
            take_over: instance.take_over,
        }),
        name: instance.name,
        blueprint: instance.blueprint,
        provider: instance.provider,
        model: instance.model,
        channels: instance.channels,
        idempotency_key: None,
    }))
}

/// The log of a bot with everything in it that is or looks like a secret covered.
pub async fn log(app: &App, instance: &Instance, lines: Option<usize>) -> anyhow::Result<String> {
    let log = match lines {
        Some(lines) => app.local.log_tail(&instance.id, lines).await?,
        None => app.local.log(&instance.id).await?,
    };
    let mut covered = log;
    for kind in SecretKind::ALL {
        if let Some(secret) = app.store.secret(&app.sealer, &instance.id, &instance.owner, kind).await? {
            covered = covered.replace(secret.expose(), &key::tail(&secret));
        }
    }
    Ok(key::cover(&covered))
}

/// The bot, when it is the asker's to command. Whatever else its person asks for waits for the end of this.
async fn owned(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id) -> anyhow::Result<Option<Instance>> {
    tx.lock_person(&app.store, asker.person).await?;
    let instance = tx.instance(id).await?;
    Ok(instance.filter(|instance| instance.is_live && instance.person == *asker.person))
}

fn progress(bot: &Id, name: &Name, kind: OperationKind, now: Millis) -> Note {
    let stages = marks(kind, stages(kind)[0], false);
    Note::Progress { bot: bot.clone(), name: name.clone(), kind, stages, since: now, ended: None }
}

/// A word nobody can guess: so many random bytes in lower-case base32.
pub fn random_word(bytes: usize) -> anyhow::Result<Secret> {
    let mut random = vec![0u8; bytes];
    getrandom::fill(&mut random).map_err(|e| anyhow::anyhow!("read random bytes: {e}")).context("make a token")?;
    Ok(Secret::new(data_encoding::BASE32_NOPAD.encode(&random).to_ascii_lowercase()))
}
