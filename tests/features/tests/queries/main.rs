//! Queries on a real database.

mod failures;
mod parameters;
mod program;
mod values;

use aileron::rusqlite::Connection;
use aileron::serde_json::Value;
use aileron::testing::Database;
use aileron::{ExternalError, StructuredDataset};

/// Queries with placeholders.
fn warehouse() -> aileron_plugins::Query {
    aileron_plugins::Query::new("warehouse")
}

/// A database that the script fills.
fn filled(script: &str) -> Database {
    let connection = Connection::open_in_memory().expect("a database");
    connection.execute_batch(script).expect("a script");
    aileron::testing::database(connection)
}

fn rows(dataset: Result<StructuredDataset, ExternalError>) -> Vec<Value> {
    let rows = dataset.expect("a dataset").rows().expect("rows");
    rows.collect::<Result<_, _>>().expect("each row")
}
