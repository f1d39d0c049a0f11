//! What is kept of a person, shown to them, given to them as a file, and forgotten at their word.

use anyhow::Context;
use serde_json::{Value, json};

use crate::App;
use crate::chat::choice::Choice;
use crate::chat::flow::{Answer, MineLook};
use crate::chat::screen::{self, Screen};
use crate::chat::session::current;
use crate::chat::state::State;
use crate::deploy;
use crate::domain::access_token::KeptToken;
use crate::domain::act::{Act, ActKind, KeptAct};
use crate::domain::config::ConfigRevision;
use crate::domain::managed::Made;
use crate::domain::stored_key::StoredKey;
use crate::domain::{Account, Bar, Id, Millis, Token};
use crate::quota::DAY;
use crate::store::{Diagnosis, Instance, KEPT_REVISIONS, ManagedOffer, Person, SecretKind, Standing, Tx, fresh_id};
use crate::text::{Moment, Msg};

/// Acts on one page.
pub const SHOWN: i64 = 10;
/// Acts in a file.
const MOST_ACTS: i64 = 10_000;

pub async fn look(app: &App, account: &Account, look: &MineLook) -> anyhow::Result<Screen> {
    let now = app.now();
    let person = app.store.person(account, now).await?.context("a look for nobody")?;
    match look {
        MineLook::History { older_than } => {
            let acts = app.store.acts_about(&person.id, older_than.as_ref(), SHOWN + 1).await?;
            Ok(acts_page(Msg::HistoryHead, acts, false, now))
        }
        MineLook::Export => {
            let content = serde_json::to_string_pretty(&export(app, &person).await?)?;
            let name = format!("hatchery-{}.json", Moment(now).to_string().replace([' ', ':'], "-"));
            Ok(screen::people::export(name, content))
        }
    }
}

/// One page of acts, of which one more than fits was looked up, and the way to the next.
pub fn acts_page(head: Msg, mut acts: Vec<KeptAct>, is_log: bool, now: Millis) -> Screen {
    let has_more = acts.len() as i64 > SHOWN;
    acts.truncate(SHOWN as usize);
    let last = acts.last().map(|act| act.id.clone()).filter(|_| has_more);
    let older = last.map(|id| if is_log { Choice::OlderLog(id) } else { Choice::OlderHistory(id) });
    screen::people::acts(head, &acts, older, now)
}

/// Everything that is kept of a person, but for keys and tokens, of which it says the ends.
async fn export(app: &App, person: &Person) -> anyhow::Result<Value> {
    let now = app.now();
    let mut accounts = Vec::new();
    for one in app.store.accounts_of(&person.id).await? {
        let known = app.store.person(&one, now).await?;
        let topics = app.store.topics_of(&one).await?;
        accounts.push(json!({
            "account": one,
            "name": known.as_ref().and_then(|known| known.name.clone()),
            "language": known.as_ref().and_then(Person::speaks),
            "timezone": known.as_ref().map(|known| known.zone.name()),
            "wantsNews": known.as_ref().map(|known| known.wants_news),
            "lastSeen": known.as_ref().map(|known| at(known.seen_at)),
            "since": at(app.store.known_since(&one).await?),
            "topics": topics.iter().map(|(bot, topic)| json!({ "bot": bot, "topic": topic })).collect::<Vec<_>>(),
        }));
    }
    let (mut bots, mut users) = (Vec::new(), Vec::new());
    for instance in app.store.every_instance(&person.id).await? {
        bots.push(exported(app, &instance).await?);
        let used = instance.stored_key.filter(|_| instance.is_live);
        users.extend(used.map(|key| (key, instance.name.to_string())));
    }
    let made = app.store.made_by(&person.id).await?;
    let looks = app.store.diagnoses(&person.id, None, MOST_ACTS).await?;
    let keys = app.store.stored_keys(&person.id).await?;
    let tokens = app.store.access_tokens(&person.id, now).await?;
    let standing = &person.standing;
    let deploys = app.store.used(&person.id, 0).await?.deploys;
    let history = app.store.acts_about(&person.id, None, MOST_ACTS).await?;
    Ok(json!({
        "at": at(now),
        "accounts": accounts,
        "hasAccess": person.has_access,
        "role": person.role,
        "tier": standing.tier,
        "tierUntil": standing.tier_until.map(at),
        "limits": deploy::limits(app, standing),
        "limitsUntil": standing.own_limits.and_then(|own| own.until).map(at),
        "shutOut": shut_out(standing),
        "bots": bots,
        "madeOnTelegram": made.iter().map(made_there).collect::<Vec<_>>(),
        "offersToMake": offers(app, person).await?,
        "closeLooks": looks.iter().map(looked).collect::<Vec<_>>(),
        "openLinks": open_links(app, person).await?,
        "keys": keys.iter().map(|key| kept(key, &users)).collect::<Vec<_>>(),
        "apiTokens": tokens.iter().map(opener).collect::<Vec<_>>(),
        "deploys": deploys.into_iter().map(at).collect::<Vec<_>>(),
        "halfMade": half_made(app, person).await?,
        "history": history.iter().map(told).collect::<Vec<_>>(),
    }))
}

async fn exported(app: &App, instance: &Instance) -> anyhow::Result<Value> {
    let tail = async |kind| app.store.secret_tail(&instance.id, kind).await;
    let mut tokens = serde_json::Map::new();
    for kind in Token::ALL {
        if let Some(tail) = tail(SecretKind::Token(*kind)).await? {
            tokens.insert(kind.word().into(), tail.into());
        }
    }
    let share = app.store.share_of(&instance.id, app.now()).await?;
    let configs = app.store.config_history(&instance.id, instance.config.revision, KEPT_REVISIONS).await?;
    let config = |it: &ConfigRevision| {
        let document = it.document.as_ref().ok();
        json!({ "revision": it.revision, "config": document, "by": it.by, "how": it.how, "at": at(it.at) })
    };
    let configs: Vec<Value> = configs.iter().map(config).collect();
    Ok(json!({
        "id": instance.id,
        "name": instance.name,
        "owner": instance.owner,
        "blueprint": instance.blueprint,
        "provider": instance.provider,
        "keyEndsIn": tail(SecretKind::ProviderKey).await?,
        "tokensEndIn": tokens,
        "channels": instance.channels,
        "presences": instance.presences,
        "configRevision": instance.config.revision,
        "config": instance.config.document.as_ref().ok(),
        "configsBefore": configs,
        "shared": share.map(|it| json!({ "since": at(it.made_at), "until": at(it.expires_at), "taken": it.taken })),
        "target": instance.target,
        "status": instance.status,
        "statusSince": at(instance.status_at),
        "address": deploy::address(app, instance),
        "isLive": instance.is_live,
    }))
}

/// A wish that is not finished, without what is secret in it.
async fn half_made(app: &App, person: &Person) -> anyhow::Result<Value> {
    let Some(stored) = app.store.session(&person.keeper).await? else { return Ok(Value::Null) };
    match current(app, &person.keeper, &stored).state {
        State::Hatch(draft, _) => Ok(json!({
            "name": draft.name,
            "blueprint": draft.blueprint,
            "provider": draft.provider,
            "keyEndsIn": draft.key.map(|key| key.tail),
            "channels": draft.channels,
        })),
        State::Broadcast(draft, _) => Ok(json!({ "news": draft.content })),
        State::Idle
        | State::Edit { .. }
        | State::Confirm(_)
        | State::Configure(_)
        | State::Keys(_)
        | State::Leaving { .. } => Ok(Value::Null),
    }
}

/// A key that is kept, and for whom.
fn kept(key: &StoredKey, users: &[(Id, String)]) -> Value {
    let used_by: Vec<&str> = users.iter().filter(|(used, _)| *used == key.id).map(|(_, name)| name.as_str()).collect();
    json!({
        "provider": key.provider,
        "endsIn": key.tail,
        "valueBeforeEndsIn": key.before_tail,
        "usedBy": used_by,
        "since": at(key.created_at),
        "changed": at(key.changed_at),
        "checked": key.checked_at.map(at),
    })
}

/// Whether they are shut out, and what an admin said of it.
fn shut_out(standing: &Standing) -> Value {
    match &standing.bar {
        Some(Bar::Banned(why)) => json!({ "why": why }),
        Some(Bar::Leaving | Bar::Maintenance(_) | Bar::Spend) | None => Value::Null,
    }
}

/// A bot that Telegram made for them through ours, and the bot here that has it.
fn made_there(made: &Made) -> Value {
    json!({ "id": made.child.id, "username": made.child.username, "bot": made.bot })
}

async fn offers(app: &App, person: &Person) -> anyhow::Result<Vec<Value>> {
    let offer = |it: &ManagedOffer| {
        json!({
            "account": it.account,
            "name": it.name,
            "username": it.username,
            "state": it.state,
            "until": at(it.expires_at),
        })
    };
    Ok(app.store.managed_wishes(&person.id).await?.iter().map(offer).collect())
}

fn looked(it: &Diagnosis) -> Value {
    let findings: Option<Value> = it.findings.as_ref().and_then(|findings| serde_json::from_str(findings).ok());
    json!({
        "bot": it.name,
        "askedBy": it.asked_by,
        "at": at(it.asked_at),
        "ended": it.ended_at.map(at),
        "findings": findings,
    })
}

/// Links that wait to be opened or agreed to. What opens them is kept as a hash, and is not here.
async fn open_links(app: &App, person: &Person) -> anyhow::Result<Value> {
    let now = app.now();
    let accounts = app.store.open_links(&person.id, now).await?;
    let accounts =
        accounts.iter().map(|(host, guest, until)| json!({ "from": host, "to": guest, "until": at(*until) }));
    let pages = app.store.open_handovers(&person.id, now).await?;
    let pages = pages.iter().map(|(account, until)| json!({ "for": account, "until": at(*until) }));
    Ok(json!({ "toLinkAccounts": accounts.collect::<Vec<_>>(), "privatePages": pages.collect::<Vec<_>>() }))
}

fn opener(token: &KeptToken) -> Value {
    json!({
        "endsIn": format!("…{}", token.tail),
        "scopes": token.scopes.to_string(),
        "since": at(token.created_at),
        "until": at(token.expires_at),
        "lastUsed": token.last_used_at.map(at),
    })
}

fn told(act: &KeptAct) -> Value {
    json!({
        "at": at(act.at),
        "what": act.kind,
        "about": act.subject,
        "by": act.by,
        "from": act.door,
        "before": act.before,
        "after": act.after,
    })
}

fn at(at: Millis) -> String {
    Moment(at).to_string()
}

/// Begins to forget a person: their bots go first, then all that is kept of them, and a receipt is sent.
pub async fn forget(app: &App, tx: &mut Tx, account: &Account, person: &Person) -> anyhow::Result<Answer> {
    let now = app.now();
    tx.lock_person(&app.store, &person.id).await?;
    // Their log would go with them.
    for one in tx.accounts_with(account).await? {
        if tx.role(&one).await?.is_some() {
            return Ok(Answer::StillHelps);
        }
    }
    let receipt = fresh_id().as_str()[14..].to_uppercase();
    let receipt = tx.begin_farewell(&person.id, account, &receipt, now).await?;
    tx.record(&Act::new(account, ActKind::Forget, account).of(&person.id), now).await?;
    let bots = tx.used(&person.id, now - DAY).await?.live;
    Ok(Answer::Forgetting { receipt, bots: i64::from(bots) })
}
