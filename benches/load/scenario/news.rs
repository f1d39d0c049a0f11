//! One text to many, against a Telegram that takes thirty messages within any second and not one more.

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hatchery::domain::Account;
use hatchery::store::{Durability, Store};
use sqlx::{AnyConnection, Connection};

use super::{Size, all_walk, database, end, settings};
use crate::figures::Figures;
use crate::people::People;
use crate::program::Program;
use crate::telegram::Telegram;
use crate::walk::{Deed, HELLO, NEWS, Step};

const TEXT: &str = "There are news";

pub async fn broadcast(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let many = if size == Size::Short { 90 } else { 900 };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let store = Store::open(&database(folder.path())?).await?;
    let mut tx = store.begin(Durability::Kill).await?;
    for id in 2..=many {
        tx.welcome(&Account::telegram(id), Some("en"), None, now()).await?;
    }
    tx.commit().await?;
    store.close().await;
    let mut settings = settings(&telegram)?;
    settings.push(("ADMINS", "telegram:1".into()));
    let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
    all_walk(&telegram, 1..=1, &HELLO).await.with_context(|| program.said())?;
    telegram.raises_the_wall();
    let walk = to_many(many);
    telegram.with(|people| people.awaits_news = true);
    all_walk(&telegram, 1..=1, walk).await.with_context(|| program.said())?;
    telegram.until("everybody to have the news", |people| received(people) >= many as usize).await?;
    let mut at: Vec<_> = telegram.with(|people| std::mem::take(&mut people.news));
    at.retain(|(_, text, _)| text.starts_with(TEXT));
    let (first, last) = (at.first().context("news")?.2, at.last().context("news")?.2);
    at.sort_by_key(|(id, ..)| *id);
    at.dedup_by_key(|(id, ..)| *id);
    ensure!(at.len() == many as usize, "{} of {many} have the news", at.len());
    figures.note("broadcast", "messages/s", (many - 1) as f64 / (last - first).as_secs_f64());
    figures.note("broadcast, refused", "429s", telegram.refused() as f64);
    end(program, &telegram).await
}

/// How many have it.
fn received(people: &People) -> usize {
    people.news.iter().filter(|(_, text, _)| text.starts_with(TEXT)).count()
}

/// What whoever writes to many does. Its own words are kept for the walk's whole life, which is this program's.
fn to_many(many: i64) -> &'static [Step] {
    let word: &'static str = many.to_string().leak();
    vec![
        Step { deed: Deed::Say("/broadcast There are news"), replies: NEWS[0] },
        Step { deed: Deed::Press("Go on"), replies: NEWS[1] },
        Step { deed: Deed::Say(word), replies: NEWS[2] },
    ]
    .leak()
}

/// A million are on record and the text goes out to them for a minute. What a program holds beyond what it holds idle is
/// what a broadcast costs; somebody else who says something while the million are taken down waits for as long.
pub async fn million(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let (many, minute) = match size {
        Size::Short => (10_000, Duration::from_secs(3)),
        Size::Full => (1_000_000, Duration::from_secs(60)),
    };
    const OTHER: i64 = 2;
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    on_record(&database(folder.path())?, many).await?;
    let mut settings = settings(&telegram)?;
    settings.push(("ADMINS", "telegram:1".into()));
    let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
    all_walk(&telegram, 1..=OTHER, &HELLO).await.with_context(|| program.said())?;
    tokio::time::sleep(Duration::from_secs(1)).await;
    let idle = program.memory_mb()?;
    telegram.raises_the_wall();
    telegram.with(|people| people.awaits_news = true);
    telegram.then(|people, id| {
        people.step(id);
    });
    let started = Instant::now();
    telegram.with(|people| {
        people.took.clear();
        people.walks(1, to_many(many));
        people.step(1);
    });
    // The other one says something ten times a second, or as soon as the last thing was answered, until the first has the news.
    let mut beat = tokio::time::interval(Duration::from_millis(100));
    while telegram.with(|people| received(people) == 0) {
        beat.tick().await;
        ensure!(started.elapsed() < Duration::from_secs(120), "nobody has the news:\n{}", program.said());
        telegram.with(|people| {
            if people.done.contains(&OTHER) {
                people.done.retain(|id| *id != OTHER);
                people.walks(OTHER, &HELLO);
                people.step(OTHER);
            }
        });
        telegram.until("nothing", |_| true).await?;
    }
    figures.note(
        format!("broadcast to {many}: from /broadcast to the first who has it"),
        "s",
        started.elapsed().as_secs_f64(),
    );
    let longest = telegram.with(|people| people.took.iter().copied().fold(0.0, f64::max));
    figures.note(format!("broadcast to {many}: longest wait of anybody meanwhile"), "ms", longest);
    let ends = Instant::now() + minute;
    while Instant::now() < ends {
        telegram.until("nothing", |_| true).await?;
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let mut at = telegram.with(|people| std::mem::take(&mut people.news));
    at.retain(|(_, text, _)| text.starts_with(TEXT));
    let (first, last) = (at.first().context("news")?.2, at.last().context("news")?.2);
    let sent = at.len();
    at.sort_by_key(|(id, ..)| *id);
    at.dedup_by_key(|(id, ..)| *id);
    ensure!(at.len() == sent, "{} have the news more than once", sent - at.len());
    figures.note(format!("broadcast to {many}"), "messages/s", (sent - 1) as f64 / (last - first).as_secs_f64());
    figures.note(format!("broadcast to {many}, refused"), "429s", telegram.refused() as f64);
    figures.note(format!("broadcast to {many}: memory idle"), "MB", idle);
    figures.note(format!("broadcast to {many}: the most memory beyond idle"), "MB", program.most_memory_mb()? - idle);
    end(program, &telegram).await
}

/// So many people have met Hatchery, the first by itself.
async fn on_record(database: &str, many: i64) -> anyhow::Result<()> {
    Store::open(database).await?.close().await;
    let mut connection = AnyConnection::connect(database).await.context("open the database")?;
    let rows = "WITH RECURSIVE n(i) AS (SELECT 2 UNION ALL SELECT i + 1 FROM n WHERE i < $1)";
    let (persons, accounts) = (
        "INSERT INTO persons (id, tier, access, created_at) SELECT printf('%026d', i), 'free', 0, $2 FROM n",
        "INSERT INTO accounts (id, person_id, platform_language, reachable, created_at, seen_at)
         SELECT 'telegram:' || i, printf('%026d', i), 'en', 1, $2, $2 FROM n",
    );
    for rows_of in [persons, accounts] {
        let statement = sqlx::AssertSqlSafe(format!("{rows} {rows_of}"));
        sqlx::query(statement).bind(many).bind(now()).execute(&mut connection).await.context("put people on record")?;
    }
    connection.close().await.context("close the database")
}

fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
