//! Why a query failed.

use rusqlite::{Error, Statement};
use std::io;

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
}
