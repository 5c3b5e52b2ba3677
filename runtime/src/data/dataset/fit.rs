//! Converts a value of a table to the type of a row's field, with the rules of literals and of `run`, for every format.
//!
//! The result is `MessagePack`, the form of a field within a struct, which the field's own type reads. This module refuses
//! what that type can't see: a fraction, a time of the day or a zone that would be lost.

use super::cell::{self, Cell};
use super::misfit::{EXACT, Misfit, shown, whole};
use super::schema::{Column, Content};
use super::{text, value};
use crate::types::FlyteType;
use crate::types::msgpack::Packer;
use crate::types::time;
use arrow::array::{Array, StructArray};
use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};

/// Writes the value as one of the column.
///
/// # Errors
/// If the column's type can't hold the value exactly.
pub(super) fn put(cell: &Cell<'_>, column: &Column, to: &mut Packer) -> Result<(), Misfit> {
    match (&column.content, cell) {
        (_, Cell::Null | Cell::Raw("")) if column.is_optional => to.nil(),
        (Content::Text, Cell::Raw(text))
        | (Content::Text | Content::Day | Content::Moment, Cell::Text(text)) => to.text(text)?,
        (_, Cell::Null | Cell::Raw("")) => {
            return Err(Misfit::from(format!(
                "has no value: declare the field as an option, `{}`",
                column.content.option()
            )));
        }
        (content, Cell::Raw(text)) => text::put(text, content, to)?,
        (Content::Boolean, Cell::Boolean(value)) => to.boolean(*value),
        (Content::Integer, Cell::Integer(value)) => to.integer(*value),
        // The type that reads the value knows its range.
        (Content::Integer, Cell::Unsigned(_)) => {
            return Err(holds(cell, "which is beyond the range of Flyte's integers, signed 64 bits"));
        }
        (Content::Integer, Cell::Float(value)) => to.integer(whole(*value).ok_or_else(|| no_integer(cell))?),
        (Content::Integer, Cell::Decimal(digits)) => {
            to.integer(whole_decimal(digits).ok_or_else(|| no_integer(cell))?);
        }
        (Content::Float, Cell::Float(value)) => to.float(*value),
        (Content::Float, Cell::Integer(value)) if value.unsigned_abs() <= EXACT => {
            #[expect(clippy::cast_precision_loss, reason = "none is lost, as just checked")]
            to.float(*value as f64);
        }
        (Content::Float, Cell::Integer(_) | Cell::Unsigned(_)) => {
            return Err(holds(cell, "which a float can't hold exactly"));
        }
        (Content::Float, Cell::Decimal(digits)) => {
            to.float(digits.parse().map_err(|_| holds(cell, "which is not a float"))?);
        }
        (Content::Span, Cell::Span(value)) => put_span(*value, to)?,
        (Content::Text, Cell::Decimal(_) | Cell::Time(_) | Cell::Day(_) | Cell::Moment(..)) => {
            to.text(value::from_cell(cell)?.as_str().unwrap_or_default())?;
        }
        (Content::Day, Cell::Day(day)) => to.text(&day.to_string())?,
        (Content::Day, Cell::Moment(moment, is_elsewhere)) => {
            to.text(&day_of(*moment, *is_elsewhere).map_err(|why| holds(cell, why))?.to_string())?;
        }
        (Content::Moment, Cell::Moment(moment, _)) => put_moment(*moment, to)?,
        (Content::Moment, Cell::Day(day)) => put_moment(day.and_time(NaiveTime::MIN).and_utc(), to)?,
        (Content::Binary, Cell::Bytes(bytes)) => to.binary(bytes)?,
        (Content::List(item), Cell::List(items)) => put_items(items.as_ref(), item, to)?,
        (Content::Map(value), Cell::Map(entries)) => put_entries(entries, value, to)?,
        (Content::Map(value), Cell::Struct(fields, row)) => put_fields_as_map(fields, *row, value, to)?,
        (Content::Record(columns), Cell::Struct(fields, row)) => put_fields(fields, *row, columns, to)?,
        (content, cell) => {
            return Err(holds(cell, &format!("but {} is expected", content.name())));
        }
    }
    Ok(())
}

fn no_integer(cell: &Cell<'_>) -> Misfit {
    holds(cell, "which a 64-bit integer can't hold exactly")
}

/// Says what the column holds, and what is wrong with it.
fn holds(cell: &Cell<'_>, why: &str) -> Misfit {
    let value =
        value::from_cell(cell).map_or_else(|_| "a value".to_owned(), |value| shown(&value.to_string()));
    format!("holds {value}, {why}").into()
}

fn whole_decimal(digits: &str) -> Option<i64> {
    let (integer, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    if fraction.bytes().any(|digit| digit != b'0') {
        return None;
    }
    integer.parse().ok()
}

fn day_of(moment: DateTime<Utc>, is_elsewhere: bool) -> Result<NaiveDate, &'static str> {
    if is_elsewhere {
        return Err("whose time zone a date would lose");
    }
    if moment.time() != NaiveTime::MIN {
        return Err("whose time a date would lose");
    }
    Ok(moment.date_naive())
}

fn put_moment(moment: DateTime<Utc>, to: &mut Packer) -> Result<(), Misfit> {
    // A datetime outside Flyte's range is reported as everywhere else.
    moment.into_literal()?;
    Ok(to.text(&time::iso(moment))?)
}

fn put_span(span: TimeDelta, to: &mut Packer) -> Result<(), Misfit> {
    let literal = span.into_literal()?;
    let mut packed = Packer::default();
    packed.literal(literal)?;
    let packed = packed.into_bytes();
    let again = crate::types::msgpack::read(&packed, TimeDelta::unpack)?;
    if again != span {
        return Err(format!("holds a duration of {span}, which can't be written exactly in seconds").into());
    }
    to.raw(&packed);
    Ok(())
}

fn put_items(items: &dyn Array, item: &Column, to: &mut Packer) -> Result<(), Misfit> {
    to.array(items.len())?;
    (0..items.len()).try_for_each(|index| {
        let put = cell::at(items, index).map_err(Misfit::from).and_then(|cell| put(&cell, item, to));
        put.map_err(|misfit| misfit.within(&format!("[{index}]")))
    })
}

fn put_entries(entries: &StructArray, value: &Column, to: &mut Packer) -> Result<(), Misfit> {
    to.map(entries.len())?;
    (0..entries.len()).try_for_each(|index| {
        let key = value::key(entries, index)?;
        to.text(&key)?;
        let put = cell::at(entries.column(1).as_ref(), index)
            .map_err(Misfit::from)
            .and_then(|cell| put(&cell, value, to));
        put.map_err(|misfit| misfit.within(&format!("[{key:?}]")))
    })
}

/// Writes a struct as a map: pandas writes a `dict` as a struct.
fn put_fields_as_map(
    fields: &StructArray,
    row: usize,
    value: &Column,
    to: &mut Packer,
) -> Result<(), Misfit> {
    // The struct also has the keys of all other rows, without a value here.
    let there: Vec<_> = (0..fields.num_columns()).filter(|at| fields.column(*at).is_valid(row)).collect();
    to.map(there.len())?;
    there.into_iter().try_for_each(|at| {
        let name = fields.column_names()[at];
        to.text(name)?;
        let put = cell::at(fields.column(at).as_ref(), row)
            .map_err(Misfit::from)
            .and_then(|cell| put(&cell, value, to));
        put.map_err(|misfit| misfit.within(&format!("[{name:?}]")))
    })
}

fn put_fields(fields: &StructArray, row: usize, columns: &[Column], to: &mut Packer) -> Result<(), Misfit> {
    let there = |column: &&Column| fields.column_by_name(&column.name).is_some();
    to.map(columns.iter().filter(there).count())?;
    for column in columns {
        let put = match fields.column_by_name(&column.name) {
            Some(field) => {
                to.text(&column.name)?;
                cell::at(field.as_ref(), row).map_err(Misfit::from).and_then(|cell| put(&cell, column, to))
            }
            None if column.may_lack => Ok(()),
            None => Err("is missing".to_owned().into()),
        };
        put.map_err(|misfit| misfit.within(&format!(".{}", column.name)))?;
    }
    Ok(())
}
