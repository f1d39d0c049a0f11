//! Bots at a made-up Railway that holds every request against the real schema: how fast they hatch, what is asked outside
//! for it, and what watching them costs.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};

use hatchery::railway::WATCHED_AT_ONCE;
use sqlx::Connection;

use super::{Size, all_walk, database, end, settings};
use crate::fakes::railway::{FakeRailway, Step};
use crate::figures::{Figures, part};
use crate::program::{Program, Settings};
use crate::stand_in::Hatchlings;
use crate::telegram::Telegram;
use crate::walk::{HATCH, HELLO};
use crate::wire;

const IMAGE: &str = "ghcr.io/hatchery/hatchery:0.1.0";
/// How much faster than usual bots are looked at; a look is the same one.
const POLL_MS: u64 = 25;
/// `watch/at_railway.rs`: bots are looked at every 45 seconds.
const LOOKS_AN_HOUR: usize = 80;
/// `watch/at_railway/rounds.rs`: after so many looks it begins from the first again.
const CYCLE: usize = 4;
/// `watch/at_railway/logs.rs`: each log is read every ten minutes.
const READS_AN_HOUR: usize = 6;
/// Longer than anything is looked at more often for having changed.
const LONG_MS: i64 = 7_200_000;

pub async fn deploys(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let (alone, together) = match size {
        Size::Short => (2, 4),
        Size::Full => (10, 90),
    };
    let Some(railway) = FakeRailway::start().await else { return Ok(()) };
    let hatchlings = Hatchlings::default();
    railway.serves(IMAGE, wire::serve(hatchlings.clone()).await?);
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let mut settings = settings(&telegram)?;
    settings.retain(|(name, _)| *name != "TARGET");
    settings.extend([
        ("TARGET", "railway".to_owned()),
        ("RAILWAY_API_KEY", railway.workspace_token()),
        ("RAILWAY_API_URL", railway.address().to_owned()),
        ("HATCHERY_IMAGE", IMAGE.to_owned()),
        ("INSTANCE_URL", "http://{domain}".to_owned()),
    ]);
    let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
    all_walk(&telegram, 1..=alone + together, &HELLO).await.with_context(|| program.said())?;
    let (asked, calls) = (railway.requests().len(), calls(&telegram, &hatchlings));
    telegram.with(|people| people.awaits_news = true);
    let mut took = Vec::new();
    for id in 1..=alone {
        railway.next_deployment(&[Step::Is("SUCCESS")]);
        took.push(hatch(&telegram, id..=id).await.with_context(|| program.said())?);
    }
    let requests = (railway.requests().len() - asked) as f64 / alone as f64;
    let others = (self::calls(&telegram, &hatchlings) - calls) as f64 / alone as f64;
    figures.note("own time in a deploy, at a Railway that is done at once", "ms", part(&took, 0.5));
    figures.note("Railway requests", "per deploy", requests);
    figures.note("calls to anybody", "per deploy", requests + others);
    let all = hatch(&telegram, alone + 1..=alone + together).await?;
    figures.note("deploys", "per minute", together as f64 * 60_000.0 / all);
    end(program, &telegram).await?;
    let bots = (alone + together) as usize;
    watch(&railway, &hatchlings, &telegram, (folder.path(), settings), bots, is_pinned, figures).await?;
    railway.assert_clean();
    Ok(())
}

/// These people hatch a bot each. Gives the time from the first press to the last word, in ms.
async fn hatch(telegram: &Telegram, ids: std::ops::RangeInclusive<i64>) -> anyhow::Result<f64> {
    let many = ids.clone().count();
    let is_alive = |text: &String| text.contains("is alive");
    let before = telegram.with(|people| people.news.iter().filter(|(_, text, _)| is_alive(text)).count());
    telegram.then(|_, _| ());
    telegram.with(|people| ids.clone().for_each(|id| people.walks(id, &HATCH)));
    telegram.with(|people| ids.clone().for_each(|id| people.goes_on(id)));
    telegram.until("the last look", |people| people.is_walking() == 0).await?;
    let started = Instant::now();
    telegram.with(|people| ids.for_each(|id| people.goes_on(id)));
    let alive = |people: &crate::people::People| people.news.iter().filter(|(_, text, _)| is_alive(text)).count();
    telegram.until("bots that are alive", |people| alive(people) >= before + many).await?;
    let last = telegram.with(|people| people.news.iter().rev().find(|(_, text, _)| is_alive(text)).map(|it| it.2));
    Ok((last.context("the last word")? - started).as_secs_f64() * 1_000.0)
}

/// Everything that was asked of anybody but Railway.
fn calls(telegram: &Telegram, hatchlings: &Hatchlings) -> usize {
    telegram.calls().values().sum::<usize>() + hatchlings.asked.load(Ordering::Relaxed)
}

/// Counts what looks at bots that have been well for long ask for, and what is asked once an hour. The clock is not moved:
/// it is only looked more often, and an hour's looks are so many times as dear.
async fn watch(
    railway: &FakeRailway,
    hatchlings: &Hatchlings,
    telegram: &Telegram,
    (folder, mut settings): (&Path, Settings),
    bots: usize,
    is_pinned: bool,
    figures: &mut Figures,
) -> anyhow::Result<()> {
    settings.push(("JOB_POLL_MS", POLL_MS.to_string()));
    have_been_well(folder, true).await?;
    let (asked, looks) = (railway.requests().len(), hatchlings.looks.load(Ordering::Relaxed));
    let program = Program::start("serve", folder, &settings, is_pinned)?;
    let looked = async |times: usize| {
        let limit = Instant::now() + Duration::from_secs(60);
        while hatchlings.looks.load(Ordering::Relaxed) < looks + bots * times {
            ensure!(Instant::now() < limit, "bots are not looked at:\n{}", program.said());
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        anyhow::Ok(railway.requests().len() - asked)
    };
    // What is asked once an hour is asked behind the first look.
    let first = looked(CYCLE).await?;
    let cycle = looked(2 * CYCLE).await? - first;
    let hour = first - cycle + cycle * LOOKS_AN_HOUR / CYCLE;
    figures.note(format!("Railway requests for watching {bots} bots of {bots} people"), "an hour", hour as f64);
    end(program, telegram).await?;

    // The same bots where nobody but Railway can say how they are.
    have_been_well(folder, false).await?;
    let asked = railway.requests().len();
    let program = Program::start("serve", folder, &settings, is_pinned)?;
    let limit = Instant::now() + Duration::from_secs(60);
    let since = async |many: usize| loop {
        let mut count: BTreeMap<String, usize> = BTreeMap::new();
        for request in &railway.requests()[asked..] {
            *count.entry(request.operation.clone()).or_default() += 1;
        }
        if count.get("Watch").is_some_and(|watched| *watched >= many) {
            return anyhow::Ok(count);
        }
        ensure!(Instant::now() < limit, "bots are not looked at:\n{}", program.said());
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    // One look, and one at all that has our mark; then looks.
    let per_look = bots.div_ceil(WATCHED_AT_ONCE);
    let mut count = since(per_look * 4).await?;
    count.remove("Watch");
    let reads = count.remove("ManyLogs").context("no log was read")?;
    let once = count.values().sum::<usize>() + per_look;
    let hour = once + per_look * LOOKS_AN_HOUR / 2 + reads * READS_AN_HOUR;
    figures.note(format!("Railway requests for watching {bots} bots without an address"), "an hour", hour as f64);
    end(program, telegram).await
}

/// Nothing has happened to any bot for long; they keep their addresses or have none.
async fn have_been_well(folder: &Path, has_address: bool) -> anyhow::Result<()> {
    sqlx::any::install_default_drivers();
    let mut connection = sqlx::AnyConnection::connect(&database(folder)?).await.context("open the database")?;
    let long = sqlx::query("UPDATE instances SET status_at = status_at - $1").bind(LONG_MS);
    long.execute(&mut connection).await.context("let time pass")?;
    if !has_address {
        let none = sqlx::query("UPDATE instances SET remote = json_set(remote, '$.host', NULL)");
        none.execute(&mut connection).await.context("take the addresses away")?;
    }
    connection.close().await.context("close the database")
}
