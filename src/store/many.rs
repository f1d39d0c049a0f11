//! Statements over many rows at once, filled up to a power of two by rows that nobody has: so there are few of them, which
//! the connections know, and each is one way to the database and back. What is looked up for all comes as one text (`json`).

use std::fmt::Write;
use std::sync::OnceLock;

use sqlx::any::AnyArguments;
use sqlx::{Any, AssertSqlSafe};

use crate::store::Engine;

pub(super) type Query<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

/// How many rows a statement over so many has.
pub(super) fn size(many: usize) -> usize {
    many.next_power_of_two()
}

/// The texts of one statement over many rows, each written once and not for each question.
pub(super) struct Texts([[OnceLock<String>; SIZES]; 2]);

/// More than either database binds values.
const SIZES: usize = 16;

impl Texts {
    pub const fn new() -> Self {
        Texts([const { [const { OnceLock::new() }; SIZES] }; 2])
    }

    /// The query of the text that `write` writes, which must be the same each time for an engine and as many.
    pub fn query(&'static self, engine: Engine, many: usize, write: impl FnOnce() -> String) -> Query<'static> {
        let [sqlite, postgres] = &self.0;
        let texts = match engine {
            Engine::Sqlite => sqlite,
            Engine::Postgres => postgres,
        };
        match texts.get(size(many).trailing_zeros() as usize) {
            Some(text) => sqlx::query(text.get_or_init(write).as_str()),
            None => sqlx::query(AssertSqlSafe(write())),
        }
    }
}

/// Rows of one text each, to be joined with; the first has this number. PostgreSQL makes the list of an `IN` anew for each
/// row that it looks at.
pub(super) fn texts(engine: Engine, first: usize, many: usize) -> String {
    rows_from(engine, first, "t", many)
}

pub(super) fn bind_texts<'q>(query: Query<'q>, texts: impl ExactSizeIterator<Item = &'q str>) -> Query<'q> {
    let many = size(texts.len());
    texts.chain(std::iter::repeat("")).take(many).fold(query, |query, text| query.bind(text))
}

/// Rows whose columns are of these kinds: `t` a text, `n` a number, `b` bytes. The first is a text, which is empty in those
/// that nobody has.
pub(super) fn rows(engine: Engine, kinds: &str, many: usize) -> String {
    rows_from(engine, 1, kinds, many)
}

/// The same where others are bound ahead of the value with this number.
pub(super) fn rows_from(engine: Engine, first: usize, kinds: &str, many: usize) -> String {
    let mut rows = String::new();
    let mut n = first;
    for row in 0..size(many) {
        rows.push_str(if row == 0 { "(" } else { ", (" });
        for (column, kind) in kinds.chars().enumerate() {
            rows.push_str(if column == 0 { "" } else { ", " });
            // Of each value that is bound SQLite knows what it is.
            let _ = match (engine, kind) {
                (Engine::Postgres, 't') => write!(rows, "CAST({} AS TEXT)", engine.place(n)),
                (Engine::Postgres, 'n') => write!(rows, "CAST({} AS BIGINT)", engine.place(n)),
                (_, _) => write!(rows, "{}", engine.place(n)),
            };
            n += 1;
        }
        rows.push(')');
    }
    rows
}

/// Fills up what was bound of so many rows.
pub(super) fn fill<'q>(query: Query<'q>, kinds: &str, many: usize) -> Query<'q> {
    (many..size(many)).fold(query, |query, _| {
        kinds.chars().enumerate().fold(query, |query, (n, kind)| match (n, kind) {
            (0, _) => query.bind(""),
            (_, 't') => query.bind(None::<String>),
            (_, 'n') => query.bind(None::<i64>),
            (_, _) => query.bind(None::<Vec<u8>>),
        })
    })
}

/// An insert into a table, with its columns; the values are bound row by row, and then `fill` is called.
pub(super) fn insert(engine: Engine, table: &str, kinds: &str, many: usize, on_conflict: &str) -> Query<'static> {
    sqlx::query(sqlx::AssertSqlSafe(inserts(table, &rows(engine, kinds, many), on_conflict)))
}

fn inserts(table: &str, rows: &str, on_conflict: &str) -> String {
    format!("INSERT INTO {table} SELECT * FROM (VALUES {rows}) AS new WHERE column1 <> '' {on_conflict}")
}

/// Statements that write and are one way to the database and back. They are executed in this order, but none may count on
/// what another has written: PostgreSQL has them as parts of one.
pub(super) struct AtOnce {
    engine: Engine,
    statements: Vec<String>,
    places: usize,
}

impl AtOnce {
    pub fn new(engine: Engine) -> Self {
        AtOnce { engine, statements: Vec::new(), places: 0 }
    }

    /// The values are bound row by row, those of one statement after those of another, each filled up.
    pub fn insert(&mut self, table: &str, kinds: &str, many: usize) {
        let rows = rows_from(self.engine, self.places + 1, kinds, many);
        self.places += kinds.len() * size(many);
        self.statements.push(inserts(table, &rows, ""));
    }

    /// Of what is executed, the rows that it has affected are those of all.
    pub fn query(self) -> Query<'static> {
        sqlx::query(sqlx::AssertSqlSafe(self.engine.at_once(&self.statements)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    use sqlx::{Execute, SqlSafeStr};

    #[test]
    fn a_text_is_written_once_for_an_engine_and_a_size() {
        static TEXTS: Texts = Texts::new();
        let mut written = 0;
        let mut text = |engine: Engine, many: usize| {
            let query = TEXTS.query(engine, many, || {
                written += 1;
                format!("VALUES {}", texts(engine, 1, many))
            });
            query.sql().into_sql_str().as_str().to_owned()
        };
        assert_eq!(text(Engine::Sqlite, 3), "VALUES (?), (?), (?), (?)");
        assert_eq!(text(Engine::Sqlite, 4), "VALUES (?), (?), (?), (?)");
        assert_eq!(text(Engine::Postgres, 2), "VALUES (CAST($1 AS TEXT)), (CAST($2 AS TEXT))");
        assert_eq!(text(Engine::Sqlite, 2), "VALUES (?), (?)");
        assert_eq!(text(Engine::Postgres, 2), "VALUES (CAST($1 AS TEXT)), (CAST($2 AS TEXT))");
        assert_eq!(written, 3);
    }
}
