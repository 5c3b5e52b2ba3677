//! Strings.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, literal, wire};
use aileron_idl::core::{Literal, LiteralType, SimpleType, primitive::Value};

impl FlyteType for String {
    const LOOK: Look = Look::Text;
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::String)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(literal::primitive(Value::StringValue(self)))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a string")? {
            Value::StringValue(value) => Ok(value),
            other => Err(ValueError::mismatch("a string", literal::describe_primitive(&other))),
        }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.text(&self)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        match from.token()? {
            Token::Text(value) => Ok(value.to_owned()),
            other => Err(from.mismatch(other, "a string")),
        }
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        match wire::primitive(bytes, 3).and_then(wire::Field::text) {
            Some(text) => Ok(text.to_owned()),
            None => Self::from_literal(wire::literal(bytes)?),
        }
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        wire::write_primitive(to, |to| {
            wire::delimited(to, 3, |to| to.extend_from_slice(self.as_bytes()));
        });
        Ok(())
    }
}
