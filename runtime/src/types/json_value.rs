//! JSON of unknown shape: flytekit's untyped `dict`.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{self, Packer, Token, Unpacker};
use super::{FlyteType, ValueError, bytes, literal, schema};
use aileron_idl::core::{Literal, LiteralType, SimpleType, scalar};
use serde_json::{Map, Number, Value};
use std::borrow::Cow;

/// Any JSON. In Python a `dict` without types is always an object; other JSON travels between tasks in Rust only. Values that
/// JSON can't hold are read as texts: `"NaN"`, `"inf"` and `"-inf"`, and bytes in base64.
impl FlyteType for Value {
    const LOOK: Look = Look::Json;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        LiteralType { annotation: Some(schema::packed()), ..literal::simple(SimpleType::Struct) }
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        msgpack::write(self)
    }
    /// Reads any JSON, also a number, a list or a map that Flyte hands over as such.
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        let literal = literal::unwrap_union(literal);
        match literal::scalar_in(&literal) {
            Some(scalar::Value::Binary(binary)) if binary.tag == msgpack::TAG => {
                msgpack::read(&binary.value, Value::unpack)
            }
            _ => {
                let mut packer = Packer::default();
                packer.literal(literal)?;
                msgpack::read(&packer.into_bytes(), Value::unpack)
            }
        }
    }
    fn union_tag() -> Cow<'static, str> {
        Cow::Borrowed("Typed Dict")
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        match self {
            Value::Null => to.nil(),
            Value::Bool(value) => to.boolean(value),
            Value::Number(value) => pack_number(&value, to)?,
            Value::String(value) => to.text(&value)?,
            Value::Array(items) => to.within(|to| items.pack(to))?,
            Value::Object(entries) => to.within(|to| {
                to.map(entries.len())?;
                entries.into_iter().try_for_each(|(key, value)| to.field(&key, value))
            })?,
        }
        Ok(())
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        Ok(match from.peek()? {
            Token::Array(_) => Value::Array(Vec::unpack(from)?),
            Token::Map(_) => {
                let mut entries = Map::new();
                from.map(|from, key| {
                    entries.insert(key.to_owned(), Value::unpack(from)?);
                    Ok(())
                })?;
                Value::Object(entries)
            }
            _ => scalar_of(from.token()?)?,
        })
    }
}

fn pack_number(value: &Number, to: &mut Packer) -> Result<(), ValueError> {
    match (value.as_i64(), value.as_u64(), value.as_f64()) {
        (Some(value), ..) => to.integer(value),
        (None, Some(value), _) => to.unsigned(value),
        // With the feature `arbitrary_precision` of `serde_json` it may still be an integer.
        (None, None, Some(float)) if value.is_f64() && float.is_finite() => to.float(float),
        _ => return Err(ValueError::new(format!("MessagePack can't hold the number {value}"))),
    }
    Ok(())
}

fn scalar_of(token: Token<'_>) -> Result<Value, ValueError> {
    Ok(match token {
        Token::Nil => Value::Null,
        Token::Boolean(value) => Value::Bool(value),
        Token::Integer(value) => value.into(),
        Token::Unsigned(value) => value.into(),
        // JSON has neither these numbers nor bytes; they become texts, as when they are printed.
        Token::Float(value) => {
            Number::from_f64(value).map_or_else(|| value.to_string().into(), Value::Number)
        }
        Token::Binary(value) => bytes::print(value).into(),
        Token::Text(value) => value.into(),
        Token::Array(_) | Token::Map(_) => return Err(token.mismatch("a scalar")),
    })
}
