//! Topics in a private chat, where our bot has them switched on (Bot API 9.3): whether it has, and how one is opened and
//! removed. Nothing here is needed for anything to be told: without a topic it is told in the chat itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};

use serde::Deserialize;
use serde::de::IgnoredAny;
use teloxide::payloads::{CreateForumTopic, DeleteForumTopic};
use teloxide::types::{ChatId, MessageId, ThreadId};
use tracing::{info, warn};

use crate::chat::SendError;
use crate::domain::{Account, Millis, Topic};
use crate::telegram::Telegram;
use crate::telegram::api::{Bot, CallError};
use crate::telegram::show::{chat_of, send_error};

/// What is known of the topics of our bot. All that share a line share it.
#[derive(Debug, Clone, Default)]
pub struct Topics(Arc<Known>);

#[derive(Debug, Default)]
struct Known {
    are_on: AtomicBool,
    /// The server has no such method. Remembered as long as this process lives.
    are_unknown: AtomicBool,
    /// Telegram asked to open none before.
    not_before: AtomicI64,
}

impl Topics {
    pub fn of(bot: &Bot) -> Self {
        let topics = Topics::default();
        topics.0.are_on.store(bot.has_topics_enabled, Ordering::Relaxed);
        topics
    }
}

/// Bot API, ForumTopic, as far as we need it.
#[derive(Deserialize)]
struct Opened {
    message_thread_id: i64,
}

impl Telegram {
    /// Whether private chats with us have topics, as far as we know.
    pub fn has_topics(&self) -> bool {
        self.topics.0.are_on.load(Ordering::Relaxed) && !self.topics.0.are_unknown.load(Ordering::Relaxed)
    }

    /// Asks Telegram who we are, and with that whether there are topics now.
    pub async fn look_again(&self) -> Result<(), CallError> {
        let bot = self.api.bot().await?;
        let were_on = self.topics.0.are_on.swap(bot.has_topics_enabled, Ordering::Relaxed);
        if were_on != bot.has_topics_enabled {
            info!(topics = bot.has_topics_enabled, "topics in private chats were switched on or off");
        }
        Ok(())
    }

    /// Nothing where it is not to be had now: whoever asks goes on without. When the answer is lost, there may be one more
    /// than we know of.
    pub async fn open_topic(&self, to: &Account, name: &str, now: Millis) -> Option<Topic> {
        let chat = chat_of(to).ok()?;
        if now < self.topics.0.not_before.load(Ordering::Relaxed) {
            return None;
        }
        let opened: Result<Opened, CallError> = self.api.call_for(&CreateForumTopic::new(ChatId(chat), name)).await;
        match opened {
            Ok(opened) => return Some(Topic(opened.message_thread_id)),
            Err(CallError::NotFound) => {
                info!("this Bot API server knows no topics; everything is told without them");
                self.topics.0.are_unknown.store(true, Ordering::Relaxed);
            }
            Err(CallError::RetryAfter(wait)) => {
                let until = now + wait.as_millis() as Millis;
                self.topics.0.not_before.store(until, Ordering::Relaxed);
            }
            Err(CallError::BadRequest(why)) => {
                warn!(account = %to, "Telegram opens no topic, so it is told without one: {why}");
                // They may have been switched off; whoever cannot be asked is asked again at the next one.
                let _ = self.look_again().await;
            }
            Err(cause) => info!(account = %to, "no topic was opened, so it is told without one: {cause}"),
        }
        None
    }

    /// Removes a topic with all that stands in it. One that is gone, or that we may not remove, is done with.
    pub async fn remove_topic(&self, to: &Account, topic: Topic) -> Result<(), SendError> {
        let Some(thread) = thread(topic) else { return Ok(()) };
        let payload = DeleteForumTopic::new(ChatId(chat_of(to)?), thread);
        match self.api.call_for::<IgnoredAny, _>(&payload).await {
            Ok(_) | Err(CallError::BadRequest(_) | CallError::Forbidden(_) | CallError::NotFound) => Ok(()),
            Err(cause) => Err(send_error(cause)),
        }
    }
}

/// Nothing for a number that is none of Telegram's.
pub(super) fn thread(topic: Topic) -> Option<ThreadId> {
    i32::try_from(topic.0).ok().map(|id| ThreadId(MessageId(id)))
}

/// What Telegram says of a topic that is not there, or not to be written in.
pub(super) fn is_about_the_topic(why: &str) -> bool {
    let why = why.to_ascii_lowercase();
    ["thread not found", "topic_deleted", "topic_closed", "topic_id_invalid"].iter().any(|known| why.contains(known))
}
