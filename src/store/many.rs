//! Statements over many rows at once, filled up to a power of two by rows that nobody has: so there are few of them, which
//! the connections know, and each is one way to the database and back.

use sqlx::Any;
use sqlx::any::AnyArguments;

pub(super) type Query<'q> = sqlx::query::Query<'q, Any, AnyArguments>;

/// How many rows a statement over so many has.
pub(super) fn size(many: usize) -> usize {
    many.next_power_of_two()
}

/// Rows of one text each, to be joined with; the first has this number. PostgreSQL makes the list of an `IN` anew for each
/// row that it looks at.
pub(super) fn texts(first: usize, many: usize) -> String {
    (first..first + size(many)).map(|n| format!("(CAST(${n} AS TEXT))")).collect::<Vec<_>>().join(", ")
}

pub(super) fn bind_texts<'q>(query: Query<'q>, texts: impl ExactSizeIterator<Item = &'q str>) -> Query<'q> {
    let many = size(texts.len());
    texts.chain(std::iter::repeat("")).take(many).fold(query, |query, text| query.bind(text))
}

/// Rows whose columns are of these kinds: `t` a text, `n` a number, `b` bytes. The first is a text, which is empty in those
/// that nobody has.
pub(super) fn rows(kinds: &str, many: usize) -> String {
    let place = |n: usize, kind: char| match kind {
        't' => format!("CAST(${n} AS TEXT)"),
        'n' => format!("CAST(${n} AS BIGINT)"),
        // No cast to bytes is understood by both engines, and none is needed.
        _ => format!("${n}"),
    };
    let row = |row: usize| {
        let places = kinds.chars().enumerate().map(|(n, kind)| place(row * kinds.len() + n + 1, kind));
        format!("({})", places.collect::<Vec<_>>().join(", "))
    };
    (0..size(many)).map(row).collect::<Vec<_>>().join(", ")
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
pub(super) fn insert(table: &str, kinds: &str, many: usize, on_conflict: &str) -> Query<'static> {
    let rows = rows(kinds, many);
    let statement =
        format!("INSERT INTO {table} SELECT * FROM (VALUES {rows}) AS new WHERE column1 <> '' {on_conflict}");
    sqlx::query(sqlx::AssertSqlSafe(statement))
}
