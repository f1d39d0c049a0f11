//! What a Hatchery leaves behind: log lines, files and processes.

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard};

use sysinfo::{Process, ProcessRefreshKind, ProcessesToUpdate, System, UpdateKind};
use tracing_subscriber::fmt::MakeWriter;

/// Every log line of ours, down to the finest.
#[derive(Clone, Default)]
pub struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    pub fn assert_without(&self, secret: &str) {
        let text = String::from_utf8_lossy(&self.lines()).into_owned();
        let told: Vec<&str> = text.lines().filter(|line| line.contains(secret)).collect();
        assert!(told.is_empty(), "the log tells a secret:\n{}", told.join("\n"));
    }

    /// How many lines have these words in them.
    pub fn count(&self, words: &str) -> usize {
        String::from_utf8_lossy(&self.lines()).lines().filter(|line| line.contains(words)).count()
    }

    /// The number behind these words where they were last written.
    pub fn last_number(&self, words: &str) -> Option<u16> {
        let text = String::from_utf8_lossy(&self.lines()).into_owned();
        let digits = text.rsplit_once(words)?.1.chars().take_while(char::is_ascii_digit).collect::<String>();
        digits.parse().ok()
    }

    /// The lines that an operator would see, for a test that fails.
    pub fn news(&self) -> String {
        let text = String::from_utf8_lossy(&self.lines()).into_owned();
        let is_news = |line: &&str| [" INFO ", " WARN ", " ERROR "].iter().any(|level| line.contains(level));
        text.lines().filter(is_news).collect::<Vec<_>>().join("\n")
    }

    fn lines(&self) -> MutexGuard<'_, Vec<u8>> {
        self.0.lock().expect("no writer panics")
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.lines().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Log;

    fn make_writer(&'a self) -> Log {
        self.clone()
    }
}

/// No byte of any file: the database, its write-ahead log, the logs and data of the bots.
pub fn assert_files_without(folder: &Path, secret: &str) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            assert_files_without(&entry, secret);
            continue;
        }
        // A running Hatchery may tidy up a file of its own in this moment.
        let bytes = std::fs::read(&entry).unwrap_or_default();
        let is_told = String::from_utf8_lossy(&bytes).contains(secret);
        assert!(!is_told, "{} holds a secret", entry.display());
    }
}

/// No process of this folder is left.
pub fn assert_nothing_runs(folder: &Path) {
    let left = bots_of(folder);
    assert!(left.is_empty(), "these are left: {left:?}");
}

/// The processes that work in this folder, as the words they were started with.
pub fn bots_of(folder: &Path) -> Vec<String> {
    let mut table = System::new();
    let what = ProcessRefreshKind::nothing().with_cwd(UpdateKind::Always).with_cmd(UpdateKind::Always);
    table.refresh_processes_specifics(ProcessesToUpdate::All, true, what.without_tasks());
    let is_ours = |process: &&Process| process.cwd().is_some_and(|place| place.starts_with(folder));
    let line = |process: &Process| {
        let words: Vec<String> = process.cmd().iter().map(|word| word.to_string_lossy().into_owned()).collect();
        words.join(" ")
    };
    table.processes().values().filter(is_ours).map(line).collect()
}
