//! What it costs while little happens: the time from a start to the first answer, and memory, idle and with many people in
//! the middle of a conversation.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use serde_json::{Value, json};

use super::{Size, all_walk, end, settings};
use crate::figures::Figures;
use crate::program::Program;
use crate::telegram::Telegram;
use crate::walk::{HELLO, OPENED};
use crate::wire::Line;

/// How long nothing happens before memory is read.
const QUIET: Duration = Duration::from_secs(1);

/// A start on an empty folder, and one on a database that is up to date. A message waits already.
pub async fn starts(is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let settings = settings(&telegram)?;
    for name in ["start to first reply, new database", "start to first reply"] {
        telegram.with(|people| {
            people.took.clear();
            people.walks(1, &HELLO);
            people.step(1)
        });
        let started = Instant::now();
        let program = Program::start("serve", folder.path(), &settings, is_pinned)?;
        telegram.until("the first reply", |people| !people.took.is_empty()).await.with_context(|| program.said())?;
        let took = telegram.with(|people| people.took[0]);
        // The message was brought some microseconds before the start.
        ensure!(took / 1_000.0 <= started.elapsed().as_secs_f64() + 0.05, "the clock of the reply is off");
        figures.note(name, "ms", took);
        tokio::time::sleep(QUIET).await;
        if name == "start to first reply" {
            figures.note("memory idle", "MB", program.memory_mb()?);
        }
        end(program, &telegram).await?;
    }
    Ok(())
}

/// People who each leave a wizard in the middle, with a name that is kept.
pub async fn conversations(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let steps: &[(i64, &str)] = match size {
        Size::Short => &[(500, "500")],
        Size::Full => &[(10_000, "10,000"), (100_000, "100,000")],
    };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let program = Program::start("serve", folder.path(), &settings(&telegram)?, is_pinned)?;
    let mut known = 0;
    for (many, shown) in steps {
        all_walk(&telegram, known + 1..=*many, &OPENED).await.with_context(|| program.said())?;
        known = *many;
        tokio::time::sleep(QUIET).await;
        figures.note(format!("memory with {shown} open conversations"), "MB", program.memory_mb()?);
    }
    end(program, &telegram).await
}

/// A hatchling with a web page that has answered once.
pub async fn hatchling(is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    const TOKEN: &str = "web-HATCHTEST-0000000000000000";
    let folder = tempfile::tempdir().context("make a folder")?;
    let settings = [("AI_PROVIDER", "echo"), ("CHANNELS", "web"), ("WEB_TOKEN", TOKEN), ("PORT", "0")];
    let settings = settings.map(|(name, value)| (name, value.to_owned())).to_vec();
    let bot = Program::start("bot", folder.path(), &settings, is_pinned)?;
    let address: SocketAddr = bot.says("hatchling ready on ").await?.parse().context("an address")?;
    let mut line = Line::to(address).await?;
    let headers = format!("authorization: Bearer {TOKEN}\r\n");
    let answer = line.ask("POST", "/chat", &headers, &json!({ "text": "Hello" }).to_string()).await?;
    let said: Value = serde_json::from_slice(&answer.body).context("an answer in JSON")?;
    ensure!(said["reply"] == "Hello", "the hatchling answered {said}");
    tokio::time::sleep(QUIET).await;
    figures.note("hatchling memory, idle", "MB", bot.memory_mb()?);
    drop(line);
    bot.end().await
}
