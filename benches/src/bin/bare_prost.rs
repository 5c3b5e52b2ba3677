//! The obvious way with prost and rmp-serde: `bare_prost sum|shifted|total|scaled INPUTS OUTPUTS`.

use aileron_idl::core::{
    Binary, Literal, LiteralCollection, LiteralMap, Primitive, Scalar, literal, primitive, scalar,
};
use prost::Message;
use serde::{Deserialize, Serialize};
use std::error::Error;
use std::fs;

#[derive(Deserialize, Serialize)]
struct Series {
    xs: Vec<f64>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [task, inputs, outputs] = &arguments[..] else { return Err("a task and two paths".into()) };
    let mut inputs = LiteralMap::decode(&*fs::read(inputs)?)?;
    let mut input = |name: &str| inputs.literals.remove(name).ok_or("no such input");
    let output = match &**task {
        "sum" => integer(integers(input("xs")?)?.iter().sum()),
        "shifted" => {
            let literals = integers(input("xs")?)?.into_iter().map(|x| integer(x + 1)).collect();
            let list = literal::Value::Collection(LiteralCollection { literals });
            Literal { value: Some(list), ..Literal::default() }
        }
        "total" => primitive_of(primitive::Value::FloatValue(series(input("series")?)?.xs.iter().sum())),
        "scaled" => {
            let xs = series(input("series")?)?.xs.into_iter().map(|x| x * 2.0).collect();
            let binary =
                Binary { value: rmp_serde::to_vec_named(&Series { xs })?, tag: "msgpack".to_owned() };
            literal_of(scalar::Value::Binary(binary))
        }
        _ => return Err("no such task".into()),
    };
    let map = LiteralMap { literals: [("o0".to_owned(), output)].into() };
    Ok(fs::write(outputs, map.encode_to_vec())?)
}

fn integers(literal: Literal) -> Result<Vec<i64>, &'static str> {
    let Some(literal::Value::Collection(list)) = literal.value else { return Err("no list") };
    let integer = |literal: Literal| match literal.value {
        Some(literal::Value::Scalar(scalar)) => match scalar.value {
            Some(scalar::Value::Primitive(Primitive { value: Some(primitive::Value::Integer(value)) })) => {
                Ok(value)
            }
            _ => Err("no integer"),
        },
        _ => Err("no scalar"),
    };
    list.literals.into_iter().map(integer).collect()
}

fn series(literal: Literal) -> Result<Series, Box<dyn Error>> {
    let Some(literal::Value::Scalar(scalar)) = literal.value else { return Err("no scalar".into()) };
    let Some(scalar::Value::Binary(binary)) = scalar.value else { return Err("no binary".into()) };
    Ok(rmp_serde::from_slice(&binary.value)?)
}

fn integer(value: i64) -> Literal {
    primitive_of(primitive::Value::Integer(value))
}

fn primitive_of(value: primitive::Value) -> Literal {
    literal_of(scalar::Value::Primitive(Primitive { value: Some(value) }))
}

fn literal_of(value: scalar::Value) -> Literal {
    let scalar = Scalar { value: Some(value) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}
