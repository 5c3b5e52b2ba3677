//! The types of values: what Flyte's compiler takes a constant for (flytepropeller `pkg/compiler/validators/utils.go`).

use super::cast::Crash;
use aileron_idl::core::literal_type::Type;
use aileron_idl::core::{
    Literal, LiteralType, Primitive, Scalar, SimpleType, UnionType, literal, primitive, scalar,
};

/// The tag of bytes that hold a structured value (flyteidl `clients/go/coreutils`).
const MSGPACK: &str = "msgpack";

/// The type of a scalar; `None` if the compiler knows none.
pub(super) fn of_scalar(scalar: &Scalar) -> Result<Option<LiteralType>, Crash> {
    let Some(value) = &scalar.value else { return Err(Crash) };
    let ty = match value {
        scalar::Value::Primitive(primitive) => return Ok(Some(of_primitive(primitive))),
        scalar::Value::Blob(blob) => match &blob.metadata {
            None => return Ok(None),
            Some(metadata) => metadata.r#type.clone().map(Type::Blob),
        },
        scalar::Value::Binary(binary) if binary.tag == MSGPACK => Some(simple(SimpleType::Struct)),
        scalar::Value::Binary(_) => Some(simple(SimpleType::Binary)),
        scalar::Value::Schema(schema) => schema.r#type.clone().map(Type::Schema),
        scalar::Value::StructuredDataset(dataset) => dataset
            .metadata
            .as_ref()
            .and_then(|metadata| metadata.structured_dataset_type.clone())
            .map(Type::StructuredDatasetType),
        scalar::Value::NoneType(_) => Some(simple(SimpleType::None)),
        scalar::Value::Error(_) => Some(simple(SimpleType::Error)),
        scalar::Value::Generic(_) => Some(simple(SimpleType::Struct)),
        scalar::Value::Union(union) => match &union.r#type {
            None => return Err(Crash),
            Some(variant) => Some(Type::UnionType(UnionType { variants: vec![variant.clone()] })),
        },
    };
    Ok(Some(LiteralType { r#type: ty, ..LiteralType::default() }))
}

/// The type of a primitive value; that of no value if it has none.
pub(super) fn of_primitive(primitive: &Primitive) -> LiteralType {
    let kind = match &primitive.value {
        None => SimpleType::None,
        Some(primitive::Value::Integer(_)) => SimpleType::Integer,
        Some(primitive::Value::FloatValue(_)) => SimpleType::Float,
        Some(primitive::Value::StringValue(_)) => SimpleType::String,
        Some(primitive::Value::Boolean(_)) => SimpleType::Boolean,
        Some(primitive::Value::Datetime(_)) => SimpleType::Datetime,
        Some(primitive::Value::Duration(_)) => SimpleType::Duration,
    };
    LiteralType { r#type: Some(simple(kind)), ..LiteralType::default() }
}

/// The type of a literal; `None` if a part of it has none.
pub(super) fn of_literal(literal: &Literal) -> Result<Option<LiteralType>, Crash> {
    let ty = match &literal.value {
        None => return Ok(None),
        Some(literal::Value::Scalar(scalar)) => return of_scalar(scalar),
        Some(literal::Value::OffloadedMetadata(metadata)) => return Ok(metadata.inferred_type.clone()),
        Some(literal::Value::Collection(list)) => {
            of_items(list.literals.iter())?.map(|item| Type::CollectionType(Box::new(item)))
        }
        Some(literal::Value::Map(map)) => {
            of_items(map.literals.values())?.map(|item| Type::MapValueType(Box::new(item)))
        }
    };
    Ok(ty.map(|ty| LiteralType { r#type: Some(ty), ..LiteralType::default() }))
}

/// The type of the items of a list or a map: that of no value if there are none, a union if they differ.
fn of_items<'l>(literals: impl Iterator<Item = &'l Literal>) -> Result<Option<LiteralType>, Crash> {
    let (mut types, mut empty) = (Vec::new(), None);
    for literal in literals {
        let Some(ty) = of_literal(literal)? else { return Ok(None) };
        // An empty list counts only if nothing says more.
        match &literal.value {
            Some(literal::Value::Collection(list)) if list.literals.is_empty() => empty = Some(ty),
            _ if types.contains(&ty) => {}
            _ => types.push(ty),
        }
    }
    if types.is_empty() {
        types.extend(empty);
    }
    Ok(Some(match types.len() {
        0 => LiteralType { r#type: Some(simple(SimpleType::None)), ..LiteralType::default() },
        1 => types.swap_remove(0),
        _ => union_of(types),
    }))
}

/// A union of types. Lists of unions become one list of a union of all their variants.
fn union_of(types: Vec<LiteralType>) -> LiteralType {
    let (mut variants, mut is_nested) = (Vec::new(), false);
    for ty in types {
        match &ty.r#type {
            Some(Type::CollectionType(item)) => match &item.r#type {
                Some(Type::UnionType(union)) => {
                    is_nested = true;
                    variants.extend(union.variants.iter().cloned());
                }
                _ => variants.push(ty),
            },
            _ => variants.push(ty),
        }
    }
    let of = |ty| LiteralType { r#type: Some(ty), ..LiteralType::default() };
    let union = of(Type::UnionType(UnionType { variants }));
    if is_nested { of(Type::CollectionType(Box::new(union))) } else { union }
}

fn simple(kind: SimpleType) -> Type {
    Type::Simple(kind as i32)
}
