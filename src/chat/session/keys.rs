//! Keys that are kept for several bots, as a turn wishes: kept, replaced, used and deleted in its transaction.

use crate::App;
use crate::chat::flow::{KeysAnswer, KeysWish};
use crate::chat::state::{GivenKey, Standing};
use crate::deploy::Asker;
use crate::deploy::rekey::{self, NotKept};
use crate::domain::act::{Act, ActKind};
use crate::domain::stored_key::Kept;
use crate::domain::{Bar, Id, key};
use crate::fleet;
use crate::secret::Secret;
use crate::store::{Instance, SecretKind, Tx};

pub async fn grant(app: &App, tx: &mut Tx, asker: &Asker<'_>, wish: KeysWish) -> anyhow::Result<KeysAnswer> {
    let (by, person, now) = (asker.account, asker.person, app.now());
    if let KeysWish::Say { job, word } = &wish {
        // Its job is locked before its person, as whoever takes it further does.
        let said = fleet::rekey::say(app, tx, (by, person), job, *word).await?;
        return Ok(said.map_or(KeysAnswer::Over, KeysAnswer::Said));
    }
    tx.lock_person(&app.store, person).await?;
    let bar = tx.standing(person, now).await?.bar.filter(Bar::shuts_out);
    Ok(match (wish, bar) {
        (KeysWish::Keep { .. } | KeysWish::Replace { .. }, Some(bar)) => KeysAnswer::Barred(bar),
        (KeysWish::Keep { provider, given }, None) => {
            let checked_at = (given.standing == Standing::Checked).then_some(now);
            match rekey::keep(app, tx, asker, (provider, &given.secret), checked_at).await? {
                Ok(key) => KeysAnswer::Kept(key),
                Err(NotKept::Known(key)) => KeysAnswer::Known(key),
                Err(NotKept::TooMany) => KeysAnswer::TooMany,
            }
        }
        (KeysWish::Replace { key, given }, None) => replace(app, tx, asker, &key, &given).await?,
        (KeysWish::Delete { key }, _) => {
            let Some(known) = tx.stored_key_of(person, &key).await? else { return Ok(KeysAnswer::Gone) };
            let bots = tx.bots_with_key(&key).await?;
            if !bots.is_empty() {
                return Ok(KeysAnswer::InUse { key: known, bots: bots.into_iter().map(|(_, name)| name).collect() });
            }
            if known.job.is_some() {
                return Ok(KeysAnswer::OnItsWay);
            }
            tx.drop_stored_key(&key).await?;
            let subject = format!("{} {}", known.provider.title(), known.tail);
            tx.record(&Act::new(by, ActKind::DropKey, subject).of(person), now).await?;
            KeysAnswer::Deleted { provider: known.provider, tail: known.tail }
        }
        (KeysWish::Use { key }, _) => {
            let Some(known) = tx.stored_key_of(person, &key).await? else { return Ok(KeysAnswer::Gone) };
            let secret = tx.open_stored_key(&app.sealer, &known).await?;
            let is_fresh = known.is_fresh(now);
            let (tail, standing) = (known.tail, Standing::Unchecked);
            KeysAnswer::Opened { given: GivenKey { secret, tail, standing, kept: Kept::As(key) }, is_fresh }
        }
        (KeysWish::KeepOf { .. }, Some(bar)) => KeysAnswer::Barred(bar),
        (KeysWish::KeepOf { bot }, None) => keep_of(app, tx, asker, &bot).await?,
        (KeysWish::UseOf { bot }, _) => match key_of(app, tx, asker, &bot).await? {
            Some((_, secret)) => {
                let (tail, standing) = (key::tail(&secret), Standing::Unchecked);
                KeysAnswer::Opened { given: GivenKey { secret, tail, standing, kept: Kept::Not }, is_fresh: false }
            }
            None => KeysAnswer::Gone,
        },
        (KeysWish::Say { .. }, _) => KeysAnswer::Over,
    })
}

async fn replace(app: &App, tx: &mut Tx, asker: &Asker<'_>, key: &Id, given: &GivenKey) -> anyhow::Result<KeysAnswer> {
    let Some(known) = tx.stored_key_of(asker.person, key).await? else { return Ok(KeysAnswer::Gone) };
    if known.job.is_some() {
        return Ok(KeysAnswer::OnItsWay);
    }
    if let Some(like) = tx.stored_key_like(asker.person, &app.sealer.fingerprints(&given.secret)).await? {
        return Ok(if like.id == *key { KeysAnswer::Same(like) } else { KeysAnswer::Known(like) });
    }
    let checked_at = (given.standing == Standing::Checked).then(|| app.now());
    let bots = fleet::rekey::begin(app, tx, asker.account, &known, (&given.secret, checked_at)).await?;
    let key = tx.stored_key(key).await?;
    Ok(key.map_or(KeysAnswer::Gone, |key| KeysAnswer::Replaced { key, bots }))
}

/// A bot of theirs, and the key that it has.
async fn key_of(app: &App, tx: &mut Tx, asker: &Asker<'_>, bot: &Id) -> anyhow::Result<Option<(Instance, Secret)>> {
    let Some(instance) = tx.instance(bot).await?.filter(|instance| instance.is_live) else { return Ok(None) };
    if tx.circle(&instance.person).await? != tx.circle(asker.person).await? {
        return Ok(None);
    }
    let key = app.store.secret(&app.sealer, bot, &instance.owner, SecretKind::ProviderKey).await?;
    Ok(key.map(|key| (instance, key)))
}

/// The key that a bot has becomes a kept one, which this bot is the first to use.
async fn keep_of(app: &App, tx: &mut Tx, asker: &Asker<'_>, bot: &Id) -> anyhow::Result<KeysAnswer> {
    let Some((instance, secret)) = key_of(app, tx, asker, bot).await? else { return Ok(KeysAnswer::Gone) };
    let answer = match rekey::keep(app, tx, asker, (instance.provider, &secret), None).await? {
        Ok(key) => KeysAnswer::Kept(key),
        Err(NotKept::Known(key)) => KeysAnswer::Known(key),
        Err(NotKept::TooMany) => return Ok(KeysAnswer::TooMany),
    };
    if let KeysAnswer::Kept(key) | KeysAnswer::Known(key) = &answer {
        tx.set_key_of(bot, Some(&key.id)).await?;
    }
    Ok(answer)
}
