//! The columns that a row's type declares.

use super::error::wrong;
use crate::data::Row;
use arrow::datatypes::{DataType, Field, Fields, TimeUnit};
use serde_json::Value;
use std::io;
use std::sync::Arc;

/// A column of a row, or a part of one.
#[derive(Clone, Debug)]
pub(super) struct Column {
    pub(super) name: String,
    pub(super) content: Content,
    /// Whether its values may be missing.
    pub(super) is_optional: bool,
    /// Whether a table may lack the column: it is an option, or a field with a default.
    pub(super) may_lack: bool,
}

/// The type of a column's values.
#[derive(Clone, Debug)]
pub(super) enum Content {
    Integer,
    Float,
    Boolean,
    Text,
    Moment,
    Day,
    Span,
    Binary,
    List(Box<Column>),
    /// A map with texts as keys.
    Map(Box<Column>),
    Record(Vec<Column>),
}

/// The columns of a row's type.
///
/// # Errors
/// If the type declares no columns, or one of a type that a table can't hold.
pub(super) fn of_row<R: Row>() -> io::Result<Vec<Column>> {
    let row = R::schema();
    let names = names(&row, R::columns().into_iter().map(|(name, _)| name));
    if names.is_empty() {
        return Err(wrong(
            "rows of a type that declares no columns can't be written: derive `FlyteType` for a struct with the columns as \
             its fields, or write Arrow's record batches",
        ));
    }
    let columns = names.into_iter().map(|name| {
        let field = &row["properties"][&name];
        column(&row, &name, field).ok_or_else(|| {
            wrong(format!(
                "the column `{name}` has a type that a row can't have: use integers, floats, `bool`, `String`, \
                 `DateTime<Utc>`, `NaiveDate`, `Duration`, `Bytes`, enums without data, and options, lists, maps and \
                 structs of these"
            ))
        })
    });
    columns.collect()
}

/// The fields in the order of their declaration. A column `a.b` is the field of that name, or the field `b` of a struct `a`.
fn names(row: &Value, columns: impl Iterator<Item = String>) -> Vec<String> {
    let Some(properties) = row["properties"].as_object() else { return Vec::new() };
    let mut names: Vec<String> = Vec::with_capacity(properties.len());
    for column in columns {
        let mut name = &*column;
        while !properties.contains_key(name) {
            let Some((way, _)) = name.rsplit_once('.') else { break };
            name = way;
        }
        if properties.contains_key(name) && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    // Fields after a field `a.b` that also is a field `b` of a field `a`.
    let rest: Vec<_> = properties.keys().filter(|name| !names.contains(name)).cloned().collect();
    names.extend(rest);
    names
}

/// Reads a field of an object of a JSON Schema.
fn column(object: &Value, name: &str, schema: &Value) -> Option<Column> {
    let (content, is_optional) = content(schema)?;
    let is_required =
        object["required"].as_array().is_some_and(|all| all.iter().any(|required| required == name));
    Some(Column { name: name.to_owned(), content, is_optional, may_lack: is_optional || !is_required })
}

/// Reads a JSON Schema: the type, and whether values may be missing.
fn content(schema: &Value) -> Option<(Content, bool)> {
    if let Some(variants) = schema["anyOf"].as_array() {
        let mut present = variants.iter().filter(|variant| variant["type"] != "null");
        return match (present.next(), present.next()) {
            (Some(only), None) => {
                content(only).map(|(content, optional)| (content, optional || variants.len() > 1))
            }
            _ => None,
        };
    }
    if schema["enum"].is_array() {
        return Some((Content::Text, false));
    }
    let content = match (schema["type"].as_str()?, schema["format"].as_str()) {
        ("integer", None) => Content::Integer,
        ("number", None) => Content::Float,
        ("number", Some("time-delta")) => Content::Span,
        ("boolean", None) => Content::Boolean,
        ("string", None) => Content::Text,
        ("string", Some("date")) => Content::Day,
        ("string", Some("date-time")) => Content::Moment,
        ("string", Some("base64")) => Content::Binary,
        ("array", None) => Content::List(part("item", &schema["items"])?),
        ("object", None) => match (&schema["properties"], &schema["additionalProperties"]) {
            (Value::Object(fields), _) => {
                let fields = fields.iter().map(|(name, field)| column(schema, name, field));
                Content::Record(fields.collect::<Option<_>>()?)
            }
            (_, values @ Value::Object(_)) => Content::Map(part("value", values)?),
            _ => return None,
        },
        _ => return None,
    };
    Some((content, false))
}

fn part(name: &str, schema: &Value) -> Option<Box<Column>> {
    let (content, is_optional) = content(schema)?;
    Some(Box::new(Column { name: name.to_owned(), content, is_optional, may_lack: is_optional }))
}

/// The columns as Arrow's fields; in any of them a value may be missing.
fn fields(columns: &[Column]) -> Fields {
    columns.iter().map(|column| Field::new(&column.name, column.content.data_type(), true)).collect()
}

impl Content {
    pub(super) fn data_type(&self) -> DataType {
        match self {
            Content::Integer => DataType::Int64,
            Content::Float => DataType::Float64,
            Content::Boolean => DataType::Boolean,
            Content::Text => DataType::Utf8,
            Content::Moment => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
            Content::Day => DataType::Date32,
            Content::Span => DataType::Duration(TimeUnit::Microsecond),
            Content::Binary => DataType::Binary,
            Content::List(item) => DataType::new_list(item.content.data_type(), true),
            Content::Map(value) => DataType::Map(entries(value.content.data_type()), false),
            Content::Record(columns) => DataType::Struct(fields(columns)),
        }
    }

    /// The name of the type in messages, with its article.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Content::Integer => "an integer",
            Content::Float => "a float",
            Content::Boolean => "a boolean",
            Content::Text => "a string",
            Content::Moment => "a datetime",
            Content::Day => "a date",
            Content::Span => "a duration",
            Content::Binary => "binary data",
            Content::List(_) => "a list",
            Content::Map(_) => "a map",
            Content::Record(_) => "a struct",
        }
    }

    /// The Rust type of a field for a column with missing values.
    pub(super) fn option(&self) -> &'static str {
        match self {
            Content::Integer => "Option<i64>",
            Content::Float => "Option<f64>",
            Content::Boolean => "Option<bool>",
            Content::Text => "Option<String>",
            Content::Moment => "Option<DateTime<Utc>>",
            Content::Day => "Option<NaiveDate>",
            Content::Span => "Option<Duration>",
            Content::Binary => "Option<Bytes>",
            Content::List(_) => "Option<Vec<…>>",
            Content::Map(_) => "Option<BTreeMap<String, …>>",
            Content::Record(_) => "Option<…>",
        }
    }
}

/// The field of a map's entries, named as by Arrow's own builder of maps.
pub(super) fn entries(values: DataType) -> Arc<Field> {
    let fields = vec![Field::new("key", DataType::Utf8, false), Field::new("value", values, true)];
    Arc::new(Field::new("entries", DataType::Struct(fields.into()), false))
}
