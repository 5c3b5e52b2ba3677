//! Runs one attempt of a query task, on this machine's SQLite.

mod column;
mod database;
mod described;
mod explained;
mod failed;
mod fill;
mod rows;
mod time;

pub(crate) use database::open as open_database;
pub use database::{Database, database};

use super::ExternalError;
use crate::entity::{Entity, Settings};
use aileron_idl::core::{Literal, LiteralMap, StructuredDatasetType, literal_type::Type};
use failed::Failed;
use fill::Query;
use rusqlite::fallible_iterator::FallibleIterator as _;
use rusqlite::{Batch, Connection};
use std::time::{Duration, Instant};

/// How many steps SQLite's virtual machine makes between two checks of the time.
const STEPS: i32 = 10_000;

/// Runs the query's statements one after the other. The output is the rows of the last statement that returns any.
///
/// # Errors
/// Fails if the query can't be filled in or a statement fails.
pub(super) fn run(
    task: &Entity,
    settings: &Settings,
    query: &str,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    let style = settings.plugin.map(crate::plugin::Plugged::parameters).unwrap_or_default();
    let query = Query::filled(query, style, inputs)?;
    let result = task.outputs().into_iter().next();
    let dataset = result.as_ref().map(|output| match &output.ty.r#type {
        Some(Type::StructuredDatasetType(ty)) => Ok(ty),
        _ => Err(ExternalError::new("a query returns rows, so its output must be a `StructuredDataset`")),
    });
    let dataset = dataset.transpose()?;
    let database = database::current()?;
    let mut connection = database.lock()?;
    let _ = connection.progress_handler(STEPS, settings.timeout.map(passed));
    let rows = execute(&connection, &query, dataset);
    let _ = connection.progress_handler(0, None::<fn() -> bool>);
    let rows = rows.map_err(|failed| failed.explained(&query, &database, settings.timeout))?;
    match (dataset, rows) {
        (None, _) => Ok(Vec::new()),
        (Some(_), Some(rows)) => Ok(vec![rows]),
        (Some(_), None) => Err(ExternalError::new(
            "no statement of the query returns rows, but the task has an output; end the query with a `SELECT`, or remove the output",
        )),
    }
}

/// A function that returns whether the time is up.
fn passed(limit: Duration) -> impl FnMut() -> bool + Send + 'static {
    let begin = Instant::now();
    move || begin.elapsed() > limit
}

fn execute(
    connection: &Connection,
    query: &Query<'_>,
    dataset: Option<&StructuredDatasetType>,
) -> Result<Option<Literal>, Failed> {
    let mut batch = Batch::new(connection, &query.text);
    let mut rows = None;
    while let Some(mut statement) = batch.next()? {
        query.bind(&mut statement)?;
        let done = match dataset {
            Some(dataset) if statement.column_count() > 0 => rows::write(&mut statement, dataset).map(Some),
            _ => rows::pass(&mut statement).map(|()| None),
        };
        let written = done.map_err(|failed| failed.in_statement(&statement))?;
        rows = written.or(rows);
    }
    Ok(rows)
}
