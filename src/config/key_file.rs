//! The master key of `hatchery chat`: made once, in a file that only its owner can read. It is never overwritten,
//! since without it nothing that was sealed opens again.

use std::fs::{self, DirBuilder, OpenOptions};
use std::io::{ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;

use anyhow::{Context, bail};
use zeroize::Zeroizing;

use super::Config;
use crate::secret::{Sealer, Secret};

const FILE: &str = "master.key";

/// The key from the setting, or else from the key file under `DATA_DIR`, which is made when there is none.
pub fn master_key(config: &Config) -> anyhow::Result<Secret> {
    if let Some(key) = &config.encryption_key {
        return Ok(key.clone());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(&config.data_dir).context("make DATA_DIR")?;
    let path = config.data_dir.join(FILE);
    if !path.try_exists().context("look for the key file")? {
        make(&config.data_dir, &path).with_context(|| format!("make the key file {}", path.display()))?;
    }
    read(&path).with_context(|| format!("read the key file {}", path.display()))
}

/// Written whole under another name and then linked, so that neither a crash nor a second Hatchery that starts at
/// the same moment leaves half a key or two of them.
fn make(dir: &Path, path: &Path) -> anyhow::Result<()> {
    let key = Sealer::new_master_key()?;
    let draft = dir.join(format!("{FILE}.{}", uuid::Uuid::new_v4()));
    let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(&draft)?;
    file.write_all(key.expose().as_bytes())?;
    file.sync_all()?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft)?;
    match linked {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => Err(error.into()),
        Ok(()) | Err(_) => Ok(fs::File::open(dir)?.sync_all()?),
    }
}

/// The key from the setting or the key file; nothing where there is neither, and none is made.
pub fn known_master_key(config: &Config) -> anyhow::Result<Option<Secret>> {
    let path = config.data_dir.join(FILE);
    match &config.encryption_key {
        Some(key) => Ok(Some(key.clone())),
        None if !path.try_exists().context("look for the key file")? => Ok(None),
        None => read(&path).map(Some).with_context(|| format!("read the key file {}", path.display())),
    }
}

fn read(path: &Path) -> anyhow::Result<Secret> {
    let mode = fs::metadata(path)?.permissions().mode();
    if mode & 0o077 != 0 {
        bail!("others on this machine can open it; run chmod 600 on it");
    }
    let text = Zeroizing::new(fs::read_to_string(path)?);
    // The sealer's own words name the setting, which is not where this key came from.
    if Sealer::parse(text.trim()).is_err() {
        bail!("it does not hold a master key; put the right one back, or nothing sealed with it opens again");
    }
    Ok(Secret::new(text.trim()))
}
