//! The seeded soak: random people, faults and kills in front of a Railway with state. A seed decides everything, so a
//! seed makes its history again. Whatever breaks a law is told with the command that shows it.

#[path = "../../tests/it/fakes"]
#[allow(dead_code, unused_imports, reason = "the soak runs no programs and asks for less than the tests do")]
mod fakes {
    pub mod missing;
    pub mod ports;
    pub mod railway;
}
mod dice;
mod history;
mod laws;
mod people;
mod story;
mod weather;
mod worker;
mod world;

use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use anyhow::{Context, bail};

use story::{Outcome, story};

/// What CI runs.
const USUAL: u64 = 200;
/// Every so many seeds, one is run twice and has to make the same history.
const TWICE_EVERY: u64 = 20;
/// Broken seeds that are told in full.
const TOLD: usize = 3;

/// What is to be run.
struct Wanted {
    from: u64,
    count: u64,
    /// The one seed whose history is shown.
    is_shown: bool,
    has_log: bool,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo bench` says so; `cargo test --all-targets` does not, and has its own tests.
    if !arguments.iter().any(|argument| argument == "--bench") {
        eprintln!("the soak is run by `cargo bench --bench soak`");
        return Ok(());
    }
    let wanted = read(&arguments)?;
    if wanted.is_shown {
        return show(&wanted);
    }
    soak(&wanted)
}

fn read(arguments: &[String]) -> anyhow::Result<Wanted> {
    let mut wanted = Wanted { from: 0, count: USUAL, is_shown: false, has_log: false };
    let mut words = arguments.iter();
    let number = |word: Option<&String>| {
        let word = word.context("a number is missing")?;
        word.parse::<u64>().with_context(|| format!("{word} is no number"))
    };
    while let Some(word) = words.next() {
        match word.as_str() {
            "--bench" => {}
            "--seed" => (wanted.from, wanted.count, wanted.is_shown) = (number(words.next())?, 1, true),
            "--from" => wanted.from = number(words.next())?,
            "--log" => wanted.has_log = true,
            _ if word.starts_with('-') => bail!("{word} is not known: [COUNT] [--from SEED] [--seed SEED [--log]]"),
            _ => wanted.count = number(Some(word))?,
        }
    }
    Ok(wanted)
}

#[expect(clippy::print_stdout, reason = "the history is what was asked for")]
fn show(wanted: &Wanted) -> anyhow::Result<()> {
    let outcome = story(wanted.from);
    for line in outcome.history.lines() {
        println!("{line}");
    }
    if wanted.has_log {
        println!("\n{}", outcome.log);
    }
    println!("seed {}: history {:016x}", wanted.from, outcome.history.hash());
    match outcome.broken {
        Some(broken) => bail!("seed {}: {broken}", wanted.from),
        None => Ok(()),
    }
}

#[expect(clippy::print_stdout, reason = "the numbers are what the program is for")]
fn soak(wanted: &Wanted) -> anyhow::Result<()> {
    let started = Instant::now();
    let (next, broken) = (AtomicU64::new(0), Mutex::new(Vec::<(u64, Outcome)>::new()));
    let total = Mutex::new(Total::default());
    // A story waits a lot for the threads of its database.
    let threads = std::thread::available_parallelism().map_or(2, |cores| cores.get() * 2);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    if n >= wanted.count || lock(&broken).len() >= 50 {
                        return;
                    }
                    let seed = wanted.from + n;
                    let mut outcome = story(seed);
                    if n % TWICE_EVERY == 0 && outcome.broken.is_none() {
                        let again = story(seed);
                        outcome.broken = again.broken.or_else(|| difference(&outcome, &again.history));
                    }
                    lock(&total).add(&outcome);
                    if outcome.broken.is_some() {
                        lock(&broken).push((seed, outcome));
                    }
                    if n % 1_000 == 999 {
                        eprintln!("{} seeds, {:.0} s", n + 1, started.elapsed().as_secs_f64());
                    }
                }
            });
        }
    });
    let (took, total) = (started.elapsed().as_secs_f64(), total.into_inner()?);
    let mut broken = broken.into_inner()?;
    broken.sort_by_key(|(seed, _)| *seed);
    for (seed, outcome) in broken.iter().take(TOLD) {
        println!("--- seed {seed}");
        outcome.history.lines().iter().for_each(|line| println!("{line}"));
    }
    for (seed, outcome) in &broken {
        let said = outcome.broken.as_deref().unwrap_or_default();
        println!("seed {seed}: {said}\n    cargo bench --profile dev --bench soak -- --seed {seed}");
    }
    println!(
        "{} seeds in {took:.1} s, {:.1} a second on {threads} threads: {} bots, {} stages, {} requests (at most {} for \
         a stage), {} kills; history {:016x}; {} broken",
        total.seeds,
        total.seeds as f64 / took,
        total.bots,
        total.stages,
        total.requests,
        total.most_asked,
        total.kills,
        total.hash,
        broken.len()
    );
    if !broken.is_empty() {
        bail!("{} seeds broke a law", broken.len());
    }
    Ok(())
}

/// All seeds together.
#[derive(Default)]
struct Total {
    seeds: u64,
    bots: usize,
    stages: usize,
    requests: usize,
    most_asked: usize,
    kills: usize,
    hash: u64,
}

impl Total {
    fn add(&mut self, outcome: &Outcome) {
        self.seeds += 1;
        self.bots += outcome.bots;
        self.stages += outcome.stages;
        self.requests += outcome.requests;
        self.most_asked = self.most_asked.max(outcome.most_asked);
        self.kills += outcome.kills;
        // Whichever seed ends first.
        self.hash ^= outcome.history.hash();
    }
}

fn difference(one: &Outcome, other: &history::History) -> Option<String> {
    if one.history.hash() == other.hash() {
        return None;
    }
    let lines = one.history.lines().iter().zip(other.lines());
    let first = lines.enumerate().find(|(_, (one, other))| one != other);
    Some(match first {
        Some((at, (one, other))) => format!("two histories, from line {}:\n  {one}\n  {other}", at + 1),
        None => "two histories of different lengths".into(),
    })
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}
