//! The light bot, whole: the real one on a free port, asked over HTTP and through a Telegram that keeps state.

mod browser;
mod faults;
mod nest;
mod secrets;
mod telegram;
mod web;
