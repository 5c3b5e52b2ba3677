//! Blobs: files and directories on the wire.

use crate::types::look::Look;
use crate::types::{FlyteType, ValueError, literal};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{
    Blob, BlobMetadata, BlobType, Literal, LiteralType, literal::Value, literal_type, primitive, scalar,
};
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;

pub(super) fn literal_type(format: &str, dimensionality: BlobDimensionality) -> LiteralType {
    literal::literal_type(literal_type::Type::Blob(blob_type(format, dimensionality)))
}

fn blob_type(format: &str, dimensionality: BlobDimensionality) -> BlobType {
    BlobType { format: format.to_owned(), dimensionality: dimensionality as i32 }
}

pub(super) fn literal(uri: String, format: &str, dimensionality: BlobDimensionality) -> Literal {
    let metadata = BlobMetadata { r#type: Some(blob_type(format, dimensionality)) };
    literal::scalar(scalar::Value::Blob(Blob { metadata: Some(metadata), uri }))
}

/// Reads the address and the metadata from a blob, or from the form of a blob in a struct: a map with a `path`.
pub(super) fn read(
    literal: Literal,
    wanted: &str,
    dimensionality: BlobDimensionality,
) -> Result<(String, BTreeMap<String, String>), ValueError> {
    let mut literal = literal::unwrap_union(literal);
    let metadata = std::mem::take(&mut literal.metadata);
    match literal::into_value(literal)? {
        Some(Value::Scalar(scalar)) => Ok((uri(scalar.value, wanted, dimensionality)?, metadata)),
        Some(Value::Map(mut map)) => {
            let path = map.literals.remove("path");
            let path = path.ok_or_else(|| ValueError::mismatch(wanted, "a map without a `path`"))?;
            let metadata = map.literals.remove("metadata").map(Option::from_literal).transpose()?;
            Ok((into_text(path, wanted)?, metadata.flatten().unwrap_or_default()))
        }
        other => Err(ValueError::mismatch(wanted, literal::describe(other.as_ref()))),
    }
}

fn uri(
    value: Option<scalar::Value>,
    wanted: &str,
    dimensionality: BlobDimensionality,
) -> Result<String, ValueError> {
    let found = match value {
        Some(scalar::Value::Blob(blob)) => {
            let ty = blob.metadata.and_then(|metadata| metadata.r#type).unwrap_or_default();
            match dimensionality {
                _ if ty.dimensionality == dimensionality as i32 => return Ok(blob.uri),
                BlobDimensionality::Single => "a directory",
                BlobDimensionality::Multipart => "a single file",
            }
        }
        value => value.as_ref().map_or("an empty scalar", literal::describe_scalar),
    };
    Err(ValueError::mismatch(wanted, found))
}

fn into_text(path: Literal, wanted: &str) -> Result<String, ValueError> {
    match literal::into_primitive(path, wanted)? {
        primitive::Value::StringValue(path) => Ok(path),
        other => Err(ValueError::mismatch(wanted, literal::describe_primitive(&other))),
    }
}

/// The form in a struct; as in flytekit, it is the same for a file and a directory.
pub(super) const LOOK: Look = Look::Record(&[("path", &Look::Text)]);

/// The JSON Schema that a dataclass has for such a field (mashumaro's schema of flytekit's own classes).
pub(super) fn schema(title: &str, has_metadata: bool) -> Json {
    let text = json!({"type": "string"});
    let path = json!({"anyOf": [text, {"type": "string", "format": "path"}], "default": null});
    let mut properties = json!({"path": path});
    if has_metadata {
        let texts = json!({"type": "object", "propertyNames": text, "additionalProperties": text});
        properties["metadata"] = json!({"anyOf": [texts, {"type": "null"}], "default": null});
    }
    json!({"type": "object", "title": title, "properties": properties, "additionalProperties": false})
}
