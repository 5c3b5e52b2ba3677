//! Raw bytes.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Token, Unpacker};
use super::{FlyteType, ValueError, literal};
use aileron_idl::core::{Binary, Literal, LiteralType, SimpleType, scalar};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use std::fs::File;
use std::io::{self, Read};

/// Raw bytes, stored in the literal itself. Put large ones into a [`File`](crate::File).
///
/// ```
/// use aileron::{Bytes, FlyteType};
///
/// let thumbnail = Bytes(vec![0xff, 0xd8]);
/// assert_eq!(Bytes::from_literal(thumbnail.clone().into_literal()?)?, thumbnail);
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// `run` reads and prints them as base64; `@thumbnail.jpg` stands for the contents of that file.
///
/// flytekit reads a field of a struct as `bytes`. As an input or an output of its own it is Flyte's binary type, for which
/// flytekit has no type: flytekit pickles `bytes` into a file that only Python reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl FlyteType for Bytes {
    const LOOK: Look = Look::Bytes;
    /// Co-pilot would take the bytes of a file for `MessagePack`.
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
            Token::Text(text) if from.is_by_hand() => by_hand(text).map(Bytes),
            other => Err(from.mismatch(other, "binary data")),
        }
    }
}

/// The largest file in bytes that is read into a literal.
const LARGEST: u64 = 1 << 30;

/// Reads bytes as a person writes them: base64 (RFC 4648, section 4), or `@` and the path of a file; `@` is not in base64.
pub(super) fn by_hand(text: &str) -> Result<Vec<u8>, ValueError> {
    let Some(path) = text.strip_prefix('@') else {
        return BASE64_STANDARD.decode(text).map_err(|error| {
            ValueError::new(format!(
                "`{text}` is not base64 ({error}); write bytes as `aGk=`, or `@path` for the contents of a file"
            ))
            .caused_by(error)
        });
    };
    read(path).map_err(|error| {
        ValueError::new(format!("the file `{path}` can't be read: {error}")).caused_by(error)
    })
}

fn read(path: &str) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(LARGEST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LARGEST {
        return Err(io::Error::other(format!("it holds more than {LARGEST} bytes; take a `File` instead")));
    }
    Ok(bytes)
}

pub(super) fn print(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
