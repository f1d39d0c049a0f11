//! A stored key and the bots that use it: which key a new bot gets, and how one that runs is given another value.
//! Nothing here knows that chats exist.

use tracing::info;

use crate::App;
use crate::deploy::{Asker, checking};
use crate::domain::act::{Act, ActKind};
use crate::domain::stored_key::{Kept, MOST_KEYS, StoredKey};
use crate::domain::{Account, Id, Millis, OperationKind, Provider, Status, key};
use crate::secret::Secret;
use crate::store::{Instance, SecretKind, Tx, fresh_id};

/// What came of giving a bot another key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// It has it, and this operation brings it.
    Asked(Id),
    /// It has it, and takes it up when it is started.
    WhenStarted,
    /// Something else is under way, so nothing was done.
    Busy(OperationKind),
    /// Its config cannot be read, so nothing was done.
    Unreadable,
}

/// Gives a bot another value of the stored key that it uses, by an ordinary update that tells nobody. Its person is
/// locked by the caller.
pub async fn give(app: &App, tx: &mut Tx, by: &Account, bot: &Instance, value: &Secret) -> anyhow::Result<Given> {
    let (now, kind) = (app.now(), OperationKind::Update);
    if let Some(under_way) = tx.under_way(&bot.id).await? {
        return Ok(Given::Busy(under_way));
    }
    if bot.config.document.is_err() {
        return Ok(Given::Unreadable);
    }
    let act = Act::new(by, ActKind::Edit, &bot.name).of(&bot.person).on(&bot.id).to(said(value));
    // Whoever brings it keeps the value before by themselves.
    tx.forget_former(&bot.id, SecretKind::ProviderKey).await?;
    if bot.status == Status::Stopped {
        tx.keep_secret(&app.sealer, &bot.id, &bot.owner, SecretKind::ProviderKey, value, None).await?;
        tx.record(&act, now).await?;
        return Ok(Given::WhenStarted);
    }
    let (operation, first) = (fresh_id(), checking::first_stage(tx, &bot.id, kind, bot.target).await?);
    if let Some(under_way) = tx.open_operation(&operation, &bot.id, kind, by, first, now).await? {
        return Ok(Given::Busy(under_way));
    }
    tx.hush_operation(&operation).await?;
    tx.keep_secret(&app.sealer, &bot.id, &bot.owner, SecretKind::ProviderKey, value, None).await?;
    tx.record(&act.in_operation(&operation), now).await?;
    info!(bot = %bot.id, %operation, "a bot is given another value of its key");
    Ok(Given::Asked(operation))
}

/// A key as it stands in what is kept of what was done.
pub(super) fn said(value: &Secret) -> String {
    format!("key {}", key::tail(value))
}

/// The key that a bot gets, and the stored one that it is, as that is now. Its person is locked by the caller.
pub(super) async fn taken(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    provider: Provider,
    (given, kept): (&Secret, &Kept),
) -> anyhow::Result<(Secret, Option<Id>)> {
    match kept {
        Kept::Not => Ok((given.clone(), None)),
        Kept::Wished { checked_at } => match keep(app, tx, asker, (provider, given), *checked_at).await? {
            Ok(stored) | Err(NotKept::Known(stored)) => Ok((given.clone(), Some(stored.id))),
            Err(NotKept::TooMany) => Ok((given.clone(), None)),
        },
        Kept::As(id) => match tx.stored_key_of(asker.person, id).await?.filter(|stored| stored.provider == provider) {
            Some(stored) => Ok((tx.open_stored_key(&app.sealer, &stored).await?, Some(stored.id))),
            // It was deleted since it was picked: from now on it is the bot's own.
            None => Ok((given.clone(), None)),
        },
    }
}

/// Why a key is not kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NotKept {
    TooMany,
    /// It is kept already, as this.
    Known(StoredKey),
}

/// Keeps a key of a person for other bots, or finds it kept. The person is locked by the caller.
pub async fn keep(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    (provider, value): (Provider, &Secret),
    checked_at: Option<Millis>,
) -> anyhow::Result<Result<StoredKey, NotKept>> {
    let (person, now) = (asker.person, app.now());
    if let Some(known) = tx.stored_key_like(person, &app.sealer.fingerprints(value)).await? {
        return Ok(Err(NotKept::Known(known)));
    }
    if tx.count_stored_keys(person).await? >= MOST_KEYS {
        return Ok(Err(NotKept::TooMany));
    }
    let id = fresh_id();
    tx.add_stored_key(&app.sealer, (&id, person), (provider, value), checked_at, now).await?;
    let subject = format!("{} {}", provider.title(), key::tail(value));
    tx.record(&Act::new(asker.account, ActKind::KeepKey, subject).of(person), now).await?;
    let kept = tx.stored_key(&id).await?;
    kept.map(Ok).ok_or_else(|| anyhow::anyhow!("a key that was just kept is not there"))
}

/// A bot that was not brought the last value has the one before again, and nothing is brought to it. Its person is
/// locked by the caller.
pub async fn return_quietly(app: &App, tx: &mut Tx, bot: &Instance, value: &Secret) -> anyhow::Result<()> {
    tx.keep_secret(&app.sealer, &bot.id, &bot.owner, SecretKind::ProviderKey, value, None).await
}
