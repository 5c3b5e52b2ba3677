//! The variants of a derived enum without data.

use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{EnumType, Literal, LiteralType, literal_type::Type};

/// A variant: its value on the wire, and a function that makes it.
pub type Variant<E> = (&'static str, fn() -> E);

/// The type on the wire: the values in the order of their declaration.
#[must_use]
pub fn literal_type<E>(variants: &[Variant<E>]) -> LiteralType {
    let values = variants.iter().map(|&(value, _)| value.to_owned()).collect();
    literal::literal_type(Type::EnumType(EnumType { values }))
}

/// Writes a variant as a literal.
///
/// # Errors
/// Never: a string always has a literal.
pub fn write(value: &str) -> Result<Literal, ValueError> {
    value.to_owned().into_literal()
}

/// Reads the variant that a literal holds.
///
/// # Errors
/// If the value is not one of the enum.
pub fn read<E>(literal: Literal, variants: &[Variant<E>]) -> Result<E, ValueError> {
    let value = String::from_literal(literal)?;
    let make = variants.iter().find(|(known, _)| *known == value).map(|(_, make)| make());
    make.ok_or_else(|| {
        let known: Vec<_> = variants.iter().map(|(known, _)| *known).collect();
        ValueError::new(format!("{value:?} is not one of the values of this enum: {}", known.join(", ")))
    })
}
