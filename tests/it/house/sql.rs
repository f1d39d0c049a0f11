//! SQL that SQLite and PostgreSQL both read through sqlx `Any`: `$1` parameters, and columns of four types only.
//! Whatever one engine lacks does not exist.

use super::source::{Source, sources};
use super::{assert_none, files_in, read};

const COLUMNS: [&str; 4] = ["TEXT", "BIGINT", "DOUBLE PRECISION", "BYTEA"];

/// Names of types that one engine or the `Any` driver does not read, and what to write instead.
const FOREIGN: [(&str, &str); 15] = [
    ("BOOLEAN", "BIGINT 0 or 1"),
    ("BOOL", "BIGINT 0 or 1"),
    ("TIMESTAMP", "BIGINT, Unix milliseconds"),
    ("TIMESTAMPTZ", "BIGINT, Unix milliseconds"),
    ("DATETIME", "BIGINT, Unix milliseconds"),
    ("UUID", "TEXT"),
    ("JSON", "TEXT"),
    ("JSONB", "TEXT"),
    ("SERIAL", "an id made by us"),
    ("BIGSERIAL", "an id made by us"),
    ("AUTOINCREMENT", "an id made by us"),
    ("INTEGER", "BIGINT"),
    ("BLOB", "BYTEA"),
    ("REAL", "DOUBLE PRECISION"),
    ("VARCHAR", "TEXT"),
];

fn faults_in_store(source: &Source) -> Vec<String> {
    let mut faults = Vec::new();
    for text in source.texts() {
        let mut fault = |what: String| faults.push(format!("{} line {}: {what}", source.module, text.line));
        if has_question_mark(&text.what) {
            fault("`?` is no placeholder on PostgreSQL: write $1, $2, …".into());
        }
        for (word, instead) in foreign_words(&text.what) {
            fault(format!("{word} is not read by both engines: use {instead}"));
        }
        let sums = text.what.match_indices("SUM(");
        if sums.into_iter().any(|(at, _)| !text.what[..at].ends_with("CAST(")) {
            fault("SUM is NUMERIC on PostgreSQL: write CAST(SUM(x) AS BIGINT)".into());
        }
    }
    faults
}

/// Leaves out addresses (`sqlite://…?mode=rwc`) and what a format string has in braces (`{error:?}`).
fn has_question_mark(text: &str) -> bool {
    let outside = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, after)| after));
    !text.contains("://") && !text.starts_with('?') && outside.into_iter().any(|part| part.contains('?'))
}

fn foreign_words(sql: &str) -> Vec<(&'static str, &'static str)> {
    let words: Vec<&str> = sql.split(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).collect();
    FOREIGN.into_iter().filter(|(word, _)| words.contains(word)).collect()
}

/// Every column of a migration: in `CREATE TABLE t (…)` and in `ALTER TABLE t ADD COLUMN …`.
fn faults_in_migration(sql: &str) -> Vec<String> {
    let bare: Vec<&str> = sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect();
    let sql = bare.join(" ");
    let mut faults = Vec::new();
    for statement in sql.split(';') {
        let upper = statement.split_whitespace().collect::<Vec<_>>().join(" ").to_ascii_uppercase();
        let columns = if upper.starts_with("CREATE TABLE") {
            columns_of(&upper)
        } else if let Some((_, column)) = upper.split_once(" ADD COLUMN ") {
            vec![column.to_owned()]
        } else {
            Vec::new()
        };
        faults.extend(
            columns
                .iter()
                .filter(|column| !has_portable_type(column))
                .map(|column| format!("{column}: a column is {}, whatever it holds", COLUMNS.join(", "))),
        );
        faults.extend(foreign_words(&upper).iter().map(|(word, instead)| format!("{word}: use {instead}")));
    }
    faults
}

/// The column definitions between the outer brackets, without the constraints of the table.
fn columns_of(statement: &str) -> Vec<String> {
    let (Some(start), Some(end)) = (statement.find('('), statement.rfind(')')) else { return Vec::new() };
    let mut parts = vec![String::new()];
    let mut depth = 0;
    for c in statement[start + 1..end].chars() {
        match c {
            '(' => depth += 1,
            ')' => depth -= 1,
            ',' if depth == 0 => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        parts.last_mut().expect("there is always a last part").push(c);
    }
    let is_column = |part: &String| {
        let first = part.split([' ', '(']).next().unwrap_or_default();
        !["", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN", "CONSTRAINT"].contains(&first)
    };
    parts.into_iter().map(|part| part.trim().to_owned()).filter(is_column).collect()
}

fn has_portable_type(column: &str) -> bool {
    let kind = column.split_once(' ').map_or("", |(_, kind)| kind.trim());
    COLUMNS
        .iter()
        .any(|allowed| kind.strip_prefix(allowed).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

#[test]
fn the_store_speaks_sql_that_both_engines_read() {
    assert_none(sources().iter().filter(|source| source.is_in("store")).flat_map(faults_in_store).collect());
}

#[test]
fn a_migration_has_only_columns_that_both_engines_read() {
    let told = |path: std::path::PathBuf| {
        let name = path.display().to_string();
        faults_in_migration(&read(&path)).into_iter().map(move |fault| format!("{name}: {fault}"))
    };
    assert_none(files_in("migrations", ".sql").into_iter().flat_map(told).collect());
}

#[test]
fn a_migration_says_its_place_in_the_order() {
    let mut versions: Vec<u64> = Vec::new();
    for path in files_in("migrations", ".sql") {
        let name = path.file_name().expect("a file has a name").to_string_lossy().into_owned();
        let version = version_of(&name).unwrap_or_else(|| panic!("{name}: call it 0001_what_it_does.sql"));
        assert!(!versions.contains(&version), "{name}: version {version} is taken, use the next one");
        versions.push(version);
    }
}

fn version_of(name: &str) -> Option<u64> {
    let (digits, what) = name.strip_suffix(".sql")?.split_once('_')?;
    let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    let fits = digits.len() >= 4 && !what.is_empty() && what.chars().all(is_plain);
    fits.then(|| digits.parse().ok()).flatten()
}

#[test]
fn sql_for_one_engine_is_seen() {
    for text in [
        "SELECT a FROM t WHERE b = ?",
        "UPDATE t SET a = ?1",
        "SELECT CAST(a AS BOOLEAN) FROM t",
        "SELECT SUM(n) FROM t",
        "SELECT data::JSONB FROM t",
    ] {
        let source = Source::new("store::bots", &format!("const SQL: &str = {text:?};"));
        assert_eq!(faults_in_store(&source).len(), 1, "{text}");
    }
    let fine =
        "fn f() { q(\"SELECT CAST(SUM(n) AS BIGINT) FROM t WHERE b = $1\"); format!(\"{e:?}\"); x(\"a://b?c\"); }";
    assert_eq!(faults_in_store(&Source::new("store", fine)), Vec::<String>::new());
}

#[test]
fn a_column_for_one_engine_is_seen() {
    for sql in [
        "CREATE TABLE t (a BOOLEAN)",
        "CREATE TABLE t (a TEXT, b INT NOT NULL)",
        "CREATE TABLE t (a)",
        "create table t (id integer primary key)",
        "CREATE TABLE IF NOT EXISTS t (a TEXT DEFAULT ('x, y'), b TIMESTAMPTZ)",
        "ALTER TABLE t ADD COLUMN a VARCHAR(9)",
        "CREATE INDEX i ON t (a); CREATE TABLE u (a NUMERIC(4, 2))",
    ] {
        assert!(!faults_in_migration(sql).is_empty(), "{sql}");
    }
    let fine = "-- Who: a person, or BOOLEAN in a comment; no more.\nCREATE TABLE t (\n  id TEXT PRIMARY KEY,\n  n BIGINT NOT NULL \
                CHECK (n IN (0, 1)),\n  x double precision, b BYTEA,\n  UNIQUE (id, n), PRIMARY KEY(id), FOREIGN KEY (id) \
                REFERENCES u (id)\n);\nALTER TABLE t ADD COLUMN z TEXT;\nCREATE UNIQUE INDEX i ON t (n) WHERE n = 1;";
    assert_eq!(faults_in_migration(fine), Vec::<String>::new());
}

#[test]
fn a_migration_without_an_order_is_seen() {
    assert_eq!(version_of("0007_outbox_rows.sql"), Some(7));
    for name in ["outbox.sql", "1_x.sql", "0001.sql", "0001_.sql", "0001_Outbox.sql", "0001-outbox.sql"] {
        assert_eq!(version_of(name), None, "{name}");
    }
}
