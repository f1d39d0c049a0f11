//! What admins do about people, granted in the transaction of a turn and recorded there; and what they look up.

use anyhow::Context;

use crate::App;
use crate::access;
use crate::chat::flow::{PeopleAnswer, PeopleLook, PeopleWish, Standing};
use crate::chat::screen::{self, Screen, people};
use crate::chat::session::grant::hash;
use crate::chat::session::{facts, mine};
use crate::chat::state::Facts;
use crate::deploy;
use crate::deploy::note::Note;
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Bar, Id, Millis, Notice, Platform, Spend};
use crate::quota::DAY;
use crate::secret::Secret;
use crate::store::{NewInvite, Override, Tx};
use crate::text::{Moment, Msg};

/// How long an invitation may be used, unless it is said.
const INVITE_LASTS: Millis = 7 * DAY;
/// The end of a code that is kept to recognise it.
const TAIL: usize = 4;
/// Lines of a list that fit a message.
const SHOWN: i64 = 12;

pub async fn grant(app: &App, tx: &mut Tx, by: &Account, wish: PeopleWish) -> anyhow::Result<PeopleAnswer> {
    let now = app.now();
    let until = |lasts: Option<Millis>| lasts.map(|lasts| now + lasts);
    match wish {
        PeopleWish::Invite { uses, lasts } => invite(app, tx, by, uses, now + lasts.unwrap_or(INVITE_LASTS)).await,
        PeopleWish::RevokeInvite { tail } => {
            if !tx.revoke_invite(&tail, now).await? {
                return Ok(PeopleAnswer::NoSuchInvite);
            }
            tx.record(&Act::new(by, ActKind::RevokeInvite, format!("…{tail}")), now).await?;
            Ok(PeopleAnswer::InviteRevoked)
        }
        PeopleWish::SetTier { account, tier, lasts } => {
            let change = Standing::Tier { tier, until: until(lasts) };
            about(app, tx, by, account, change).await
        }
        PeopleWish::SetQuota { account, limits, lasts } => {
            let change = Standing::Quota { limits, until: until(lasts) };
            about(app, tx, by, account, change).await
        }
        PeopleWish::Ban { account, .. } if helps(app, tx, &account).await? => Ok(PeopleAnswer::IsAdmin),
        PeopleWish::Ban { account, reason } => ban(app, tx, by, account, reason).await,
        PeopleWish::Unban { account } => about(app, tx, by, account, Standing::Unbanned).await,
        PeopleWish::Grant { account, role } => about(app, tx, by, account, Standing::Role(Some(role))).await,
        PeopleWish::Revoke { account } if access::given_role(&app.config, &account).is_some() => {
            Ok(PeopleAnswer::BySettings)
        }
        PeopleWish::Revoke { account } => match tx.role(&account).await? {
            Some(_) => about(app, tx, by, account, Standing::Role(None)).await,
            None => Ok(PeopleAnswer::HasNoRole),
        },
        PeopleWish::SetMaintenance(notice) => maintenance(app, tx, by, notice).await,
        PeopleWish::SetSpend(limit) => spend(app, tx, by, limit).await,
    }
}

async fn invite(app: &App, tx: &mut Tx, by: &Account, uses: u32, until: Millis) -> anyhow::Result<PeopleAnswer> {
    let code = deploy::random_word(10)?;
    let (hash, tail) = (hash(&code), &code.expose()[code.expose().len() - TAIL..]);
    tx.add_invite(&NewInvite { hash: &hash, tail, made_by: by, uses, expires_at: until }).await?;
    let act = Act::new(by, ActKind::Invite, format!("…{tail}")).to(format!("{uses} × {}", Moment(until)));
    tx.record(&act, app.now()).await?;
    let link = app.telegram().ok().map(|telegram| Secret::new(telegram.deep_link(code.expose())));
    Ok(PeopleAnswer::Invited { code, link, uses, until })
}

/// Whether the person behind an account has a role by any of their accounts.
async fn helps(app: &App, tx: &mut Tx, account: &Account) -> anyhow::Result<bool> {
    for one in tx.accounts_with(account).await? {
        if access::given_role(&app.config, &one).max(tx.role(&one).await?).is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

async fn ban(
    app: &App,
    tx: &mut Tx,
    by: &Account,
    account: Account,
    reason: Option<String>,
) -> anyhow::Result<PeopleAnswer> {
    let Some(person) = tx.locked_person(&app.store, &account).await? else { return Ok(PeopleAnswer::NoSuchAccount) };
    tx.set_banned(&person, true, reason.as_deref()).await?;
    let act = Act::new(by, ActKind::Ban, &account).of(&person);
    let act = match &reason {
        Some(reason) => act.to(reason),
        None => act,
    };
    tx.record(&act, app.now()).await?;
    tell(app, tx, &account, &Note::StandingChanged).await?;
    Ok(PeopleAnswer::Changed { account, change: Standing::Banned })
}

/// Changes where somebody stands, records what was before and what is now, and tells them.
async fn about(
    app: &App,
    tx: &mut Tx,
    by: &Account,
    account: Account,
    change: Standing,
) -> anyhow::Result<PeopleAnswer> {
    let now = app.now();
    let Some(person) = tx.locked_person(&app.store, &account).await? else { return Ok(PeopleAnswer::NoSuchAccount) };
    let before = tx.standing(&person, now).await?;
    let ends = |until: &Option<Millis>| until.map(|until| format!(" until {}", Moment(until))).unwrap_or_default();
    let (kind, was, is) = match &change {
        Standing::Tier { tier, until } => {
            tx.set_tier(&person, *tier, *until).await?;
            let was = format!("{}{}", before.tier.word(), ends(&before.tier_until));
            (ActKind::Tier, Some(was), Some(format!("{}{}", tier.word(), ends(until))))
        }
        Standing::Quota { limits, until } => {
            let own = limits.map(|limits| Override { limits, until: *until });
            tx.set_own_limits(&person, own, now).await?;
            let said = |own: Option<Override>| own.map(|own| format!("{}{}", own.limits, ends(&own.until)));
            (ActKind::Quota, said(before.own_limits), said(own))
        }
        Standing::Banned | Standing::Unbanned => {
            tx.set_banned(&person, false, None).await?;
            let was = match before.bar {
                Some(Bar::Banned(reason)) => Some(reason.unwrap_or_else(|| "banned".into())),
                Some(Bar::Leaving | Bar::Maintenance(_) | Bar::Spend) | None => None,
            };
            (ActKind::Unban, was, None)
        }
        Standing::Role(Some(role)) => {
            let was = tx.role(&account).await?;
            tx.grant_role(&account, *role, by, now).await?;
            (ActKind::Grant, was.map(|role| role.word().to_owned()), Some(role.word().to_owned()))
        }
        Standing::Role(None) => {
            let was = tx.role(&account).await?;
            tx.revoke_role(&account).await?;
            (ActKind::Revoke, was.map(|role| role.word().to_owned()), None)
        }
    };
    let act = Act { before: was, after: is, ..Act::new(by, kind, &account).of(&person) };
    tx.record(&act, now).await?;
    let note = match &change {
        Standing::Role(role) => Note::RoleSet { role: *role },
        Standing::Tier { .. } | Standing::Quota { .. } | Standing::Banned | Standing::Unbanned => Note::StandingChanged,
    };
    if account != *by {
        tell(app, tx, &account, &note).await?;
    }
    Ok(PeopleAnswer::Changed { account, change })
}

async fn tell(app: &App, tx: &mut Tx, account: &Account, note: &Note) -> anyhow::Result<()> {
    let now = app.now();
    // Nobody may sit at the terminal now.
    if account.platform == Platform::Console {
        return Ok(());
    }
    tx.tell(account, &serde_json::to_string(note)?, now, now).await
}

async fn maintenance(app: &App, tx: &mut Tx, by: &Account, notice: Option<Notice>) -> anyhow::Result<PeopleAnswer> {
    let said = |notice: Option<&Notice>| {
        let texts = notice?.0.values().cloned().collect::<Vec<_>>().join(" / ");
        (!texts.is_empty()).then_some(texts)
    };
    let before = said(app.store.maintenance().await?.as_ref());
    tx.set_maintenance(notice.as_ref()).await?;
    let act = Act::new(by, ActKind::Maintenance, if notice.is_some() { "on" } else { "off" });
    tx.record(&Act { before, after: said(notice.as_ref()), ..act }, app.now()).await?;
    Ok(match notice {
        Some(_) => PeopleAnswer::Maintenance { under_way: app.store.hatching().await? },
        None => PeopleAnswer::MaintenanceOver,
    })
}

async fn spend(app: &App, tx: &mut Tx, by: &Account, limit: Option<i64>) -> anyhow::Result<PeopleAnswer> {
    let before = app.store.spend().await?;
    let spend = match limit {
        Some(limit) => Some(deploy::spend::counted(app, limit).await?),
        None => None,
    };
    tx.set_spend(spend.as_ref()).await?;
    let said = |spend: Option<Spend>| spend.map(|spend| format!("${}", spend.limit / 1_000_000));
    let act = Act { before: said(before), after: said(spend), ..Act::new(by, ActKind::Spend, "") };
    tx.record(&act, app.now()).await?;
    Ok(PeopleAnswer::Spend(spend))
}

/// What an admin wants to see, looked up after the turn.
pub async fn look(app: &App, by: &Account, look: &PeopleLook) -> anyhow::Result<Screen> {
    let now = app.now();
    let asker = app.store.person(by, now).await?.context("a look for nobody")?;
    let theirs = facts(app, by, &asker).await?;
    // A role may have been taken away since.
    if !theirs.is(look.least()) {
        return Ok(screen::unknown_command(None));
    }
    Ok(match look {
        PeopleLook::Find { text } => people::found(&app.store.find_people(text, SHOWN).await?, text),
        PeopleLook::Card { account } => card(app, account, &theirs).await?,
        PeopleLook::Invites => people::invites(&app.store.invites(now, SHOWN).await?, now),
        PeopleLook::Roles => people::roles(&app.config.admins, &app.store.roles().await?),
        PeopleLook::Log { older_than } => mine::acts_page(
            Msg::LogHead,
            app.store.acts_of_admins(older_than.as_ref(), mine::SHOWN + 1).await?,
            true,
            now,
        ),
        PeopleLook::Maintenance => people::maintenance(app.store.maintenance().await?.as_ref()),
        PeopleLook::Spend => people::spend(app.store.spend().await?.as_ref(), now),
    })
}

async fn card(app: &App, account: &Account, asker: &Facts) -> anyhow::Result<Screen> {
    Ok(match known(app, account).await? {
        Some(card) => people::card(&card, app.now(), asker),
        None => screen::say(Msg::NoSuchAccount),
    })
}

/// What admins may know of somebody.
pub async fn known(app: &App, account: &Account) -> anyhow::Result<Option<people::Card>> {
    let now = app.now();
    let Some(person) = app.store.person(account, now).await? else { return Ok(None) };
    let linked = app.store.accounts_of(&person.id).await?.into_iter().filter(|other| other != account).collect();
    let bots = app.store.live_instances(&person.id).await?;
    let standing = person.standing;
    let limits = deploy::limits(app, &standing);
    Ok(Some(people::Card {
        account: account.clone(),
        called: person.name,
        linked,
        role: person.role.max(access::given_role(&app.config, account)),
        tier: standing.tier,
        tier_until: standing.tier_until,
        limits,
        limits_until: standing.own_limits.and_then(|own| own.until),
        used: app.store.used(&person.id, now - DAY).await?,
        may_deploy: person.has_access || access::is_let_in(&app.config, account),
        banned: match standing.bar {
            Some(Bar::Banned(reason)) => Some(reason),
            Some(Bar::Leaving | Bar::Maintenance(_) | Bar::Spend) | None => None,
        },
        is_reachable: person.is_reachable,
        since: app.store.known_since(account).await?,
        bots: bots.into_iter().map(|bot| (bot.name.to_string(), bot.status)).collect(),
    }))
}

/// Lets somebody in who has a code, and says so in what is kept of them.
pub async fn redeem(app: &App, tx: &mut Tx, by: &Account, person: &Id, code: &Secret) -> anyhow::Result<bool> {
    let now = app.now();
    if tx.redeem(&hash(code), person, now).await?.is_none() {
        return Ok(false);
    }
    // By its end: whose code it was is between those who made it.
    let code = code.expose().trim().to_lowercase();
    let tail = code.get(code.len().saturating_sub(TAIL)..).unwrap_or_default();
    tx.record(&Act::new(by, ActKind::Redeem, format!("…{tail}")).of(person), now).await?;
    Ok(true)
}
