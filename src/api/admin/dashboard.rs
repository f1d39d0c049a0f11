//! The numbers by which an admin sees at a glance how all of it goes.

use std::collections::BTreeMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::App;
use crate::api::admin::Looker;
use crate::api::fault::Fault;
use crate::api::shapes::Faults;
use crate::domain::fleet::Filter;
use crate::domain::{Millis, price};
use crate::fleet::Measures;
use crate::quota::{DAY, HOUR};

const DOLLAR: f64 = 1_000_000.0;

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DashboardBody {
    pub people: PeopleNumbers,
    pub bots: BotNumbers,
    pub operations: OperationNumbers,
    /// Deploys that were asked for.
    pub deploys: DeployNumbers,
    pub outbox: OutboxNumbers,
    /// What bots cost, in dollars.
    pub spend: SpendNumbers,
    /// New bots wait, by an admin's word.
    pub is_in_maintenance: bool,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PeopleNumbers {
    pub all: i64,
    pub seen_last_day: i64,
    pub premium: i64,
    pub banned: i64,
}

/// Live ones.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BotNumbers {
    pub all: i64,
    pub adrift: i64,
    pub troubled: i64,
    pub by_status: BTreeMap<String, i64>,
    pub by_target: BTreeMap<String, i64>,
    pub by_provider: BTreeMap<String, i64>,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OperationNumbers {
    pub open: i64,
    /// For how long the longest has been due that nobody has begun.
    pub queue_age_seconds: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DeployNumbers {
    pub last_hour: i64,
    pub last_day: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct OutboxNumbers {
    pub waiting: i64,
    pub age_seconds: i64,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SpendNumbers {
    pub this_month: f64,
    /// Above it new bots wait.
    pub limit: Option<f64>,
}

/// How all of it goes, in numbers.
#[utoipa::path(
    get, path = "/api/super/dashboard", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    responses((status = 200, body = DashboardBody), Faults),
)]
pub async fn numbers(State(app): State<Arc<App>>, _: Looker) -> Result<Json<DashboardBody>, Fault> {
    let (now, store) = (app.now(), &app.store);
    let people = store.count_people(now - DAY, now).await?;
    let (measures, filter) = (Measures::now(&app), Filter::default());
    let states = store.fleet_counts(&measures.question(&app, &filter)).await?;
    let places = store.count_bots().await?;
    let work = store.count_work(now - HOUR, now - DAY, now).await?;
    let age = |since: Option<Millis>| since.map_or(0, |since| (now - since).max(0) / 1_000);
    let mut by_target = BTreeMap::new();
    let mut by_provider = BTreeMap::new();
    for it in &places {
        *by_target.entry(it.target.word().to_owned()).or_default() += it.bots;
        *by_provider.entry(it.provider.word().to_owned()).or_default() += it.bots;
    }
    Ok(Json(DashboardBody {
        people: PeopleNumbers {
            all: people.all,
            seen_last_day: people.seen,
            premium: people.premium,
            banned: people.banned,
        },
        bots: BotNumbers {
            all: states.iter().map(|it| it.bots).sum(),
            adrift: states.iter().map(|it| it.adrift).sum(),
            troubled: states.iter().map(|it| it.troubled).sum(),
            by_status: states.iter().map(|it| (it.status.word().to_owned(), it.bots)).collect(),
            by_target,
            by_provider,
        },
        operations: OperationNumbers { open: work.open, queue_age_seconds: age(store.next_due().await?) },
        deploys: DeployNumbers { last_hour: work.deploys_hour, last_day: work.deploys_day },
        outbox: OutboxNumbers { waiting: work.letters, age_seconds: age(store.oldest_letter(now).await?) },
        spend: SpendNumbers {
            this_month: store.spent_since(price::month_began(now)).await? as f64 / DOLLAR,
            limit: store.spend().await?.map(|spend| spend.limit as f64 / DOLLAR),
        },
        is_in_maintenance: store.maintenance().await?.is_some(),
    }))
}
