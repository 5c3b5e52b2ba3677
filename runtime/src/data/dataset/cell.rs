//! One value of a table, read from any of Arrow's types.

use arrow::array::{Array, ArrayRef, ArrowPrimitiveType, AsArray, StructArray};
use arrow::datatypes::{
    DataType, Date32Type, Date64Type, Decimal32Type, Decimal64Type, Decimal128Type, Decimal256Type,
    DurationMicrosecondType, DurationMillisecondType, DurationNanosecondType, DurationSecondType,
    Float16Type, Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, Time32MillisecondType,
    Time32SecondType, Time64MicrosecondType, Time64NanosecondType, TimeUnit, TimestampMicrosecondType,
    TimestampMillisecondType, TimestampNanosecondType, TimestampSecondType, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// One value of a table.
#[derive(Clone, Debug)]
pub(super) enum Cell<'a> {
    Null,
    Boolean(bool),
    Integer(i64),
    /// An integer beyond the range of `i64`.
    Unsigned(u64),
    Float(f64),
    /// All its digits, with those after the point.
    Decimal(String),
    Text(&'a str),
    /// A text of a format without types; an empty one may be a missing value.
    Raw(&'a str),
    Bytes(&'a [u8]),
    /// A datetime, and whether its zone is another one than UTC.
    Moment(DateTime<Utc>, bool),
    Day(NaiveDate),
    Time(NaiveTime),
    Span(TimeDelta),
    List(ArrayRef),
    /// The entries of a map, each a key and a value.
    Map(StructArray),
    Struct(&'a StructArray, usize),
}

/// Reads the value in a row.
///
/// # Errors
/// If Arrow's type is not supported, or if the value is outside the range of its type.
pub(super) fn at(column: &dyn Array, row: usize) -> Result<Cell<'_>, String> {
    if column.is_null(row) {
        return Ok(Cell::Null);
    }
    Ok(match column.data_type() {
        DataType::Null => Cell::Null,
        DataType::Boolean => Cell::Boolean(column.as_boolean().value(row)),
        DataType::Int8 => Cell::Integer(native::<Int8Type>(column, row).into()),
        DataType::Int16 => Cell::Integer(native::<Int16Type>(column, row).into()),
        DataType::Int32 => Cell::Integer(native::<Int32Type>(column, row).into()),
        DataType::Int64 => Cell::Integer(native::<Int64Type>(column, row)),
        DataType::UInt8 => Cell::Integer(native::<UInt8Type>(column, row).into()),
        DataType::UInt16 => Cell::Integer(native::<UInt16Type>(column, row).into()),
        DataType::UInt32 => Cell::Integer(native::<UInt32Type>(column, row).into()),
        DataType::UInt64 => {
            let value = native::<UInt64Type>(column, row);
            i64::try_from(value).map_or(Cell::Unsigned(value), Cell::Integer)
        }
        DataType::Float16 => Cell::Float(native::<Float16Type>(column, row).into()),
        DataType::Float32 => Cell::Float(native::<Float32Type>(column, row).into()),
        DataType::Float64 => Cell::Float(native::<Float64Type>(column, row)),
        DataType::Decimal32(..) => Cell::Decimal(column.as_primitive::<Decimal32Type>().value_as_string(row)),
        DataType::Decimal64(..) => Cell::Decimal(column.as_primitive::<Decimal64Type>().value_as_string(row)),
        DataType::Decimal128(..) => {
            Cell::Decimal(column.as_primitive::<Decimal128Type>().value_as_string(row))
        }
        DataType::Decimal256(..) => {
            Cell::Decimal(column.as_primitive::<Decimal256Type>().value_as_string(row))
        }
        DataType::Utf8 => Cell::Text(column.as_string::<i32>().value(row)),
        DataType::LargeUtf8 => Cell::Text(column.as_string::<i64>().value(row)),
        DataType::Utf8View => Cell::Text(column.as_string_view().value(row)),
        DataType::Binary => Cell::Bytes(column.as_binary::<i32>().value(row)),
        DataType::LargeBinary => Cell::Bytes(column.as_binary::<i64>().value(row)),
        DataType::BinaryView => Cell::Bytes(column.as_binary_view().value(row)),
        DataType::FixedSizeBinary(_) => Cell::Bytes(column.as_fixed_size_binary().value(row)),
        DataType::Timestamp(unit, zone) => {
            let is_elsewhere = zone.as_deref().is_some_and(|zone| !is_utc(zone));
            Cell::Moment(timestamp(column, row, *unit)?, is_elsewhere)
        }
        DataType::Date32 => day(native::<Date32Type>(column, row).into())?,
        DataType::Date64 => {
            let millis = native::<Date64Type>(column, row);
            if millis % 86_400_000 == 0 {
                day(millis / 86_400_000)?
            } else {
                Cell::Moment(moment(millis, 1000)?, false)
            }
        }
        DataType::Time32(TimeUnit::Second) => time(native::<Time32SecondType>(column, row).into(), 1)?,
        DataType::Time32(_) => time(native::<Time32MillisecondType>(column, row).into(), 1000)?,
        DataType::Time64(TimeUnit::Microsecond) => {
            time(native::<Time64MicrosecondType>(column, row), 1_000_000)?
        }
        DataType::Time64(_) => time(native::<Time64NanosecondType>(column, row), 1_000_000_000)?,
        DataType::Duration(unit) => Cell::Span(span(column, row, *unit)?),
        DataType::List(_) => Cell::List(column.as_list::<i32>().value(row)),
        DataType::LargeList(_) => Cell::List(column.as_list::<i64>().value(row)),
        DataType::ListView(_) => Cell::List(column.as_list_view::<i32>().value(row)),
        DataType::LargeListView(_) => Cell::List(column.as_list_view::<i64>().value(row)),
        DataType::FixedSizeList(..) => Cell::List(column.as_fixed_size_list().value(row)),
        DataType::Map(..) => Cell::Map(column.as_map().value(row)),
        DataType::Struct(_) => Cell::Struct(column.as_struct(), row),
        DataType::Dictionary(..) => {
            let dictionary = column.as_any_dictionary();
            return match at(dictionary.keys(), row)? {
                Cell::Integer(key) => {
                    at(dictionary.values().as_ref(), usize::try_from(key).unwrap_or(usize::MAX))
                }
                _ => Ok(Cell::Null),
            };
        }
        other => return Err(format!("has Arrow's type {other}, which is not supported here")),
    })
}

fn native<T: ArrowPrimitiveType>(column: &dyn Array, row: usize) -> T::Native {
    column.as_primitive::<T>().value(row)
}

/// Whether a zone is UTC, under any of the names that other tools write for it.
pub(super) fn is_utc(zone: &str) -> bool {
    ["UTC", "Etc/UTC", "Z", "+00:00", "-00:00", "+0000", "+00", "GMT", "Etc/GMT"]
        .iter()
        .any(|known| known.eq_ignore_ascii_case(zone))
}

fn timestamp(column: &dyn Array, row: usize, unit: TimeUnit) -> Result<DateTime<Utc>, String> {
    match unit {
        TimeUnit::Second => moment(native::<TimestampSecondType>(column, row), 1),
        TimeUnit::Millisecond => moment(native::<TimestampMillisecondType>(column, row), 1000),
        TimeUnit::Microsecond => moment(native::<TimestampMicrosecondType>(column, row), 1_000_000),
        TimeUnit::Nanosecond => moment(native::<TimestampNanosecondType>(column, row), 1_000_000_000),
    }
}

/// The datetime that many parts of a second after 1970.
fn moment(value: i64, per_second: i64) -> Result<DateTime<Utc>, String> {
    DateTime::from_timestamp(value.div_euclid(per_second), nanos(value.rem_euclid(per_second), per_second))
        .ok_or_else(|| format!("holds a datetime {value}/{per_second} s after 1970, which is out of range"))
}

fn nanos(part: i64, per_second: i64) -> u32 {
    u32::try_from(part * (1_000_000_000 / per_second)).unwrap_or_default()
}

fn day<'a>(days: i64) -> Result<Cell<'a>, String> {
    let day = TimeDelta::try_days(days).and_then(|days| NaiveDate::default().checked_add_signed(days));
    day.map(Cell::Day).ok_or_else(|| format!("holds a date {days} days after 1970, which is out of range"))
}

fn time<'a>(value: i64, per_second: i64) -> Result<Cell<'a>, String> {
    let seconds = u32::try_from(value.div_euclid(per_second)).ok();
    let time = seconds.and_then(|seconds| {
        NaiveTime::from_num_seconds_from_midnight_opt(
            seconds,
            nanos(value.rem_euclid(per_second), per_second),
        )
    });
    time.map(Cell::Time)
        .ok_or_else(|| format!("holds a time of the day of {value}/{per_second} s, which is out of range"))
}

fn span(column: &dyn Array, row: usize, unit: TimeUnit) -> Result<TimeDelta, String> {
    let (value, per_second) = match unit {
        TimeUnit::Second => (native::<DurationSecondType>(column, row), 1),
        TimeUnit::Millisecond => (native::<DurationMillisecondType>(column, row), 1000),
        TimeUnit::Microsecond => (native::<DurationMicrosecondType>(column, row), 1_000_000),
        TimeUnit::Nanosecond => (native::<DurationNanosecondType>(column, row), 1_000_000_000),
    };
    TimeDelta::new(value.div_euclid(per_second), nanos(value.rem_euclid(per_second), per_second))
        .ok_or_else(|| format!("holds a duration of {value}/{per_second} s, which is too long"))
}
