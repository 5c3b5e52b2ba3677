//! Values in JSON, as people write inputs and read outputs. It is not protobuf's JSON of a literal.
//!
//! Integers and floats are numbers (`"NaN"`, `"inf"` and `"-inf"` are floats as well), a datetime is RFC 3339, a
//! duration what the command line takes (`"1h30m"`), none is `null`, lists are arrays and maps objects.

use super::{FlyteType, ValueError, literal, parse, union};
use aileron_idl::ToJson;
use aileron_idl::core::{
    Literal, LiteralCollection, LiteralMap, LiteralType, SimpleType, literal::Value, literal_type::Type,
    primitive, scalar,
};
use serde_json::{Number, Value as Json};

/// The literal that a JSON value stands for.
///
/// # Errors
/// When it is no value of the type.
pub(crate) fn read(json: Json, ty: &LiteralType) -> Result<Literal, ValueError> {
    match (&ty.r#type, json) {
        (Some(Type::Simple(kind)), json) => simple(json, SimpleType::try_from(*kind).ok(), ty),
        (Some(Type::CollectionType(item)), Json::Array(values)) => {
            let literals = values.into_iter().enumerate();
            let literals = literals.map(|(index, value)| read(value, item).map_err(|e| e.within(index)));
            Ok(literal::with(Value::Collection(LiteralCollection {
                literals: literals.collect::<Result<_, _>>()?,
            })))
        }
        (Some(Type::MapValueType(item)), Json::Object(values)) => {
            let literals = values.into_iter().map(|(key, value)| match read(value, item) {
                Ok(value) => Ok((key, value)),
                Err(error) => Err(error.within(format_args!("{key:?}"))),
            });
            Ok(literal::with(Value::Map(LiteralMap { literals: literals.collect::<Result<_, _>>()? })))
        }
        (Some(Type::UnionType(variants)), json) => {
            union::first(&variants.variants, |variant| read(json.clone(), variant), || describe(&json))
        }
        (Some(Type::EnumType(one)), Json::String(text)) => parse::member(&text, &one.values),
        (_, json) => Err(mismatch(&json, ty)),
    }
}

fn simple(json: Json, kind: Option<SimpleType>, ty: &LiteralType) -> Result<Literal, ValueError> {
    match (kind, json) {
        (Some(SimpleType::None), Json::Null) => Ok(literal::none()),
        (Some(SimpleType::Boolean), Json::Bool(value)) => value.into_literal(),
        (Some(SimpleType::String), Json::String(text)) => text.into_literal(),
        (Some(SimpleType::Integer), Json::Number(number)) => integer(&number, ty),
        (Some(SimpleType::Float), Json::Number(number)) => parse::float(&number.to_string()),
        // JSON has no number for these.
        (Some(SimpleType::Float), Json::String(text))
            if text.parse::<f64>().is_ok_and(|value| !value.is_finite()) =>
        {
            parse::float(&text)
        }
        (Some(SimpleType::Datetime), Json::String(text)) => parse::datetime(&text),
        (Some(SimpleType::Duration), Json::String(text)) => parse::span(&text),
        (_, json) => Err(mismatch(&json, ty)),
    }
}

fn integer(number: &Number, ty: &LiteralType) -> Result<Literal, ValueError> {
    match number.as_i64() {
        Some(value) => value.into_literal(),
        None if number.is_u64() => Err(parse::beyond(&number.to_string())),
        None => Err(mismatch(&Json::Number(number.clone()), ty)),
    }
}

fn mismatch(json: &Json, ty: &LiteralType) -> ValueError {
    ValueError::new(format!("{} is wanted here, not {}", super::one(ty), describe(json)))
}

fn describe(json: &Json) -> String {
    match json {
        Json::Null => "null".to_owned(),
        Json::Bool(_) => format!("the boolean {json}"),
        Json::Number(_) => format!("the number {json}"),
        Json::String(_) => format!("the string {json}"),
        Json::Array(_) => "an array".to_owned(),
        Json::Object(_) => "an object".to_owned(),
    }
}

/// A literal's value in JSON. What has no form of its own here is protobuf's JSON.
pub(crate) fn write(literal: &Literal) -> Json {
    match &literal.value {
        Some(Value::Collection(list)) => list.literals.iter().map(write).collect(),
        Some(Value::Map(map)) => map.literals.iter().map(|(key, item)| (key.clone(), write(item))).collect(),
        Some(Value::Scalar(scalar)) => match &scalar.value {
            Some(scalar::Value::NoneType(_)) => Json::Null,
            Some(scalar::Value::Union(union)) => union.value.as_deref().map_or(Json::Null, write),
            Some(scalar::Value::Primitive(primitive)) => {
                primitive.value.as_ref().and_then(write_primitive).unwrap_or_else(|| literal.to_json())
            }
            _ => literal.to_json(),
        },
        _ => literal.to_json(),
    }
}

fn write_primitive(value: &primitive::Value) -> Option<Json> {
    Some(match value {
        primitive::Value::Integer(value) => Json::from(*value),
        primitive::Value::FloatValue(value) => {
            Number::from_f64(*value).map_or_else(|| value.to_string().into(), Json::Number)
        }
        primitive::Value::StringValue(text) => Json::from(text.as_str()),
        primitive::Value::Boolean(value) => Json::from(*value),
        primitive::Value::Datetime(stamp) => parse::print_datetime(stamp)?.into(),
        primitive::Value::Duration(span) => parse::print_span(span)?.into(),
    })
}
