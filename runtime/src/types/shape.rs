//! Checks whether a literal has the shape of a type, when nothing names its type.

use super::msgpack::{TAG, Token, Unpacker};
use aileron_idl::core::{
    Literal, LiteralType, Primitive, SimpleType, literal::Value, literal_type::Type, primitive, scalar,
};

/// Whether the literal is of the type without conversion.
pub(crate) fn fits(literal: &Literal, ty: &LiteralType) -> bool {
    let Some(ty) = &ty.r#type else { return false };
    match &literal.value {
        Some(Value::Scalar(scalar)) => scalar.value.as_ref().is_some_and(|value| fits_scalar(value, ty)),
        Some(Value::Collection(_)) => matches!(ty, Type::CollectionType(_)),
        Some(Value::Map(_)) => matches!(ty, Type::MapValueType(_)) || is(ty, SimpleType::Struct),
        Some(Value::OffloadedMetadata(_)) | None => false,
    }
}

fn fits_scalar(value: &scalar::Value, ty: &Type) -> bool {
    match value {
        scalar::Value::Primitive(Primitive { value: Some(value) }) => match value {
            primitive::Value::Integer(_) => is(ty, SimpleType::Integer),
            primitive::Value::FloatValue(_) => is(ty, SimpleType::Float),
            primitive::Value::Boolean(_) => is(ty, SimpleType::Boolean),
            primitive::Value::Datetime(_) => is(ty, SimpleType::Datetime),
            primitive::Value::Duration(_) => is(ty, SimpleType::Duration),
            primitive::Value::StringValue(text) => fits_text(text, ty),
        },
        scalar::Value::Binary(binary) if binary.tag == TAG => {
            Unpacker::new(&binary.value).peek().is_ok_and(|token| fits_token(token, ty))
        }
        scalar::Value::Binary(_) => is(ty, SimpleType::Binary),
        scalar::Value::NoneType(_) => is(ty, SimpleType::None),
        scalar::Value::Error(_) => is(ty, SimpleType::Error),
        scalar::Value::Generic(_) => is(ty, SimpleType::Struct),
        scalar::Value::Blob(_) => matches!(ty, Type::Blob(_)),
        scalar::Value::Schema(_) => matches!(ty, Type::Schema(_)),
        scalar::Value::StructuredDataset(_) => matches!(ty, Type::StructuredDatasetType(_)),
        scalar::Value::Primitive(_) | scalar::Value::Union(_) => false,
    }
}

/// Whether a value that was a field of a struct fits.
fn fits_token(token: Token<'_>, ty: &Type) -> bool {
    match token {
        Token::Nil => is(ty, SimpleType::None),
        Token::Boolean(_) => is(ty, SimpleType::Boolean),
        Token::Integer(_) | Token::Unsigned(_) => is(ty, SimpleType::Integer),
        Token::Float(_) => is(ty, SimpleType::Float),
        Token::Text(text) => fits_text(text, ty),
        Token::Binary(_) => is(ty, SimpleType::Binary),
        Token::Array(_) => matches!(ty, Type::CollectionType(_)),
        Token::Map(_) => matches!(ty, Type::MapValueType(_)) || is(ty, SimpleType::Struct),
    }
}

/// Whether a text fits: an enum accepts its own values only.
fn fits_text(text: &str, ty: &Type) -> bool {
    match ty {
        Type::EnumType(values) => values.values.iter().any(|value| value == text),
        _ => is(ty, SimpleType::String),
    }
}

fn is(ty: &Type, kind: SimpleType) -> bool {
    matches!(ty, Type::Simple(simple) if *simple == kind as i32)
}
