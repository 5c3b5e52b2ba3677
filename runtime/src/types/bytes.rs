//! Raw bytes.

use super::forms::Forms;
use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Binary, Literal, LiteralType, SimpleType, scalar};

/// Raw bytes, in the literal itself; large ones belong in a file.
///
/// ```
/// use aileron::{Bytes, FlyteType};
///
/// let thumbnail = Bytes(vec![0xff, 0xd8]);
/// assert_eq!(Bytes::from_literal(thumbnail.clone().into_literal()?)?, thumbnail);
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// A field of a struct is what flytekit reads as `bytes`. As an input or an output of its own it is Flyte's binary type,
/// for which flytekit has no name: it pickles a `bytes` into a file that only Python reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl FlyteType for Bytes {
    /// What co-pilot reads from a file it takes for `MessagePack`.
    const FORMS: Forms = Forms::NONE;

    fn literal_type() -> LiteralType {
        literal::simple(SimpleType::Binary)
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(literal::scalar(scalar::Value::Binary(Binary { value: self.0, tag: String::new() })))
    }
    fn from_literal(literal: Literal) -> Result<Self, ValueError> {
        match literal::into_scalar(literal, "binary data")? {
            scalar::Value::Binary(binary) => Ok(Bytes(binary.value)),
            other => Err(ValueError::mismatch("binary data", literal::describe_scalar(&other))),
        }
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.binary(&self.0)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        match from.token()? {
            Token::Binary(value) => Ok(Bytes(value.to_owned())),
            other => Err(other.mismatch("binary data")),
        }
    }
}
