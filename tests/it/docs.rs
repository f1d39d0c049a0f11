//! The papers keep in step with the code: what they list is all there is, and what they point at exists.

use std::path::{Path, PathBuf};

use expect_test::expect_file;
use hatchery::chat::command::Verb;
use hatchery::config::SETTINGS;

/// Where README's list of settings begins and ends.
const SETTINGS_BEGIN: &str = "<!-- settings -->\n";
const SETTINGS_END: &str = "<!-- /settings -->";

/// Whose `quoted` words are looked up.
const PAPERS: [&str; 10] = [
    "README.md",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "docs/benchmarks.md",
    "docs/conversation.md",
    "docs/metrics.md",
    "docs/openclaw.md",
    "docs/operations.md",
    "docs/reliability.md",
    "docs/soak.md",
];

fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn paper(name: &str) -> String {
    std::fs::read_to_string(place(name)).unwrap_or_else(|e| panic!("read {name}: {e}"))
}

fn settings_table() -> String {
    let mut table = String::from("| setting | default | meaning |\n|---|---|---|\n");
    for row in SETTINGS {
        let default = row.default.map_or_else(|| "–".to_owned(), |default| format!("`{default}`"));
        table.push_str(&format!("| `{}` | {default} | {} |\n", row.name, row.meaning));
    }
    table
}

/// Everything in `backticks` that stands on one line.
fn quoted(text: &str) -> Vec<&str> {
    text.lines().flat_map(|line| line.split('`').skip(1).step_by(2)).collect()
}

/// All source code, of the product and of its tests.
fn code() -> String {
    let mut text = String::new();
    let mut folders = vec![place("src"), place("tests"), place("benches")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a readable folder") {
            let path = entry.expect("a readable folder").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                text.push_str(&std::fs::read_to_string(&path).expect("code is text"));
            }
        }
    }
    text
}

/// A sentence about the product, as tests are called.
fn is_test(word: &str) -> bool {
    word.matches('_').count() >= 2 && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

#[test]
fn the_settings_in_the_readme_are_written_from_the_table() {
    let readme = paper("README.md");
    let (before, rest) = readme.split_once(SETTINGS_BEGIN).expect("README.md has a list of settings");
    let (_, after) = rest.split_once(SETTINGS_END).expect("README.md's list of settings ends");
    let written = format!("{before}{SETTINGS_BEGIN}{}{SETTINGS_END}{after}", settings_table());
    expect_file!["../../README.md"].assert_eq(&written);
}

#[test]
fn the_readme_lists_every_command_and_no_other() {
    let readme = paper("README.md");
    let rows = readme.lines().filter(|line| line.starts_with("| `/"));
    let commands = rows.flat_map(|row| quoted(row.split('|').nth(1).unwrap_or_default()));
    let mut listed: Vec<&str> =
        commands.filter_map(|command| command.strip_prefix('/')?.split_whitespace().next()).collect();
    let mut known: Vec<&str> = Verb::ALL.iter().map(|verb| verb.word()).collect();
    listed.sort_unstable();
    known.sort_unstable();
    assert_eq!(listed, known);
}

#[test]
fn the_papers_point_at_nothing_that_is_not_there() {
    let (code, metrics) = (code(), paper("src/metrics.rs") + &paper("src/metrics/seen.rs"));
    let mut missing = Vec::new();
    for name in PAPERS {
        for word in quoted(&paper(name)) {
            let top = word.split('/').next().unwrap_or_default();
            let is_ours = word.contains('/') && !word.contains(' ') && !matches!(top, "" | ".") && place(top).is_dir();
            let is_there = if is_ours {
                place(word).exists()
            } else if is_test(word) && (word.starts_with("hatchery_") || word.starts_with("process_")) {
                // Named in the registry without what the format adds.
                let name = word.trim_start_matches("hatchery_");
                let added = ["_total", "_seconds", "_info"].into_iter().find_map(|it| name.strip_suffix(it));
                metrics.contains(&format!("\"{}\"", added.unwrap_or(name)))
            } else if is_test(word) {
                // The second is one of many that a macro makes, each of its own fault.
                code.contains(&format!("fn {word}(")) || code.contains(&format!(" {word}: Fault::"))
            } else {
                true
            };
            if !is_there {
                missing.push(format!("{name}: {word}"));
            }
        }
    }
    assert!(missing.is_empty(), "\n\n{}\n\n", missing.join("\n"));
}

/// The words behind `hatchery` wherever a paper says to run it.
fn commands_in(paper: &str) -> Vec<Vec<String>> {
    let mut commands = Vec::new();
    let mut is_block = false;
    for line in paper.lines() {
        if line.trim_start().starts_with("```") {
            is_block = !is_block;
            continue;
        }
        let said: Vec<&str> = if is_block { vec![line.split(" #").next().unwrap_or_default()] } else { quoted(line) };
        for command in said {
            let command = command.trim().trim_start_matches("docker compose run --rm ");
            // What is written behind the prompt of `chat` is no command of the program.
            let Some(words) = command.strip_prefix("hatchery ").filter(|it| !it.starts_with('›')) else { continue };
            // In another place, and stand-ins for what the reader knows.
            let words =
                words.replace("https://YOUR.HATCHERY", "http://127.0.0.1:9").replace(" URL", " http://127.0.0.1:9");
            let words = words.replace("[FILE]", "FILE");
            let mut words: Vec<String> = words.split_whitespace().map(str::to_owned).collect();
            if !is_block && words.len() == 1 {
                // It is named there, not written out.
                words.push("--help".into());
            }
            commands.push(words);
        }
    }
    commands
}

#[tokio::test]
async fn every_command_in_the_papers_is_one_that_the_program_takes() {
    let place = tempfile::TempDir::new().expect("a folder");
    let runs = async |words: &[String]| {
        let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_hatchery"));
        command.args(words).env_clear().current_dir(place.path()).stdin(std::process::Stdio::null());
        command.output().await.expect("the program starts")
    };
    let mut commands: Vec<Vec<String>> = PAPERS.iter().flat_map(|name| commands_in(&paper(name))).collect();
    commands.sort_unstable();
    commands.dedup();
    assert!(commands.len() > 10, "{commands:?}");
    for words in &commands {
        // Without settings each says what is missing, which is 1 at most; 2 is what it does not understand.
        let said = runs(words).await;
        let why = String::from_utf8_lossy(&said.stderr).into_owned();
        assert!(matches!(said.status.code(), Some(0 | 1)), "hatchery {}: {why}", words.join(" "));
    }
    for wrong in ["restore a b", "backup --now", "verify", "keys turn"] {
        let words: Vec<String> = wrong.split(' ').map(str::to_owned).collect();
        assert_eq!(runs(&words).await.status.code(), Some(2), "hatchery {wrong}");
    }
}

#[tokio::test]
async fn the_readme_lists_every_command_of_the_program() {
    let mut command = tokio::process::Command::new(env!("CARGO_BIN_EXE_hatchery"));
    let help = command.arg("--help").env_clear().output().await.expect("the program starts").stdout;
    let help = String::from_utf8(help).expect("text");
    let (_, rows) = help.split_once("Commands:").expect("a list of commands");
    let rows = rows.lines().skip(1).take_while(|line| !line.is_empty());
    let mut known: Vec<&str> =
        rows.filter_map(|row| row.split_whitespace().next()).filter(|it| *it != "help").collect();
    let readme = paper("README.md");
    let rows = readme.lines().filter_map(|line| line.strip_prefix("| `hatchery "));
    let mut listed: Vec<&str> = rows.filter_map(|row| row.split([' ', '`']).next()).collect();
    known.sort_unstable();
    listed.sort_unstable();
    assert_eq!(listed, known);
}
