//! The page for people: a table of what was counted, and each talk as it was read.

use std::collections::HashMap;
use std::fmt::Write;

use expect_test::expect_file;

use super::record::{Record, Voice};

const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/conversation.md");

const TABLE: [&str; 2] = ["<!-- ways -->\n", "<!-- /ways -->"];
const TALKS: [&str; 2] = ["<!-- talks -->\n", "<!-- /talks -->"];

/// How wide a talk is.
const COLUMNS: usize = 112;
const INDENT: usize = 10;

/// The page says what was recorded.
pub fn is_written(all: &[Record]) {
    let page = std::fs::read_to_string(PAGE).expect("the page");
    let seconds = match std::env::var_os("UPDATE_EXPECT") {
        Some(_) => all.iter().map(|record| (record.title.to_owned(), format!("{:.1}", record.seconds))).collect(),
        None => seconds(&page),
    };
    let page = replaced(&page, TABLE, &table(all, &seconds));
    let page = replaced(&page, TALKS, &talks(all));
    assert!(!page.contains("HATCHTEST"), "a secret is on the page");
    expect_file!["../../../docs/conversation.md"].assert_eq(&page);
}

fn replaced(page: &str, [begin, end]: [&str; 2], inside: &str) -> String {
    let (before, rest) = page.split_once(begin).expect("the page has this part");
    let (_, after) = rest.split_once(end).expect("the part ends");
    format!("{before}{begin}{inside}{end}{after}")
}

/// The seconds of each way as they are on the page: they are those of the machine that wrote it.
fn seconds(page: &str) -> HashMap<String, String> {
    let rows = page.lines().filter(|line| line.starts_with("| ") && line.ends_with(" |"));
    let cells = rows.map(|row| row.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    cells.filter_map(|cells| Some(((*cells.first()?).to_owned(), (*cells.last()?).to_owned()))).collect()
}

fn table(all: &[Record], seconds: &HashMap<String, String>) -> String {
    let heads = [
        "way",
        "messages",
        "presses",
        "characters typed",
        "secrets pasted into the chat",
        "elsewhere",
        "questions",
        "messages of Hatchery",
        "seconds",
    ];
    let mut table = format!("| {} |\n|---|{}\n", heads.join(" | "), "---:|".repeat(heads.len() - 1));
    for Record { title, tally: of, .. } in all {
        let counted =
            [of.messages, of.presses, of.typed, of.pasted_in_chat, of.pasted_elsewhere, of.questions, of.told];
        let counted = counted.map(|count| count.to_string()).join(" | ");
        let took = seconds.get(*title).map_or("–", String::as_str);
        writeln!(table, "| {title} | {counted} | {took} |").expect("it fits in memory");
    }
    table
}

fn talks(all: &[Record]) -> String {
    let mut talks = String::new();
    for record in all {
        write!(talks, "\n### {}\n\n", record.title).expect("it fits in memory");
        if !record.given.is_empty() {
            write!(talks, "{}\n\n", record.given).expect("it fits in memory");
        }
        talks.push_str("```text\n");
        for (voice, text) in &record.lines {
            let mut who = match voice {
                Voice::Person => "Ada",
                Voice::Hatchery => "Hatchery",
                Voice::Edited => "(changed)",
                Voice::Page => "the page",
            };
            for line in text.lines().flat_map(folded) {
                talks.push_str(format!("{who:INDENT$}{line}").trim_end());
                talks.push('\n');
                who = "";
            }
        }
        talks.push_str("```\n");
    }
    talks + "\n"
}

/// A line of a chat is as long as it likes, one of a page is not.
fn folded(line: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match parts.last_mut() {
            Some(part) if part.chars().count() + 1 + word.chars().count() <= COLUMNS - INDENT => {
                part.push(' ');
                part.push_str(word);
            }
            _ => parts.push(word.to_owned()),
        }
    }
    parts
}
