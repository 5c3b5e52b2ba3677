//! What a derived enum without data is made of.

use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{EnumType, Literal, LiteralType, literal_type::Type};

/// A variant: its value on the wire, and how to make it.
pub type Variant<E> = (&'static str, fn() -> E);

/// The type on the wire: the values in the order they are declared.
#[must_use]
pub fn literal_type<E>(variants: &[Variant<E>]) -> LiteralType {
    let values = variants.iter().map(|&(value, _)| value.to_owned()).collect();
    literal::literal_type(Type::EnumType(EnumType { values }))
}

/// A variant as a literal.
///
/// # Errors
/// Never: a string has a form on the wire.
pub fn write(value: &str) -> Result<Literal, ValueError> {
    value.to_owned().into_literal()
}

/// The variant that a literal holds.
///
/// # Errors
/// When it is none of them.
pub fn read<E>(literal: Literal, variants: &[Variant<E>]) -> Result<E, ValueError> {
    let value = String::from_literal(literal)?;
    let make = variants.iter().find(|(known, _)| *known == value).map(|(_, make)| make());
    make.ok_or_else(|| {
        let known: Vec<_> = variants.iter().map(|(known, _)| *known).collect();
        ValueError::new(format!("{value:?} is none of the values of this enum: {}", known.join(", ")))
    })
}
