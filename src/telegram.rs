//! Telegram: the only home of teloxide and dptree. It turns updates into what a person did and screens into
//! messages, and decides nothing about the conversation.

pub mod api;
mod drafts;
pub mod inbox;
mod keyboard;
pub mod managed;
pub mod opener;
mod pause;
pub mod poll;
pub mod receive;
mod route;
pub mod setup;
mod show;
mod topics;
mod update;
pub mod webhook;

use api::{Api, Bot};
use managed::Managing;
use opener::{Doubt, Opener};
use topics::Topics;

use crate::domain::Millis;

/// One bot on Telegram: the line to the Bot API and who we are there.
#[derive(Debug, Clone)]
pub struct Telegram {
    pub api: Api,
    pub bot: Bot,
    managing: Managing,
    topics: Topics,
}

impl Telegram {
    /// The bot as Telegram told of it just now.
    pub fn new(api: Api, bot: Bot, now: Millis) -> Self {
        let managing = Managing::told(bot.can_manage_bots, now);
        let topics = Topics::of(&bot);
        Telegram { api, bot, managing, topics }
    }

    /// Who opened a page of ours inside Telegram, if its word for it is good and not older than `lasts`.
    pub fn opener(&self, words: &str, now: Millis, lasts: Millis) -> Result<Opener, Doubt> {
        opener::read(words, self.api.token(), now, lasts)
    }

    /// Whether Telegram answers, and knows us.
    pub async fn answers(&self) -> bool {
        self.api.bot().await.is_ok()
    }
}
