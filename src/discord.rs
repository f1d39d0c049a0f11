//! Discord: the only home of serenity and twilight. It turns interactions and private messages into what a person did
//! and screens into messages, and decides nothing about the conversation.

pub mod rest;

pub mod receive;
mod route;

pub mod endpoint;
pub mod gateway;
pub mod setup;

pub mod card;
mod modal;
mod pause;
pub mod place;
mod show;

use rest::Rest;

pub use route::{Heard, Reply, Suggest, TOKEN_LIFE_MS};

/// One application on Discord: the line to its REST API and who we are there.
#[derive(Debug, Clone)]
pub struct Discord {
    pub rest: Rest,
    /// Discord's id of the application, which is the id of its bot, too.
    pub application: String,
    pub name: String,
    /// By which interactions at the HTTP door are signed: 64 hexadecimal characters.
    pub public_key: String,
}
