//! `hatchery backup` and `hatchery restore`: an SQLite database as one file, made while Hatchery runs, and put back while it
//! does not. A backup is under its name when it is whole and was read once; a restored database takes the place of the one
//! before in one step, which is kept. The master key is in neither.

use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io::{self, Read};
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt, chown};
use std::path::{Path, PathBuf};

use anyhow::{Context, bail, ensure};
use chrono::Utc;
use sha2::{Digest, Sha256};

use crate::config::{Config, escaped, known_master_key};
use crate::local;
use crate::secret::Sealer;
use crate::store::{self, Held, Holdings, Store, Tried};

/// What SQLite keeps beside a database while it is at it.
const BESIDE: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Said where the database is PostgreSQL.
const NOT_HERE: &str = "this database is PostgreSQL, which pg_dump backs up and pg_restore puts back: see “Backups” in \
                        docs/operations.md";

/// Copies the database, as it is at one moment, into a file that must not be there yet.
pub async fn backup(config: Config, file: Option<PathBuf>) -> anyhow::Result<()> {
    let from = store::file_of(config.database_url.expose())?.context(NOT_HERE)?;
    ensure!(from.exists(), "there is no database at {}", from.display());
    let to = match file {
        Some(file) => std::path::absolute(file).context("find the folder of the backup")?,
        None => in_data_dir(&config)?,
    };
    ensure!(!to.try_exists()?, "{} is there already, and nothing is overwritten", to.display());
    let draft = Draft::beside(&to, "partial")?;
    store::copy(&from, draft.path()).await?;
    let holds = store::examine(draft.path()).await.context("the copy cannot be used")?;
    let (bytes, sum) = sum(draft.path())?;
    draft.becomes(&to)?;
    show(&format!(
        "written   {}\nholds     {}\nbytes     {bytes}\nsha256    {sum}\n\
         It holds no master key: keep MOLTBOT_ENCRYPTION_KEY in another place. Without it nothing in here opens.",
        to.display(),
        said(&holds),
    ));
    Ok(())
}

/// Examines a backup and puts it in the place of the database, or examines only. Without a file it is the database itself
/// that is examined, on either engine.
pub async fn restore(config: Config, file: Option<PathBuf>, is_only_look: bool) -> anyhow::Result<()> {
    let key = known_master_key(&config)?;
    let key = key.context("MOLTBOT_ENCRYPTION_KEY is not set, so nobody can tell whether what is sealed opens")?;
    let sealer = Sealer::parse(key.expose())?;
    match (file, is_only_look) {
        (None, false) => bail!("name the backup: hatchery restore FILE"),
        (None, true) => {
            let (holds, tried) = Store::tried(config.database_url.expose(), &sealer).await?;
            show(&format!("database  {}\n{}", said(&holds), opened(&tried)?));
        }
        (Some(file), true) => {
            // What SQLite keeps beside a database it is at must not come to lie beside the backup.
            let folder = std::env::temp_dir().join(format!("hatchery-verify-{}", store::fresh_id()));
            DirBuilder::new().mode(0o700).create(&folder).context("make a folder for a copy")?;
            let made = made_ready(&file, &folder.join("copy.db"), &sealer).await.map(|(_, look)| look);
            fs::remove_dir_all(&folder).context("remove the copy")?;
            show(&format!("{}\nNothing was changed.", made?.said()));
        }
        (Some(file), false) => put_back(&config, &file, &sealer).await?,
    }
    Ok(())
}

async fn put_back(config: &Config, file: &Path, sealer: &Sealer) -> anyhow::Result<()> {
    let place = store::file_of(config.database_url.expose())?.context(NOT_HERE)?;
    local::make_data_dir(&config.data_dir, config.local_user.as_deref())?;
    let _lock = local::lock(&config.data_dir).context("end it first, nothing was changed")?;
    let place = if place.exists() { fs::canonicalize(&place)? } else { std::path::absolute(&place)? };
    let before = place.exists().then(|| named(&place, &format!("before-{}", now())));
    let new = named(&place, "new");
    // What a restore that was killed left: it held the folder, and we do now.
    drop(Draft(new.clone()));
    let (draft, look) = made_ready(file, &new, sealer).await.context("nothing was changed")?;
    if let Some(before) = &before {
        let owner = fs::metadata(&place).context("look at the database")?;
        if owner.uid() != fs::metadata(draft.path())?.uid() {
            chown(draft.path(), Some(owner.uid()), Some(owner.gid()))
                .context("give it to whom the database belongs")?;
        }
        store::let_go(&place).await.context("nothing was changed")?;
        fs::hard_link(&place, before).context("keep the database under another name")?;
        // Of a database that cannot be read any more something may lie beside it, which would be taken for the new one's.
        for beside in BESIDE.iter().filter(|beside| with(&place, beside).exists()) {
            fs::rename(with(&place, beside), with(before, beside)).context("keep what lies beside the database")?;
        }
    }
    draft.replaces(&place)?;
    let kept = match &before {
        Some(before) => format!("kept      {}, the database before\n", before.display()),
        None => String::new(),
    };
    show(&format!(
        "{}\nrestored  {}\n{kept}{}What happened after the backup was made is not in it: see “After a restore” in \
         docs/operations.md.",
        look.said(),
        place.display(),
        held(&look.held),
    ));
    Ok(())
}

/// What was seen of a backup.
struct Look {
    holds: Holdings,
    sealed: String,
    held: Held,
}

impl Look {
    fn said(&self) -> String {
        format!("backup    {}\n{}", said(&self.holds), self.sealed)
    }
}

/// A copy of the backup that is whole, up to date, opens with these keys and may take the place of the database.
async fn made_ready(file: &Path, to: &Path, sealer: &Sealer) -> anyhow::Result<(Draft, Look)> {
    ensure!(file.is_file(), "there is no backup at {}", file.display());
    let log = with(file, "-wal");
    if fs::metadata(&log).is_ok_and(|log| log.len() > 0) {
        bail!("{} is a database at work and no backup: {} belongs to it", file.display(), log.display());
    }
    let draft = Draft::named(to)?;
    let mut copy = OpenOptions::new().write(true).open(draft.path()).context("write a copy of the backup")?;
    let mut source = File::open(file).with_context(|| format!("read {}", file.display()))?;
    io::copy(&mut source, &mut copy).context("copy the backup")?;
    drop(copy);
    let holds = store::examine(draft.path()).await.with_context(|| format!("{} cannot be used", file.display()))?;
    // An older one is brought up to date here, where nothing depends on it yet.
    let path = draft.path().to_str().context("the path of a database is text in UTF-8")?;
    let url = format!("sqlite://{}", escaped(path));
    let store = Store::open(&url).await.with_context(|| format!("{} cannot be used", file.display()))?;
    let looked = async {
        let sealed = opened(&store.try_all(sealer).await?)?;
        let now = Utc::now().timestamp_millis();
        let held = store.hold_what_goes_to_many(now).await?;
        // Whoever was at work when the copy was made is not any more.
        store.release_leases(now).await?;
        store.release_effects().await?;
        store.release_diagnoses().await?;
        store.release_posts().await?;
        Ok::<_, anyhow::Error>(Look { holds, sealed, held })
    };
    let looked = looked.await;
    store.close_as_one_file(draft.path()).await?;
    Ok((draft, looked?))
}

/// A file that is not yet what it is to become. Dropped, it is gone, with what SQLite left beside it.
struct Draft(PathBuf);

impl Draft {
    fn beside(to: &Path, word: &str) -> anyhow::Result<Self> {
        Draft::named(&named(to, &format!("{word}-{}", std::process::id())))
    }

    /// An empty file for nobody else to read.
    fn named(path: &Path) -> anyhow::Result<Self> {
        let made = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
        made.with_context(|| format!("make {}", path.display()))?;
        Ok(Draft(path.to_owned()))
    }

    fn path(&self) -> &Path {
        &self.0
    }

    /// Under its name when all of it is on the disk, and only if nothing has that name: a link, not a renaming.
    fn becomes(self, to: &Path) -> anyhow::Result<()> {
        flush(&self.0)?;
        fs::hard_link(&self.0, to).with_context(|| format!("name the backup {}", to.display()))?;
        drop(self);
        flush(folder(to)?)
    }

    /// Whoever opens the place finds the one or the other, whatever happens.
    fn replaces(self, place: &Path) -> anyhow::Result<()> {
        flush(&self.0)?;
        flush(folder(place)?)?;
        fs::rename(&self.0, place).context("put the backup in the place of the database")?;
        flush(folder(place)?)
    }
}

impl Drop for Draft {
    fn drop(&mut self) {
        for ending in BESIDE.iter().chain([&""]) {
            let _ = fs::remove_file(with(&self.0, ending));
        }
    }
}

/// A new name in DATA_DIR.
fn in_data_dir(config: &Config) -> anyhow::Result<PathBuf> {
    let folder = config.data_dir.join("backups");
    DirBuilder::new().recursive(true).mode(0o700).create(&folder).context("make the folder for backups in DATA_DIR")?;
    Ok(folder.join(format!("hatchery-{}.db", now())))
}

fn now() -> String {
    Utc::now().format("%Y%m%d-%H%M%S-%3f").to_string()
}

/// `hatchery.db` and a word: `hatchery.db.word`.
fn named(path: &Path, word: &str) -> PathBuf {
    with(path, &format!(".{word}"))
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn folder(path: &Path) -> anyhow::Result<&Path> {
    path.parent().context("a file lies in a folder")
}

/// Until it is on the disk.
fn flush(path: &Path) -> anyhow::Result<()> {
    let flushed = File::open(path).and_then(|file| file.sync_all());
    flushed.with_context(|| format!("write {} to the disk", path.display()))
}

fn sum(path: &Path) -> anyhow::Result<(u64, String)> {
    let (mut file, mut hash, mut bytes) = (File::open(path).context("read the copy")?, Sha256::new(), 0);
    let mut part = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut part).context("read the copy")?;
        if read == 0 {
            return Ok((bytes, data_encoding::HEXLOWER.encode(&hash.finalize())));
        }
        hash.update(&part[..read]);
        bytes += read as u64;
    }
}

fn said(holds: &Holdings) -> String {
    let Holdings { schema, people, bots, live } = holds;
    format!("schema {schema}, {people} people, {bots} bots, of which {live} live")
}

/// An error when something does not.
fn opened(tried: &Tried) -> anyhow::Result<String> {
    match tried.shut {
        0 => Ok(format!("sealed    {} values, and all open with MOLTBOT_ENCRYPTION_KEY", tried.open)),
        shut => bail!("{shut} of {} sealed values do not open with MOLTBOT_ENCRYPTION_KEY", tried.open + shut),
    }
}

/// Nothing when nothing waits.
fn held(held: &Held) -> String {
    let Held { broadcasts, fleet_jobs } = held;
    match broadcasts + fleet_jobs {
        0 => String::new(),
        _ => format!(
            "held      {broadcasts} broadcasts and {fleet_jobs} jobs on many bots, which may have gone on since: \
             /broadcast list and /fleet jobs\n"
        ),
    }
}

#[expect(clippy::print_stdout, reason = "what it says is what the command is for")]
fn show(said: &str) {
    println!("{said}");
}
