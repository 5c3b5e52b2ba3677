//! Building literals and taking them apart.

use super::{ValueError, msgpack};
use aileron_idl::core::{
    Literal, LiteralType, Primitive, Scalar, SimpleType, StructuredDataset, StructuredDatasetMetadata,
    StructuredDatasetType, Union, Void, literal, literal_type, primitive, scalar,
};

pub(crate) fn simple(kind: SimpleType) -> LiteralType {
    literal_type(literal_type::Type::Simple(kind as i32))
}

pub(crate) fn literal_type(kind: literal_type::Type) -> LiteralType {
    LiteralType { r#type: Some(kind), ..LiteralType::default() }
}

pub(crate) fn with(value: literal::Value) -> Literal {
    Literal { value: Some(value), ..Literal::default() }
}

pub(crate) fn scalar(value: scalar::Value) -> Literal {
    with(literal::Value::Scalar(Box::new(Scalar { value: Some(value) })))
}

pub(crate) fn primitive(value: primitive::Value) -> Literal {
    scalar(scalar::Value::Primitive(Primitive { value: Some(value) }))
}

pub(crate) fn none() -> Literal {
    scalar(scalar::Value::NoneType(Void {}))
}

pub(crate) fn union(value: Literal, variant: LiteralType) -> Literal {
    let union = Union { value: Some(Box::new(value)), r#type: Some(variant) };
    scalar(scalar::Value::Union(Box::new(union)))
}

pub(crate) fn dataset(uri: String, ty: StructuredDatasetType) -> Literal {
    let metadata = StructuredDatasetMetadata { structured_dataset_type: Some(ty) };
    scalar(scalar::Value::StructuredDataset(StructuredDataset { uri, metadata: Some(metadata) }))
}

/// The literal without a union around it: Flyte hands a value over with or without one.
pub(crate) fn unwrap_union(literal: Literal) -> Literal {
    match literal.value {
        Some(literal::Value::Scalar(scalar)) => match scalar.value {
            Some(scalar::Value::Union(union)) => {
                union.value.map(|inner| unwrap_union(*inner)).unwrap_or_default()
            }
            value => Literal { value: Some(literal::Value::Scalar(Box::new(Scalar { value }))), ..literal },
        },
        value => Literal { value, ..literal },
    }
}

/// The value of a literal, without a union around it. A field that a workflow takes out of a struct arrives as MessagePack
/// (flytepropeller `controller/nodes/attr_path_resolver.go`) and is decoded, unless it is itself a struct.
pub(crate) fn into_value(literal: Literal) -> Result<Option<literal::Value>, ValueError> {
    match unwrap_union(literal).value {
        Some(literal::Value::Scalar(scalar)) => match scalar.value {
            Some(scalar::Value::Binary(binary)) if binary.tag == msgpack::TAG => {
                Ok(msgpack::read(&binary.value, msgpack::Unpacker::literal)?.value)
            }
            value => Ok(Some(literal::Value::Scalar(Box::new(Scalar { value })))),
        },
        value => Ok(value),
    }
}

pub(crate) fn into_scalar(literal: Literal, wanted: &str) -> Result<scalar::Value, ValueError> {
    match into_value(literal)? {
        Some(literal::Value::Scalar(scalar)) => {
            scalar.value.ok_or_else(|| ValueError::mismatch(wanted, "an empty scalar"))
        }
        other => Err(ValueError::mismatch(wanted, describe(other.as_ref()))),
    }
}

pub(crate) fn into_primitive(literal: Literal, wanted: &str) -> Result<primitive::Value, ValueError> {
    match into_scalar(literal, wanted)? {
        scalar::Value::Primitive(Primitive { value: Some(value) }) => Ok(value),
        other => Err(ValueError::mismatch(wanted, describe_scalar(&other))),
    }
}

pub(crate) fn scalar_in(literal: &Literal) -> Option<&scalar::Value> {
    match &literal.value {
        Some(literal::Value::Scalar(scalar)) => scalar.value.as_ref(),
        _ => None,
    }
}

pub(crate) fn is_none(literal: &Literal) -> bool {
    match scalar_in(literal) {
        Some(scalar::Value::NoneType(_)) => true,

        Some(scalar::Value::Binary(binary)) => binary.tag == msgpack::TAG && binary.value == [msgpack::NIL],
        Some(scalar::Value::Union(union)) => union.value.as_deref().is_some_and(is_none),
        _ => false,
    }
}

/// Names in a message what a literal holds.
pub(crate) fn describe(value: Option<&literal::Value>) -> &'static str {
    match value {
        None => "nothing",
        Some(literal::Value::Scalar(scalar)) => {
            scalar.value.as_ref().map_or("an empty scalar", describe_scalar)
        }
        Some(literal::Value::Collection(_)) => "a list",
        Some(literal::Value::Map(_)) => "a map",
        Some(literal::Value::OffloadedMetadata(_)) => "the address of an offloaded value",
    }
}

pub(crate) fn describe_scalar(value: &scalar::Value) -> &'static str {
    match value {
        scalar::Value::Primitive(primitive) => {
            primitive.value.as_ref().map_or("an empty primitive", describe_primitive)
        }
        scalar::Value::Blob(_) => "a blob",
        scalar::Value::Binary(_) => "binary data",
        scalar::Value::Schema(_) => "a schema",
        scalar::Value::NoneType(_) => "none",
        scalar::Value::Error(_) => "an error",
        scalar::Value::Generic(_) => "a struct",
        scalar::Value::StructuredDataset(_) => "a structured dataset",
        scalar::Value::Union(_) => "a union",
    }
}

pub(crate) fn describe_primitive(value: &primitive::Value) -> &'static str {
    match value {
        primitive::Value::Integer(_) => "an integer",
        primitive::Value::FloatValue(_) => "a float",
        primitive::Value::StringValue(_) => "a string",
        primitive::Value::Boolean(_) => "a boolean",
        primitive::Value::Datetime(_) => "a datetime",
        primitive::Value::Duration(_) => "a duration",
    }
}
