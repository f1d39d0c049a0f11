//! Small private files in the data folder. A file is replaced as a whole, so that a crash leaves the old one or the
//! new one; only the bot's own user may read it.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use anyhow::Context;

pub fn make_folder(path: &Path) -> anyhow::Result<()> {
    DirBuilder::new().recursive(true).mode(0o700).create(path).with_context(|| format!("make {}", path.display()))
}

pub fn read(path: &Path) -> anyhow::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(|| format!("read {}", path.display())),
    }
}

/// Returns when the file is safe on the disk. Runs aside, because a disk may take its time.
pub async fn replace(path: PathBuf, bytes: Vec<u8>) -> anyhow::Result<()> {
    let task = tokio::task::spawn_blocking(move || {
        let new = path.with_extension("new");
        write_and_rename(&new, &path, &bytes).with_context(|| format!("write {}", path.display()))
    });
    task.await.context("write a file aside")?
}

/// A file that is not there is removed already.
pub fn remove(path: &Path) -> anyhow::Result<()> {
    match fs::remove_file(path) {
        Ok(()) => Ok(()),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error).with_context(|| format!("remove {}", path.display())),
    }
}

fn write_and_rename(new: &Path, path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(new)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(new, path)?;
    // The rename itself is only safe once its folder is.
    File::open(path.parent().unwrap_or(Path::new(".")))?.sync_all()
}
