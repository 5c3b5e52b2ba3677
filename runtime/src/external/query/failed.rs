//! Why a query failed, and where.

use super::database::Chosen;
use super::fill::Query;
use crate::external::ExternalError;
use crate::types::json;
use rusqlite::{Error, ErrorCode, Statement};
use serde_json::Value as Json;
use std::io;
use std::time::Duration;

/// It gives no place for this, as a table may be missing in a view.
const NO_TABLE: &str = "no such table: ";

/// Why a query failed.
pub(super) enum Failed {
    /// SQLite says so.
    Sql(Error),
    /// The same of a statement that was under way.
    Under(Error, String),
    /// The rows can't be kept.
    Io(io::Error),
    Told(String),
}

impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Failed::Sql(error)
    }
}

impl From<io::Error> for Failed {
    fn from(error: io::Error) -> Self {
        Failed::Io(error)
    }
}

impl Failed {
    pub(super) fn in_statement(self, statement: &Statement<'_>) -> Self {
        match self {
            Failed::Sql(error) => Failed::Under(error, statement.expanded_sql().unwrap_or_default()),
            other => other,
        }
    }

    /// As people read it. What fails on a warehouse is tried again, as often as the task's `retries` allow.
    pub(super) fn told(self, query: &Query<'_>, database: &Chosen, limit: Option<Duration>) -> ExternalError {
        match self {
            Failed::Told(why) => ExternalError::new(why),
            Failed::Io(error) => ExternalError::of(error.into()),
            Failed::Sql(error) | Failed::Under(error, _)
                if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) =>
            {
                let limit = limit.unwrap_or_default();
                let why = format_args!("it took longer than its timeout of {limit:?}, so it was ended");
                ExternalError::passing(why)
            }
            Failed::Sql(error) => {
                let hint = hint(&error, query, database);
                ExternalError::passing(format_args!("{}{hint}", described(&error, &query.text)))
                    .because(error)
            }
            Failed::Under(error, statement) => {
                let statement = indented(&statement);
                let told = format_args!("SQLite says: {error}, in the statement\n{statement}");
                ExternalError::passing(told).because(error)
            }
        }
    }
}

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
fn words(error: &Error) -> String {
    match error {
        Error::SqlInputError { msg, .. } => msg.clone(),
        error => error.to_string(),
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// What it is, most likely.
fn hint(error: &Error, query: &Query<'_>, database: &Chosen) -> String {
    let told = words(error);
    if told.starts_with(NO_TABLE) {
        return format!("\nthe database is {}", database.described());
    }
    if query.exports {
        return "\nSQLite writes no files: what exports to `{{.rawOutputDataPrefix}}` is done here by a function, as in \
                `local = a_function` beside `plugin = …`"
            .to_owned();
    }
    let near = told.strip_prefix("near \"").and_then(|rest| rest.split_once('"')).map(|(word, _)| word);
    let Some(word) = told.strip_prefix("no such column: ").or(near) else { return String::new() };
    let texts = query.inputs.literals.iter().filter_map(|(name, literal)| match json::write(literal) {
        Json::String(text) => Some((name, text)),
        _ => None,
    });
    let holds = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word);
    let Some((name, text)) = texts.into_iter().find(|(_, text)| holds(text)) else { return String::new() };
    let instead = if text.contains('\'') {
        r#"a `'` in it ends a text of SQL, so hand it on as `value.replace('\'', "''")`"#.to_owned()
    } else {
        format!("where it is a text of SQL, write `'{{{{.inputs.{name}}}}}'`")
    };
    format!("\n`{word}` is of the input `{name}`, which Flyte fills in as it is: {instead}")
}
