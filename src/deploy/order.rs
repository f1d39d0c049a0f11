//! A wish for a bot, and the wish that one was made from.

use std::collections::BTreeMap;

use crate::App;
use crate::domain::stored_key::Kept;
use crate::domain::{Account, BotConfig, Channel, Id, Name, Platform, Presences, Provider, Token};
use crate::secret::Secret;
use crate::store::SecretKind;

/// A wish for a bot. Every part was parsed, so it cannot be wrong in itself.
#[derive(Debug, Clone)]
pub struct Order {
    pub name: Name,
    pub blueprint: String,
    pub provider: Provider,
    pub key: Option<Secret>,
    /// What the key has to do with those that the person keeps.
    pub kept: Kept,
    pub config: BotConfig,
    pub channels: Vec<Channel>,
    pub tokens: BTreeMap<Token, Secret>,
    /// Who the bot is on each channel, as far as it is known.
    pub presences: Presences,
    /// What nobody has asked its platform about yet.
    pub unchecked: Vec<SecretKind>,
    /// The same key from the same account again is the same request.
    pub idempotency_key: Option<String>,
}

/// Who the bot is on its channels. Whoever asks for it on a platform owns it there.
pub(super) fn presences(order: &Order, owner: &Account) -> Presences {
    let mut presences = order.presences.clone();
    presences.retain(|channel, _| order.channels.contains(channel));
    for channel in &order.channels {
        if let Some(id) = id_on(owner, *channel) {
            presences.entry(*channel).or_default().owner.get_or_insert(id);
        }
    }
    presences
}

/// An account's id on a channel, when it is an account of that platform.
pub fn id_on(account: &Account, channel: Channel) -> Option<String> {
    match (account.platform, channel) {
        (Platform::Telegram, Channel::Telegram) | (Platform::Discord, Channel::Discord) => {
            Some(account.id().to_owned())
        }
        (
            Platform::Telegram | Platform::Discord | Platform::Console | Platform::Api,
            Channel::Web | Channel::Telegram | Channel::Discord | Channel::Slack,
        ) => None,
    }
}

/// The order that an instance was made from, secrets included, while they are kept.
pub async fn order_of(app: &App, person: &Id, id: &Id) -> anyhow::Result<Option<Order>> {
    let Some(instance) = app.store.instance(id).await? else { return Ok(None) };
    if instance.is_live || !app.store.are_one(&instance.person, person).await? {
        return Ok(None);
    }
    let secret = |kind| app.store.secret(&app.sealer, id, &instance.owner, kind);
    let mut tokens = BTreeMap::new();
    for kind in Token::ALL {
        tokens.extend(secret(SecretKind::Token(*kind)).await?.map(|token| (*kind, token)));
    }
    let key = secret(SecretKind::ProviderKey).await?;
    Ok(Some(Order {
        unchecked: kinds(key.as_ref(), &tokens),
        key,
        kept: instance.stored_key.map_or(Kept::Not, Kept::As),
        tokens,
        presences: instance.presences,
        name: instance.name,
        blueprint: instance.blueprint,
        provider: instance.provider,
        config: instance.config.document.unwrap_or_default(),
        channels: instance.channels,
        idempotency_key: None,
    }))
}

/// The kinds of what was given.
pub fn kinds(key: Option<&Secret>, tokens: &BTreeMap<Token, Secret>) -> Vec<SecretKind> {
    let key = key.map(|_| SecretKind::ProviderKey);
    key.into_iter().chain(tokens.keys().copied().map(SecretKind::Token)).collect()
}
