//! The error of a failed query: what is wrong, where, and how to fix it.

use super::database::Chosen;
use super::described::{NO_TABLE, described, words};
use super::failed::Failed;
use super::fill::Query;
use crate::external::ExternalError;
use crate::types::json;
use rusqlite::{Error, ErrorCode};
use serde_json::Value as Json;
use std::time::Duration;

impl Failed {
    /// The error for users. What fails on a warehouse is tried again, as often as the task's `retries` allow.
    pub(super) fn explained(
        self,
        query: &Query<'_>,
        database: &Chosen,
        limit: Option<Duration>,
    ) -> ExternalError {
        match self {
            Failed::Other(why) => ExternalError::new(why),
            Failed::Io(error) => ExternalError::from_error(error.into()),
            Failed::Sql(error) | Failed::Under(error, _)
                if error.sqlite_error_code() == Some(ErrorCode::OperationInterrupted) =>
            {
                let limit = limit.unwrap_or_default();
                let why =
                    format_args!("the query took longer than its timeout of {limit:?}, so it was ended");
                ExternalError::passing(why)
            }
            Failed::Sql(error) => {
                let hint = hint(&error, query, database);
                ExternalError::passing(format_args!("{}{hint}", described(&error, &query.text)))
                    .because(error)
            }
            Failed::Under(error, statement) => {
                let statement = indented(&statement);
                let message = format_args!("SQLite reports: {error}, in the statement\n{statement}");
                ExternalError::passing(message).because(error)
            }
        }
    }
}

fn indented(text: &str) -> String {
    text.trim().lines().map(|line| format!("    {line}")).collect::<Vec<_>>().join("\n")
}

/// The likely cause.
fn hint(error: &Error, query: &Query<'_>, database: &Chosen) -> String {
    let message = words(error);
    if message.starts_with(NO_TABLE) {
        return format!("\nthe database is {}", database.described());
    }
    if query.exports {
        return "\nSQLite writes no files; an export to `{{.rawOutputDataPrefix}}` needs a function for local runs, as in \
        `local = a_function` after `plugin = …`"
            .to_owned();
    }
    let near = message.strip_prefix("near \"").and_then(|rest| rest.split_once('"')).map(|(word, _)| word);
    let Some(word) = message.strip_prefix("no such column: ").or(near) else { return String::new() };
    let texts = query.inputs.literals.iter().filter_map(|(name, literal)| match json::write(literal) {
        Json::String(text) => Some((name, text)),
        _ => None,
    });
    let holds = |text: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|part| part == word);
    let Some((name, text)) = texts.into_iter().find(|(_, text)| holds(text)) else { return String::new() };
    let instead = if text.contains('\'') {
        r#"a `'` in the value ends a string of SQL, so pass `value.replace('\'', "''")`"#.to_owned()
    } else {
        format!("for a string of SQL, write `'{{{{.inputs.{name}}}}}'`")
    };
    format!("\n`{word}` comes from the input `{name}`, whose value Flyte inserts unchanged: {instead}")
}
