//! Rows as values of a type of the user's own.

use super::batches::ROWS;
use super::error::wrong;
use super::{Batches, StructuredDataset, schema};
use crate::data::{Format, Row};
use arrow::array::RecordBatch;
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::SchemaRef;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::{fmt, io, vec};

/// The rows of a [`StructuredDataset`](crate::StructuredDataset), one by one.
pub struct Rows<R> {
    batches: Batches,
    /// What the row's type says of the columns; none where it says nothing.
    schema: Option<SchemaRef>,
    current: vec::IntoIter<R>,
}

impl<R: Row + DeserializeOwned> Rows<R> {
    pub(super) fn new(batches: Batches) -> io::Result<Self> {
        let schema = if R::columns().is_empty() { None } else { Some(schema::of::<R>()?) };
        Ok(Rows { batches, schema, current: Vec::new().into_iter() })
    }

    fn read(&self, batch: &RecordBatch) -> io::Result<Vec<R>> {
        let fitting = self.schema.as_ref().map(|schema| fitting(batch, schema)).transpose()?;
        let rows = serde_arrow::from_record_batch(fitting.as_ref().unwrap_or(batch));
        rows.map_err(|error| {
            wrong(format!("the dataset's rows are no `{}`: {error}", std::any::type_name::<R>()))
        })
    }
}

/// The columns of the row, of its types: what others wrote has integers of other sizes, or times without a zone.
fn fitting(batch: &RecordBatch, schema: &SchemaRef) -> io::Result<RecordBatch> {
    let strict = CastOptions { safe: false, ..CastOptions::default() };
    let columns = schema.fields().iter().map(|field| {
        let missing = || wrong(format!("the dataset has no column `{}`", field.name()));
        let column = batch.column_by_name(field.name()).ok_or_else(missing)?;
        cast_with_options(column, field.data_type(), &strict).map_err(|error| {
            wrong(format!("the column `{}` is no {}: {error}", field.name(), field.data_type()))
        })
    });
    let columns = columns.collect::<io::Result<Vec<_>>>()?;
    RecordBatch::try_new(SchemaRef::clone(schema), columns).map_err(|error| wrong(error.to_string()))
}

impl<R: Row + DeserializeOwned> Iterator for Rows<R> {
    type Item = io::Result<R>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(row) = self.current.next() {
                return Some(Ok(row));
            }
            match self.batches.next()?.and_then(|batch| self.read(&batch)) {
                Ok(rows) => self.current = rows.into_iter(),
                Err(error) => return Some(Err(error)),
            }
        }
    }
}

/// Writes the rows, some thousands at a time.
pub(super) fn write<R: Row + Serialize, F: Format>(
    rows: impl IntoIterator<Item = R>,
) -> io::Result<StructuredDataset<R, F>> {
    let schema = schema::of::<R>()?;
    let mut writer = StructuredDataset::create(&schema)?;
    let mut rows = rows.into_iter();
    loop {
        let some: Vec<R> = rows.by_ref().take(ROWS).collect();
        if some.is_empty() {
            return writer.finish();
        }
        let batch = serde_arrow::to_record_batch(schema.fields(), &some);
        writer.write(&batch.map_err(|error| wrong(format!("the rows can't be written: {error}")))?)?;
    }
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("batches", &self.batches).finish_non_exhaustive()
    }
}
