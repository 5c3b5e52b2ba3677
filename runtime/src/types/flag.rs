//! A value as people write it on the command line.

use super::parse::float;
use super::{ValueError, json, literal, number, union};
use aileron_idl::core::{Literal, LiteralType, SimpleType, literal_type::Type};
use serde_json::{Number, Value as Json};

/// The literal that a text stands for: a string is taken as it is, a list or a map is JSON.
///
/// # Errors
/// When the text is no value of the type.
pub(crate) fn parse(text: &str, ty: &LiteralType) -> Result<Literal, ValueError> {
    match &ty.r#type {
        Some(Type::UnionType(variants)) => {
            let read = |variant: &LiteralType| Ok(literal::union(parse(text, variant)?, variant.clone()));
            union::first(&variants.variants, read, || format!("`{text}`"))
        }
        _ => json::read(to_json(text, ty)?, ty),
    }
}

/// The JSON that a text stands for where a value of the type, which is no union, is wanted.
///
/// # Errors
/// When it stands for none.
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
            format!("`{text}` is no JSON ({error}); {} is written as JSON", super::one(ty))
        })
    })
}

/// The text itself where it is too large: its type tells how much it holds.
fn integer(text: &str) -> Result<Json, ValueError> {
    match text.parse::<i64>() {
        Ok(value) => Ok(value.into()),
        Err(_) if number::is_beyond(text) => Ok(text.into()),
        Err(_) => Err(ValueError::new(format!("`{text}` is no integer; write one as `42`"))),
    }
}

fn boolean(text: &str) -> Result<Json, ValueError> {
    match text.parse::<bool>() {
        Ok(value) => Ok(value.into()),
        Err(_) => Err(ValueError::new(format!("`{text}` is no boolean; write `true` or `false`"))),
    }
}
