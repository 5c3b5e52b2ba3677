//! Unions: which variant a value is, told by a tag.

use super::{ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, SimpleType, TypeStructure, literal_type::Type};
use std::borrow::Cow;

const NONE_TAG: &str = "none";

/// The tag of a type that says nothing else: the name of flytekit's own converter (`core/type_engine.py`).
pub(crate) fn tag_of(ty: &LiteralType) -> Cow<'static, str> {
    let tag = match &ty.r#type {
        Some(Type::Simple(kind)) => match SimpleType::try_from(*kind) {
            Ok(SimpleType::Integer) => "int",
            Ok(SimpleType::Float) => "float",
            Ok(SimpleType::String) => "str",
            Ok(SimpleType::Boolean) => "bool",
            Ok(SimpleType::Datetime) => "datetime",
            Ok(SimpleType::Duration) => "timedelta",
            Ok(SimpleType::None) => NONE_TAG,
            Ok(SimpleType::Error) => "FlyteError",
            _ => "Object-Dataclass-Transformer",
        },
        Some(Type::CollectionType(_)) => "Typed List",
        Some(Type::MapValueType(_)) => "Typed Dict",
        Some(Type::UnionType(_)) => "Typed Union",
        Some(Type::EnumType(_)) => "DefaultEnumTransformer",
        Some(Type::Blob(_)) => "FlyteFilePath",
        Some(Type::StructuredDatasetType(_)) => "StructuredDataset Transformer",
        Some(Type::Schema(_)) => "FlyteSchema",
        None => "",
    };
    Cow::Borrowed(tag)
}

/// A type as one variant of a union: its structure is the tag alone.
pub(crate) fn variant(mut ty: LiteralType, tag: &str) -> LiteralType {
    ty.structure = Some(TypeStructure { tag: tag.to_owned(), ..TypeStructure::default() });
    ty
}

pub(crate) fn none_variant() -> LiteralType {
    variant(literal::simple(SimpleType::None), NONE_TAG)
}

/// Whether none is a value of the type, so that an input of it needs no value.
pub(crate) fn accepts_none(ty: &LiteralType) -> bool {
    match &ty.r#type {
        Some(Type::Simple(kind)) => *kind == SimpleType::None as i32,
        Some(Type::UnionType(union)) => union.variants.iter().any(accepts_none),
        _ => false,
    }
}

/// None as a value of a union.
pub(crate) fn none() -> Literal {
    literal::union(literal::none(), none_variant())
}

/// The first variant that `read` can make a value of. If only one holds more than none, its error is the error.
pub(crate) fn first(
    variants: &[LiteralType],
    mut read: impl FnMut(&LiteralType) -> Result<Literal, ValueError>,
    found: impl FnOnce() -> String,
) -> Result<Literal, ValueError> {
    let mut errors = Vec::new();
    for variant in variants {
        match read(variant) {
            Ok(literal) => return Ok(literal::union(literal, variant.clone())),
            Err(error) if !accepts_none(variant) => errors.push(error),
            Err(_) => {}
        }
    }
    if let (1, Some(error)) = (errors.len(), errors.pop()) {
        return Err(error);
    }
    let names = variants.iter().map(super::name).collect::<Vec<_>>().join(" or ");
    Err(ValueError::new(format!("{names} is wanted here, not {}", found())))
}
