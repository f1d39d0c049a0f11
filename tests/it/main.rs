//! All integration tests in one binary: it links once.

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
mod hatchling;
mod house;
mod listening;
mod local;
mod matrix;
mod package;
mod postgres;
mod process;
mod providers;
mod railway_fake;
mod secrets;
mod store;
mod stories;
mod telegram;
mod telemetry;
mod world;
