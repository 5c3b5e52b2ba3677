//! Building Arrow's columns from rows, each packed as a struct.

use super::schema::{self, Column, Content};
use crate::types::msgpack::{Token, Unpacker};
use crate::types::{Bytes, FlyteType, ValueError};
use arrow::array::{
    Array, ArrayRef, BinaryBuilder, BooleanBuilder, Date32Builder, DurationMicrosecondArray,
    DurationNanosecondArray, Float64Builder, Int64Array, Int64Builder, ListArray, MapArray, StringBuilder,
    StructArray, TimestampMicrosecondArray, TimestampNanosecondArray,
};
use arrow::buffer::{NullBuffer, OffsetBuffer, ScalarBuffer};
use arrow::datatypes::{Field, Fields};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use std::sync::Arc;

/// The values of a column that is being built.
pub(super) enum Making {
    Integer(Int64Builder),
    Float(Float64Builder),
    Boolean(BooleanBuilder),
    Text(StringBuilder),
    Day(Date32Builder),
    Binary(BinaryBuilder),
    Moment(Times),
    Span(Times),
    List(Box<Making>, Runs),
    Map(StringBuilder, Box<Making>, Runs),
    Record(Vec<(String, Making)>, Vec<bool>),
}

/// The number of parts of each list or map, and which of them are missing.
#[derive(Default)]
pub(super) struct Runs {
    lengths: Vec<usize>,
    valid: Vec<bool>,
}

/// Datetimes or durations: nanoseconds, until the unit in which they are written is decided.
#[derive(Default)]
pub(super) struct Times {
    values: Vec<Option<i128>>,
    is_nanos: Option<bool>,
}

impl Making {
    pub(super) fn record(columns: &[Column]) -> Self {
        let columns = columns.iter().map(|column| (column.name.clone(), Making::new(&column.content)));
        Making::Record(columns.collect(), Vec::new())
    }

    pub(super) fn new(content: &Content) -> Self {
        // Reserves nothing: there may be thousands of columns, most of them empty.
        match content {
            Content::Integer => Making::Integer(Int64Builder::with_capacity(0)),
            Content::Float => Making::Float(Float64Builder::with_capacity(0)),
            Content::Boolean => Making::Boolean(BooleanBuilder::with_capacity(0)),
            Content::Text => Making::Text(StringBuilder::with_capacity(0, 0)),
            Content::Day => Making::Day(Date32Builder::with_capacity(0)),
            Content::Binary => Making::Binary(BinaryBuilder::with_capacity(0, 0)),
            Content::Moment => Making::Moment(Times::default()),
            Content::Span => Making::Span(Times::default()),
            Content::List(item) => Making::List(Box::new(Making::new(&item.content)), Runs::default()),
            Content::Map(value) => Making::Map(
                StringBuilder::with_capacity(0, 0),
                Box::new(Making::new(&value.content)),
                Runs::default(),
            ),
            Content::Record(columns) => Making::record(columns),
        }
    }

    /// Adds the next value.
    ///
    /// # Errors
    /// If the value does not fit the column's type.
    pub(super) fn push(&mut self, from: &mut Unpacker<'_>) -> Result<(), ValueError> {
        if from.peek()? == Token::Nil {
            self.push_none();
            return from.skip();
        }
        match self {
            Making::Integer(to) => to.append_value(i64::unpack(from)?),
            Making::Float(to) => to.append_value(f64::unpack(from)?),
            Making::Boolean(to) => to.append_value(bool::unpack(from)?),
            Making::Text(to) => to.append_value(String::unpack(from)?),
            Making::Binary(to) => to.append_value(Bytes::unpack(from)?.0),
            Making::Day(to) => {
                let days = NaiveDate::unpack(from)?.signed_duration_since(NaiveDate::default()).num_days();
                to.append_value(i32::try_from(days).unwrap_or_default());
            }
            Making::Moment(to) => to.values.push(Some(nanos_of(DateTime::<Utc>::unpack(from)?))),
            Making::Span(to) => {
                let span = TimeDelta::unpack(from)?;
                let nanos = i128::from(span.num_seconds()) * NANOS + i128::from(span.subsec_nanos());
                to.values.push(Some(nanos));
            }
            Making::List(items, runs) => {
                let mut length = 0;
                from.array(|from| {
                    length += 1;
                    items.push(from)
                })?;
                runs.push(Some(length));
            }
            Making::Map(keys, values, runs) => {
                let mut length = 0;
                from.map(|from, key| {
                    length += 1;
                    keys.append_value(key);
                    values.push(from)
                })?;
                runs.push(Some(length));
            }
            Making::Record(columns, valid) => {
                from.map(|from, key| match columns.iter_mut().find(|(name, _)| name == key) {
                    Some((_, column)) => column.push(from),
                    None => from.skip(),
                })?;
                valid.push(true);
                fill_up(columns, valid.len());
            }
        }
        Ok(())
    }

    /// Adds a missing value.
    pub(super) fn push_none(&mut self) {
        match self {
            Making::Integer(to) => to.append_null(),
            Making::Float(to) => to.append_null(),
            Making::Boolean(to) => to.append_null(),
            Making::Text(to) => to.append_null(),
            Making::Day(to) => to.append_null(),
            Making::Binary(to) => to.append_null(),
            Making::Moment(to) | Making::Span(to) => to.values.push(None),
            Making::List(_, runs) | Making::Map(_, _, runs) => runs.push(None),
            Making::Record(columns, valid) => {
                valid.push(false);
                fill_up(columns, valid.len());
            }
        }
    }

    fn len(&self) -> usize {
        use arrow::array::ArrayBuilder as _;
        match self {
            Making::Integer(to) => to.len(),
            Making::Float(to) => to.len(),
            Making::Boolean(to) => to.len(),
            Making::Text(to) => to.len(),
            Making::Day(to) => to.len(),
            Making::Binary(to) => to.len(),
            Making::Moment(to) | Making::Span(to) => to.values.len(),
            Making::List(_, runs) | Making::Map(_, _, runs) => runs.lengths.len(),
            Making::Record(_, valid) => valid.len(),
        }
    }

    /// Returns the column and begins the next one.
    ///
    /// # Errors
    /// If no column can hold all the values.
    pub(super) fn finish(&mut self) -> Result<ArrayRef, String> {
        Ok(match self {
            Making::Integer(to) => Arc::new(to.finish()),
            Making::Float(to) => Arc::new(to.finish()),
            Making::Boolean(to) => Arc::new(to.finish()),
            Making::Text(to) => Arc::new(to.finish()),
            Making::Day(to) => Arc::new(to.finish()),
            Making::Binary(to) => Arc::new(to.finish()),
            Making::Moment(times) => match times.finish()? {
                (values, true) => {
                    let values =
                        TimestampNanosecondArray::new(values.values().clone(), values.nulls().cloned());
                    Arc::new(values.with_timezone("UTC"))
                }
                (values, false) => {
                    let values =
                        TimestampMicrosecondArray::new(values.values().clone(), values.nulls().cloned());
                    Arc::new(values.with_timezone("UTC"))
                }
            },
            Making::Span(times) => match times.finish()? {
                (values, true) => {
                    Arc::new(DurationNanosecondArray::new(values.values().clone(), values.nulls().cloned()))
                }
                (values, false) => {
                    Arc::new(DurationMicrosecondArray::new(values.values().clone(), values.nulls().cloned()))
                }
            },
            Making::List(items, runs) => {
                let items = items.finish()?;
                let field = Field::new_list_field(items.data_type().clone(), true);
                let (offsets, nulls) = runs.finish()?;
                Arc::new(ListArray::try_new(Arc::new(field), offsets, items, nulls).map_err(describe)?)
            }
            Making::Map(keys, values, runs) => {
                let values = values.finish()?;
                let entries = schema::entries(values.data_type().clone());
                let arrow::datatypes::DataType::Struct(fields) = entries.data_type().clone() else {
                    return Err("a map has entries".to_owned());
                };
                let parts = StructArray::try_new(fields, vec![Arc::new(keys.finish()), values], None);
                let (offsets, nulls) = runs.finish()?;
                Arc::new(
                    MapArray::try_new(entries, offsets, parts.map_err(describe)?, nulls, false)
                        .map_err(describe)?,
                )
            }
            Making::Record(columns, valid) => {
                let arrays = columns.iter_mut().map(|(name, column)| {
                    column.finish().map_err(|why| format!("the column `{name}` {why}"))
                });
                let arrays = arrays.collect::<Result<Vec<_>, _>>()?;
                let fields = columns.iter().zip(&arrays).map(|((name, _), array)| {
                    // In any column a value may be missing.
                    Field::new(name, array.data_type().clone(), true)
                });
                let fields = fields.collect::<Fields>();
                let valid = std::mem::take(valid);
                let length = valid.len();
                let nulls = Some(NullBuffer::from(valid)).filter(|nulls| nulls.null_count() > 0);
                Arc::new(StructArray::try_new_with_length(fields, arrays, nulls, length).map_err(describe)?)
            }
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "so that it fits `map_err`")]
fn describe(error: arrow::error::ArrowError) -> String {
    format!("can't be built: {error}")
}

/// Adds a missing value to each column for which the struct had no field.
fn fill_up(columns: &mut [(String, Making)], length: usize) {
    for (_, column) in columns {
        if column.len() < length {
            column.push_none();
        }
    }
}

const NANOS: i128 = 1_000_000_000;

fn nanos_of(moment: DateTime<Utc>) -> i128 {
    i128::from(moment.timestamp()) * NANOS + i128::from(moment.timestamp_subsec_nanos())
}

impl Runs {
    fn push(&mut self, length: Option<usize>) {
        self.lengths.push(length.unwrap_or_default());
        self.valid.push(length.is_some());
    }

    fn finish(&mut self) -> Result<(OffsetBuffer<i32>, Option<NullBuffer>), String> {
        let mut offsets = vec![0_i32];
        let mut end = 0;
        for length in std::mem::take(&mut self.lengths) {
            end += length;
            let offset =
                i32::try_from(end).map_err(|_| format!("has more than {} parts at once", i32::MAX))?;
            offsets.push(offset);
        }
        let nulls = NullBuffer::from(std::mem::take(&mut self.valid));
        Ok((
            OffsetBuffer::new(ScalarBuffer::from(offsets)),
            Some(nulls).filter(|nulls| nulls.null_count() > 0),
        ))
    }
}

impl Times {
    /// The values, and whether they are nanoseconds. The first values decide. Microseconds are preferred: they reach further,
    /// and Python has them.
    fn finish(&mut self) -> Result<(Int64Array, bool), String> {
        let values = std::mem::take(&mut self.values);
        let is_nanos =
            *self.is_nanos.get_or_insert_with(|| values.iter().flatten().any(|nanos| nanos % 1000 != 0));
        let scaled = values.into_iter().map(|value| value.map(|nanos| scaled(nanos, is_nanos)).transpose());
        Ok((scaled.collect::<Result<_, _>>()?, is_nanos))
    }
}

fn scaled(nanos: i128, is_nanos: bool) -> Result<i64, String> {
    if is_nanos {
        return i64::try_from(nanos).map_err(|_| {
            "holds nanoseconds, whose range is the years 1677 to 2262 (292 years for a duration), and a value beyond it: \
             round the values to microseconds"
                .to_owned()
        });
    }
    if nanos % 1000 != 0 {
        return Err(format!(
            "holds microseconds, because the first rows have whole ones only, and now a value with {} ns more: round the \
             values to microseconds",
            nanos.rem_euclid(1000)
        ));
    }
    i64::try_from(nanos / 1000)
        .map_err(|_| "holds a value beyond the range of 64-bit microseconds".to_owned())
}
