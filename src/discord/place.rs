//! Where a message of ours is, as its `MessageRef` says it. One in a private channel is reached as long as it exists;
//! one that answers an interaction, only with the token of that interaction and only for a quarter of an hour.

use crate::chat::MessageRef;

/// The message that an interaction began with, or its first answer.
pub const ORIGINAL: &str = "@original";

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    Channel {
        channel: String,
        message: String,
    },
    /// The message is an id or `ORIGINAL`.
    Reply {
        interaction: String,
        message: String,
    },
}

impl Place {
    pub fn message_ref(&self) -> MessageRef {
        MessageRef(match self {
            Place::Channel { channel, message } => format!("c.{channel}.{message}"),
            Place::Reply { interaction, message } => format!("i.{interaction}.{message}"),
        })
    }

    /// Nothing for what is no message on Discord.
    pub fn parse(message: &MessageRef) -> Option<Self> {
        let mut parts = message.0.splitn(3, '.');
        let (kind, at, message) = (parts.next()?, parts.next()?, parts.next()?);
        let (at, message) = (is_id(at).then(|| at.to_owned())?, message.to_owned());
        match kind {
            "c" if is_id(&message) => Some(Place::Channel { channel: at, message }),
            "i" if is_id(&message) || message == ORIGINAL => Some(Place::Reply { interaction: at, message }),
            _ => None,
        }
    }
}

/// Whether a text is an id of Discord's, so that it may become a part of an address.
pub fn is_id(text: &str) -> bool {
    (1..=20).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_reads_back() {
        for text in ["c.12.34", "i.12.@original", "i.12.34"] {
            let message = MessageRef(text.into());
            assert_eq!(Place::parse(&message).map(|place| place.message_ref()), Some(message));
        }
    }

    #[test]
    fn what_is_no_place_on_discord_is_seen() {
        for text in ["", "12", "c.12", "c.12.@original", "c.../etc.1", "i.12.34/x", "x.1.2", "c.1.2.3"] {
            assert_eq!(Place::parse(&MessageRef(text.into())), None, "{text}");
        }
    }
}
