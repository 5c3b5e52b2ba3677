//! Rows of a dataset as values of a Rust type.

use super::cell::{self, Cell};
use super::error::wrong;
use super::fit;
use super::making::Making;
use super::misfit::Misfit;
use super::read::{BYTES, ROWS};
use super::schema::Column;
use super::{Batches, DatasetWriter, StructuredDataset, schema, value};
use crate::data::{Format, Row};
use crate::types::ValueError;
use crate::types::msgpack::{self, Packer, Unpacker};
use arrow::array::{AsArray, RecordBatch};
use serde_json::{Map, Value};
use std::any::Any;
use std::marker::PhantomData;
use std::{fmt, io};

/// An iterator over the rows of a [`StructuredDataset`](crate::StructuredDataset);
/// [`rows`](crate::StructuredDataset::rows) returns it.
///
/// A row that does not fit the type is an error that names the column, the row and the value; the iterator goes on with
/// the next row. After an error of the file or its store, the iterator ends.
#[must_use = "rows are read as they are asked for"]
pub struct Rows<R> {
    batches: Batches,
    /// The columns that the row's type declares, if it declares any.
    columns: Option<Vec<Column>>,
    current: Current,
    /// The number of rows so far.
    count: u64,
    row: PhantomData<fn() -> R>,
}

/// The current batch, and how far it is read.
struct Current {
    batch: RecordBatch,
    next: usize,
    /// For each column of the batch: which of the row's columns it is, and whether it holds untyped texts.
    plan: Vec<(usize, bool)>,
}

impl<R: Row> Rows<R> {
    pub(super) fn new(batches: Batches, columns: Option<Vec<Column>>) -> Self {
        let batch = RecordBatch::new_empty(batches.schema());
        let current = Current { batch, next: 0, plan: Vec::new() };
        Rows { batches, columns, current, count: 0, row: PhantomData }
    }

    /// Moves to the next row; false after the last one.
    fn advance(&mut self) -> io::Result<bool> {
        while self.current.next == self.current.batch.num_rows() {
            let Some(batch) = self.batches.next().transpose()? else { return Ok(false) };
            let plan = plan(&batch, self.columns.as_deref())?.into_iter().zip(self.batches.raw()).collect();
            self.current = Current { batch, next: 0, plan };
        }
        self.current.next += 1;
        self.count += 1;
        Ok(true)
    }

    fn read(&self) -> io::Result<R> {
        let (batch, row) = (&self.current.batch, self.current.next - 1);
        let read = match &self.columns {
            Some(columns) => self.read_typed(columns, batch, row),
            None => read_untyped(batch, row),
        };
        read.map_err(|misplaced| {
            let why = misplaced.message(self.count);
            wrong(format!("the dataset's rows don't fit `{}`: {why}", std::any::type_name::<R>()))
        })
    }

    fn read_typed(&self, columns: &[Column], batch: &RecordBatch, row: usize) -> Result<R, Misplaced> {
        let mut packer = Packer::default();
        packer.map(self.current.plan.len()).map_err(Misplaced::of_row)?;
        for (array, (at, is_raw)) in batch.columns().iter().zip(&self.current.plan) {
            let column = &columns[*at];
            let put = cell::at(array.as_ref(), row).map_err(Misfit::from).and_then(|cell| {
                let cell = match cell {
                    Cell::Text(text) if *is_raw => Cell::Raw(text),
                    cell => cell,
                };
                packer.text(&column.name)?;
                fit::put(&cell, column, &mut packer)
            });
            put.map_err(|misfit| Misplaced::new(&column.name, misfit))?;
        }
        msgpack::read(&packer.into_bytes(), R::unpack).map_err(|error| {
            let misfit = |column: &Column| Some(Misplaced::new(&column.name, of_unpacked(&error, column)?));
            columns.iter().find_map(misfit).unwrap_or_else(|| Misplaced::of_row(error))
        })
    }
}

/// Which of the row's columns each column of the batch is.
fn plan(batch: &RecordBatch, columns: Option<&[Column]>) -> io::Result<Vec<usize>> {
    let schema = batch.schema();
    let names = schema.fields().iter().map(|field| field.name().as_str());
    let Some(columns) = columns else {
        let mut seen = std::collections::HashSet::new();
        return match names.clone().find(|name| !seen.insert(*name)) {
            Some(twice) => Err(wrong(format!(
                "two columns of the dataset are named `{twice}`, but an object can have only one of them: read `batches`, \
                 or `select` the columns"
            ))),
            None => Ok(Vec::new()),
        };
    };
    // Both are in the same order; the batch may lack some columns.
    let mut all = columns.iter().enumerate();
    let plan = names.map(|name| all.find(|(_, column)| column.name == name).map(|(at, _)| at));
    plan.collect::<Option<_>>()
        .ok_or_else(|| wrong("the dataset's columns don't match those of the row's type"))
}

fn read_untyped<R: Row>(batch: &RecordBatch, row: usize) -> Result<R, Misplaced> {
    let mut object = Map::new();
    for (field, column) in batch.schema_ref().fields().iter().zip(batch.columns()) {
        let value = cell::at(column.as_ref(), row).and_then(|cell| value::from_cell(&cell));
        let value = value.map_err(|why| Misplaced::new(field.name(), why.into()))?;
        object.insert(field.name().clone(), value);
    }
    let object: Box<dyn Any> = Box::new(Value::Object(object));
    match object.downcast::<R>() {
        Ok(row) => Ok(*row),
        // A type of the user that declares no columns.
        Err(object) => {
            let object = object.downcast::<Value>().map(|object| *object).unwrap_or_default();
            let mut packer = Packer::default();
            let result = crate::types::FlyteType::pack(object, &mut packer);
            result.and_then(|()| msgpack::read(&packer.into_bytes(), R::unpack)).map_err(Misplaced::of_row)
        }
    }
}

/// What is wrong with a row, and in which column if it is known.
struct Misplaced {
    column: Option<String>,
    misfit: Misfit,
}

impl Misplaced {
    fn new(column: &str, misfit: Misfit) -> Self {
        Misplaced { column: Some(column.to_owned()), misfit }
    }

    #[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
    fn of_row(error: ValueError) -> Self {
        Misplaced { column: None, misfit: error.to_string().into() }
    }

    fn message(self, row: u64) -> String {
        let Misfit { path, why } = self.misfit;
        match self.column {
            Some(column) => format!("the column `{column}{path}` of row {row} {why}"),
            None => format!("row {row}: {why}"),
        }
    }
}

/// Reads from an error of a field's type what is wrong in this column.
fn of_unpacked(error: &ValueError, column: &Column) -> Option<Misfit> {
    let (path, why) = error.parts();
    let path = path.strip_prefix(&format!("[{:?}]", column.name))?;
    Some(Misfit { path: path.to_owned(), why: format!("can't be read: {why}") })
}

impl<R: Row> Iterator for Rows<R> {
    type Item = io::Result<R>;

    fn next(&mut self) -> Option<Self::Item> {
        match self.advance() {
            Ok(true) => Some(self.read()),
            Ok(false) => None,
            Err(error) => Some(Err(error)),
        }
    }
}

/// Writes the rows, some thousands at a time.
pub(super) fn write<R: Row, F: Format>(
    rows: impl IntoIterator<Item = R>,
) -> io::Result<StructuredDataset<R, F>> {
    let mut making = Making::record(&schema::of_row::<R>()?);
    let mut writer: Option<DatasetWriter<R, F>> = None;
    let mut rows = rows.into_iter().enumerate();
    let mut is_last = false;
    while !is_last {
        let (mut count, mut bytes) = (0, 0);
        while count < ROWS && bytes < BYTES {
            let Some((index, row)) = rows.next() else {
                is_last = true;
                break;
            };
            count += 1;
            bytes += push(row, &mut making)
                .map_err(|error| wrong(format!("row {} can't be written: {error}", index + 1)))?;
        }
        let batch = making.finish().map_err(|why| wrong(format!("the rows can't be written: {why}")))?;
        let batch = RecordBatch::from(batch.as_struct().clone());
        // The first rows decide the unit in which times are written.
        let writer = match &mut writer {
            Some(writer) => writer,
            None => writer.insert(StructuredDataset::create(&batch.schema())?),
        };
        if count > 0 {
            writer.write(&batch)?;
        }
    }
    writer.ok_or_else(|| wrong("no dataset was begun"))?.finish()
}

/// Adds a row and returns its size in bytes.
fn push<R: Row>(row: R, making: &mut Making) -> Result<usize, ValueError> {
    let mut packer = Packer::default();
    row.pack(&mut packer)?;
    let bytes = packer.into_bytes();
    making.push(&mut Unpacker::new(&bytes))?;
    Ok(bytes.len())
}

impl<R> fmt::Debug for Rows<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows").field("batches", &self.batches).finish_non_exhaustive()
    }
}
