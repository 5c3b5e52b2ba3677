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
    /// As people read it. What fails on a warehouse is tried again, as often as the task's `retries` allow.
    pub(super) fn explained(
        self,
        query: &Query<'_>,
        database: &Chosen,
        limit: Option<Duration>,
    ) -> ExternalError {
        match self {
            Failed::Told(why) => ExternalError::new(why),
            Failed::Io(error) => ExternalError::from_error(error.into()),
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
