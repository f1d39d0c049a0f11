//! The terminal front end: as a script sees it through pipes, and as a person sees it on a pseudo-terminal.

mod pipes;
mod pty;

use std::fs::File;
use std::os::fd::OwnedFd;
use std::path::Path;
use std::sync::{Arc, Mutex};

use futures::FutureExt;
use futures::future::BoxFuture;
use hatchery::chat::{Action, Ask, Incoming, Input, Key, MessageRef, View};
use hatchery::console::{Console, Words};
use hatchery::domain::Account;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use crate::PATIENCE;

/// Has the shape of a key; must never be seen.
const KEY: &str = "sk-ant-HATCHTEST-0000000000000000";

fn words() -> Words {
    Words {
        leaving: "Your bots stop now and start again with me.".into(),
        how_to_leave: "Nothing to cancel. Ctrl-D leaves.".into(),
        trouble: "Something went wrong on my side.".into(),
    }
}

fn view(text: &str) -> View {
    View { text: text.into(), ..View::default() }
}

fn asking(prompt: &str, ask: Ask, text: &str, rows: &[&[&str]]) -> View {
    let key = |label: &&str| Key::new(*label, Action::Press(label.to_lowercase()));
    let rows = rows.iter().map(|row| row.iter().map(key).collect()).collect();
    View { prompt: prompt.into(), ask, rows, ..view(text) }
}

/// An app of a few screens behind a console, which keeps what it heard.
#[derive(Clone)]
struct App {
    console: Console,
    heard: Arc<Mutex<Vec<String>>>,
    /// Work that the person waits for.
    work: watch::Sender<usize>,
    stop: CancellationToken,
}

impl App {
    fn new(input: impl Into<OwnedFd>, output: impl Into<OwnedFd>, data_dir: &Path, is_colored: bool) -> Self {
        let (input, output): (OwnedFd, OwnedFd) = (input.into(), output.into());
        let console = Console::over(File::from(input), File::from(output), data_dir, is_colored, words());
        App {
            console: console.expect("a console"),
            heard: Arc::default(),
            work: watch::Sender::new(0),
            stop: CancellationToken::new(),
        }
    }

    fn run(&self) -> JoinHandle<anyhow::Result<()>> {
        let (app, work) = (self.clone(), self.work.subscribe());
        tokio::spawn(async move {
            let hearing = app.clone();
            let hear = move |incoming| hearing.clone().hear(incoming).boxed();
            let idle = move || -> BoxFuture<'static, ()> {
                let mut work = work.clone();
                async move {
                    work.wait_for(|open| *open == 0).await.expect("the app outlives its console");
                }
                .boxed()
            };
            app.console.run(hear, idle, app.stop.clone()).await
        })
    }

    fn heard(&self) -> Vec<String> {
        self.heard.lock().expect("no panic").clone()
    }

    fn send(&self, view: &View) -> MessageRef {
        self.console.send(view).expect("a message")
    }

    async fn hear(self, incoming: Incoming) -> anyhow::Result<()> {
        assert_eq!(incoming.account, Account::console());
        let said = match &incoming.input {
            Input::Text(text) => text.clone(),
            Input::Press(word) => format!("[{word}]"),
            Input::NoText | Input::Form { .. } | Input::Made(_) => "(no text)".into(),
        };
        self.heard.lock().expect("no panic").push(said.clone());
        let reply = match said.as_str() {
            "/new" => asking("name", Ask::Text, "What shall it be called?", &[&["nest-2"], &["Cancel"]]),
            "nest" => {
                let rows: &[&[&str]] = &[&["Anthropic", "OpenAI"], &["OpenRouter", "Gemini"], &["Cancel"]];
                asking("provider", Ask::Nothing, "Whose AI should “nest” use?", rows)
            }
            "[anthropic]" => asking("key", Ask::Secret, "Send me your Anthropic key.", &[&["Back", "Cancel"]]),
            "/cancel" => view("Nothing was created."),
            "/deploy" => {
                self.hatches();
                return Ok(());
            }
            "/fail" => anyhow::bail!("a cause for the log"),
            key if key == KEY => asking("review", Ask::Nothing, "Ready to hatch “nest”", &[&["Hatch it"]]),
            other => view(&format!("I heard {} characters.", other.chars().count())),
        };
        self.send(&reply);
        Ok(())
    }

    /// Work that goes on after the answer: it counts as open until its result is told.
    fn hatches(&self) {
        let app = self.clone();
        app.work.send_modify(|open| *open += 1);
        let progress = app.send(&view("Hatching “nest” · 0:00\n→ place\n· first answer"));
        tokio::spawn(async move {
            for text in [
                "Hatching “nest” · 0:01\n→ place\n· first answer",
                "Hatching “nest” · 0:02\n✓ place\n→ first answer",
                "Hatching “nest” · 0:03\n✓ place\n✓ first answer",
            ] {
                app.console.edit(&progress, &view(text)).expect("a changed message");
                tokio::task::yield_now().await;
            }
            app.send(&view("“nest” is alive."));
            app.work.send_modify(|open| *open -= 1);
        });
    }
}

/// A run that must come to its end by itself.
async fn ended(run: JoinHandle<anyhow::Result<()>>) {
    let outcome = tokio::time::timeout(PATIENCE, run).await.expect("the console ends in time");
    outcome.expect("no panic").expect("a good end");
}
