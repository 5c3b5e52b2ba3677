//! Types by the names that people read.

use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{LiteralType, SimpleType, literal_type::Type};

/// `integer`, `list of string`, `map of float`, `datetime or none`.
pub(crate) fn name(ty: &LiteralType) -> String {
    match &ty.r#type {
        Some(Type::Simple(kind)) => simple(*kind).to_owned(),
        Some(Type::CollectionType(item)) => format!("list of {}", inner(item)),
        Some(Type::MapValueType(item)) => format!("map of {}", inner(item)),
        Some(Type::UnionType(union)) => union.variants.iter().map(name).collect::<Vec<_>>().join(" or "),
        Some(Type::EnumType(one)) => format!("one of {}", one.values.join(", ")),
        Some(Type::Blob(blob)) if blob.dimensionality == BlobDimensionality::Multipart as i32 => {
            "directory".to_owned()
        }
        Some(Type::Blob(_)) => "file".to_owned(),
        Some(Type::Schema(_) | Type::StructuredDatasetType(_)) => "dataset".to_owned(),
        None => "nothing".to_owned(),
    }
}

fn inner(ty: &LiteralType) -> String {
    match &ty.r#type {
        Some(Type::UnionType(_) | Type::EnumType(_)) => format!("({})", name(ty)),
        _ => name(ty),
    }
}

/// The same with its article: `an integer`, `a list of string`.
pub(crate) fn one(ty: &LiteralType) -> String {
    let name = name(ty);
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
