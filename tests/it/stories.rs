//! What people live through with a whole Hatchery, from the first word to a bot that answers and beyond.

mod admins;
mod changing;
mod configs;
mod diagnosing;
mod fleet;
mod hatching;
mod input;
mod keys;
mod looking_after;
pub mod managed;
mod mine;
mod neighbours;
mod people;
mod secrets;
mod sharing;
mod starting;
mod steps;
mod stored_keys;
mod tokens;
mod topics;
mod twice;

/// The code that an invitation carries: the last word of its first line.
fn code_in(invitation: &str) -> String {
    invitation.lines().next().and_then(|line| line.split_whitespace().last()).expect("a code").to_owned()
}
