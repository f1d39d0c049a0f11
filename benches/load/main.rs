//! The marks of Hatchery, measured from outside: the built program as a process of its own, in front of a Telegram, a
//! Railway and providers that live in this one. Every wrong or missing reply fails the run; slowness never does.

mod figures;
mod marks;
mod people;
mod picture;
mod program;
mod scenario;
mod stand_in;
mod telegram;
mod walk;
mod wire;

#[path = "../../tests/it/fakes"]
#[allow(dead_code, unused_imports, reason = "the bench asks for less than the tests do")]
mod fakes {
    pub mod missing;
    pub mod ports;
    pub mod railway;
}
#[path = "../../tests/it/postgres.rs"]
#[allow(dead_code, reason = "the bench asks for less than the tests do")]
mod postgres;

use std::path::PathBuf;
use std::time::Instant;

use anyhow::{Context, bail};
use serde_json::json;

use figures::Figures;
use scenario::{ALL, Scenario, Size};

/// What is to be run.
struct Wanted {
    scenarios: Vec<Scenario>,
    size: Size,
    json: Option<PathBuf>,
    /// What an earlier run wrote as JSON, to stand beside what this one finds.
    with: Vec<PathBuf>,
    picture: Option<PathBuf>,
}

fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // `cargo bench` says so; `cargo test --all-targets` does not, and is no time to measure.
    if !arguments.iter().any(|argument| argument == "--bench") {
        eprintln!("the load is measured by `cargo bench --bench load`");
        return Ok(());
    }
    let wanted = read(&arguments)?;
    let is_pinned = program::pins();
    if is_pinned {
        program::pin_generator()?;
    }
    // One thread, so that what is measured is disturbed by one at most.
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(measure(&wanted, is_pinned))
}

fn read(arguments: &[String]) -> anyhow::Result<Wanted> {
    let mut wanted = Wanted { scenarios: Vec::new(), size: Size::Full, json: None, with: Vec::new(), picture: None };
    let mut words = arguments.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--bench" => {}
            "--short" => wanted.size = Size::Short,
            "--json" => wanted.json = Some(words.next().context("--json needs a file")?.into()),
            "--with" => wanted.with.push(words.next().context("--with needs a file")?.into()),
            "--picture" => wanted.picture = Some(words.next().context("--picture needs a file")?.into()),
            word => {
                let found = ALL.iter().find(|scenario| scenario.word() == word);
                let known: Vec<&str> = ALL.iter().map(|scenario| scenario.word()).collect();
                let Some(found) = found else {
                    bail!(
                        "{word} is not known: [{}] [--short] [--json FILE] [--with FILE] [--picture FILE]",
                        known.join("|")
                    )
                };
                wanted.scenarios.push(*found);
            }
        }
    }
    if wanted.scenarios.is_empty() {
        wanted.scenarios = ALL.to_vec();
    }
    Ok(wanted)
}

#[expect(clippy::print_stdout, reason = "the figures are what the program is for")]
async fn measure(wanted: &Wanted, is_pinned: bool) -> anyhow::Result<()> {
    let (started, mut figures) = (Instant::now(), Figures::default());
    println!("measured: {}", program::path().display());
    let place =
        if is_pinned { "the program on one processor, this generator on the others" } else { "nothing is pinned" };
    println!("{place}; load before: {}", std::fs::read_to_string("/proc/loadavg").unwrap_or_default().trim());
    for file in &wanted.with {
        let read = std::fs::read_to_string(file).with_context(|| format!("read {}", file.display()))?;
        figures.join(&read).with_context(|| format!("read {}", file.display()))?;
    }
    for scenario in &wanted.scenarios {
        for run in 1..=scenario.runs(wanted.size) {
            eprintln!("{} {run} ({} s so far)", scenario.word(), started.elapsed().as_secs());
            scenario.run(wanted.size, is_pinned, &mut figures).await.with_context(|| scenario.word())?;
        }
    }
    println!("\n{}", figures.table());
    if let Some(file) = &wanted.json {
        let all = json!({ "figures": figures.json(), "pinned": is_pinned, "short": wanted.size == Size::Short });
        std::fs::write(file, format!("{all:#}\n")).with_context(|| format!("write {}", file.display()))?;
    }
    if let Some(file) = &wanted.picture {
        let picture = picture::svg(&figures).context("nothing that grows was measured: ask for `growth`")?;
        std::fs::write(file, picture).with_context(|| format!("write {}", file.display()))?;
    }
    Ok(())
}
