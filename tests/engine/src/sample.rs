//! Sample values of any type, to run a workflow of which only the interface is known.

use aileron::chrono::{DateTime, TimeDelta, Utc};
use aileron::{FlyteError, FlyteType};
use aileron_idl::core::{
    Blob, BlobMetadata, BlobType, Literal, LiteralCollection, LiteralMap, LiteralType, Scalar, SimpleType,
    Union, UnionType, blob_type::BlobDimensionality, literal::Value, literal_type::Type, scalar,
};
use serde_json::{Value as Json, json};
use std::fs;
use std::path::Path;

const NUMBER: i64 = 3;
const TEXT: &str = "to be or not to be";

/// Makes a value. Lists and maps contain the same value twice; files are written to `folder`.
///
/// # Panics
/// Panics if there is no sample for the type.
#[must_use]
#[track_caller]
pub fn sample(ty: &LiteralType, folder: &Path) -> Literal {
    let value = match kind(ty) {
        Type::Simple(simple) => return simple_sample(ty, *simple),
        Type::EnumType(of) => return literal(of.values[0].clone()),
        Type::CollectionType(item) => {
            Value::Collection(LiteralCollection { literals: vec![sample(item, folder); 2] })
        }
        Type::MapValueType(item) => {
            let item = sample(item, folder);
            Value::Map(LiteralMap { literals: ["a", "b"].map(|key| (key.to_owned(), item.clone())).into() })
        }
        Type::UnionType(of) => {
            let variant = some(of);
            let value = Some(Box::new(sample(variant, folder)));
            scalar(scalar::Value::Union(Box::new(Union { value, r#type: Some(variant.clone()) })))
        }
        Type::Blob(of) => scalar(scalar::Value::Blob(files(of, folder))),
        _ => unknown(ty),
    };
    Literal { value: Some(value), ..Literal::default() }
}

fn simple_sample(ty: &LiteralType, simple: i32) -> Literal {
    match SimpleType::try_from(simple) {
        Ok(SimpleType::Integer) => literal(NUMBER),
        Ok(SimpleType::Float) => literal(0.5),
        Ok(SimpleType::String) => literal(TEXT.to_owned()),
        Ok(SimpleType::Boolean) => literal(true),
        Ok(SimpleType::Datetime) => literal(DateTime::<Utc>::UNIX_EPOCH + TimeDelta::days(NUMBER)),
        Ok(SimpleType::Duration) => literal(TimeDelta::minutes(NUMBER)),
        Ok(SimpleType::Struct) => literal(json_sample(ty)),
        Ok(SimpleType::Error) => literal(FlyteError::default()),
        _ => unknown(ty),
    }
}

/// A sample value in a struct.
fn json_sample(ty: &LiteralType) -> Json {
    match kind(ty) {
        Type::Simple(simple) => match SimpleType::try_from(*simple) {
            Ok(SimpleType::Integer) => json!(NUMBER),
            Ok(SimpleType::Float) => json!(0.5),
            Ok(SimpleType::String) => json!(TEXT),
            Ok(SimpleType::Boolean) => json!(true),
            Ok(SimpleType::Datetime) => json!("2026-01-31T08:00:00+00:00"),
            Ok(SimpleType::Struct) => {
                let fields = ty.structure.iter().flat_map(|structure| &structure.dataclass_type);
                Json::Object(fields.map(|(name, ty)| (name.clone(), json_sample(ty))).collect())
            }
            _ => unknown(ty),
        },
        Type::EnumType(of) => json!(of.values[0]),
        Type::CollectionType(item) => json!([json_sample(item), json_sample(item)]),
        Type::MapValueType(item) => json!({"a": json_sample(item), "b": json_sample(item)}),
        Type::UnionType(of) => json_sample(some(of)),
        _ => unknown(ty),
    }
}

fn files(of: &BlobType, folder: &Path) -> Blob {
    let single = of.dimensionality == BlobDimensionality::Single as i32;
    let path = folder.join(if single { "sample.csv" } else { "sample" });
    let file = if single { path.clone() } else { path.join("part.csv") };
    fs::create_dir_all(file.parent().unwrap_or(folder)).expect("a folder");
    fs::write(file, "a,1\nb,2\n").expect("a file");
    let metadata = Some(BlobMetadata { r#type: Some(of.clone()) });
    Blob { metadata, uri: path.display().to_string() }
}

fn kind(ty: &LiteralType) -> &Type {
    ty.r#type.as_ref().expect("a type is of some kind")
}

/// The first variant that is not none.
fn some(of: &UnionType) -> &LiteralType {
    let none = Type::Simple(SimpleType::None as i32);
    of.variants.iter().find(|ty| *kind(ty) != none).expect("a union is of something")
}

fn literal(value: impl FlyteType) -> Literal {
    value.into_literal().expect("a value of the type")
}

fn scalar(value: scalar::Value) -> Value {
    Value::Scalar(Box::new(Scalar { value: Some(value) }))
}

#[track_caller]
fn unknown<T>(ty: &LiteralType) -> T {
    panic!("there is no sample of the type {ty:?} yet")
}
