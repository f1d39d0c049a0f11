//! One Hatchery per data folder: an advisory lock on `hatchery.lock`, whose text says who holds it. It goes with the
//! process, however that ends, and the file stays.
//!
//! flock(2): the lock belongs to the open file and is shared by a forked child until it executes its program. So
//! whoever gets the lock after a kill -9 knows that every child of the dead Hatchery already carries its own
//! environment, the mark that `leftover` looks for included.

use std::fs::{File, TryLockError};
use std::io::{Read, Write};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, bail};
use chrono::{DateTime, Utc};

/// A child of a killed Hatchery holds the lock for the instant before it executes its program, so it is tried a
/// few times.
const TRIES: u32 = 10;
const BETWEEN_TRIES: Duration = Duration::from_millis(20);

/// Held as long as this value lives.
pub struct Lock {
    _file: File,
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
    file.set_len(0)
        .and_then(|()| writeln!(file, "{} {}", std::process::id(), Utc::now().timestamp_millis()))
        .with_context(|| format!("write {}", path.display()))?;
    Ok(Lock { _file: file })
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
