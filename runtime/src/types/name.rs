//! The names of types in messages.

use super::FlyteType;
use super::schema::of_variant as schema_of;
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{LiteralType, SimpleType, literal_type::Type};
use chrono::NaiveDate;
use serde_json::Value;

/// The name of a type: `integer`, `list of string`, `map of float`, `datetime or none`.
pub(crate) fn name(ty: &LiteralType) -> String {
    name_as(ty, &Value::Null)
}

/// The name of a type; its JSON Schema says whether a datetime is a date.
pub(crate) fn name_as(ty: &LiteralType, schema: &Value) -> String {
    match &ty.r#type {
        Some(Type::Simple(kind)) if *kind == SimpleType::Datetime as i32 && is_date(ty, schema) => {
            "date".to_owned()
        }
        Some(Type::Simple(kind)) => simple(*kind).to_owned(),
        Some(Type::CollectionType(item)) => format!("list of {}", inner(item, &schema["items"])),
        Some(Type::MapValueType(item)) => format!("map of {}", inner(item, &schema["additionalProperties"])),
        Some(Type::UnionType(union)) => {
            let names = union.variants.iter().map(|variant| name_as(variant, &schema_of(variant, schema)));
            names.collect::<Vec<_>>().join(" or ")
        }
        Some(Type::EnumType(one)) => format!("one of {}", one.values.join(", ")),
        Some(Type::Blob(blob)) if blob.dimensionality == BlobDimensionality::Multipart as i32 => {
            "directory".to_owned()
        }
        Some(Type::Blob(_)) => "file".to_owned(),
        Some(Type::Schema(_) | Type::StructuredDatasetType(_)) => "dataset".to_owned(),
        None => "nothing".to_owned(),
    }
}

/// Whether a datetime is a date. For a variant of a union, its tag says so.
fn is_date(ty: &LiteralType, schema: &Value) -> bool {
    let tag = ty.structure.as_ref().map(|structure| &*structure.tag);
    tag == Some(&*NaiveDate::union_tag()) || schema["format"] == "date"
}

fn inner(ty: &LiteralType, schema: &Value) -> String {
    match &ty.r#type {
        Some(Type::UnionType(_) | Type::EnumType(_)) => format!("({})", name_as(ty, schema)),
        _ => name_as(ty, schema),
    }
}

/// The name with its article: `an integer`, `a list of string`.
pub(crate) fn one(ty: &LiteralType) -> String {
    one_as(ty, &Value::Null)
}

pub(super) fn one_as(ty: &LiteralType, schema: &Value) -> String {
    let name = name_as(ty, schema);
    let article = match &ty.r#type {
        Some(Type::UnionType(_) | Type::EnumType(_)) | None => "",
        _ if name == "none" || name == "binary" => "",
        _ if name.starts_with(['a', 'e', 'i', 'o', 'u']) => "an ",
        _ => "a ",
    };
    article.to_owned() + &name
}

fn simple(kind: i32) -> &'static str {
    match SimpleType::try_from(kind) {
        Ok(SimpleType::None) => "none",
        Ok(SimpleType::Integer) => "integer",
        Ok(SimpleType::Float) => "float",
        Ok(SimpleType::String) => "string",
        Ok(SimpleType::Boolean) => "boolean",
        Ok(SimpleType::Datetime) => "datetime",
        Ok(SimpleType::Duration) => "duration",
        Ok(SimpleType::Binary) => "binary",
        Ok(SimpleType::Error) => "error",
        Ok(SimpleType::Struct) => "struct",
        Err(_) => "unknown",
    }
}
