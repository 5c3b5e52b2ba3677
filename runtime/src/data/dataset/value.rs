//! Converts a value of a table to JSON, in the form that `run` prints.

use super::cell::{self, Cell};
use super::misfit;
use crate::types::time;
use arrow::array::{Array, StructArray};
use chrono::TimeDelta;
use serde_json::{Map, Number, Value};

/// The value as JSON: a datetime in UTC, a date, a duration such as `1h30m`, a decimal with all its digits, bytes as
/// base64, and the name of a float that JSON can't hold.
///
/// # Errors
/// If the value, or a part of it, has a type that is not supported.
pub(super) fn from_cell(cell: &Cell<'_>) -> Result<Value, String> {
    Ok(match cell {
        Cell::Null => Value::Null,
        Cell::Boolean(value) => Value::Bool(*value),
        Cell::Integer(value) => Value::from(*value),
        Cell::Unsigned(value) => Value::from(*value),
        Cell::Float(value) => {
            Number::from_f64(*value).map_or_else(|| Value::from(value.to_string()), Value::Number)
        }
        Cell::Decimal(digits) => Value::from(digits.as_str()),
        Cell::Text(text) | Cell::Raw(text) => Value::from(*text),
        Cell::Bytes(bytes) => Value::from(misfit::base64(bytes)),
        Cell::Moment(moment, _) => Value::from(time::print(*moment)),
        Cell::Day(day) => Value::from(day.to_string()),
        Cell::Time(time) => Value::from(time.to_string()),
        Cell::Span(span) => Value::from(of_span(*span)),
        Cell::List(items) => (0..items.len())
            .map(|index| cell::at(items.as_ref(), index).and_then(|cell| from_cell(&cell)))
            .collect::<Result<_, _>>()?,
        Cell::Map(entries) => {
            let mut object = Map::new();
            for index in 0..entries.len() {
                let key = key(entries, index)?;
                object.insert(key, from_cell(&cell::at(entries.column(1).as_ref(), index)?)?);
            }
            Value::Object(object)
        }
        Cell::Struct(fields, row) => of_struct(fields, *row)?,
    })
}

fn of_struct(fields: &StructArray, row: usize) -> Result<Value, String> {
    let mut object = Map::new();
    for (name, field) in fields.column_names().into_iter().zip(fields.columns()) {
        object.insert(name.to_owned(), from_cell(&cell::at(field.as_ref(), row)?)?);
    }
    Ok(Value::Object(object))
}

/// The duration in the form that `run` prints and reads.
pub(super) fn of_span(span: TimeDelta) -> String {
    let sign = if span < TimeDelta::zero() { "-" } else { "" };
    // Only the longest negative duration has no absolute value.
    let absolute = span.abs().to_std().unwrap_or_default();
    format!("{sign}{}", aileron_grammar::duration::print(absolute))
}

/// The key of a map's entry as a text, the only keys of JSON and Flyte.
pub(super) fn key(entries: &StructArray, index: usize) -> Result<String, String> {
    match cell::at(entries.column(0).as_ref(), index)? {
        Cell::Null => Err("holds a map with a missing key".to_owned()),
        key => Ok(match from_cell(&key)? {
            Value::String(text) => text,
            other => other.to_string(),
        }),
    }
}
