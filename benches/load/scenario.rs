//! What can be measured: each scenario by its word, and how often it is run.

mod talk;

use std::time::Duration;

use anyhow::{Context, ensure};
use hatchery::secret::Sealer;

use crate::figures::Figures;
use crate::people::People;
use crate::program::{Program, Settings};
use crate::telegram::Telegram;
use crate::walk::{HELLO, Step};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Size {
    /// For continuous integration: everything is answered rightly, and the figures are rough.
    Short,
    Full,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scenario {
    /// The wizard at saturation, and 200 updates a second.
    Talk,
    /// The same where each call to Telegram takes 40 ms, by long poll and by webhook.
    Slow,
}

pub const ALL: [Scenario; 2] = [Scenario::Talk, Scenario::Slow];

impl Scenario {
    pub fn word(self) -> &'static str {
        match self {
            Scenario::Talk => "talk",
            Scenario::Slow => "slow",
        }
    }

    /// The median of so many counts.
    pub fn runs(self, size: Size) -> usize {
        match (self, size) {
            (_, Size::Short) => 1,
            (Scenario::Talk | Scenario::Slow, Size::Full) => 5,
        }
    }

    pub async fn run(self, size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
        match self {
            Scenario::Talk => talk::talk(size, is_pinned, figures).await,
            Scenario::Slow => talk::slow(size, is_pinned, figures).await,
        }
    }
}

/// A Hatchery that talks with this Telegram, on an empty folder, or on the one that it was given before.
pub fn settings(telegram: &Telegram) -> anyhow::Result<Settings> {
    let key = Sealer::new_master_key()?;
    Ok(vec![
        ("TARGET", "local".into()),
        ("ACCESS", "open".into()),
        ("PORT", "0".into()),
        ("MOLTBOT_ENCRYPTION_KEY", key.expose().into()),
        ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000".into()),
        ("TELEGRAM_API_URL", telegram.origin()),
    ])
}

/// So many people have met Hatchery and are idle.
pub async fn meet(telegram: &Telegram, people: i64) -> anyhow::Result<()> {
    all_walk(telegram, 1..=people, &HELLO).await
}

/// All of these take a walk, at most so many at a time as Telegram has connections, and are idle afterwards.
pub async fn all_walk(
    telegram: &Telegram,
    mut ids: std::ops::RangeInclusive<i64>,
    walk: &'static [Step],
) -> anyhow::Result<()> {
    const AT_ONCE: usize = 200;
    let last = *ids.end();
    let many = telegram.with(|people| people.done.len()) + ids.clone().count();
    let first: Vec<i64> = ids.by_ref().take(AT_ONCE).collect();
    let rest = std::sync::Mutex::new(first.last().copied().unwrap_or(last) + 1..=last);
    telegram.then(move |people: &mut People, id| {
        if !people.step(id)
            && let Ok(mut rest) = rest.lock()
            && let Some(next) = rest.next()
        {
            people.walks(next, walk);
            people.step(next);
        }
    });
    telegram.with(|people| {
        for id in first {
            people.walks(id, walk);
            people.step(id);
        }
    });
    telegram.until("everybody's walk", |people| people.done.len() >= many).await
}

/// Ends a run: nobody waits for anything, no button spins, and the program ends well.
pub async fn end(program: Program, telegram: &Telegram) -> anyhow::Result<()> {
    telegram.until("all presses to be answered", |people| people.is_spinning() == 0).await?;
    tokio::time::sleep(Duration::from_millis(20)).await;
    telegram.with(|people| {
        ensure!(people.wrong.is_empty(), "wrong: {}", people.wrong[0]);
        ensure!(people.is_walking() == 0, "{} replies are missing", people.is_walking());
        Ok(())
    })?;
    let said = program.said();
    let trouble = said.lines().find(|line| line.contains(" WARN ") || line.contains(" ERROR "));
    ensure!(trouble.is_none(), "it complains: {}", trouble.unwrap_or_default());
    program.end().await.context("end the program")
}
