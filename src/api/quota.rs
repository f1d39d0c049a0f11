//! What a caller has used and may still use, and whether what bots need can be reached.

use std::sync::Arc;

use axum::Json;
use axum::extract::State;

use crate::App;
use crate::api::door::Reader;
use crate::api::fault::Fault;
use crate::api::shapes::{Faults, HealthBody, QuotaBody, RailwayHealth, Share, time};
use crate::deploy;
use crate::domain::TargetKind;
use crate::quota::{DAY, Window, left, resets_at};

/// What you have used and may use.
#[utoipa::path(
    get, path = "/api/moltbot/quota", tag = "people", security(("token" = ["read"])),
    responses((status = 200, body = QuotaBody), Faults),
)]
pub async fn quota(State(app): State<Arc<App>>, Reader(caller): Reader) -> Result<Json<QuotaBody>, Fault> {
    let now = app.now();
    let standing = &caller.standing;
    let limits = deploy::limits(&app, standing);
    let used = app.store.used(&caller.person, now - DAY).await?;
    let share = |window, limit: u32| Share {
        used: limit.saturating_sub(left(&limits, &used, window, now)),
        limit,
        resets_at: resets_at(&used, window, now).map(time),
    };
    Ok(Json(QuotaBody {
        tier: standing.tier.word().into(),
        live: Share { used: used.live, limit: limits.live, resets_at: None },
        hour: share(Window::Hour, limits.hour),
        day: share(Window::Day, limits.day),
    }))
}

/// Whether new bots can be brought up; it needs no token.
#[utoipa::path(
    get, path = "/api/moltbot/health", tag = "people", responses((status = 200, body = HealthBody), Faults),
)]
pub async fn health(State(app): State<Arc<App>>) -> Result<Json<HealthBody>, Fault> {
    let away = app.store.away_since(TargetKind::Railway).await?;
    let incident = away.map(|since| format!("Railway cannot be reached since {}.", time(since)));
    let reachable = app.railway.is_some() && incident.is_none();
    let is_well = reachable || app.config.target == TargetKind::Local;
    let status = if is_well { "ok" } else { "degraded" };
    Ok(Json(HealthBody { status: status.into(), railway: RailwayHealth { reachable, incident } }))
}
