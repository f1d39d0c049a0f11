//! Hatchery: message a bot, get a bot. The modules in the order a message takes: heard by a front end, decided by
//! the conversation, remembered by the store, done by the deploy core and its targets, told by the messenger.

pub mod blueprint;
pub mod domain;
pub mod pace;
pub mod quota;
pub mod secret;
pub mod text;

pub mod config;
pub mod metrics;
pub mod sentry;
pub mod telemetry;

pub mod access;
pub mod alerts;
pub mod broadcast;
pub mod chat;
pub mod clock;
pub mod console;
pub mod discord;
pub mod messenger;
pub mod pager;
pub mod telegram;

pub mod deploy;
pub mod diagnose;
pub mod duty;
pub mod fleet;
pub mod jobs;
pub mod local;
pub mod managed;
pub mod preflight;
pub mod provider;
pub mod railway;
pub mod store;

pub mod hatchling;

pub mod api;
pub mod app;
pub mod cli;
pub mod doctor;
pub mod findings;
mod memory;
pub mod run;
pub mod self_deploy;
pub mod verify;

pub use app::App;
