//! Workflows that call what other packages hold. The verb `bindings` wrote the references: `far` from a package of flytekit,
//! `python/bound.py`, `newsletter` and `sales` from the examples `review` and `nightly`. `BLESS=1 cargo test -p bindings-tests`
//! writes them again.

#[rustfmt::skip]
pub mod far;
#[rustfmt::skip]
pub mod newsletter;
#[rustfmt::skip]
pub mod sales;

use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::prelude::*;
use far::bound;
use far::{Colour, Inner, IntegerListOrTextList, IntegerOrText, Jsonl, Nothing, Option2, Options, Point};
use far::{OldRow, PointOrColour, SalesRow, Shape, Size, WrittenRow};
use newsletter::review;

/// A task of this program, with a type of the other.
#[task]
pub fn corner(x: i64) -> Point {
    Point { x, y: 0.5 }
}

/// Structs go there and come back, and so do their parts.
#[workflow]
pub fn shapes(shape: Shape, options: Options, x: i64) -> (Shape, Point) {
    let changed = bound::shapes(options, shape);
    let moved = bound::moved(changed.named.clone(), vec![corner(x)], changed.centre.clone());
    (changed, moved)
}

/// An enum, also an optional one, is a constant or an input.
#[workflow]
pub fn painted(size: Size) -> (Colour, Colour) {
    (bound::painted(Colour::SkyBlue, Some(size)), bound::painted(Colour::Red, None))
}

/// Unions are what they are in Python.
#[workflow]
pub fn either(
    lists: IntegerListOrTextList,
    point: Option<PointOrColour>,
    value: IntegerOrText,
) -> IntegerOrText {
    let value = bound::either(lists.clone(), point, value);
    bound::either(lists, None, value)
}

/// Python's dates are datetimes for Flyte.
#[workflow]
pub fn times(day: DateTime<Utc>, days: Option<NaiveDate>, span: TimeDelta) -> DateTime<Utc> {
    bound::times(bound::times(day, days, day, span), None, day, span)
}

/// Files keep their formats.
#[workflow]
pub fn files(csv: File<Csv>, lines: File<Jsonl>, folder: Directory) -> Directory {
    let folder = bound::files(vec![csv.clone().cast()], csv.clone(), folder, lines.clone());
    bound::files(Vec::new(), csv, folder, lines)
}

/// Tables have rows; an older kind of table is one as well.
#[workflow]
pub fn tables(
    old: StructuredDataset<OldRow>,
    sales: StructuredDataset<SalesRow>,
    written: StructuredDataset<WrittenRow, Csv>,
    plain: StructuredDataset,
) -> StructuredDataset {
    bound::tables(old, plain, sales, written)
}

/// A model of pydantic is a struct, if its schema can be that of one.
#[workflow]
pub fn models(inner: Inner, model: aileron::serde_json::Value) -> aileron::serde_json::Value {
    bound::model(inner, model)
}

/// Names that Rust does not take as they are.
#[workflow]
pub fn odd(option: Option2, nothing: Nothing, x: i64) -> (i64, String) {
    let pickled = bound::pickled(x);
    bound::odd(nothing, option, pickled, aileron::serde_json::Value::Null);
    let halves = bound::halves(x, x);
    (halves.low, halves.r#type)
}

/// A workflow and a launch plan run as executions of their own.
#[workflow]
pub fn areas(width: i64) -> (f64, f64) {
    (bound::area(Colour::Red, 1.5, width), bound::nightly_area(Colour::SkyBlue, width))
}

/// What a program in Rust has registered.
#[workflow]
pub fn sent(topics: Vec<String>, readers: Vec<String>, time: DateTime<Utc>) -> (String, i64) {
    let body = review::draft(topics.clone());
    let newsletter = review::entitle(body, "Wings");
    review::send(newsletter, readers.clone());
    let told = review::newsletter(readers, topics);
    (told, sales::sales::nightly(10, time))
}
