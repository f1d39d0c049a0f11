//! The house tests itself: who may know whom, SQL that both engines read, complete languages, files of a size to be
//! read. A law judges what exists; what is not built yet breaks none. Each law is shown to bite on a small example.

mod arrows;
mod files;
mod languages;
mod source;
mod sql;

use std::path::{Path, PathBuf};

/// A place in the repository, for example `src/store`.
fn place(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The files right in a folder whose names end so, in order; none when there is no such folder.
fn files_in(folder: &str, ending: &str) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(place(folder)) else { return Vec::new() };
    let paths = entries.map(|entry| entry.expect("a readable folder").path());
    let mut found: Vec<PathBuf> = paths.filter(|path| path.to_string_lossy().ends_with(ending)).collect();
    found.sort();
    found
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|e| panic!("read {}: {e}", path.display()))
}

/// Fails with every fault on a line of its own, so that one run tells all there is to do.
fn assert_none(faults: Vec<String>) {
    assert!(faults.is_empty(), "\n\n{}\n\n", faults.join("\n"));
}
