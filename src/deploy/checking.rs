//! The stage that asks whether a key and the tokens are good, where nobody has asked before: they came by the API, or the
//! provider was away when the chat asked. It changes nothing outside, so it can be carried out again; what it learns is
//! recorded with its end.

use std::time::Duration;

use futures::future::join_all;
use tokio::time::timeout;
use tracing::warn;

use crate::App;
use crate::deploy::Change;
use crate::deploy::asking::is_its_own;
use crate::deploy::carried::{Carried, News};
use crate::deploy::note::Why;
use crate::deploy::plan::{self, End};
use crate::domain::{Id, OperationKind, Presence, Stage, TargetKind, Token, TokenFinding};
use crate::preflight;
use crate::provider::Verdict;
use crate::secret::Secret;
use crate::store::{Instance, Operation, SecretKind, Tx};

/// How long somebody waits for an answer about what they bring over HTTP: less than a request may take.
const PATIENCE: Duration = Duration::from_secs(12);

/// Something that is good, and who the bot is by it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    pub kind: SecretKind,
    pub presence: Option<Presence>,
}

/// What was said of one key or token.
enum Said {
    /// Nothing speaks against it.
    Good(Option<Presence>),
    Never(Why),
    /// Nobody can be asked now.
    Nothing,
}

/// Where an operation on this bot begins.
pub async fn first_stage(tx: &mut Tx, bot: &Id, kind: OperationKind, target: TargetKind) -> anyhow::Result<Stage> {
    let asks = first_of(kind, target, false) == Stage::Check;
    let is_checked = asks && tx.unchecked_secrets(bot).await?.is_empty();
    Ok(first_of(kind, target, is_checked))
}

/// The same where it is known whether everything is checked.
pub fn first_of(kind: OperationKind, target: TargetKind, is_checked: bool) -> Stage {
    let first = plan::first(kind, target, false);
    if first == Stage::Check { plan::first(kind, target, is_checked) } else { first }
}

pub async fn check(app: &App, instance: &Instance) -> anyhow::Result<Carried> {
    let unchecked = app.store.unchecked_secrets(&instance.id).await?;
    let asking = unchecked.into_iter().map(async |kind| {
        let kept = app.store.secret(&app.sealer, &instance.id, &instance.owner, kind).await?;
        let said = match (kept, kind) {
            (Some(key), SecretKind::ProviderKey) => key_said(app, instance, key).await,
            (Some(token), SecretKind::Token(kind)) => token_said(app, instance, kind, &token).await,
            (Some(_), SecretKind::WebToken | SecretKind::ClaimCode) | (None, _) => Said::Good(None),
        };
        anyhow::Ok((kind, said))
    });
    let (mut good, mut end) = (Vec::new(), End::Done);
    for answered in join_all(asking).await {
        match answered? {
            (kind, Said::Good(presence)) => good.push(Told { kind, presence }),
            (_, Said::Never(why)) => end = End::Never(why),
            (_, Said::Nothing) if end == End::Done => end = End::Unsaid,
            (_, Said::Nothing) => {}
        }
    }
    Ok(Carried::from(end).with(News::Checked(good)))
}

/// Asks about a key or token before it takes the place of one that is good, or says why it must not. What nobody can say now
/// is asked again before the bot gets it.
pub async fn tried(app: &App, instance: &Instance, change: Change) -> Result<Change, Why> {
    let said = timeout(PATIENCE, async {
        match &change {
            Change::Key { is_checked: true, .. } | Change::Token { presence: Some(_), .. } => Said::Nothing,
            Change::Key { key, .. } => key_said(app, instance, key.clone()).await,
            Change::Token { kind, token, .. } => token_said(app, instance, *kind, token).await,
        }
    });
    match (said.await.unwrap_or(Said::Nothing), change) {
        (Said::Never(why), _) => Err(why),
        (Said::Nothing, change) => Ok(change),
        (Said::Good(_), Change::Key { key, kept, .. }) => Ok(Change::Key { key, is_checked: true, kept }),
        (Said::Good(presence), Change::Token { kind, token, .. }) => Ok(Change::Token { kind, token, presence }),
    }
}

async fn key_said(app: &App, instance: &Instance, key: Secret) -> Said {
    let verdict = preflight::check_key(&app.http, &app.config.origins, instance.provider, key).await;
    app.metrics.asked(instance.provider, verdict.trouble());
    match verdict {
        Verdict::BadKey | Verdict::AccountDisabled | Verdict::WrongKeyKind => Said::Never(Why::KeyRefused),
        // The bot may use another model or live elsewhere, and credit can be bought; it says so itself.
        Verdict::Ok
        | Verdict::NoCredit
        | Verdict::NotPermitted
        | Verdict::ModelUnavailable
        | Verdict::RegionBlocked => Said::Good(None),
        Verdict::RateLimited | Verdict::Overloaded | Verdict::Unreachable => Said::Nothing,
    }
}

async fn token_said(app: &App, instance: &Instance, kind: Token, token: &Secret) -> Said {
    if is_our_own(app, token) {
        return Said::Never(Why::TokenTaken(kind.channel()));
    }
    match preflight::check_token(&app.http, app.config.platforms(), kind, token).await {
        // Without the reading of messages a bot on Discord answers who names it.
        TokenFinding::Good(presence) | TokenFinding::CannotRead(presence) | TokenFinding::CannotSwitch(presence) => {
            Said::Good(Some(presence))
        }
        // A bot that is told at an address of its own runs by that webhook.
        TokenFinding::Webhook { handle, host } if is_its_own(app, instance, &host) => {
            Said::Good(Some(Presence { handle: Some(handle), ..Presence::default() }))
        }
        TokenFinding::Webhook { .. } | TokenFinding::InUse => Said::Never(Why::TokenTaken(kind.channel())),
        TokenFinding::Revoked
        | TokenFinding::Lacks(_)
        | TokenFinding::NoSocketMode
        | TokenFinding::Expires
        | TokenFinding::NotABot
        | TokenFinding::Closed => Said::Never(Why::TokenRefused),
        TokenFinding::Unreachable => Said::Nothing,
    }
}

/// Whether Hatchery itself speaks with this token.
pub fn is_our_own(app: &App, token: &Secret) -> bool {
    let own = [&app.config.telegram_token, &app.config.discord_token];
    own.into_iter().flatten().any(|own| own.matches(token.expose()))
}

/// What is good is not asked about again, and the bot is known by what its platforms call it.
pub async fn note(tx: &mut Tx, instance: &Instance, told: &[Told]) -> anyhow::Result<()> {
    let mut presences = instance.presences.clone();
    for Told { kind, presence } in told {
        tx.set_checked(&instance.id, *kind).await?;
        if let (SecretKind::Token(kind), Some(presence)) = (kind, presence) {
            presences.entry(kind.channel()).or_default().learn(presence);
        }
    }
    if presences != instance.presences { tx.set_presences(&instance.id, &presences).await } else { Ok(()) }
}

/// Nobody could say for long enough. The bot itself will tell what is wrong, if anything is.
pub async fn go_on_unchecked(tx: &mut Tx, held: &Operation) -> anyhow::Result<()> {
    let unchecked = tx.unchecked_secrets(&held.instance).await?;
    for kind in unchecked {
        warn!(operation = %held.id, bot = %held.instance, "nobody can be asked about its {}: it goes on unchecked", kind.word());
        tx.set_unsaid(&held.instance, kind).await?;
    }
    Ok(())
}
