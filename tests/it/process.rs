//! The real program as a process of its own, with its whole environment given, against fakes on loopback. It is killed,
//! asked to end, started half-configured and cut off from its neighbours; afterwards the world is counted.

mod afar;
pub mod backup;
mod balancer;
pub mod chat;
mod doctor;
mod hatchlings;
mod health;
pub mod house;
mod inbox;
mod kills;
mod leaving;
mod logs;
mod metrics;
mod part;
pub mod program;
mod reports;
mod settings;
mod topics;
mod webhook;
mod wire;
