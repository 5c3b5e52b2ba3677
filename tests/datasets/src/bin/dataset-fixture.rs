//! Tasks that read and write tables.
use aileron::arrow::array::AsArray;
use aileron::arrow::compute;
use aileron::arrow::datatypes::Float64Type;
use aileron::data::Csv;
use aileron::polars::prelude::DataFrame;
use aileron::prelude::*;
use aileron::serde_json::Value;
use dataset_tests::{Few, Row, table};
use std::error::Error;
use std::io;

/// Copies a table batch by batch, from one store to another.
#[task]
fn copy(table: StructuredDataset) -> io::Result<StructuredDataset> {
    let batches = table.batches()?;
    let mut copy = StructuredDataset::create(&batches.schema())?;
    for batch in batches {
        copy.write(&batch?)?;
    }
    copy.finish()
}

#[task]
fn as_csv(table: StructuredDataset) -> io::Result<StructuredDataset<Value, Csv>> {
    let batches = table.batches()?;
    let mut copy = StructuredDataset::create(&batches.schema())?;
    for batch in batches {
        copy.write(&batch?)?;
    }
    copy.finish()
}

#[task]
fn make() -> Result<StructuredDataset, Box<dyn Error + Send + Sync>> {
    Ok(StructuredDataset::write(&table()?)?)
}

#[task]
fn rows(table: StructuredDataset<Row>) -> io::Result<Vec<Row>> {
    table.rows()?.collect()
}

#[task]
fn some(table: StructuredDataset<Few>) -> io::Result<StructuredDataset<Few>> {
    StructuredDataset::from_rows(table.rows()?.collect::<io::Result<Vec<_>>>()?)
}

#[task]
fn hand_on(table: StructuredDataset<Few>) -> StructuredDataset<Few> {
    table
}

#[task]
fn given_path(path: String) -> StructuredDataset {
    StructuredDataset::new(path)
}

#[task]
fn through_polars(table: DataFrame) -> DataFrame {
    table
}

#[task]
fn sum(table: StructuredDataset, column: String) -> io::Result<f64> {
    let mut sum = 0.0;
    for batch in table.select([column])? {
        sum += compute::sum(batch?.column(0).as_primitive::<Float64Type>()).unwrap_or(0.0);
    }
    Ok(sum)
}

#[derive(FlyteType)]
struct Holder {
    name: String,
    table: StructuredDataset,
}

#[task]
fn in_struct(holder: Holder) -> io::Result<Holder> {
    let table =
        StructuredDataset::write(&holder.table.batches()?.next().ok_or(io::ErrorKind::UnexpectedEof)??)?;
    Ok(Holder { name: holder.name + "!", table })
}

/// Begins a table and fails before it is finished.
#[task]
fn give_up(table: StructuredDataset) -> io::Result<StructuredDataset> {
    let batches = table.batches()?;
    let mut copy = StructuredDataset::<Value>::create(&batches.schema())?;
    for batch in batches {
        copy.write(&batch?)?;
    }
    Err(io::Error::other("no more"))
}

aileron::main!();
