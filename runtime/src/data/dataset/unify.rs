//! Casts the columns of one file to the types of another, as Arrow's own reader of several files does, but only if no
//! value changes.

use super::{cell, misfit, value};
use arrow::array::{Array, ArrayRef, AsArray, StructArray, new_null_array};
use arrow::compute::{CastOptions, cast_with_options};
use arrow::datatypes::DataType;
use std::sync::Arc;

/// The column, cast to a type.
///
/// # Errors
/// If a value can't be of that type exactly.
pub(super) fn column(column: &ArrayRef, to: &DataType) -> Result<ArrayRef, String> {
    if column.data_type() == to {
        return Ok(Arc::clone(column));
    }
    if let (DataType::Struct(_), DataType::Struct(fields)) = (column.data_type(), to) {
        let found = column.as_struct();
        let columns = fields.iter().map(|field| match found.column_by_name(field.name()) {
            Some(column) => self::column(column, field.data_type()),
            None => Ok(new_null_array(field.data_type(), found.len())),
        });
        let columns = columns.collect::<Result<_, _>>()?;
        let whole =
            StructArray::try_new_with_length(fields.clone(), columns, found.nulls().cloned(), found.len());
        return Ok(Arc::new(whole.map_err(|error| error.to_string())?));
    }
    let strict = CastOptions { safe: false, ..CastOptions::default() };
    let cast = |column: &ArrayRef, to: &DataType| {
        cast_with_options(column, to, &strict).map_err(|error| error.to_string())
    };
    let found = cast(column, to)?;
    if may_lose(column.data_type(), to) {
        let again = cast(&found, column.data_type())?;
        if let Some(row) = (0..column.len()).find(|row| !same(column, &again, *row)) {
            let lost = cell::at(column.as_ref(), row).and_then(|cell| value::from_cell(&cell));
            let lost = lost.map_or_else(|_| "a value".to_owned(), |lost| misfit::shown(&lost.to_string()));
            return Err(format!("it holds {lost}, which {to} can't hold exactly"));
        }
    }
    Ok(found)
}

/// Whether a cast from one type to the other may change values. Rounding a float to a shorter one does not count.
fn may_lose(from: &DataType, to: &DataType) -> bool {
    let is_text = |ty: &DataType| matches!(ty, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View);
    !(is_text(from) || is_text(to) || from.is_nested() || from.is_floating() && to.is_floating())
}

#[expect(clippy::float_cmp, reason = "a cast that loses nothing gives the very same")]
fn same(one: &ArrayRef, other: &ArrayRef, row: usize) -> bool {
    match (cell::at(one.as_ref(), row), cell::at(other.as_ref(), row)) {
        (Ok(cell::Cell::Float(one)), Ok(cell::Cell::Float(other))) => {
            one == other || one.is_nan() && other.is_nan()
        }
        (Ok(one), Ok(other)) => value::from_cell(&one) == value::from_cell(&other),
        _ => false,
    }
}
