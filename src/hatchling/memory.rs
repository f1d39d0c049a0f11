//! What a hatchling remembers of a chat: its last turns, in one small file for each chat. Nothing of it stays in RAM
//! between two messages. It never decides what a reply is.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::OwnedMutexGuard;

use crate::hatchling::file;
use crate::provider::Line;

/// One conversation with one memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Chat {
    /// The chat page.
    Web,
    /// Programs that ask with the token, such as Hatchery's own question after a deploy.
    Api,
    Telegram(i64),
}

impl fmt::Display for Chat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Chat::Web => f.write_str("web"),
            Chat::Api => f.write_str("api"),
            Chat::Telegram(id) => write!(f, "telegram-{id}"),
        }
    }
}

/// The most turns that are kept, and the most characters. In the densest scripts a character is about one token, and
/// every provider's cheap tier reads far more than 30,000 tokens.
pub const MOST_TURNS: usize = 20;
const CHARACTERS: usize = 30_000;

pub struct Memory {
    folder: PathBuf,
    turns: usize,
    /// Chats that somebody is in right now.
    open: Mutex<HashMap<Chat, Arc<tokio::sync::Mutex<()>>>>,
}

impl Memory {
    pub fn open(data_dir: &Path, turns: usize) -> anyhow::Result<Self> {
        let folder = data_dir.join("chats");
        file::make_folder(&folder)?;
        Ok(Memory { folder, turns, open: Mutex::default() })
    }

    /// Waits until the chat is free: its turns come one after another, in the order they were asked for.
    pub async fn enter(&self, chat: Chat) -> Conversation {
        let turn = {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            open.retain(|_, turn| Arc::strong_count(turn) > 1);
            Arc::clone(open.entry(chat).or_default())
        };
        let path = self.folder.join(format!("{chat}.json"));
        Conversation { path, turns: self.turns, _turn: turn.lock_owned().await }
    }
}

/// A chat while nobody else is in it.
pub struct Conversation {
    path: PathBuf,
    turns: usize,
    _turn: OwnedMutexGuard<()>,
}

impl Conversation {
    /// What was said so far, as whole turns.
    pub fn lines(&self) -> anyhow::Result<Vec<Line>> {
        let Some(bytes) = file::read(&self.path)? else { return Ok(Vec::new()) };
        let lines = serde_json::from_slice(&bytes);
        let lines = lines.map_err(|_| anyhow::anyhow!("{} is no memory of a chat", self.path.display()))?;
        // It may have been allowed to remember more when it last did.
        Ok(last_turns(lines, self.turns))
    }

    /// Keeps the last turns of what was said.
    pub async fn remember(&self, lines: Vec<Line>) -> anyhow::Result<()> {
        file::replace(self.path.clone(), serde_json::to_vec(&last_turns(lines, self.turns))?).await
    }

    pub fn forget(&self) -> anyhow::Result<()> {
        file::remove(&self.path)
    }
}

/// Drops whole turns from the front, so that a conversation always begins with the person.
fn last_turns(mut lines: Vec<Line>, turns: usize) -> Vec<Line> {
    let mut characters: usize = lines.iter().map(|line| line.text.chars().count()).sum();
    while lines.len() > 2 && (lines.len() > turns * 2 || characters > CHARACTERS) {
        characters -= lines.drain(..2).map(|line| line.text.chars().count()).sum::<usize>();
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::provider::Speaker;

    fn turns(count: usize, length: usize) -> Vec<Line> {
        (0..count * 2)
            .map(|at| Line {
                speaker: if at % 2 == 0 { Speaker::Person } else { Speaker::Bot },
                text: "é".repeat(length),
            })
            .collect()
    }

    #[test]
    fn the_oldest_turns_are_forgotten_and_a_person_speaks_first() {
        for (kept, most, turns) in [
            (6, MOST_TURNS, turns(3, 10)),
            (40, MOST_TURNS, turns(100, 10)),
            (6, 3, turns(100, 10)),
            (2, 1, turns(2, 10)),
            (30, MOST_TURNS, turns(20, 1_000)),
            (2, MOST_TURNS, turns(3, 50_000)),
        ] {
            let lines = last_turns(turns, most);
            assert_eq!(lines.len(), kept);
            assert_eq!(lines[0].speaker, Speaker::Person);
        }
    }
}
