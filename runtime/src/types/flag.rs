//! Reads values as people write them on the command line.

use super::parse::float;
use super::{ValueError, json, literal, number, union};
use aileron_idl::core::{Literal, LiteralType, SimpleType, literal_type::Type};
use serde_json::{Number, Value as Json};

/// Reads a literal of a type from a text: a string is taken as it is, a list or a map is JSON.
///
/// # Errors
/// If the text is not a value of the type.
pub(crate) fn parse(text: &str, ty: &LiteralType) -> Result<Literal, ValueError> {
    match &ty.r#type {
        Some(Type::UnionType(variants)) => {
            let read = |variant: &LiteralType| Ok(literal::union(parse(text, variant)?, variant.clone()));
            union::first(&variants.variants, read, || format!("`{text}`"))
        }
        _ => json::read(to_json(text, ty)?, ty),
    }
}

/// The JSON of a text that stands for a value of a type other than a union.
///
/// # Errors
/// If the text is not a value of the type.
pub(super) fn to_json(text: &str, ty: &LiteralType) -> Result<Json, ValueError> {
    match &ty.r#type {
        Some(Type::Simple(kind)) => match SimpleType::try_from(*kind) {
            Ok(SimpleType::Integer) => integer(text),
            Ok(SimpleType::Float) => {
                float(text).map(|value| Number::from_f64(value).map_or_else(|| text.into(), Json::Number))
            }
            Ok(SimpleType::Boolean) => boolean(text),
            Ok(SimpleType::String | SimpleType::Datetime | SimpleType::Duration | SimpleType::Binary) => {
                Ok(text.into())
            }
            _ => from_json(text, ty),
        },
        Some(Type::EnumType(_) | Type::Blob(_) | Type::StructuredDatasetType(_)) => Ok(text.into()),
        _ => from_json(text, ty),
    }
}

fn from_json(text: &str, ty: &LiteralType) -> Result<Json, ValueError> {
    json::parse_text(text.as_bytes()).map_err(|error| {
        ValueError::new(if error.is_of_values() {
            format!("in `{text}` {error}")
        } else {
            format!("`{text}` is not valid JSON ({error}); write {} as JSON", super::one(ty))
        })
    })
}

/// Reads an integer. One of more than 64 bits stays a text: the field's type reports its range.
fn integer(text: &str) -> Result<Json, ValueError> {
    match text.parse::<i64>() {
        Ok(value) => Ok(value.into()),
        Err(_) if number::is_beyond(text) => Ok(text.into()),
        Err(_) => Err(ValueError::new(format!("`{text}` is not an integer; write one as `42`"))),
    }
}

fn boolean(text: &str) -> Result<Json, ValueError> {
    match text.parse::<bool>() {
        Ok(value) => Ok(value.into()),
        Err(_) => Err(ValueError::new(format!("`{text}` is not a boolean; write `true` or `false`"))),
    }
}
