//! The first marks: how long Hatchery takes of its own, and how much memory it holds. The built program runs as its
//! own process against a small Telegram on this machine. A wrong or missing reply fails the run; slowness never does.

mod person;
mod program;
mod telegram;

use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use hatchery::secret::Sealer;
use serde_json::{Map, Value, json};

use person::Person;
use program::Program;
use telegram::Telegram;

/// Short runs are made so often, and their median counts.
const RUNS: usize = 5;
/// People who walk through the questions, one after the other.
const PEOPLE: i64 = 60;
/// The pause between two turns: a busy day, not a flood.
const BETWEEN_TURNS: Duration = Duration::from_millis(20);
/// How long nothing happens before memory is read.
const QUIET: Duration = Duration::from_secs(1);

/// One number, and below what it has to stay.
struct Mark {
    name: &'static str,
    what: String,
    unit: &'static str,
    value: f64,
    limit: Option<f64>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |flag: &str| arguments.iter().any(|argument| argument == flag);
    // `cargo bench` says so; `cargo test --all-targets` does not, and is no time to measure.
    if !has("--bench") {
        eprintln!("marks are measured by `cargo bench --bench marks`");
        return Ok(());
    }
    let mut marks = conversation().await?;
    marks.extend(starts().await?);
    marks.push(hatchlings().await?);
    print(&marks, has("--markdown"));
    Ok(())
}

/// Many people walk through the questions; each reply is timed.
async fn conversation() -> anyhow::Result<Vec<Mark>> {
    let telegram = Telegram::open().await?;
    let folder = tempfile::tempdir().context("make a folder")?;
    let serve = serve(&telegram, &folder)?;
    let mut took = Vec::new();
    for id in 1..=PEOPLE {
        took.extend(Person::new(&telegram, id).walk(BETWEEN_TURNS).await.with_context(|| serve.said())?);
    }
    let memory = serve.memory_mb()?;
    serve.end().await?;
    telegram.no_strange_calls()?;
    let ms: Vec<f64> = took.iter().map(|took| took.as_secs_f64() * 1_000.0).collect();
    let turns = ms.len();
    Ok(vec![
        mark("reply_p50", format!("reply, p50 of {turns} turns"), "ms", part(&ms, 0.50), Some(5.0)),
        mark("reply_p99", format!("reply, p99 of {turns} turns"), "ms", part(&ms, 0.99), None),
        mark("serve_after", "`serve`, right after these turns".into(), "MB", memory, None),
    ])
}

/// `serve` from nothing: an update waits already when it is started, with an empty data folder.
async fn starts() -> anyhow::Result<Vec<Mark>> {
    let (mut first_answers, mut memories) = (Vec::new(), Vec::new());
    for _ in 0..RUNS {
        let telegram = Telegram::open().await?;
        let folder = tempfile::tempdir().context("make a folder")?;
        let mut person = Person::new(&telegram, 1);
        person.says("/start");
        let started = Instant::now();
        let serve = serve(&telegram, &folder)?;
        let reply = person.reads("I hatch bots.").await.with_context(|| serve.said())?;
        first_answers.push((reply.at - started).as_secs_f64() * 1_000.0);
        tokio::time::sleep(QUIET).await;
        memories.push(serve.memory_mb()?);
        serve.end().await?;
        telegram.no_strange_calls()?;
    }
    Ok(vec![
        mark(
            "first_answer",
            "start of `serve` to the first answer".into(),
            "ms",
            part(&first_answers, 0.5),
            Some(300.0),
        ),
        mark("serve_idle", "`serve`, idle".into(), "MB", part(&memories, 0.5), Some(25.0)),
    ])
}

/// A hatchling with a web page that has answered once.
async fn hatchlings() -> anyhow::Result<Mark> {
    const TOKEN: &str = "web-HATCHTEST-0000000000000000";
    let http = reqwest::Client::builder().no_proxy().timeout(Duration::from_secs(10)).build()?;
    let mut memories = Vec::new();
    for _ in 0..RUNS {
        let folder = tempfile::tempdir().context("make a folder")?;
        let settings = [("AI_PROVIDER", "echo"), ("CHANNELS", "web"), ("WEB_TOKEN", TOKEN), ("PORT", "0")];
        let bot = Program::start("bot", folder.path(), &settings)?;
        let address = bot.says("hatchling ready on ").await?;
        let asked = http.post(format!("http://{address}/chat")).bearer_auth(TOKEN).json(&json!({ "text": "Hello" }));
        let answer: Value = asked.send().await.context("ask the hatchling")?.json().await?;
        ensure!(answer["reply"] == "Hello", "the hatchling answered {answer}");
        tokio::time::sleep(QUIET).await;
        memories.push(bot.memory_mb()?);
        bot.end().await?;
    }
    Ok(mark("hatchling_idle", "hatchling, idle".into(), "MB", part(&memories, 0.5), Some(15.0)))
}

fn serve(telegram: &Telegram, folder: &tempfile::TempDir) -> anyhow::Result<Program> {
    let key = Sealer::new_master_key()?;
    let settings = [
        ("TARGET", "local"),
        ("ACCESS", "open"),
        ("PORT", "0"),
        ("MOLTBOT_ENCRYPTION_KEY", key.expose()),
        ("TELEGRAM_BOT_TOKEN", "123456789:HATCHTEST00000000000000000000000000"),
        ("TELEGRAM_API_URL", telegram.origin()),
    ];
    Program::start("serve", folder.path(), &settings)
}

fn mark(name: &'static str, what: String, unit: &'static str, value: f64, limit: Option<f64>) -> Mark {
    Mark { name, what, unit, value, limit }
}

/// The value below which this part of all values lies: 0.5 is the median.
fn part(values: &[f64], part: f64) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let rank = (sorted.len() as f64 * part).ceil() as usize;
    sorted[rank.clamp(1, sorted.len()) - 1]
}

/// A table for people and one line of JSON for programs; or the table of `docs/benchmarks.md`.
#[expect(clippy::print_stdout, reason = "the numbers are what the program is for")]
fn print(marks: &[Mark], is_markdown: bool) {
    let value = |mark: &Mark| format!("{:.1} {}", mark.value, mark.unit);
    let limit = |mark: &Mark| mark.limit.map_or_else(|| "–".to_owned(), |limit| format!("under {limit} {}", mark.unit));
    if is_markdown {
        println!("| what | measured | mark |\n|---|---:|---:|");
        for mark in marks {
            println!("| {} | {} | {} |", mark.what, value(mark), limit(mark));
        }
        return;
    }
    for mark in marks {
        let is_over = mark.limit.is_some_and(|limit| mark.value >= limit);
        println!("{:38} {:>10}  {:14}{}", mark.what, value(mark), limit(mark), if is_over { "OVER" } else { "" });
    }
    let key = |mark: &Mark| format!("{}_{}", mark.name, mark.unit.to_lowercase());
    let rounded = |mark: &Mark| json!((mark.value * 100.0).round() / 100.0);
    let numbers: Map<String, Value> = marks.iter().map(|mark| (key(mark), rounded(mark))).collect();
    println!("{}", Value::Object(numbers));
}
