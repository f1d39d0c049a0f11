//! All bots at once: listed by page, started anew in waves, and how far such a job is. The same core as `/fleet` in the
//! chat.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use utoipa::IntoParams;

use crate::App;
use crate::api::admin::shapes::{
    FleetBotBody, FleetOneBody, FleetPageBody, JobBegunBody, JobBody, JobBotBody, JobOneBody, RestartBody, TallyBody,
};
use crate::api::admin::{Looker, Operator};
use crate::api::fault::{Code, Fault};
use crate::api::once::{self, Begun, Body};
use crate::api::shapes::{Faults, problem_said, time, words};
use crate::chat::screen::fleet as screens;
use crate::domain::fleet::{Filter, JobWord, NoDraft, Pace, Selection, Tally, Unclear};
use crate::domain::{Deed, Id, Problem, TargetState, price};
use crate::fleet::{self, Measures};
use crate::store::{FleetBot, FleetJob, Toward};

const PAGE: i64 = 20;
const LARGEST_PAGE: i64 = 100;
/// Bots of a job that are named, of those that failed and of those that were left out.
const NAMED: i64 = 100;
const DOLLAR: f64 = 1_000_000.0;

#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct FleetQuery {
    /// Words like `failed openclaw older 30d`, as `/fleet` in the chat takes them; without any, all bots.
    filter: Option<String>,
    /// The `nextCursor` of the page before.
    #[param(pattern = "^[0-9a-v]{26}$")]
    cursor: Option<String>,
    /// 1 to 100.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<i64>,
}

/// All live bots that a filter means.
#[utoipa::path(
    get, path = "/api/super/fleet", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(FleetQuery), responses((status = 200, body = FleetPageBody), Faults),
)]
pub async fn list(
    State(app): State<Arc<App>>,
    _: Looker,
    query: Result<Query<FleetQuery>, QueryRejection>,
) -> Result<Json<FleetPageBody>, Fault> {
    let Query(query) = query.map_err(|_| Fault::bad("limit is a number from 1 to 100."))?;
    let limit = query.limit.unwrap_or(PAGE);
    if !(1..=LARGEST_PAGE).contains(&limit) {
        return Err(Fault::bad("limit is a number from 1 to 100."));
    }
    let filter = match query.filter.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        None => Filter::default(),
        Some(words) => match meant(&app, words)? {
            Selection::Like(filter) => filter,
            Selection::These(_) => return Err(Fault::bad("filter describes bots and names none.")),
        },
    };
    let cursor = query.cursor.as_deref().map(|text| Id::parse(text).ok_or_else(|| Fault::bad("That is no cursor.")));
    let cursor = cursor.transpose()?;
    let measures = Measures::now(&app);
    let question = measures.question(&app, &filter);
    let toward = cursor.as_ref().map_or(Toward::First, Toward::After);
    let mut bots = app.store.fleet_page(&question, toward, limit + 1).await?;
    let has_more = bots.len() as i64 > limit;
    bots.truncate(limit as usize);
    let next_cursor = bots.last().filter(|_| has_more).map(|last| last.instance.id.to_string());
    let all = app.store.fleet_counts(&question).await?.iter().map(|it| it.bots).sum();
    Ok(Json(FleetPageBody { all, bots: bots.iter().map(|bot| row(&app, bot)).collect(), next_cursor }))
}

/// One live bot, whoever's.
#[utoipa::path(
    get, path = "/api/super/instances/{id}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("id" = String, Path, description = "Of the bot")), responses((status = 200, body = FleetOneBody), Faults),
)]
pub async fn one(State(app): State<Arc<App>>, _: Looker, Path(id): Path<String>) -> Result<Json<FleetOneBody>, Fault> {
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let (measures, filter) = (Measures::now(&app), Filter::default());
    let bot = app.store.fleet_bot(&measures.question(&app, &filter), &id).await?.ok_or_else(Fault::not_found)?;
    Ok(Json(FleetOneBody { bot: row(&app, &bot) }))
}

/// Starts many bots anew: a few first, the rest in waves. Whoever names a bot that does not exist does nothing to any.
#[utoipa::path(
    post, path = "/api/super/fleet/restart", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$")), request_body = RestartBody,
    responses((status = 202, body = JobBegunBody), Faults),
)]
pub async fn restart(
    State(app): State<Arc<App>>,
    Operator(caller): Operator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let wish: RestartBody = once::json(&headers, &bytes)?;
    let selection = meant(&app, &wish.bots)?;
    let pace = pace(&wish)?;
    let mut work = match once::begin(&app, &caller, &headers, "fleet restart", &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let by = &caller.account;
    let draft = match fleet::draft(&app, &mut work.tx, by, (Deed::Restart, pace), &selection).await? {
        Ok(draft) => draft,
        Err(NoDraft::Nobody) => return Err(Fault::new(Code::Conflict, "No bot is like that. Nothing was done.")),
        Err(NoDraft::Unknown(unknown)) => {
            let said = format!("Of the bots that you named, {} do not exist. Nothing was done to any.", unknown.len());
            return Err(Fault::new(Code::NotFound, said));
        }
    };
    let begun = fleet::say(&app, &mut work.tx, (by, None), &draft.job, JobWord::Go).await?;
    let job = begun.ok_or_else(|| Fault::new(Code::Conflict, "Somebody else was faster. Nothing was done."))?;
    let tally = work.tx.fleet_tally(&draft.job).await?;
    work.end(&app, StatusCode::ACCEPTED, &JobBegunBody { success: true, job: shaped(&job, tally)? }).await
}

/// How far work on many bots is, and what did not work out.
#[utoipa::path(
    get, path = "/api/super/jobs/{id}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(("id" = String, Path, description = "Of the job")), responses((status = 200, body = JobOneBody), Faults),
)]
pub async fn job(State(app): State<Arc<App>>, _: Looker, Path(id): Path<String>) -> Result<Json<JobOneBody>, Fault> {
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let job = app.store.fleet_job(&id).await?.ok_or_else(Fault::not_found)?;
    let english = app.texts.locale(None);
    let mut bots = Vec::new();
    for state in [TargetState::Failed, TargetState::Skipped] {
        for it in app.store.fleet_targets(&id, Some(state), NAMED).await? {
            let why = it.why.as_deref().and_then(|why| screens::why(state, why, it.provider, &it.channels));
            bots.push(JobBotBody {
                id: it.bot.to_string(),
                name: it.name.to_string(),
                owner: it.owner.to_string(),
                state: state.word().into(),
                why: why.map(|why| english.say(&why)),
            });
        }
    }
    Ok(Json(JobOneBody { job: shaped(&job, app.store.fleet_tally(&id).await?)?, bots }))
}

/// Says `pause`, `go` (on) or `cancel` of work on many bots.
#[utoipa::path(
    post, path = "/api/super/jobs/{id}/{word}", tag = "admins", security(("token" = ["admin"]), ("adminSecret" = [])),
    params(
        ("id" = String, Path, description = "Of the job"),
        ("word" = String, Path, description = "`pause`, `go` or `cancel`"),
        ("Idempotency-Key" = Option<String>, Header, pattern = "^[!-~]{1,128}$"),
    ),
    responses((status = 202, body = JobBegunBody), Faults),
)]
pub async fn say(
    State(app): State<Arc<App>>,
    Operator(caller): Operator,
    Path((id, word)): Path<(String, String)>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Fault> {
    let bytes = once::bytes(body)?;
    let id = Id::parse(&id).ok_or_else(Fault::not_found)?;
    let meant = match word.as_str() {
        "pause" => JobWord::Pause,
        "go" => JobWord::Go,
        "cancel" => JobWord::Cancel,
        _ => return Err(Fault::not_found()),
    };
    let known = app.store.fleet_job(&id).await?.ok_or_else(Fault::not_found)?;
    known.work.deed().ok_or_else(Fault::not_found)?;
    let mut work = match once::begin(&app, &caller, &headers, &format!("{word} {id}"), &bytes).await? {
        Begun::Before(response) => return Ok(response),
        Begun::Now(work) => work,
    };
    let said = fleet::say(&app, &mut work.tx, (&caller.account, None), &id, meant).await?;
    let job = said.ok_or_else(|| Fault::new(Code::Conflict, "As this job stands, that makes no sense."))?;
    let tally = work.tx.fleet_tally(&id).await?;
    work.end(&app, StatusCode::ACCEPTED, &JobBegunBody { success: true, job: shaped(&job, tally)? }).await
}

fn meant(app: &App, words: &str) -> Result<Selection, Fault> {
    let blueprints: Vec<&str> = app.blueprints.all().iter().map(|blueprint| blueprint.id.as_str()).collect();
    Selection::parse(words, &blueprints).map_err(|unclear| {
        Fault::bad(match unclear {
            Unclear::Unknown(words) => {
                format!(
                    "{} of the words mean nothing here. Nothing was done; /fleet in the chat shows them.",
                    words.len()
                )
            }
            Unclear::Contradiction(_) => "The words contradict each other. Nothing was done.".into(),
            Unclear::Nothing => "Say which bots are meant; all of them are `all`.".into(),
        })
    })
}

fn pace(wish: &RestartBody) -> Result<Pace, Fault> {
    let usual = Pace::USUAL;
    let pace = Pace {
        canary: wish.first.unwrap_or(usual.canary),
        wave: wish.wave.unwrap_or(usual.wave),
        patience: wish.failures.unwrap_or(usual.patience),
    };
    match [pace.canary, pace.wave, pace.patience].iter().all(|n| (1..=Pace::MOST).contains(n)) {
        true => Ok(pace),
        false => Err(Fault::bad("first, wave and failures are numbers from 1 to 200.")),
    }
}

fn row(app: &App, bot: &FleetBot) -> FleetBotBody {
    let FleetBot { instance: it, is_adrift, busy } = bot;
    let problem = it.problem.as_ref().and_then(|(text, _)| serde_json::from_str::<Problem>(text).ok());
    let cost = it.cost.filter(|(_, at)| *at >= price::month_began(app.now()));
    FleetBotBody {
        id: it.id.to_string(),
        name: it.name.to_string(),
        owner: it.owner.to_string(),
        status: it.status.word().into(),
        status_since: time(it.status_at),
        busy: busy.map(|kind| kind.word().into()),
        target: it.target.word().into(),
        ai_provider: it.provider.word().into(),
        channels: words(&it.channels),
        blueprint: it.blueprint.clone(),
        version: it.deployed_with.clone(),
        is_adrift: *is_adrift,
        problem: problem.map(problem_said),
        cost: cost.map(|(cost, _)| cost as f64 / DOLLAR),
        created_at: time(it.created_at),
    }
}

/// Work on somebody's own bots is no operator's business.
fn shaped(job: &FleetJob, tally: Tally) -> Result<JobBody, Fault> {
    let deed = job.work.deed().ok_or_else(Fault::not_found)?;
    Ok(JobBody {
        id: job.id.to_string(),
        deed: deed.word().into(),
        state: job.state.word().into(),
        author: job.author.to_string(),
        tally: TallyBody {
            all: tally.all(),
            waiting: tally.waiting,
            asked: tally.asked,
            done: tally.done,
            failed: tally.failed,
            skipped: tally.skipped,
        },
        canary_failed: job.canary_failed,
        created_at: time(job.created_at),
        ended_at: job.ended_at.map(time),
    })
}
