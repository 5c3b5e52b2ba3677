//! The types and values of `python/others.py`, written in Rust.

use std::borrow::Cow;
use std::collections::BTreeMap;

use aileron::idl::core::{Literal, LiteralType, Scalar, literal, scalar};
use aileron::idl::google::{ListValue, Struct, Value as Member, value::Kind};
use aileron::{FlyteType, ValueError};
use serde_json::{Value, json};

use super::kinds::{Color, Visit};

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Inner {
    number: i64,
    share: f64,
}

#[derive(FlyteType, Clone, Debug, PartialEq)]
struct Model {
    name: String,
    inner: Inner,
    many: Vec<Inner>,
    by_name: BTreeMap<String, i64>,
    maybe: Option<Inner>,
    nothing: Option<i64>,
    color: Color,
}

/// In a union, each of flytekit's converters has a tag of its own, and pydantic's models have another than dataclasses.
#[derive(Clone, Debug, PartialEq)]
struct InUnion(Inner);

impl FlyteType for InUnion {
    fn literal_type() -> LiteralType {
        Inner::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        self.0.into_literal()
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        Inner::from_literal(literal).map(InUnion)
    }
    fn union_tag() -> Cow<'static, str> {
        "Pydantic Transformer".into()
    }
}

/// A protobuf message. flytekit writes it as JSON in a `Struct`, and its type allows any JSON object.
#[derive(Clone, Debug, PartialEq)]
struct Message(Value);

impl FlyteType for Message {
    fn literal_type() -> LiteralType {
        Value::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        let Some(Kind::StructValue(object)) = member(self.0).kind else {
            return Err(ValueError::new("a message must be an object"));
        };
        let scalar = Scalar { value: Some(scalar::Value::Generic(object)) };
        Ok(Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() })
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        Value::from_literal(literal).map(Message)
    }
}

fn member(json: Value) -> Member {
    let kind = match json {
        Value::Null => Kind::NullValue(0),
        Value::Bool(value) => Kind::BoolValue(value),
        Value::Number(value) => Kind::NumberValue(value.as_f64().expect("a float")),
        Value::String(value) => Kind::StringValue(value),
        Value::Array(items) => Kind::ListValue(ListValue { values: items.into_iter().map(member).collect() }),
        Value::Object(entries) => {
            let fields = entries.into_iter().map(|(key, value)| (key, member(value)));
            Kind::StructValue(Struct { fields: fields.collect() })
        }
    };
    Member { kind: Some(kind) }
}

/// Calls `visit` with each kind.
pub(crate) fn each(visit: &mut impl Visit) {
    let inner = || Inner { number: 1 << 60, share: 2.0 };
    let model = |maybe, nothing| Model {
        name: "ü".to_owned(),
        inner: inner(),
        many: vec![inner(), inner()],
        by_name: [("a".to_owned(), 1)].into(),
        maybe,
        nothing,
        color: Color::Green,
    };
    visit.kind("literal", vec![Color::Red, Color::Green]);
    visit.kind("literal number", vec![1, 2]);
    visit.kind("model", vec![model(Some(inner()), None), model(None, Some(1))]);
    visit.kind("optional model", vec![None, Some(InUnion(inner()))]);
    let message = json!({"a": 1.5, "b": [1.5, null, true, "s", {"c": {}}]});
    visit.kind("message", vec![Message(json!({})), Message(message)]);
}
