//! What `/alerts` shows and does: how everything that is watched is now, quiet for a while, and a test of all ways by
//! which alarms are told, which counts only what its platform confirms.

use std::time::Duration;

use anyhow::Context;

use crate::App;
use crate::access;
use crate::alerts::readings::{self, Pulse};
use crate::alerts::rule::{Grade, MUTED_FOR, Thresholds, grade};
use crate::alerts::{self, telling};
use crate::chat::flow::{AlertsAnswer, AlertsWish};
use crate::chat::screen::Screen;
use crate::chat::screen::alerts::{self as screen, Missed, Muted, Place, Stand, Watched};
use crate::chat::{SendError, View};
use crate::deploy::note::Alert;
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Alarm, Platform, Role, Unposted};
use crate::messenger;
use crate::store::{Durability, KeptAlarm, Mute, Tx, fresh_id};

/// A test waits so long when it is asked to, once.
const PATIENCE: Duration = Duration::from_secs(5);

pub async fn grant(app: &App, tx: &mut Tx, account: &Account, wish: AlertsWish) -> anyhow::Result<AlertsAnswer> {
    let now = app.now();
    let called = app.store.account_name(account).await?;
    match wish {
        AlertsWish::Mute { alarm } => {
            tx.mute(alarm, account, now + MUTED_FOR).await?;
            tx.record(&Act::new(account, ActKind::MuteAlerts, subject(alarm)), now).await?;
            let alert = Alert::Muted { alarm, by: account.clone(), called, until: Some(now + MUTED_FOR) };
            telling::tell_muted(app, tx, account, &alert).await?;
            Ok(AlertsAnswer::Muted { alarm })
        }
        AlertsWish::Unmute if tx.unmute(now).await? => {
            tx.record(&Act::new(account, ActKind::UnmuteAlerts, subject(None)), now).await?;
            let alert = Alert::Muted { alarm: None, by: account.clone(), called, until: None };
            telling::tell_muted(app, tx, account, &alert).await?;
            Ok(AlertsAnswer::Unmuted)
        }
        AlertsWish::Unmute => Ok(AlertsAnswer::NothingMuted),
    }
}

fn subject(alarm: Option<Alarm>) -> &'static str {
    alarm.map_or("all", Alarm::word)
}

async fn may_act(app: &App, account: &Account) -> anyhow::Result<bool> {
    let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
    Ok(person.role.max(access::given_role(&app.config, account)).is_some_and(|role| role >= Role::Operator))
}

/// How everything is, as this Hatchery sees it now.
pub async fn shown(app: &App, account: &Account) -> anyhow::Result<Screen> {
    let now = app.now();
    let mut read = readings::shared(app).await?;
    read.push(Pulse::default().felt(app).await);
    read.extend(readings::own(app));
    let raised = app.store.alarms().await?;
    let thresholds = Thresholds::with_disk(app.config.alert_disk_mb);
    let is_about =
        |kept: &KeptAlarm, it: &Watched| kept.name == it.reading.alarm() && kept.subject == it.reading.subject();
    let mut watched: Vec<Watched> = read
        .into_iter()
        .map(|reading| {
            let is_bad = grade(&reading, &thresholds) == Grade::Bad;
            Watched { reading, stand: if is_bad { Stand::Doubtful } else { Stand::Fine } }
        })
        .collect();
    for kept in raised {
        let stand = Stand::Raised { since: kept.since };
        match watched.iter_mut().find(|it| is_about(&kept, it)) {
            Some(it) => it.stand = stand,
            // Another Hatchery sees it, or nobody can look at it now.
            None => watched.push(Watched { reading: kept.reading, stand }),
        }
    }
    let muted = |it: Mute| Muted { alarm: it.alarm, until: it.until, by: it.by, called: it.called };
    let mutes: Vec<Muted> = app.store.mutes(now).await?.into_iter().map(muted).collect();
    let webhook = app.config.alert_webhook.as_ref().map(|pager| pager.shape.title());
    Ok(screen::overview(&watched, &mutes, webhook, may_act(app, account).await?, now))
}

/// Sends a test to everybody who is told, and to the webhook, and says what arrived.
pub async fn tried(app: &App, account: &Account) -> anyhow::Result<Screen> {
    let called = app.store.account_name(account).await?;
    let test = screen::test(account, called.as_deref());
    let mut arrivals = Vec::new();
    for (admin, role) in access::roles(app).await? {
        if role >= Role::Operator {
            arrivals.push(to_admin(app, admin, &test).await?);
        }
    }
    if account.platform == Platform::Console && !arrivals.iter().any(|(place, _)| is_at(place, account)) {
        arrivals.push(to_admin(app, account.clone(), &test).await?);
    }
    if let Some(pager) = &app.config.alert_webhook {
        let text = test.view(app.texts.locale(None), 0).text;
        let mut posted = pager.post(&app.http, &text).await;
        if let Err(Unposted::Wait { wait }) = posted
            && wait <= PATIENCE.as_millis() as i64
        {
            tokio::time::sleep(Duration::from_millis(wait as u64)).await;
            posted = pager.post(&app.http, &text).await;
        }
        alerts::learn_of_post(app, &posted).await?;
        arrivals.push((Place::Webhook(pager.shape.title()), posted.err().map(Missed::Post)));
    }
    let arrived = arrivals.iter().filter(|(_, missed)| missed.is_none()).count();
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let act = Act::new(account, ActKind::TestAlerts, "all").to(format!("{arrived} of {}", arrivals.len()));
    tx.record(&act, app.now()).await?;
    tx.commit().await?;
    Ok(screen::arrivals(&arrivals, app.config.alert_webhook.is_some()))
}

fn is_at(place: &Place, account: &Account) -> bool {
    matches!(place, Place::Chat { account: known, .. } if known == account)
}

async fn to_admin(app: &App, admin: Account, test: &Screen) -> anyhow::Result<(Place, Option<Missed>)> {
    let person = app.store.person(&admin, app.now()).await?;
    let place = Place::Chat { account: admin.clone(), called: app.store.account_name(&admin).await? };
    let missed = match &person {
        _ if is_off(app, &admin) => Some(Missed::Off),
        None => Some(Missed::Stranger),
        Some(person) => {
            let view = test.view(app.texts.locale(person.speaks()), 0);
            match sent(app, &admin, &view).await {
                Ok(()) => None,
                Err(_) if is_refused(app, &admin) => Some(Missed::Token),
                Err(missed) => Some(Missed::Send(missed)),
            }
        }
    };
    Ok((place, missed))
}

/// A message arrived when its platform names it.
async fn sent(app: &App, admin: &Account, view: &View) -> Result<(), SendError> {
    let mark = fresh_id();
    let mut sent = messenger::send_news(app, admin, mark.as_str(), view).await;
    if let Err(SendError::Wait(wait)) = sent
        && wait <= PATIENCE
    {
        tokio::time::sleep(wait).await;
        sent = messenger::send_news(app, admin, mark.as_str(), view).await;
    }
    sent.map(drop)
}

fn is_off(app: &App, admin: &Account) -> bool {
    match admin.platform {
        Platform::Telegram => app.config.telegram_token.is_none(),
        Platform::Discord => app.config.discord_token.is_none(),
        Platform::Console => app.console().is_err(),
        Platform::Api => true,
    }
}

fn is_refused(app: &App, admin: &Account) -> bool {
    match admin.platform {
        Platform::Telegram => app.telegram().is_ok_and(|telegram| telegram.api.is_refused()),
        Platform::Discord => app.discord().is_ok_and(|discord| discord.rest.is_refused()),
        Platform::Console | Platform::Api => false,
    }
}
