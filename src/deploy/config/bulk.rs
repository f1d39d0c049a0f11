//! One patch for many bots: first a rehearsal that changes nothing, then all of it in one transaction or none of it. The
//! bots are brought up to it one after another.

use std::time::Duration;

use crate::App;
use crate::deploy::checking::first_stage;
use crate::domain::act::{Act, ActKind};
use crate::domain::config::{Fault, How, Patch, Which};
use crate::domain::{Account, BotConfig, Id, KeptConfig, Millis, OperationKind, Provider, Status};
use crate::store::{Instance, Tuned, Tx, fresh_id};

/// So many are changed by one patch at most; the same again changes the next ones.
pub const MOST_CHANGED: usize = 1_000;
/// So many of those who refuse are named.
const MOST_NAMED: usize = 10;
/// Bots read at a time.
const PAGE: i64 = 500;
/// Between the beginnings of two updates.
const APART: Duration = Duration::from_secs(10);

/// Why one bot does not take a patch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    Unreadable,
    BlueprintGone,
    Fault(Fault),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    pub owner: Account,
    pub name: String,
    pub why: Refusal,
}

/// What a patch would do.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rehearsal {
    /// What would change, each with the revision that was seen.
    pub changes: Vec<(Id, i64)>,
    /// Would change as well, and are too many for one time.
    pub beyond: usize,
    /// Are like that already.
    pub same: usize,
    /// The first of those who do not take it.
    pub refused: Vec<Refused>,
    pub refusals: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Applied {
    /// So many are changed; `later` of them take it up when they are next started.
    Done { changed: usize, later: usize },
    /// Somebody changed one of them since the rehearsal, or it is gone. Nothing was changed.
    Stale { bot: Id },
    /// One does not take it any more. Nothing was changed.
    Refused(Refused),
}

/// Looks what the patch would do, and changes nothing.
pub async fn rehearse(app: &App, tx: &mut Tx, which: &Which, patch: &Patch) -> anyhow::Result<Rehearsal> {
    let mut rehearsal = Rehearsal::default();
    let mut after = String::new();
    loop {
        let page = tx.tuned(which, &after, PAGE).await?;
        for bot in &page {
            match patched(app, &bot.blueprint, bot.provider, &bot.config, patch) {
                Ok(config) if Ok(&config) == bot.config.document.as_ref() => rehearsal.same += 1,
                Ok(_) if rehearsal.changes.len() < MOST_CHANGED => {
                    rehearsal.changes.push((bot.id.clone(), bot.config.revision));
                }
                Ok(_) => rehearsal.beyond += 1,
                Err(why) => {
                    rehearsal.refusals += 1;
                    let Tuned { owner, name, .. } = bot.clone();
                    rehearsal.refused.push(Refused { owner, name, why });
                    rehearsal.refused.truncate(MOST_NAMED);
                }
            }
        }
        let Some(last) = page.last().filter(|_| page.len() == PAGE as usize) else { return Ok(rehearsal) };
        after = last.id.to_string();
    }
}

/// Patches all of them as they were seen, or none.
pub async fn apply(app: &App, tx: &mut Tx, by: &Account, seen: &[(Id, i64)], patch: &Patch) -> anyhow::Result<Applied> {
    let now = app.now();
    // In the order of their ids, everywhere, so that no two patches wait for each other; and all are held and judged before
    // the first is written.
    let mut changes = Vec::new();
    for (id, revision) in seen {
        let held = tx.hold_config(&app.store, id, *revision).await?;
        let Some(instance) = tx.instance(id).await?.filter(|_| held) else {
            return Ok(Applied::Stale { bot: id.clone() });
        };
        match patched(app, &instance.blueprint, instance.provider, &instance.config, patch) {
            Ok(config) => changes.push((instance, config)),
            Err(why) => {
                let (owner, name) = (instance.owner, instance.name.to_string());
                return Ok(Applied::Refused(Refused { owner, name, why }));
            }
        }
    }
    for (instance, config) in &changes {
        let revision = instance.config.revision;
        anyhow::ensure!(
            tx.set_config(&instance.id, revision, config, by, How::Bulk, now).await?,
            "a config that was held changed all the same"
        );
        record(tx, by, instance, config, now).await?;
    }
    let changed = changes.len();
    let instances: Vec<Instance> = changes.into_iter().map(|(instance, _)| instance).collect();
    let later = ask_for_updates(tx, &instances, now).await?;
    Ok(Applied::Done { changed, later })
}

/// Asks that these bots are brought up to their configs, one after another. Gives back how many are left as they are,
/// because they do not run or something else is under way.
async fn ask_for_updates(tx: &mut Tx, bots: &[Instance], now: Millis) -> anyhow::Result<usize> {
    let (mut due, mut later) = (now, 0);
    for bot in bots {
        let kind = OperationKind::Update;
        let operation = fresh_id();
        let first = first_stage(tx, &bot.id, kind, bot.target).await?;
        let is_asked = bot.status == Status::Running
            && tx.open_operation(&operation, &bot.id, kind, &bot.owner, first, now).await?.is_none();
        if is_asked {
            tx.put_off(&operation, due).await?;
            due += APART.as_millis() as Millis;
        } else {
            later += 1;
        }
    }
    Ok(later)
}

fn patched(
    app: &App,
    blueprint: &str,
    provider: Provider,
    config: &KeptConfig,
    patch: &Patch,
) -> Result<BotConfig, Refusal> {
    let config = config.document.as_ref().map_err(|_| Refusal::Unreadable)?;
    let blueprint = app.blueprints.get(blueprint).ok_or(Refusal::BlueprintGone)?;
    config.patched(patch, &blueprint.rules(provider)).map_err(Refusal::Fault)
}

async fn record(tx: &mut Tx, by: &Account, bot: &Instance, config: &BotConfig, now: Millis) -> anyhow::Result<()> {
    let seen = bot.config.revision;
    let before = bot.config.document.as_ref().cloned().unwrap_or_default();
    let (before, after) = before.difference(config);
    let act = Act::new(by, ActKind::Config, &bot.name).of(&bot.person).on(&bot.id);
    let act = act.from(format!("{seen}: {before}")).to(format!("{} ({}): {after}", seen + 1, How::Bulk.word()));
    tx.record(&act, now).await
}
