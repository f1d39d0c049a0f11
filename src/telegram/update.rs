//! An update, as far as we look at it. teloxide's own reader tries each kind of content until one fits, copies the whole
//! message for it, and drops what was typed where one part is newer than teloxide. It decides nothing.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;
use teloxide::types::{CallbackQueryId, User};

use crate::chat::MessageRef;
use crate::domain::Topic;
use crate::telegram::managed::Made;

/// The kinds of updates that we ask Telegram for. One of them is newer than teloxide.
pub const KINDS: [&str; 4] = ["message", "callback_query", "my_chat_member", "managed_bot"];

/// Bot API, Update: one of `KINDS`, or nothing that we know.
#[derive(Deserialize)]
pub struct Update {
    #[serde(rename = "update_id")]
    pub id: i64,
    pub message: Option<Message>,
    #[serde(rename = "callback_query")]
    pub press: Option<Press>,
    /// That our own place in a chat changed.
    #[serde(rename = "my_chat_member")]
    pub standing: Option<Standing>,
    #[serde(rename = "managed_bot")]
    pub made: Option<Made>,
}

#[derive(Deserialize)]
pub struct Message {
    #[serde(rename = "message_id")]
    pub id: i32,
    date: i64,
    pub chat: Chat,
    pub from: Option<User>,
    pub text: Option<String>,
    message_thread_id: Option<i32>,
    #[serde(default)]
    is_topic_message: bool,
    /// That Telegram itself left it in the chat, and no person sent it. Only of those without text.
    #[serde(skip)]
    pub is_note: bool,
}

#[derive(Deserialize)]
pub struct Chat {
    pub id: i64,
    #[serde(rename = "type")]
    pub kind: ChatKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChatKind {
    Private,
    Group,
    Supergroup,
    #[serde(other)]
    Other,
}

/// Bot API, CallbackQuery.
#[derive(Deserialize)]
pub struct Press {
    pub id: CallbackQueryId,
    pub from: User,
    pub message: Option<Message>,
    inline_message_id: Option<String>,
    data: Option<String>,
}

/// Bot API, ChatMemberUpdated.
#[derive(Deserialize)]
pub struct Standing {
    pub chat: Chat,
    new_chat_member: Member,
}

#[derive(Deserialize)]
struct Member {
    status: Status,
}

#[derive(PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Status {
    Left,
    Kicked,
    #[serde(other)]
    There,
}

impl Update {
    /// Nothing when it does not read.
    pub fn read(raw: &RawValue) -> Option<Self> {
        let mut update: Self = serde_json::from_str(raw.get()).ok()?;
        if let Some(message) = update.message.as_mut().filter(|message| message.text.is_none()) {
            message.is_note = is_note(raw);
        }
        Some(update)
    }

    /// What happens in one lane happens in order: the chat, which for a private one is the person.
    pub fn lane(&self) -> i64 {
        let pressed_in = self.press.as_ref().and_then(|press| press.message.as_ref());
        let message = self.message.as_ref().or(pressed_in);
        let chat = message.map(|it| &it.chat).or(self.standing.as_ref().map(|it| &it.chat));
        let person = self.press.as_ref().map(|it| &it.from).or(self.made.as_ref().map(|it| &it.user));
        chat.map(|chat| chat.id).or(person.map(|person| person.id.0 as i64)).unwrap_or_default()
    }
}

impl Message {
    /// Bots may write to each other; two of them that answer every message would never stop.
    pub fn is_private_talk(&self) -> bool {
        self.chat.kind == ChatKind::Private && self.from.as_ref().is_none_or(|sender| !sender.is_bot)
    }

    /// Bot API: a thread is a topic only where this says so.
    pub fn topic(&self) -> Option<Topic> {
        self.message_thread_id.filter(|_| self.is_topic_message).map(|thread| Topic(i64::from(thread)))
    }

    pub fn place(&self) -> MessageRef {
        MessageRef(self.id.to_string())
    }
}

impl Press {
    /// What stands in a button of a private screen, which has it also where its message is out of reach.
    pub fn word(&self) -> Option<&str> {
        let is_private = self.message.as_ref().is_none_or(|message| message.chat.kind == ChatKind::Private);
        self.data.as_deref().filter(|_| is_private && self.inline_message_id.is_none())
    }

    /// Bot API, InaccessibleMessage: its date is always 0.
    pub fn message_in_reach(&self) -> Option<&Message> {
        self.message.as_ref().filter(|message| message.date != 0)
    }
}

impl Standing {
    /// Bot API: in a private chat the bot's own membership changes only when the person blocks or unblocks it.
    pub fn is_blocked(&self) -> bool {
        matches!(self.new_chat_member.status, Status::Left | Status::Kicked)
    }
}

fn is_note(raw: &RawValue) -> bool {
    #[derive(Deserialize)]
    struct Told<'a> {
        #[serde(borrow)]
        message: BTreeMap<&'a str, IgnoredAny>,
    }
    let told = serde_json::from_str::<Told>(raw.get());
    told.is_ok_and(|told| NOTES.iter().any(|note| told.message.contains_key(note)))
}

/// Bot API 10.3, Message: what it calls a service message, and what is one without being called so. Of a bot that is made
/// through ours an update of its own tells as well.
const NOTES: [&str; 55] = [
    "new_chat_members",
    "left_chat_member",
    "chat_owner_left",
    "chat_owner_changed",
    "new_chat_title",
    "new_chat_photo",
    "delete_chat_photo",
    "group_chat_created",
    "supergroup_chat_created",
    "channel_chat_created",
    "message_auto_delete_timer_changed",
    "migrate_to_chat_id",
    "migrate_from_chat_id",
    "pinned_message",
    "successful_payment",
    "refunded_payment",
    "users_shared",
    "chat_shared",
    "gift",
    "unique_gift",
    "gift_upgrade_sent",
    "connected_website",
    "write_access_allowed",
    "passport_data",
    "proximity_alert_triggered",
    "boost_added",
    "chat_background_set",
    "checklist_tasks_done",
    "checklist_tasks_added",
    "community_chat_added",
    "community_chat_joined",
    "community_chat_removed",
    "direct_message_price_changed",
    "forum_topic_created",
    "forum_topic_edited",
    "forum_topic_closed",
    "forum_topic_reopened",
    "general_forum_topic_hidden",
    "general_forum_topic_unhidden",
    "giveaway_created",
    "giveaway_completed",
    "managed_bot_created",
    "paid_message_price_changed",
    "poll_option_added",
    "poll_option_deleted",
    "suggested_post_approved",
    "suggested_post_approval_failed",
    "suggested_post_declined",
    "suggested_post_paid",
    "suggested_post_refunded",
    "video_chat_scheduled",
    "video_chat_started",
    "video_chat_ended",
    "video_chat_participants_invited",
    "web_app_data",
];
