//! The formats that can be read and written.

use crate::data::{Csv, Format, Parquet};
use std::io;

/// A format that can be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TableFormat {
    Parquet,
    Csv,
}

impl TableFormat {
    /// Finds the format of a name. An empty name is parquet, as in flytekit.
    pub(super) fn parse(format: &str) -> io::Result<Self> {
        match format {
            "" => Ok(TableFormat::Parquet),
            format if format.eq_ignore_ascii_case(Parquet::NAME) => Ok(TableFormat::Parquet),
            format if format.eq_ignore_ascii_case(Csv::NAME) => Ok(TableFormat::Csv),
            other => {
                let why = format!(
                    "a dataset of the format `{other}` can't be read or written here, only parquet and CSV"
                );
                Err(io::Error::new(io::ErrorKind::Unsupported, why))
            }
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            TableFormat::Parquet => Parquet::NAME,
            TableFormat::Csv => Csv::NAME,
        }
    }

    /// What messages call a file of the format.
    pub(super) fn what(self) -> &'static str {
        match self {
            TableFormat::Parquet => "parquet file",
            TableFormat::Csv => "CSV file",
        }
    }

    /// The name of the first file (flytekit `types/structured/basic_dfs.py`).
    pub(super) fn file(self) -> &'static str {
        match self {
            TableFormat::Parquet => "00000",
            TableFormat::Csv => ".csv",
        }
    }
}
