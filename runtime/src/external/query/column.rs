//! A column of a result. SQLite has types for values; a table has types for columns.

use super::time;
use aileron_idl::core::{LiteralType, SimpleType, literal_type::Type};
use arrow::array::{
    ArrayRef, BinaryArray, BooleanArray, Date32Array, Float64Array, Int64Array, StringArray,
    TimestampMicrosecondArray,
};
use arrow::datatypes::{DataType, Field, TimeUnit};
use rusqlite::types::Value;
use std::mem;
use std::sync::Arc;

/// A column with the values of some rows.
pub(super) struct Column {
    pub(super) name: String,
    /// The type; `None` until the values determine it.
    kind: Option<ColumnKind>,
    pub(super) values: Vec<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum ColumnKind {
    Integer,
    Float,
    Text,
    Blob,
    Boolean,
    Date,
    Datetime,
}

/// UTC as an offset, since Arrow does not know the names of time zones.
const UTC: &str = "+00:00";

/// The words in a declared type that determine the column's type, in the order of SQLite's own rules
/// (`datatype3.html`, 3.1). The first ones are for types that SQLite does not have.
const DECLARED: [(&str, ColumnKind); 14] = [
    ("BOOL", ColumnKind::Boolean),
    ("DATETIME", ColumnKind::Datetime),
    ("TIMESTAMP", ColumnKind::Datetime),
    ("DATE", ColumnKind::Date),
    ("INT", ColumnKind::Integer),
    ("CHAR", ColumnKind::Text),
    ("CLOB", ColumnKind::Text),
    ("TEXT", ColumnKind::Text),
    ("BLOB", ColumnKind::Blob),
    ("REAL", ColumnKind::Float),
    ("FLOA", ColumnKind::Float),
    ("DOUB", ColumnKind::Float),
    ("DECIMAL", ColumnKind::Float),
    ("NUMERIC", ColumnKind::Float),
];

impl Column {
    /// A column of the type that the task's output declares, or else the table.
    pub(super) fn new(name: &str, output: Option<&LiteralType>, table: Option<&str>) -> Self {
        let table = table.map(str::to_ascii_uppercase).unwrap_or_default();
        let declared = || DECLARED.iter().find(|(part, _)| table.contains(part)).map(|(_, kind)| *kind);
        Column {
            name: name.to_owned(),
            kind: output.and_then(kind_of_output).or_else(declared),
            values: Vec::new(),
        }
    }

    /// The column's field; its type does not change from now on.
    pub(super) fn field(&mut self) -> Field {
        let kind = *self.kind.get_or_insert_with(|| kind_of_values(&self.values));
        let ty = match kind {
            ColumnKind::Integer => DataType::Int64,
            ColumnKind::Float => DataType::Float64,
            ColumnKind::Text => DataType::Utf8,
            ColumnKind::Blob => DataType::Binary,
            ColumnKind::Boolean => DataType::Boolean,
            ColumnKind::Date => DataType::Date32,
            ColumnKind::Datetime => DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into())),
        };
        Field::new(&self.name, ty, true)
    }

    /// Takes the values.
    pub(super) fn array(&mut self) -> Result<ArrayRef, String> {
        let values = mem::take(&mut self.values).into_iter();
        let name = &self.name;
        Ok(match self.kind.unwrap_or(ColumnKind::Text) {
            ColumnKind::Integer => {
                Arc::new(each(name, "an integer", values, integer)?.into_iter().collect::<Int64Array>())
            }
            ColumnKind::Float => {
                Arc::new(each(name, "a number", values, float)?.into_iter().collect::<Float64Array>())
            }
            ColumnKind::Text => {
                Arc::new(each(name, "a string", values, text)?.into_iter().collect::<StringArray>())
            }
            ColumnKind::Blob => {
                Arc::new(each(name, "a blob", values, blob)?.into_iter().collect::<BinaryArray>())
            }
            ColumnKind::Boolean => {
                Arc::new(each(name, "0 or 1", values, boolean)?.into_iter().collect::<BooleanArray>())
            }
            ColumnKind::Date => {
                Arc::new(each(name, "a date", values, time::days)?.into_iter().collect::<Date32Array>())
            }
            ColumnKind::Datetime => {
                let values = each(name, "a datetime", values, time::micros)?.into_iter();
                Arc::new(values.collect::<TimestampMicrosecondArray>().with_timezone(UTC))
            }
        })
    }
}

/// Converts each value; a null becomes `None`.
fn each<T>(
    column: &str,
    expected: &str,
    values: impl Iterator<Item = Value>,
    read: impl Fn(&Value) -> Option<T>,
) -> Result<Vec<Option<T>>, String> {
    let read = |value| {
        match value {
        Value::Null => Ok(None),
        value => read(&value).map(Some).ok_or_else(|| {
            format!(
                "the column `{column}` holds {}, but {expected} is expected; write a `CAST`, or declare another type in the \
                 output's row",
                described(&value)
            )
        }),
    }
    };
    values.map(read).collect()
}

fn integer(value: &Value) -> Option<i64> {
    if let Value::Integer(value) = value { Some(*value) } else { None }
}

#[expect(clippy::cast_precision_loss, reason = "SQLite's own conversion")]
fn float(value: &Value) -> Option<f64> {
    match value {
        Value::Real(value) => Some(*value),
        Value::Integer(value) => Some(*value as f64),
        _ => None,
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Text(text) => Some(text.clone()),
        Value::Integer(value) => Some(value.to_string()),
        Value::Real(value) => Some(format!("{value:?}")),
        Value::Null | Value::Blob(_) => None,
    }
}

fn blob(value: &Value) -> Option<Vec<u8>> {
    match value {
        Value::Blob(bytes) => Some(bytes.clone()),
        Value::Text(text) => Some(text.clone().into_bytes()),
        _ => None,
    }
}

fn boolean(value: &Value) -> Option<bool> {
    match value {
        Value::Integer(0) => Some(false),
        Value::Integer(1) => Some(true),
        _ => None,
    }
}

fn kind_of_output(ty: &LiteralType) -> Option<ColumnKind> {
    let Some(Type::Simple(simple)) = ty.r#type else { return None };
    Some(match SimpleType::try_from(simple).ok()? {
        SimpleType::Integer => ColumnKind::Integer,
        SimpleType::Float => ColumnKind::Float,
        SimpleType::String => ColumnKind::Text,
        SimpleType::Boolean => ColumnKind::Boolean,
        SimpleType::Datetime => ColumnKind::Datetime,
        SimpleType::Binary => ColumnKind::Blob,
        _ => return None,
    })
}

/// The type that can hold all these values.
fn kind_of_values(values: &[Value]) -> ColumnKind {
    let any = |is: fn(&Value) -> bool| values.iter().any(is);
    if any(|value| matches!(value, Value::Blob(_))) {
        ColumnKind::Blob
    } else if any(|value| matches!(value, Value::Text(_))) {
        ColumnKind::Text
    } else if any(|value| matches!(value, Value::Real(_))) {
        ColumnKind::Float
    } else if any(|value| matches!(value, Value::Integer(_))) {
        ColumnKind::Integer
    } else {
        ColumnKind::Text
    }
}

fn described(value: &Value) -> String {
    match value {
        Value::Null => "a null".to_owned(),
        Value::Integer(value) => format!("the integer {value}"),
        Value::Real(value) => format!("the number {value:?}"),
        Value::Text(text) => format!("the string {text:?}"),
        Value::Blob(bytes) => format!("a blob of {} bytes", bytes.len()),
    }
}
