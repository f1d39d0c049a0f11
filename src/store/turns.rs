//! What turns of conversations leave behind. Those that are ready at the same moment are written by one statement, which is
//! a transaction by itself; each is written whole or not at all.

use std::collections::BTreeSet;
use std::sync::Arc;

use anyhow::Context;
use futures::FutureExt;
use futures::future::BoxFuture;
use sqlx::AnyConnection;

use crate::domain::{Account, Id, Millis};
use crate::store::many::{self, Query, Texts};
use crate::store::sessions::hour;
use crate::store::{Engine, Store, StoredSession, Tx};

/// What a turn leaves behind.
#[derive(Debug)]
pub struct TurnRecord {
    pub account: Account,
    /// The update that it answers, unless that is noted already.
    pub update: Option<String>,
    /// Where the conversation is now; nothing where it has not moved.
    pub session: Option<NextSession>,
    /// Something that is done with it.
    pub settles: Option<Id>,
    /// What is yet to be done.
    pub effect: Option<NewEffect>,
    pub at: Millis,
}

#[derive(Debug)]
pub struct NextSession {
    /// The account that keeps the conversation.
    pub keeper: Account,
    pub stored: StoredSession,
    pub is_idle: bool,
}

#[derive(Debug)]
pub struct NewEffect {
    pub id: Id,
    pub sealed: Vec<u8>,
    /// When somebody else may take it for left over.
    pub due: Millis,
}

/// What became of a turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    Saved,
    /// Its update was answered already; nothing was written.
    Repeated,
    /// Another turn of the same conversation was saved first, or the person is another one now; nothing was written.
    LostRace,
}

/// The columns of a turn and their kinds, see `many::rows`.
const COLUMNS: &str = "account, settles, platform, update_id, at, keeper, version, sealed, is_idle, updated_at, touched_hour, \
                       effect, effect_sealed, due";
const KINDS: &str = "ttttntnbnnntbn";

const UPDATES: &str = "INSERT INTO updates (platform, id, at) SELECT new.platform, new.update_id, new.at";
const SESSIONS: &str = "INSERT INTO sessions (account, version, sealed, is_idle, updated_at, touched_hour)
    SELECT new.keeper, new.version, new.sealed, new.is_idle, new.updated_at, new.touched_hour";
const EFFECTS: &str =
    "INSERT INTO effects (id, account, sealed, due) SELECT new.effect, new.account, new.effect_sealed, new.due";

/// Where its account keeps the conversation of the one that moved it, and nobody has saved it in that version yet.
const SAVED: &str = "
    WHERE new.keeper = (
        SELECT MIN(b.id) FROM accounts a JOIN circles mine ON mine.person_id = a.person_id
        JOIN circles c ON c.circle = mine.circle JOIN accounts b ON b.person_id = c.person_id
        WHERE a.id = new.account)
    ON CONFLICT (account) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
        is_idle = excluded.is_idle, updated_at = excluded.updated_at, touched_hour = excluded.touched_hour
    WHERE sessions.version = excluded.version - 1";

/// What the trigger says of a turn that is not to be written.
const LATE: &str = "late";
/// What PostgreSQL says of one: a statement fails there by itself only where something is wrong in it. Its appendix "Error
/// Codes": division_by_zero.
const LATE_CODE: &str = "22012";

/// Prepares the connection that writes to SQLite: a turn that is inserted into a view there is kept by a trigger. So it is one
/// way to the connection's thread and back, and a transaction by itself, which one that is late undoes.
pub(super) async fn prepare(connection: &mut AnyConnection) -> sqlx::Result<()> {
    let nothing = COLUMNS.split(", ").map(|column| format!("NULL AS {column}")).collect::<Vec<_>>().join(", ");
    let view = format!("CREATE TEMP VIEW turns AS SELECT {nothing}");
    let trigger = format!(
        "CREATE TEMP TRIGGER keep_turn INSTEAD OF INSERT ON turns WHEN new.account <> '' BEGIN
             DELETE FROM effects WHERE id = new.settles;
             {UPDATES} WHERE new.update_id IS NOT NULL ON CONFLICT DO NOTHING;
             SELECT RAISE(ABORT, '{LATE}') WHERE changes() = 0 AND new.update_id IS NOT NULL;
             {SESSIONS} {SAVED};
             SELECT RAISE(ABORT, '{LATE}') WHERE changes() = 0 AND new.keeper IS NOT NULL;
             {EFFECTS} WHERE new.effect IS NOT NULL;
         END"
    );
    for statement in [view, trigger] {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&mut *connection).await?;
    }
    Ok(())
}

/// On PostgreSQL, how many rows it writes is bound behind those of the turns.
fn statement(engine: Engine, many: usize) -> String {
    let rows = many::rows(engine, KINDS, many);
    match engine {
        // Not out of a query, which SQLite would put into a temporary table ahead of the trigger, even a turn by itself.
        Engine::Sqlite => format!("INSERT INTO turns VALUES {rows}"),
        // Sorted, so that of two Hatcheries that write for the same people one waits for the other and not each for each.
        Engine::Postgres => format!(
            "WITH new ({COLUMNS}) AS (SELECT * FROM (VALUES {rows}) AS all_rows WHERE column1 <> ''),
             settled AS (DELETE FROM effects WHERE id IN (SELECT settles FROM new)),
             answered AS ({UPDATES} FROM (SELECT * FROM new ORDER BY platform, update_id) AS new
                 WHERE new.update_id IS NOT NULL ON CONFLICT DO NOTHING RETURNING 1),
             moved AS ({SESSIONS} FROM (SELECT * FROM new ORDER BY keeper) AS new {SAVED} RETURNING 1),
             told AS ({EFFECTS} FROM new WHERE new.effect IS NOT NULL RETURNING 1),
             written AS (SELECT 1 FROM answered UNION ALL SELECT 1 FROM moved UNION ALL SELECT 1 FROM told)
             SELECT 1 / CASE WHEN COUNT(*) = {} THEN 1 ELSE 0 END FROM written",
            engine.place(KINDS.len() * many::size(many) + 1)
        ),
    }
}

impl Store {
    /// Keeps what a turn leaves behind that only has to survive a kill. When this returns it is committed.
    pub async fn keep(&self, turn: TurnRecord) -> anyhow::Result<Kept> {
        let turn = Arc::new(turn);
        self.turns.answer(self, turn, |store, turns| async move { store.keep_all(&turns).await }).await
    }

    /// All of them or none; where one is not to be written, each half by itself, so that the others stay together.
    fn keep_all<'a>(&'a self, turns: &'a [Arc<TurnRecord>]) -> BoxFuture<'a, anyhow::Result<Vec<Kept>>> {
        async move {
            let all: Vec<&TurnRecord> = turns.iter().map(Arc::as_ref).collect();
            let are_kept = keep(self.engine, &mut *self.line_for_many().await?, &all).await?;
            if are_kept {
                return Ok(vec![Kept::Saved; turns.len()]);
            }
            if let [turn] = turns {
                return Ok(vec![self.why_not(turn).await?]);
            }
            let (some, others) = turns.split_at(turns.len() / 2);
            let mut kept = self.keep_all(some).await?;
            kept.extend(self.keep_all(others).await?);
            Ok(kept)
        }
        .boxed()
    }

    async fn why_not(&self, turn: &TurnRecord) -> anyhow::Result<Kept> {
        let Some(update) = &turn.update else { return Ok(Kept::LostRace) };
        let query = sqlx::query("SELECT id FROM updates WHERE platform = $1 AND id = $2");
        let found = query.bind(turn.account.platform.word()).bind(update).fetch_optional(&self.reader).await;
        let is_answered = found.context("look for an update")?.is_some();
        Ok(if is_answered { Kept::Repeated } else { Kept::LostRace })
    }
}

impl Tx {
    /// The same in a transaction, which is over for anything else when it returns false.
    pub async fn keep(&mut self, turns: &[&TurnRecord]) -> anyhow::Result<bool> {
        keep(self.engine(), &mut self.0, turns).await
    }
}

/// Writes what turns leave behind, in one way to the database and back, and returns whether it did. If not, an update was
/// answered already, another turn of the same conversation was saved first, or somebody has linked or parted a person since
/// they were looked up, and another account keeps the conversation.
async fn keep(engine: Engine, connection: &mut AnyConnection, turns: &[&TurnRecord]) -> anyhow::Result<bool> {
    let keepers: BTreeSet<&Account> = turns.iter().filter_map(|turn| turn.keeper()).collect();
    if keepers.len() < turns.iter().filter(|turn| turn.session.is_some()).count() {
        // One of two is late; PostgreSQL would call it an error.
        return Ok(false);
    }
    static TEXTS: Texts = Texts::new();
    let query = TEXTS.query(engine, turns.len(), || statement(engine, turns.len()));
    let query = turns.iter().fold(query, |query, turn| turn.bind(query));
    let mut query = many::fill(query, KINDS, turns.len());
    if engine == Engine::Postgres {
        query = query.bind(turns.iter().map(|turn| turn.rows()).sum::<i64>());
    }
    match query.execute(connection).await {
        Ok(_) => Ok(true),
        Err(sqlx::Error::Database(why)) if why.message() == LATE || why.code().as_deref() == Some(LATE_CODE) => {
            Ok(false)
        }
        Err(cause) => Err(cause).context("keep turns"),
    }
}

impl TurnRecord {
    fn keeper(&self) -> Option<&Account> {
        self.session.as_ref().map(|next| &next.keeper)
    }

    /// How many rows it writes.
    fn rows(&self) -> i64 {
        i64::from(self.update.is_some()) + i64::from(self.session.is_some()) + i64::from(self.effect.is_some())
    }

    fn bind<'q>(&self, query: Query<'q>) -> Query<'q> {
        let stored = self.session.as_ref().map(|next| &next.stored);
        let effect = self.effect.as_ref();
        query
            .bind(self.account.to_string())
            .bind(self.settles.as_ref().map(|id| id.as_str().to_owned()))
            .bind(self.account.platform.word())
            .bind(self.update.clone())
            .bind(self.at)
            .bind(self.keeper().map(Account::to_string))
            .bind(stored.map(|stored| stored.version))
            .bind(stored.map(|stored| stored.sealed.clone()))
            .bind(self.session.as_ref().map(|next| i64::from(next.is_idle)))
            .bind(stored.map(|stored| stored.updated_at))
            .bind(stored.map(|stored| hour(stored.updated_at)))
            .bind(effect.map(|effect| effect.id.as_str().to_owned()))
            .bind(effect.map(|effect| effect.sealed.clone()))
            .bind(effect.map(|effect| effect.due))
    }
}
