//! Datasets on the wire.

use crate::data::{Csv, Format, Parquet};
use crate::types::look::Look;
use crate::types::{Column, ValueError, literal, table_format};
use aileron_idl::core::structured_dataset_type::DatasetColumn;
use aileron_idl::core::{
    Literal, LiteralType, Schema, SimpleType, StructuredDatasetType, literal::Value, literal_type, primitive,
    scalar,
};
use serde_json::{Value as Json, json};

/// The address and the type of a dataset.
pub(super) type Address = (String, StructuredDatasetType);

/// The type of flytekit's `Annotated[StructuredDataset, kwtypes(…)]` (`types/structured/structured_dataset.py`).
pub(super) fn dataset_type(columns: Vec<Column>, format: &str) -> StructuredDatasetType {
    let columns =
        columns.into_iter().map(|(name, ty)| DatasetColumn { name, literal_type: Some(ty) }).collect();
    StructuredDatasetType { columns, format: format.to_owned(), ..StructuredDatasetType::default() }
}

pub(super) fn literal_type(ty: StructuredDatasetType) -> LiteralType {
    literal::literal_type(literal_type::Type::StructuredDatasetType(ty))
}

/// Reads a dataset from a literal: a dataset, a schema (the older type), or the form of a dataset in a struct.
pub(super) fn address(literal: Literal) -> Result<Address, ValueError> {
    const WANTED: &str = "a dataset";
    match literal::into_value(literal)? {
        Some(Value::Scalar(scalar)) => match scalar.value {
            Some(scalar::Value::StructuredDataset(dataset)) => {
                let ty = dataset.metadata.and_then(|metadata| metadata.structured_dataset_type);
                Ok((dataset.uri, ty.unwrap_or_default()))
            }
            Some(scalar::Value::Schema(schema)) => Ok(of_schema(schema)),
            value => {
                let found = value.as_ref().map_or("an empty scalar", literal::describe_scalar);
                Err(ValueError::mismatch(WANTED, found))
            }
        },
        Some(Value::Map(mut map)) => {
            let mut text = |name: &str| map.literals.remove(name).and_then(text);
            match (text("uri"), text("file_format")) {
                (Some(uri), format) => Ok((uri, dataset_type(Vec::new(), &format.unwrap_or_default()))),
                (None, _) => Err(ValueError::mismatch(WANTED, "a map without a `uri`")),
            }
        }
        other => Err(ValueError::mismatch(WANTED, literal::describe(other.as_ref()))),
    }
}

/// The files of a schema are parquet, except Athena's. The types of its columns are numbered like the simple types, less
/// one.
fn of_schema(schema: Schema) -> Address {
    let columns = schema.r#type.unwrap_or_default().columns.into_iter().map(|column| {
        let simple = SimpleType::try_from(column.r#type + 1).unwrap_or_default();
        (column.name, literal::simple(simple))
    });
    let format = if table_format(&schema.uri) == Csv::NAME { Csv::NAME } else { Parquet::NAME };
    let ty = dataset_type(columns.collect(), format);
    (schema.uri, ty)
}

fn text(literal: Literal) -> Option<String> {
    match literal::into_primitive(literal, "a string") {
        Ok(primitive::Value::StringValue(text)) => Some(text),
        _ => None,
    }
}

/// The JSON Schema that a dataclass has for such a field (mashumaro's schema of flytekit's own class).
pub(super) const LOOK: Look = Look::Record(&[("uri", &Look::Text), ("file_format", &Look::Text)]);

pub(super) fn schema() -> Json {
    let text = |default: Json| json!({"anyOf": [{"type": "string"}, {"type": "null"}], "default": default});
    json!({
        "type": "object",
        "title": "StructuredDataset",
        "properties": {"uri": text(Json::Null), "file_format": text("".into())},
        "additionalProperties": false,
    })
}
