//! Values in JSON, as people write inputs and read outputs. This is not protobuf's JSON of a literal.
//!
//! Integers and floats are numbers (`"NaN"`, `"inf"` and `"-inf"` are floats as well), a datetime is RFC 3339, a date is
//! `"2026-01-31"`, a duration is what the command line takes (`"1h30m"`), bytes are base64, none is `null`, lists are
//! arrays, maps and structs are objects. Within a struct a duration is printed as a number of seconds, and a file as an
//! object with a `path`; there both forms are read.

mod text;

pub(crate) use text::parse as parse_text;

use super::{Bytes, FlyteType, ValueError, bytes, literal, msgpack, number, parse, schema, union};
use aileron_idl::ToJson;
use aileron_idl::core::{
    Literal, LiteralCollection, LiteralMap, LiteralType, SimpleType, literal::Value, literal_type::Type,
    primitive, scalar,
};
use aileron_idl::{map, try_map};
use chrono::NaiveDate;
use serde_json::{Number, Value as Json};

/// Reads a literal of a type from JSON.
///
/// # Errors
/// If the JSON is not a value of the type.
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
            Ok(literal::with(Value::Map(LiteralMap { literals: try_map(literals)? })))
        }
        (Some(Type::UnionType(variants)), json) => {
            let read =
                |variant: &LiteralType| Ok(literal::union(read(json.clone(), variant)?, variant.clone()));
            union::first(&variants.variants, read, || describe(&json))
        }
        (Some(Type::EnumType(one)), Json::String(text)) => parse::member(&text, &one.values),
        (Some(Type::Blob(_) | Type::StructuredDatasetType(_)), Json::String(text)) => {
            Ok(parse::place(text, ty))
        }
        (_, json) => Err(mismatch(&json, ty)),
    }
}

fn simple(json: Json, kind: Option<SimpleType>, ty: &LiteralType) -> Result<Literal, ValueError> {
    match (kind, json) {
        (Some(SimpleType::None), Json::Null) => Ok(literal::none()),
        (Some(SimpleType::Boolean), Json::Bool(value)) => value.into_literal(),
        (Some(SimpleType::String), Json::String(text)) => text.into_literal(),
        (Some(SimpleType::Integer), Json::Number(number)) => integer(&number, ty),
        (Some(SimpleType::Integer), Json::String(text)) if number::is_beyond(&text) => {
            Err(parse::beyond(&text))
        }
        (Some(SimpleType::Float), Json::Number(number)) => parse::float(&number.to_string())?.into_literal(),
        (Some(SimpleType::Float), Json::String(text)) => match number::not_finite(&text) {
            Some(value) => value.into_literal(),
            None => Err(mismatch(&text.into(), ty)),
        },
        (Some(SimpleType::Binary), Json::String(text)) => Bytes(bytes::by_hand(&text)?).into_literal(),
        (Some(SimpleType::Datetime), Json::String(text)) => parse::datetime(&text),
        (Some(SimpleType::Duration), Json::String(text)) => parse::span(&text),
        (Some(SimpleType::Struct), json) if json.is_object() || ty.metadata.is_none() => json.into_literal(),
        (_, json) => Err(mismatch(&json, ty)),
    }
}

fn integer(number: &Number, ty: &LiteralType) -> Result<Literal, ValueError> {
    match number.as_i64() {
        Some(value) => value.into_literal(),
        None if number.is_u64() => Err(parse::beyond(&number.to_string())),
        // `-0` is an integer in JSON, but integers have no negative zero.
        None if number.as_f64() == Some(0.0) => 0_i64.into_literal(),
        None => Err(mismatch(&Json::Number(number.clone()), ty)),
    }
}

fn mismatch(json: &Json, ty: &LiteralType) -> ValueError {
    ValueError::new(format!("expected {}, found {}{}", super::one(ty), describe(json), in_a_string(ty)))
}

/// A hint for types that JSON has no form for: how to write them as a string.
fn in_a_string(ty: &LiteralType) -> &'static str {
    match ty.r#type {
        Some(Type::Blob(_) | Type::StructuredDatasetType(_)) => {
            "; write its path or address, a string such as \"s3://bucket/key\""
        }
        Some(Type::Simple(kind)) if kind == SimpleType::Datetime as i32 => {
            "; write a string such as \"2026-01-31T08:00:00Z\""
        }
        Some(Type::Simple(kind)) if kind == SimpleType::Duration as i32 => {
            "; write a string such as \"1h30m\""
        }
        Some(Type::Simple(kind)) if kind == SimpleType::Binary as i32 => {
            "; write a string in base64, or \"@path\" for the contents of a file"
        }
        _ => "",
    }
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

/// Writes a literal as JSON, without its type. Literals that have no form here are written as protobuf's JSON.
pub(crate) fn write(literal: &Literal) -> Json {
    write_as(literal, &Json::Null)
}

/// Writes a literal as JSON; its JSON Schema says whether a datetime is a date.
pub(crate) fn write_as(literal: &Literal, schema: &Json) -> Json {
    match &literal.value {
        Some(Value::Collection(list)) => {
            list.literals.iter().map(|item| write_as(item, &schema["items"])).collect()
        }
        Some(Value::Map(entries)) => {
            let entries = entries.literals.iter();
            let within = &schema["additionalProperties"];
            Json::Object(map(entries.map(|(key, item)| (key.clone(), write_as(item, within)))))
        }
        Some(Value::Scalar(scalar)) => match &scalar.value {
            Some(scalar::Value::NoneType(_)) => Json::Null,
            Some(scalar::Value::Union(union)) => {
                let ty = union.r#type.as_ref();
                let within = ty.map(|ty| schema::of_variant(ty, schema)).unwrap_or_default();
                union.value.as_deref().map_or(Json::Null, |value| write_as(value, &within))
            }
            Some(scalar::Value::Primitive(primitive)) => {
                let written = primitive.value.as_ref().and_then(|value| write_primitive(value, schema));
                written.unwrap_or_else(|| literal.to_json())
            }
            Some(scalar::Value::Binary(binary)) if binary.tag != msgpack::TAG => {
                bytes::print(&binary.value).into()
            }
            Some(scalar::Value::Binary(_) | scalar::Value::Generic(_)) => {
                Json::from_literal(literal.clone()).unwrap_or_else(|_| literal.to_json())
            }
            Some(scalar::Value::Blob(blob)) => Json::from(blob.uri.as_str()),
            Some(scalar::Value::StructuredDataset(dataset)) => Json::from(dataset.uri.as_str()),
            _ => literal.to_json(),
        },
        _ => literal.to_json(),
    }
}

fn write_primitive(value: &primitive::Value, schema: &Json) -> Option<Json> {
    Some(match value {
        primitive::Value::Integer(value) => Json::from(*value),
        primitive::Value::FloatValue(value) => {
            Number::from_f64(*value).map_or_else(|| value.to_string().into(), Json::Number)
        }
        primitive::Value::StringValue(text) => Json::from(text.as_str()),
        primitive::Value::Boolean(value) => Json::from(*value),
        primitive::Value::Datetime(_) if schema["format"] == "date" => {
            NaiveDate::from_literal(literal::primitive(value.clone())).ok()?.to_string().into()
        }
        primitive::Value::Datetime(stamp) => parse::print_datetime(stamp)?.into(),
        primitive::Value::Duration(span) => parse::print_span(span)?.into(),
    })
}

#[cfg(test)]
mod tests {
    use super::{read, write};
    use crate::types::{FlyteType, literal, parse};
    use aileron_idl::core::Literal;
    use chrono::{DateTime, TimeDelta, Utc};
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    /// Checks that a printed value is read back as the same, from JSON and, for texts and numbers, from a flag.
    fn round<T: FlyteType>(value: T) -> (Literal, Literal, Literal) {
        let literal = value.into_literal().unwrap();
        let json = write(&literal);
        let text = json.as_str().map_or_else(|| json.to_string(), str::to_owned);
        (literal, read(json, &T::literal_type()).unwrap(), parse(&text, &T::literal_type()).unwrap())
    }

    #[test]
    fn an_error_says_how_to_write_the_value_as_a_string() {
        let error =
            |json| read(json, &crate::File::<crate::data::Any>::literal_type()).unwrap_err().to_string();
        assert!(
            error(serde_json::json!({"path": "a"}))
                .ends_with("write its path or address, a string such as \"s3://bucket/key\"")
        );
    }

    macro_rules! round_trips {
        ($($name:ident: $strategy:expr;)*) => { proptest! { $(
            #[test]
            fn $name(value in $strategy) {
                let (literal, from_json, from_text) = round(value);
                prop_assert_eq!(&from_json, &literal);
                prop_assert_eq!(&from_text, &literal);
            }
        )* } };
    }

    fn moment() -> impl Strategy<Value = DateTime<Utc>> {
        (-62_135_596_800..=253_402_300_799_i64, 0..1_000_000_000_u32)
            .prop_map(|(seconds, nanos)| DateTime::from_timestamp(seconds, nanos).unwrap())
    }

    fn span() -> impl Strategy<Value = TimeDelta> {
        (-315_576_000_000..=315_575_999_999_i64, 0..1_000_000_000_u32)
            .prop_map(|(seconds, nanos)| TimeDelta::new(seconds, nanos).unwrap())
    }

    round_trips! {
        integers: any::<i64>();
        floats: prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO | prop::num::f64::INFINITE;
        booleans: any::<bool>();
        strings: ".*";
        moments: moment();
        spans: span();
        lists: prop::collection::vec(any::<Option<i64>>(), 0..5);
        maps: prop::collection::btree_map(".*", prop::collection::vec(".*", 0..3), 0..3)
            .prop_map(|map: BTreeMap<String, Vec<String>>| map);
        options: any::<Option<bool>>();
    }

    #[test]
    fn nan_is_a_float() {
        let (_, from_json, from_text) = round(f64::NAN);
        assert!(f64::from_literal(from_json).unwrap().is_nan());
        assert!(f64::from_literal(from_text).unwrap().is_nan());
    }

    #[test]
    fn nan_has_no_sign() {
        let bits = |literal| f64::from_literal(literal).unwrap().to_bits();
        for text in ["NaN", "nan", "-NaN", "-nan", "+nan"] {
            let from_text = parse(text, &f64::literal_type()).unwrap();
            assert_eq!(write(&from_text), "NaN", "{text}");
            let from_json = read(text.into(), &f64::literal_type()).unwrap();
            assert_eq!([bits(from_text), bits(from_json)], [f64::NAN.to_bits(); 2], "{text}");
        }
    }

    #[test]
    fn a_number_is_not_a_string_nor_a_string_a_number() {
        assert!(read("1.5".into(), &f64::literal_type()).is_err());
        assert!(read(1.into(), &String::literal_type()).is_err());
        assert!(read(1.5.into(), &i64::literal_type()).is_err());
        assert!(read(serde_json::Value::Null, &i64::literal_type()).is_err());
        assert_eq!(read(1.into(), &f64::literal_type()).unwrap(), 1.0.into_literal().unwrap());
    }

    #[test]
    fn an_empty_literal_is_no_panic() {
        assert_eq!(write(&Literal::default()), serde_json::json!({}));
        assert!(literal::is_none(&literal::none()) && write(&literal::none()).is_null());
    }
}
