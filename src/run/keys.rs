//! `hatchery keys`: which master key sealed how much, and sealing it all anew with the first, while Hatchery runs.

use anyhow::{Context, bail};

use crate::config::{Config, known_master_key};
use crate::secret::Sealer;
use crate::store::{Found, Store};

/// Says how many values each key of the ring has sealed.
pub async fn list(config: Config) -> anyhow::Result<()> {
    let (store, sealer) = open(&config).await?;
    let said = said(&store, &sealer).await;
    store.close().await;
    show(&said?);
    Ok(())
}

/// Seals everything anew with the first key. What another key still sealed afterwards is an error.
pub async fn rotate(config: Config) -> anyhow::Result<()> {
    let (store, sealer) = open(&config).await?;
    let rotated = rotated(&store, &sealer).await;
    store.close().await;
    show(&rotated?);
    Ok(())
}

/// A database that is there and up to date. Neither it nor a key is made here, and nothing is migrated: another version
/// may be at work on it.
async fn open(config: &Config) -> anyhow::Result<(Store, Sealer)> {
    let key = known_master_key(config)?;
    let key = key.context("MOLTBOT_ENCRYPTION_KEY is not set, so nobody can tell what it sealed")?;
    let (sealer, url) = (Sealer::parse(key.expose())?, config.database_url.expose());
    match Store::look(url, &sealer).await? {
        Found::NotYet => bail!("there is no database where DATABASE_URL says"),
        Found::Older => bail!("the database has an older schema: run `hatchery migrate` first"),
        Found::UpToDate => {}
    }
    let store = Store::open(url).await?;
    store.check_keys(&sealer).await?;
    Ok((store, sealer))
}

async fn said(store: &Store, sealer: &Sealer) -> anyhow::Result<String> {
    let mut lines = Vec::new();
    for (n, key) in sealer.key_ids().enumerate() {
        let sealed = store.sealed_by(key).await?;
        let role = match (n, sealed) {
            (0, _) => "seals; it stays",
            (_, 0) => "not needed: take it out of MOLTBOT_ENCRYPTION_KEY",
            _ => "still needed: run `hatchery keys rotate`",
        };
        lines.push(format!("key {key:08x}  {sealed} values  {role}"));
    }
    Ok(lines.join("\n"))
}

async fn rotated(store: &Store, sealer: &Sealer) -> anyhow::Result<String> {
    let resealed = store.reseal(sealer).await?;
    let first = sealer.key_ids().next().context("MOLTBOT_ENCRYPTION_KEY holds no key")?;
    for key in sealer.key_ids().filter(|key| *key != first) {
        if store.sealed_by(key).await? == 0 {
            store.retire_key(key).await?;
        }
    }
    let said = said(store, sealer).await?;
    if resealed.shut > 0 {
        bail!("{} values were sealed anew, and {} do not open\n{said}", resealed.done, resealed.shut);
    }
    Ok(format!("{} values were sealed anew\n{said}", resealed.done))
}

#[expect(clippy::print_stdout, reason = "what it says is what the command is for")]
fn show(said: &str) {
    println!("{said}");
}
