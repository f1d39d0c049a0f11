//! Grants or refuses what a turn wishes for, exactly, in the turn's own transaction.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::App;
use crate::chat::flow::{self, Answer, Wish};
use crate::chat::session::{
    access_tokens, alerts, broadcast, config, fleet, handover, keys, linking, managed, mine, people, share,
};
use crate::chat::state::{Draft, Facts, GivenKey, GivenToken, Standing};
use crate::deploy::config::{Edit, Wanted};
use crate::deploy::note::Note;
use crate::deploy::{self, Asker, Operated, Order, Requested};
use crate::domain::config::{How, Patch};
use crate::domain::{Account, Channel, Id, MessageRef, OperationKind, Presences, Token, key};
use crate::secret::Secret;
use crate::store::{Person, SecretKind, Tx};

/// `message` is the answered question, which turns into the progress of what is granted. `language` is the one the
/// person is spoken to in, which a wish may change.
pub async fn grant(
    app: &App,
    tx: &mut Tx,
    facts: &Facts,
    person: &Person,
    wish: Wish,
    message: Option<&MessageRef>,
    language: &mut Option<String>,
) -> anyhow::Result<Answer> {
    let account = &facts.account;
    let asker = Asker { account, person: &person.id, message };
    Ok(match wish {
        Wish::Deploy(draft) => request(app, tx, &asker, *draft).await?,
        Wish::Operate { bot, kind } => {
            let answer = Answer::Operated(deploy::operate(app, tx, &asker, &bot, kind).await?);
            // Where a bot is deleted its topic goes, too.
            let stays = kind != OperationKind::Delete && message.is_none();
            if stays { told_where(answer, &bot, facts) } else { answer }
        }
        Wish::CancelHatch { bot } => match deploy::cancel_hatch(app, tx, &asker, &bot).await? {
            Operated::Pointless => Answer::NotHatching { bot },
            operated => Answer::Operated(operated),
        },
        Wish::Update { bot, change } => match change_of(change) {
            Ok(change) => changed(deploy::update(app, tx, &asker, &bot, &change).await?),
            Err(patch) => {
                let wanted = Wanted { edit: Edit::Patch(patch), onto: None, how: How::Edit };
                config::edited(app, tx, facts, &asker, &bot, &wanted).await?
            }
        },
        Wish::Config(wish) => config::grant(app, tx, facts, &asker, wish).await?,
        Wish::Reopen { bot } => match deploy::order_of(app, &person.id, &bot).await? {
            Some(order) => Answer::Reopened(Box::new(draft_of(order))),
            None => Answer::Gone,
        },
        Wish::SetLanguage(tag) => {
            tx.set_language(account, tag).await?;
            *language = Some(tag.to_owned());
            Answer::LanguageSet
        }
        Wish::SetZone(zone) => {
            tx.set_zone(account, zone).await?;
            Answer::ZoneSet(zone)
        }
        Wish::Link(wish) => linking::grant(app, tx, account, wish).await?,
        Wish::Redeem { code } => redeem(app, tx, account, &person.id, &code).await?,
        Wish::Fleet(wish) => Answer::Fleet(fleet::grant(app, tx, facts, wish, message).await?),
        Wish::Diagnose { bot } => fleet::diagnose(app, tx, facts, person, &bot).await?,
        Wish::Broadcast(wish) => Answer::Broadcast(broadcast::grant(app, tx, facts, wish).await?),
        Wish::Access(wish) => Answer::Access(access_tokens::grant(app, tx, facts, person, wish).await?),
        Wish::Share(wish) => share::grant(app, tx, account, person, wish).await?,
        Wish::People(wish) => Answer::People(people::grant(app, tx, account, wish).await?),
        Wish::Forget => mine::forget(app, tx, account, person).await?,
        Wish::Keys(wish) => Answer::Keys(keys::grant(app, tx, &asker, wish).await?),
        Wish::Managed(wish) => Answer::Managed(managed::grant(app, tx, account, person, wish).await?),
        Wish::Alerts(wish) => Answer::Alerts(alerts::grant(app, tx, account, wish).await?),
        Wish::PrivatePage { revision, field } => handover::grant(app, tx, account, person, revision, field).await?,
        Wish::Remind { at } => {
            tx.tell(account, &serde_json::to_string(&Note::QuotaFree)?, at, app.now()).await?;
            Answer::WillRemind
        }
    })
}

async fn request(app: &App, tx: &mut Tx, asker: &Asker<'_>, draft: Draft) -> anyhow::Result<Answer> {
    let (Some(blueprint), Some(name), Some(provider)) = (draft.blueprint, draft.name, draft.provider) else {
        return Ok(Answer::Gone);
    };
    let unchecked_key = draft.key.as_ref().filter(|key| key.standing == Standing::Unchecked);
    let unchecked_tokens = draft.tokens.iter().filter(|(_, token)| !token.is_checked);
    let order = Order {
        unchecked: (unchecked_key.iter().map(|_| SecretKind::ProviderKey))
            .chain(unchecked_tokens.map(|(kind, _)| SecretKind::Token(*kind)))
            .collect(),
        name,
        blueprint,
        provider,
        kept: draft.key.as_ref().map(|key| key.kept.clone()).unwrap_or_default(),
        key: draft.key.map(|key| key.secret),
        config: draft.config,
        presences: presences(&draft.tokens, draft.owners),
        tokens: draft
            .tokens
            .into_iter()
            .filter(|(kind, _)| draft.channels.contains(&kind.channel()))
            .map(|(kind, token)| (kind, token.secret))
            .collect(),
        channels: draft.channels,
        idempotency_key: None,
    };
    Ok(match deploy::request(app, tx, asker, &order).await? {
        Requested::Accepted(_) | Requested::Before(_) => Answer::Accepted,
        Requested::Barred(bar) => Answer::Barred(bar),
        Requested::Refused(refusal) => Answer::Refused(refusal),
        Requested::NameTaken => Answer::NameTaken,
        Requested::TokenInUse(kind) => Answer::TokenInUse(kind),
        Requested::TooBig(too_big) => Answer::TooBig(too_big),
    })
}

/// What is accepted, noted or gone ends the question that led to it.
fn changed(changed: Operated) -> Answer {
    match changed {
        Operated::Accepted => Answer::Accepted,
        Operated::Noted => Answer::Noted,
        Operated::Gone => Answer::Gone,
        Operated::TokenInUse(kind) => Answer::TokenInUse(kind),
        operated @ (Operated::Busy(_) | Operated::Pointless | Operated::Barred(_) | Operated::Unreadable) => {
            Answer::Operated(operated)
        }
    }
}

/// What takes no message's place is told in the bot's topic, and whoever asked elsewhere would see nothing.
fn told_where(answer: Answer, bot: &Id, facts: &Facts) -> Answer {
    match (answer, facts.bot(bot)) {
        (Answer::Operated(Operated::Accepted), Some(it)) if facts.is_told_elsewhere(bot) => {
            Answer::ToldInTopic { name: it.name.to_string() }
        }
        (answer, _) => answer,
    }
}

/// Who the bot is on each channel: what the platforms told of its tokens, and whom its person named as owner.
fn presences(tokens: &BTreeMap<Token, GivenToken>, owners: BTreeMap<Channel, String>) -> Presences {
    let mut presences = Presences::new();
    for (kind, token) in tokens {
        presences.entry(kind.channel()).or_default().learn(&token.presence);
    }
    for (channel, owner) in owners {
        presences.entry(channel).or_default().owner = Some(owner);
    }
    presences
}

/// What is a matter of the bot's config goes by the door of that.
fn change_of(change: flow::Change) -> Result<deploy::Change, Patch> {
    match change {
        flow::Change::Key(key) => {
            let is_checked = key.standing != Standing::Unchecked;
            Ok(deploy::Change::Key { key: key.secret, is_checked, kept: key.kept })
        }
        flow::Change::Token(kind, token) => {
            let presence = token.is_checked.then_some(token.presence);
            Ok(deploy::Change::Token { kind, token: token.secret, presence })
        }
        flow::Change::Model(model) => Err(Patch::model(Some(&model))),
        flow::Change::Guests(guests) => Err(Patch::guests(&guests)),
    }
}

fn draft_of(order: Order) -> Draft {
    Draft {
        blueprint: Some(order.blueprint),
        name: Some(order.name),
        provider: Some(order.provider),
        key: order.key.map(|secret| {
            let tail = key::tail(&secret);
            GivenKey { secret, tail, standing: Standing::Unchecked, kept: order.kept }
        }),
        channels_done: !order.channels.is_empty(),
        channels: order.channels,
        owners: order.presences.iter().filter_map(|(on, it)| Some((*on, it.owner.clone()?))).collect(),
        tokens: order
            .tokens
            .into_iter()
            .map(|(kind, secret)| {
                let (tail, presence) = (key::tail(&secret), order.presences.get(&kind.channel()).cloned());
                (kind, GivenToken { secret, tail, presence: presence.unwrap_or_default(), is_checked: false })
            })
            .collect(),
        made: None,
        ahead: Vec::new(),
        like: None,
        config: order.config,
        reached: None,
    }
}

async fn redeem(app: &App, tx: &mut Tx, account: &Account, person: &Id, code: &Secret) -> anyhow::Result<Answer> {
    let is_good = people::redeem(app, tx, account, person, code).await?;
    Ok(if is_good { Answer::Redeemed } else { Answer::WrongCode })
}

/// A code has 80 random bits, so a plain hash of it gives nothing away.
pub fn hash(code: &Secret) -> String {
    let code = code.expose().trim().to_lowercase();
    data_encoding::HEXLOWER.encode(&Sha256::digest(code.as_bytes()))
}
