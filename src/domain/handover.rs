//! A one-time link by which a key or token is given on a page, out of sight of the chat: to which question it belongs and
//! how long it is good.

use serde::{Deserialize, Serialize};

use crate::domain::{Account, Millis};

/// How long a link is good.
pub const LASTS: Millis = 600_000;
/// So many things that cannot be what was asked for close a link.
pub const MOST_FAULTS: i64 = 20;

words! {
    /// What became of a link.
    HandoverState {
        Open = "open",
        Used = "used",
        /// A newer one was made for the same conversation.
        Replaced = "replaced",
        /// Too much was given that could not be it.
        Closed = "closed",
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handover {
    /// Of what stands behind `#` in the link.
    pub hash: String,
    /// Who asked for it.
    pub account: Account,
    /// The account that keeps the conversation.
    pub conversation: Account,
    /// Of the question that it answers: when that is over, so is the link.
    pub revision: i64,
    pub state: HandoverState,
    pub expires_at: Millis,
}

/// Why a link is good no more.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Void {
    Used,
    Replaced,
    Closed,
    TimeIsOver,
    /// The conversation has another question now, or none.
    MovedOn,
    Unknown,
    /// Telegram says that somebody else opened it.
    NotYours,
    /// Who opened it is not to be believed: forged, long ago, or of the opening of another link.
    Unproven,
}

impl Handover {
    /// Why it is good no more, as far as that does not depend on the conversation.
    pub fn void(&self, now: Millis) -> Option<Void> {
        match self.state {
            HandoverState::Used => Some(Void::Used),
            HandoverState::Replaced => Some(Void::Replaced),
            HandoverState::Closed => Some(Void::Closed),
            HandoverState::Open => (self.expires_at <= now).then_some(Void::TimeIsOver),
        }
    }
}
