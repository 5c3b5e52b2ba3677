//! Prints values as Flyte does in an argument.

use super::{go, msgpack};
use crate::types::literal::{describe, describe_scalar};
use crate::types::msgpack::TAG;
use aileron_idl::core::{Literal, literal, primitive, scalar};

pub(super) fn print(literal: &Literal) -> Result<String, String> {
    match &literal.value {
        Some(literal::Value::Collection(list)) => {
            let items: Result<Vec<_>, _> = list.literals.iter().map(print).collect();
            Ok(format!("[{}]", items?.join(",")))
        }
        Some(literal::Value::Scalar(scalar)) => match &scalar.value {
            Some(value) => self::scalar(value),
            None => Err(no_form("an empty scalar")),
        },
        other => Err(no_form(describe(other.as_ref()))),
    }
}

fn scalar(value: &scalar::Value) -> Result<String, String> {
    match value {
        scalar::Value::Primitive(primitive) => match &primitive.value {
            Some(value) => Ok(self::primitive(value)),
            None => Err(no_form("an empty primitive")),
        },
        scalar::Value::Blob(blob) => Ok(blob.uri.clone()),
        scalar::Value::Schema(schema) => Ok(schema.uri.clone()),
        scalar::Value::Binary(binary) if binary.tag == TAG => msgpack::print(&binary.value),
        other => Err(no_form(describe_scalar(other))),
    }
}

fn no_form(what: &str) -> String {
    format!("Flyte can't print {what}")
}

fn primitive(value: &primitive::Value) -> String {
    match value {
        primitive::Value::Integer(value) => value.to_string(),
        primitive::Value::Boolean(value) => value.to_string(),
        primitive::Value::FloatValue(value) => go::float(*value),
        primitive::Value::StringValue(value) => value.clone(),
        primitive::Value::Datetime(stamp) => go::datetime(stamp),
        primitive::Value::Duration(span) => go::duration(span),
    }
}
