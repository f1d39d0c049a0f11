//! One run of the program: its log, its end, and every way to bring that end about.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{ExitStatus, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tokio::process::{Child, Command};
use tokio::time::{Instant, sleep, timeout};

use crate::PATIENCE;

pub type Settings = BTreeMap<&'static str, String>;

/// Looks again and again until there is what it looks for.
pub async fn until<T>(what: &str, look: impl AsyncFnMut() -> Option<T>) -> T {
    until_or(look, || format!("waited {PATIENCE:?} for: {what}")).await
}

/// The same, with other words when it does not come.
pub async fn until_or<T>(mut look: impl AsyncFnMut() -> Option<T>, complaint: impl Fn() -> String) -> T {
    let limit = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look().await {
            return found;
        }
        assert!(Instant::now() < limit, "{}", complaint());
        sleep(Duration::from_millis(3)).await;
    }
}

/// A command of the program with exactly these settings around it. Nothing of ours is inherited but a place to work.
pub fn command(verb: &str, settings: &Settings, place: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hatchery"));
    command.arg(verb).env_clear().envs(settings).current_dir(place).stdin(Stdio::null()).kill_on_drop(true);
    command
}

/// What a command that ends by itself said, and how it ended.
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

pub async fn says(verb: &str, settings: &Settings, place: &Path) -> Said {
    let output = timeout(PATIENCE, command(verb, settings, place).output()).await;
    let output = output.unwrap_or_else(|_| panic!("hatchery {verb} did not end")).expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// A command that goes on until it is ended. Dropped, it is killed.
pub struct Program {
    child: Child,
    pid: i32,
    log: PathBuf,
}

impl Program {
    pub fn start(mut command: Command, log: PathBuf) -> Self {
        let file = File::create(&log).expect("a file for the log");
        let child = command.stdout(Stdio::null()).stderr(file).spawn().expect("the program starts");
        let pid = child.id().and_then(|pid| i32::try_from(pid).ok()).expect("a child has a pid");
        Program { child, pid, log }
    }

    pub fn pid(&self) -> i32 {
        self.pid
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(&self.log).expect("the log reads")
    }

    /// The port it says that it listens on.
    pub async fn port(&self) -> u16 {
        self.number_after("Hatchery listens on port ").await
    }

    /// The number that its log has behind these words.
    pub async fn number_after(&self, words: &str) -> u16 {
        until(words, async || {
            let log = self.log();
            let (_, rest) = log.split_once(words)?;
            rest.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
        })
        .await
    }

    pub fn signal(&self, signal: Signal) {
        kill(Pid::from_raw(self.pid), signal).expect("the program is there");
    }

    /// kill -9, and the certainty that it is over.
    pub async fn dies(mut self) {
        self.signal(Signal::SIGKILL);
        self.child.wait().await.expect("a child can be waited for");
    }

    /// Waits for its end and says how long that took.
    pub async fn ends(mut self) -> (ExitStatus, Duration, String) {
        let began = Instant::now();
        let status = timeout(PATIENCE, self.child.wait()).await;
        let status = status.unwrap_or_else(|_| panic!("it did not end:\n{}", self.log()));
        (status.expect("a child can be waited for"), began.elapsed(), self.log())
    }

    /// Until it has asked Telegram in vain and waits before it asks again.
    pub async fn waits_for_telegram(&self) {
        let waits = || self.log().contains("GetMe got no answer and will be tried again");
        until("a wait for Telegram", async || waits().then_some(())).await;
    }

    /// A start and nothing more.
    pub async fn leaves_when_up(self) {
        until("the start", async || self.log().contains("is served by").then_some(())).await;
        self.leaves(Signal::SIGTERM).await;
    }

    /// Asked to end, it ends well and within ten seconds.
    pub async fn leaves(self, signal: Signal) -> String {
        self.signal(signal);
        let (status, took, log) = self.ends().await;
        assert_eq!(status.code(), Some(0), "{log}");
        assert!(took < Duration::from_secs(10), "it took {took:?} to leave:\n{log}");
        log
    }
}
