//! The rows and tables that the fixture's tasks and their tests share.

use aileron::FlyteType;
use aileron::arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array, ListArray,
    RecordBatch, StringArray, StructArray, TimestampMicrosecondArray,
};
use aileron::arrow::datatypes::{DataType, Field, Int64Type};
use aileron::arrow::error::ArrowError;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// A part of a row.
#[derive(FlyteType, Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Inner {
    /// Declared before `a`: columns keep the order of the declaration.
    pub z: i64,
    /// A text.
    pub a: String,
}

/// A datetime and a date.
#[derive(FlyteType, Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Moment {
    /// A datetime.
    pub at: DateTime<Utc>,
    /// A date.
    pub day: NaiveDate,
}

/// A row with a column of every type that a row can declare.
#[derive(FlyteType, Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Row {
    /// An integer.
    pub i: i64,
    /// A float.
    pub f: f64,
    /// A boolean.
    pub b: bool,
    /// A text.
    pub s: String,
    /// An integer that may be missing.
    pub n: Option<i64>,
    /// A datetime.
    pub t: DateTime<Utc>,
    /// A date.
    pub d: NaiveDate,
    /// A list.
    pub l: Vec<i64>,
    /// A struct.
    pub o: Inner,
}

/// A row whose columns are not in alphabetical order, and a map.
#[derive(FlyteType, Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Mapped {
    /// A map.
    pub m: BTreeMap<String, f64>,
    /// An integer.
    pub b: i32,
}

/// Some of the columns of [`Row`], in another order.
#[derive(FlyteType, Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct Few {
    /// A text.
    pub s: Option<String>,
    /// An integer that may be missing.
    pub n: Option<i64>,
    /// An integer.
    pub i: i64,
}

/// A table of every type, with nulls in each column except the first.
///
/// # Errors
/// Never.
pub fn table() -> Result<RecordBatch, ArrowError> {
    let list =
        |items: [Option<Vec<Option<i64>>>; 3]| ListArray::from_iter_primitive::<Int64Type, _, _>(items);
    let inner: Vec<(Arc<Field>, ArrayRef)> = vec![
        (Arc::new(Field::new("z", DataType::Int64, true)), Arc::new(Int64Array::from(vec![1, 2, 3]))),
        (
            Arc::new(Field::new("a", DataType::Utf8, true)),
            Arc::new(StringArray::from(vec![Some("x"), None, Some("ü")])),
        ),
    ];
    let moment = 1_704_164_645_000_006; // 2024-01-02T03:04:05.000006Z
    let columns: [(&str, ArrayRef); 10] = [
        ("i", Arc::new(Int64Array::from(vec![1, i64::MAX, i64::MIN]))),
        ("small", Arc::new(Int32Array::from(vec![Some(1), None, Some(-1)]))),
        ("f", Arc::new(Float64Array::from(vec![Some(0.5), None, Some(-1e300)]))),
        ("b", Arc::new(BooleanArray::from(vec![Some(true), None, Some(false)]))),
        ("s", Arc::new(StringArray::from(vec![Some("ü \u{1f6e9}"), None, Some("")]))),
        (
            "t",
            Arc::new(TimestampMicrosecondArray::from(vec![Some(moment), None, Some(0)]).with_timezone("UTC")),
        ),
        ("d", Arc::new(Date32Array::from(vec![Some(19782), None, Some(0)]))),
        (
            "c",
            Arc::new(
                Decimal128Array::from(vec![Some(12345), None, Some(-1)]).with_precision_and_scale(10, 2)?,
            ),
        ),
        ("l", Arc::new(list([Some(vec![Some(1), None]), None, Some(vec![])]))),
        ("o", Arc::new(StructArray::from(inner))),
    ];
    RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)))
}
