//! A backup made while Hatchery works, and what can be put back: only what is whole, of no newer version, and opens with the
//! keys that are here. The database before is kept, and a kill in the middle leaves the one or the other.

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use hatchery::domain::Provider;
use nix::sys::signal::Signal;
use sha2::{Digest, Sha256};
use sqlx::{AnyConnection, Connection, Executor};
use tokio::time::timeout;

use super::house::{AI_KEY, House, MASTER_KEY};
use super::program::{Said, Settings, command, until};
use crate::PATIENCE;

/// A command with its words, to its end.
pub async fn runs(words: &[&str], settings: &Settings, place: &Path) -> Said {
    let (verb, rest) = words.split_first().expect("a command");
    let output = timeout(PATIENCE, command(verb, settings, place).args(rest).output()).await;
    let output = output.unwrap_or_else(|_| panic!("hatchery {words:?} did not end")).expect("the program starts");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("it speaks UTF-8");
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

impl House {
    async fn told(&self, words: &[&str]) -> Said {
        let said = runs(words, &self.settings, &self.place()).await;
        for secret in [MASTER_KEY, AI_KEY, &self.bot.token] {
            assert!(!said.out.contains(secret) && !said.err.contains(secret), "{}{}", said.out, said.err);
        }
        said
    }

    /// Carried out, with what it said.
    async fn does(&self, words: &[&str]) -> String {
        let said = self.told(words).await;
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{words:?}: {}", said.out);
        said.out
    }

    /// Refused with this among what is said, and nothing done to the database, which nobody else may be at.
    async fn refuses(&self, words: &[&str], why: &str) {
        let before = self.database_bytes();
        self.refuses_beside(words, why).await;
        assert!(self.database_bytes() == before, "{words:?} changed the database");
    }

    /// The same beside a Hatchery that writes.
    async fn refuses_beside(&self, words: &[&str], why: &str) {
        let said = self.told(words).await;
        assert_eq!(said.code, Some(1), "{words:?}: {}{}", said.out, said.err);
        assert!(said.err.contains(why), "{words:?} should say {why:?}: {}", said.err);
        assert_eq!(self.leftovers(), Vec::<String>::new(), "{words:?}");
    }

    fn database_file(&self) -> PathBuf {
        self.data().join("hatchery.db")
    }

    fn database_bytes(&self) -> Option<Vec<u8>> {
        fs::read(self.database_file()).ok()
    }

    /// Files that were to become something.
    fn leftovers(&self) -> Vec<String> {
        let mut names = Vec::new();
        for folder in [self.data(), self.data().join("backups"), self.place()] {
            let Ok(entries) = fs::read_dir(folder) else { continue };
            names.extend(entries.filter_map(|entry| entry.ok()?.file_name().into_string().ok()));
        }
        names.retain(|name| name.contains(".new") || name.contains(".partial-"));
        names
    }

    /// The names that databases before were given.
    fn kept(&self) -> BTreeSet<PathBuf> {
        let entries = fs::read_dir(self.data()).expect("the data folder");
        let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
        paths.filter(|path| path.to_string_lossy().contains(".before-")).collect()
    }

    fn file(&self, name: &str) -> String {
        self.place().join(name).display().to_string()
    }
}

async fn at(file: &str) -> AnyConnection {
    sqlx::any::install_default_drivers();
    AnyConnection::connect(&format!("sqlite://{file}")).await.expect("it opens")
}

async fn people_in(file: &Path) -> i64 {
    let mut line = at(&file.display().to_string()).await;
    let people = sqlx::query_scalar("SELECT COUNT(*) FROM persons").fetch_one(&mut line).await.expect("counted");
    line.close().await.expect("closed");
    people
}

/// A house with a bot that has a key, and a backup of it.
async fn house() -> Option<(House, String)> {
    let house = House::new().await?;
    house.providers.knows(Provider::Anthropic, AI_KEY);
    let serve = house.serves();
    house.reviews_with_key("nest", AI_KEY).await;
    house.ada().presses(&house.bot, "Hatch it");
    house.page("nest").await;
    house.comes_to_rest().await;
    let file = house.file("backup.db");
    house.does(&["backup", &file]).await;
    serve.leaves(Signal::SIGTERM).await;
    Some((house, file))
}

#[tokio::test]
async fn a_backup_is_made_while_hatchery_works_says_what_it_holds_and_overwrites_nothing() {
    let Some(house) = House::new().await else { return };
    house.refuses(&["backup"], "there is no database at").await;
    let serve = house.serves();
    house.hatches("nest").await;
    let file = house.file("backup.db");
    let said = house.does(&["backup", &file]).await;
    let bytes = fs::read(&file).expect("it is there");
    let sum = data_encoding::HEXLOWER.encode(&Sha256::digest(&bytes));
    for line in [
        format!("written   {file}\n"),
        format!("bytes     {}\n", bytes.len()),
        format!("sha256    {sum}\n"),
        "1 people, 1 bots, of which 1 live\n".to_owned(),
        "It holds no master key".to_owned(),
    ] {
        assert!(said.contains(&line), "{line}\n{said}");
    }
    assert_eq!(fs::metadata(&file).expect("it is there").permissions().mode() & 0o777, 0o600);
    house.refuses_beside(&["backup", &file], "is there already, and nothing is overwritten").await;
    assert!(fs::read(&file).expect("it is there") == bytes, "it is as it was");
    house.refuses_beside(&["backup", &house.file("no/such/folder.db")], "No such file or directory").await;

    let said = house.does(&["backup"]).await;
    let place = house.data().join("backups").display().to_string();
    assert!(said.contains(&format!("written   {place}/hatchery-")), "{said}");
    // What is put back is another file.
    let database = || fs::metadata(house.database_file()).expect("it is there").ino();
    let before = database();
    house.refuses_beside(&["restore", &file], "another Hatchery already uses").await;
    assert_eq!((database(), house.kept().len()), (before, 0));
    assert!(house.does(&["restore", &file, "--verify"]).await.contains("Nothing was changed."));
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn what_is_put_back_is_what_was_backed_up_and_the_database_before_is_kept() {
    let Some((house, file)) = house().await else { return };
    let serve = house.serves();
    house.telegram.person(43).says(&house.bot, "/start");
    until("somebody new", async || (house.number("SELECT COUNT(*) FROM persons").await? == 2).then_some(())).await;
    house.comes_to_rest().await;
    serve.dies().await;

    let said = house.does(&["restore", &file]).await;
    assert!(said.contains("all open with MOLTBOT_ENCRYPTION_KEY") && said.contains("After a restore"), "{said}");
    let kept = house.kept();
    assert_eq!(kept.len(), 1, "{kept:?}");
    let before = kept.first().expect("it was just seen");
    assert!(said.contains(&format!("kept      {}", before.display())), "{said}");
    assert_eq!((people_in(before).await, people_in(&house.database_file()).await), (2, 1));
    assert_eq!(fs::metadata(house.database_file()).expect("there").permissions().mode() & 0o777, 0o600);
    assert_eq!(house.leftovers(), Vec::<String>::new());
    let serve = house.serves();
    house.is_in_order().await;
    house.ada().says(&house.bot, "/status");
    house.tells("nest  ● running").await;
    serve.leaves(Signal::SIGTERM).await;

    // Nothing is there: a machine that is new.
    fs::remove_dir_all(house.data()).expect("removed");
    house.does(&["restore", &file]).await;
    assert_eq!((people_in(&house.database_file()).await, house.kept().len()), (1, 0));
    let serve = house.serves();
    house.is_in_order().await;
    serve.leaves(Signal::SIGTERM).await;
}

#[tokio::test]
async fn what_cannot_be_used_is_refused_and_nothing_is_changed() {
    let Some((house, file)) = house().await else { return };
    let whole = fs::read(&file).expect("a backup");
    let broken = house.file("broken.db");
    let write = |bytes: &[u8]| fs::write(&broken, bytes).expect("written");

    house.refuses(&["restore"], "name the backup").await;
    house.refuses(&["restore", &house.file("nothing.db")], "there is no backup at").await;
    write(b"this is a letter to grandmother");
    house.refuses(&["restore", &broken], "it is no SQLite database").await;
    write(&whole[..whole.len() / 2]);
    house.refuses(&["restore", &broken], "damaged").await;
    let mut flipped = whole.clone();
    let middle = whole.len() / 2;
    flipped[middle..middle + 4096].iter_mut().for_each(|byte| *byte ^= 0x55);
    write(&flipped);
    house.refuses(&["restore", &broken], "damaged").await;
    write(&whole);
    fs::write(format!("{broken}-wal"), b"what was written last").expect("written");
    house.refuses(&["restore", &broken], "is a database at work and no backup").await;
    fs::remove_file(format!("{broken}-wal")).expect("removed");

    for (sql, why) in [
        ("UPDATE secrets SET version = version + 1", "sealed values do not open with MOLTBOT_ENCRYPTION_KEY"),
        ("INSERT INTO _sqlx_migrations VALUES (9999, 'x', '2030-01-01', 1, x'00', 1)", "a newer Hatchery made it"),
        ("DROP TABLE _sqlx_migrations", "it is no database of Hatchery"),
        ("PRAGMA foreign_keys = OFF; DELETE FROM persons", "rows belong to others that are not there"),
    ] {
        write(&whole);
        let mut line = at(&broken).await;
        line.execute(sql).await.expect("carried out");
        line.close().await.expect("closed");
        house.refuses(&["restore", &broken], why).await;
        house.refuses(&["restore", &broken, "--verify"], why).await;
    }
    let other = house.settings.clone();
    let house = house.with("MOLTBOT_ENCRYPTION_KEY", MASTER_KEY.replace('5', "6"));
    house.refuses(&["restore", &file], "is not the one this database was sealed with").await;
    let house = house.with("MOLTBOT_ENCRYPTION_KEY", "");
    house.refuses(&["restore", &file, "--verify"], "MOLTBOT_ENCRYPTION_KEY is not set").await;
    let house = house.with("MOLTBOT_ENCRYPTION_KEY", &other["MOLTBOT_ENCRYPTION_KEY"]);

    // Somebody else is at it, who holds no lock on the folder.
    let mut line = house.database().await.expect("it opens");
    line.execute("SELECT 1 FROM persons").await.expect("read");
    house.refuses(&["restore", &file], "another program has the database open").await;
    line.close().await.expect("closed");
    assert_eq!(house.kept().len(), 0);
}

#[tokio::test]
async fn a_damaged_database_is_kept_with_all_that_lies_beside_it_and_the_backup_takes_its_place() {
    let Some((house, file)) = house().await else { return };
    fs::write(house.database_file(), b"a disk that was full").expect("written");
    let log = house.data().join("hatchery.db-wal");
    fs::write(&log, b"what was written last").expect("written");
    house.does(&["restore", &file]).await;
    assert!(!log.exists() && house.kept().len() == 2, "{:?}", house.kept());
    assert_eq!(people_in(&house.database_file()).await, 1);
}

#[tokio::test]
async fn what_goes_to_many_waits_after_a_restore() {
    let Some((house, file)) = house().await else { return };
    let mut line = at(&file).await;
    let broadcast = |id: &str, state: &str, at: i64| {
        format!(
            "INSERT INTO broadcasts (id, author, state, content, segment, mark, sender, stopped, total, created_at, start_at)
             VALUES ('{id}', 'telegram:42', '{state}', '{{}}', '{{}}', '', '', '{{}}', 0, 1, {at})"
        )
    };
    for sql in [
        broadcast("a", "sending", 1),
        broadcast("b", "scheduled", 1),
        broadcast("c", "scheduled", i64::MAX),
        broadcast("d", "done", 1),
        "INSERT INTO fleet_jobs (id, author, deed, state, canary, wave, patience, forgiven, wave_number, wave_left,
             canary_failed, created_at, ended_at) VALUES ('e', 'telegram:42', 'restart', 'running', 1, 5, 3, 0, 0, 0, 0, 1, NULL)"
            .to_owned(),
    ] {
        line.execute(sqlx::AssertSqlSafe(sql)).await.expect("carried out");
    }
    line.close().await.expect("closed");
    let said = house.does(&["restore", &file]).await;
    assert!(said.contains("held      2 broadcasts and 1 jobs on many bots"), "{said}");
    let paused = "SELECT (SELECT COUNT(*) FROM broadcasts WHERE state = 'paused' AND id IN ('a', 'b'))
                  + (SELECT COUNT(*) FROM fleet_jobs WHERE state = 'paused')";
    assert_eq!(house.number(paused).await, Some(3));
    assert_eq!(house.number("SELECT COUNT(*) FROM broadcasts WHERE state IN ('scheduled', 'done')").await, Some(2));
}

#[tokio::test]
async fn a_restore_that_is_killed_leaves_the_one_database_or_the_other() {
    let Some((house, file)) = house().await else { return };
    let mut line = house.database().await.expect("it opens");
    line.execute("UPDATE persons SET tier = 'premium'").await.expect("changed");
    line.close().await.expect("closed");
    // The moment when its copy is there, and when the database before has its other name.
    for mark in [".new", ".before-"] {
        let mut restore = command("restore", &house.settings, &house.place()).arg(&file).spawn().expect("it starts");
        until("the moment or the end", async || {
            let is_over = restore.try_wait().expect("waited for").is_some();
            let mut names =
                fs::read_dir(house.data()).expect("there").filter_map(|it| it.ok()?.file_name().into_string().ok());
            (is_over || names.any(|name| name.contains(mark))).then_some(())
        })
        .await;
        let _ = restore.kill().await;
        let whole = "SELECT COUNT(*) FROM persons WHERE tier IN ('premium', 'free')";
        assert_eq!(house.number(whole).await, Some(1), "killed at {mark}");
    }
    house.does(&["restore", &file]).await;
    assert_eq!(house.leftovers(), Vec::<String>::new(), "what the killed ones left is gone");
    assert_eq!(house.number("SELECT COUNT(*) FROM persons WHERE tier = 'free'").await, Some(1));
}

#[tokio::test]
async fn on_postgresql_it_says_which_way_to_go() {
    let Some(house) = House::new().await else { return };
    let house = house.with("DATABASE_URL", "postgres://hatchery@127.0.0.1:9/hatchery").with("TARGET", "railway");
    for words in [["backup", "backup.db"], ["restore", "backup.db"]] {
        house.refuses(&words, "this database is PostgreSQL, which pg_dump backs up and pg_restore puts back").await;
    }
}

#[tokio::test]
async fn keys_are_looked_after_with_the_settings_of_the_database_alone_and_none_is_made_for_that() {
    let Some((house, _)) = house().await else { return };
    let house = house.with("TELEGRAM_BOT_TOKEN", "").with("ADMINS", "");
    assert!(house.does(&["keys"]).await.contains("seals; it stays"));
    assert!(house.does(&["keys", "rotate"]).await.contains("0 values were sealed anew"));
    fs::remove_dir_all(house.data()).expect("removed");
    for words in [&["keys"][..], &["keys", "rotate"]] {
        house.refuses(words, "there is no database where DATABASE_URL says").await;
    }
    let house = house.with("MOLTBOT_ENCRYPTION_KEY", "");
    house.refuses(&["keys"], "MOLTBOT_ENCRYPTION_KEY is not set").await;
    assert!(!house.data().exists(), "a folder was made for a look");
}
