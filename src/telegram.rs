//! Telegram: the only home of teloxide and dptree. It turns updates into what a person did and screens into
//! messages, and decides nothing about the conversation.

pub mod api;
pub mod managed;
mod keyboard;
mod pause;
pub mod poll;
pub mod receive;
mod route;
pub mod setup;
mod show;
pub mod webhook;

use api::{Api, Bot};

/// One bot on Telegram: the line to the Bot API and who we are there.
#[derive(Debug, Clone)]
pub struct Telegram {
    pub api: Api,
    pub bot: Bot,
}

impl Telegram {
    /// Whether Telegram answers, and knows us.
    pub async fn answers(&self) -> bool {
        self.api.bot().await.is_ok()
    }
}
