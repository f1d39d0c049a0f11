//! Screens as messages: the answers to interactions, and messages in private channels. Each is one call; a message that
//! is there already is changed as a whole.

use reqwest::Method;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::chat::{MessageRef, SendError, View};
use crate::discord::Discord;
use crate::discord::card::{Card, EPHEMERAL};
use crate::discord::place::{ORIGINAL, Place, is_id};
use crate::discord::rest::{Call, CallError};
use crate::discord::route::Reply;
use crate::domain::{Account, Platform};
use crate::secret::Secret;

const OF_REPLY: &str = "/webhooks/{}/{}/messages/{}";
const IN_CHANNEL: &str = "/channels/{}/messages/{}";

/// A message that arrived.
#[derive(Deserialize)]
struct Shown {
    id: String,
    channel_id: String,
    #[serde(default)]
    flags: u32,
}

impl Discord {
    /// The content of the first answer that an interaction was promised: a new message, or the one that was pressed.
    pub async fn fill(&self, reply: &Reply, view: &View) -> Result<MessageRef, SendError> {
        let way = (reply.application.as_str(), &reply.token);
        let call = with(Call::token(Method::PATCH, OF_REPLY, way, &[ORIGINAL]), Card::in_place(view));
        let shown: Shown = self.rest.call(call).await.map_err(send_error)?;
        Ok(place(reply, shown, ORIGINAL.into()))
    }

    /// One more message for an interaction, after the first answer has its content.
    pub async fn follow_up(&self, reply: &Reply, view: &View, is_ephemeral: bool) -> Result<MessageRef, SendError> {
        let card = if is_ephemeral { Card::new(view).ephemeral() } else { Card::new(view) };
        let way = (reply.application.as_str(), &reply.token);
        let call = with(Call::token(Method::POST, "/webhooks/{}/{}", way, &[]), card);
        let shown: Shown = self.rest.call(call).await.map_err(send_error)?;
        let id = shown.id.clone();
        Ok(place(reply, shown, id))
    }

    /// Puts a view in the place of an answer, as long as the token of its interaction lives. The message is an id or
    /// `@original`.
    pub async fn edit_reply(&self, token: &Secret, message: &str, view: &View) -> Result<(), SendError> {
        let call = Call::token(Method::PATCH, OF_REPLY, (&self.application, token), &[of_reply(message)?]);
        self.done(with(call, Card::in_place(view))).await
    }

    /// The private channel of a person and our bot. Opening many of them fast is frowned upon: keep its id.
    pub async fn open_direct(&self, account: &Account) -> Result<String, SendError> {
        if account.platform != Platform::Discord {
            return Err(SendError::Refused(format!("{account} is no Discord account")));
        }
        #[derive(Deserialize)]
        struct Channel {
            id: String,
        }
        let call = Call::bot(Method::POST, "/users/@me/channels", &[]).json(json!({ "recipient_id": account.id() }));
        let channel: Channel = self.rest.call(call).await.map_err(send_error)?;
        let why = || SendError::Unknown("Discord named no channel".into());
        is_id(&channel.id).then_some(channel.id).ok_or_else(why)
    }

    /// A new message in a channel. Whatever is posted with one mark within some minutes is posted once.
    pub async fn post(&self, channel: &str, mark: &str, view: &View) -> Result<MessageRef, SendError> {
        let call = Call::bot(Method::POST, "/channels/{}/messages", &[id(channel)?]);
        let shown: Shown =
            self.rest.call(with(call, Card::new(view).marked(&nonce(mark)))).await.map_err(send_error)?;
        Ok(Place::Channel { channel: channel.to_owned(), message: shown.id }.message_ref())
    }

    /// Puts a view in the place of a message in a channel.
    pub async fn edit(&self, channel: &str, message: &str, view: &View) -> Result<(), SendError> {
        let call = Call::bot(Method::PATCH, IN_CHANNEL, &[id(channel)?, id(message)?]);
        self.done(with(call, Card::in_place(view))).await
    }

    async fn done(&self, call: Call) -> Result<(), SendError> {
        self.rest.call::<IgnoredAny>(call).await.map(drop).map_err(send_error)
    }
}

/// A plain sentence as a message that only its reader sees.
pub fn note(text: &str) -> Value {
    Card::new(&View { text: text.to_owned(), ..View::default() }).ephemeral().body
}

fn with(call: Call, card: Card) -> Call {
    call.json(card.body).file(card.file)
}

/// Where an answer is: in a private channel it is a message like any other and outlives its interaction.
fn place(reply: &Reply, shown: Shown, message: String) -> MessageRef {
    let is_lasting = reply.is_direct && shown.flags & EPHEMERAL == 0 && is_id(&shown.id) && is_id(&shown.channel_id);
    let place = match is_lasting {
        true => Place::Channel { channel: shown.channel_id, message: shown.id },
        false => Place::Reply { interaction: reply.interaction.clone(), message },
    };
    place.message_ref()
}

/// Messages, "Create Message": a nonce has at most 25 characters.
fn nonce(mark: &str) -> String {
    data_encoding::BASE32HEX_NOPAD.encode(&Sha256::digest(mark.as_bytes())[..15])
}

fn id(text: &str) -> Result<&str, SendError> {
    is_id(text).then_some(text).ok_or(SendError::Gone)
}

fn of_reply(message: &str) -> Result<&str, SendError> {
    if message == ORIGINAL { Ok(message) } else { id(message) }
}

fn send_error(error: CallError) -> SendError {
    match error {
        CallError::CannotReach => SendError::Blocked,
        CallError::Gone => SendError::Gone,
        CallError::RetryAfter(wait) => SendError::Wait(wait),
        CallError::Refused { .. } => SendError::Refused(error.to_string()),
        CallError::Unauthorized => SendError::Shut(error.to_string()),
        CallError::Unknown(why) => SendError::Unknown(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(flags: u32) -> Shown {
        Shown { id: "9".into(), channel_id: "3".into(), flags }
    }

    #[test]
    fn an_answer_outlives_its_interaction_only_in_a_private_channel() {
        let reply = |is_direct| Reply {
            interaction: "1".into(),
            application: "2".into(),
            token: Secret::new("HATCHTEST"),
            channel: None,
            is_direct,
            is_born_of_message: false,
            expires_at_ms: 0,
        };
        let at = |is_direct, flags| place(&reply(is_direct), shown(flags), ORIGINAL.into()).0;
        assert_eq!(at(true, 32768), "c.3.9");
        assert_eq!(at(true, 64), "i.1.@original");
        assert_eq!(at(false, 0), "i.1.@original");
    }

    #[test]
    fn a_mark_becomes_a_nonce_that_discord_takes() {
        let one = nonce("letter of nest");
        assert!(one.len() <= 25 && one == nonce("letter of nest") && one != nonce("another"), "{one}");
    }

    #[test]
    fn each_failure_is_told_as_what_somebody_can_do() {
        let wait = std::time::Duration::from_secs(3);
        assert_eq!(send_error(CallError::CannotReach), SendError::Blocked);
        assert_eq!(send_error(CallError::RetryAfter(wait)), SendError::Wait(wait));
        assert_eq!(send_error(CallError::Gone), SendError::Gone);
        assert!(matches!(send_error(CallError::Unauthorized), SendError::Shut(_)));
    }

    #[test]
    fn only_ids_become_parts_of_an_address() {
        assert_eq!(of_reply("@original"), Ok("@original"));
        assert_eq!(of_reply("../1"), Err(SendError::Gone));
        assert_eq!(id("1?x=1"), Err(SendError::Gone));
    }
}
