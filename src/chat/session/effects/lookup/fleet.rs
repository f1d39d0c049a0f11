//! All bots, looked up: counted, page by page, one by one; and the jobs. Whoever looks still has the role for it.

use anyhow::Context;

use crate::App;
use crate::chat::File;
use crate::chat::flow::{FleetLook, PageFrom};
use crate::chat::screen::{self, Screen, fleet as screens};
use crate::chat::session::facts;
use crate::chat::state::Facts;
use crate::deploy;
use crate::deploy::note::FleetNews;
use crate::domain::fleet::Filter;
use crate::domain::{Account, Id, Problem, Role, TargetKind, TargetState, price};
use crate::fleet::Measures;
use crate::store::{FleetBot, FleetJob, Toward};
use crate::text::{Locale, Msg};

/// Bots on one page, and jobs in one list.
const ON_A_PAGE: i64 = 8;
/// Bots of a job that are named, of those that failed and of those that were left out.
const NAMED: i64 = 8;

pub(super) async fn look(app: &App, account: &Account, look: &FleetLook) -> anyhow::Result<Screen> {
    let person = app.store.person(account, app.now()).await?.context("a look for nobody")?;
    let facts = facts(app, account, &person).await?;
    if !facts.is(Role::Support) {
        return Ok(screen::unknown_command(None));
    }
    match look {
        FleetLook::Overview => overview(app, &facts).await,
        FleetLook::Page { filter, from } => page(app, &facts, filter, from).await,
        FleetLook::Card { bot } => card(app, &facts, bot).await,
        FleetLook::Job { job } => a_job(app, &facts, job).await,
        FleetLook::JobFile { job } => {
            let locale = app.texts.locale(person.speaks());
            let Some(file) = as_a_file(app, job, locale).await? else { return Ok(screens::no_job()) };
            Ok(Screen { file: Some(file), ..screen::say(Msg::FleetJobFile) })
        }
        FleetLook::Jobs => jobs(app, &facts).await,
    }
}

async fn overview(app: &App, facts: &Facts) -> anyhow::Result<Screen> {
    let (measures, filter) = (Measures::now(app), Filter::default());
    let question = measures.question(app, &filter);
    let counts = app.store.fleet_counts(&question).await?;
    let versions = app.store.fleet_versions(&question, ON_A_PAGE).await?;
    let here = deploy::versions(app);
    let version = |it: crate::store::FleetVersion| screens::Version {
        is_now: it.version.as_ref().is_some_and(|version| here.contains(&format!("|{version}|"))),
        blueprint: it.blueprint,
        version: it.version,
        bots: it.bots,
    };
    let overview = screens::Overview {
        bots: counts.iter().map(|it| it.bots).sum(),
        states: counts.iter().map(|it| (it.status, it.bots)).collect(),
        adrift: counts.iter().map(|it| it.adrift).sum(),
        troubled: counts.iter().map(|it| it.troubled).sum(),
        cost: counts.iter().map(|it| it.cost).sum(),
        oldest: counts.iter().map(|it| it.oldest).min(),
        versions: versions.into_iter().map(version).collect(),
    };
    Ok(screens::overview(&overview, facts))
}

async fn page(app: &App, facts: &Facts, filter: &Filter, from: &PageFrom) -> anyhow::Result<Screen> {
    let measures = Measures::now(app);
    let question = measures.question(app, filter);
    let toward = match from {
        PageFrom::First => Toward::First,
        PageFrom::After(bot) => Toward::After(bot),
        PageFrom::Before(bot) => Toward::Before(bot),
    };
    let mut bots = app.store.fleet_page(&question, toward, ON_A_PAGE).await?;
    if bots.is_empty() && toward != Toward::First {
        // What stood there is gone by now.
        bots = app.store.fleet_page(&question, Toward::First, ON_A_PAGE).await?;
    }
    let counts = app.store.fleet_counts(&question).await?;
    let before = match bots.first() {
        Some(first) => app.store.fleet_place(&question, &first.instance.id).await?,
        None => 0,
    };
    let mut rows = Vec::new();
    for bot in bots {
        rows.push(row(app, bot, false).await?);
    }
    let page = screens::Page {
        filter: filter.clone(),
        rows,
        before,
        all: counts.iter().map(|it| it.bots).sum(),
        adrift: counts.iter().map(|it| it.adrift).sum(),
        cost: counts.iter().map(|it| it.cost).sum(),
    };
    Ok(screens::page(&page, facts))
}

async fn row(app: &App, bot: FleetBot, is_whole: bool) -> anyhow::Result<screens::Row> {
    let FleetBot { instance, is_adrift, busy } = bot;
    let problem = match &instance.problem {
        Some((problem, at)) => Some((serde_json::from_str::<Problem>(problem).context("read a problem")?, *at)),
        None => None,
    };
    let unknown_since = match instance.target {
        TargetKind::Railway => app.store.away_since(TargetKind::Railway).await?,
        TargetKind::Local => None,
    };
    Ok(screens::Row {
        called: if is_whole { app.store.account_name(&instance.owner).await? } else { None },
        name: instance.name.to_string(),
        owner: instance.owner.to_string(),
        status: instance.status,
        since: instance.status_at,
        busy,
        unknown_since,
        version: instance.deployed_with,
        is_adrift,
        target: instance.target,
        provider: instance.provider,
        channels: instance.channels,
        created_at: instance.created_at,
        cost: instance.cost.filter(|(_, at)| *at >= price::month_began(app.now())).map(|(cost, _)| cost),
        problem,
        blueprint: instance.blueprint,
        id: instance.id,
    })
}

async fn card(app: &App, facts: &Facts, bot: &Id) -> anyhow::Result<Screen> {
    let (measures, filter) = (Measures::now(app), Filter::default());
    match app.store.fleet_bot(&measures.question(app, &filter), bot).await? {
        Some(bot) => Ok(screens::card(&row(app, bot, true).await?, facts)),
        None => Ok(screen::say(Msg::FleetGone)),
    }
}

/// Nothing of a job that is no operator's.
async fn news(app: &App, job: FleetJob) -> anyhow::Result<Option<FleetNews>> {
    let Some(deed) = job.work.deed() else { return Ok(None) };
    Ok(Some(FleetNews {
        tally: app.store.fleet_tally(&job.id).await?,
        took: job.ended_at.map(|ended| ended - job.created_at),
        job: job.id,
        deed,
        state: job.state,
        canary_failed: job.canary_failed,
    }))
}

async fn a_job(app: &App, facts: &Facts, id: &Id) -> anyhow::Result<Screen> {
    let Some(job) = app.store.fleet_job(id).await? else { return Ok(screens::no_job()) };
    let Some(news) = news(app, job).await? else { return Ok(screens::no_job()) };
    let failed = app.store.fleet_targets(id, Some(TargetState::Failed), NAMED).await?.into_iter();
    let skipped = app.store.fleet_targets(id, Some(TargetState::Skipped), NAMED).await?.into_iter();
    let failed = failed.map(|it| screens::Failed {
        id: it.bot,
        name: it.name.to_string(),
        owner: it.owner.to_string(),
        provider: it.provider,
        channels: it.channels,
        why: it.why.and_then(|why| serde_json::from_str(&why).ok()),
    });
    let job = screens::Job {
        news,
        failed: failed.collect(),
        skipped: skipped
            .map(|it| {
                let why = it.why.and_then(|why| serde_json::from_str(&why).ok());
                (it.name.to_string(), it.owner.to_string(), why)
            })
            .collect(),
    };
    Ok(screens::job(&job, facts))
}

/// A line for each bot of a job: how it stands, whose it is, and why it did not work out.
async fn as_a_file(app: &App, id: &Id, locale: &Locale) -> anyhow::Result<Option<File>> {
    if app.store.fleet_job(id).await?.is_none_or(|job| job.work.deed().is_none()) {
        return Ok(None);
    }
    let mut content = String::new();
    for it in app.store.fleet_targets(id, None, i64::MAX).await? {
        let why = it.why.as_deref().and_then(|why| screens::why(it.state, why, it.provider, &it.channels));
        let why = why.map(|why| locale.say(&why)).unwrap_or_default();
        content.push_str(&format!("{}\t{}/{}\t{}\t{why}\n", it.state.word(), it.owner, it.name, it.bot));
    }
    Ok(Some(File { name: format!("job-{id}.txt"), content }))
}

async fn jobs(app: &App, facts: &Facts) -> anyhow::Result<Screen> {
    let (mut all, mut began) = (Vec::new(), Vec::new());
    for job in app.store.fleet_jobs(ON_A_PAGE).await? {
        let at = job.created_at;
        if let Some(news) = news(app, job).await? {
            began.push(at);
            all.push(news);
        }
    }
    Ok(screens::jobs(&all, &began, facts))
}
