//! Bots on Telegram that people make through us: what is kept of an offer and of what came of it, in the transaction of the
//! turn, and the token of a new one, asked for behind it.

use tracing::{info, warn};

use crate::App;
use crate::chat::flow::{ManagedAnswer, ManagedWish};
use crate::domain::managed::{Child, LASTS, Made, NoToken, WishState};
use crate::domain::{Account, Bar, Id, Platform};
use crate::secret::Secret;
use crate::store::{Person, Tx};
use crate::telegram::Telegram;
use crate::telegram::api::CallError;

/// Our bot on Telegram, where people can make bots through it.
pub fn maker(app: &App) -> Option<&Telegram> {
    app.telegram().ok().filter(|telegram| telegram.makes_bots())
}

/// What it is called, for whoever can press a button that Telegram opens.
pub(super) async fn maker_for(app: &App, account: &Account) -> Option<String> {
    let telegram = app.telegram().ok().filter(|_| account.platform == Platform::Telegram)?;
    telegram.makes_bots_now(app.now()).await.then(|| telegram.bot.username.clone())
}

/// Those that a person made. Nobody is asked for them where none can be made.
pub(super) async fn made(app: &App, person: &Id) -> anyhow::Result<Vec<Made>> {
    match maker(app) {
        Some(_) => app.store.made_by(person).await,
        None => Ok(Vec::new()),
    }
}

pub(super) async fn grant(
    app: &App,
    tx: &mut Tx,
    account: &Account,
    person: &Person,
    wish: ManagedWish,
) -> anyhow::Result<ManagedAnswer> {
    let now = app.now();
    Ok(match wish {
        ManagedWish::Offer { revision, name, username } => {
            tx.begin_managed_wish(account, revision, (&name, &username), now + LASTS).await?;
            ManagedAnswer::Offered
        }
        ManagedWish::Made { child } => {
            let known = tx.managed(child.id).await?;
            tx.keep_managed(&child, account, now).await?;
            let is_news = known.is_none_or(|known| known.owner != *account);
            info!(child = child.id, is_news, "Telegram tells of a bot of {account}");
            if !is_news {
                return Ok(ManagedAnswer::Known);
            }
            match tx.settle_managed_wish(account, child.id, now).await? {
                Some(WishState::Pending) => ManagedAnswer::Waited(child),
                Some(WishState::Expired) => ManagedAnswer::Late(child),
                Some(WishState::Linked | WishState::Failed) | None => ManagedAnswer::Unasked(child),
            }
        }
        ManagedWish::Rotate { bot } => {
            tx.lock_person(&app.store, &person.id).await?;
            match tx.standing(&person.id, now).await?.bar.filter(Bar::shuts_out) {
                Some(bar) => ManagedAnswer::Barred(bar),
                None if tx.rotate_managed(&bot, now).await? => ManagedAnswer::Rotating,
                None => ManagedAnswer::NotOurs,
            }
        }
    })
}

/// The token of a new bot, which from now on only its owner can write to. Asked twice, it is the same.
pub(super) async fn token(app: &App, child: &Child, owner: Option<&Id>) -> Result<Secret, NoToken> {
    let Some(telegram) = maker(app) else { return Err(NoToken::Refused) };
    let token = match telegram.managed_token(child.id).await {
        Ok(token) => token,
        Err(cause) => {
            warn!(child = child.id, "Telegram did not give the token of a bot: {cause}");
            let why = no_token(&cause);
            if why == NoToken::Refused {
                telegram.doubts_that_it_makes_bots();
            }
            return Err(why);
        }
    };
    // It is done again when the bot runs, with its guests.
    if let Err(cause) = telegram.restrict_managed(child.id, Vec::new()).await {
        warn!(child = child.id, "who may write to a bot was not set yet: {cause}");
    }
    let user = app.store.token_owner(&app.sealer.fingerprints(&token)).await.map_err(|_| NoToken::Unreachable)?;
    match user {
        Some(user) if Some(&user) != owner => Err(NoToken::InUse),
        Some(_) | None => Ok(token),
    }
}

/// Notes that an offer came to nothing although the bot is there.
pub(super) async fn note(app: &App, child: &Child, token: &Result<Secret, NoToken>) {
    let state = match token {
        Ok(_) => WishState::Linked,
        Err(NoToken::Refused | NoToken::InUse) => WishState::Failed,
        Err(NoToken::Unreachable) => return,
    };
    if let Err(cause) = app.store.set_managed_wish(child.id, state).await {
        warn!(child = child.id, "what became of an offer could not be noted: {cause:#}");
    }
}

/// What a refusal of Telegram's means: it may be asked again only where it gave no answer.
pub fn no_token(cause: &CallError) -> NoToken {
    match cause {
        CallError::Unknown(_) | CallError::RetryAfter(_) | CallError::Unauthorized | CallError::Conflict(_) => {
            NoToken::Unreachable
        }
        CallError::Forbidden(_) | CallError::NotFound | CallError::Migrated(_) | CallError::BadRequest(_) => {
            NoToken::Refused
        }
    }
}
