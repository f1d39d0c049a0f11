//! Neighbours as servers on this machine: they keep state, are as strict as the real ones and can be told to fail.

pub mod discord;
pub mod missing;
pub mod openclaw;
pub mod ports;
pub mod providers;
pub mod railway;
pub mod sentry;
pub mod slack;
pub mod telegram;
pub mod webhooks;
