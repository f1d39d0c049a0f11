//! What becomes of latency and memory when there is more of everything: people in the middle of a conversation, and
//! processes on one database.

use std::time::Duration;

use anyhow::Context;

use super::talk::{calmly, saturated_by};
use super::{Size, all_walk, end, meet, settings};
use crate::figures::{Figures, part};
use crate::program::Program;
use crate::telegram::Telegram;
use crate::walk::{OPENED, WIZARD};

/// Who talks while the others have left their conversation in the middle.
const TALKING: i64 = 200;
/// How long nothing happens before memory is read.
const QUIET: Duration = Duration::from_secs(1);

/// The figures that make the curves, by what stands in front of the number on their axis.
pub const CONVERSATIONS: [&str; 3] =
    ["reply p50, open conversations: ", "reply p99, open conversations: ", "memory, open conversations: "];
pub const PROCESSES: &str = "saturation, PostgreSQL, processes: ";

pub async fn growth(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    conversations(size, is_pinned, figures).await?;
    let processes: &[usize] = if size == Size::Short { &[1] } else { &[1, 2, 4] };
    let updates = if size == Size::Short { 300 } else { 6_000 };
    for processes in processes {
        let Some(rate) = saturated_by(*processes, size, updates).await? else { return Ok(()) };
        figures.note(format!("{PROCESSES}{processes}"), "updates/s", rate);
    }
    Ok(())
}

async fn conversations(size: Size, is_pinned: bool, figures: &mut Figures) -> anyhow::Result<()> {
    let (steps, updates): (&[i64], usize) = match size {
        Size::Short => (&[10, 100], 100),
        Size::Full => (&[100, 1_000, 10_000, 100_000], 4_000),
    };
    let telegram = Telegram::open(Duration::ZERO).await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let program = Program::start("serve", folder.path(), &settings(&telegram)?, is_pinned)?;
    meet(&telegram, TALKING).await.with_context(|| program.said())?;
    let mut known = TALKING;
    for open in steps {
        all_walk(&telegram, known + 1..=TALKING + open, &OPENED).await.with_context(|| program.said())?;
        known = TALKING + open;
        tokio::time::sleep(QUIET).await;
        let [p50, p99, memory] = CONVERSATIONS.map(|name| format!("{name}{open}"));
        figures.note(memory, "MB", program.memory_mb()?);
        let others = telegram.with(|people| {
            let (talking, others): (Vec<i64>, Vec<i64>) = people.done.drain(..).partition(|id| *id <= TALKING);
            people.done = talking.into();
            others
        });
        let took = calmly(&telegram, &WIZARD, updates).await?;
        telegram.with(|people| people.done.extend(others));
        figures.note(p50, "ms", part(&took, 0.50));
        figures.note(p99, "ms", part(&took, 0.99));
    }
    end(program, &telegram).await
}
