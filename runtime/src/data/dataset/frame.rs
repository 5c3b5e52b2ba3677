//! Polars' tables as inputs and outputs of tasks.

use super::error::{Told, broken, guarded, wrong};
use super::{TableFormat, files, warehouse, wire};
use crate::context::{Context, io_error, only_here};
use crate::data::file::fetch;
use crate::data::{Any, stream};
use crate::entity::is_recoverable;
use crate::storage::progress::Transfer;
use crate::storage::{Address, Location, StorageError};
use crate::types::forms::Forms;
use crate::types::look::Look;
use crate::types::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, StructuredDatasetType};
use polars::prelude::{CsvReadOptions, DataFrame, ParquetReader, ParquetWriter, PlSmallStr, SerReader};
use std::fs::{self, File};
use std::io;
use std::path::Path;

/// A Polars table. An input is read whole, from all its files, with Polars' own readers; an output is written as one
/// parquet file.
///
/// These readers differ from those of `StructuredDataset`: all files must have the same columns of the same types, names
/// of folders (`year=2026`) are not read as columns, types of CSV are guessed file by file, and memory is not bounded.
impl FlyteType for DataFrame {
    const LOOK: Look = wire::LOOK;
    const FORMS: Forms = Forms::ROWS;

    fn literal_type() -> LiteralType {
        wire::literal_type(StructuredDatasetType::default())
    }

    fn into_literal(mut self) -> Result<Literal, ValueError> {
        only_here("this table").map_err(ValueError::new)?;
        let uri = write(&mut self).map_err(of_io)?;
        Ok(literal::dataset(uri, wire::dataset_type(Vec::new(), TableFormat::Parquet.name())))
    }

    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let (uri, ty) = wire::address(literal)?;
        read(&uri, &ty).map_err(of_io)
    }

    fn schema() -> serde_json::Value {
        wire::schema()
    }
}

fn of_io(error: io::Error) -> ValueError {
    let may_pass = is_recoverable(&error);
    ValueError::new(error.to_string()).that_may_pass(may_pass).caused_by(error)
}

fn write(table: &mut DataFrame) -> io::Result<String> {
    let context = Context::current();
    let folder = context.files().folder().map_err(io_error)?;
    let file = folder.join(TableFormat::Parquet.file());
    let to = file.create(context.files().metadata()).map_err(io_error)?;
    let mut to = Told::new(stream::Writer::<Any>::new(to, file.uri()));
    let written = guarded(|| ParquetWriter::new(&mut to).finish(table));
    let to = to.end()?;
    written.map_err(wrong)?;
    to.finish()?;
    Ok(folder.uri())
}

fn read(uri: &str, ty: &StructuredDatasetType) -> io::Result<DataFrame> {
    warehouse::check(uri, &Address::new(uri.to_owned()))?;
    let kind = TableFormat::parse(&ty.format)?;
    let location = Location::parse(uri.as_ref()).map_err(io_error)?;
    // As in flytekit, only the columns that the writer declared are read, if it declared any.
    let columns: Vec<&str> = ty.columns.iter().map(|column| column.name.as_str()).collect();
    let mut whole: Option<DataFrame> = None;
    for file in files::list(&location, kind)? {
        let file = file.location;
        let part = read_file(&file, kind, &columns)?;
        whole = Some(match whole {
            None => part,
            Some(before) => guarded(|| before.vstack(&part)).map_err(|why| {
                wrong(format!("`{file}` has other columns than the file before it in the dataset: {why}"))
            })?,
        });
    }
    Ok(whole.unwrap_or_default())
}

fn read_file(file: &Location, kind: TableFormat, columns: &[&str]) -> io::Result<DataFrame> {
    let copy = file.path().is_none().then(|| Context::current().files().copy("dataset").map_err(io_error));
    let copy = copy.transpose()?;
    if let Some(copy) = &copy {
        fetch(file, copy, &Transfer::begin(file.to_string())).map_err(io_error)?;
    }
    let path = copy.as_deref().or(file.path()).unwrap_or(Path::new(""));
    let open =
        File::open(path).map_err(|error| io_error(StorageError::Read { location: file.clone(), error }))?;
    let table = guarded(|| match kind {
        TableFormat::Parquet => {
            let mut reader = ParquetReader::new(open);
            let schema = reader.schema()?;
            let columns = whole(columns, schema.iter_names());
            let columns = columns.iter().map(ToString::to_string).collect::<Vec<_>>();
            reader.with_columns((!columns.is_empty()).then_some(columns)).finish()
        }
        TableFormat::Csv => {
            // CSV has no structs whose fields could be selected.
            let columns = columns.iter().map(|name| PlSmallStr::from_str(name)).collect::<Vec<_>>();
            let options = CsvReadOptions::default().with_infer_schema_length(None);
            let options = options.with_columns((!columns.is_empty()).then(|| columns.into()));
            options.into_reader_with_file_handle(open).finish()
        }
    });
    if let Some(copy) = copy {
        // Polars has mapped what it still needs of the file.
        let _ = fs::remove_file(copy);
    }
    table.map_err(|why| broken(file, kind, why))
}

/// The columns that hold the wanted ones, once each: Polars selects whole columns only. A field of a struct is declared as
/// `a.b`, unless there is a column of that name.
fn whole<'a>(wanted: &[&str], known: impl Iterator<Item = &'a PlSmallStr>) -> Vec<PlSmallStr> {
    let known: Vec<_> = known.collect();
    let mut columns: Vec<PlSmallStr> = Vec::new();
    for name in wanted {
        let mut way = *name;
        while !known.iter().any(|known| known.as_str() == way) {
            let Some((before, _)) = way.rsplit_once('.') else { break };
            way = before;
        }
        // A column that does not exist is reported with its whole name.
        let found = if known.iter().any(|known| known.as_str() == way) { way } else { *name };
        if !columns.iter().any(|column| column.as_str() == found) {
            columns.push(PlSmallStr::from_str(found));
        }
    }
    columns
}
