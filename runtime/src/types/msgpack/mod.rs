//! MessagePack as flytekit's dataclasses use it: the fields of a struct in one `Binary`.

mod literal;
mod packer;
mod structs;
mod unpacker;

pub use packer::Packer;
pub use unpacker::Unpacker;

pub(crate) use structs::pack_struct;
pub(crate) use unpacker::{Fit, Token};

use super::{FlyteType, ValueError, literal as literals};
use aileron_idl::core::{Binary, Literal, scalar};

/// The tag of this `Binary` (flytekit `core/constants.py`).
pub(crate) const TAG: &str = "msgpack";

/// The byte of none.
pub(crate) const NIL: u8 = 0xc0;

/// The byte before a 64-bit float.
const FLOAT: u8 = 0xcb;

/// The greatest depth of nesting; deeper values would exhaust the stack.
const DEEPEST: u8 = 128;

fn too_deep() -> ValueError {
    ValueError::new(format!("lists and maps are nested more than {DEEPEST} deep"))
}

/// Writes a value as a `Binary` of its own.
pub(crate) fn write<T: FlyteType>(value: T) -> Result<Literal, ValueError> {
    let mut packer = Packer::default();
    value.pack(&mut packer)?;
    Ok(literals::scalar(scalar::Value::Binary(Binary { value: packer.into_bytes(), tag: TAG.to_owned() })))
}

/// Reads the only value in `bytes`.
pub(crate) fn read<'a, T>(
    bytes: &'a [u8],
    read: impl FnOnce(&mut Unpacker<'a>) -> Result<T, ValueError>,
) -> Result<T, ValueError> {
    let mut from = Unpacker::new(bytes);
    let value = read(&mut from)?;
    match from.left() {
        0 => Ok(value),
        left => Err(ValueError::new(format!("{left} bytes follow the end of the MessagePack value"))),
    }
}

/// Reads a struct: MessagePack, a JSON object from Flyte's console, or a map of literals.
pub(crate) fn read_struct<T: FlyteType>(literal: Literal, wanted: &str) -> Result<T, ValueError> {
    use aileron_idl::core::literal::Value;
    let mut packer = Packer::default();
    match literals::unwrap_union(literal).value {
        Some(Value::Scalar(scalar)) => match scalar.value {
            Some(scalar::Value::Binary(binary)) if binary.tag == TAG => {
                return read(&binary.value, T::unpack);
            }
            Some(scalar::Value::Generic(object)) => pack_struct(&object, &mut packer)?,
            other => {
                let found = other.as_ref().map_or("an empty scalar", literals::describe_scalar);
                return Err(ValueError::mismatch(wanted, found));
            }
        },
        Some(map @ Value::Map(_)) => packer.literal(literals::with(map))?,
        other => return Err(ValueError::mismatch(wanted, literals::describe(other.as_ref()))),
    }
    read(&packer.into_bytes(), T::unpack)
}
