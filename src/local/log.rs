//! The log of one bot: what it writes to stdout and stderr. The bot holds the file itself, opened for appending, so
//! no pipe breaks when Hatchery is killed. That is also why a full log is copied away and cut to nothing in place
//! instead of being renamed; lines written in the instant between copy and cut are lost.

use std::fs::{self, File};
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

use anyhow::Context;

use crate::local::home::Home;

/// How long a log may grow before it is moved away, how much of it is kept then, and how much is read at once.
pub const LIMIT: u64 = 1 << 20;

/// Opens the log for a process that is about to start.
pub fn open(home: &Home) -> anyhow::Result<File> {
    let path = home.log();
    let mut options = File::options();
    options
        .append(true)
        .create(true)
        .mode(0o600)
        .open(&path)
        .with_context(|| format!("open the log {}", path.display()))
}

/// Moves a log that has grown beyond the limit away; one older file is kept.
pub fn rotate(home: &Home) -> anyhow::Result<()> {
    let size = size(&home.log())?;
    if size <= LIMIT {
        return Ok(());
    }
    copy_and_cut(home, size).with_context(|| format!("rotate {}", home.log().display()))
}

fn copy_and_cut(home: &Home, size: u64) -> io::Result<()> {
    let mut log = File::options().read(true).write(true).open(home.log())?;
    log.seek(SeekFrom::Start(size - LIMIT))?;
    let unfinished = home.older_log().with_extension("new");
    let mut older = File::options().write(true).create(true).truncate(true).mode(0o600).open(&unfinished)?;
    // A bot that writes faster than we copy must not keep us here for ever.
    io::copy(&mut (&mut log).take(2 * LIMIT), &mut older)?;
    log.set_len(0)?;
    fs::rename(unfinished, home.older_log())
}

/// The newest text of the log, at most `LIMIT` bytes of it, reaching back into the older file.
pub fn read(home: &Home) -> anyhow::Result<String> {
    let room = LIMIT.saturating_sub(size(&home.log())?);
    let bytes = [end_of(&home.older_log(), room)?, end_of(&home.log(), LIMIT)?].concat();
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

/// The last lines of a text.
pub fn last_lines(text: &str, lines: usize) -> String {
    let all: Vec<&str> = text.lines().collect();
    all[all.len().saturating_sub(lines)..].join("\n")
}

/// The size of a file; nothing when it is not there.
fn size(path: &Path) -> anyhow::Result<u64> {
    match fs::metadata(path) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(0),
        outcome => outcome.map(|found| found.len()).with_context(|| format!("look at {}", path.display())),
    }
}

/// The last bytes of a file, from the beginning of a line where there is one; nothing when it is not there.
fn end_of(path: &Path, most: u64) -> anyhow::Result<Vec<u8>> {
    match read_end(path, most) {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(Vec::new()),
        outcome => outcome.with_context(|| format!("read {}", path.display())),
    }
}

fn read_end(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let skipped = file.metadata()?.len().saturating_sub(most);
    file.seek(SeekFrom::Start(skipped))?;
    let mut bytes = Vec::new();
    file.take(most).read_to_end(&mut bytes)?;
    if skipped > 0 {
        let line = bytes.iter().position(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        bytes.drain(..line);
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::last_lines;

    #[test]
    fn the_last_lines_are_as_many_as_asked_for_or_all_there_are() {
        assert_eq!(last_lines("a\nb\nc\n", 2), "b\nc");
        assert_eq!(last_lines("a\nb", 5), "a\nb");
        assert_eq!(last_lines("", 5), "");
    }
}
