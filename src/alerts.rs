//! Tells admins by itself when something is wrong, once, and when it is over. Each Hatchery watches what only it sees;
//! what all share one of them watches. What is told goes by the outbox and to the webhook, and is on record first.

mod posting;
pub mod readings;
pub mod rule;
pub mod telling;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::warn;

use crate::App;
use crate::alerts::readings::Pulse;
use crate::alerts::rule::{Before, HOUR, MINUTE, Thresholds, Verdict};
use crate::domain::{Alarm, Id, Millis, Reading, Unposted};
use crate::duty::{self, Duty};
use crate::store::{KeptAlarm, Mute, fresh_id};

pub use posting::post;

/// How often it is looked.
const LOOK_EVERY: Millis = 30_000;
/// How often the platforms are asked whether they know us: where we are quiet, nothing else would tell.
const ASK_EVERY: Millis = 5 * MINUTE;
/// An alarm that another one keeps up is not cleared by who sees otherwise, until that one has not seen it for so long.
const ANOTHERS: Millis = 2 * MINUTE;
/// What nobody sees for longer than the hour of Railway's budget is not watched any more, and over.
const UNSEEN: Millis = HOUR + 5 * MINUTE;

/// One that watches, with what it counts in a row.
pub struct Watcher {
    me: Id,
    strikes: HashMap<(Alarm, &'static str), u32>,
}

impl Watcher {
    pub fn new(me: Id) -> Self {
        Watcher { me, strikes: HashMap::new() }
    }
}

/// Watches what only this process sees, until `stop`.
pub async fn watch_own(app: Arc<App>, me: Id, stop: CancellationToken) {
    let (mut watcher, mut rounds) = (Watcher::new(me), Rounds::begin(&app));
    let mut asked = app.now();
    while rounds.come_round(&app, &stop).await {
        if app.now() - asked >= ASK_EVERY {
            asked = app.now();
            readings::ask_platforms(&app).await;
        }
        if let Err(cause) = weigh(&app, &mut watcher, readings::own(&app)).await {
            warn!("what is wrong here could not be noted: {cause:#}");
        }
    }
}

/// Watches what all share, while this is ours to do, until `stop`.
pub async fn watch_shared(app: Arc<App>, me: Id, stop: CancellationToken) {
    duty::alone(&app, Duty::Alerting, &stop, |stop| on_duty(app.clone(), me.clone(), stop)).await;
}

async fn on_duty(app: Arc<App>, me: Id, stop: CancellationToken) {
    let (mut watcher, mut rounds, mut pulse) = (Watcher::new(me), Rounds::begin(&app), Pulse::default());
    let since = app.now();
    while rounds.come_round(&app, &stop).await {
        // Whoever took over does not know yet what others see.
        let knows_all = app.now() - since >= UNSEEN;
        if let Err(cause) = look_at_shared(&app, &mut watcher, &mut pulse, knows_all).await {
            warn!("it could not be looked whether something is wrong: {cause:#}");
        }
    }
}

async fn look_at_shared(app: &App, watcher: &mut Watcher, pulse: &mut Pulse, knows_all: bool) -> anyhow::Result<()> {
    let database = pulse.felt(app).await;
    weigh(app, watcher, vec![database]).await?;
    weigh(app, watcher, readings::shared(app).await?).await?;
    if knows_all { drop_unseen(app, &watcher.me).await } else { Ok(()) }
}

/// Looks at once, and then whenever it is time again by the clock.
struct Rounds {
    looked: Millis,
}

impl Rounds {
    fn begin(app: &App) -> Self {
        Rounds { looked: app.now() - LOOK_EVERY }
    }

    /// False when it is time to stop.
    async fn come_round(&mut self, app: &App, stop: &CancellationToken) -> bool {
        let pause = app.config.pace.job_poll.min(Duration::from_millis(LOOK_EVERY as u64));
        while stop.run_until_cancelled(sleep(pause)).await.is_some() {
            if app.now() - self.looked >= LOOK_EVERY {
                self.looked = app.now();
                return true;
            }
        }
        false
    }
}

/// Raises, keeps up, tells or clears what these readings are about.
pub async fn weigh(app: &App, watcher: &mut Watcher, readings: Vec<Reading>) -> anyhow::Result<()> {
    let now = app.now();
    let (raised, mutes) = (app.store.alarms().await?, app.store.mutes(now).await?);
    let thresholds = Thresholds::with_disk(app.config.alert_disk_mb);
    for reading in readings {
        let key = (reading.alarm(), reading.subject());
        let kept = raised.iter().find(|kept| is_about(kept, &reading));
        let before = match kept {
            Some(kept) => Before::Raised { told_at: kept.told_at },
            None => Before::Calm { strikes: watcher.strikes.get(&key).copied().unwrap_or_default() },
        };
        match rule::judge(before, &reading, &thresholds, is_muted(&mutes, key.0), now) {
            Verdict::Calm { strikes } => drop(watcher.strikes.insert(key, strikes)),
            Verdict::Raise => telling::raise(app, &watcher.me, &reading).await?,
            Verdict::Keep => app.store.see_alarm(&reading, &watcher.me, now).await?,
            Verdict::Tell => {
                app.store.see_alarm(&reading, &watcher.me, now).await?;
                telling::tell_again(app, &reading, kept.is_some_and(|kept| kept.told_at.is_some())).await?;
            }
            Verdict::Clear => {
                watcher.strikes.remove(&key);
                // Whoever has just posted something knows for all.
                let anothers = if key.0 == Alarm::Webhook { 0 } else { ANOTHERS };
                telling::clear(app, &watcher.me, key.0, key.1, now - anothers).await?;
            }
        }
    }
    Ok(())
}

/// What a post that was no alarm tells of the webhook: that it works again, if it did not.
pub async fn learn_of_post(app: &App, posted: &Result<(), Unposted>) -> anyhow::Result<()> {
    match posted {
        Ok(()) => weigh(app, &mut Watcher::new(fresh_id()), vec![Reading::Webhook { failed: 0, answer: None }]).await,
        Err(_) => Ok(()),
    }
}

fn is_about(kept: &KeptAlarm, reading: &Reading) -> bool {
    kept.name == reading.alarm() && kept.subject == reading.subject()
}

fn is_muted(mutes: &[Mute], alarm: Alarm) -> bool {
    mutes.iter().any(|mute| mute.alarm.is_none_or(|muted| muted == alarm))
}

/// What nobody watches any more, for example because a platform was switched off. A webhook that fails shows nothing
/// when there is nothing to post.
async fn drop_unseen(app: &App, me: &Id) -> anyhow::Result<()> {
    let before = app.now() - UNSEEN;
    for kept in app.store.alarms().await? {
        let is_set = kept.name == Alarm::Webhook && app.config.alert_webhook.is_some();
        if kept.seen_at <= before && !is_set {
            telling::clear(app, me, kept.name, &kept.subject, before).await?;
        }
    }
    Ok(())
}
