//! Writing a dataset batch by batch.

use super::error::wrong;
use super::{StructuredDataset, TableFormat, cell, columns, value};
use crate::context::Context;
use crate::context::io_error;
use crate::data::{Any, Format, Row, stream};
use crate::storage::Address;
use arrow::array::{Array, ArrayRef, RecordBatch, RecordBatchOptions, StringArray};
use arrow::csv::WriterBuilder;
use arrow::datatypes::{DataType, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;
use std::fmt;
use std::io::{self, Write as _};
use std::marker::PhantomData;
use std::sync::Arc;

/// The size in bytes at which rows in memory become a row group.
const ROW_GROUP: usize = 32 << 20;

/// A [`StructuredDataset`] that is being written; [`create`](StructuredDataset::create) returns it.
///
/// Nobody sees the dataset before [`finish`](DatasetWriter::finish). If the writer is dropped before, no dataset is made.
/// It keeps the rows of one row group in memory, up to 32 MiB, and up to 40 MiB on their way to a store.
#[must_use = "nobody sees the table before it is finished: call `finish`"]
pub struct DatasetWriter<R: Row, F: Format> {
    sink: Sink,
    schema: SchemaRef,
    uri: Address,
    dataset: PhantomData<fn() -> (R, F)>,
}

enum Sink {
    Parquet(Box<ArrowWriter<stream::Writer<Any>>>),
    /// The flag is true once the first line is written.
    Csv(stream::Writer<Any>, bool),
}

impl<R: Row, F: Format> DatasetWriter<R, F> {
    pub(super) fn create(schema: SchemaRef) -> io::Result<Self> {
        let kind = TableFormat::parse(F::NAME)?;
        check(&schema, R::columns().into_iter().map(|(name, _)| name), kind)?;
        let context = Context::current();
        let folder = context.files().folder().map_err(io_error)?;
        let file = folder.join(kind.file());
        let to = stream::Writer::new(file.create(context.files().metadata()).map_err(io_error)?, file.uri());
        let sink = match kind {
            TableFormat::Csv => Sink::Csv(to, false),
            TableFormat::Parquet => {
                let properties = WriterProperties::builder()
                    .set_compression(Compression::SNAPPY)
                    .set_max_row_group_bytes(Some(ROW_GROUP))
                    .build();
                let writer = ArrowWriter::try_new(to, Arc::clone(&schema), Some(properties));
                Sink::Parquet(Box::new(writer.map_err(of_parquet)?))
            }
        };
        Ok(DatasetWriter { sink, schema, uri: Address::new(folder.uri()), dataset: PhantomData })
    }

    /// Writes the rows of a batch.
    ///
    /// # Errors
    /// If their columns are not those of the schema that the dataset was created with, or if the store does not accept the bytes.
    pub fn write(&mut self, batch: &RecordBatch) -> io::Result<()> {
        let names =
            |schema: &Schema| schema.fields().iter().map(|field| field.name().clone()).collect::<Vec<_>>();
        let (own, given) = (names(&self.schema), names(&batch.schema()));
        if own != given {
            let (own, given) = (own.join(", "), given.join(", "));
            return Err(wrong(format!(
                "a dataset of the columns {own} can't take rows of the columns {given}"
            )));
        }
        // The metadata and the nullability of columns may differ from the schema's.
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), batch.columns().to_vec());
        let batch = batch.map_err(|error| wrong(format!("the dataset can't take the rows: {error}")))?;
        match &mut self.sink {
            Sink::Parquet(writer) => writer.write(&batch).map_err(of_parquet),
            Sink::Csv(to, begun) => {
                let mut text = WriterBuilder::new().with_header(!*begun).build(Vec::new());
                let batch = readable(&batch).map_err(wrong)?;
                text.write(&batch).map_err(|error| wrong(error.to_string()))?;
                *begun = true;
                to.write_all(&text.into_inner())
            }
        }
    }

    /// Finishes the dataset, after which others can see it.
    ///
    /// # Errors
    /// If the store does not accept the rest of the bytes.
    pub fn finish(mut self) -> io::Result<StructuredDataset<R, F>> {
        let kind = TableFormat::parse(F::NAME)?;
        if let Sink::Csv(_, false) = self.sink {
            self.write(&RecordBatch::new_empty(Arc::clone(&self.schema)))?;
        }
        match self.sink {
            Sink::Parquet(writer) => writer.into_inner().map_err(of_parquet)?.finish()?,
            Sink::Csv(to, _) => to.finish()?,
        };
        Ok(StructuredDataset::written(self.uri.whole().to_owned(), kind))
    }
}

/// Checks that a file of this kind, with these declared columns, can have this schema.
fn check(schema: &Schema, declared: impl Iterator<Item = String>, kind: TableFormat) -> io::Result<()> {
    for name in declared {
        if !columns::leads_somewhere(schema.fields(), &name) {
            let named = schema.fields().iter().map(|field| field.name().as_str());
            let hint = aileron_grammar::suggest::did_you_mean(&name, named);
            return Err(wrong(format!(
                "the dataset's type declares a column `{name}`, which the schema lacks; {hint}"
            )));
        }
    }
    let nested = schema.fields().iter().find(|field| field.data_type().is_nested());
    match (kind, nested) {
        (TableFormat::Csv, Some(field)) => Err(wrong(format!(
            "the column `{}` holds lists, maps or structs, which CSV can't hold: write parquet, by leaving `Csv` out of the \
             dataset's type",
            field.name()
        ))),
        _ => Ok(()),
    }
}

/// The batch with durations and bytes as the texts that `run` prints: Arrow has no text for them that can be read again.
fn readable(batch: &RecordBatch) -> Result<RecordBatch, String> {
    let (fields, columns): (Vec<_>, Vec<_>) = batch
        .schema_ref()
        .fields()
        .iter()
        .zip(batch.columns())
        .map(|(field, column)| {
            let needs_text = matches!(
                field.data_type(),
                DataType::Duration(_)
                    | DataType::Binary
                    | DataType::LargeBinary
                    | DataType::BinaryView
                    | DataType::FixedSizeBinary(_)
            );
            if !needs_text {
                return Ok((Arc::clone(field), Arc::clone(column)));
            }
            let texts = (0..column.len()).map(|row| {
                cell::at(column.as_ref(), row)
                    .and_then(|cell| value::from_cell(&cell))
                    .map(|value| value.as_str().map(str::to_owned))
            });
            let texts = texts.collect::<Result<StringArray, _>>()?;
            let field = field.as_ref().clone().with_data_type(DataType::Utf8);
            Ok((Arc::new(field), Arc::new(texts) as ArrayRef))
        })
        .collect::<Result<Vec<_>, String>>()?
        .into_iter()
        .unzip();
    let rows = RecordBatchOptions::new().with_row_count(Some(batch.num_rows()));
    RecordBatch::try_new_with_options(Arc::new(Schema::new(fields)), columns, &rows)
        .map_err(|error| error.to_string())
}

/// The error of the transfer, if there was one; otherwise the error of the format.
fn of_parquet(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => {
            error.downcast::<io::Error>().map_or_else(io::Error::other, |error| *error)
        }
        other => wrong(format!("parquet can't hold it: {other}")),
    }
}

impl<R: Row, F: Format> fmt::Debug for DatasetWriter<R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DatasetWriter").field("uri", &self.uri).finish_non_exhaustive()
    }
}
