//! Splits decoded rows into batches of a bounded size.

use arrow::array::{Array, ArrayRef, AsArray, UInt32Array, new_empty_array};
use arrow::compute::{cast, take};
use arrow::datatypes::{DataType, Field, Fields};
use arrow::error::ArrowError;
use std::sync::Arc;

/// The type as it is decoded: texts and bytes as views, so that a value that many rows share is in memory once.
pub(super) fn viewed(ty: &DataType) -> DataType {
    mapped(ty, |ty| match ty {
        DataType::Utf8 | DataType::LargeUtf8 => DataType::Utf8View,
        DataType::Binary | DataType::LargeBinary => DataType::BinaryView,
        other => other.clone(),
    })
}

fn mapped(ty: &DataType, leaf: fn(&DataType) -> DataType) -> DataType {
    let field = |field: &Arc<Field>| {
        let ty = mapped(field.data_type(), leaf);
        Arc::new(field.as_ref().clone().with_data_type(ty))
    };
    match ty {
        DataType::List(item) => DataType::List(field(item)),
        DataType::LargeList(item) => DataType::LargeList(field(item)),
        DataType::FixedSizeList(item, size) => DataType::FixedSizeList(field(item), *size),
        DataType::Struct(fields) => DataType::Struct(fields.iter().map(field).collect::<Fields>()),
        DataType::Map(entries, sorted) => DataType::Map(field(entries), *sorted),
        other => leaf(other),
    }
}

/// How many rows from `start` on take at most `most` bytes; at least one.
pub(super) fn fitting(columns: &[ArrayRef], start: usize, rows: usize, most: usize) -> usize {
    let mut count = rows - start;
    while count > 1 && columns.iter().map(|column| size(column.as_ref(), start, count)).sum::<usize>() > most
    {
        count = count.div_ceil(2);
    }
    count
}

/// Some rows of a column, cast to their own type.
pub(super) fn slice(
    column: &ArrayRef,
    start: usize,
    count: usize,
    to: &DataType,
) -> Result<ArrayRef, ArrowError> {
    if column.data_type() == to && count == column.len() {
        return Ok(Arc::clone(column));
    }
    if count == 0 {
        return Ok(new_empty_array(to));
    }
    let slice = column.slice(start, count);
    // A cast would copy everything that a list was cut from.
    let slice = if column.data_type().is_nested() && count < column.len() {
        let count = u32::try_from(count).map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        take(slice.as_ref(), &UInt32Array::from_iter_values(0..count), None)?
    } else {
        slice
    };
    cast(&slice, to)
}

/// How many bytes the values of these rows take when none is shared.
fn size(column: &dyn Array, start: usize, count: usize) -> usize {
    let within = |range: std::ops::Range<usize>, items: &ArrayRef| {
        size(items.as_ref(), range.start, range.len()) + size_of::<u64>() * count
    };
    let number = |offset: i64| usize::try_from(offset).unwrap_or_default();
    match column.data_type() {
        DataType::Utf8View => views(column.as_string_view().views(), column, start, count),
        DataType::BinaryView => views(column.as_binary_view().views(), column, start, count),
        DataType::List(_) => {
            let list = column.as_list::<i32>();
            let offsets = list.value_offsets();
            within(number(offsets[start].into())..number(offsets[start + count].into()), list.values())
        }
        DataType::LargeList(_) => {
            let list = column.as_list::<i64>();
            let offsets = list.value_offsets();
            within(number(offsets[start])..number(offsets[start + count]), list.values())
        }
        DataType::FixedSizeList(_, each) => {
            let each = number(i64::from(*each));
            within(start * each..(start + count) * each, column.as_fixed_size_list().values())
        }
        DataType::Map(..) => {
            let map = column.as_map();
            let offsets = map.value_offsets();
            let range = number(offsets[start].into())..number(offsets[start + count].into());
            size(map.entries(), range.start, range.len()) + size_of::<u32>() * count
        }
        DataType::Struct(_) => {
            column.as_struct().columns().iter().map(|field| size(field.as_ref(), start, count)).sum()
        }
        other => other.primitive_width().unwrap_or(size_of::<u64>()) * count,
    }
}

/// The length of each value is in the lower half of its view.
fn views(views: &[u128], column: &dyn Array, start: usize, count: usize) -> usize {
    let lengths = (start..start + count).map(|row| {
        let length = if column.is_valid(row) { views[row] & u128::from(u32::MAX) } else { 0 };
        usize::try_from(length).unwrap_or_default() + size_of::<u32>()
    });
    lengths.sum()
}
