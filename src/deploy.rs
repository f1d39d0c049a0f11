//! What chat and API may ask of a bot: request, restart, stop, resume, change, delete. Every request is decided
//! exactly, in the transaction it is recorded in; the work itself is done by jobs. Nothing here knows that chats exist:
//! what there is to tell is left in the outbox as a note.

mod asking;
mod carried;
mod change;
mod checking;
pub mod config;
mod counting;
pub mod farewell;
mod filling;
mod former;
pub mod note;
pub mod on_behalf;
pub mod on_local;
pub mod on_railway;
mod order;
pub mod plan;
pub mod rekey;
pub mod renewal;
mod requests;
pub mod run;
pub mod spend;
pub mod strays;
pub mod together;
mod version;
pub mod watch;

use anyhow::Context;
use tracing::info;

use crate::App;
use crate::blueprint::Blueprint;
pub use crate::deploy::asking::{address, address_at, is_its_own, let_in, log};
pub use crate::deploy::checking::{is_our_own, tried};
use crate::deploy::note::{Note, Why};
use crate::deploy::plan::marks;
use crate::domain::act::{Act, ActKind};
use crate::domain::{
    Account, Bar, Id, Limits, MOST_BOTS, MessageRef, Millis, Name, OperationKind, Stage, Status, TargetKind, Tier,
    Token,
};
use crate::quota::Refusal;
use crate::secret::Secret;
use crate::store::{Instance, Standing, Tx, fresh_id};

pub use change::Change;
use change::{keep_change, keep_token, record_change};
pub use filling::is_sound;
pub use order::{Order, id_on, kinds, order_of};
pub use requests::request;
pub use version::{version_of, versions};

/// Who asks, and which message of theirs is to show the progress.
#[derive(Debug, Clone, Copy)]
pub struct Asker<'a> {
    pub account: &'a Account,
    pub person: &'a Id,
    pub message: Option<&'a MessageRef>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Requested {
    Accepted(Id),
    /// The same request was accepted before.
    Before(Id),
    /// No new bots now, whatever the limits.
    Barred(Bar),
    Refused(Refusal),
    NameTaken,
    TokenInUse(Token),
    /// The target cannot hold it.
    TooBig(TooBig),
}

/// A bot that needs more than the operator's plan at Railway gives one bot. In megabytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TooBig {
    pub needs: u32,
    pub gives: u32,
    pub plan: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq)]
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
    TokenInUse(Token),
    /// They are shut out, and may only stop and delete.
    Barred(Bar),
    /// Its config cannot be read, so it cannot be started with it.
    Unreadable,
}

/// The limits of a person: their own, else their tier's. Nobody has more than the house's five live bots.
pub fn limits(app: &App, standing: &Standing) -> Limits {
    let limits = match (standing.own_limits, standing.tier) {
        (Some(own), _) => own.limits,
        (None, Tier::Free) => app.config.tiers.free,
        (None, Tier::Premium) => app.config.tiers.premium,
    };
    Limits { live: limits.live.min(MOST_BOTS), ..limits }
}

/// Whether a bot of this kind is too big for where it would live, as far as that is known.
pub fn too_big(app: &App, blueprint: &Blueprint) -> Option<TooBig> {
    if app.config.target == TargetKind::Local {
        return None;
    }
    let plan = app.railway.as_ref()?.known_plan()?;
    let (needs, gives) = (blueprint.memory_mb(TargetKind::Railway), plan.memory_mb()?);
    (needs > gives).then_some(TooBig { needs, gives, plan: plan.title() })
}

/// Records a restart, stop, resume or deletion. Deleting a bot that is being hatched cancels the hatch, and at Railway,
/// where one may wait for hours, it ends whatever else is under way.
pub async fn operate(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    id: &Id,
    kind: OperationKind,
) -> anyhow::Result<Operated> {
    let now = app.now();
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Operated::Gone) };
    if !matches!(kind, OperationKind::Stop | OperationKind::Delete)
        && let Some(bar) = shut_out(tx, asker, now).await?
    {
        return Ok(Operated::Barred(bar));
    }
    let is_pointless = match kind {
        OperationKind::Stop => instance.status == Status::Stopped,
        OperationKind::Resume => instance.status == Status::Running,
        OperationKind::Deploy
        | OperationKind::Restart
        | OperationKind::Update
        | OperationKind::Upgrade
        | OperationKind::Delete => false,
    };
    if is_pointless {
        return Ok(Operated::Pointless);
    }
    let kind = as_it_stands(tx, &instance, kind).await?;
    let needs_config = match (kind, instance.target) {
        (OperationKind::Resume | OperationKind::Update | OperationKind::Upgrade | OperationKind::Deploy, _) => true,
        (OperationKind::Restart, target) => target == TargetKind::Local,
        (OperationKind::Stop | OperationKind::Delete, _) => false,
    };
    if needs_config && instance.config.document.is_err() {
        return Ok(Operated::Unreadable);
    }
    if kind == OperationKind::Delete
        && instance.target == TargetKind::Railway
        && let Some(held) = tx.supersede(id, &serde_json::to_string(&Why::Cancelled)?, now).await?
    {
        run::superseded(tx, &held, &instance, now).await?;
    }
    let operated = open(tx, asker, &instance, kind, now).await?;
    if (kind, &operated) != (OperationKind::Delete, &Operated::Busy(OperationKind::Deploy)) {
        return Ok(operated);
    }
    if cancel(tx, asker, &instance, now).await? == Operated::Accepted {
        return Ok(Operated::Accepted);
    }
    // It is being taken back already, or has hatched at this very moment.
    Ok(match open(tx, asker, &instance, kind, now).await? {
        Operated::Busy(OperationKind::Deploy) => Operated::Pointless,
        operated => operated,
    })
}

/// The operation that brings about what was asked for.
async fn as_it_stands(tx: &mut Tx, instance: &Instance, kind: OperationKind) -> anyhow::Result<OperationKind> {
    Ok(match (kind, instance.target) {
        // Railway restarts a container with the variables that it was made with, and what is down has none.
        (OperationKind::Restart, TargetKind::Railway)
            if instance.status != Status::Running || tx.has_undeployed_change(&instance.id).await? =>
        {
            OperationKind::Resume
        }
        (kind, TargetKind::Local | TargetKind::Railway) => kind,
    })
}

/// Stops a hatch that is under way and takes back what it did.
pub async fn cancel_hatch(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id) -> anyhow::Result<Operated> {
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Operated::Gone) };
    cancel(tx, asker, &instance, app.now()).await
}

async fn cancel(tx: &mut Tx, asker: &Asker<'_>, instance: &Instance, now: Millis) -> anyhow::Result<Operated> {
    if !tx.cancel_deploy(&instance.id, now).await? {
        return Ok(Operated::Pointless);
    }
    let act = Act::new(asker.account, ActKind::CancelHatch, &instance.name).of(&instance.person).on(&instance.id);
    tx.record(&act, now).await?;
    Ok(Operated::Accepted)
}

/// Records a change and the update that brings it to the bot. A stopped bot takes it up when it is started.
pub async fn update(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id, change: &Change) -> anyhow::Result<Operated> {
    let now = app.now();
    let Some(instance) = owned(app, tx, asker, id).await? else { return Ok(Operated::Gone) };
    if let Some(bar) = shut_out(tx, asker, now).await? {
        return Ok(Operated::Barred(bar));
    }
    if instance.config.document.is_err() {
        return Ok(Operated::Unreadable);
    }
    if let Some(under_way) = tx.under_way(id).await? {
        return Ok(Operated::Busy(under_way));
    }
    if let Some(refused) = keep_change(app, tx, asker, &instance, change).await? {
        return Ok(refused);
    }
    record_change(tx, asker, &instance, change, now).await?;
    bring(tx, asker, &instance, now).await
}

/// Brings what was changed to the bot. A stopped one takes it up when it is started.
async fn bring(tx: &mut Tx, asker: &Asker<'_>, instance: &Instance, now: Millis) -> anyhow::Result<Operated> {
    if instance.status == Status::Stopped {
        return Ok(Operated::Noted);
    }
    open(tx, asker, instance, OperationKind::Update, now).await
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
    let first = checking::first_stage(tx, &instance.id, kind, instance.target).await?;
    if let Some(under_way) = tx.open_operation(&operation, &instance.id, kind, asker.account, first, now).await? {
        return Ok(Operated::Busy(under_way));
    }
    info!(bot = %instance.id, %operation, "a bot is asked to {}", kind.word());
    // What an update is for was recorded with the change itself.
    if kind != OperationKind::Update {
        let act = Act::new(asker.account, ActKind::of(kind), &instance.name).of(&instance.person).on(&instance.id);
        tx.record(&act.in_operation(&operation), now).await?;
    }
    let note = progress(&instance.id, &instance.name, kind, instance.target, first, now);
    tx.tell_progress(&operation, asker.account, &serde_json::to_string(&note)?, asker.message, now).await?;
    Ok(Operated::Accepted)
}

/// The bot, when it is the asker's to command. Whatever else its person asks for waits for the end of this.
async fn owned(app: &App, tx: &mut Tx, asker: &Asker<'_>, id: &Id) -> anyhow::Result<Option<Instance>> {
    tx.lock_person(&app.store, asker.person).await?;
    let instance = tx.instance(id).await?;
    let Some(instance) = instance.filter(|instance| instance.is_live) else { return Ok(None) };
    let is_theirs = tx.circle(&instance.person).await? == tx.circle(asker.person).await?;
    Ok(is_theirs.then_some(instance))
}

/// Why the asker may do nothing but end what is theirs.
async fn shut_out(tx: &mut Tx, asker: &Asker<'_>, now: Millis) -> anyhow::Result<Option<Bar>> {
    Ok(tx.standing(asker.person, now).await?.bar.filter(Bar::shuts_out))
}

fn progress(bot: &Id, name: &Name, kind: OperationKind, target: TargetKind, first: Stage, now: Millis) -> Note {
    let stages = marks(kind, target, first == Stage::Check, first, false);
    Note::Progress { bot: bot.clone(), name: name.clone(), kind, stages, since: now, ended: None, waiting: None }
}

/// A word nobody can guess: so many random bytes in lower-case base32.
pub fn random_word(bytes: usize) -> anyhow::Result<Secret> {
    let mut random = vec![0u8; bytes];
    getrandom::fill(&mut random).map_err(|e| anyhow::anyhow!("read random bytes: {e}")).context("make a token")?;
    Ok(Secret::new(data_encoding::BASE32_NOPAD.encode(&random).to_ascii_lowercase()))
}
