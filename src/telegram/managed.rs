//! Bots that our bot manages on Telegram, for the people who own them: what tells of one, its token, who may write to it,
//! and what it says of itself. teloxide knows none of these calls. A token is nowhere but in the answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use teloxide::payloads::{SetMyCommands, SetMyDescription, SetMyShortDescription};
use teloxide::payloads::{SetMyCommandsSetters, SetMyDescriptionSetters, SetMyShortDescriptionSetters};
use teloxide::requests::Payload;
use teloxide::types::{BotCommand, BotCommandScope, True, User};
use tokio::time::timeout;

use crate::domain::Millis;
use crate::domain::managed::{Child, MOST_ADDED};
use crate::secret::Secret;
use crate::telegram::Telegram;
use crate::telegram::api::{Api, CallError};

/// Bot API, ManagedBotUpdated: somebody made a bot through us, or its token or owner changed.
#[derive(Debug, Clone, Deserialize)]
pub struct Made {
    pub user: User,
    bot: Named,
}

#[derive(Debug, Clone, Deserialize)]
struct Named {
    id: i64,
    username: String,
}

impl Made {
    pub fn child(&self) -> Child {
        Child { id: self.bot.id, username: self.bot.username.clone() }
    }
}

#[derive(Serialize)]
struct GetManagedBotToken {
    user_id: i64,
}

impl Payload for GetManagedBotToken {
    type Output = String;
    const NAME: &'static str = "GetManagedBotToken";
}

#[derive(Serialize)]
struct ReplaceManagedBotToken {
    user_id: i64,
}

impl Payload for ReplaceManagedBotToken {
    type Output = String;
    const NAME: &'static str = "ReplaceManagedBotToken";
}

#[derive(Serialize)]
struct SetManagedBotAccessSettings {
    user_id: i64,
    is_access_restricted: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    added_user_ids: Vec<i64>,
}

impl Payload for SetManagedBotAccessSettings {
    type Output = bool;
    const NAME: &'static str = "SetManagedBotAccessSettings";
}

#[derive(Serialize)]
struct SetChatMenuButton {
    menu_button: MenuButton,
}

#[derive(Serialize)]
struct MenuButton {
    r#type: &'static str,
}

impl Payload for SetChatMenuButton {
    type Output = bool;
    const NAME: &'static str = "SetChatMenuButton";
}

/// What a new bot says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Greeting {
    /// Shown where a chat with it begins.
    pub description: String,
    /// Shown on its page.
    pub short: String,
    /// Without their slashes; none where it sets its own.
    pub commands: Vec<(String, String)>,
}

/// Whether people can make bots through ours, as Telegram said last. Its operator switches that on and off in BotFather, and
/// Telegram tells nobody.
#[derive(Debug, Clone)]
pub(super) struct Managing(Arc<Told>);

#[derive(Debug)]
struct Told {
    can: AtomicBool,
    at: AtomicI64,
}

impl Managing {
    pub fn told(can: bool, at: Millis) -> Self {
        Managing(Arc::new(Told { can: AtomicBool::new(can), at: AtomicI64::new(at) }))
    }
}

/// How long what Telegram said of it is taken for true.
const TRUE_FOR: Millis = 5 * 60 * 1000;
/// How long somebody's answer waits for it.
const PATIENCE: Duration = Duration::from_secs(2);

impl Telegram {
    /// Where somebody makes a bot that we manage, with one confirmation.
    pub fn makes_bots(&self) -> bool {
        self.managing.0.can.load(Ordering::Relaxed)
    }

    /// The same, asked again when the answer is old, by one of those who want to know it.
    pub async fn makes_bots_now(&self, now: Millis) -> bool {
        let Told { can, at } = &*self.managing.0;
        let told = at.load(Ordering::Relaxed);
        let is_old = now - told >= TRUE_FOR;
        if is_old
            && at.compare_exchange(told, now, Ordering::Relaxed, Ordering::Relaxed).is_ok()
            && let Ok(Ok(bot)) = timeout(PATIENCE, self.api.bot()).await
        {
            can.store(bot.can_manage_bots, Ordering::Relaxed);
        }
        self.makes_bots()
    }

    /// Telegram refused what we may do if it was right; so it is asked when somebody wants to know it next.
    pub fn doubts_that_it_makes_bots(&self) {
        self.managing.0.at.store(0, Ordering::Relaxed);
    }

    pub async fn managed_token(&self, child: i64) -> Result<Secret, CallError> {
        secret(&self.api, &GetManagedBotToken { user_id: child }).await
    }

    /// The one before is worth nothing from now on.
    pub async fn replace_managed_token(&self, child: i64) -> Result<Secret, CallError> {
        secret(&self.api, &ReplaceManagedBotToken { user_id: child }).await
    }

    /// Telegram itself lets in only the owner and these; where they are more than it can hold, the bot alone decides.
    pub async fn restrict_managed(&self, child: i64, guests: Vec<i64>) -> Result<(), CallError> {
        let is_access_restricted = guests.len() <= MOST_ADDED;
        let added_user_ids = if is_access_restricted { guests } else { Vec::new() };
        let payload = SetManagedBotAccessSettings { user_id: child, is_access_restricted, added_user_ids };
        self.api.call(&payload).await.map(drop)
    }
}

/// Says of a bot what it is, by its own token.
pub async fn greet(api: &Api, greeting: &Greeting) -> Result<(), CallError> {
    api.call_for::<True, _>(&SetMyDescription::new().description(&greeting.description)).await?;
    api.call_for::<True, _>(&SetMyShortDescription::new().short_description(&greeting.short)).await?;
    if greeting.commands.is_empty() {
        return Ok(());
    }
    let commands = greeting.commands.iter().map(|(command, what)| BotCommand::new(command, what));
    let commands = SetMyCommands::new(commands).scope(BotCommandScope::AllPrivateChats);
    api.call_for::<True, _>(&commands).await?;
    api.call(&SetChatMenuButton { menu_button: MenuButton { r#type: "commands" } }).await.map(drop)
}

async fn secret<P>(api: &Api, payload: &P) -> Result<Secret, CallError>
where
    P: Payload<Output = String> + Serialize,
    P::Output: DeserializeOwned,
{
    api.call(payload).await.map(Secret::new)
}
