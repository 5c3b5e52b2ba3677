//! The table of `docs/types.md`, and the Rust types in it.

use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::data::Csv;
use aileron::idl::core::LiteralType;
use aileron::serde_json::Value;
use aileron::{Bytes, Directory, File, FlyteError, FlyteType, Hashed};
use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

/// The page.
pub(crate) const PAGE: &str = include_str!("../../docs/types.md");

/// The types of this file that the page declares, too.
pub(crate) fn declared() -> &'static str {
    let own = include_str!("rows.rs");
    let start = own.find("\n#[derive(").expect("the first type");
    own[start..own.find("\nmacro_rules!").expect("what follows them")].trim()
}

#[derive(FlyteType)]
enum Color {
    #[serde(rename = "red")]
    Red,
    #[serde(rename = "green")]
    Green,
}

#[derive(FlyteType)]
struct Point {
    x: f64,
    y: f64,
    label: Option<String>,
}

#[derive(FlyteType)]
enum Choice {
    Number(i64),
    Point(Point),
}

macro_rules! types {
    ($($type:ty),* $(,)?) => { [$((stringify!($type), <$type as FlyteType>::literal_type as fn() -> LiteralType)),*] };
}

/// The type on the wire of each Rust type on the page.
pub(crate) fn types() -> BTreeMap<&'static str, LiteralType> {
    let types = types![
        i64, i8, i16, i32, isize, u8, u16, u32, u64, usize,
        f64, f32, bool, String, DateTime<Utc>, NaiveDate, TimeDelta, Duration,
        Vec<i64>, BTreeMap<String, f64>, HashMap<String, f64>, BTreeMap<i64, f64>, HashMap<u32, f64>,
        Color, Point, Value, Option<i64>, Choice,
        File, File<Csv>, Directory, Bytes, Hashed<String>, FlyteError,
    ];
    types.into_iter().map(|(name, ty)| (name, ty())).collect()
}

/// A row of the table.
pub(crate) struct Row {
    pub(crate) flyte: &'static str,
    pub(crate) rust: Vec<&'static str>,
    pub(crate) python: &'static str,
}

pub(crate) fn rows() -> Vec<Row> {
    let lines = PAGE.lines().filter(|line| line.starts_with("| `"));
    let rows = lines.map(|line| {
        let cells: Vec<_> = line.trim_matches('|').split(" | ").map(str::trim).collect();
        let [flyte, rust, python, _java] = cells[..] else { panic!("four cells are expected: {line}") };
        Row { flyte, rust: quoted(rust), python }
    });
    rows.collect()
}

/// The texts between backticks.
pub(crate) fn quoted(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}
