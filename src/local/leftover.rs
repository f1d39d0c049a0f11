//! Processes that outlived their Hatchery. They are ended, and the caller starts their bots anew: ending beats
//! adopting, because then every bot is a child of ours, with one way to learn of its end and nobody else to reap it.
//!
//! They are found by the mark in their environment, which also covers a Hatchery killed between starting a process
//! and recording it, and by the record of pid and start time, which also covers a bot that cleared its environment.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::ensure;
use nix::sys::signal::Signal;
use tokio::time::{Instant, sleep};

use crate::domain::Id;
use crate::local::blocking;
use crate::local::census::{self, Known};
use crate::local::home::{self, Home};

/// How often to look whether they are gone.
const LOOK_AGAIN: Duration = Duration::from_millis(50);
/// How long KILL may take before it is told that somebody cannot be ended.
const LAST_WORD: Duration = Duration::from_secs(5);

/// Everything that a killed Hatchery of this folder and tag left running.
pub fn recorded_or_marked(bots: &Path, tag: &str) -> anyhow::Result<Vec<(Id, Known)>> {
    let mut found = census::marked(tag);
    for id in home::placed(bots)? {
        // A record that cannot be read is one that was never finished; the mark stands in for it.
        let recorded = fs::read_to_string(Home::of(bots, &id).record()).ok().and_then(|text| Known::parse(&text));
        let Some(process) = recorded.filter(Known::lives) else { continue };
        if !found.iter().any(|(_, known)| *known == process) {
            found.push((id, process));
        }
    }
    Ok(found)
}

/// What a bot started and sent away from its own group.
pub fn strays(tag: &str, id: &Id) -> Vec<(Id, Known)> {
    census::marked(tag).into_iter().filter(|(whose, _)| whose == id).collect()
}

/// Ends what `find` finds until it finds nothing more: TERM until the deadline, KILL after it. Tells whose it was.
///
/// It has to find nothing twice: a process that is just executing its program shows no environment for an instant
/// and would be missed.
pub async fn end(
    find: impl Fn() -> anyhow::Result<Vec<(Id, Known)>> + Clone + Send + 'static,
    deadline: Instant,
) -> anyhow::Result<Vec<Id>> {
    let give_up = deadline.max(Instant::now()) + LAST_WORD;
    let mut ended = BTreeSet::new();
    let mut asked = HashSet::new();
    let mut was_empty = false;
    loop {
        let found = blocking(find.clone()).await?;
        if found.is_empty() && was_empty {
            return Ok(ended.into_iter().collect());
        }
        was_empty = found.is_empty();
        if let Some((_, process)) = found.first() {
            ensure!(Instant::now() < give_up, "process {process} (pid, start time) cannot be ended");
        }

        let signal = if Instant::now() < deadline { Signal::SIGTERM } else { Signal::SIGKILL };
        // A process may take its time after one TERM; a second one would only interrupt its farewell.
        let due: Vec<Known> = found.iter().map(|(_, known)| *known).filter(|k| asked.insert((*k, signal))).collect();
        ended.extend(found.into_iter().map(|(id, _)| id));
        blocking(move || {
            due.iter().for_each(|process| process.signal(signal));
            Ok(())
        })
        .await?;
        sleep(LOOK_AGAIN).await;
    }
}
