//! `LOCAL_USER`: the user that bots run as and own their data as. Only root can start programs as somebody else, so
//! a wish that cannot be fulfilled is refused at start and never silently ignored.

use anyhow::{Context, bail};
use nix::unistd::{User, geteuid};

/// The user to change to, or nothing when Hatchery already is that user.
pub fn find(name: &str) -> anyhow::Result<Option<User>> {
    let user = User::from_name(name)
        .context("look up LOCAL_USER")?
        .context("LOCAL_USER names somebody whom this machine does not know")?;
    let me = geteuid();
    if user.uid == me {
        return Ok(None);
    }
    if !me.is_root() {
        bail!("LOCAL_USER names somebody else, but only root can start bots as another user, and Hatchery is not root");
    }
    Ok(Some(user))
}
