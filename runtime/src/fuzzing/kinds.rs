//! The types that are read from arbitrary bytes.

use crate::data::Csv;
use crate::prelude::*;
use crate::{Bytes, FlyteError};
use aileron_idl::core::LiteralType;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use serde_json::Value;
use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// A function that is called with each type.
pub(super) trait Visit {
    fn kind<T: FlyteType>(&mut self);
}

#[derive(FlyteType)]
enum Color {
    Red,
    Green,
}

#[derive(FlyteType)]
struct Inner {
    number: i64,
    share: f64,
    text: Option<String>,
    moments: Vec<DateTime<Utc>>,
    #[serde(default)]
    day: Option<NaiveDate>,
}

#[derive(FlyteType)]
enum Choice {
    Integer(i64),
    Float(f64),
    Text(String),
    Inner(Inner),
    List(Vec<Option<i8>>),
}

#[derive(FlyteType)]
struct Outer {
    inner: Inner,
    choices: Vec<Choice>,
    color: Color,
    by_name: BTreeMap<String, Option<Inner>>,
    span: TimeDelta,
    raw: Bytes,
    file: File,
    folder: Option<Directory>,
    any: Value,
}

/// The type on the wire, made once: the fuzzer needs it thousands of times a second.
pub(super) fn type_of<T: FlyteType>() -> &'static LiteralType {
    static KNOWN: Mutex<BTreeMap<TypeId, &LiteralType>> = Mutex::new(BTreeMap::new());
    let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
    known.entry(TypeId::of::<T>()).or_insert_with(|| Box::leak(Box::new(T::literal_type())))
}

/// Calls `visit` with every kind of type.
pub(super) fn each(visit: &mut impl Visit) {
    visit.kind::<i64>();
    visit.kind::<u8>();
    visit.kind::<u64>();
    visit.kind::<f32>();
    visit.kind::<f64>();
    visit.kind::<bool>();
    visit.kind::<String>();
    visit.kind::<DateTime<Utc>>();
    visit.kind::<NaiveDate>();
    visit.kind::<TimeDelta>();
    visit.kind::<Duration>();
    visit.kind::<Bytes>();
    visit.kind::<Value>();
    visit.kind::<FlyteError>();
    visit.kind::<File<Csv>>();
    visit.kind::<Directory>();
    visit.kind::<Hashed<String>>();
    visit.kind::<Option<i64>>();
    visit.kind::<Option<Value>>();
    visit.kind::<Vec<f64>>();
    visit.kind::<Vec<Option<String>>>();
    visit.kind::<Vec<Vec<bool>>>();
    visit.kind::<BTreeMap<String, Vec<i64>>>();
    visit.kind::<HashMap<String, String>>();
    visit.kind::<BTreeMap<i64, Vec<String>>>();
    visit.kind::<Color>();
    visit.kind::<Inner>();
    visit.kind::<Choice>();
    visit.kind::<Option<Choice>>();
    visit.kind::<Outer>();
    visit.kind::<Vec<Outer>>();
}
