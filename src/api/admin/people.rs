//! People: found, looked at, and given another tier, other limits, or the door. The same core as `/user` in the chat.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::App;
use crate::api::admin::shapes::{DoneBody, LimitsBody, UserBody, UserBotBody, UserLineBody, UserPatch, UsersBody};
use crate::api::admin::{Looker, Operator};
use crate::api::fault::{Code, Fault};
use crate::api::once::{self, Begun, Body};
use crate::api::shapes::{Faults, time};
use crate::chat::flow::{PeopleAnswer, PeopleWish};
use crate::chat::session::people;
use crate::domain::{Account, Limits, MOST_BOTS, Millis, Tier, key, length};

const LINES: i64 = 50;
const MOST_LINES: i64 = 100;
/// Letters of what is looked for, and of a reason.
const LONGEST: usize = 200;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct UsersQuery {
    /// A part of an account, of what its platform calls it, or of the name of a bot; without it the newest.
    find: Option<String>,
    /// 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// Accounts that are known here.
#[utoipa::path(
    get, path = "/api/super/users", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(UsersQuery), responses((status = 200, body = UsersBody), Faults),
)]
pub async fn list(
    State(app): State<Arc<App>>,
    _: Looker,
    query: Result<Query<UsersQuery>, QueryRejection>,
) -> Result<Json<UsersBody>, Fault> {
    let Query(query) = query.map_err(|_| Fault::bad("limit is a number from 1 to 100."))?;
    let (text, limit) = (query.find.unwrap_or_default(), query.limit.unwrap_or(LINES));
    if !(1..=MOST_LINES).contains(&limit) {
        return Err(Fault::bad("limit is a number from 1 to 100."));
    }
    if !is_line(&text) {
        return Err(Fault::bad("find is a line of at most 200 letters."));
    }
    let found = app.store.find_people(text.trim(), limit).await?.into_iter();
    let line = |it: crate::domain::people::Found| UserLineBody {
        account: it.account.to_string(),
        name: it.called,
        bots: it.bots,
    };
    Ok(Json(UsersBody { users: found.map(line).collect() }))
}

/// Somebody, with what they may and have.
#[utoipa::path(
    get, path = "/api/super/users/{account}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("account" = String, Path, description = "Like `telegram:42`")),
    responses((status = 200, body = UserBody), Faults),
)]
pub async fn one(State(app): State<Arc<App>>, _: Looker, Path(account): Path<String>) -> Result<Json<UserBody>, Fault> {
    let account = Account::parse(&account).ok_or_else(Fault::not_found)?;
    let it = people::known(&app, &account).await?.ok_or_else(Fault::not_found)?;
    let Limits { hour, day, live } = it.limits;
    let bot = |(name, status): (String, crate::domain::Status)| UserBotBody { name, status: status.word().into() };
    Ok(Json(UserBody {
        account: it.account.to_string(),
        name: it.called,
        linked: it.linked.iter().map(ToString::to_string).collect(),
        role: it.role.map(|role| role.word().into()),
        tier: it.tier.word().into(),
        tier_until: it.tier_until.map(time),
        limits: LimitsBody { hour, day, live },
        limits_until: it.limits_until.map(time),
        live: it.used.live,
        deploys: it.used.deploys.len(),
        may_deploy: it.may_deploy,
        is_banned: it.banned.is_some(),
        ban_reason: it.banned.flatten(),
        is_reachable: it.is_reachable,
        known_since: time(it.since),
        bots: it.bots.into_iter().map(bot).collect(),
    }))
}

/// Gives somebody another tier or limits of their own, shuts them out or lets them in again. They are told.
#[utoipa::path(
    patch, path = "/api/super/users/{account}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("account" = String, Path, description = "Like `telegram:42`")), request_body = UserPatch,
    responses((status = 200, body = DoneBody), Faults),
)]
pub async fn change(
    State(app): State<Arc<App>>,
    Operator(caller): Operator,
    Path(account): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let account = Account::parse(&account).ok_or_else(Fault::not_found)?;
    let place = format!("user {account}");
    let wish = wished(account, once::json(&headers, &bytes)?)?;
    let mut work = match once::begin(&app, &caller, &headers, &place, &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    match people::grant(&app, &mut work.tx, &caller.account, wish).await? {
        PeopleAnswer::Changed { .. } => {}
        PeopleAnswer::NoSuchAccount => return Err(Fault::not_found()),
        PeopleAnswer::IsAdmin => {
            let said = "They help to run this place, so they are not shut out. Their role goes first, by an owner.";
            return Err(Fault::new(Code::Conflict, said));
        }
        PeopleAnswer::Invited { .. }
        | PeopleAnswer::InviteRevoked
        | PeopleAnswer::NoSuchInvite
        | PeopleAnswer::BySettings
        | PeopleAnswer::HasNoRole
        | PeopleAnswer::Maintenance { .. }
        | PeopleAnswer::MaintenanceOver
        | PeopleAnswer::Spend(_) => return Err(anyhow::anyhow!("a change of somebody was answered by another").into()),
    }
    let answer = DoneBody { success: true, message: "Done, and they are told.".into() };
    work.end(&app, StatusCode::OK, &answer).await
}

fn wished(account: Account, patch: UserPatch) -> Result<PeopleWish, Fault> {
    let lasts = lasting(patch.lasts.as_deref())?;
    match (patch.tier, patch.limits, patch.banned, patch.reason, lasts) {
        (Some(tier), None, None, None, lasts) => {
            let tier = Tier::parse(&tier).ok_or_else(|| Fault::bad("tier is free or premium."))?;
            Ok(PeopleWish::SetTier { account, tier, lasts })
        }
        (None, Some(limits), None, None, lasts) => {
            let limits = limits.map(|LimitsBody { hour, day, live }| Limits { hour, day, live });
            if limits.is_some_and(|limits| limits.live > MOST_BOTS) {
                return Err(Fault::bad("Nobody has more than 5 live bots."));
            }
            Ok(PeopleWish::SetQuota { account, limits, lasts })
        }
        (None, None, Some(true), reason, None) => {
            let reason = reason.map(|reason| reason.trim().to_owned()).filter(|reason| !reason.is_empty());
            if reason.as_deref().is_some_and(|reason| !is_line(reason) || key::looks_secret(reason)) {
                return Err(Fault::bad("reason is a line of at most 200 letters, without a key or token in it."));
            }
            Ok(PeopleWish::Ban { account, reason })
        }
        (None, None, Some(false), None, None) => Ok(PeopleWish::Unban { account }),
        (_, _, _, _, _) => Err(Fault::bad(
            "Change one thing at a time: tier or limits, perhaps with lasts; or banned, perhaps with a reason.",
        )),
    }
}

fn lasting(text: Option<&str>) -> Result<Option<Millis>, Fault> {
    let read = |text| length(text).ok_or_else(|| Fault::bad("lasts is a length of time, like 12h, 30d or 2w."));
    text.map(read).transpose()
}

fn is_line(text: &str) -> bool {
    text.chars().count() <= LONGEST && !text.chars().any(char::is_control)
}
