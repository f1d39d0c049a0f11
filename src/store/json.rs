//! What stands in the database as a text of JSON. Where one does not read, the error says so and quotes nothing of it: that
//! would be somebody's name, in a log.

use anyhow::anyhow;
use serde::Deserialize;
use sqlx::Row;
use sqlx::any::AnyRow;

pub fn parse<'t, T: Deserialize<'t>>(text: &'t str, what: &str) -> anyhow::Result<T> {
    let unread = |e: serde_json::Error| (e.classify(), e.line(), e.column());
    serde_json::from_str(text)
        .map_err(unread)
        .map_err(|(kind, line, column)| anyhow!("{what} does not read: {kind:?} error in line {line}, column {column}"))
}

/// The same of a column.
pub(super) fn read<'r, T: Deserialize<'r>>(row: &'r AnyRow, column: &str) -> anyhow::Result<T> {
    parse(row.try_get(column)?, column)
}

/// The same of as many as there are; of none the text may not be there.
pub(super) fn read_all<'r, T: Deserialize<'r>>(row: &'r AnyRow, column: &str) -> anyhow::Result<Vec<T>> {
    let text: Option<&str> = row.try_get(column)?;
    parse(text.unwrap_or("[]"), column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_that_does_not_read_is_quoted_by_no_error() {
        let said = [r#"{"name": "Ada"}"#, r#"["Ada", 1]"#, r#"["Ada"#].map(|text| {
            let unread = parse::<Vec<u64>>(text, "names").expect_err("no numbers");
            format!("{unread:#} {unread:?}")
        });
        for said in said {
            assert!(said.contains("names does not read") && !said.contains("Ada"), "{said}");
        }
    }
}
