//! A topic for each bot in a private chat on Telegram, where there are topics: what is told of a bot is told in its topic,
//! and a topic that nobody needs is removed. What is told is never held up or lost for the sake of a topic.

use std::pin::pin;

use tracing::{info, warn};

use crate::App;
use crate::chat::state::Bot;
use crate::chat::{SendError, View};
use crate::domain::{Account, MessageRef, Millis, Platform, Topic};
use crate::messenger::{on_telegram, voice};
use crate::store::KeptTopic;
use crate::telegram::Telegram;

/// How long a topic that Telegram does not remove now is left alone.
const PAUSE: Millis = 600_000;

/// Tells something of a bot that is this account's: in its topic, which is opened for that where there is none yet and the
/// bot stays.
pub(super) async fn send(
    app: &App,
    account: &Account,
    bot: &Bot,
    stays: bool,
    view: &View,
) -> Result<MessageRef, SendError> {
    let telegram = app.telegram()?;
    if !telegram.has_topics() {
        return on_telegram(app, account, None, view).await;
    }
    let Some(topic) = app.store.topic(account, &bot.id).await.map_err(ours)? else {
        let topic = if stays { opened(app, account, bot).await } else { None };
        return on_telegram(app, account, topic, view).await;
    };
    match voice::reply(app, account, pin!(telegram.send_in(account, Some(topic), view))).await {
        Err(SendError::Gone) => {}
        sent => return sent,
    }
    // Its person removed it, or topics are off now: then it may be there again when they are on.
    let anew = match telegram.look_again().await {
        Ok(()) if telegram.has_topics() => {
            info!(%account, bot = %bot.id, "a topic is gone, and is opened anew");
            app.store.drop_topic(&kept(account, bot, topic)).await.map_err(ours)?;
            if stays { opened(app, account, bot).await } else { None }
        }
        Ok(()) | Err(_) => None,
    };
    on_telegram(app, account, anew, view).await
}

/// Whether this account's chat has topics, as far as we know.
pub(super) fn are_there(app: &App, account: &Account) -> bool {
    account.platform == Platform::Telegram && app.telegram().is_ok_and(Telegram::has_topics)
}

/// A new topic that is on record. Between the two steps a crash leaves one that we do not know of, and no more than one.
async fn opened(app: &App, account: &Account, bot: &Bot) -> Option<Topic> {
    let telegram = app.telegram().ok()?;
    let topic = telegram.open_topic(account, bot.name.as_str(), app.now()).await?;
    let known = app.store.keep_topic(account, &bot.id, topic).await.inspect_err(|cause| {
        warn!(%account, bot = %bot.id, "a topic could not be noted and is removed: {cause:#}");
    });
    if known.as_ref().ok() != Some(&topic) {
        // Whoever was faster has opened the one that counts.
        let _ = telegram.remove_topic(account, topic).await;
    }
    known.ok()
}

/// Removes the topics of bots that are gone.
pub async fn tidy(app: &App) -> anyhow::Result<()> {
    let Some(telegram) = app.telegram().ok().filter(|telegram| telegram.has_topics()) else { return Ok(()) };
    for it in app.store.topics_to_remove(app.now()).await? {
        match telegram.remove_topic(&it.account, it.topic).await {
            Ok(()) => app.store.drop_topic(&it).await?,
            Err(cause) => {
                info!(account = %it.account, "a topic is removed later: {cause}");
                app.store.put_off_topic(&it, app.now() + PAUSE).await?;
            }
        }
    }
    Ok(())
}

fn kept(account: &Account, bot: &Bot, topic: Topic) -> KeptTopic {
    KeptTopic { account: account.clone(), bot: bot.id.clone(), topic }
}

/// What our own house could not tell is tried again.
fn ours(cause: anyhow::Error) -> SendError {
    SendError::Unknown(format!("{cause:#}"))
}
