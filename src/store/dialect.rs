//! The few places where SQLite and PostgreSQL differ, all in one file.

use std::fmt::{self, Display};
use std::fs::OpenOptions;
use std::os::unix::fs::OpenOptionsExt;
use std::path::PathBuf;

use anyhow::Context;
use sqlx::AnyConnection;
use sqlx::sqlite::SqliteConnectOptions;

use crate::store::Durability;

/// Of SQLite: a commit survives a kill, and reaches the disk later.
pub(super) const SYNC_LESS: &str = "PRAGMA synchronous = NORMAL";
/// Of PostgreSQL: a commit survives a kill of ours, and half a second later one of its server.
pub(super) const COMMIT_LESS: &str = "SET synchronous_commit = off";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    Sqlite,
    Postgres,
}

impl Engine {
    pub fn of(url: &str) -> Option<Self> {
        if url.starts_with("sqlite:") {
            Some(Engine::Sqlite)
        } else if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            Some(Engine::Postgres)
        } else {
            None
        }
    }

    /// By what sqlx calls it.
    pub(super) fn behind(connection: &AnyConnection) -> Self {
        match connection.backend_name() {
            "SQLite" => Engine::Sqlite,
            _ => Engine::Postgres,
        }
    }

    /// The place of the value that is bound with this number, in statements that have their values in order. To find what
    /// stands at a numbered one SQLite goes through all before it.
    pub(super) fn place(self, n: usize) -> impl Display {
        fmt::from_fn(move |f| match self {
            Engine::Sqlite => f.write_str("?"),
            Engine::Postgres => write!(f, "${n}"),
        })
    }

    /// An SQLite file is made when it does not exist, for nobody else to read.
    pub(super) fn prepare(self, url: &str) -> anyhow::Result<()> {
        let Some(path) = self.file(url)? else { return Ok(()) };
        let mut options = OpenOptions::new();
        let file = options.create(true).append(true).mode(0o600).open(path);
        file.map(drop).context("make the database file that DATABASE_URL names")
    }

    /// Whether there is anything to connect to.
    pub(super) fn is_made(self, url: &str) -> anyhow::Result<bool> {
        match self.file(url)? {
            Some(path) => path.try_exists().context("look for the database file that DATABASE_URL names"),
            None => Ok(true),
        }
    }

    /// The file of an SQLite address, whose path is percent-encoded.
    pub(super) fn file(self, url: &str) -> anyhow::Result<Option<PathBuf>> {
        match self {
            Engine::Sqlite => {
                let options: SqliteConnectOptions = url.parse().context("read DATABASE_URL")?;
                Ok(Some(options.get_filename().to_owned()))
            }
            Engine::Postgres => Ok(None),
        }
    }

    /// Whether a statement failed because its table is not there.
    pub(super) fn misses_table(self, error: &sqlx::Error) -> bool {
        let Some(error) = error.as_database_error() else { return false };
        match self {
            Engine::Sqlite => error.message().starts_with("no such table"),
            // PostgreSQL, appendix "Error Codes": undefined_table.
            Engine::Postgres => error.code().as_deref() == Some("42P01"),
        }
    }

    /// Whether somebody else was at the database just now.
    pub(super) fn is_busy(self, error: &sqlx::Error) -> bool {
        let Some(code) = error.as_database_error().and_then(|error| error.code()) else { return false };
        // SQLite, "Result and Error Codes": SQLITE_BUSY and SQLITE_BUSY_RECOVERY.
        self == Engine::Sqlite && matches!(code.as_ref(), "5" | "261")
    }

    /// Said to each new connection.
    pub(super) fn greeting(self) -> &'static [&'static str] {
        match self {
            Engine::Sqlite => &[
                "PRAGMA busy_timeout = 5000",
                "PRAGMA journal_mode = WAL",
                "PRAGMA foreign_keys = ON",
                // Deleted secrets are overwritten, not left in free pages.
                "PRAGMA secure_delete = ON",
                // In KiB, for each connection; the system has the file in memory anyway.
                "PRAGMA cache_size = -512",
                // What has to survive more than a kill says so as it begins.
                SYNC_LESS,
                // In pages. `Store::checkpoint` is well ahead of that, beside whoever writes.
                "PRAGMA wal_autocheckpoint = 8000",
            ],
            Engine::Postgres => &[
                "SET TIME ZONE 'UTC'",
                // What we look at is in memory, and is a few rows of large tables: an index is never dearer than its rows, and
                // nothing is worth compiling. Else tables that are not counted yet are read whole.
                "SET random_page_cost = 1",
                "SET jit = off",
            ],
        }
    }

    /// Begins a writing transaction. SQLite takes the write lock at once, because a reader cannot become a writer
    /// later. Of both it is said how hard a commit hits the disk, as whoever set up PostgreSQL has it or less.
    pub(super) fn begin(self, durability: Durability) -> &'static str {
        match (self, durability) {
            (Engine::Sqlite, Durability::Kill) => "BEGIN IMMEDIATE",
            (Engine::Sqlite, Durability::PowerCut) => "PRAGMA synchronous = FULL; BEGIN IMMEDIATE",
            (Engine::Postgres, Durability::Kill) => "BEGIN; SET LOCAL synchronous_commit = off",
            (Engine::Postgres, Durability::PowerCut) => "BEGIN; SET LOCAL synchronous_commit TO DEFAULT",
        }
    }

    /// Begins a transaction that counts; on PostgreSQL whoever counts for one of the same keys waits for its end. In the
    /// order of the keys, so that no two wait for each other, and halved, so that none is more than a BIGINT is written as.
    pub(super) fn begin_counting(self, mut keys: Vec<i64>) -> String {
        let begin = self.begin(Durability::Kill);
        if self == Engine::Sqlite || keys.is_empty() {
            return begin.to_owned();
        }
        keys.sort_unstable();
        let keys: Vec<String> = keys.iter().map(|key| format!("({})", key >> 1)).collect();
        format!("{begin}; SELECT pg_advisory_xact_lock(key) FROM (VALUES {}) AS keys (key)", keys.join(", "))
    }

    /// Statements that write, as one that affects the rows of all of them.
    pub(super) fn at_once(self, statements: &[String]) -> String {
        match self {
            Engine::Sqlite => statements.join("; "),
            Engine::Postgres => {
                let parts = statements.iter().enumerate().map(|(n, it)| format!("w{n} AS ({it} RETURNING 1)"));
                let written = (0..statements.len()).map(|n| format!("SELECT 1 FROM w{n}"));
                let (parts, written): (Vec<_>, Vec<_>) = parts.zip(written).unzip();
                format!("WITH {} {}", parts.join(", "), written.join(" UNION ALL "))
            }
        }
    }

    /// Makes a JSON object of names and what they stand for, in turn.
    pub(super) fn object(self) -> &'static str {
        match self {
            Engine::Sqlite => "json_object",
            Engine::Postgres => "json_build_object",
        }
    }

    /// Makes a JSON list of what stands in all rows; of no rows it is an empty one or NULL.
    pub(super) fn list(self) -> &'static str {
        match self {
            Engine::Sqlite => "json_group_array",
            Engine::Postgres => "json_agg",
        }
    }

    /// A column that holds a text of JSON as what it says, to stand in another.
    pub(super) fn json(self, column: &str) -> String {
        match self {
            Engine::Sqlite => format!("json({column})"),
            Engine::Postgres => format!("CAST({column} AS json)"),
        }
    }

    /// The bytes of a column as hexadecimal digits, of either case.
    pub(super) fn hex(self, column: &str) -> String {
        match self {
            Engine::Sqlite => format!("hex({column})"),
            Engine::Postgres => format!("encode({column}, 'hex')"),
        }
    }

    /// Makes everybody else who decides about this person wait for the end of the transaction.
    pub(super) fn lock_person(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT id FROM persons WHERE id = $1",
            Engine::Postgres => "SELECT id FROM persons WHERE id = $1 FOR UPDATE",
        }
    }

    /// The same for many, in an order that is always the same, so that no two wait for each other.
    pub(super) fn lock_persons(self, texts: &str) -> String {
        let lock = match self {
            Engine::Sqlite => "",
            Engine::Postgres => "FOR UPDATE OF p",
        };
        format!(
            "SELECT p.id FROM persons p WHERE p.id IN (
                 SELECT circle FROM (VALUES {texts}) AS asked JOIN circles ON person_id = column1) ORDER BY p.id {lock}"
        )
    }

    /// Makes everybody else who changes the config of a bot wait for the end of the transaction. No update that changes
    /// nothing: after one of those PostgreSQL looks at the bot's person again when the next comes, and waits for whoever
    /// decides about them, who may be waiting for this.
    pub(super) fn hold_config(self) -> &'static str {
        match self {
            Engine::Sqlite => "SELECT id FROM instances WHERE id = $1 AND config_revision = $2 AND live = 1",
            Engine::Postgres => {
                "SELECT id FROM instances WHERE id = $1 AND config_revision = $2 AND live = 1 FOR NO KEY UPDATE"
            }
        }
    }

    /// Makes everybody else who wants a token with this mark wait for the end of the transaction. SQLite has one
    /// writer, who waits for nobody.
    pub(super) fn lock_mark(self) -> Option<&'static str> {
        match self {
            Engine::Sqlite => None,
            Engine::Postgres => Some("SELECT pg_advisory_xact_lock(hashtextextended($1, 0))"),
        }
    }

    /// Takes the next operation that is due: `$1` now, `$2` the end of the lease. More than five minutes in which nobody
    /// came to it are not the time of its stage: every Hatchery was away, or the database.
    pub(super) fn claim_operation(self) -> &'static str {
        match self {
            Engine::Sqlite => {
                "UPDATE operations SET lease_token = lease_token + 1, lease_until = $2,
                     stage_since = MIN($1, stage_since + MAX(0, $1 - MAX(due, lease_until) - 300000))
                 WHERE id = (
                     SELECT id FROM operations WHERE ended_at IS NULL AND due <= $1 AND lease_until <= $1
                     ORDER BY due LIMIT 1)
                 RETURNING *"
            }
            Engine::Postgres => {
                "UPDATE operations SET lease_token = lease_token + 1, lease_until = $2,
                     stage_since = LEAST($1, stage_since + GREATEST(0, $1 - GREATEST(due, lease_until) - 300000))
                 WHERE id = (
                     SELECT id FROM operations WHERE ended_at IS NULL AND due <= $1 AND lease_until <= $1
                     ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
                 RETURNING *"
            }
        }
    }

    /// Takes letters that are due, `$3` of them at most: `$1` now, `$2` the end of the lease. Only the first of an account's
    /// letters can be taken, and none while another of them is held, so that they arrive one by one and in order whoever
    /// sends them.
    pub(super) fn claim_letters(self) -> &'static str {
        match self {
            // SQLite plans anew for each limit that is bound and nothing else.
            Engine::Sqlite => {
                "UPDATE outbox SET lease_token = lease_token + 1, lease_until = $2 WHERE id IN (
                     SELECT id FROM outbox AS mine
                     WHERE sent_revision < revision AND due <= $1 AND lease_until <= $1 AND NOT EXISTS (
                         SELECT 1 FROM outbox AS other
                         WHERE other.account = mine.account AND other.sent_revision < other.revision
                             AND (other.lease_until > $1 OR (other.due, other.id) < (mine.due, mine.id)))
                     ORDER BY due, id LIMIT $3 + 0)
                 RETURNING *"
            }
            // In a table of its own, so that it is looked for once: the rows of a subquery may be asked for again.
            Engine::Postgres => {
                "WITH first AS MATERIALIZED (
                     SELECT id FROM outbox AS mine
                     WHERE sent_revision < revision AND due <= $1 AND lease_until <= $1 AND NOT EXISTS (
                         SELECT 1 FROM outbox AS other
                         WHERE other.account = mine.account AND other.sent_revision < other.revision
                             AND (other.lease_until > $1 OR (other.due, other.id) < (mine.due, mine.id)))
                     ORDER BY due, id LIMIT $3 FOR UPDATE SKIP LOCKED)
                 UPDATE outbox SET lease_token = lease_token + 1, lease_until = $2 WHERE id IN (SELECT id FROM first)
                 RETURNING *"
            }
        }
    }

    /// Takes the next diagnosis that is due: `$1` now, `$2` the end of the lease.
    pub(super) fn claim_diagnosis(self) -> &'static str {
        match self {
            Engine::Sqlite => {
                "UPDATE diagnoses SET lease_token = lease_token + 1, lease_until = $2 WHERE id = (
                     SELECT id FROM diagnoses WHERE ended_at IS NULL AND due <= $1 AND lease_until <= $1
                     ORDER BY due LIMIT 1)
                 RETURNING *"
            }
            Engine::Postgres => {
                "UPDATE diagnoses SET lease_token = lease_token + 1, lease_until = $2 WHERE id = (
                     SELECT id FROM diagnoses WHERE ended_at IS NULL AND due <= $1 AND lease_until <= $1
                     ORDER BY due LIMIT 1 FOR UPDATE SKIP LOCKED)
                 RETURNING *"
            }
        }
    }
}
