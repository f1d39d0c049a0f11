//! Doing something with a bot: restart, stop, resume, change, delete. What may be done is decided where the chat has it
//! decided, in one transaction with the answer.

use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::App;
use crate::api::deploying::{parse_key, parse_token, people, token_in_use};
use crate::api::door::{Caller, Maker, seconds_left};
use crate::api::fault::{Code, Fault};
use crate::api::instances::theirs;
use crate::api::once::{self, Begun, Body, Work};
use crate::api::shapes::{Accepted, Faults, OperationBody, PatchBody};
use crate::api::whys;
use crate::deploy::config::{self, Changed, Edit, Reach, Wanted};
use crate::deploy::{self, Asker, Change, Operated};
use crate::domain::config::{How, Patch};
use crate::domain::stored_key::Kept;
use crate::domain::{Channel, Model, OperationKind, Token};
use crate::secret::Secret;
use crate::store::Instance;

/// Keys and tokens of a person that are asked about in a minute.
const TRIES: i64 = 10;

/// Starts a running bot anew.
#[utoipa::path(
    post, path = "/api/moltbot/instances/{id}/restart", tag = "bots", security(("token" = ["deploy"])),
    params(("id" = String, Path, description = "Of the bot"), ("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$")),
    responses((status = 202, body = Accepted), Faults),
)]
pub async fn restart(app: State<Arc<App>>, maker: Maker, id: Path<String>, headers: HeaderMap, body: Body) -> Acted {
    operate(app, maker, id, headers, body, OperationKind::Restart).await
}

/// Stops a running bot, which keeps what it has.
#[utoipa::path(
    post, path = "/api/moltbot/instances/{id}/stop", tag = "bots", security(("token" = ["deploy"])),
    params(("id" = String, Path, description = "Of the bot"), ("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$")),
    responses((status = 202, body = Accepted), Faults),
)]
pub async fn stop(app: State<Arc<App>>, maker: Maker, id: Path<String>, headers: HeaderMap, body: Body) -> Acted {
    operate(app, maker, id, headers, body, OperationKind::Stop).await
}

/// Starts a stopped bot.
#[utoipa::path(
    post, path = "/api/moltbot/instances/{id}/resume", tag = "bots", security(("token" = ["deploy"])),
    params(("id" = String, Path, description = "Of the bot"), ("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$")),
    responses((status = 202, body = Accepted), Faults),
)]
pub async fn resume(app: State<Arc<App>>, maker: Maker, id: Path<String>, headers: HeaderMap, body: Body) -> Acted {
    operate(app, maker, id, headers, body, OperationKind::Resume).await
}

/// Deletes a bot for good. It is `terminated` when nothing of it is left.
#[utoipa::path(
    delete, path = "/api/moltbot/instances/{id}", tag = "bots", security(("token" = ["deploy"])),
    params(("id" = String, Path, description = "Of the bot")),
    responses((status = 202, body = Accepted), Faults),
)]
pub async fn delete(app: State<Arc<App>>, maker: Maker, id: Path<String>, headers: HeaderMap, body: Body) -> Acted {
    operate(app, maker, id, headers, body, OperationKind::Delete).await
}

/// Changes one thing about a bot: its key, model, guests or a token. A key or token that is refused changes nothing. What
/// nobody could say at that moment takes the place of what was there until it is known: where it turns out to be refused, or the
/// bot does not come up with it, the events say `update.failed`, and the bot has what it had before.
#[utoipa::path(
    patch, path = "/api/moltbot/instances/{id}", tag = "bots", security(("token" = ["deploy"])),
    params(("id" = String, Path, description = "Of the bot")), request_body = PatchBody,
    responses((status = 202, body = Accepted), Faults),
)]
pub async fn change(
    State(app): State<Arc<App>>,
    Maker(caller): Maker,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Acted {
    let bytes = once::bytes(body)?;
    let bot = theirs(&app, &caller, &id).await?;
    let change = match changed(&app, &bot, once::json(&headers, &bytes)?)? {
        Wish::Beyond(change) => Wish::Beyond(tried(&app, &caller, &bot, change).await?),
        Wish::Config(patch) => Wish::Config(patch),
    };
    let mut work = match once::begin(&app, &caller, &headers, &format!("patch {id}"), &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let asker = asker(&caller);
    let operated = match change {
        Wish::Beyond(change) => deploy::update(&app, &mut work.tx, &asker, &bot.id, &change).await?,
        Wish::Config(patch) => {
            let wanted = Wanted { edit: Edit::Patch(patch), onto: None, how: How::Patch };
            configured(config::change(&app, &mut work.tx, &asker, Reach::Own, &bot.id, &wanted).await?)?
        }
    };
    done(&app, work, &bot, operated, OperationKind::Update).await
}

/// Asks about a new key or token before it is taken. Each answer tells whether something that was found somewhere is good, so
/// there are few of them, and none for a bot that could not have it.
async fn tried(app: &App, caller: &Caller, bot: &Instance, change: Change) -> Result<Change, Fault> {
    if !bot.is_live {
        return Err(gone());
    }
    if let Some(bar) = caller.standing.bar.as_ref().filter(|bar| bar.shuts_out()) {
        return Err(Fault::of_bar(bar));
    }
    let now = app.now();
    let rate = app.store.count_request(&format!("tried:{}", caller.person), TRIES, now).await?;
    if rate.n > TRIES {
        let said = format!("More than {TRIES} keys and tokens in a minute. Nothing was changed.");
        return Err(Fault::new(Code::RateLimited, said).later(seconds_left(&rate, now)));
    }
    deploy::tried(app, bot, change).await.map_err(|why| whys::refused(&why))
}

fn gone() -> Fault {
    Fault::new(Code::NotDeployed, "This bot is gone, or was never brought up.")
}

/// What is answered to a wish about a bot.
type Acted = Result<Response, Fault>;

async fn operate(
    State(app): State<Arc<App>>,
    Maker(caller): Maker,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
    kind: OperationKind,
) -> Acted {
    let bytes = once::bytes(body)?;
    let bot = theirs(&app, &caller, &id).await?;
    let mut work = match once::begin(&app, &caller, &headers, &format!("{} {id}", kind.word()), &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let operated = deploy::operate(&app, &mut work.tx, &asker(&caller), &bot.id, kind).await?;
    done(&app, work, &bot, operated, kind).await
}

fn asker(caller: &Caller) -> Asker<'_> {
    Asker { account: &caller.account, person: &caller.person, message: None }
}

async fn done(app: &App, mut work: Box<Work>, bot: &Instance, operated: Operated, kind: OperationKind) -> Acted {
    let (message, operation) = match operated {
        Operated::Accepted => {
            let message = format!("{} is under way; the events of the bot tell what becomes of it.", kind.word());
            (message, work.tx.latest_operation(&bot.id).await?)
        }
        Operated::Noted => ("Kept; the bot takes it up when it is started.".into(), None),
        Operated::Busy(under_way) => {
            let said = format!("The bot is being worked on ({}). Try again when that is done.", under_way.word());
            return Err(Fault::new(Code::Conflict, said).later(10));
        }
        Operated::Pointless => return Err(Fault::new(Code::Conflict, "The bot is as asked already.")),
        Operated::Gone => return Err(gone()),
        Operated::TokenInUse(token) => return Err(token_in_use(token)),
        Operated::Barred(bar) => return Err(Fault::of_bar(&bar)),
        Operated::Unreadable => {
            let said = "The config of this bot cannot be read; /config in the chat goes back to one that can.";
            return Err(Fault::new(Code::Conflict, said));
        }
    };
    let operation = operation.map(|(id, kind)| OperationBody::pending(&id, kind));
    work.end(app, StatusCode::ACCEPTED, &Accepted { success: true, message, operation }).await
}

/// A change, and by which door it goes.
enum Wish {
    Config(Patch),
    /// Of a key or a token.
    Beyond(Change),
}

/// What came of a change of the config.
fn configured(changed: Changed) -> Result<Operated, Fault> {
    Err(match changed {
        Changed::Done { operated, .. } => return Ok(operated),
        Changed::Busy(kind) => return Ok(Operated::Busy(kind)),
        Changed::Barred(bar) => return Ok(Operated::Barred(bar)),
        Changed::Same { .. } => return Ok(Operated::Pointless),
        Changed::Gone => return Ok(Operated::Gone),
        Changed::Unreadable { .. } => return Ok(Operated::Unreadable),
        Changed::Stale { .. } => Fault::new(Code::Conflict, "Somebody else changed it at this moment. Try again."),
        Changed::Refused(_) => Fault::bad("Such a bot cannot have that model or those guests."),
        Changed::NoRevision { .. } | Changed::OldUnreadable { .. } => Fault::not_found(),
        Changed::BlueprintGone => Fault::new(Code::Conflict, "The blueprint of this bot is not here any more."),
    })
}

/// The one change that is wished for.
fn changed(app: &App, bot: &Instance, body: PatchBody) -> Result<Wish, Fault> {
    let PatchBody { api_key, model, allow_from, .. } = &body;
    let tokens = [
        (Token::Telegram, &body.telegram_bot_token),
        (Token::Discord, &body.discord_bot_token),
        (Token::SlackBot, &body.slack_bot_token),
        (Token::SlackApp, &body.slack_app_token),
    ];
    let mut tokens = tokens.into_iter().filter_map(|(kind, token)| Some((kind, token.as_deref()?)));
    match (api_key, model, allow_from, tokens.next(), tokens.next()) {
        (Some(key), None, None, None, None) => {
            if !bot.provider.needs_key() {
                return Err(Fault::new(Code::InvalidApiKey, "This provider takes no apiKey."));
            }
            let key = parse_key(bot.provider, &Secret::new(key.as_str()))?;
            Ok(Wish::Beyond(Change::Key { key, is_checked: false, kept: Kept::Not }))
        }
        (None, Some(model), None, None, None) => {
            let model = Model::parse(model).ok_or_else(|| Fault::bad("model is one word, like gpt-5-mini."))?;
            Ok(Wish::Config(Patch::model(Some(&model))))
        }
        (None, None, Some(ids), None, None) => {
            let takes_guests = app.blueprints.get(&bot.blueprint).is_some_and(|blueprint| blueprint.takes_guests());
            if !(takes_guests && bot.channels.contains(&Channel::Telegram)) {
                return Err(Fault::bad("This bot takes no guests."));
            }
            Ok(Wish::Config(Patch::guests(&people(Channel::Telegram, ids.clone())?)))
        }
        (None, None, None, Some((kind, token)), None) => {
            let channel = kind.channel();
            if !bot.channels.contains(&channel) {
                return Err(Fault::bad(format!("This bot is not on {}.", channel.title())));
            }
            let token = parse_token(kind, token)?;
            match deploy::is_our_own(app, &token) {
                true => Err(token_in_use(kind)),
                false => Ok(Wish::Beyond(Change::Token { kind, token, presence: None })),
            }
        }
        _ => Err(Fault::bad("Change one thing at a time: apiKey, model, allowFrom or one token.")),
    }
}
