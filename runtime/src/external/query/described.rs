//! An error of SQLite, with its line and column in the query.

use rusqlite::Error;

/// It gives no place for this, as a table may be missing in a view.
pub(super) const NO_TABLE: &str = "no such table: ";

/// SQLite's words, with the line and the column in the text where there are any.
pub(super) fn described(error: &Error, text: &str) -> String {
    let told = words(error);
    let place = match error {
        // What it was given is the rest of the text.
        Error::SqlInputError { sql, offset, .. } => {
            Some(text.len().saturating_sub(sql.len()) + usize::try_from(*offset).unwrap_or_default())
        }
        _ => told.strip_prefix(NO_TABLE).and_then(|table| text.find(table)),
    };
    let Some(before) = place.and_then(|at| text.get(..at)) else { return format!("SQLite says: {told}") };
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[begin..].lines().next().unwrap_or_default();
    let (number, column) = (before.matches('\n').count() + 1, before[begin..].chars().count() + 1);
    format!(
        "SQLite says: {told}, in line {number}, column {column} of the query\n    {line}\n    {:>column$}",
        '^'
    )
}

/// What it says without a place.
pub(super) fn words(error: &Error) -> String {
    match error {
        Error::SqlInputError { msg, .. } => msg.clone(),
        error => error.to_string(),
    }
}
