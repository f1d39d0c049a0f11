//! The wizard: as many updates as it takes, and a calm day.

use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::task::JoinHandle;

use super::{Size, end, in_the_cloud, meet, postgres, settings};
use crate::figures::{Figures, part};
use crate::people::People;
use crate::program::{Program, pins};
use crate::telegram::Telegram;
use crate::walk::{Step, WIZARD, WIZARD_OF_KINDS};

/// People who are in a walk at any time, of all those who have met Hatchery.
const AT_ONCE: usize = 400;
/// Updates a second of a calm day.
const CALM: u32 = 200;
/// What a call to Telegram takes over a real line.
const LINE: Duration = Duration::from_millis(40);

pub async fn talk(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let (updates, calm) = match size {
        Size::Short => (3_000, 400),
        Size::Full => (30_000, 4_000),
    };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let program = Program::start("serve", folder.path(), &settings(&telegram)?, is_pinned)?;
    meet(&telegram, people(size)).await.with_context(|| program.said())?;
    let (before, calls) = (program.cpu_us()?, telegram.calls());
    let (rate, many) = flood(&telegram, &WIZARD, updates).await?;
    let cpu = (program.cpu_us()? - before) / many;
    let asked: usize = telegram.calls().values().sum::<usize>() - calls.values().sum::<usize>();
    figures.note("saturation, SQLite", "updates/s", rate);
    figures.note("processor time, SQLite", "µs/update", cpu);
    figures.note("calls to Telegram", "per update", asked as f64 / many);
    let took = calmly(&telegram, &WIZARD, calm).await?;
    figures.note("reply at 200/s, p50", "ms", part(&took, 0.50));
    figures.note("reply at 200/s, p99", "ms", part(&took, 0.99));
    figures.note("memory after that", "MB", program.memory_mb()?);
    end(program, &telegram).await
}

pub async fn slow(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let updates = if size == Size::Short { 1_000 } else { 10_000 };
    for by_webhook in [false, true] {
        let telegram = Telegram::open(LINE).await?;
        let folder = tempfile::tempdir().context("make a folder")?;
        let mut settings = settings(&telegram)?;
        if by_webhook {
            settings.push(("PUBLIC_URL", "https://hatchery.example.com".into()));
        }
        let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
        if by_webhook {
            telegram.delivers(program.address().await?).await?;
        }
        meet(&telegram, people(size)).await.with_context(|| program.said())?;
        let (rate, _) = flood(&telegram, &WIZARD, updates).await?;
        let door = if by_webhook { "webhook" } else { "long poll" };
        figures.note(format!("saturation, 40 ms away, {door}"), "updates/s", rate);
        end(program, &telegram).await?;
    }
    Ok(())
}

/// One database, by webhook, with one process and with two. They may run on all processors, which they share with the
/// database and this generator.
pub async fn replicas(size: Size, figures: &mut Figures) -> anyhow::Result<()> {
    let updates = if size == Size::Short { 600 } else { 8_000 };
    let mut first = None;
    for processes in [1, 2] {
        let Some(rate) = saturated_by(processes, size, updates).await? else { return Ok(()) };
        figures.note(format!("saturation, PostgreSQL, processes: {processes}"), "updates/s", rate);
        match first {
            None => first = Some(rate),
            Some(first) => figures.note("two processes against one", "times", rate / first),
        }
    }
    Ok(())
}

/// Updates a second of so many processes on one new database; nothing where there is no PostgreSQL.
pub async fn saturated_by(processes: usize, size: Size, updates: usize) -> anyhow::Result<Option<f64>> {
    let Some(address) = postgres().await? else { return Ok(None) };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let mut settings = in_the_cloud(&telegram).await?;
    settings.extend([("DATABASE_URL", address), ("PUBLIC_URL", "https://hatchery.example.com".into())]);
    let mut programs = Vec::new();
    for _ in 0..processes {
        let folder = tempfile::tempdir().context("make a folder")?;
        let program = Program::start("serve", folder.path(), &settings, false)?;
        telegram.delivers(program.address().await?).await?;
        programs.push((program, folder));
    }
    meet(&telegram, people(size)).await.with_context(|| programs[0].0.said())?;
    let (rate, _) = flood(&telegram, &WIZARD_OF_KINDS, updates).await.with_context(|| programs[0].0.said())?;
    for (program, _folder) in programs {
        end(program, &telegram).await?;
    }
    Ok(Some(rate))
}

/// Who has met Hatchery before.
fn people(size: Size) -> i64 {
    match size {
        Size::Short => 200,
        Size::Full => 1_000,
    }
}

/// Everybody who is answered goes on at once, and whoever is through makes room for who has waited longest. Gives the
/// updates a second and how many there were.
pub async fn flood(telegram: &Telegram, walk: &'static [Step], updates: usize) -> anyhow::Result<(f64, f64)> {
    let target = telegram.with(|people| people.answered) + updates;
    telegram.then(move |people, id| {
        if people.answered < target && !people.step(id) {
            next(people, walk);
        }
    });
    let started = Instant::now();
    telegram.with(|people| (0..AT_ONCE).for_each(|_| next(people, walk)));
    telegram.until("the flood", |people| people.answered >= target).await?;
    let rate = updates as f64 / started.elapsed().as_secs_f64();
    // Those who were on their way are answered, too, and count as work.
    telegram.until("its end", |people| people.is_walking() == 0).await?;
    finish(telegram).await?;
    let many = telegram.with(|people| people.answered) + updates - target;
    Ok((rate, many as f64))
}

fn next(people: &mut People, walk: &'static [Step]) {
    if let Some(id) = people.done.pop_front() {
        people.walks(id, walk);
        people.step(id);
    }
}

/// Whoever stands in the middle of a walk goes to its end.
async fn finish(telegram: &Telegram) -> anyhow::Result<()> {
    telegram.then(|people, id| {
        people.step(id);
    });
    telegram.with(|people| people.everybody_steps());
    telegram.until("everybody to be through", |people| people.is_walking() == 0).await
}

/// One step every few milliseconds, each by somebody who waits for nothing. Gives how long each took, in ms.
pub async fn calmly(telegram: &Telegram, walk: &'static [Step], updates: usize) -> anyhow::Result<Vec<f64>> {
    telegram.then(|people, id| people.idle.push_back(id));
    telegram.with(|people| {
        people.took.clear();
        people.idle = std::mem::take(&mut people.done);
    });
    let awake = pins().then(|| tokio::spawn(stay_awake()));
    let mut beat = tokio::time::interval(Duration::from_secs(1) / CALM);
    for _ in 0..updates {
        beat.tick().await;
        telegram.with(|people| {
            let Some(id) = people.idle.pop_front() else { return };
            if !people.step(id) {
                people.walks(id, walk);
                people.step(id);
            }
        });
    }
    telegram.until("the calm day's end", |people| people.is_walking() == 0).await?;
    awake.inspect(JoinHandle::abort);
    let took = telegram.with(|people| std::mem::take(&mut people.took));
    finish(telegram).await?;
    Ok(took)
}

/// A processor with nothing to do takes its time to wake up. Where this generator has one of its own, that would be measured
/// at the end of each reply.
async fn stay_awake() {
    loop {
        tokio::task::yield_now().await;
    }
}
