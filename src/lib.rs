//! Hatchery: message a bot, get a bot.

pub mod chat;
pub mod config;
pub mod console;
pub mod domain;
pub mod hatchling;
pub mod provider;
pub mod secret;
pub mod telegram;
pub mod telemetry;
