//! A value with a hash for Flyte's cache.

use super::forms::Forms;
use super::look::Look;
use super::msgpack::{Packer, Unpacker};
use super::{Column, FlyteType, ValueError};
use aileron_idl::core::{Literal, LiteralType};
use std::borrow::Cow;

/// A value with a hash that stands for it in the keys of Flyte's cache.
///
/// Flyte compares the bytes of the inputs when it looks for a cached result. The bytes of a file or a table are its
/// address, which differs each time. With a hash of the content, equal contents are found again.
///
/// ```
/// use aileron::{FlyteType, Hashed};
///
/// let table = Hashed { value: "s3://bucket/8f3a".to_owned(), hash: "v1-of-the-content".to_owned() };
/// let literal = table.clone().into_literal()?;
/// assert_eq!(literal.hash, "v1-of-the-content");
/// assert_eq!(Hashed::from_literal(literal)?, table);
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// The type on the wire is that of `T`, so `Hashed<T>` and `T` fit each other. A value that came without a hash has an
/// empty one. Within a list, a map or a struct the hash has no effect (flytekit `core/type_engine.py`, `HashMethod`).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hashed<T> {
    /// The value.
    pub value: T,
    /// The hash; empty for none.
    pub hash: String,
}

impl<T: FlyteType> FlyteType for Hashed<T> {
    const LOOK: Look = T::LOOK;
    const FORMS: Forms = T::FORMS;

    fn literal_type() -> LiteralType {
        T::literal_type()
    }
    fn into_literal(self) -> Result<Literal, ValueError> {
        Ok(Literal { hash: self.hash, ..self.value.into_literal()? })
    }
    fn from_literal(mut literal: Literal) -> Result<Self, ValueError> {
        let hash = std::mem::take(&mut literal.hash);
        Ok(Hashed { value: T::from_literal(literal)?, hash })
    }
    fn union_tag() -> Cow<'static, str> {
        T::union_tag()
    }
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        self.value.pack(to)
    }
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        Ok(Hashed { value: T::unpack(from)?, hash: String::new() })
    }
    fn columns() -> Vec<Column> {
        T::columns()
    }
    fn schema() -> serde_json::Value {
        T::schema()
    }
}
