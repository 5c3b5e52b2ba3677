//! Columns from the names of folders, as in Hive: `year=2026/part-0`. The rules are those of the reader that flytekit
//! uses (Arrow C++, `dataset/partition.cc`).

use crate::storage::percent_decoded;
use arrow::array::{ArrayRef, Int32Array, StringArray, new_null_array};
use arrow::datatypes::{DataType, Field};
use std::sync::Arc;

/// The name of the folder of a missing value.
const NONE: &str = "__HIVE_DEFAULT_PARTITION__";

/// A column's name, and its value in all rows below the folder.
pub(super) type Folder = (String, Option<String>);

/// The columns that the folders of a file's path declare.
pub(super) fn from_path(way: &str) -> Vec<Folder> {
    let Some((folders, _)) = way.rsplit_once('/') else { return Vec::new() };
    let folders = folders.split('/').filter_map(|folder| folder.split_once('='));
    folders.map(|(name, value)| (decoded(name), Some(decoded(value)).filter(|value| value != NONE))).collect()
}

fn decoded(text: &str) -> String {
    String::from_utf8(percent_decoded(text)).unwrap_or_else(|_| text.to_owned())
}

/// The columns of all files' folders. If they are typed, a column is of 32-bit integers if all its values are; otherwise
/// of texts.
pub(super) fn fields<'f>(folders: impl Iterator<Item = &'f Folder>, are_typed: bool) -> Vec<Field> {
    let mut columns: Vec<(&'f str, bool, bool)> = Vec::new();
    for (name, value) in folders {
        let at = columns.iter().position(|(known, ..)| known == name).unwrap_or_else(|| {
            columns.push((name, true, false));
            columns.len() - 1
        });
        let (_, are_integers, is_there) = &mut columns[at];
        *are_integers &= value.as_deref().is_none_or(|value| integer(value).is_some());
        *is_there |= value.is_some();
    }
    let field = |(name, are_integers, is_there): (&str, bool, bool)| {
        let ty = if are_typed && are_integers && is_there { DataType::Int32 } else { DataType::Utf8 };
        Field::new(name, ty, true)
    };
    columns.into_iter().map(field).collect()
}

fn integer(text: &str) -> Option<i32> {
    text.parse().ok().filter(|_| !text.starts_with('+'))
}

/// The column of the rows of one file.
pub(super) fn column(field: &Field, folders: &[Folder], rows: usize) -> ArrayRef {
    let value = folders.iter().rev().find(|(name, _)| name == field.name());
    match (value.and_then(|(_, value)| value.as_deref()), field.data_type()) {
        (Some(text), DataType::Int32) => {
            Arc::new(Int32Array::from_value(integer(text).unwrap_or_default(), rows))
        }
        (Some(text), _) => Arc::new(std::iter::repeat_n(Some(text), rows).collect::<StringArray>()),
        (None, ty) => new_null_array(ty, rows),
    }
}

#[cfg(test)]
mod tests {
    use super::from_path;

    #[test]
    fn folders_are_decoded() {
        let found = from_path("y=a%20b%2Fc/plain/m=__HIVE_DEFAULT_PARTITION__/é=x=y/z=1");
        let one = |name: &str, value: Option<&str>| (name.to_owned(), value.map(str::to_owned));
        assert_eq!(found, [one("y", Some("a b/c")), one("m", None), one("é", Some("x=y"))]);
        assert_eq!(from_path("part-0"), []);
        assert_eq!(from_path("y=%zz/a"), [one("y", Some("%zz"))]);
    }
}
