//! The lines typed earlier, in a file that only its owner can read. Losing it is no trouble, so it never is one.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::Path;

const LONGEST: usize = 500;

/// The last lines of the file; an overlong file is cut to them.
pub fn load(path: &Path) -> Vec<String> {
    let Ok(text) = fs::read_to_string(path) else { return Vec::new() };
    let lines: Vec<&str> = text.lines().collect();
    let kept = &lines[lines.len().saturating_sub(LONGEST)..];
    if kept.len() < lines.len()
        && let Err(error) = fs::write(path, kept.join("\n") + "\n")
    {
        tracing::warn!(%error, "the history of the terminal could not be shortened");
    }
    kept.iter().map(|line| line.to_string()).collect()
}

pub fn append(path: &Path, line: &str) {
    let file = OpenOptions::new().create(true).append(true).mode(0o600).open(path);
    if let Err(error) = file.and_then(|mut file| writeln!(file, "{line}")) {
        tracing::warn!(%error, "the history of the terminal could not be written");
    }
}
