//! The terminal front end of `hatchery chat`: the same screens as everywhere, with numbered buttons. With a terminal
//! on both sides it keeps a prompt below the messages; otherwise it is plain lines in and plain lines out, so that a
//! script can hold a conversation. It decides nothing and knows no sentence but those it is given.

mod buttons;
mod desk;
mod history;
mod keys;
pub mod layout;
mod line;
mod place;
mod terminal;

use std::collections::VecDeque;
use std::fs::{DirBuilder, File, OpenOptions};
use std::io::{self, IsTerminal, Write};
use std::os::fd::AsFd;
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use anyhow::Context;
use futures::future::BoxFuture;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::chat::{File as ViewFile, Incoming, Input, MessageRef, SendError, View};
use crate::domain::Account;
use desk::{Desk, Typed};
use keys::{Keys, Press};
use layout::Size;
use terminal::{Changed, Typing};

/// A line of a script that is longer than this is no line.
const LONGEST_LINE: usize = 64 * 1024;

/// The sentences that the console itself says, in the person's language.
#[derive(Debug, Clone)]
pub struct Words {
    /// Said last: what happens to the bots now.
    pub leaving: String,
    /// Said when Ctrl-C finds nothing to cancel.
    pub how_to_leave: String,
    /// Said when something of ours failed; the cause is in the log.
    pub trouble: String,
}

/// A handle on the terminal; its clones are the same terminal.
#[derive(Clone)]
pub struct Console(Arc<Inner>);

struct Inner {
    desk: Mutex<Desk>,
    input: File,
    output: File,
    is_live: bool,
    data_dir: PathBuf,
    words: Words,
}

impl Console {
    /// The terminal, or the pipes, that this program was started with.
    pub fn stdio(data_dir: &Path, is_colored: bool, words: Words) -> anyhow::Result<Self> {
        let input = io::stdin().as_fd().try_clone_to_owned().context("open the standard input")?;
        let output = io::stdout().as_fd().try_clone_to_owned().context("open the standard output")?;
        Console::over(input.into(), output.into(), data_dir, is_colored, words)
    }

    pub fn over(input: File, output: File, data_dir: &Path, is_colored: bool, words: Words) -> anyhow::Result<Self> {
        DirBuilder::new().recursive(true).mode(0o700).create(data_dir).context("make DATA_DIR")?;
        let is_live = input.is_terminal() && output.is_terminal();
        let history = if is_live { history::load(&data_dir.join("history")) } else { Vec::new() };
        let desk = Mutex::new(Desk::new(is_live, is_colored && output.is_terminal(), history));
        Ok(Console(Arc::new(Inner { desk, input, output, is_live, data_dir: data_dir.to_owned(), words })))
    }

    pub fn send(&self, view: &View) -> Result<MessageRef, SendError> {
        let message = MessageRef(Uuid::now_v7().to_string());
        let saved = self.save(view.file.as_ref())?;
        self.write(|desk, size| (desk.show(&message, view, saved.as_deref(), size), ()))?;
        Ok(message)
    }

    pub fn edit(&self, message: &MessageRef, view: &View) -> Result<(), SendError> {
        let saved = self.save(view.file.as_ref())?;
        self.write(|desk, size| match desk.change(message, view, saved.as_deref(), size) {
            Some(text) => (text, Ok(())),
            None => (String::new(), Err(SendError::Gone)),
        })?
    }

    /// A terminal cannot take back what was typed, and need not: a secret was never shown.
    pub fn delete(&self, _message: &MessageRef) -> Result<(), SendError> {
        Ok(())
    }

    /// Hears what is typed until the person leaves, the input ends or `stop` is cancelled, and then says goodbye.
    ///
    /// `hear` comes back when the reply to this input has been sent. `idle` comes back when nothing is under way that
    /// the person waits for: no check of a key, no operation, no unsent message. Without a terminal the next line is
    /// heard only then, and the end of input waits for it, too, so that a script may order a bot and read how it went.
    pub async fn run<H, I>(&self, hear: H, idle: I, stop: CancellationToken) -> anyhow::Result<()>
    where
        H: Fn(Incoming) -> BoxFuture<'static, anyhow::Result<()>>,
        I: Fn() -> BoxFuture<'static, ()>,
    {
        let typing = self.0.input.try_clone().and_then(Typing::begin).context("open the input")?;
        let outcome = if self.0.is_live {
            let _changed = Changed::to_keys(&self.0.input, &self.0.output).context("prepare the terminal")?;
            let outcome = stop.run_until_cancelled(self.converse(typing, hear)).await;
            self.write(|desk, _| (desk.rise(), ()))?;
            outcome
        } else {
            stop.run_until_cancelled(self.follow(typing, hear, idle)).await
        };
        outcome.unwrap_or(Ok(())).and(self.note(&self.0.words.leaving))
    }

    /// With a terminal: key by key.
    async fn converse<H>(&self, mut typing: Typing, hear: H) -> anyhow::Result<()>
    where
        H: Fn(Incoming) -> BoxFuture<'static, anyhow::Result<()>>,
    {
        let mut keys = Keys::default();
        let mut waiting = VecDeque::new();
        loop {
            self.write(|desk, size| (desk.stand(size), ()))?;
            let said = loop {
                let Some(press) = waiting.pop_front() else {
                    let Some(bytes) = typing.next().await else { return Ok(()) };
                    waiting.extend(keys.feed(&bytes));
                    continue;
                };
                let said = self.write(|desk, size| desk.press(press, size))?;
                if said.is_some() || press == Press::Enter {
                    break said;
                }
            };
            match said {
                None => {}
                Some(Typed::Leave) => return Ok(()),
                Some(Typed::HowToLeave) => self.note(&self.0.words.how_to_leave)?,
                Some(Typed::Say { input, message, memory }) => {
                    if let Some(line) = memory {
                        history::append(&self.0.data_dir.join("history"), &line);
                        self.desk().line.remember(&line);
                    }
                    self.say(&hear, input, message).await?;
                }
            }
        }
    }

    /// Without a terminal: line by line.
    async fn follow<H, I>(&self, mut typing: Typing, hear: H, idle: I) -> anyhow::Result<()>
    where
        H: Fn(Incoming) -> BoxFuture<'static, anyhow::Result<()>>,
        I: Fn() -> BoxFuture<'static, ()>,
    {
        let terminal = Changed::to_lines(&self.0.input);
        let mut rest = Vec::new();
        loop {
            idle().await;
            if let Some(terminal) = &terminal {
                terminal.hide(self.desk().asks_secret()).context("change the terminal")?;
            }
            let Some(line) = next_line(&mut typing, &mut rest).await? else { return Ok(()) };
            let said = self.write(|desk, size| desk.enter(&line, true, size))?;
            if let Some(Typed::Say { input, message, memory: _ }) = said {
                self.say(&hear, input, message).await?;
            }
        }
    }

    async fn say<H>(&self, hear: &H, input: Input, message: Option<MessageRef>) -> anyhow::Result<()>
    where
        H: Fn(Incoming) -> BoxFuture<'static, anyhow::Result<()>>,
    {
        let update = Uuid::now_v7().to_string();
        let incoming =
            Incoming { account: Account::console(), update, input, message, topic: None, language: None, name: None };
        if let Err(error) = hear(incoming).await {
            tracing::error!(error = format!("{error:#}"), "what was typed at the terminal could not be answered");
            self.note(&self.0.words.trouble)?;
        }
        Ok(())
    }

    fn note(&self, sentence: &str) -> anyhow::Result<()> {
        Ok(self.write(|desk, size| (desk.note(sentence, size), ()))?)
    }

    /// Changes the desk and writes what that gives, as one act, so that two writers never mix.
    fn write<T>(&self, change: impl FnOnce(&mut Desk, Size) -> (String, T)) -> Result<T, SendError> {
        let mut desk = self.desk();
        let (text, outcome) = change(&mut desk, terminal::size(&self.0.output));
        (&self.0.output).write_all(text.as_bytes()).map_err(|_| SendError::Blocked)?;
        Ok(outcome)
    }

    /// A desk that a panic left behind is still good to write on.
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.0.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Puts the file of a message where the person can open it.
    fn save(&self, file: Option<&ViewFile>) -> Result<Option<PathBuf>, SendError> {
        let Some(file) = file else { return Ok(None) };
        let folder = self.0.data_dir.join("files");
        let known = |c: char| c.is_alphanumeric() || "._-".contains(c);
        let name: String = file.name.chars().map(|c| if known(c) { c } else { '-' }).collect();
        let path = folder.join(name.trim_start_matches('.'));
        let write = || {
            DirBuilder::new().recursive(true).mode(0o700).create(&folder)?;
            let mut open = OpenOptions::new();
            open.create(true).write(true).truncate(true).mode(0o600).open(&path)?.write_all(file.content.as_bytes())
        };
        write().map_err(|error| SendError::Refused(format!("a file could not be written: {error}")))?;
        Ok(Some(path))
    }
}

/// The next line, without its end; the last one may lack it.
async fn next_line(typing: &mut Typing, rest: &mut Vec<u8>) -> anyhow::Result<Option<String>> {
    loop {
        if let Some(end) = rest.iter().position(|b| *b == b'\n') {
            let line: Vec<u8> = rest.drain(..=end).collect();
            return Ok(Some(String::from_utf8_lossy(&line).trim_end_matches(['\r', '\n']).to_owned()));
        }
        anyhow::ensure!(rest.len() <= LONGEST_LINE, "a line of the input is longer than {LONGEST_LINE} bytes");
        match typing.next().await {
            Some(bytes) => rest.extend(bytes),
            None if rest.is_empty() => return Ok(None),
            None => rest.push(b'\n'),
        }
    }
}
