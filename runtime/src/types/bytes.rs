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
/// `run` takes and prints them in base64; `@thumbnail.jpg` is what a file holds.
///
/// A field of a struct is what flytekit reads as `bytes`. As an input or an output of its own it is Flyte's binary type,
/// for which flytekit has no name: it pickles a `bytes` into a file that only Python reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bytes(pub Vec<u8>);

impl FlyteType for Bytes {
    const LOOK: Look = Look::Bytes;
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
            Token::Text(text) if from.is_by_hand() => by_hand(text).map(Bytes),
            other => Err(from.mismatch(other, "binary data")),
        }
    }
}

/// More than this lies in a file of its own.
const LARGEST: u64 = 1 << 30;

/// Bytes as a person writes them: base64 (RFC 4648, section 4), or `@` and the path of a file, which no base64 begins with.
pub(super) fn by_hand(text: &str) -> Result<Vec<u8>, ValueError> {
    let Some(path) = text.strip_prefix('@') else {
        return BASE64_STANDARD.decode(text).map_err(|error| {
            ValueError::new(format!(
                "`{text}` is no base64 ({error}); write bytes as `aGk=`, or as `@path` for those of a file"
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
        return Err(io::Error::other(format!("it holds more than {LARGEST} bytes; take it as a `File`")));
    }
    Ok(bytes)
}

pub(super) fn print(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}
