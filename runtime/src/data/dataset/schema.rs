//! The columns that a row's type says, as Arrow has them.

use super::error::wrong;
use crate::data::Row;
use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// The columns of such rows. In any of them a value may be missing.
///
/// # Errors
/// When the type says no columns, or one of a type that no table here can hold.
pub(super) fn of<R: Row>() -> io::Result<SchemaRef> {
    let row = R::schema();
    let mut names: Vec<_> = R::columns().into_iter().map(|(name, _)| first(name)).collect();
    names.dedup();
    if names.is_empty() {
        return Err(wrong(
            "rows of a type that says no columns can't be written: derive `FlyteType` for a struct with the columns as \
             its fields, or write Arrow's record batches",
        ));
    }
    let fields = names.into_iter().map(|name| {
        let ty = data_type(&row["properties"][&name]).ok_or_else(|| {
            wrong(format!(
                "the column `{name}` is of a type that rows can't have: use integers, floats, `bool`, `String`, \
                 `DateTime<Utc>`, `NaiveDate`, and options, lists, maps and structs of these"
            ))
        })?;
        Ok(Field::new(name, ty, true))
    });
    Ok(Arc::new(Schema::new(fields.collect::<io::Result<Vec<_>>>()?)))
}

fn first(mut name: String) -> String {
    name.truncate(name.find('.').unwrap_or(name.len()));
    name
}

/// What a JSON Schema says.
fn data_type(schema: &Value) -> Option<DataType> {
    if let Some(variants) = schema["anyOf"].as_array() {
        let mut present = variants.iter().filter(|variant| variant["type"] != "null");
        return match (present.next(), present.next()) {
            (Some(only), None) => data_type(only),
            _ => None,
        };
    }
    if schema["enum"].is_array() {
        return Some(DataType::Utf8);
    }
    Some(match (schema["type"].as_str()?, schema["format"].as_str()) {
        ("integer", None) => DataType::Int64,
        ("number", None) => DataType::Float64,
        ("boolean", None) => DataType::Boolean,
        ("string", None) => DataType::Utf8,
        ("string", Some("date")) => DataType::Date32,
        ("string", Some("date-time")) => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        ("array", None) => DataType::new_list(data_type(&schema["items"])?, true),
        ("object", None) => match (&schema["properties"], &schema["additionalProperties"]) {
            (Value::Object(fields), _) => {
                let fields = fields.iter().map(|(name, ty)| Some(Field::new(name, data_type(ty)?, true)));
                DataType::Struct(fields.collect::<Option<_>>()?)
            }
            (_, values @ Value::Object(_)) => map_of(data_type(values)?),
            _ => return None,
        },
        _ => return None,
    })
}

fn map_of(values: DataType) -> DataType {
    let fields = vec![Field::new("key", DataType::Utf8, false), Field::new("value", values, true)];
    DataType::Map(Arc::new(Field::new("entries", DataType::Struct(fields.into()), false)), false)
}
