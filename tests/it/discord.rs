//! Hatchery on Discord: the same conversation through both doors, in servers and in private, in front of a Discord that
//! refuses what the real one refuses. Every story is told through the gateway and through the signed HTTP endpoint.

mod den;
mod hatching;

mod calls;
mod endpoint;
mod gateway;
mod linking;
mod secrets;
mod strangers;
mod trouble;

use den::Den;
