//! The config of anybody's bot: shown, and changed through the one door that the chat changes it through.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::App;
use crate::api::admin::shapes::{ConfigBody, ConfigChangedBody, ConfigPatch};
use crate::api::admin::{Looker, Operator};
use crate::api::fault::{Code, Fault};
use crate::api::once::{self, Begun, Body};
use crate::api::shapes::{self, Faults, OperationBody};
use crate::deploy::config::{self, Changed, Edit, Reach, Wanted};
use crate::deploy::{Asker, Operated};
use crate::domain::config::{self as configs, How, Patch};
use crate::domain::{Id, OperationKind};
use crate::provider;

/// The config of a bot.
#[utoipa::path(
    get, path = "/api/super/instances/{id}/config", tag = "admins",
    security(("token" = ["admin"]), ("adminSecret" = [])), params(("id" = String, Path, description = "Of the bot")),
    responses((status = 200, body = ConfigBody), Faults),
)]
pub async fn show(State(app): State<Arc<App>>, _: Looker, Path(id): Path<String>) -> Result<Json<ConfigBody>, Fault> {
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let bot = app.store.instance(&id).await?.filter(|bot| bot.is_live).ok_or_else(Fault::not_found)?;
    let shown = app.store.listed_instance(&bot.person, &id).await?.ok_or_else(Fault::not_found)?;
    let usual = app.blueprints.get(&bot.blueprint).and_then(|blueprint| blueprint.model(bot.provider)).cloned();
    let usual_model = usual.unwrap_or_else(|| provider::default_model(bot.provider));
    Ok(Json(ConfigBody {
        revision: bot.config.revision,
        config: bot.config.document.ok().map(|document| serde_json::json!(document)),
        usual_model: usual_model.as_str().to_owned(),
        secrets: shown.shown_secrets(&app.sealer).iter().filter_map(shapes::secret).collect(),
    }))
}

/// Changes the config of a bot, and brings it to the bot.
#[utoipa::path(
    patch, path = "/api/super/instances/{id}/config", tag = "admins",
    security(("token" = ["admin"]), ("adminSecret" = [])), params(("id" = String, Path, description = "Of the bot")),
    request_body = ConfigPatch, responses((status = 202, body = ConfigChangedBody), Faults),
)]
pub async fn change(
    State(app): State<Arc<App>>,
    Operator(caller): Operator,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let wanted = wanted(once::json(&headers, &bytes)?)?;
    let mut work = match once::begin(&app, &caller, &headers, &format!("config {id}"), &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let asker = Asker { account: &caller.account, person: &caller.person, message: None };
    let changed = config::change(&app, &mut work.tx, &asker, Reach::Anybodys, &id, &wanted).await?;
    let (revision, operated) = done(changed)?;
    let (message, operation) = match operated {
        Operated::Accepted => ("Kept, and being brought to the bot.", work.tx.latest_operation(&id).await?),
        Operated::Noted => ("Kept; the bot takes it up when it is started.", None),
        Operated::Busy(kind) => return Err(busy(kind)),
        Operated::Pointless | Operated::Gone | Operated::TokenInUse(_) | Operated::Barred(_) | Operated::Unreadable => {
            return Err(anyhow::anyhow!("a config was kept and not brought to its bot").into());
        }
    };
    let operation = operation.map(|(id, kind)| OperationBody::pending(&id, kind));
    let answer = ConfigChangedBody { success: true, revision, message: message.into(), operation };
    work.end(&app, StatusCode::ACCEPTED, &answer).await
}

fn wanted(body: ConfigPatch) -> Result<Wanted, Fault> {
    let (edit, how) = match (body.patch, body.rollback_to) {
        (Some(patch), None) => {
            (Edit::Patch(Patch::parse(&patch.to_string()).map_err(|fault| refused(&fault))?), How::Patch)
        }
        (None, Some(revision)) => (Edit::Rollback(revision), How::Rollback),
        (Some(_), Some(_)) | (None, None) => return Err(Fault::bad("Send one of patch and rollbackTo.")),
    };
    Ok(Wanted { edit, onto: body.onto, how })
}

fn done(changed: Changed) -> Result<(i64, Operated), Fault> {
    Err(match changed {
        Changed::Done { revision, operated } => return Ok((revision, operated)),
        Changed::Same { .. } => Fault::new(Code::Conflict, "The config is like that already."),
        Changed::Stale { revision, .. } => {
            Fault::new(Code::Conflict, format!("The config is at revision {revision} now. Nothing was changed."))
        }
        Changed::Refused(fault) => refused(&fault),
        Changed::Unreadable { .. } => {
            Fault::new(Code::Conflict, "The config that is kept cannot be read; a rollback mends it.")
        }
        Changed::NoRevision { .. } => Fault::new(Code::NotFound, "There is no such revision, or not any more."),
        Changed::OldUnreadable { .. } => Fault::new(Code::Conflict, "That revision cannot be read."),
        Changed::Busy(kind) => busy(kind),
        Changed::BlueprintGone => Fault::new(Code::Conflict, "The blueprint of this bot is not here any more."),
        Changed::Barred(bar) => Fault::of_bar(&bar),
        Changed::Gone => Fault::not_found(),
    })
}

fn busy(kind: OperationKind) -> Fault {
    let said = format!("The bot is being worked on ({}). Try again when that is done.", kind.word());
    Fault::new(Code::Conflict, said).later(10)
}

/// Without a word of what was sent: somebody may have pasted a key.
fn refused(fault: &configs::Fault) -> Fault {
    Fault::bad(match fault {
        configs::Fault::NotJson | configs::Fault::NotAnObject => "patch is a JSON object.",
        configs::Fault::TooLong => "patch is too long.",
        configs::Fault::UnknownSetting(_) => "A config has model, guests and options, and nothing else.",
        configs::Fault::UnknownOption(_) => "The blueprint of this bot has no such option.",
        configs::Fault::NotAModel => "model is one word, like gpt-5-mini.",
        configs::Fault::NoModel => "Such a bot has no model to choose.",
        configs::Fault::NotGuests => "guests is a list of at most 20 ids of people on Telegram.",
        configs::Fault::NoGuests => "Such a bot talks to its owner only.",
        configs::Fault::Value { .. } => {
            "An option has a value that it cannot have; /config in the chat says which it can."
        }
    })
}
