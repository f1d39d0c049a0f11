//! Writes down what there is to tell of an alarm, in the transaction that raises, repeats or clears it: a letter to each
//! admin who can do something about it, and a message for the webhook.

use tracing::{info, warn};

use crate::App;
use crate::access;
use crate::alerts::rule::REMIND_EVERY;
use crate::config::Mode;
use crate::deploy::note::{Alert, Note};
use crate::domain::{Account, Alarm, Id, Millis, Reading, Role};
use crate::store::{Durability, Tx};

pub async fn raise(app: &App, me: &Id, reading: &Reading) -> anyhow::Result<()> {
    let (now, admins) = (app.now(), admins(app).await?);
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if !tx.raise_alarm(reading, me, now).await? {
        return Ok(());
    }
    warn!(alarm = reading.alarm().word(), ?reading, "alarm: {}", reading.alarm().word());
    if can_be_told(app, &admins, reading.alarm())
        && let Some(since) = tx.tell_alarm(reading, 0, now).await?
    {
        let alert = Alert::Raised { reading: reading.clone(), since, again: false };
        tell(app, &mut tx, &admins, &alert, reading.alarm(), reading.subject()).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// It goes on, and was not told for long, or not at all: it was muted, or nobody was there.
pub async fn tell_again(app: &App, reading: &Reading, again: bool) -> anyhow::Result<()> {
    let (now, admins) = (app.now(), admins(app).await?);
    if !can_be_told(app, &admins, reading.alarm()) {
        return Ok(());
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let Some(since) = tx.tell_alarm(reading, now - REMIND_EVERY, now).await? else { return Ok(()) };
    let alert = Alert::Raised { reading: reading.clone(), since, again };
    tell(app, &mut tx, &admins, &alert, reading.alarm(), reading.subject()).await?;
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Whoever was told of it is told of its end.
pub async fn clear(app: &App, me: &Id, name: Alarm, subject: &str, unseen_since: Millis) -> anyhow::Result<()> {
    let (now, admins) = (app.now(), admins(app).await?);
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let Some(over) = tx.clear_alarm(name, subject, me, unseen_since).await? else { return Ok(()) };
    info!(alarm = name.word(), "all clear: {}", name.word());
    if over.told_at.is_some() {
        let alert = Alert::Over { reading: over.reading, lasted: now - over.since };
        tell(app, &mut tx, &admins, &alert, name, subject).await?;
    }
    tx.commit().await?;
    app.wake();
    Ok(())
}

/// Whether there is anybody to tell. Of a webhook that fails, the webhook cannot tell.
fn can_be_told(app: &App, admins: &[Account], name: Alarm) -> bool {
    !admins.is_empty() || (app.config.alert_webhook.is_some() && name != Alarm::Webhook)
}

/// Everybody but the one who did it hears that alarms are muted, or told again.
pub async fn tell_muted(app: &App, tx: &mut Tx, by: &Account, alert: &Alert) -> anyhow::Result<()> {
    let others: Vec<Account> = admins(app).await?.into_iter().filter(|admin| admin != by).collect();
    write(app, tx, &others, alert, Some("mute")).await
}

async fn tell(
    app: &App,
    tx: &mut Tx,
    admins: &[Account],
    alert: &Alert,
    name: Alarm,
    subject: &str,
) -> anyhow::Result<()> {
    let about = format!("{} {subject}", name.word());
    write(app, tx, admins, alert, (name != Alarm::Webhook).then_some(about.as_str())).await
}

async fn write(
    app: &App,
    tx: &mut Tx,
    admins: &[Account],
    alert: &Alert,
    posted_about: Option<&str>,
) -> anyhow::Result<()> {
    let (now, note) = (app.now(), serde_json::to_string(&Note::Alert(alert.clone()))?);
    for admin in admins {
        tx.tell(admin, &note, now, now).await?;
    }
    if let Some(about) = posted_about.filter(|_| app.config.alert_webhook.is_some()) {
        tx.post(about, &serde_json::to_string(alert)?, now).await?;
    }
    Ok(())
}

/// Who is told: those who may do something about it. At a terminal that is whoever sits there.
async fn admins(app: &App) -> anyhow::Result<Vec<Account>> {
    let mut admins = access::admins(app, Role::Operator).await?;
    let console = Account::console();
    if app.config.mode == Mode::Chat && app.store.person(&console, app.now()).await?.is_some() {
        admins.retain(|admin| *admin != console);
        admins.push(console);
    }
    Ok(admins)
}
