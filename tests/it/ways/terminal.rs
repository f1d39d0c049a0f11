//! Somebody at a terminal whose way is written down. What progress shows on its way is left out: on a screen each line
//! takes the place of the one before.

use super::record::{Record, Voice};
use crate::process::chat::Talk;
use crate::process::house::Page;
use crate::world::steady;

pub struct AtTheTerminal {
    talk: Talk,
    read: usize,
    record: Record,
}

impl AtTheTerminal {
    /// The greeting is no part of it.
    pub async fn begins(talk: Talk, record: Record) -> Self {
        let read = talk.shows("How it works").await.len();
        AtTheTerminal { talk, read, record }
    }

    pub async fn types(&mut self, line: &str, answer: &str) {
        self.record.begins();
        self.talk.types(line).await;
        self.record.writes(line);
        self.reads(answer).await;
    }

    pub async fn pastes(&mut self, secret: &str, answer: &str) {
        self.record.begins();
        self.talk.types(secret).await;
        self.record.pastes_hidden(secret, "not shown while it is typed");
        self.reads(answer).await;
    }

    /// The last look, the time until the bot has answered, and its answer to its owner.
    pub async fn hatches(mut self) -> Record {
        let number = self.number("Hatch it");
        self.record.begins();
        self.talk.types(&number).await;
        self.record.writes(&number);
        self.talk.shows("is alive").await;
        self.record.arrives();
        self.reads("Delete").await;
        let shown = self.talk.shown();
        let (_, result) = shown.split_once("is alive").expect("it was just seen");
        Page::in_text(result).answers().await;
        self.talk.leaves().await;
        self.record
    }

    fn number(&self, label: &str) -> String {
        let shown = self.talk.shown();
        let (before, _) = shown.rsplit_once(&format!(" {label}")).unwrap_or_else(|| panic!("no {label} in:\n{shown}"));
        before.split_whitespace().last().expect("a number before each button").to_owned()
    }

    async fn reads(&mut self, answer: &str) {
        let shown = self.talk.shows_after(self.read, answer).await;
        let news = shown[self.read..].to_owned();
        self.read = shown.len();
        for block in news.split("\n\n").filter(|block| !block.trim().is_empty()) {
            self.record.told(Voice::Hatchery, &as_on_a_screen(block));
        }
    }
}

/// Of the lines of progress the last of each step, as if the others had been painted over.
fn as_on_a_screen(block: &str) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut is_progress = false;
    for line in block.trim_start_matches('\n').lines().map(steady) {
        let is_head = line.starts_with("Hatching “");
        if !is_progress || line.starts_with('✓') {
            lines.push(line);
        }
        is_progress |= is_head;
    }
    lines.dedup();
    lines.join("\n")
}
