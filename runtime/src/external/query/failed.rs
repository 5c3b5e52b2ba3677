//! Reports why a query failed.

use rusqlite::{Error, Statement};
use std::io;

/// Why a query failed.
pub(super) enum Failed {
    /// An error of SQLite.
    Sql(Error),
    /// An error of SQLite in a running statement, with the statement.
    Under(Error, String),
    /// The rows can't be stored.
    Io(io::Error),
    Other(String),
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
}
