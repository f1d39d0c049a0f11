//! One text to many, against a Telegram that takes thirty messages within any second and not one more.

use std::time::Duration;

use anyhow::{Context, ensure};
use hatchery::domain::Account;
use hatchery::store::{Durability, Store};

use super::{Size, all_walk, database, end, settings};
use crate::figures::Figures;
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
    // Its own words are kept for the walk's whole life, which is this program's.
    let word = |text: String| -> &'static str { text.leak() };
    let walk = vec![
        Step { deed: Deed::Say("/broadcast There are news"), replies: NEWS[0] },
        Step { deed: Deed::Press("Go on"), replies: NEWS[1] },
        Step { deed: Deed::Say(word(many.to_string())), replies: NEWS[2] },
    ];
    telegram.with(|people| people.awaits_news = true);
    all_walk(&telegram, 1..=1, walk.leak()).await.with_context(|| program.said())?;
    let got = |people: &crate::people::People| people.news.iter().filter(|(_, text, _)| text.starts_with(TEXT)).count();
    telegram.until("everybody to have the news", |people| got(people) >= many as usize).await?;
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

fn now() -> i64 {
    std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |since| since.as_millis() as i64)
}
