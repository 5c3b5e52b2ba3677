#![allow(unused)]

use aileron::prelude::*;

#[task]
fn double(x: i64) -> i64 {
    x * 2
}

struct Line {
    length: i64,
}

impl FlyteType for Line {
    fn literal_type() -> aileron::idl::core::LiteralType {
        i64::literal_type()
    }
    fn into_literal(self) -> Result<aileron::idl::core::Literal, aileron::ValueError> {
        self.length.into_literal()
    }
    fn from_literal(literal: aileron::idl::core::Literal) -> Result<Self, aileron::ValueError> {
        Ok(Line { length: i64::from_literal(literal)? })
    }
}

#[task]
fn line(length: i64) -> Line {
    Line { length }
}

#[workflow]
fn flow(x: i64) -> i64 {
    let length = line(x).length;
    double(length)
}

fn main() {}
