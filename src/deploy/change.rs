//! A key or token of a bot that takes the place of another: what there is of it is kept, and that it was done. What brings
//! it to the bot is decided elsewhere.

use crate::App;
use crate::deploy::{Asker, Operated, former, rekey};
use crate::domain::act::{Act, ActKind};
use crate::domain::stored_key::Kept;
use crate::domain::{Account, Id, Millis, Presence, Token, key};
use crate::secret::Secret;
use crate::store::{Instance, SecretKind, Tx};

/// What is changed about a bot beyond its config.
#[derive(Debug, Clone)]
pub enum Change {
    Key {
        key: Secret,
        is_checked: bool,
        /// The stored key that it is, if it is one.
        kept: Kept,
    },
    /// Who the bot is by this token; nothing while nobody has asked its platform.
    Token { kind: Token, token: Secret, presence: Option<Presence> },
}

impl Change {
    /// As it is recorded: a secret by its end.
    fn said(&self) -> String {
        match self {
            Change::Key { key, .. } => rekey::said(key),
            Change::Token { kind, token, .. } => format!("{} {}", kind.word(), key::tail(token)),
        }
    }
}

/// Keeps what is changed in the place of what was; or says why not.
pub(super) async fn keep_change(
    app: &App,
    tx: &mut Tx,
    asker: &Asker<'_>,
    instance: &Instance,
    change: &Change,
) -> anyhow::Result<Option<Operated>> {
    match change {
        Change::Key { key, is_checked, kept } => {
            let (key, stored) = rekey::taken(app, tx, asker, instance.provider, (key, kept)).await?;
            former::keep(app, tx, instance, SecretKind::ProviderKey, &key).await?;
            tx.keep_secret(&app.sealer, &instance.id, &instance.owner, SecretKind::ProviderKey, &key, None).await?;
            tx.set_key_of(&instance.id, stored.as_ref()).await?;
            if !is_checked {
                tx.set_unchecked(&instance.id, SecretKind::ProviderKey).await?;
            }
        }
        Change::Token { kind, token, presence } => {
            if !tx.is_token_free(&app.store, &app.sealer.fingerprints(token), Some(&instance.id)).await? {
                return Ok(Some(Operated::TokenInUse(*kind)));
            }
            former::keep(app, tx, instance, SecretKind::Token(*kind), token).await?;
            keep_token(app, tx, &instance.id, &instance.owner, *kind, token).await?;
            match presence {
                Some(presence) => {
                    let mut presences = instance.presences.clone();
                    presences.entry(kind.channel()).or_default().learn(presence);
                    tx.set_presences(&instance.id, &presences).await?;
                }
                None => tx.set_unchecked(&instance.id, SecretKind::Token(*kind)).await?,
            }
        }
    }
    Ok(None)
}

pub(super) async fn record_change(
    tx: &mut Tx,
    asker: &Asker<'_>,
    instance: &Instance,
    change: &Change,
    now: Millis,
) -> anyhow::Result<()> {
    let act = Act::new(asker.account, ActKind::Edit, &instance.name).of(&instance.person).on(&instance.id);
    tx.record(&act.to(change.said()), now).await
}

pub(super) async fn keep_token(
    app: &App,
    tx: &mut Tx,
    instance: &Id,
    owner: &Account,
    kind: Token,
    token: &Secret,
) -> anyhow::Result<()> {
    let marks = app.sealer.fingerprints(token);
    let mark = marks.first().map(String::as_str);
    if let Some(child) = key::telegram_id(kind, token) {
        tx.use_managed(&child, instance).await?;
    }
    tx.keep_secret(&app.sealer, instance, owner, SecretKind::Token(kind), token, mark).await
}
