//! References to what is registered on Flyte, and the types that they need.
//!
//! The verb `bindings` wrote this file. Write it again instead of changing it.
//!
//! Its tables need the feature `dataset` of the crate `aileron`.

#![allow(
    clippy::all,
    clippy::pedantic,
    dead_code,
    missing_docs,
    non_camel_case_types,
    non_snake_case,
    rustdoc::all,
    unused_imports
)]

// Left out:
// - the task `bound.many`: it has 17 inputs, and a function here has at most 16
// - the task `bound.maybe_model`: its input `inner` can't be written: Flyte's `struct or none` is tagged by a converter that Rust does not have
// - the task `bound.of_self`: its input `self` can't be the name of a parameter in Rust

use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::prelude::*;
use aileron::serde_json::Value;
use std::collections::BTreeMap;

#[derive(Clone, Copy, Debug, Eq, FlyteType, PartialEq)]
pub enum Colour {
    #[serde(rename = "red")]
    Red,
    #[serde(rename = "sky-blue")]
    SkyBlue,
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct Inner {
    pub number: i64,
    /// Between 0 and 1.
    pub share: f64,
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub enum IntegerListOrTextList {
    IntegerList(Vec<i64>),
    TextList(Vec<String>),
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub enum IntegerOrText {
    Integer(i64),
    Text(String),
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct Nothing {}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct OldRow {
    pub name: String,
    pub age: i64,
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
#[serde(rename = "Option")]
pub struct Option2 {
    pub value: i64,
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct Options {
    pub required: String,
    #[serde(default = "Options::default_colour")]
    pub colour: Colour,
    #[serde(default = "Options::default_count")]
    pub count: i64,
    #[serde(default)]
    pub empty: String,
    #[serde(default)]
    pub none: Option<i64>,
    #[serde(default)]
    pub numbers: Vec<i64>,
    #[serde(default = "Options::default_on")]
    pub on: bool,
    #[serde(default = "Options::default_share")]
    pub share: f64,
    #[serde(default = "Options::default_some")]
    pub some: Option<i64>,
    #[serde(default = "Options::default_text")]
    pub text: String,
}

impl Options {
    fn default_colour() -> Colour {
        Colour::SkyBlue
    }

    fn default_count() -> i64 {
        3
    }

    fn default_on() -> bool {
        true
    }

    fn default_share() -> f64 {
        0.25
    }

    fn default_some() -> Option<i64> {
        Some(7)
    }

    fn default_text() -> String {
        "t\n".to_owned()
    }
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct Point {
    pub x: i64,
    #[serde(default = "Point::default_y")]
    pub y: f64,
}

impl Point {
    fn default_y() -> f64 {
        0.5
    }
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub enum PointOrColour {
    Point(Point),
    Colour(Colour),
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct SalesRow {
    pub shop: String,
    pub cents: i64,
    pub when: DateTime<Utc>,
}

#[derive(Clone, Debug, FlyteType)]
pub struct Shape {
    pub centre: Point,
    pub corners: Vec<Point>,
    pub named: BTreeMap<String, Point>,
    pub colour: Colour,
    pub maybe: Option<Point>,
    pub day: NaiveDate,
    pub moment: DateTime<Utc>,
    pub span: TimeDelta,
    pub numbered: BTreeMap<i64, String>,
    pub either: IntegerOrText,
    pub csv: File<Csv>,
    pub raw: aileron::Bytes,
    pub any: Value,
    pub r#type: String,
}

#[derive(Clone, Copy, Debug, Eq, FlyteType, PartialEq)]
pub enum Size {
    S,
    L,
}

#[derive(Clone, Debug, FlyteType, PartialEq)]
pub struct WrittenRow {
    pub shop: String,
}

/// The format `PythonPickle`.
pub enum PythonPickle {}

impl aileron::data::Format for PythonPickle {
    const NAME: &'static str = "PythonPickle";
}

/// The format `jsonl`.
pub enum Jsonl {}

impl aileron::data::Format for Jsonl {
    const NAME: &'static str = "jsonl";
}

pub mod bound {
    use super::*;

    /// The area of something.
    ///
    /// Defaults: `colour` is `"red"`, `height` is `1.5`.
    #[reference_workflow(project = "far", domain = "away", name = "bound.area", version = "v1")]
    pub fn area(colour: Colour, height: f64, width: i64) -> f64;

    /// The task `bound.either`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.either",
        version = "v1"
    )]
    pub fn either(
        lists: IntegerListOrTextList,
        point: Option<PointOrColour>,
        value: IntegerOrText,
    ) -> IntegerOrText;

    /// The task `bound.endless`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.endless",
        version = "v1"
    )]
    pub fn endless(first: Value) -> i64;

    /// The task `bound.files`.
    #[reference_task(project = "far", domain = "away", name = "bound.files", version = "v1")]
    pub fn files(
        any: Vec<File>,
        csv: File<Csv>,
        folder: Directory,
        lines: File<Jsonl>,
    ) -> Directory;

    /// The outputs of the task `bound.halves`.
    #[derive(Clone, Debug, Outputs)]
    pub struct HalvesOutputs {
        pub low: i64,
        pub r#type: String,
    }

    /// The task `bound.halves`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.halves",
        version = "v1"
    )]
    pub fn halves(async_: i64, r#match: i64) -> HalvesOutputs;

    /// The task `bound.model`.
    #[reference_task(project = "far", domain = "away", name = "bound.model", version = "v1")]
    pub fn model(inner: Inner, model: Value) -> Value;

    /// The task `bound.moved`.
    #[reference_task(project = "far", domain = "away", name = "bound.moved", version = "v1")]
    pub fn moved(at: BTreeMap<String, Point>, by: Vec<Point>, point: Point) -> Point;

    /// The launch plan `bound.nightly-area`.
    ///
    /// It launches the workflow `bound.area`.
    ///
    /// Defaults: `colour` is `"red"`, `width` is `3`.
    ///
    /// Fixed: `height` is `2.0`.
    #[reference_launch_plan(
        project = "far",
        domain = "away",
        name = "bound.nightly-area",
        version = "v1"
    )]
    pub fn nightly_area(colour: Colour, width: i64) -> f64;

    /// The task `bound.odd`.
    #[reference_task(project = "far", domain = "away", name = "bound.odd", version = "v1")]
    pub fn odd(
        nothing: Nothing,
        option: Option2,
        pickled: File<PythonPickle>,
        untyped: Value,
    ) -> Value;

    /// The task `bound.painted`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.painted",
        version = "v1"
    )]
    pub fn painted(colour: Colour, size: Option<Size>) -> Colour;

    /// The task `bound.pickled`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.pickled",
        version = "v1"
    )]
    pub fn pickled(x: i64) -> File<PythonPickle>;

    /// The task `bound.scaled`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.scaled",
        version = "v1"
    )]
    pub fn scaled(height: f64, width: i64) -> f64;

    /// Changes a shape.
    ///
    /// shapes(shape, options)
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.shapes",
        version = "v1"
    )]
    pub fn shapes(
        /// how
        options: Options,
        shape: Shape,
    ) -> Shape;

    /// The task `bound.tables`.
    #[reference_task(
        project = "far",
        domain = "away",
        name = "bound.tables",
        version = "v1"
    )]
    pub fn tables(
        old: StructuredDataset<OldRow>,
        plain: StructuredDataset,
        sales: StructuredDataset<SalesRow>,
        written: StructuredDataset<WrittenRow, Csv>,
    ) -> StructuredDataset;

    /// The task `bound.times`.
    #[reference_task(project = "far", domain = "away", name = "bound.times", version = "v1")]
    pub fn times(
        day: DateTime<Utc>,
        days: Option<NaiveDate>,
        moment: DateTime<Utc>,
        span: TimeDelta,
    ) -> DateTime<Utc>;
}
