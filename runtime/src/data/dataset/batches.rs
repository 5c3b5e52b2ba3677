//! A dataset's rows, some thousands at a time.

use super::columns::Wanted;
use super::error::wrong;
use super::{Kind, csv, files, parquet};
use crate::storage::Location;
use arrow::array::RecordBatch;
use arrow::datatypes::{Fields, Schema, SchemaRef};
use std::{fmt, io, vec};

/// As many rows as have room in a processor's cache.
pub(super) const ROWS: usize = 8192;

/// The rows of a [`StructuredDataset`](crate::StructuredDataset), as record batches of up to 8192 rows.
///
/// Of parquet only the wanted columns' bytes are read: in memory are those of one row group, and up to 24 MiB of the
/// next one that are on their way from a store. CSV is read from its beginning to its end.
///
/// Several files of one dataset follow each other in the order of their names, and must have the same columns.
pub struct Batches {
    /// None after the last one, and after an error: what would follow were only a part of what was asked for.
    current: Option<Reader>,
    rest: vec::IntoIter<Location>,
    how: How,
    schema: SchemaRef,
}

/// How each of the files is read.
pub(super) struct How {
    pub(super) kind: Kind,
    pub(super) wanted: Wanted,
    /// Types of columns, for files that don't tell them.
    pub(super) declared: Fields,
}

enum Reader {
    Parquet(Box<parquet::Reader>),
    Csv(Box<csv::Reader>),
}

impl Batches {
    pub(super) fn open(location: &Location, how: How) -> io::Result<Self> {
        let mut files = files::of(location, how.kind)?.into_iter();
        let first = files.next().ok_or(io::ErrorKind::NotFound)?;
        let current = how.open(&first)?;
        let schema = current.schema().clone();
        Ok(Batches { current: Some(current), rest: files, how, schema })
    }

    /// The columns and their types.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.schema.clone()
    }

    fn advance(&mut self) -> io::Result<Option<RecordBatch>> {
        while let Some(current) = &mut self.current {
            if let Some(batch) = current.next()? {
                return Ok(Some(batch));
            }
            let next = self.rest.next().map(|file| self.how.open(&file).map(|reader| (file, reader)));
            self.current = match next.transpose()? {
                Some((file, next)) if !same(&self.schema, next.schema()) => {
                    let (found, before) = (named(next.schema()), named(&self.schema));
                    return Err(wrong(format!(
                        "`{file}` has other columns than the file of the dataset before it: {found}, not {before}"
                    )));
                }
                next => next.map(|(_, next)| next),
            };
        }
        Ok(None)
    }
}

impl How {
    fn open(&self, file: &Location) -> io::Result<Reader> {
        Ok(match self.kind {
            Kind::Parquet => Reader::Parquet(Box::new(parquet::Reader::open(file, &self.wanted, ROWS)?)),
            Kind::Csv => Reader::Csv(Box::new(csv::Reader::open(file, &self.wanted, &self.declared, ROWS)?)),
        })
    }
}

impl Reader {
    fn schema(&self) -> &SchemaRef {
        match self {
            Reader::Parquet(reader) => reader.schema(),
            Reader::Csv(reader) => reader.schema(),
        }
    }

    fn next(&mut self) -> io::Result<Option<RecordBatch>> {
        match self {
            Reader::Parquet(reader) => reader.next(),
            Reader::Csv(reader) => reader.next(),
        }
    }
}

fn same(one: &Schema, other: &Schema) -> bool {
    let columns = |schema: &Schema| {
        schema
            .fields()
            .iter()
            .map(|field| (field.name().clone(), field.data_type().clone()))
            .collect::<Vec<_>>()
    };
    columns(one) == columns(other)
}

fn named(schema: &Schema) -> String {
    let columns = schema.fields().iter().map(|field| format!("{} {}", field.name(), field.data_type()));
    columns.collect::<Vec<_>>().join(", ")
}

impl Iterator for Batches {
    type Item = io::Result<RecordBatch>;

    fn next(&mut self) -> Option<Self::Item> {
        let result = self.advance().transpose();
        if let Some(Err(_)) = result {
            self.current = None;
        }
        result
    }
}

impl fmt::Debug for Batches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Batches").field("schema", &self.schema).finish_non_exhaustive()
    }
}
