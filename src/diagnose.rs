//! Fixed checks of a bot, made as durable work: its process, its channels, its last errors, its key and tokens, its
//! config. What was found is kept for whoever asked. It looks and asks; it changes nothing, and there is no shell.

mod checks;
pub mod finding;

use std::time::Duration;

use tracing::{info, warn};

use crate::App;
use crate::deploy::note::Note;
use crate::diagnose::finding::{Check, Finding, Saw};
use crate::domain::{Account, Id, Millis, Name};
use crate::store::{Diagnosis, Durability, Instance, Tx, fresh_id};

/// So many are kept for a person.
pub const KEPT: i64 = 100;
/// How long one check may take; a provider or a platform may think.
const PATIENCE: Duration = Duration::from_secs(45);
/// Tries that came to nothing for a reason of ours, before it is said so.
const TRIES: u32 = 5;

/// Records that somebody wants to know how a bot is. False when it is being looked at for them already.
pub async fn ask(
    app: &App,
    tx: &mut Tx,
    (asked_by, person): (&Account, &Id),
    (bot, name): (&Id, &Name),
) -> anyhow::Result<bool> {
    let (diagnosis, now) = (fresh_id(), app.now());
    if !tx.add_diagnosis(&diagnosis, (bot, name), (asked_by, person), KEPT, now).await? {
        return Ok(false);
    }
    info!(%bot, %diagnosis, "a bot is to be looked at");
    let note = Note::Diagnosis { id: diagnosis.clone(), bot: bot.clone(), name: name.clone(), findings: None };
    tx.tell_progress(&diagnosis, asked_by, &serde_json::to_string(&note)?, None, now).await?;
    Ok(true)
}

/// Makes one that was claimed, and tells what was found.
pub async fn work(app: &App, held: &Diagnosis) -> anyhow::Result<()> {
    let findings = match app.store.instance(&held.bot).await?.filter(|instance| instance.is_live) {
        Some(instance) => look(app, &instance).await,
        None => vec![Finding { check: Check::Process, saw: Saw::NoDeployment }],
    };
    end(app, held, findings).await
}

/// It came to nothing for a reason of ours.
pub async fn put_off(app: &App, held: &Diagnosis) -> anyhow::Result<()> {
    if held.attempt + 1 >= TRIES {
        return end(app, held, vec![Finding { check: Check::Process, saw: Saw::Broke }]).await;
    }
    let pause = app.config.pace.retry_base.saturating_mul(4 << held.attempt.min(8));
    app.store.put_off_diagnosis(held, app.now() + pause.as_millis() as Millis).await
}

async fn end(app: &App, held: &Diagnosis, findings: Vec<Finding>) -> anyhow::Result<()> {
    let now = app.now();
    let is_known = app.store.person(&held.asked_by, app.now()).await?.is_some();
    let mut tx = app.store.begin(Durability::Kill).await?;
    if !tx.end_diagnosis(held, &serde_json::to_string(&findings)?, now).await? {
        info!(diagnosis = %held.id, "somebody else makes this diagnosis now");
        return Ok(());
    }
    if is_known {
        let (id, bot, name) = (held.id.clone(), held.bot.clone(), held.name.clone());
        let note = Note::Diagnosis { id, bot, name, findings: Some(findings) };
        tx.tell_progress(&held.id, &held.asked_by, &serde_json::to_string(&note)?, None, now).await?;
        tx.hurry_progress(&held.id, now).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// All checks side by side, each for so long at most.
async fn look(app: &App, instance: &Instance) -> Vec<Finding> {
    let tokens = instance.channels.iter().flat_map(|channel| channel.tokens()).map(|token| Check::Token(*token));
    let first = [Check::Process, Check::Channels, Check::Errors, Check::Key];
    let all: Vec<Check> = first.into_iter().chain(tokens).chain([Check::Config]).collect();
    futures::future::join_all(all.into_iter().map(|check| looked_at(app, instance, check))).await
}

async fn looked_at(app: &App, instance: &Instance, check: Check) -> Finding {
    let saw = match tokio::time::timeout(PATIENCE, checks::look(app, instance, check)).await {
        Ok(Ok(saw)) => saw,
        Ok(Err(cause)) => {
            warn!(bot = %instance.id, ?check, "a check of a bot could not be made: {cause:#}");
            Saw::Broke
        }
        Err(_) => Saw::TookTooLong,
    };
    Finding { check, saw }
}
