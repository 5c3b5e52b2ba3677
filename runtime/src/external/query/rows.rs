//! Writes the rows of a statement to a dataset.

use super::Failed;
use super::column::Column;
use crate::StructuredDataset;
use crate::data::{Any, Csv, DatasetWriter, Format, Parquet};
use crate::types::literal;
use aileron_grammar::suggest::did_you_mean;
use aileron_idl::core::{Literal, StructuredDatasetType};
use arrow::array::RecordBatch;
use arrow::datatypes::{Schema, SchemaRef};
use rusqlite::{Rows, Statement};
use serde_json::Value as Json;
use std::io;
use std::sync::Arc;

/// How many rows are in memory at once. The first ones determine the type of a column without a declared type.
const ROWS: usize = 10_000;

/// Runs a statement whose rows are not needed.
pub(super) fn pass(statement: &mut Statement<'_>) -> Result<(), Failed> {
    let mut rows = statement.raw_query();
    while rows.next()?.is_some() {}
    Ok(())
}

/// Runs a statement and writes its rows to the task's files.
pub(super) fn write(statement: &mut Statement<'_>, ty: &StructuredDatasetType) -> Result<Literal, Failed> {
    let columns = columns(statement, ty)?;
    let rows = statement.raw_query();
    let is = |name: &str| ty.format.eq_ignore_ascii_case(name);
    let (uri, format) = if is(Csv::NAME) {
        (stream::<Csv>(rows, columns)?, Csv::NAME)
    } else if ty.format.is_empty() || is(Parquet::NAME) {
        (stream::<Any>(rows, columns)?, Parquet::NAME)
    } else {
        return Err(Failed::Other(format!(
            "rows can't be written as `{}` here, only as parquet and CSV",
            ty.format
        )));
    };
    Ok(literal::dataset(uri, StructuredDatasetType { format: format.to_owned(), ..ty.clone() }))
}

/// The columns of the statement, after checking that every declared column is there.
fn columns(statement: &Statement<'_>, ty: &StructuredDatasetType) -> Result<Vec<Column>, Failed> {
    let mut columns: Vec<Column> = Vec::new();
    for column in statement.columns() {
        let name = column.name();
        if columns.iter().any(|other| other.name == name) {
            let why = format!(
                "two columns of the query have the name `{name}`; write `AS` and another name after one of them"
            );
            return Err(Failed::Other(why));
        }
        let declared = ty.columns.iter().find(|declared| declared.name == name);
        let declared = declared.and_then(|declared| declared.literal_type.as_ref());
        columns.push(Column::new(name, declared, column.decl_type()));
    }
    let names = || columns.iter().map(|column| column.name.as_str());
    match ty.columns.iter().find(|declared| !names().any(|name| leads_to(name, &declared.name))) {
        None => Ok(columns),
        Some(missing) => {
            let hint = did_you_mean(&missing.name, names());
            Err(Failed::Other(format!(
                "the query has no column `{}`, which its output declares; {hint}",
                missing.name
            )))
        }
    }
}

/// Whether a declared field is in this column. A field of a struct is declared as `a.b`.
fn leads_to(column: &str, declared: &str) -> bool {
    declared.strip_prefix(column).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

fn stream<F: Format>(mut rows: Rows<'_>, mut columns: Vec<Column>) -> Result<String, Failed> {
    let mut ends = fill(&mut rows, &mut columns)?;
    let fields = columns.iter_mut().map(Column::field).collect::<Vec<_>>();
    let schema = Arc::new(Schema::new(fields));
    let mut writer: DatasetWriter<Json, F> = StructuredDataset::create(&schema)?;
    writer.write(&batch(&schema, &mut columns)?)?;
    while !ends {
        ends = fill(&mut rows, &mut columns)?;
        writer.write(&batch(&schema, &mut columns)?)?;
    }
    Ok(writer.finish()?.uri().into_owned())
}

/// Reads some rows into the columns. Returns true if there are no more.
fn fill(rows: &mut Rows<'_>, columns: &mut [Column]) -> Result<bool, Failed> {
    for _ in 0..ROWS {
        let Some(row) = rows.next()? else { return Ok(true) };
        for (at, column) in columns.iter_mut().enumerate() {
            column.values.push(row.get(at)?);
        }
    }
    Ok(false)
}

fn batch(schema: &SchemaRef, columns: &mut [Column]) -> Result<RecordBatch, Failed> {
    let arrays = columns.iter_mut().map(Column::array).collect::<Result<_, _>>().map_err(Failed::Other)?;
    let batch = RecordBatch::try_new(Arc::clone(schema), arrays);
    batch.map_err(|error| Failed::Io(io::Error::other(error)))
}
