//! What is told to Telegram at start: who we are, the command menus, and by which door updates come. Everything
//! here may be done again at every start. It waits for Telegram as long as Telegram cannot be reached.

use anyhow::{Context, anyhow};
use serde::Serialize;
use serde::de::DeserializeOwned;
use teloxide::payloads::{DeleteWebhook, GetMe, GetMyCommands, SetMyCommands};
use teloxide::payloads::{DeleteWebhookSetters, GetMyCommandsSetters, SetMyCommandsSetters};
use teloxide::requests::Payload;
use teloxide::types::{BotCommand, BotCommandScope, ChatId, Recipient, True};
use tokio::time::sleep;
use tracing::warn;

use crate::domain::{Account, Millis};
use crate::secret::Secret;
use crate::telegram::Telegram;
use crate::telegram::api::{Api, Bot, CallError};
use crate::telegram::pause::Pause;
use crate::telegram::update::KINDS;

/// The commands that some people see in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Menu {
    /// Two letters, or nothing for people whose language has no menu of its own.
    pub language: Option<String>,
    pub audience: Audience,
    /// Each command without its slash, and what it does.
    pub commands: Vec<(String, String)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Audience {
    /// Everybody, in private.
    People,
    /// One admin, in private.
    Admin(Account),
    Groups,
}

/// Our own, because teloxide names only the kinds of updates that it knows.
#[derive(Serialize)]
struct SetWebhook<'a> {
    url: reqwest::Url,
    allowed_updates: [&'static str; 4],
    secret_token: &'a str,
}

impl Payload for SetWebhook<'_> {
    type Output = True;

    const NAME: &'static str = "SetWebhook";
}

/// Finds out who we are. A token that Telegram refuses is an error, an unreachable Telegram is waited for.
pub async fn enter(api: Api, now: Millis) -> anyhow::Result<Telegram> {
    match insist::<Bot, _>(&api, &GetMe::new()).await {
        Ok(bot) => Ok(Telegram::new(api, bot, now)),
        Err(CallError::Unauthorized | CallError::NotFound) => {
            Err(anyhow!("Telegram does not accept TELEGRAM_BOT_TOKEN; get the current token from @BotFather"))
        }
        Err(e) => Err(e).context("ask Telegram which bot TELEGRAM_BOT_TOKEN belongs to"),
    }
}

/// Sets the command menus, and tells whether it was all of them. A menu that Telegram refuses is logged and left out: an
/// admin who never wrote to the bot has no chat with it yet, and everything works without menus.
pub async fn show_menus(telegram: &Telegram, menus: &[Menu]) -> anyhow::Result<bool> {
    let mut is_whole = true;
    for menu in menus {
        match insist::<True, _>(&telegram.api, &commands_of(menu)?).await {
            Ok(True) => {}
            Err(e @ (CallError::BadRequest(_) | CallError::Forbidden(_))) => {
                is_whole = false;
                warn!(audience = ?menu.audience, language = ?menu.language, "a command menu was not set: {e}");
            }
            Err(e) => return Err(e).context("set the command menus on Telegram"),
        }
    }
    Ok(is_whole)
}

/// From now on updates come to `webhook::webhook` at this address.
pub async fn by_webhook(telegram: &Telegram, address: &str, secret: &Secret) -> anyhow::Result<()> {
    let url = reqwest::Url::parse(address).context("read the address of the Telegram webhook")?;
    let payload = SetWebhook { url, allowed_updates: KINDS, secret_token: secret.expose() };
    insist::<True, _>(&telegram.api, &payload).await.context("set the Telegram webhook")?;
    Ok(())
}

/// From now on updates wait for `poll::poll`; those that came meanwhile are kept.
pub async fn by_poll(telegram: &Telegram) -> anyhow::Result<()> {
    let payload = DeleteWebhook::new().drop_pending_updates(false);
    insist::<True, _>(&telegram.api, &payload).await.context("remove the Telegram webhook")?;
    Ok(())
}

/// Whether people see this menu, to the letter.
pub async fn is_shown(api: &Api, menu: &Menu) -> anyhow::Result<Result<bool, CallError>> {
    let payload = GetMyCommands::new().scope(scope(&menu.audience)?);
    let payload = match &menu.language {
        Some(language) => payload.language_code(language),
        None => payload,
    };
    let shown: Vec<BotCommand> = match api.call_for(&payload).await {
        Ok(shown) => shown,
        Err(fault) => return Ok(Err(fault)),
    };
    let shown = shown.iter().map(|it| (it.command.as_str(), it.description.as_str()));
    Ok(Ok(shown.eq(menu.commands.iter().map(|(command, what)| (command.as_str(), what.as_str())))))
}

/// The kinds of updates that are asked for, as Telegram calls them.
pub fn kinds() -> Vec<String> {
    KINDS.map(str::to_owned).to_vec()
}

fn commands_of(menu: &Menu) -> anyhow::Result<SetMyCommands> {
    let commands = menu.commands.iter().map(|(command, description)| BotCommand::new(command, description));
    let payload = SetMyCommands::new(commands).scope(scope(&menu.audience)?);
    Ok(match &menu.language {
        Some(language) => payload.language_code(language),
        None => payload,
    })
}

fn scope(audience: &Audience) -> anyhow::Result<BotCommandScope> {
    Ok(match audience {
        Audience::People => BotCommandScope::AllPrivateChats,
        Audience::Groups => BotCommandScope::AllGroupChats,
        Audience::Admin(account) => {
            let chat = account.id().parse().with_context(|| format!("read {account} as a Telegram account"))?;
            BotCommandScope::Chat { chat_id: Recipient::Id(ChatId(chat)) }
        }
    })
}

/// Calls until Telegram gives an answer of its own, whatever it is.
async fn insist<T, P>(api: &Api, payload: &P) -> Result<T, CallError>
where
    T: DeserializeOwned,
    P: Payload + Serialize,
{
    let mut pause = Pause::default();
    loop {
        let error = match api.call_for(payload).await {
            Err(e @ (CallError::RetryAfter(_) | CallError::Unknown(_))) => e,
            answer => return answer,
        };
        let wait = pause.after(&error);
        warn!(wait_ms = wait.as_millis() as u64, "{} got no answer and will be tried again: {error}", P::NAME);
        sleep(wait).await;
    }
}
