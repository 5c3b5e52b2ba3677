//! An error of SQLite, with its line and column in the query.

use rusqlite::Error;

/// SQLite reports no position for this error, since a table may be missing in a view.
pub(super) const NO_TABLE: &str = "no such table: ";

/// SQLite's message, with the line and column in the query if SQLite reports a position.
pub(super) fn described(error: &Error, text: &str) -> String {
    let message = words(error);
    let place = match error {
        // The error holds the rest of the text, from the position of the statement.
        Error::SqlInputError { sql, offset, .. } => {
            Some(text.len().saturating_sub(sql.len()) + usize::try_from(*offset).unwrap_or_default())
        }
        _ => message.strip_prefix(NO_TABLE).and_then(|table| text.find(table)),
    };
    let Some(before) = place.and_then(|at| text.get(..at)) else {
        return format!("SQLite reports: {message}");
    };
    let begin = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text[begin..].lines().next().unwrap_or_default();
    let (number, column) = (before.matches('\n').count() + 1, before[begin..].chars().count() + 1);
    format!(
        "SQLite reports: {message}, in line {number}, column {column} of the query\n    {line}\n    {:>column$}",
        '^'
    )
}

/// SQLite's message without a position.
pub(super) fn words(error: &Error) -> String {
    match error {
        Error::SqlInputError { msg, .. } => msg.clone(),
        error => error.to_string(),
    }
}
