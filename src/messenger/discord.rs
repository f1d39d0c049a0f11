//! Messages to people on Discord: by the way that their last interaction opened while it is open, else into the private
//! channel. In a server an answer is for its person alone.

use std::time::Duration;

use tracing::debug;

use crate::App;
use crate::chat::{SendError, View};
use crate::discord::place::Place;
use crate::discord::{Discord, Reply, TOKEN_LIFE_MS};
use crate::domain::{Account, MessageRef, Millis};
use crate::store::KeptReply;

/// Milliseconds in which what an interaction promised may not be there yet, and how soon to look again.
const JUST_BEGUN: Millis = 800;
const SOON: Duration = Duration::from_millis(300);

/// News: where they are shown in a server to one person alone, they go into the private channel as well, if that is
/// open to us. What becomes of this second one troubles nobody.
pub async fn send_news(app: &App, account: &Account, mark: &str, view: &View) -> Result<MessageRef, SendError> {
    let shown = send(app, account, None, mark, view).await?;
    if let Some(Place::Reply { .. }) = Place::parse(&shown)
        && let Err(cause) = in_private(app, app.discord()?, account, mark, view).await
    {
        debug!(%account, "news were shown in a server only: {cause}");
    }
    Ok(shown)
}

/// A new message, which may answer a certain interaction. `mark` tells it from every other: within some minutes Discord
/// takes one with the same mark for the same message where it goes into a channel.
pub async fn send(
    app: &App,
    account: &Account,
    answers: Option<&str>,
    mark: &str,
    view: &View,
) -> Result<MessageRef, SendError> {
    let discord = app.discord()?;
    let open = app.store.best_reply(&app.sealer, account, answers, app.now()).await.map_err(ours)?;
    if let Some(kept) = &open {
        match by_reply(app, discord, kept, view).await {
            // Over before its time, or it has had all its messages.
            Ok(None) | Err(SendError::Gone | SendError::Refused(_)) => {
                debug!(%account, "an interaction answers no more; {account} is written to in private");
            }
            Ok(Some(message)) => return Ok(message),
            Err(other) => return Err(other),
        }
    }
    match (in_private(app, discord, account, mark, view).await, open) {
        // Whoever has no server in common with us is still answered where they spoke.
        (Err(SendError::Blocked), Some(kept)) if kept.is_direct => {
            discord.follow_up(&way(discord, &kept), view, false).await
        }
        (sent, _) => sent,
    }
}

pub(super) async fn in_private(
    app: &App,
    discord: &Discord,
    account: &Account,
    mark: &str,
    view: &View,
) -> Result<MessageRef, SendError> {
    let channel = match app.store.direct_channel(account).await.map_err(ours)? {
        Some(channel) => channel,
        None => opened(app, discord, account).await?,
    };
    match discord.post(&channel, mark, view).await {
        Err(SendError::Gone) => discord.post(&opened(app, discord, account).await?, mark, view).await,
        posted => posted,
    }
}

/// Nothing when the way leads no further.
async fn by_reply(
    app: &App,
    discord: &Discord,
    kept: &KeptReply,
    view: &View,
) -> Result<Option<MessageRef>, SendError> {
    let reply = way(discord, kept);
    if app.store.take_promise(&kept.interaction).await.map_err(ours)? {
        let mut filled = discord.fill(&reply, view).await;
        // The promise itself may still be on its way to Discord.
        if filled == Err(SendError::Gone) && app.now() - (kept.expires_at - TOKEN_LIFE_MS) < JUST_BEGUN {
            filled = Err(SendError::Wait(SOON));
        }
        if let Err(SendError::Wait(_) | SendError::Shut(_) | SendError::Unknown(_)) = filled {
            app.store.return_promise(&kept.interaction).await.map_err(ours)?;
        }
        return filled.map(Some);
    }
    // In a private channel a message of its own is as good, and outlives the interaction.
    if kept.is_direct || !app.store.take_follow_up(&kept.interaction).await.map_err(ours)? {
        return Ok(None);
    }
    let followed = discord.follow_up(&reply, view, true).await;
    if let Err(SendError::Wait(_) | SendError::Shut(_)) = followed {
        app.store.return_follow_up(&kept.interaction).await.map_err(ours)?;
    }
    followed.map(Some)
}

pub async fn edit(app: &App, message: &MessageRef, view: &View) -> Result<(), SendError> {
    let discord = app.discord()?;
    match Place::parse(message) {
        Some(Place::Channel { channel, message }) => discord.edit(&channel, &message, view).await,
        Some(Place::Reply { interaction, message }) => {
            let kept = app.store.reply(&app.sealer, &interaction, app.now()).await.map_err(ours)?;
            let Some(kept) = kept else { return Err(SendError::Gone) };
            discord.edit_reply(&kept.token, &message, view).await
        }
        None => Err(SendError::Gone),
    }
}

/// The private channel, opened once and remembered: opening many of them fast is frowned upon.
async fn opened(app: &App, discord: &Discord, account: &Account) -> Result<String, SendError> {
    let channel = discord.open_direct(account).await?;
    app.store.set_direct_channel(account, &channel).await.map_err(ours)?;
    Ok(channel)
}

fn way(discord: &Discord, kept: &KeptReply) -> Reply {
    Reply {
        interaction: kept.interaction.clone(),
        application: discord.application.clone(),
        token: kept.token.clone(),
        channel: None,
        is_direct: kept.is_direct,
        is_born_of_message: false,
        expires_at_ms: kept.expires_at,
    }
}

/// What our own house could not tell is tried again, like what Discord did not answer.
fn ours(cause: anyhow::Error) -> SendError {
    SendError::Unknown(format!("{cause:#}"))
}
