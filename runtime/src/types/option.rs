//! Optional values: a union of a type and none.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::{Column, FlyteType, ValueError, literal, union};
use aileron_idl::core::{Literal, LiteralType, UnionType, literal_type::Type};
use serde_json::json;

impl<T: FlyteType> FlyteType for Option<T> {
    const LOOK: Look = Look::Optional(&T::LOOK);
    const FORMS: Forms = Forms::NONE;

    fn literal_type() -> LiteralType {
        let mut variants = union::variants::<T>();
        variants.push(union::none_variant());
        literal::literal_type(Type::UnionType(UnionType { variants }))
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        match self {
            Some(value) => union::wrap(value),
            None => Ok(union::none()),
        }
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        if literal::is_none(&literal) { Ok(None) } else { T::from_literal(literal).map(Some) }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        let Some(value) = self else {
            to.nil();
            return Ok(());
        };
        value.pack(to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        if from.peek()? == Token::Nil { from.token().map(|_| None) } else { T::unpack(from).map(Some) }
    }
    fn columns() -> Vec<Column> {
        T::columns()
    }
    fn schema() -> serde_json::Value {
        let mut any_of = union::schemas::<T>();
        any_of.push(json!({"type": "null"}));
        json!({ "anyOf": any_of })
    }
}
