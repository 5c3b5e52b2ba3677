//! A program whose tasks return their input, one for each type.

use aileron::chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use aileron::prelude::*;
use aileron::serde_json::Value;
use aileron::{Bytes, Directory};
use std::collections::BTreeMap;
use std::time::Duration;

#[derive(FlyteType)]
enum Color {
    #[serde(rename = "red")]
    Red,
    Green,
}

#[derive(FlyteType)]
struct Circle {
    r: f64,
}

#[derive(FlyteType)]
struct Ring {
    r: f64,
    inner: f64,
}

#[derive(FlyteType)]
enum Shape {
    Circle(Circle),
    Ring(Ring),
}

#[derive(FlyteType)]
enum Answer {
    Number(i64),
    Share(f64),
    Text(String),
    Shapes(Vec<Shape>),
}

#[derive(FlyteType)]
struct Order {
    id: u32,
    day: NaiveDate,
    at: DateTime<Utc>,
    wait: TimeDelta,
    timeout: Duration,
    share: f64,
    raw: Bytes,
    color: Option<Color>,
    shape: Shape,
    answers: Vec<Answer>,
    days: BTreeMap<String, Option<NaiveDate>>,
    any: Value,
    inner: Option<Inner>,
}

#[derive(FlyteType)]
struct Inner {
    table: Option<File>,
    folders: Vec<Directory>,
    #[serde(default)]
    count: i64,
}

macro_rules! same {
    ($($name:ident: $ty:ty;)*) => { $(
        #[task]
        fn $name(v: $ty) -> $ty {
            v
        }
    )* };
}

same! {
    integer: i64;
    byte: u8;
    unsigned: u64;
    float: f64;
    single: f32;
    boolean: bool;
    text: String;
    moment: DateTime<Utc>;
    day: NaiveDate;
    span: TimeDelta;
    wait: Duration;
    color: Color;
    raw: Bytes;
    any: Value;
    shape: Shape;
    answer: Answer;
    order: Order;
    file: File;
    directory: Directory;
    optional: Option<i64>;
    maybe_day: Option<NaiveDate>;
    maybe_shape: Option<Shape>;
    integers: Vec<i64>;
    days: Vec<NaiveDate>;
    raws: Vec<Bytes>;
    shapes: Vec<Shape>;
    answers: Vec<Vec<Answer>>;
    orders: Vec<Order>;
    files: Vec<File>;
    days_by_name: BTreeMap<String, NaiveDate>;
    spans: BTreeMap<String, Vec<TimeDelta>>;
    inner: Inner;
}

/// Returns the parts of a note.
#[task]
fn note(title: String, draft: bool, #[default("2026-01-31".parse().unwrap())] day: NaiveDate) -> String {
    format!("{title} {draft} {day}")
}

aileron::main!();
