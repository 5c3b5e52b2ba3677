//! Unions: a tag says which variant a value is.

use super::{FlyteType, ValueError, literal};
use aileron_idl::core::blob_type::BlobDimensionality;
use aileron_idl::core::{Literal, LiteralType, SimpleType, TypeStructure, literal_type::Type, scalar};
use serde_json::Value;
use std::borrow::Cow;

const NONE_TAG: &str = "none";

/// The default tag of a type: the name of flytekit's own converter (`core/type_engine.py`).
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
        Some(Type::Blob(blob)) if blob.dimensionality == BlobDimensionality::Multipart as i32 => {
            "FlyteDirectory"
        }
        Some(Type::Blob(_)) => "FlyteFilePath",
        Some(Type::StructuredDatasetType(_)) => "StructuredDataset Transformer",
        Some(Type::Schema(_)) => "FlyteSchema",
        None => "",
    };
    Cow::Borrowed(tag)
}

/// A type as a variant of a union: its structure holds only the tag.
pub(crate) fn variant(mut ty: LiteralType, tag: &str) -> LiteralType {
    ty.structure = Some(TypeStructure { tag: tag.to_owned(), ..TypeStructure::default() });
    ty
}

pub(crate) fn none_variant() -> LiteralType {
    variant(literal::simple(SimpleType::None), NONE_TAG)
}

/// The variants that a type adds to a union: itself, or those of a union, as Python flattens `Optional[Union[A, B]]`.
pub(crate) fn variants<T: FlyteType>() -> Vec<LiteralType> {
    let ty = T::literal_type();
    match ty.r#type {
        Some(Type::UnionType(union)) => union.variants,
        _ => vec![variant(ty, &T::union_tag())],
    }
}

/// The JSON Schemas that a type adds to the schema of a union.
pub(crate) fn schemas<T: FlyteType>() -> Vec<Value> {
    match T::schema() {
        Value::Object(mut schema) if schema.len() == 1 && schema.contains_key("anyOf") => {
            match schema.remove("anyOf") {
                Some(Value::Array(schemas)) => schemas,
                other => other.into_iter().collect(),
            }
        }
        schema => vec![schema],
    }
}

/// Writes a value as a variant of a union. A variant of a union within it stays as it is.
pub(crate) fn wrap<T: FlyteType>(value: T) -> Result<Literal, ValueError> {
    let literal = value.into_literal()?;
    if matches!(literal::scalar_in(&literal), Some(scalar::Value::Union(_))) {
        return Ok(literal);
    }
    Ok(literal::union(literal, variant(T::literal_type(), &T::union_tag())))
}

/// Whether the type accepts none, so that an input of it needs no value.
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

/// The result of `read` for the first variant that it accepts. If only one variant is not none, its error is returned.
pub(crate) fn first(
    variants: &[LiteralType],
    mut read: impl FnMut(&LiteralType) -> Result<Literal, ValueError>,
    found: impl FnOnce() -> String,
) -> Result<Literal, ValueError> {
    let mut errors = Vec::new();
    for variant in variants {
        match read(variant) {
            Ok(literal) => return Ok(literal),
            Err(error) if !accepts_none(variant) => errors.push(error),
            Err(_) => {}
        }
    }
    only(errors).unwrap_or_else(|| Err(none_fits(variants, &found())))
}

/// The error, if there is exactly one.
pub(crate) fn only<T>(mut errors: Vec<ValueError>) -> Option<Result<T, ValueError>> {
    let last = errors.pop()?;
    errors.is_empty().then_some(Err(last))
}

pub(crate) fn none_fits<'t>(variants: impl IntoIterator<Item = &'t LiteralType>, found: &str) -> ValueError {
    let names = variants.into_iter().map(super::name).collect::<Vec<_>>().join(" or ");
    ValueError::new(format!("expected {names}, found {found}"))
}
