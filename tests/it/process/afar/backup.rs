//! Backed up, killed, restored and given another master key while people talk and hatch: everything that was committed
//! before the backup is there, everything that is sealed opens, and the old key is not needed in the end.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::Stdio;

use futures::future::join_all;
use hatchery::domain::Provider;
use hatchery::secret::Sealer;
use nix::sys::signal::Signal;
use sqlx::{AnyConnection, AssertSqlSafe, Connection, Row};
use tokio::process::Command;

use super::Afar;
use crate::databases::{Database, Engine};
use crate::fakes::telegram::{Person, Sender};
use crate::postgres;
use crate::process::backup::runs;
use crate::process::house::{AI_KEY, MASTER_KEY};
use crate::process::program::until;

const NEW_KEY: &str = "0c41f7ae2095d83b66e2b9fd0174ac8530d96e17f3ab824c5f0617d9e42b8530";
const PEOPLE: i64 = 5;
/// Turns that are waited for, so that there is a load before and after each deed.
const TURNS: i64 = 40;

/// Begins a bot and leaves it, as fast as it is answered; the first one it may hatch. Leaves what is open first, as a
/// backup may hold any moment of a talk, and takes any message for an answer, as a letter of then may come once more.
async fn talks(afar: &Afar, person: Person, hatches: bool) {
    let name = if hatches { "egg" } else { "talk" };
    for round in 0.. {
        for words in ["/cancel".to_owned(), format!("/deploy {name}{round} hatchling echo web")] {
            let read = person.chat(&afar.bot).messages.len();
            person.says(&afar.bot, &words);
            person.sees(&afar.bot, |chat| chat.messages[read..].iter().any(|it| it.sender == Sender::Bot)).await;
        }
        if round == 0 && hatches {
            person.presses(&afar.bot, "Hatch it");
        }
    }
}

/// While everybody talks.
async fn under_load<T>(afar: &Afar, hatches: bool, deed: impl Future<Output = T>) -> T {
    let people = (0..PEOPLE).map(|n| talks(afar, afar.telegram.person(100 + n), hatches));
    tokio::select! {
        done = deed => done,
        _ = join_all(people) => unreachable!("they talk without an end"),
    }
}

/// So many more turns than there are.
async fn more_turns(afar: &Afar) {
    let turns = "SELECT COUNT(*) FROM updates";
    let before = until("the turns", async || afar.number(turns).await).await;
    until("more turns", async || (afar.number(turns).await? >= before + TURNS).then_some(())).await;
}

/// What is committed, by name, with its version where there is one.
async fn committed(url: &str) -> BTreeMap<String, i64> {
    sqlx::any::install_default_drivers();
    let mut line = AnyConnection::connect(url).await.expect("the database opens");
    let mut all = BTreeMap::new();
    for (what, sql) in [
        ("update", "SELECT id AS name, CAST(1 AS BIGINT) AS version FROM updates"),
        ("session", "SELECT account AS name, version FROM sessions"),
        ("bot", "SELECT id AS name, CAST(1 AS BIGINT) AS version FROM instances"),
        ("secret", "SELECT instance_id || '/' || kind AS name, version FROM secrets"),
    ] {
        let rows = sqlx::query(AssertSqlSafe(sql)).fetch_all(&mut line).await.expect("read");
        all.extend(rows.iter().map(|row| (format!("{what} {}", row.get::<String, _>("name")), row.get("version"))));
    }
    line.close().await.expect("closed");
    all
}

impl Afar {
    async fn does(&self, words: &[&str]) -> String {
        let said = runs(words, &self.settings, &self.place()).await;
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{words:?}: {}", said.out);
        said.out
    }

    fn url(&self) -> String {
        self.settings["DATABASE_URL"].clone()
    }
}

/// As docs/operations.md tells it for PostgreSQL.
async fn postgres_does(program: &str, words: &[&str]) {
    let path: PathBuf = postgres::program(program).expect("it comes with the server");
    let done = Command::new(path).args(words).stdin(Stdio::null()).output().await.expect("it starts");
    assert!(done.status.success(), "{program} {words:?}: {}", String::from_utf8_lossy(&done.stderr));
}

async fn nothing_is_lost(engine: Engine) {
    if engine == Engine::Postgres && postgres::program("pg_dump").is_none() {
        return;
    }
    let Some(afar) = Afar::on(engine).await else { return };
    afar.providers.knows(Provider::Anthropic, AI_KEY);
    let first = afar.serves_and_knows_railway().await;
    afar.reviews_with_key("nest hatchling", AI_KEY).await;
    afar.ada().presses(&afar.bot, "Hatch it");
    let page = afar.page("nest").await;

    let file = afar.place().join("backup").display().to_string();
    let before = under_load(&afar, true, async {
        more_turns(&afar).await;
        let before = committed(&afar.url()).await;
        match engine {
            Engine::Sqlite => drop(afar.does(&["backup", &file]).await),
            Engine::Postgres => {
                postgres_does("pg_dump", &["--format=custom", "--file", &file, &afar.url()]).await;
            }
        }
        more_turns(&afar).await;
        first.dies().await;
        before
    })
    .await;
    let lost = committed(&afar.url()).await.len();

    let (afar, _other) = match engine {
        Engine::Sqlite => {
            let said = afar.does(&["restore", &file]).await;
            assert!(said.contains("all open with MOLTBOT_ENCRYPTION_KEY"), "{said}");
            (afar, None)
        }
        Engine::Postgres => {
            let empty = Database::on(engine).await.expect("there was one a moment ago");
            postgres_does("pg_restore", &["--no-owner", "--exit-on-error", "--dbname", &empty.url, &file]).await;
            (afar.with("DATABASE_URL", &empty.url), Some(empty))
        }
    };
    assert!(afar.does(&["restore", "--verify"]).await.contains("all open with MOLTBOT_ENCRYPTION_KEY"));
    let restored = committed(&afar.url()).await;
    assert!(restored.len() < lost, "what came after the backup is not in it");
    let missing: Vec<_> =
        before.iter().filter(|(what, version)| restored.get(*what).is_none_or(|it| it < *version)).collect();
    assert!(missing.is_empty(), "{engine:?}: committed before the backup and not in it: {missing:?}");

    let old = Sealer::parse(MASTER_KEY).expect("a key").key_ids().next().expect("its id");
    // Some hatches that were under way then wait for an answer that does not come, most likely of bots removed since.
    let afar = afar.with("PROBE_TIMEOUT_MS", "4000");
    let afar = afar.with("MOLTBOT_ENCRYPTION_KEY", format!("0000000a:{NEW_KEY},{old:08x}:{MASTER_KEY}"));
    let second = afar.serves_and_knows_railway().await;
    let unneeded = format!("key {old:08x}  0 values  not needed");
    under_load(&afar, false, async {
        more_turns(&afar).await;
        until("nothing under the old key", async || {
            afar.does(&["keys", "rotate"]).await.contains(&unneeded).then_some(())
        })
        .await;
        more_turns(&afar).await;
    })
    .await;
    afar.comes_to_rest().await;
    second.leaves(Signal::SIGTERM).await;
    assert!(afar.does(&["keys"]).await.contains(&unneeded));

    // An empty value counts as unset: nest has all the time it needs to come back.
    let afar = afar.with("PROBE_TIMEOUT_MS", "").with("MOLTBOT_ENCRYPTION_KEY", format!("0000000a:{NEW_KEY}"));
    let third = afar.serves_and_knows_railway().await;
    assert!(afar.does(&["restore", "--verify"]).await.contains("all open with MOLTBOT_ENCRYPTION_KEY"));
    let rotated = committed(&afar.url()).await;
    let missing: Vec<_> =
        before.iter().filter(|(what, version)| rotated.get(*what).is_none_or(|it| it < *version)).collect();
    assert!(missing.is_empty(), "{engine:?}: lost by the rotation: {missing:?}");
    page.answers().await;
    // Its key is opened with the new one and goes with the restart.
    afar.ada().says(&afar.bot, "/restart nest");
    afar.tells("“nest” is back.").await;
    page.answers().await;
    afar.comes_to_rest().await;
    third.leaves(Signal::SIGTERM).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_killed_restored_and_rotated_under_load_nothing_is_lost_on_sqlite() {
    nothing_is_lost(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_killed_restored_and_rotated_under_load_nothing_is_lost_on_postgresql() {
    nothing_is_lost(Engine::Postgres).await;
}
