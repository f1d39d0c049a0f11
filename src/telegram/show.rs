//! Screens as messages: sending, editing and deleting. Text is sent as it is, without markup and link previews.

use serde::Serialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use teloxide::payloads::{DeleteMessage, EditMessageText, SendChatAction, SendMessage, SendPhoto};
use teloxide::payloads::{EditMessageTextSetters, SendMessageSetters, SendPhotoSetters};
use teloxide::requests::Payload;
use teloxide::types::{ChatAction, ChatId, InputFile, LinkPreviewOptions, MessageEntity, MessageId, ReplyParameters};
use tracing::info;

use crate::chat::fit::{cut, public_url, units};
use crate::chat::{MessageRef, SendError, View};
use crate::domain::rich::{Look, Mark};
use crate::domain::{Account, Topic};
use crate::telegram::Telegram;
use crate::telegram::api::{CallError, Sent};
use crate::telegram::keyboard::{Era, Keyboard, Markup, With};
use crate::telegram::topics::{is_about_the_topic, thread};

/// Bot API, sendMessage: 1-4096 characters, which Telegram counts in UTF-16 units.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;

impl Telegram {
    /// Sends a view as a new message, then its file if it has one. An error of the file is an error of the whole.
    pub async fn send(&self, to: &Account, view: &View) -> Result<MessageRef, SendError> {
        self.send_in(to, None, view).await
    }

    /// The same in a topic. That there is no such topic is `Gone`.
    pub async fn send_in(&self, to: &Account, topic: Option<Topic>, view: &View) -> Result<MessageRef, SendError> {
        let chat = chat_of(to)?;
        let sent: Result<Sent, CallError> = match view.picture.as_deref().and_then(public_url) {
            Some(picture) => self.call_with_buttons(|era| photo(chat, topic, picture.clone(), view, era)).await,
            None => self.call_with_buttons(|era| new_message(chat, topic, view, era)).await,
        };
        let sent = match sent {
            Err(CallError::BadRequest(why)) if is_about_the_topic(&why) => return Err(SendError::Gone),
            sent => sent.map_err(send_error)?,
        };
        self.send_file(chat, topic, view).await?;
        Ok(MessageRef(sent.message_id.to_string()))
    }

    /// Puts a view in the place of a message. A view that is there already is a success.
    pub async fn edit(&self, to: &Account, message: &MessageRef, view: &View) -> Result<(), SendError> {
        let (chat, message) = (chat_of(to)?, message_id(message)?);
        let payload = |era| {
            let (text, keyboard) = layout(view, era, chat);
            let payload = EditMessageText::new(ChatId(chat), message, text).link_preview_options(no_preview());
            With { payload, reply_markup: Some(keyboard.edited()) }
        };
        match self.call_with_buttons::<IgnoredAny, _>(payload).await {
            Ok(_) => {}
            Err(CallError::BadRequest(why)) if says(&why, "message is not modified") => {}
            Err(CallError::BadRequest(why)) if is_about_the_message(&why) => return Err(SendError::Gone),
            Err(e) => return Err(send_error(e)),
        }
        self.send_file(chat, None, view).await
    }

    /// Calls with buttons as the newest Bot API has them. A server that refuses those is asked once more with plain ones; when
    /// it takes them it is an old one, and gets plain ones from then on.
    async fn call_with_buttons<T, P>(&self, payload: impl Fn(Era) -> With<P>) -> Result<T, CallError>
    where
        T: DeserializeOwned,
        P: Payload + Serialize,
    {
        if !self.api.is_old() {
            let newest = payload(Era::New);
            match self.api.call_for(&newest).await {
                Err(CallError::BadRequest(why)) if is_new(&newest) && is_about_the_buttons(&why) => {
                    let answer = self.api.call_for(&payload(Era::Old)).await;
                    if answer.is_ok() {
                        info!("this Bot API server is an old one, and gets plain buttons: {why}");
                        self.api.found_old();
                    }
                    return answer;
                }
                answer => return answer,
            }
        }
        self.api.call_for(&payload(Era::Old)).await
    }

    /// A message that is gone already is a success. Bot API, deleteMessage: refused when it is older than 48 hours.
    pub async fn delete(&self, to: &Account, message: &MessageRef) -> Result<(), SendError> {
        let payload = DeleteMessage::new(ChatId(chat_of(to)?), message_id(message)?);
        match self.api.call_for::<IgnoredAny, _>(&payload).await {
            Ok(_) => Ok(()),
            Err(CallError::BadRequest(why)) if says(&why, "message to delete not found") => Ok(()),
            Err(CallError::BadRequest(_)) => Err(SendError::Gone),
            Err(e) => Err(send_error(e)),
        }
    }

    /// Shows "typing" for about five seconds or until the next message.
    pub async fn typing(&self, to: &Account, topic: Option<Topic>) -> Result<(), SendError> {
        let payload = SendChatAction::new(ChatId(chat_of(to)?), ChatAction::Typing);
        let payload = SendChatAction { message_thread_id: topic.and_then(thread), ..payload };
        self.api.call_for::<IgnoredAny, _>(&payload).await.map(|_| ()).map_err(send_error)
    }

    /// Answers a message in a group.
    pub(crate) async fn reply(&self, chat: i64, message: i32, view: &View) -> Result<(), SendError> {
        let to = ReplyParameters::new(MessageId(message)).allow_sending_without_reply();
        let payload = |era| {
            let With { payload, reply_markup } = new_message(chat, None, view, era);
            With { payload: payload.reply_parameters(to.clone()), reply_markup }
        };
        self.call_with_buttons::<Sent, _>(payload).await.map(|_| ()).map_err(send_error)
    }

    /// The address that opens our private chat and starts it with `/start payload`.
    pub fn deep_link(&self, payload: &str) -> String {
        format!("https://t.me/{}?start={payload}", self.bot.username)
    }

    async fn send_file(&self, chat: i64, topic: Option<Topic>, view: &View) -> Result<(), SendError> {
        let Some(file) = &view.file else { return Ok(()) };
        self.api.send_file(chat, topic, file).await.map(|_| ()).map_err(send_error)
    }
}

/// Telegram fetches the picture itself. Bot API, sendPhoto: a caption has 0-1024 characters.
fn photo(chat: i64, topic: Option<Topic>, picture: reqwest::Url, view: &View, era: Era) -> With<SendPhoto> {
    let (_, keyboard) = layout(view, era, chat);
    let text = cut(&view.text, LONGEST_CAPTION);
    let photo = SendPhoto::new(ChatId(chat), InputFile::url(picture)).caption_entities(entities(&text, &view.marks));
    let payload = SendPhoto { message_thread_id: topic.and_then(thread), ..photo.caption(text) };
    With { payload, reply_markup: keyboard.sent(view, era, is_private(chat)) }
}

/// The looks of a text, as far as it was not cut. Telegram counts in UTF-16 units.
fn entities(text: &str, marks: &[Mark]) -> Vec<MessageEntity> {
    let entity = |mark: &Mark| {
        let (from, to) = (mark.from, mark.to.min(text.len()));
        let (before, inside) = (text.get(..from)?, text.get(from..to).filter(|inside| !inside.is_empty())?);
        let (offset, length) = (units(before), units(inside));
        Some(match &mark.look {
            Look::Bold => MessageEntity::bold(offset, length),
            Look::Italic => MessageEntity::italic(offset, length),
            Look::Code => MessageEntity::code(offset, length),
            Look::Link(address) => MessageEntity::text_link(public_url(address)?, offset, length),
        })
    };
    marks.iter().filter_map(entity).collect()
}

fn new_message(chat: i64, topic: Option<Topic>, view: &View, era: Era) -> With<SendMessage> {
    let (text, keyboard) = layout(view, era, chat);
    let entities = entities(&text, &view.marks);
    let message = SendMessage::new(ChatId(chat), text).link_preview_options(no_preview());
    let message = SendMessage { message_thread_id: topic.and_then(thread), ..message };
    let payload = if entities.is_empty() { message } else { message.entities(entities) };
    With { payload, reply_markup: keyboard.sent(view, era, is_private(chat)) }
}

fn no_preview() -> LinkPreviewOptions {
    LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    }
}

/// The text and buttons of a view; what no button opens is written out.
fn layout(view: &View, era: Era, chat: i64) -> (String, Keyboard) {
    let keyboard = Keyboard::of(view, era, is_private(chat));
    let room = LONGEST_TEXT.saturating_sub(units(&keyboard.addresses));
    (format!("{}{}", cut(&view.text, room), keyboard.addresses), keyboard)
}

/// Groups have negative ids.
fn is_private(chat: i64) -> bool {
    chat > 0
}

pub(super) fn chat_of(account: &Account) -> Result<i64, SendError> {
    account.id().parse().map_err(|_| SendError::Refused(format!("{account} is no Telegram account")))
}

fn message_id(message: &MessageRef) -> Result<MessageId, SendError> {
    message.0.parse().map(MessageId).map_err(|_| SendError::Gone)
}

fn is_about_the_message(why: &str) -> bool {
    ["message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not"]
        .iter()
        .any(|known| says(why, known))
}

fn is_new<P>(call: &With<P>) -> bool {
    call.reply_markup.as_ref().is_some_and(Markup::is_new)
}

/// `message is not modified` names the markup, too, and is no refusal of it.
fn is_about_the_buttons(why: &str) -> bool {
    !says(why, "message is not modified") && ["keyboard", "button", "markup"].iter().any(|known| says(why, known))
}

fn says(description: &str, lower_case: &str) -> bool {
    description.to_ascii_lowercase().contains(lower_case)
}

pub(super) fn send_error(error: CallError) -> SendError {
    match error {
        CallError::Forbidden(_) => SendError::Blocked,
        CallError::BadRequest(why) if says(&why, "chat not found") || says(&why, "peer_id_invalid") => {
            SendError::Blocked
        }
        CallError::RetryAfter(wait) => SendError::Wait(wait),
        CallError::BadRequest(why) => SendError::Refused(why),
        CallError::Migrated(_) => SendError::Refused(error.to_string()),
        CallError::Unauthorized | CallError::NotFound => SendError::Shut(error.to_string()),
        // The operator can mend it, so what could not be sent is not given up.
        CallError::Conflict(_) => SendError::Unknown(error.to_string()),
        CallError::Unknown(why) => SendError::Unknown(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::{Action, Key};

    fn view(text: &str, actions: &[Action]) -> View {
        let row = actions.iter().map(|action| Key::new("Open", action.clone())).collect();
        View { text: text.into(), rows: vec![row], ..View::default() }
    }

    #[test]
    fn an_address_of_this_machine_is_written_out_instead_of_refused() {
        for address in ["http://127.0.0.1:8080/x", "http://localhost:1", "http://nest.localhost/", "http://[::1]/"] {
            let (text, keyboard) = layout(&view("Ready.", &[Action::Open(address.into())]), Era::New, 42);
            assert_eq!(text, format!("Ready.\nOpen: {address}"));
            assert_eq!(keyboard.rows.len(), 0);
        }
    }

    #[test]
    fn a_written_out_address_survives_the_cut() {
        let long = "line\n".repeat(2000);
        let (text, _) = layout(&view(&long, &[Action::Open("http://127.0.0.1/".into())]), Era::New, 42);
        assert!(text.ends_with("line\n…\nOpen: http://127.0.0.1/"), "{}", &text[text.len() - 60..]);
        assert!(units(&text) <= LONGEST_TEXT);
    }

    #[test]
    fn a_public_address_becomes_a_button() {
        for address in ["https://ada.example/", "http://1.1.1.1/", "https://t.me/hatchery_bot?start=group"] {
            let (text, keyboard) = layout(&view("Ready.", &[Action::Open(address.into())]), Era::New, 42);
            assert_eq!((text.as_str(), keyboard.rows.len()), ("Ready.", 1), "{address}");
        }
    }

    #[test]
    fn what_telegram_says_becomes_what_somebody_acts_on() {
        let bad = |why: &str| send_error(CallError::BadRequest(why.into()));
        assert_eq!(bad("Bad Request: chat not found"), SendError::Blocked);
        assert_eq!(
            bad("Bad Request: BUTTON_DATA_INVALID"),
            SendError::Refused("Bad Request: BUTTON_DATA_INVALID".into())
        );
        let wait = std::time::Duration::from_secs(7);
        assert_eq!(send_error(CallError::RetryAfter(wait)), SendError::Wait(wait));
        assert_eq!(send_error(CallError::Forbidden("Forbidden: bot was blocked".into())), SendError::Blocked);
    }
}
