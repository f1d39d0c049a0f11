//! One Hatchery per data folder: an advisory lock on `hatchery.lock`, whose text says who holds it. It goes with the
//! process, however that ends, and the file stays.
//!
//! flock(2): the lock belongs to the open file and is shared by a forked child until it executes its program. So
//! whoever gets the lock after a kill -9 knows that every child of the dead Hatchery already carries its own
//! environment, the mark that `leftover` looks for included.

use std::fs::{File, TryLockError};
use std::io::Read;
use std::os::unix::fs::{FileExt, OpenOptionsExt};
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};
use tracing::debug;

/// A child of a killed Hatchery holds the lock for the instant before it executes its program, so it is tried a
/// few times.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// What it says once all bots of the holder have ended.
const TIDY: &str = "left tidy";

/// Held as long as this value lives.
pub struct Lock {
    file: File,
    was_left_tidy: bool,
}

impl Lock {
    /// Whether whoever held it before has ended all bots, and nobody else has held it since.
    pub fn was_left_tidy(&self) -> bool {
        self.was_left_tidy
    }

    /// Says so for the next one. A note that cannot be written only costs that one a look around.
    pub fn leave_tidy(&self) {
        if let Err(cause) = self.file.set_len(0).and_then(|()| self.file.write_all_at(TIDY.as_bytes(), 0)) {
            debug!(%cause, "it could not be noted that all bots have ended");
        }
    }
}

pub fn take(data_dir: &Path) -> anyhow::Result<Lock> {
    let path = data_dir.join("hatchery.lock");
    let mut options = File::options();
    let mut file = options
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("open {}", path.display()))?;
    if !is_ours(&file).with_context(|| format!("lock {}", path.display()))? {
        bail!("another Hatchery already uses {}: {}", data_dir.display(), holder(&mut file));
    }
    let mut text = String::new();
    let was_left_tidy = file.read_to_string(&mut text).is_ok() && text == TIDY;
    let name = format!("{} {}\n", std::process::id(), Utc::now().timestamp_millis());
    file.set_len(0)
        .and_then(|()| file.write_all_at(name.as_bytes(), 0))
        .with_context(|| format!("write {}", path.display()))?;
    Ok(Lock { file, was_left_tidy })
}

fn is_ours(file: &File) -> std::io::Result<bool> {
    for _ in 0..TRIES {
        match file.try_lock() {
            Ok(()) => return Ok(true),
            Err(TryLockError::WouldBlock) => std::thread::sleep(BETWEEN_TRIES),
            Err(TryLockError::Error(cause)) => return Err(cause),
        }
    }
    Ok(false)
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    // The holder may be between taking the lock and writing its name; then we cannot tell more.
    let known = file.read_to_string(&mut text).ok().and_then(|_| {
        let (pid, since) = text.trim().split_once(' ')?;
        let pid: u32 = pid.parse().ok()?;
        let since = DateTime::from_timestamp_millis(since.parse().ok()?)?;
        Some(format!("process {pid}, since {}", since.format("%Y-%m-%d %H:%M:%S UTC")))
    });
    known.unwrap_or_else(|| "a process that is just starting".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_tidy_for_the_next_one_only_and_only_when_the_last_one_said_so() {
        let folder = tempfile::tempdir().expect("a folder");
        let taken = || take(folder.path()).expect("nobody else has it");
        assert!(!taken().was_left_tidy(), "nobody was here before");
        taken().leave_tidy();
        let held = taken();
        assert!(held.was_left_tidy());
        let refused = take(folder.path()).err().expect("it is held").to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        drop(held);
        assert!(!taken().was_left_tidy(), "whoever was here last may have been killed");
    }
}
