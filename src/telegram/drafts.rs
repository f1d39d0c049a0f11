//! What is seen in a private chat while something is looked up: a draft with a few words (Bot API 9.5), which the message
//! that follows takes away and which nobody keeps. A server that knows no drafts shows "typing".

use serde::Serialize;
use teloxide::requests::Payload;
use tracing::{debug, info};

use crate::chat::SendError;
use crate::domain::{Account, Topic};
use crate::telegram::Telegram;
use crate::telegram::api::CallError;
use crate::telegram::show::{chat_of, send_error};

/// There is one in a chat at a time, and another text takes its place.
const THE_ONE: i64 = 1;

/// Our own, because teloxide knows no drafts.
#[derive(Serialize)]
struct SendMessageDraft<'a> {
    chat_id: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    message_thread_id: Option<i64>,
    draft_id: i64,
    text: &'a str,
}

impl Payload for SendMessageDraft<'_> {
    type Output = bool;
    const NAME: &'static str = "SendMessageDraft";
}

impl Telegram {
    /// A new message has to follow within half a minute.
    pub async fn draft(&self, to: &Account, topic: Option<Topic>, text: &str) -> Result<(), SendError> {
        if self.api.knows_drafts() {
            let message_thread_id = topic.map(|topic| topic.0);
            let draft = SendMessageDraft { chat_id: chat_of(to)?, message_thread_id, draft_id: THE_ONE, text };
            match self.api.call(&draft).await {
                Ok(_) => return Ok(()),
                Err(CallError::NotFound) => {
                    info!("this Bot API server knows no drafts, and is told that we type");
                    self.api.found_no_drafts();
                }
                // Something about this one chat.
                Err(CallError::BadRequest(why)) => debug!(account = %to, "a chat takes no draft: {why}"),
                Err(cause) => return Err(send_error(cause)),
            }
        }
        self.typing(to, topic).await
    }
}
