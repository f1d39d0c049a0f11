//! Screens as messages: sending, editing and deleting. Text is sent as it is, without markup and link previews.

use serde::de::IgnoredAny;
use teloxide::payloads::{DeleteMessage, EditMessageText, SendChatAction, SendMessage, SendPhoto};
use teloxide::payloads::{EditMessageTextSetters, SendMessageSetters, SendPhotoSetters};
use teloxide::types::{
    ChatAction, ChatId, InlineKeyboardButton, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, MessageEntity,
    MessageId, ReplyParameters,
};

use crate::chat::fit::{cut, public_url, units};
use crate::chat::{Action, MessageRef, SendError, View};
use crate::domain::Account;
use crate::domain::rich::{Look, Mark};
use crate::telegram::Telegram;
use crate::telegram::api::{CallError, Sent};

/// Bot API, sendMessage: 1-4096 characters, which Telegram counts in UTF-16 units.
const LONGEST_TEXT: usize = 4096;
const LONGEST_CAPTION: usize = 1024;

impl Telegram {
    /// Sends a view as a new message, then its file if it has one. An error of the file is an error of the whole.
    pub async fn send(&self, to: &Account, view: &View) -> Result<MessageRef, SendError> {
        let chat = chat_of(to)?;
        let sent: Sent = match view.picture.as_deref().and_then(public_url) {
            Some(picture) => self.api.call_for(&photo(chat, picture, view)).await.map_err(send_error)?,
            None => self.api.call_for(&new_message(chat, view)).await.map_err(send_error)?,
        };
        self.send_file(chat, view).await?;
        Ok(MessageRef(sent.message_id.to_string()))
    }

    /// Puts a view in the place of a message. A view that is there already is a success.
    pub async fn edit(&self, to: &Account, message: &MessageRef, view: &View) -> Result<(), SendError> {
        let chat = chat_of(to)?;
        let (text, keyboard) = layout(view);
        let payload = EditMessageText::new(ChatId(chat), message_id(message)?, text)
            .link_preview_options(no_preview())
            .reply_markup(keyboard);
        match self.api.call_for::<IgnoredAny, _>(&payload).await {
            Ok(_) => {}
            Err(CallError::BadRequest(why)) if says(&why, "message is not modified") => {}
            Err(CallError::BadRequest(why)) if is_about_the_message(&why) => return Err(SendError::Gone),
            Err(e) => return Err(send_error(e)),
        }
        self.send_file(chat, view).await
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
    pub async fn typing(&self, to: &Account) -> Result<(), SendError> {
        let payload = SendChatAction::new(ChatId(chat_of(to)?), ChatAction::Typing);
        self.api.call_for::<IgnoredAny, _>(&payload).await.map(|_| ()).map_err(send_error)
    }

    /// Answers a message in a group.
    pub(crate) async fn reply(&self, chat: i64, message: i32, view: &View) -> Result<(), SendError> {
        let to = ReplyParameters::new(MessageId(message)).allow_sending_without_reply();
        let payload = new_message(chat, view).reply_parameters(to);
        self.api.call_for::<Sent, _>(&payload).await.map(|_| ()).map_err(send_error)
    }

    /// The address that opens our private chat and starts it with `/start payload`.
    pub fn deep_link(&self, payload: &str) -> String {
        format!("https://t.me/{}?start={payload}", self.bot.username)
    }

    async fn send_file(&self, chat: i64, view: &View) -> Result<(), SendError> {
        let Some(file) = &view.file else { return Ok(()) };
        self.api.send_file(chat, file).await.map(|_| ()).map_err(send_error)
    }
}

/// Telegram fetches the picture itself. Bot API, sendPhoto: a caption has 0-1024 characters.
fn photo(chat: i64, picture: reqwest::Url, view: &View) -> SendPhoto {
    let (_, keyboard) = layout(view);
    let text = cut(&view.text, LONGEST_CAPTION);
    let photo = SendPhoto::new(ChatId(chat), InputFile::url(picture)).caption_entities(entities(&text, &view.marks));
    let photo = photo.caption(text);
    if keyboard.inline_keyboard.is_empty() { photo } else { photo.reply_markup(keyboard) }
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

fn new_message(chat: i64, view: &View) -> SendMessage {
    let (text, keyboard) = layout(view);
    let entities = entities(&text, &view.marks);
    let message = SendMessage::new(ChatId(chat), text).link_preview_options(no_preview());
    let message = if entities.is_empty() { message } else { message.entities(entities) };
    if keyboard.inline_keyboard.is_empty() { message } else { message.reply_markup(keyboard) }
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

/// The text and buttons of a view. Telegram refuses a whole message for one button with an address that only this
/// machine can open, so such an address goes into the text.
fn layout(view: &View) -> (String, InlineKeyboardMarkup) {
    let mut addresses = String::new();
    let mut rows = Vec::new();
    for row in &view.rows {
        let mut buttons = Vec::new();
        for key in row {
            match &key.action {
                Action::Press(word) => buttons.push(InlineKeyboardButton::callback(&key.label, word)),
                Action::Open(address) => match public_url(address) {
                    Some(url) => buttons.push(InlineKeyboardButton::url(&key.label, url)),
                    None => addresses.push_str(&format!("\n{}: {address}", key.label)),
                },
            }
        }
        if !buttons.is_empty() {
            rows.push(buttons);
        }
    }
    let room = LONGEST_TEXT.saturating_sub(units(&addresses));
    (format!("{}{addresses}", cut(&view.text, room)), InlineKeyboardMarkup::new(rows))
}

fn chat_of(account: &Account) -> Result<i64, SendError> {
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

fn says(description: &str, lower_case: &str) -> bool {
    description.to_ascii_lowercase().contains(lower_case)
}

fn send_error(error: CallError) -> SendError {
    match error {
        CallError::Forbidden(_) => SendError::Blocked,
        CallError::BadRequest(why) if says(&why, "chat not found") || says(&why, "peer_id_invalid") => {
            SendError::Blocked
        }
        CallError::RetryAfter(wait) => SendError::Wait(wait),
        CallError::BadRequest(why) => SendError::Refused(why),
        CallError::Migrated(_) => SendError::Refused(error.to_string()),
        // The operator can mend these, so what could not be sent is not given up.
        CallError::Unauthorized | CallError::NotFound | CallError::Conflict(_) => SendError::Unknown(error.to_string()),
        CallError::Unknown(why) => SendError::Unknown(why),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chat::Key;

    fn view(text: &str, actions: &[Action]) -> View {
        let row = actions.iter().map(|action| Key::new("Open", action.clone())).collect();
        View { text: text.into(), rows: vec![row], ..View::default() }
    }

    #[test]
    fn an_address_of_this_machine_is_written_out_instead_of_refused() {
        for address in ["http://127.0.0.1:8080/x", "http://localhost:1", "http://nest.localhost/", "http://[::1]/"] {
            let (text, keyboard) = layout(&view("Ready.", &[Action::Open(address.into())]));
            assert_eq!(text, format!("Ready.\nOpen: {address}"));
            assert_eq!(keyboard.inline_keyboard.len(), 0);
        }
    }

    #[test]
    fn a_written_out_address_survives_the_cut() {
        let long = "line\n".repeat(2000);
        let (text, _) = layout(&view(&long, &[Action::Open("http://127.0.0.1/".into())]));
        assert!(text.ends_with("line\n…\nOpen: http://127.0.0.1/"), "{}", &text[text.len() - 60..]);
        assert!(units(&text) <= LONGEST_TEXT);
    }

    #[test]
    fn a_public_address_becomes_a_button() {
        for address in ["https://ada.example/", "http://1.1.1.1/", "https://t.me/hatchery_bot?start=group"] {
            let (text, keyboard) = layout(&view("Ready.", &[Action::Open(address.into())]));
            assert_eq!((text.as_str(), keyboard.inline_keyboard.len()), ("Ready.", 1), "{address}");
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
