//! The JSON Schemas (draft 2020-12) of a struct and of the types in it, as mashumaro writes them for a dataclass (mashumaro
//! `jsonschema/schema.py`). Flyte compares structs by these schemas.

use super::{FlyteType, msgpack};
use aileron_idl::core::{LiteralType, SimpleType, TypeAnnotation, literal_type::Type};
use aileron_idl::{ToJson, google};
use chrono::NaiveDate;
use serde_json::{Value, json};

/// The schema of a type within that of a struct.
pub(crate) fn json_schema(ty: &LiteralType) -> Value {
    if let Some(schema) = &ty.metadata {
        return schema.to_json();
    }
    match &ty.r#type {
        Some(Type::Simple(kind)) => of_simple(SimpleType::try_from(*kind).unwrap_or_default()),
        Some(Type::CollectionType(items)) => json!({"type": "array", "items": json_schema(items)}),
        Some(Type::MapValueType(values)) => {
            json!({"type": "object", "propertyNames": {"type": "string"}, "additionalProperties": json_schema(values)})
        }
        Some(Type::EnumType(values)) => json!({"enum": values.values}),
        Some(Type::UnionType(union)) => {
            json!({"anyOf": union.variants.iter().map(json_schema).collect::<Vec<_>>()})
        }
        _ => json!({"type": "object"}),
    }
}

fn of_simple(kind: SimpleType) -> Value {
    match kind {
        SimpleType::None => json!({"type": "null"}),
        SimpleType::Integer => json!({"type": "integer"}),
        SimpleType::Float => json!({"type": "number"}),
        SimpleType::String => json!({"type": "string"}),
        SimpleType::Boolean => json!({"type": "boolean"}),
        SimpleType::Datetime => json!({"type": "string", "format": "date-time"}),
        SimpleType::Duration => json!({"type": "number", "format": "time-delta"}),
        SimpleType::Binary => json!({"type": "string", "format": "base64"}),
        SimpleType::Error | SimpleType::Struct => json!({"type": "object"}),
    }
}

/// The schema of a union's variant, which says whether a datetime is a date. Its tag finds it; a union has one list and one map.
pub(super) fn of_variant(ty: &LiteralType, union: &Value) -> Value {
    let tag = ty.structure.as_ref().map_or("", |structure| &structure.tag);
    let last = |kind: &str| {
        let mut schemas = union["anyOf"].as_array().into_iter().flatten();
        schemas.rfind(|schema| schema["type"] == kind).cloned().unwrap_or_default()
    };
    match &ty.r#type {
        Some(Type::CollectionType(_)) => last("array"),
        Some(Type::MapValueType(_)) => last("object"),
        _ if tag == NaiveDate::union_tag() => NaiveDate::schema(),
        _ => Value::Null,
    }
}

/// A JSON object as a protobuf struct; other JSON gives an empty one.
pub(crate) fn to_struct(value: Value) -> google::Struct {
    match value {
        Value::Object(object) => object.into(),
        _ => google::Struct::default(),
    }
}

/// Marks a type whose values are MessagePack. The mark is part of the keys of Flyte's cache (flytekit `core/constants.py`).
pub(crate) fn packed() -> TypeAnnotation {
    let annotations = to_struct(json!({"cache-key-metadata": {"serialization-format": msgpack::TAG}}));
    TypeAnnotation { annotations: Some(annotations) }
}
