//! Bots as real processes of this machine: small shell scripts, real signals, a real kill -9.

mod crash;
mod life;
mod limits;
mod place;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

use hatchery::domain::Id;
use hatchery::local::{Exit, Launch, Local, Patience};
use hatchery::secret::Secret;
use sysinfo::{ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};
use tempfile::TempDir;
use tokio::sync::mpsc::UnboundedReceiver;

use crate::PATIENCE;

/// A data folder with a Hatchery on it.
struct Yard {
    folder: TempDir,
    tag: String,
    local: Local,
    exits: UnboundedReceiver<Exit>,
}

impl Yard {
    fn open() -> Yard {
        Yard::with(hasty())
    }

    fn with(patience: Patience) -> Yard {
        let folder = TempDir::new().expect("a folder");
        let tag = tag();
        let (local, exits) = Local::open_with(folder.path(), &tag, None, patience).expect("a free data folder");
        Yard { folder, tag, local, exits }
    }

    /// A bot that is placed and runs this script.
    async fn runs(&self, number: u8, script: &str) -> Id {
        let id = bot(number);
        self.local.place(&id, None).await.expect("a place");
        self.local.start(&id, sh(script)).await.expect("a start");
        id
    }

    fn data(&self, id: &Id) -> PathBuf {
        data(self.folder.path(), id)
    }

    async fn next_exit(&mut self) -> Exit {
        let exit = tokio::time::timeout(PATIENCE, self.exits.recv()).await.expect("an exit in time");
        exit.expect("the local target tells exits")
    }
}

/// Waits for nothing longer than it must, and gives up on nothing early.
fn hasty() -> Patience {
    Patience {
        grace: Duration::from_millis(300),
        first_pause: Duration::from_millis(10),
        longest_pause: Duration::from_millis(30),
        log_check: Duration::from_millis(10),
        ..Patience::default()
    }
}

/// A tag of its own for each installation, as in life: the tests run side by side and end what carries theirs.
fn tag() -> String {
    static MADE: AtomicU32 = AtomicU32::new(0);
    format!("test{}x{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed))
}

fn bot(number: u8) -> Id {
    Id::from_bytes([number; 16])
}

fn data(folder: &Path, id: &Id) -> PathBuf {
    folder.join("bots").join(id.as_str()).join("data")
}

/// A script whose bot has the usual `PATH`.
fn sh(script: &str) -> Launch {
    Launch {
        program: "/bin/sh".into(),
        args: vec!["-c".to_owned(), script.to_owned()],
        env: vec![("PATH".to_owned(), Secret::new("/usr/bin:/bin"))],
    }
}

/// Each process that ever ran for the bot and wrote its pid down, in order: `echo $$ >> pids`.
fn pids(data: &Path) -> Vec<i32> {
    let text = fs::read_to_string(data.join("pids")).unwrap_or_default();
    text.lines().filter_map(|line| line.parse().ok()).collect()
}

/// Waits until the bot wrote down so many pids, and gives them.
fn await_pids(data: &Path, count: usize) -> Vec<i32> {
    let written = until(&format!("{count} pids in {}", data.display()), || {
        let pids = pids(data);
        (pids.len() >= count).then_some(pids)
    });
    assert_eq!(written.len(), count, "{written:?}");
    written
}

/// Whether a process runs; one that waits to be reaped does not.
fn is_alive(pid: i32) -> bool {
    let pid = sysinfo::Pid::from_u32(pid.unsigned_abs());
    let mut table = System::new();
    table.refresh_processes_specifics(ProcessesToUpdate::Some(&[pid]), true, ProcessRefreshKind::nothing());
    table.process(pid).is_some_and(|process| process.status() != ProcessStatus::Zombie)
}

/// Waits for a condition. It blocks its thread; the bots and their supervision go on elsewhere.
fn until<T>(what: &str, condition: impl Fn() -> Option<T>) -> T {
    let began = Instant::now();
    loop {
        if let Some(found) = condition() {
            return found;
        }
        assert!(began.elapsed() < PATIENCE, "waited in vain for {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}
