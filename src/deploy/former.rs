//! A key or token that takes the place of a good one: the good one is kept until the bot is well with the other, and put
//! back where that turns out to be refused or the bot does not come up with it. What says nothing about the new one, like
//! a target that is away, puts nothing back.

use tracing::info;

use crate::App;
use crate::deploy::note::{Back, Why};
use crate::deploy::{checking, keep_token, progress};
use crate::domain::act::{Act, ActKind};
use crate::domain::{Account, Channel, Id, Millis, OperationKind, Problem, Status, TargetKind, Token, key};
use crate::secret::Secret;
use crate::store::{Former, Instance, SecretKind, Tx, Was, fresh_id};

/// Keeps what a bot has now, when that was good and would still be: of a bot that is well, and not a token that its
/// platform voided when it gave out this one.
pub async fn keep(app: &App, tx: &mut Tx, bot: &Instance, kind: SecretKind, next: &Secret) -> anyhow::Result<()> {
    let is_well = bot.problem.is_none() && matches!(bot.status, Status::Running | Status::Stopped);
    if !is_well {
        return Ok(());
    }
    let Some(value) = tx.proven_secret(&app.sealer, &bot.id, &bot.owner, kind).await? else { return Ok(()) };
    if value.matches(next.expose()) || is_of_one_bot(kind, &value, next) {
        return Ok(());
    }
    let was = match kind {
        SecretKind::Token(token) => Was { presence: bot.presences.get(&token.channel()).cloned(), stored_key: None },
        SecretKind::ProviderKey => Was { presence: None, stored_key: bot.stored_key.clone() },
        SecretKind::WebToken | SecretKind::ClaimCode => return Ok(()),
    };
    tx.keep_former(&app.sealer, (&bot.id, &bot.owner), (kind, &value), &was, app.now()).await
}

/// A bot of Telegram or Discord has one token at a time.
fn is_of_one_bot(kind: SecretKind, one: &Secret, other: &Secret) -> bool {
    let mark = match kind {
        SecretKind::Token(Token::Telegram) => ':',
        SecretKind::Token(Token::Discord) => '.',
        SecretKind::Token(Token::SlackBot | Token::SlackApp)
        | SecretKind::ProviderKey
        | SecretKind::WebToken
        | SecretKind::ClaimCode => return false,
    };
    let bot = |token: &Secret| token.expose().split_once(mark).map(|(bot, _)| bot.to_owned());
    bot(one).is_some_and(|one| bot(other) == Some(one))
}

/// What a reason speaks against.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Against {
    Nothing,
    Key,
    Tokens,
    TokensOf(Channel),
    /// The bot does not come up, and nobody knows which of them it is.
    All,
}

impl Against {
    fn is(self, kind: SecretKind) -> bool {
        match (self, kind) {
            (Against::Nothing, _) => false,
            (Against::All, _) => true,
            (Against::Key, kind) => kind == SecretKind::ProviderKey,
            (Against::Tokens, kind) => matches!(kind, SecretKind::Token(_)),
            (Against::TokensOf(channel), kind) => {
                matches!(kind, SecretKind::Token(token) if token.channel() == channel)
            }
        }
    }
}

fn against(why: &Why) -> Against {
    match why {
        Why::KeyRefused => Against::Key,
        Why::TokenRefused => Against::Tokens,
        Why::TokenTaken(channel) => Against::TokensOf(*channel),
        Why::KeepsEnding | Why::Ended | Why::NoAnswer | Why::HealthCheck | Why::DeploymentFailed | Why::Incomplete => {
            Against::All
        }
        Why::Cancelled
        | Why::Machine
        | Why::BlueprintGone
        | Why::Unreadable
        | Why::ImageMissing { .. }
        | Why::BuildFailed { .. }
        | Why::NotApproved
        | Why::Skipped
        | Why::Refused { .. }
        | Why::NotUnderstood
        | Why::Renamed
        | Why::NoAccess
        | Why::Away
        | Why::RemovedThere => Against::Nothing,
    }
}

/// The reason that a bot which runs with this problem would have failed for, where the problem speaks against what it was
/// given.
fn reason(bot: &Instance, problem: Problem) -> Option<Why> {
    match problem {
        Problem::KeyRefused => Some(Why::KeyRefused),
        Problem::TokenRevoked => Some(Why::TokenRefused),
        Problem::TokenTaken => {
            let channel = bot.channels.iter().find(|channel| **channel != Channel::Web).copied();
            Some(channel.map_or(Why::TokenRefused, Why::TokenTaken))
        }
        Problem::Exited(_)
        | Problem::Killed(_)
        | Problem::GaveUp
        | Problem::NotStarted
        | Problem::Unreadable
        | Problem::Silent
        | Problem::NoCredit
        | Problem::Crashed
        | Problem::Ended
        | Problem::Asleep
        | Problem::UpdateFailed
        | Problem::Redeploying
        | Problem::StoppedThere
        | Problem::RemovedThere => None,
    }
}

/// Why a bot that came up with this problem is not well with what it was given, when there is something to put back.
pub async fn not_well(app: &App, tx: &mut Tx, bot: &Instance, problem: Problem) -> anyhow::Result<Option<Why>> {
    let Some(why) = reason(bot, problem) else { return Ok(None) };
    let formers = tx.formers(&app.sealer, &bot.id, &bot.owner).await?;
    let against = against(&why);
    Ok(formers.iter().any(|former| against.is(former.kind)).then_some(why))
}

/// Puts back what this reason speaks against. Where the bot was given the other one already, it is brought what it had by
/// work of its own, which nobody asked for and of which whoever asked for the change hears.
pub async fn put_back(
    app: &App,
    tx: &mut Tx,
    bot: &Instance,
    (why, was_given): (&Why, bool),
    (asker, is_quiet): (&Account, bool),
    now: Millis,
) -> anyhow::Result<Option<Back>> {
    let against = against(why);
    let mut tails = Vec::new();
    for former in tx.formers(&app.sealer, &bot.id, &bot.owner).await? {
        if against.is(former.kind) {
            tails.push(key::tail(&former.value));
            restore(app, tx, bot, &former).await?;
        }
    }
    if tails.is_empty() {
        return Ok(None);
    }
    let tails = tails.join(", ");
    let operation = if was_given { bring(tx, bot, (asker, is_quiet), now).await? } else { None };
    let act = Act::by_itself(ActKind::Edit, &bot.name).of(&bot.person).on(&bot.id).to(format!("back {tails}"));
    let act = match &operation {
        Some(operation) => act.in_operation(operation),
        None => act,
    };
    tx.record(&act, now).await?;
    info!(bot = %bot.id, "a bot gets back the key or token that it had before");
    Ok(Some(Back { tails, is_brought: operation.is_some() }))
}

async fn restore(app: &App, tx: &mut Tx, bot: &Instance, former: &Former) -> anyhow::Result<()> {
    let Former { kind, value, was } = former;
    match kind {
        SecretKind::Token(token) => {
            keep_token(app, tx, &bot.id, &bot.owner, *token, value).await?;
            if let Some(presence) = &was.presence
                && let Some(now) = tx.instance(&bot.id).await?
            {
                let mut presences = now.presences;
                presences.insert(token.channel(), presence.clone());
                tx.set_presences(&bot.id, &presences).await?;
            }
        }
        SecretKind::ProviderKey | SecretKind::WebToken | SecretKind::ClaimCode => {
            tx.keep_secret(&app.sealer, &bot.id, &bot.owner, *kind, value, None).await?;
            let stored = same_stored(app, tx, bot, former).await?;
            tx.set_key_of(&bot.id, stored.as_ref()).await?;
        }
    }
    tx.forget_former(&bot.id, *kind).await
}

/// The stored key that it was, if that is there and has the same value still.
async fn same_stored(app: &App, tx: &mut Tx, bot: &Instance, former: &Former) -> anyhow::Result<Option<Id>> {
    let Some(id) = &former.was.stored_key else { return Ok(None) };
    let Some(stored) = tx.stored_key_of(&bot.person, id).await? else { return Ok(None) };
    let value = tx.open_stored_key(&app.sealer, &stored).await?;
    Ok(value.matches(former.value.expose()).then_some(stored.id))
}

/// The work by which a bot gets what is kept for it now; nothing when other work is under way, which brings it as well.
async fn bring(
    tx: &mut Tx,
    bot: &Instance,
    (asker, is_quiet): (&Account, bool),
    now: Millis,
) -> anyhow::Result<Option<Id>> {
    let kind = match bot.target {
        TargetKind::Local => OperationKind::Restart,
        // There a restart keeps the variables.
        TargetKind::Railway => OperationKind::Resume,
    };
    let operation = fresh_id();
    let first = checking::first_stage(tx, &bot.id, kind, bot.target).await?;
    if tx.open_operation(&operation, &bot.id, kind, asker, first, now).await?.is_some() {
        return Ok(None);
    }
    if is_quiet {
        tx.hush_operation(&operation).await?;
    } else {
        let note = progress(&bot.id, &bot.name, kind, bot.target, first, now);
        tx.tell_progress(&operation, asker, &serde_json::to_string(&note)?, None, now).await?;
    }
    Ok(Some(operation))
}
