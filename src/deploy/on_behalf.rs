//! What an operator has done to somebody else's bot: asked for like any other work, and told to whom it concerns. Its
//! owner's limits have no part in it.

use tracing::info;

use crate::App;
use crate::deploy::checking::first_stage;
use crate::deploy::note::Note;
use crate::deploy::{as_it_stands, progress};
use crate::domain::act::{Act, ActKind};
use crate::domain::fleet::Refusal;
use crate::domain::{Account, Deed, Id, Millis, OperationKind, Status, TargetKind};
use crate::store::{Instance, Operation, Tx, fresh_id};

/// Records an operation on anybody's bot, or says why not. A quiet one tells its asker nothing.
pub async fn operate(
    app: &App,
    tx: &mut Tx,
    by: &Account,
    bot: &Id,
    deed: Deed,
    is_quiet: bool,
) -> anyhow::Result<Result<Id, Refusal>> {
    let now = app.now();
    let Some(seen) = tx.instance(bot).await? else { return Ok(Err(Refusal::Gone)) };
    tx.lock_person(&app.store, &seen.person).await?;
    let instance = tx.instance(bot).await?.filter(|instance| instance.is_live);
    let Some(instance) = instance else { return Ok(Err(Refusal::Gone)) };
    if let Some(under_way) = tx.under_way(bot).await? {
        return Ok(Err(Refusal::Busy(under_way)));
    }
    match (deed, instance.status) {
        (Deed::Stop, Status::Stopped) | (Deed::Resume, Status::Running) => return Ok(Err(Refusal::Pointless)),
        (Deed::Restart | Deed::Update, Status::Stopped) => return Ok(Err(Refusal::Stopped)),
        (Deed::Restart | Deed::Stop | Deed::Resume | Deed::Update, _) => {}
    }
    let kind = as_it_stands(tx, &instance, deed.kind()).await?;
    // A bot that is stopped to be given what cannot be read would stay down.
    let needs_config =
        !matches!((kind, instance.target), (OperationKind::Stop, _) | (OperationKind::Restart, TargetKind::Railway));
    if needs_config && instance.config.document.is_err() {
        return Ok(Err(Refusal::Unreadable));
    }
    let (operation, first) = (fresh_id(), first_stage(tx, bot, kind, instance.target).await?);
    if let Some(under_way) = tx.open_operation(&operation, bot, kind, by, first, now).await? {
        return Ok(Err(Refusal::Busy(under_way)));
    }
    info!(%bot, %operation, %by, "an operator asks a bot to {}", kind.word());
    let act = Act::new(by, ActKind::of(kind), &instance.name).of(&instance.person).on(bot);
    tx.record(&act.in_operation(&operation), now).await?;
    if is_quiet {
        tx.hush_operation(&operation).await?;
    } else {
        let note = progress(bot, &instance.name, kind, instance.target, first, now);
        tx.tell_progress(&operation, by, &serde_json::to_string(&note)?, None, now).await?;
    }
    Ok(Ok(operation))
}

/// Tells whoever asked for an operation what came of it.
pub(super) async fn tell_asker(tx: &mut Tx, held: &Operation, note: &Note, now: Millis) -> anyhow::Result<()> {
    if held.is_quiet {
        return Ok(());
    }
    tx.tell(&held.asked_by, &serde_json::to_string(note)?, now, now).await
}

/// Tells the owner of a bot what somebody else did to it, when it is another bot afterwards, or none. That it was
/// restarted and runs is nothing to ring for; it stands in its history.
pub(super) async fn tell_owner(
    tx: &mut Tx,
    held: &Operation,
    instance: &Instance,
    is_down: bool,
    now: Millis,
) -> anyhow::Result<()> {
    let is_news = match held.kind {
        OperationKind::Stop | OperationKind::Resume | OperationKind::Upgrade => true,
        OperationKind::Restart | OperationKind::Update | OperationKind::Deploy | OperationKind::Delete => is_down,
    };
    let asker = &held.asked_by;
    if !is_news || *asker == instance.owner || tx.accounts_with(&instance.owner).await?.contains(asker) {
        return Ok(());
    }
    let (bot, name, kind) = (instance.id.clone(), instance.name.clone(), held.kind);
    let note = Note::ByOperator { bot, name, kind, is_down };
    tx.tell(&instance.owner, &serde_json::to_string(&note)?, now, now).await
}
