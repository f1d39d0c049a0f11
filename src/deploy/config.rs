//! The one door through which the config of a bot is changed, whoever asks and however: read behind a lock, judged by the
//! bot's blueprint, written onto the revision that was read, recorded, and brought to the bot. What a patch for many bots
//! would do and does is in this room's folder.

pub mod bulk;

use crate::App;
use crate::deploy::{Asker, Operated, bring, owned, shut_out};
use crate::domain::act::{Act, ActKind};
use crate::domain::config::{ConfigRevision, Fault, How, Patch};
use crate::domain::{Bar, BotConfig, Id, OperationKind};
use crate::secret::Secret;
use crate::store::{Instance, Tx};

/// Whose bots somebody may reach.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    Own,
    /// As one who works on the bots of others.
    Anybodys,
}

#[derive(Debug, Clone)]
pub enum Edit {
    Patch(Patch),
    /// One setting, by its word and as somebody typed it; nothing makes it usual again.
    Set {
        setting: String,
        text: Option<Secret>,
    },
    /// Back to what this revision was, as a new one.
    Rollback(i64),
}

/// A change that somebody wants.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub edit: Edit,
    /// The revision it was thought of; of any other one it is refused.
    pub onto: Option<i64>,
    pub how: How,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Changed {
    Done {
        revision: i64,
        /// Whether the bot is being brought up to it.
        operated: Operated,
    },
    /// It is like that already.
    Same {
        revision: i64,
    },
    /// Somebody else was faster; this is what stands now.
    Stale {
        newest: Option<Box<ConfigRevision>>,
        revision: i64,
    },
    Refused(Fault),
    /// What stands cannot be read.
    Unreadable {
        revision: i64,
    },
    /// There is no such revision, or not any more.
    NoRevision {
        wanted: i64,
    },
    /// It is there and cannot be read.
    OldUnreadable {
        wanted: i64,
    },
    Busy(OperationKind),
    /// Its blueprint is not here any more.
    BlueprintGone,
    Barred(Bar),
    /// No such bot within their reach.
    Gone,
}

/// Changes the config of one bot. Whoever is refused has written nothing.
pub async fn change(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    reach: Reach,
    id: &Id,
    wanted: &Wanted,
) -> anyhow::Result<Changed> {
    let now = app.now();
    let Some(mut instance) = reached(app, tx, asker, reach, id).await? else { return Ok(Changed::Gone) };
    // A patch for many waits for no person, so the config itself has to be held.
    while !tx.hold_config(&app.store, id, instance.config.revision).await? {
        match tx.instance(id).await?.filter(|instance| instance.is_live) {
            Some(newer) => instance = newer,
            None => return Ok(Changed::Gone),
        }
    }
    if let Some(bar) = shut_out(tx, asker, now).await? {
        return Ok(Changed::Barred(bar));
    }
    let seen = instance.config.revision;
    if wanted.onto.is_some_and(|onto| onto != seen) {
        return stale(tx, id).await;
    }
    let config = match wished(app, tx, &instance, &wanted.edit).await? {
        Ok(config) => config,
        Err(refused) => return Ok(refused),
    };
    if instance.config.document.as_ref() == Ok(&config) {
        return Ok(Changed::Same { revision: seen });
    }
    if let Some(under_way) = tx.under_way(id).await? {
        return Ok(Changed::Busy(under_way));
    }
    if !tx.set_config(id, seen, &config, asker.account, wanted.how, now).await? {
        return stale(tx, id).await;
    }
    record(tx, asker, &instance, &config, wanted.how, now).await?;
    Ok(Changed::Done { revision: seen + 1, operated: bring(tx, asker, &instance, now).await? })
}

/// What the config would become.
async fn wished(
    app: &App,
    tx: &mut Tx,
    instance: &Instance,
    edit: &Edit,
) -> anyhow::Result<Result<BotConfig, Changed>> {
    let Some(blueprint) = app.blueprints.get(&instance.blueprint) else { return Ok(Err(Changed::BlueprintGone)) };
    let rules = blueprint.rules(instance.provider);
    Ok(match (edit, &instance.config.document) {
        (Edit::Patch(_) | Edit::Set { .. }, Err(_)) => Err(Changed::Unreadable { revision: instance.config.revision }),
        (Edit::Patch(patch), Ok(config)) => config.patched(patch, &rules).map_err(Changed::Refused),
        (Edit::Set { setting, text }, Ok(config)) => {
            let patch = Patch::of(setting, text.as_ref().map(Secret::expose), &rules);
            patch.and_then(|patch| config.patched(&patch, &rules)).map_err(Changed::Refused)
        }
        (Edit::Rollback(wanted), _) => match tx.config_revision(&instance.id, *wanted).await? {
            None => Err(Changed::NoRevision { wanted: *wanted }),
            Some(ConfigRevision { document: Err(_), .. }) => Err(Changed::OldUnreadable { wanted: *wanted }),
            Some(ConfigRevision { document: Ok(config), .. }) => {
                config.check(&rules).map_err(Changed::Refused).map(|()| config)
            }
        },
    })
}

async fn stale(tx: &mut Tx, id: &Id) -> anyhow::Result<Changed> {
    let Some(instance) = tx.instance(id).await? else { return Ok(Changed::Gone) };
    let revision = instance.config.revision;
    let newest = tx.config_revision(id, revision).await?;
    Ok(Changed::Stale { newest: newest.map(Box::new), revision })
}

async fn record(
    tx: &mut Tx,
    asker: &Asker<'_>,
    instance: &Instance,
    config: &BotConfig,
    how: How,
    now: i64,
) -> anyhow::Result<()> {
    let seen = instance.config.revision;
    let (before, after) = match &instance.config.document {
        Ok(before) => before.difference(config),
        Err(_) => ("?".into(), config.text()),
    };
    let act = Act::new(asker.account, ActKind::Config, &instance.name).of(&instance.person).on(&instance.id);
    let act = act.from(format!("{seen}: {before}")).to(format!("{} ({}): {after}", seen + 1, how.word()));
    tx.record(&act, now).await
}

/// The bot, when it is within reach. Whatever else its person asks for waits for the end of this.
pub async fn reached(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    reach: Reach,
    id: &Id,
) -> anyhow::Result<Option<Instance>> {
    match reach {
        Reach::Own => owned(app, tx, asker, id).await,
        Reach::Anybodys => {
            let Some(instance) = tx.instance(id).await? else { return Ok(None) };
            tx.lock_person(&app.store, &instance.person).await?;
            Ok(tx.instance(id).await?.filter(|instance| instance.is_live))
        }
    }
}
