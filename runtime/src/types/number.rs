//! Integers, floats and booleans.

use super::forms::Forms;
use super::msgpack::{Packer, Token, Unpacker};
use super::wire::{self, Field};
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, SimpleType, primitive::Value};
use std::fmt::Display;

/// Beyond this a float no longer holds every integer, so one that claims to be an integer may be a neighbour of it.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn integer(literal: Literal) -> Result<i64, ValueError> {
    match literal::into_primitive(literal, "an integer")? {
        Value::Integer(value) => Ok(value),
        Value::FloatValue(value) => whole(value),
        other => Err(ValueError::mismatch("an integer", literal::describe_primitive(&other))),
    }
}

/// Flyte's console writes every number as a float (flytekit `core/type_engine.py` reads it the same way).
fn whole(value: f64) -> Result<i64, ValueError> {
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[allow(clippy::cast_possible_truncation)] // whole and small enough, as just checked
        return Ok(value as i64);
    }
    Err(ValueError::new(format!("{value} is no whole number that an integer can hold exactly")))
}

fn unpack_integer(from: &mut Unpacker<'_>) -> Result<i64, ValueError> {
    match from.token()? {
        Token::Integer(value) => Ok(value),
        Token::Float(value) if !from.exact => whole(value),
        other => Err(other.mismatch("an integer")),
    }
}

fn wide<T: TryInto<i64> + Copy + Display>(value: T) -> Result<i64, ValueError> {
    value.try_into().map_err(|_| {
        ValueError::new(format!(
            "{value} doesn't fit a Flyte integer, whose values lie between {} and {}",
            i64::MIN,
            i64::MAX
        ))
    })
}

fn narrow<T: TryFrom<i64> + Display + Copy>(value: i64, least: T, most: T) -> Result<T, ValueError> {
    value.try_into().map_err(|_| {
        let ty = std::any::type_name::<T>();
        ValueError::new(format!("{value} doesn't fit {ty}, whose values lie between {least} and {most}"))
    })
}

macro_rules! integers {
    ($($ty:ident),*) => { $(
        impl FlyteType for $ty {
            const FORMS: Forms = Forms::BOTH;

            fn literal_type() -> LiteralType {
                literal::simple(SimpleType::Integer)
            }
            fn into_literal(self) -> Result<Literal, ValueError> {
                Ok(literal::primitive(Value::Integer(wide(self)?)))
            }
            fn from_literal(literal: Literal) -> Result<Self, ValueError> {
                narrow(integer(literal)?, $ty::MIN, $ty::MAX)
            }
            fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
                to.integer(wide(self)?);
                Ok(())
            }
            fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
                narrow(unpack_integer(from)?, $ty::MIN, $ty::MAX)
            }
            fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
                match wire::primitive(bytes, 1) {
                    Some(Field::Varint(value)) => narrow(value.cast_signed(), $ty::MIN, $ty::MAX),
                    _ => Self::from_literal(wire::literal(bytes)?),
                }
            }
            fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
                let value = wide(self)?.cast_unsigned();
                wire::write_primitive(to, |to| wire::varint(to, 1, value));
                Ok(())
            }
        }
    )* };
}

integers!(i8, i16, i32, i64, isize, u8, u16, u32, u64, usize);

impl FlyteType for f64 {
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Float)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(literal::primitive(Value::FloatValue(self)))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a float")? {
            Value::FloatValue(value) => Ok(value),
            // As flytekit does: an integer is a float that happens to be whole.
            #[allow(clippy::cast_precision_loss)]
            Value::Integer(value) => Ok(value as f64),
            other => Err(ValueError::mismatch("a float", literal::describe_primitive(&other))),
        }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.float(self);
        Ok(())
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        if let Some(value) = from.float() {
            return Ok(value);
        }
        match from.token()? {
            Token::Float(value) => Ok(value),
            #[allow(clippy::cast_precision_loss)] // as above
            Token::Integer(value) if !from.exact => Ok(value as f64),
            other => Err(other.mismatch("a float")),
        }
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        match wire::primitive(bytes, 2) {
            Some(Field::Fixed(bits)) => Ok(f64::from_bits(bits)),
            _ => Self::from_literal(wire::literal(bytes)?),
        }
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        wire::write_primitive(to, |to| wire::fixed(to, 2, self.to_bits()));
        Ok(())
    }
}

fn near(value: f64) -> Result<f32, ValueError> {
    #[allow(clippy::cast_possible_truncation)]
    let near = value as f32;
    if near.is_infinite() && value.is_finite() {
        return Err(ValueError::new(format!(
            "{value} doesn't fit f32, whose values lie between {} and {}",
            f32::MIN,
            f32::MAX
        )));
    }
    Ok(near)
}

impl FlyteType for f32 {
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        f64::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        f64::from(self).into_literal()
    }
    /// Rounds to the nearest `f32`; a finite value beyond its range is an error.
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        near(f64::from_literal(literal)?)
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        f64::from(self).pack(to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        near(f64::unpack(from)?)
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        near(f64::from_wire(bytes)?)
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        f64::from(self).into_wire(to)
    }
}

impl FlyteType for bool {
    const FORMS: Forms = Forms::BOTH;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Boolean)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(literal::primitive(Value::Boolean(self)))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_primitive(literal, "a boolean")? {
            Value::Boolean(value) => Ok(value),
            other => Err(ValueError::mismatch("a boolean", literal::describe_primitive(&other))),
        }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.boolean(self);
        Ok(())
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        match from.token()? {
            Token::Boolean(value) => Ok(value),
            other => Err(other.mismatch("a boolean")),
        }
    }
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        match wire::primitive(bytes, 4) {
            Some(Field::Varint(value)) => Ok(value != 0),
            _ => Self::from_literal(wire::literal(bytes)?),
        }
    }
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        wire::write_primitive(to, |to| wire::varint(to, 4, self.into()));
        Ok(())
    }
}
