//! A close look at anybody's bot, and what it found. It is read by the person who asked and by nobody else.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;

use crate::App;
use crate::api::admin::Looker;
use crate::api::admin::shapes::{DiagnosisBegunBody, DiagnosisBody, FindingBody};
use crate::api::fault::Fault;
use crate::api::once::{self, Begun, Body};
use crate::api::shapes::{Faults, OperationBody, time};
use crate::chat::screen::diagnose as screens;
use crate::diagnose;
use crate::diagnose::finding::{Check, Finding, Standing, overall};
use crate::domain::Id;

/// Has a bot looked at. While that goes on for somebody, asking again is the same look.
#[utoipa::path(
    post, path = "/api/super/instances/{id}/diagnose", tag = "admins",
    security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("id" = String, Path, description = "Of the bot"), ("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$")),
    responses((status = 202, body = DiagnosisBegunBody), Faults),
)]
pub async fn ask(
    State(app): State<Arc<App>>,
    Looker(caller): Looker,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let bot = app.store.instance(&id).await?.filter(|bot| bot.is_live).ok_or_else(Fault::not_found)?;
    let mut work = match once::begin(&app, &caller, &headers, &format!("diagnose {id}"), &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let person = &caller.person;
    diagnose::ask(&app, &mut work.tx, (&caller.account, person), (&id, &bot.name)).await?;
    let diagnosis = work.tx.open_diagnosis(&id, person).await?.ok_or_else(Fault::not_found)?;
    let diagnosis = OperationBody { id: diagnosis.to_string(), kind: "diagnose".into(), status: "pending".into() };
    work.end(&app, StatusCode::ACCEPTED, &DiagnosisBegunBody { success: true, diagnosis }).await
}

/// What a close look found.
#[utoipa::path(
    get, path = "/api/super/diagnoses/{id}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("id" = String, Path, description = "Of the diagnosis")),
    responses((status = 200, body = DiagnosisBody), Faults),
)]
pub async fn show(
    State(app): State<Arc<App>>,
    Looker(caller): Looker,
    Path(id): Path<String>,
) -> Result<Json<DiagnosisBody>, Fault> {
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let it = app.store.diagnosis(&id, &caller.person).await?.ok_or_else(Fault::not_found)?;
    // A version of ours that saw other things may have written them.
    let findings = it.findings.as_deref().map(|text| serde_json::from_str::<Vec<Finding>>(text).unwrap_or_default());
    let english = app.texts.locale(None);
    let line = |finding: &Finding| FindingBody {
        check: check(finding.check).into(),
        standing: word(finding.standing()).into(),
        saw: english.say(&screens::saw(&finding.saw, it.ended_at.unwrap_or_else(|| app.now()))),
    };
    Ok(Json(DiagnosisBody {
        id: it.id.to_string(),
        instance_id: it.bot.to_string(),
        name: it.name.to_string(),
        status: if findings.is_some() { "done" } else { "pending" }.into(),
        standing: findings.as_deref().map(|findings| word(overall(findings)).into()),
        findings: findings.iter().flatten().map(line).collect(),
        asked_at: time(it.asked_at),
        ended_at: it.ended_at.map(time),
    }))
}

fn check(check: Check) -> &'static str {
    match check {
        Check::Process => "process",
        Check::Channels => "channels",
        Check::Errors => "errors",
        Check::Key => "key",
        Check::Token(token) => token.word(),
        Check::Config => "config",
    }
}

fn word(standing: Standing) -> &'static str {
    match standing {
        Standing::Good => "good",
        Standing::Bad => "bad",
        Standing::Unknown => "unknown",
    }
}
