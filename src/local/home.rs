//! The folder of one bot. `data` is the bot's own and its working directory; what stands next to it (log, record of
//! the process) belongs to Hatchery, so that a bot can neither read nor move it.

use std::fs::{self, Permissions};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{MetadataExt, PermissionsExt, lchown};
use std::path::{Path, PathBuf};

use anyhow::Context;
use nix::unistd::User;

use crate::domain::Id;

/// The folder that holds the folders of all bots.
pub fn all(data_dir: &Path) -> PathBuf {
    data_dir.join("bots")
}

#[derive(Debug, Clone)]
pub struct Home {
    root: PathBuf,
}

impl Home {
    pub fn of(bots: &Path, id: &Id) -> Self {
        Home { root: bots.join(id.as_str()) }
    }

    pub fn data(&self) -> PathBuf {
        self.root.join("data")
    }

    pub fn log(&self) -> PathBuf {
        self.root.join("log")
    }

    pub fn older_log(&self) -> PathBuf {
        self.root.join("log.1")
    }

    /// Pid and start time of the bot's process, as `census::Known` writes them.
    pub fn record(&self) -> PathBuf {
        self.root.join("process")
    }

    pub fn exists(&self) -> bool {
        self.root.is_dir()
    }

    /// Makes what is missing and sets owner and modes of what is there.
    pub fn make(&self, user: Option<&User>) -> anyhow::Result<()> {
        make_passage(&self.root, user)?;
        let data = self.data();
        make_folder(&data, 0o700)?;
        if let Some(user) = user {
            hand_over(&data, user).with_context(|| format!("give {} to {}", data.display(), user.name))?;
        }
        Ok(())
    }

    /// Already gone is success.
    pub fn remove(&self) -> anyhow::Result<()> {
        let removed = fs::remove_dir_all(&self.root);
        gone_is_fine(removed).with_context(|| format!("remove {}", self.root.display()))
    }
}

/// A folder of ours on the way to the bots' own: shut, except that another user may pass through to what is theirs.
pub fn make_passage(path: &Path, user: Option<&User>) -> anyhow::Result<()> {
    make_folder(path, if user.is_some() { 0o711 } else { 0o700 })
}

/// The bots that have a folder.
pub fn placed(bots: &Path) -> anyhow::Result<Vec<Id>> {
    let mut ids = Vec::new();
    for entry in fs::read_dir(bots).with_context(|| format!("list {}", bots.display()))? {
        let name = entry.with_context(|| format!("list {}", bots.display()))?.file_name();
        ids.extend(name.to_str().and_then(Id::parse));
    }
    ids.sort();
    Ok(ids)
}

pub fn gone_is_fine(outcome: io::Result<()>) -> io::Result<()> {
    match outcome {
        Err(cause) if cause.kind() == ErrorKind::NotFound => Ok(()),
        outcome => outcome,
    }
}

fn make_folder(path: &Path, mode: u32) -> anyhow::Result<()> {
    fs::create_dir_all(path)
        .and_then(|()| fs::set_permissions(path, Permissions::from_mode(mode)))
        .with_context(|| format!("make {}", path.display()))
}

/// Gives a folder and all that is in it to the user. It looks inside only when the folder itself changes hands,
/// which is at the first start and when an operator sets another `LOCAL_USER`, and it never follows a link.
fn hand_over(path: &Path, user: &User) -> io::Result<()> {
    let (uid, gid) = (user.uid.as_raw(), user.gid.as_raw());
    let now = fs::symlink_metadata(path)?;
    if (now.uid(), now.gid()) == (uid, gid) {
        return Ok(());
    }
    if now.is_dir() {
        for entry in fs::read_dir(path)? {
            hand_over(&entry?.path(), user)?;
        }
    }
    // The folder comes after what is in it, so that a hand-over cut short is taken up again.
    lchown(path, Some(uid), Some(gid))
}
