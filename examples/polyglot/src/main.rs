//! The Rust tasks of `journey.py`: one for each type of value. Each returns its input.
//!
//! The inputs and outputs of a task are declared on both sides, here and in `journey.py`. Flyte's compiler compares the two
//! before it runs anything.

use aileron::Bytes;
use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::data::Csv;
use aileron::prelude::*;
use aileron::serde_json::Value;
use std::collections::BTreeMap;
use std::io;

/// An enum with the same values as Python's, in the same order.
#[derive(FlyteType)]
enum Weather {
    #[serde(rename = "clear")]
    Clear,
    #[serde(rename = "storm")]
    Storm,
}

/// Python's `Union[int, str]`.
#[derive(FlyteType)]
enum Gate {
    Number(i64),
    Name(String),
}

/// A dataclass within a dataclass.
#[derive(FlyteType)]
struct Leg {
    origin: String,
    destination: String,
    distance: f64,
    weather: Weather,
    delay: Option<TimeDelta>,
}

/// A dataclass.
#[derive(FlyteType)]
struct Flight {
    number: i64,
    departure: DateTime<Utc>,
    day: NaiveDate,
    legs: Vec<Leg>,
    crew: BTreeMap<String, String>,
    captain: Option<String>,
    gate: Gate,
    signature: Bytes,
    notes: Value,
}

/// A dataclass with a file within.
#[derive(FlyteType)]
struct Report {
    title: String,
    page: File,
}

#[task]
fn scalars(number: i64, share: f64, flag: bool, text: String) -> (i64, f64, bool, String) {
    (number, share, flag, text)
}

#[task]
fn times(moment: DateTime<Utc>, span: TimeDelta, day: NaiveDate) -> (DateTime<Utc>, TimeDelta, NaiveDate) {
    (moment, span, day)
}

#[task]
fn choices(
    weather: Weather,
    maybe: Option<i64>,
    nothing: Option<String>,
    gate: Gate,
) -> (Weather, Option<i64>, Option<String>, Gate) {
    (weather, maybe, nothing, gate)
}

type Deep = Vec<BTreeMap<String, Vec<Option<i64>>>>;

#[task]
fn collections(
    numbers: Vec<i64>,
    shares: BTreeMap<String, f64>,
    deep: Deep,
) -> (Vec<i64>, BTreeMap<String, f64>, Deep) {
    (numbers, shares, deep)
}

#[task]
fn structs(flight: Flight, flights: Vec<Flight>, notes: Value) -> (Flight, Vec<Flight>, Value) {
    (flight, flights, notes)
}

/// Files and directories are passed by their address, and stay where they are. The table is read and written again.
#[task]
fn data(table: File<Csv>, folder: Directory, report: Report) -> io::Result<(File<Csv>, Directory, Report)> {
    let mut copy = File::create("table.csv")?;
    io::copy(&mut table.open()?, &mut copy)?;
    Ok((copy.finish()?, folder, report))
}

/// A table, batch by batch; Python sees a `DataFrame`.
#[task]
fn tables(trips: StructuredDataset) -> io::Result<StructuredDataset> {
    let batches = trips.batches()?;
    let mut copy = StructuredDataset::create(&batches.schema())?;
    for batch in batches {
        copy.write(&batch?)?;
    }
    copy.finish()
}

aileron::main!();
