//! All integration tests in one binary: it links once.

mod alerts;
mod api;
mod broadcast;
mod channels;
mod cloud;
mod config;
mod console;
mod databases;
mod discord;
mod discord_fake;
mod docs;
mod fakes;
mod flow;
mod handover;
mod hatchling;
mod house;
mod languages;
mod listening;
mod local;
mod matrix;
mod numbers;
mod package;
mod postgres;
pub mod process;
mod providers;
mod railway_fake;
mod refusals;
mod secrets;
mod self_deploy;
mod sentry;
mod store;
mod stories;
mod telegram;
mod telemetry;
mod verify;
mod ways;
mod world;

/// How long a test waits for what has to come. Only a fault takes that long, or a machine that stands still.
const PATIENCE: std::time::Duration = std::time::Duration::from_secs(60);
