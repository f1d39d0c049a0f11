//! The thin sender: one method of the Bot API, one POST, one answer. It never sleeps, retries or logs, and nothing
//! it returns holds the address of a call, because the address contains the token.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use reqwest::multipart::{Form, Part};
use reqwest::{RequestBuilder, StatusCode};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teloxide::payloads::{DeleteWebhook, DeleteWebhookSetters, GetMe, GetWebhookInfo};
use teloxide::requests::Payload;

use crate::chat::File;
use crate::domain::Topic;
use crate::domain::counted::Trouble;
use crate::metrics::Tally;
use crate::secret::Secret;

/// How long one call may take, on top of the time a long poll asks for itself.
const LIMIT: Duration = Duration::from_secs(15);

/// What to wait when Telegram asks to wait and does not say how long.
const UNTOLD_WAIT: Duration = Duration::from_secs(5);

/// One bot's line to the Bot API.
#[derive(Clone)]
pub struct Api {
    http: reqwest::Client,
    origin: String,
    token: Secret,
    limit: Duration,
    is_reached: Arc<AtomicBool>,
    is_refused: Arc<AtomicBool>,
    is_old: Arc<AtomicBool>,
    has_no_drafts: Arc<AtomicBool>,
    tally: Tally,
}

/// The bot behind a token, as far as we need it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Bot {
    pub id: i64,
    pub username: String,
    /// Whether people can make bots through it that it manages for them.
    #[serde(default)]
    pub can_manage_bots: bool,
    /// Whether private chats with it have topics.
    #[serde(default)]
    pub has_topics_enabled: bool,
}

/// Bot API, getWebhookInfo: the address is empty when there is none.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Hook {
    pub url: String,
    #[serde(default)]
    pub pending_update_count: i64,
    /// In seconds, of the last delivery that did not work.
    pub last_error_date: Option<i64>,
    pub last_error_message: Option<String>,
    /// Nothing means the kinds that Telegram sends by itself.
    pub allowed_updates: Option<Vec<String>>,
}

/// A message that arrived.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct Sent {
    pub message_id: i64,
}

/// Why a call failed, as far as somebody acts on it. The texts are Telegram's descriptions, which name no token.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CallError {
    /// 403: the person blocked the bot or is gone, or the bot was put out of the group.
    #[error("Telegram forbids it: {0}")]
    Forbidden(String),
    /// 401: the token was revoked.
    #[error("Telegram does not accept the token")]
    Unauthorized,
    /// 409: another program polls with this token, or a webhook is set.
    #[error("Telegram reports a conflict: {0}")]
    Conflict(String),
    /// 404: no bot has a token of this shape, or there is no such method.
    #[error("Telegram does not know the bot or the method")]
    NotFound,
    #[error("Telegram asks to wait {0:?}")]
    RetryAfter(Duration),
    /// The group became a supergroup and is reached under this id from now on.
    #[error("the group has a new id: {0}")]
    Migrated(i64),
    /// Telegram will never accept this call: 400 and whatever else blames us.
    #[error("Telegram refuses it: {0}")]
    BadRequest(String),
    /// No answer, a failure on the way or an answer that does not read. The call may have been applied.
    #[error("Telegram gave no usable answer: {0}")]
    Unknown(String),
}

impl CallError {
    /// What is wrong between Telegram and us; nothing when a person or a group is not to be reached, or shows already what
    /// it is to show.
    fn trouble(&self) -> Option<Trouble> {
        match self {
            CallError::Unknown(_) => Some(Trouble::NoAnswer),
            CallError::RetryAfter(_) => Some(Trouble::Busy),
            CallError::Unauthorized | CallError::NotFound => Some(Trouble::Unauthorized),
            CallError::BadRequest(why) if why.contains("message is not modified") => None,
            CallError::Conflict(_) | CallError::BadRequest(_) => Some(Trouble::Refused),
            CallError::Forbidden(_) | CallError::Migrated(_) => None,
        }
    }
}

/// Bot API, "Making requests": every answer is an object of this shape.
#[derive(Deserialize)]
struct Answer<T> {
    ok: bool,
    result: Option<T>,
    error_code: Option<u16>,
    #[serde(default)]
    description: String,
    #[serde(default)]
    parameters: Parameters,
}

#[derive(Deserialize, Default)]
struct Parameters {
    retry_after: Option<u64>,
    migrate_to_chat_id: Option<i64>,
}

impl Api {
    /// `origin` is the Bot API without a path, for example `https://api.telegram.org`.
    pub fn new(http: reqwest::Client, origin: &str, token: Secret) -> Self {
        Api {
            http,
            origin: origin.trim_end_matches('/').to_owned(),
            token,
            limit: LIMIT,
            is_reached: Arc::default(),
            is_refused: Arc::default(),
            is_old: Arc::default(),
            has_no_drafts: Arc::default(),
            tally: Tally::default(),
        }
    }

    /// The same line, whose troubles are counted.
    pub fn counted(self, tally: Tally) -> Self {
        Api { tally, ..self }
    }

    /// The same line with another limit for one call.
    pub fn within(self, limit: Duration) -> Self {
        Api { limit, ..self }
    }

    /// What Telegram signs its words to us with.
    pub(super) fn token(&self) -> &Secret {
        &self.token
    }

    /// Whether the last call over this line, or a clone of it, got an answer of Telegram's own.
    pub fn is_reached(&self) -> bool {
        self.is_reached.load(Ordering::Relaxed)
    }

    /// Whether Telegram did not accept the token when it last said anything of it.
    pub fn is_refused(&self) -> bool {
        self.is_refused.load(Ordering::Relaxed)
    }

    /// Whether the server was found to know less of buttons than we do.
    pub fn is_old(&self) -> bool {
        self.is_old.load(Ordering::Relaxed)
    }

    /// Remembered as long as this process lives: a server that was renewed shows it at the next start.
    pub fn found_old(&self) {
        self.is_old.store(true, Ordering::Relaxed);
    }

    /// Whether the server was not found to know nothing of drafts.
    pub(super) fn knows_drafts(&self) -> bool {
        !self.has_no_drafts.load(Ordering::Relaxed)
    }

    /// Remembered as long as this process lives.
    pub(super) fn found_no_drafts(&self) {
        self.has_no_drafts.store(true, Ordering::Relaxed);
    }

    /// Calls a method and reads its whole answer.
    pub async fn call<P>(&self, payload: &P) -> Result<P::Output, CallError>
    where
        P: Payload + Serialize,
        P::Output: DeserializeOwned,
    {
        self.call_for(payload).await
    }

    /// Calls a method and reads only what `T` needs, so that an answer with news in it still reads.
    pub async fn call_for<T, P>(&self, payload: &P) -> Result<T, CallError>
    where
        T: DeserializeOwned,
        P: Payload + Serialize,
    {
        let limit = self.limit + payload.timeout_hint().unwrap_or_default();
        self.post(P::NAME, limit, |request| request.json(payload)).await
    }

    /// The bot this token belongs to.
    pub async fn bot(&self) -> Result<Bot, CallError> {
        self.call_for(&GetMe::new()).await
    }

    /// Where updates are delivered to.
    pub async fn webhook(&self) -> Result<Hook, CallError> {
        self.call_for(&GetWebhookInfo::new()).await
    }

    /// The host of another program's webhook on this bot, when it has one.
    pub async fn webhook_host(&self) -> Result<Option<String>, CallError> {
        let hook = self.webhook().await?;
        let host = || reqwest::Url::parse(&hook.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        Ok(if hook.url.is_empty() { None } else { Some(host().unwrap_or_else(|| "an unknown place".into())) })
    }

    /// Messages that wait are kept for the next receiver.
    pub async fn remove_webhook(&self) -> Result<(), CallError> {
        self.call_for::<bool, _>(&DeleteWebhook::new().drop_pending_updates(false)).await.map(drop)
    }

    /// Sends a text file from memory.
    pub async fn send_file(&self, chat: i64, topic: Option<Topic>, file: &File) -> Result<Sent, CallError> {
        let part = Part::bytes(file.content.clone().into_bytes())
            .file_name(file.name.clone())
            .mime_str("text/plain; charset=utf-8")
            .expect("the literal is a media type");
        let form = Form::new().text("chat_id", chat.to_string()).part("document", part);
        let form = match topic {
            Some(topic) => form.text("message_thread_id", topic.0.to_string()),
            None => form,
        };
        self.post("SendDocument", self.limit, |request| request.multipart(form)).await
    }

    async fn post<T: DeserializeOwned>(
        &self,
        method: &str,
        limit: Duration,
        body: impl FnOnce(RequestBuilder) -> RequestBuilder,
    ) -> Result<T, CallError> {
        let request = self.http.post(format!("{}/bot{}/{method}", self.origin, self.token.expose()));
        let answer = async {
            let response = body(request).timeout(limit).send().await.map_err(lost)?;
            let status = response.status();
            let bytes = response.bytes().await.map_err(lost)?;
            read(status, &bytes)
        };
        let answer = answer.await;
        self.is_reached.store(!matches!(answer, Err(CallError::Unknown(_))), Ordering::Relaxed);
        match &answer {
            Err(CallError::Unauthorized) => self.is_refused.store(true, Ordering::Relaxed),
            Err(CallError::Unknown(_)) => {}
            Ok(_) | Err(_) => self.is_refused.store(false, Ordering::Relaxed),
        }
        if let Some(trouble) = answer.as_ref().err().and_then(CallError::trouble) {
            self.tally.note(trouble);
        }
        answer
    }
}

impl fmt::Debug for Api {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Api({})", self.origin)
    }
}

fn read<T: DeserializeOwned>(status: StatusCode, bytes: &[u8]) -> Result<T, CallError> {
    // What serde says about a body may quote it, and a body may hold a token: only the place is told.
    let answer: Answer<T> = serde_json::from_slice(bytes).map_err(|e| {
        let place = format!("line {} column {}", e.line(), e.column());
        CallError::Unknown(format!("{status} with a body that does not read at {place}"))
    })?;
    match answer.result {
        Some(result) if answer.ok => Ok(result),
        _ => Err(refusal(status, answer.error_code, answer.description, &answer.parameters)),
    }
}

fn refusal(status: StatusCode, code: Option<u16>, description: String, parameters: &Parameters) -> CallError {
    if let Some(chat) = parameters.migrate_to_chat_id {
        return CallError::Migrated(chat);
    }
    match code.unwrap_or(status.as_u16()) {
        401 => CallError::Unauthorized,
        403 => CallError::Forbidden(description),
        404 => CallError::NotFound,
        409 => CallError::Conflict(description),
        429 => CallError::RetryAfter(parameters.retry_after.map_or(UNTOLD_WAIT, Duration::from_secs)),
        400..=499 => CallError::BadRequest(description),
        code => CallError::Unknown(format!("{code} {description}")),
    }
}

/// The causes of a failed call without its address.
fn lost(error: reqwest::Error) -> CallError {
    let error = error.without_url();
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(&error);
    while let Some(inner) = cause {
        text = format!("{text}: {inner}");
        cause = inner.source();
    }
    CallError::Unknown(text)
}
