//! Posts to the webhook what is on record for it, one after the other, until it arrives. A crash in the middle posts it
//! again: twice is better than never.

use std::sync::Arc;
use std::time::Duration;

use tokio::time::sleep;
use tokio_util::sync::CancellationToken;
use tracing::{debug, info, warn};

use crate::App;
use crate::alerts::{Watcher, weigh};
use crate::chat::screen;
use crate::deploy::note::Alert;
use crate::domain::{Id, Millis, Reading, Unposted};
use crate::pager::Pager;
use crate::quota::DAY;
use crate::store::{Post, json};

/// The longest pause before it is tried again.
const LONGEST_PAUSE: Duration = Duration::from_secs(300);
/// A post is ours for at least as long as the webhook may take.
const HELD: Duration = Duration::from_secs(20);

/// Until `stop`, while there is a webhook.
pub async fn post(app: Arc<App>, me: Id, stop: CancellationToken) {
    let Some(pager) = app.config.alert_webhook.clone() else { return };
    let mut watcher = Watcher::new(me);
    while stop.run_until_cancelled(sleep(app.config.pace.job_poll)).await.is_some() {
        // What is being posted is not given up half-way when it is time to stop: it would be posted again.
        while !stop.is_cancelled() {
            match post_next(&app, &pager, &mut watcher).await {
                Ok(true) => {}
                Ok(false) => break,
                Err(cause) => {
                    warn!("what is for the webhook of alerts is posted later: {cause:#}");
                    break;
                }
            }
        }
    }
}

/// True when there may be more.
async fn post_next(app: &App, pager: &Pager, watcher: &mut Watcher) -> anyhow::Result<bool> {
    let now = app.now();
    if !app.store.has_posts().await? {
        return Ok(false);
    }
    let held = HELD.max(app.config.pace.job_lease).as_millis() as Millis;
    let Some(post) = app.store.claim_post(now, now + held).await? else { return Ok(false) };
    if post.created_at < now - DAY {
        warn!("what was for the webhook of alerts is a day old and is given up");
        app.store.post_done(&post).await?;
        return Ok(true);
    }
    let text = match worded(app, &post) {
        Ok(text) => text,
        Err(cause) => {
            warn!("what was for the webhook of alerts cannot be put into words: {cause:#}");
            app.store.post_done(&post).await?;
            return Ok(true);
        }
    };
    let answer = pager.post(&app.http, &text).await;
    note(app, watcher, &post, answer).await
}

async fn note(app: &App, watcher: &mut Watcher, post: &Post, answer: Result<(), Unposted>) -> anyhow::Result<bool> {
    let failed = post.attempt + 1;
    let (reading, pause) = match answer {
        Ok(()) => {
            debug!("the webhook of alerts took a message");
            app.store.post_done(post).await?;
            weigh(app, watcher, vec![Reading::Webhook { failed: 0, answer: None }]).await?;
            return Ok(true);
        }
        Err(Unposted::Wait { wait }) => {
            app.store.post_put_off(post, post.attempt, app.now() + wait).await?;
            return Ok(false);
        }
        Err(answer) => {
            let pause = app.config.pace.retry_base.saturating_mul(1 << post.attempt.min(16)).min(LONGEST_PAUSE);
            (Reading::Webhook { failed, answer: Some(answer) }, pause)
        }
    };
    info!(?reading, "the webhook of alerts did not take a message, which is tried again");
    app.store.post_put_off(post, failed, app.now() + pause.as_millis() as Millis).await?;
    weigh(app, watcher, vec![reading]).await?;
    Ok(false)
}

/// A channel has no language of its own, so it is English.
fn worded(app: &App, post: &Post) -> anyhow::Result<String> {
    let alert: Alert = json::parse(&post.alert, "a post")?;
    let locale = app.texts.locale(None);
    let said: Vec<String> = screen::alerts::lines(&alert, app.now()).iter().map(|line| locale.say(line)).collect();
    Ok(format!("Hatchery {}: {}", app.tag, said.join("\n")))
}
