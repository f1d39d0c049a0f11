//! What is kept of people beside their accounts.

use crate::domain::{Account, Millis, Role};

/// A role that somebody was granted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptRole {
    pub account: Account,
    pub role: Role,
    /// What their platform calls them.
    pub called: Option<String>,
    pub granted_by: Account,
}

/// A code that lets people in, as far as it is known: the code itself is kept as a hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invite {
    /// Its last characters, by which it is recognised.
    pub tail: String,
    pub made_by: Account,
    pub uses: i64,
    pub uses_left: i64,
    pub expires_at: Millis,
}

/// Somebody in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub account: Account,
    /// What their platform calls them.
    pub called: Option<String>,
    /// Live ones.
    pub bots: i64,
}
