//! Who a bot is on its channels.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Channel;

/// Who a bot is on a channel, and who owns it there.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Presence {
    /// `@name` on Telegram, the plain name elsewhere, when the platform told it.
    pub handle: Option<String>,
    /// Discord's id of the application, by which the bot is invited.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub application: Option<String>,
    /// Discord lets it read messages that do not mention it.
    #[serde(default)]
    pub reads_messages: bool,
    /// The owner's id there, where it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
    /// Another program's webhook on the token is to be removed before the bot starts.
    #[serde(default)]
    pub take_over: bool,
}

/// A bot on each of its channels.
pub type Presences = BTreeMap<Channel, Presence>;

impl Presence {
    /// Takes over what a platform told of another token. Who owns the bot stays, and so does its name when the token
    /// tells none: Slack's second one does not.
    pub fn learn(&mut self, told: &Presence) {
        let (owner, handle) = (self.owner.take(), self.handle.take());
        *self = told.clone();
        self.owner = owner.or(self.owner.take());
        self.handle = self.handle.take().or(handle);
    }

    /// The link by which somebody brings a bot on Discord into a server of theirs.
    pub fn invite(&self) -> Option<String> {
        self.application.as_deref().map(invite)
    }
}

/// With the least that a chatting bot needs.
fn invite(application_id: &str) -> String {
    const PERMISSIONS: u64 = 1 << 6 // add reactions
        | 1 << 10 // view channels
        | 1 << 11 // send messages
        | 1 << 14 // embed links
        | 1 << 15 // attach files
        | 1 << 16 // read message history
        | 1 << 38; // send messages in threads
    const SCOPE: &str = "bot%20applications.commands";
    format!("https://discord.com/oauth2/authorize?client_id={application_id}&scope={SCOPE}&permissions={PERMISSIONS}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_token_takes_nothing_away() {
        let mut known = Presence { owner: Some("U1".into()), ..Presence::default() };
        known.learn(&Presence { handle: Some("nest".into()), ..Presence::default() });
        known.learn(&Presence::default());
        assert_eq!((known.handle.as_deref(), known.owner.as_deref()), (Some("nest"), Some("U1")));
        known.learn(&Presence { handle: Some("twig".into()), take_over: true, ..Presence::default() });
        assert_eq!((known.handle.as_deref(), known.take_over), (Some("twig"), true));
    }
}
