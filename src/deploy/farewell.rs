//! Forgetting a person who asked for it: their bots are deleted first, then everything that is kept of them, and a
//! receipt tells them. It goes on by itself until nothing is left, whatever happens in between.

use tracing::{info, warn};

use crate::App;
use crate::deploy::note::Note;
use crate::deploy::{self, Asker};
use crate::domain::OperationKind;
use crate::quota::DAY;
use crate::store::{Durability, Farewell};

/// One step further with everybody who asked.
pub async fn go_on(app: &App) -> anyhow::Result<()> {
    for farewell in app.store.farewells().await? {
        let person = farewell.person.clone();
        if let Err(cause) = further(app, farewell).await {
            warn!(%person, "somebody could not be forgotten yet: {cause:#}");
        }
    }
    Ok(())
}

async fn further(app: &App, farewell: Farewell) -> anyhow::Result<()> {
    let now = app.now();
    let counted_since = now - DAY;
    let person = &farewell.person;
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    tx.lock_person(&app.store, person).await?;
    if farewell.is_erased {
        if tx.has_returned(person).await? {
            tx.drop_farewell(person).await?;
        } else if !tx.erase_rest(person, counted_since).await? {
            return Ok(());
        }
        info!("somebody is forgotten");
        return tx.commit().await;
    }
    if tx.is_worked_for(person).await? {
        drop(tx);
        return delete_bots(app, &farewell).await;
    }
    let is_counted = !tx.used(person, counted_since).await?.deploys.is_empty();
    let is_shut_out = tx.is_banned(person).await?;
    tx.erase(person, counted_since, now).await?;
    let note = Note::Forgotten { receipt: farewell.receipt.clone(), is_counted, is_shut_out };
    tx.tell(&farewell.account, &serde_json::to_string(&note)?, now, now).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Asks for the deletion of every bot that nothing is done to; the others' turn comes when that is over.
async fn delete_bots(app: &App, farewell: &Farewell) -> anyhow::Result<()> {
    let asker = Asker { account: &farewell.account, person: &farewell.person, message: None };
    for instance in app.store.live_instances(&farewell.person).await? {
        if app.store.open_operation(&instance.id).await? == Some(OperationKind::Delete) {
            continue;
        }
        let mut tx = app.store.begin(Durability::PowerCut).await?;
        deploy::operate(app, &mut tx, &asker, &instance.id, OperationKind::Delete).await?;
        tx.commit().await?;
        app.wake();
    }
    Ok(())
}
