//! A million numbers on the wire.

use crate::Result;
use aileron_idl::core::{
    Binary, Literal, LiteralCollection, LiteralMap, Primitive, Scalar, literal, primitive, scalar,
};
use prost::Message;
use serde::Serialize;

const COUNT: i32 = 1_000_000;

#[derive(Serialize)]
struct Series {
    xs: Vec<f64>,
}

pub(super) fn integers() -> Vec<u8> {
    let integer = |value: i32| {
        let primitive = Primitive { value: Some(primitive::Value::Integer(value.into())) };
        literal_of(scalar::Value::Primitive(primitive))
    };
    let literals = (0..COUNT).map(integer).collect();
    let list = literal::Value::Collection(LiteralCollection { literals });
    one("xs", Literal { value: Some(list), ..Literal::default() })
}

pub(super) fn series() -> Result<Vec<u8>> {
    let series = Series { xs: (0..COUNT).map(|index| f64::from(index) / 3.0).collect() };
    let binary = Binary { value: rmp_serde::to_vec_named(&series)?, tag: "msgpack".to_owned() };
    Ok(one("series", literal_of(scalar::Value::Binary(binary))))
}

fn literal_of(value: scalar::Value) -> Literal {
    let scalar = Scalar { value: Some(value) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}

fn one(name: &str, literal: Literal) -> Vec<u8> {
    LiteralMap { literals: [(name.to_owned(), literal)].into() }.encode_to_vec()
}
