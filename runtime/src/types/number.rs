//! Integers, floats and booleans.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::wire::{self, Field};
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Literal, LiteralType, SimpleType, primitive::Value};
use std::fmt::Display;

/// From this value on, a float does not hold every integer, so a float beyond it may stand for several integers.
const EXACT: f64 = 9_007_199_254_740_992.0;

fn integer<T: Bounded>(literal: Literal) -> Result<T, ValueError> {
    match literal::into_primitive(literal, "an integer")? {
        Value::Integer(value) => narrow(value),
        Value::FloatValue(value) => whole(value),
        other => Err(ValueError::mismatch("an integer", literal::describe_primitive(&other))),
    }
}

fn unpack_integer<T: Bounded>(from: &mut Unpacker<'_>) -> Result<T, ValueError> {
    match from.token()? {
        Token::Integer(value) => narrow(value),
        Token::Unsigned(value) => Err(outside::<T>(value)),
        Token::Float(value) if !from.is_exact() => whole(value),
        Token::Text(digits) if from.is_by_hand() && is_beyond(digits) => Err(outside::<T>(digits)),
        other => Err(from.mismatch(other, "an integer")),
    }
}

/// Whether a text is an integer, of any size.
pub(super) fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether the float is exactly the integer of a text.
pub(super) fn is_exactly(value: f64, text: &str) -> bool {
    let digits = |text: &str| {
        let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
        let digits = digits.strip_prefix('+').unwrap_or(digits).trim_start_matches('0').to_owned();
        (if digits.is_empty() { "" } else { sign }.to_owned(), digits)
    };
    digits(&format!("{value:.0}")) == digits(text)
}

/// Whether a number that is not zero becomes zero as a float.
pub(super) fn is_lost(text: &str) -> bool {
    let mantissa = text.split(['e', 'E']).next().unwrap_or_default();
    mantissa.bytes().any(|byte| matches!(byte, b'1'..=b'9'))
}

/// Whether a text is an integer of more than 64 bits, for which the reader of JSON has no number.
pub(super) fn is_beyond(text: &str) -> bool {
    is_integer(text) && text.parse::<i64>().is_err()
}

/// A type of integers in Rust, and its range within Flyte's integers.
trait Bounded: TryFrom<i64> {
    const NAME: &'static str;
    const LEAST: i64;
    const MOST: i64;
}

/// Reads an integer from a float: Flyte's console writes every number as one (as flytekit `core/type_engine.py` does).
fn whole<T: Bounded>(value: f64) -> Result<T, ValueError> {
    #[allow(clippy::cast_precision_loss)] // limits that are not exact as floats are beyond `EXACT`
    let (least, most) = (T::LEAST as f64, T::MOST as f64);
    if value.fract() != 0.0 {
        return Err(ValueError::new(format!("{value} is not a whole number, so it is not an integer")));
    }
    if value < least || value > most {
        return Err(outside::<T>(value));
    }
    if value.abs() > EXACT {
        return Err(ValueError::new(format!(
            "the float {value} may stand for several integers, because it is beyond {EXACT}; write it as an integer"
        )));
    }
    #[allow(clippy::cast_possible_truncation)] // whole and small enough, as just checked
    narrow(value as i64)
}

fn wide<T: TryInto<i64> + Copy + Display>(value: T) -> Result<i64, ValueError> {
    value.try_into().map_err(|_| {
        ValueError::new(format!(
            "{value} doesn't fit a Flyte integer, whose values are between {} and {}",
            i64::MIN,
            i64::MAX
        ))
    })
}

fn narrow<T: Bounded>(value: i64) -> Result<T, ValueError> {
    value.try_into().map_err(|_| outside::<T>(value))
}

/// An error for a number outside the range of a type; for `u64` that is the part of it that Flyte's integers hold.
fn outside<T: Bounded>(value: impl Display) -> ValueError {
    let (name, least, most) = (T::NAME, T::LEAST, T::MOST);
    ValueError::new(format!("{value} doesn't fit {name}, whose values are between {least} and {most}"))
}

/// Converts an integer to a float; one that a float can't hold exactly is an error.
fn float<T: Into<i128> + Copy>(value: T) -> Result<f64, ValueError> {
    let value: i128 = value.into();
    #[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)] // looked at below
    let (float, back) = (value as f64, (value as f64) as i128);
    if back == value {
        return Ok(float);
    }
    Err(ValueError::new(format!(
        "{value} doesn't fit a float, which does not hold every integer beyond {EXACT}; the nearest is {float}"
    )))
}

macro_rules! integers {
    ($($ty:ident $name:literal $least:expr, $most:expr;)*) => { $(
        impl Bounded for $ty {
            const NAME: &'static str = $name;
            const LEAST: i64 = $least;
            const MOST: i64 = $most;
        }

        impl FlyteType for $ty {
            const LOOK: Look = Look::Integer;
            const FORMS: Forms = Forms::BOTH;

            fn literal_type() -> LiteralType {
                literal::simple(SimpleType::Integer)
            }
            fn into_literal(self) -> Result<Literal, ValueError> {
                Ok(literal::primitive(Value::Integer(wide(self)?)))
            }
            fn from_literal(literal: Literal) -> Result<Self, ValueError> {
                integer(literal)
            }
            fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
                to.integer(wide(self)?);
                Ok(())
            }
            fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
                unpack_integer(from)
            }
            fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
                match wire::primitive(bytes, 1) {
                    Some(Field::Varint(value)) => narrow(value.cast_signed()),
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

integers! {
    i8 "i8" i8::MIN as i64, i8::MAX as i64;
    i16 "i16" i16::MIN as i64, i16::MAX as i64;
    i32 "i32" i32::MIN as i64, i32::MAX as i64;
    i64 "an integer" i64::MIN, i64::MAX;
    isize "isize" isize::MIN as i64, isize::MAX as i64;
    u8 "u8" 0, u8::MAX as i64;
    u16 "u16" 0, u16::MAX as i64;
    u32 "u32" 0, u32::MAX as i64;
    u64 "u64" 0, i64::MAX;
    usize "usize" 0, isize::MAX as i64;
}

impl FlyteType for f64 {
    const LOOK: Look = Look::Float;
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
            // As in flytekit, an integer is read as a float. flytekit rounds large ones; here they are an error.
            Value::Integer(value) => float(value),
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
            Token::Integer(value) if !from.is_exact() => float(value),
            Token::Unsigned(value) if !from.is_exact() => float(value),
            // JSON has no numbers for these.
            Token::Text(text) if from.is_by_hand() => match not_finite(text) {
                Some(value) => Ok(value),
                None => Err(from.mismatch(Token::Text(text), "a float")),
            },
            other => Err(from.mismatch(other, "a float")),
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

/// Reads `NaN`, `inf` and `-inf`, as they are printed. The sign of NaN means nothing and isn't printed, so `-NaN` is `NaN`.
pub(super) fn not_finite(text: &str) -> Option<f64> {
    text.parse()
        .ok()
        .filter(|value: &f64| !value.is_finite() && !text.bytes().any(|byte| byte.is_ascii_digit()))
        .map(|value| if value.is_nan() { f64::NAN } else { value })
}

fn near(value: f64) -> Result<f32, ValueError> {
    #[allow(clippy::cast_possible_truncation)]
    let near = value as f32;
    if near.is_infinite() && value.is_finite() {
        return Err(ValueError::new(format!(
            "{value:?} doesn't fit f32, whose values are between {:?} and {:?}",
            f32::MIN,
            f32::MAX
        )));
    }
    Ok(near)
}

impl FlyteType for f32 {
    const LOOK: Look = Look::Float;
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
    const LOOK: Look = Look::Boolean;
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
            other => Err(from.mismatch(other, "a boolean")),
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
