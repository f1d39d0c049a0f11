//! Looks after bots that run with one that Telegram lets us manage: brings a token that changed, asks for another one when
//! its owner wants that, and tells Telegram who may write to the bot and what it is. What there is to do is on record, so it
//! waits for whatever else is under way and survives a restart.

use tracing::{info, warn};

use crate::App;
use crate::blueprint::Probe;
use crate::chat::session::managed::{maker, no_token};
use crate::deploy::note::Note;
use crate::deploy::renewal::{self, Renewed};
use crate::deploy::{Asker, Change, Operated, plan};
use crate::domain::managed::{MOST_GREETINGS, ManagedNews, NoToken};
use crate::domain::{Channel, Millis, Presence, Status, Token};
use crate::store::{Durability, Instance, ManagedBot, SecretKind};
use crate::telegram::Telegram;
use crate::telegram::api::{Api, CallError};
use crate::telegram::managed::{Greeting, greet};
use crate::text::Msg;

/// How often something that does not work is tried before it is left to the next change.
const TRIES: i64 = 12;

/// How a look at one ended.
enum Look {
    Done,
    /// Something else is under way.
    Wait,
    /// Telegram gave no answer.
    Again,
}

/// Looks at every one that has something to be looked at.
pub async fn tend_all(app: &App) -> anyhow::Result<()> {
    let Some(telegram) = maker(app) else { return Ok(()) };
    for it in app.store.managed_due(app.now()).await? {
        let lease = app.config.pace.job_lease.as_millis() as Millis;
        if !app.store.claim_managed(&it, app.now() + lease).await? {
            continue;
        }
        let look = tend(app, telegram, &it).await.unwrap_or_else(|cause| {
            warn!(child = it.child.id, "a managed bot could not be looked after: {cause:#}");
            Look::Again
        });
        let pause = app.config.pace.retry_base.saturating_mul(1 << it.attempt.clamp(0, 12)).as_millis() as Millis;
        match look {
            Look::Done => app.store.managed_done(&it).await?,
            Look::Wait => app.store.managed_again(&it, app.now(), it.attempt).await?,
            Look::Again if it.attempt < TRIES => {
                app.store.managed_again(&it, app.now() + pause, it.attempt + 1).await?
            }
            Look::Again => app.store.managed_done(&it).await?,
        }
    }
    Ok(())
}

async fn tend(app: &App, telegram: &Telegram, it: &ManagedBot) -> anyhow::Result<Look> {
    let Some(bot) = &it.bot else { return Ok(Look::Done) };
    let Some(instance) = app.store.instance(bot).await?.filter(|instance| instance.is_live) else {
        return Ok(Look::Done);
    };
    let Some(person) = app.store.person(&it.owner, app.now()).await? else { return Ok(Look::Done) };
    // What makes no use of a token is waited for; and none is voided while another is being handed over.
    let under_way = app.store.open_operation(bot).await?;
    if let Some(kind) = under_way
        && (it.rotates || plan::hands_over(kind, instance.target).is_none())
    {
        return Ok(Look::Wait);
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    if tx.circle(&instance.person).await? != tx.circle(&person.id).await? {
        // Its new owner has its token; whoever runs this bot has no right to it any more.
        tx.leave_managed(bot).await?;
        tell(app, &mut tx, &instance, it, ManagedNews::Lost).await?;
        tx.commit().await?;
        app.wake();
        return Ok(Look::Done);
    }
    drop(tx);
    let token = match it.rotates {
        true => telegram.replace_managed_token(it.child.id).await,
        false => telegram.managed_token(it.child.id).await,
    };
    let token = match token {
        Ok(token) => token,
        Err(cause) => return not_given(app, telegram, &instance, it, &cause).await,
    };
    if it.rotates {
        app.store.managed_rotated(it).await?;
    }
    let kind = SecretKind::Token(Token::Telegram);
    let known = app.store.secret(&app.sealer, bot, &instance.owner, kind).await?;
    if known.is_some_and(|known| known.matches(token.expose())) {
        // The end of what is under way has it looked at again.
        if under_way.is_some() {
            return Ok(Look::Done);
        }
        return introduce(
            app,
            telegram,
            &instance,
            it,
            Api::new(app.http.clone(), &app.config.telegram_api_url, token),
        )
        .await;
    }
    let presence = Presence { handle: Some(it.child.handle()), ..Presence::default() };
    let change = Change::Token { kind: Token::Telegram, token, presence: Some(presence) };
    let asker = Asker { account: &it.owner, person: &person.id, message: None };
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    let renewed = renewal::renew(app, &mut tx, &asker, bot, &change).await?;
    info!(%bot, child = it.child.id, ?renewed, "a bot is given another token of its own");
    match renewed {
        Renewed::TakenUp => tell(app, &mut tx, &instance, it, ManagedNews::TakenUp).await?,
        Renewed::Brought(Operated::Busy(_)) => return Ok(Look::Wait),
        Renewed::Brought(Operated::Noted) => tell(app, &mut tx, &instance, it, ManagedNews::Kept).await?,
        Renewed::Brought(Operated::Accepted) => {}
        Renewed::Brought(
            Operated::Pointless | Operated::Gone | Operated::TokenInUse(_) | Operated::Barred(_) | Operated::Unreadable,
        ) => return Ok(Look::Done),
    }
    tx.commit().await?;
    app.wake();
    Ok(Look::Done)
}

/// A refusal is told; it is no trouble of the bot's as long as its token is good.
async fn not_given(
    app: &App,
    telegram: &Telegram,
    instance: &Instance,
    it: &ManagedBot,
    cause: &CallError,
) -> anyhow::Result<Look> {
    warn!(child = it.child.id, "Telegram did not give the token of a bot: {cause}");
    match no_token(cause) {
        NoToken::Unreachable => return Ok(Look::Again),
        NoToken::Refused | NoToken::InUse => telegram.doubts_that_it_makes_bots(),
    }
    if it.rotates {
        app.store.managed_rotated(it).await?;
    }
    let mut tx = app.store.begin(Durability::PowerCut).await?;
    tell(app, &mut tx, instance, it, ManagedNews::Refused).await?;
    tx.commit().await?;
    app.wake();
    Ok(Look::Done)
}

/// Tells Telegram who may write to a bot that runs, and, the first time, what it is.
async fn introduce(
    app: &App,
    telegram: &Telegram,
    instance: &Instance,
    it: &ManagedBot,
    own: Api,
) -> anyhow::Result<Look> {
    let guests = instance.config.document.as_ref().map(|config| config.guests.as_slice()).unwrap_or_default();
    let guests = guests.iter().filter_map(|guest| guest.parse().ok()).collect();
    let mut look = Look::Done;
    if let Err(cause) = telegram.restrict_managed(it.child.id, guests).await {
        warn!(child = it.child.id, "who may write to a bot was not set: {cause}");
        if no_token(&cause) == NoToken::Unreachable {
            look = Look::Again;
        }
    }
    if instance.status != Status::Running || it.greetings >= MOST_GREETINGS {
        return Ok(look);
    }
    let person = app.store.person(&instance.owner, app.now()).await?;
    let locale = app.texts.locale(person.as_ref().and_then(|person| person.speaks()));
    let (name, chats) = (instance.name.to_string(), app.blueprints.get(&instance.blueprint));
    // OpenClaw sets its commands itself.
    let chats = chats.is_some_and(|blueprint| matches!(blueprint.probe, Probe::Chat { .. }));
    let greeting = Greeting {
        description: locale.say(&Msg::ChildDescription { name: name.clone() }),
        short: locale.say(&Msg::ChildShort { name }),
        commands: if chats { vec![("new".into(), locale.say(&Msg::ChildNew))] } else { Vec::new() },
    };
    match greet(&own, &greeting).await {
        Ok(()) => app.store.greeted_managed(it, MOST_GREETINGS).await?,
        Err(cause) => {
            warn!(child = it.child.id, "a new bot was not described: {cause}");
            app.store.greeted_managed(it, it.greetings + 1).await?;
            look = Look::Again;
        }
    }
    Ok(look)
}

async fn tell(
    app: &App,
    tx: &mut crate::store::Tx,
    instance: &Instance,
    it: &ManagedBot,
    news: ManagedNews,
) -> anyhow::Result<()> {
    let handle = instance.presences.get(&Channel::Telegram).and_then(|presence| presence.handle.clone());
    let handle = handle.unwrap_or_else(|| it.child.handle());
    let note = Note::Managed { bot: instance.id.clone(), name: instance.name.clone(), handle, news };
    let now = app.now();
    tx.tell(&instance.owner, &serde_json::to_string(&note)?, now, now).await
}
