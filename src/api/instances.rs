//! Looking at bots: all of them by page, one with what happened to it, its own log.

use std::sync::Arc;
use std::time::Duration;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use serde::Deserialize;
use tokio::time::timeout;
use utoipa::IntoParams;

use crate::App;
use crate::api::door::{Caller, Reader};
use crate::api::fault::{Code, Fault};
use crate::api::shapes::{self, Faults, InstancesBody, LogsBody, OneBody};
use crate::deploy;
use crate::domain::{Id, Status};
use crate::store::{self, Instance};

/// Things on one page, unless it is said.
const PAGE: i64 = 20;
const LARGEST_PAGE: i64 = 100;
/// Happenings that are told with a bot: the last ones. All of them are told by its events.
const HAPPENINGS: i64 = 200;
/// Lines of a log, unless it is said.
const LINES: usize = 100;
const MOST_LINES: usize = 1_000;
/// How long a log is waited for: less than a request may take, so that it is said what does not answer.
const PATIENCE: Duration = Duration::from_secs(15);

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Page {
    /// The `nextCursor` of the page before.
    #[param(pattern = "^[0-9a-v]{26}$")]
    cursor: Option<String>,
    /// 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Lines {
    /// 1 to 1000.
    #[param(minimum = 1, maximum = 1000)]
    lines: Option<usize>,
}

/// All bots that you have or had, the newest first.
#[utoipa::path(
    get, path = "/api/moltbot/instances", tag = "bots", security(("token" = ["read"])), params(Page),
    responses((status = 200, body = InstancesBody), Faults),
)]
pub async fn list(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    page: Result<Query<Page>, QueryRejection>,
) -> Result<Json<InstancesBody>, Fault> {
    let Query(page) = page.map_err(|_| Fault::bad("cursor is a nextCursor and limit a number from 1 to 100."))?;
    let limit = page.limit.unwrap_or(PAGE);
    let cursor = page.cursor.as_deref().map(|text| Id::parse(text).ok_or_else(|| Fault::bad("That is no cursor.")));
    let cursor = cursor.transpose()?;
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Fault::bad("limit is a number from 1 to 100."));
    }
    let asked = store::Page { person: caller.person.clone(), older_than: cursor, most: limit + 1 };
    let mut bots = app.store.listed_instances(asked).await?;
    let has_more = bots.len() as i64 > limit;
    bots.truncate(limit as usize);
    let next_cursor = bots.last().filter(|_| has_more).map(|last| last.id.to_string());
    let tier = caller.standing.tier.word();
    let instances = bots.into_iter().map(|bot| shapes::instance(&app, bot, tier)).collect();
    Ok(Json(InstancesBody { instances, next_cursor }))
}

/// One bot, with what happened to it.
#[utoipa::path(
    get, path = "/api/moltbot/instances/{id}", tag = "bots", security(("token" = ["read"])),
    params(("id" = String, Path, description = "Of the bot")), responses((status = 200, body = OneBody), Faults),
)]
pub async fn one(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Path(id): Path<String>,
) -> Result<Json<OneBody>, Fault> {
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let bot = app.store.listed_instance(&caller.person, &id).await?.ok_or_else(Fault::not_found)?;
    let happenings = app.store.last_happenings(&id, HAPPENINGS).await?;
    let instance = shapes::instance(&app, bot, caller.standing.tier.word());
    Ok(Json(OneBody { instance, logs: happenings.iter().map(shapes::event).collect() }))
}

/// The last lines that the bot itself wrote.
#[utoipa::path(
    get, path = "/api/moltbot/instances/{id}/logs", tag = "bots", security(("token" = ["read"])),
    params(("id" = String, Path, description = "Of the bot"), Lines),
    responses((status = 200, body = LogsBody), Faults),
)]
pub async fn logs(
    State(app): State<Arc<App>>,
    Reader(caller): Reader,
    Path(id): Path<String>,
    lines: Result<Query<Lines>, QueryRejection>,
) -> Result<Json<LogsBody>, Fault> {
    let most = lines.ok().map(|Query(lines)| lines.lines.unwrap_or(LINES));
    let most = most.filter(|most| (1..=MOST_LINES).contains(most));
    let most = most.ok_or_else(|| Fault::bad("lines is a number from 1 to 1000."))?;
    let bot = theirs(&app, &caller, &id).await?;
    if !bot.is_live || matches!(bot.status, Status::Pending) {
        return Err(Fault::new(Code::NotDeployed, "This bot does not run anywhere, so it has no log."));
    }
    let log = timeout(PATIENCE, deploy::log(&app, &bot, Some(most))).await.unwrap_or(Ok(None))?;
    let away = || Fault::new(Code::ProviderUnavailable, "The log cannot be asked for now.").later(30);
    let lines = log.ok_or_else(away)?.lines().map(str::to_owned).collect();
    Ok(Json(LogsBody { lines }))
}

/// A bot that is the caller's. Of others there is nothing to learn, not even that they exist.
pub async fn theirs(app: &App, caller: &Caller, id: &str) -> Result<Instance, Fault> {
    let id = Id::parse(id).ok_or_else(Fault::not_found)?;
    app.store.instance_of(&caller.person, &id).await?.ok_or_else(Fault::not_found)
}
