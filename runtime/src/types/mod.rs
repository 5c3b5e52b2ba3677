//! Rust values and the Flyte literals that carry them.

pub mod alternative;
pub(crate) mod by_hand;
mod bytes;
mod cast;
pub(crate) mod collection;
mod date;
pub mod enumeration;
mod error;
mod failure;
mod flag;
pub(crate) mod forms;
mod hashed;
mod inputs;
pub(crate) mod json;
mod json_value;
pub(crate) mod literal;
pub(crate) mod look;
pub(crate) mod msgpack;
mod name;
mod number;
mod option;
mod outputs;
mod parse;
pub(crate) mod part;
pub(crate) mod path;
pub(crate) mod places;
pub mod record;
mod row;
mod schema;
mod shape;
mod text;
pub(crate) mod time;
pub(crate) mod union;
pub(crate) mod wire;

pub use bytes::Bytes;
pub(crate) use cast::CastTo;
pub(crate) use cast::misfit;
pub use error::ValueError;
pub use failure::FlyteError;
pub(crate) use flag::parse;
pub use hashed::Hashed;
pub use inputs::Inputs;
use name::one_as;
pub(crate) use name::{name, name_as, one};
pub use outputs::Outputs;
pub(crate) use outputs::Schema;
#[cfg(feature = "dataset")]
pub(crate) use parse::table_format;
pub use row::{Column, Row};
pub(crate) use schema::to_struct;

use aileron_idl::core::{Literal, LiteralType};
use aileron_idl::prost::Message;
use forms::Forms;
use look::Look;
use msgpack::{Packer, Unpacker};
use std::borrow::Cow;

/// A Rust type that Flyte can carry as an input or an output.
///
/// To make a type of your own a Flyte type, convert it to and from one that is:
///
/// ```
/// use aileron::idl::core::{Literal, LiteralType};
/// use aileron::{FlyteType, ValueError};
///
/// struct Celsius(f64);
///
/// impl FlyteType for Celsius {
///     fn literal_type() -> LiteralType {
///         f64::literal_type()
///     }
///     fn into_literal(self) -> Result<Literal, ValueError> {
///         self.0.into_literal()
///     }
///     fn from_literal(literal: Literal) -> Result<Self, ValueError> {
///         let degrees = f64::from_literal(literal)?;
///         if degrees < -273.15 {
///             return Err(ValueError::new(format!("{degrees} °C is below absolute zero")));
///         }
///         Ok(Celsius(degrees))
///     }
/// }
/// # assert!(Celsius::from_literal((-300.0).into_literal().unwrap()).is_err());
/// ```
///
/// The types below implement it already.
///
#[doc = include_str!("../../docs/types.md")]
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not a Flyte type, so it can't be an input or an output, or part of one [AIL0301]",
    label = "Flyte has no literal for this type",
    note = "use a type that Flyte knows: integers that fit 64 bits, `f64`, `bool`, `String`, `Vec<T>`, `HashMap<String, T>`, `Option<T>`, `chrono::DateTime<Utc>`, `std::time::Duration`",
    note = "write `File` or `Directory` for a path, `Vec<T>` for a set, `String` for a `char`, `chrono::DateTime<Utc>` for a `SystemTime`",
    note = "or derive `aileron::FlyteType` for `{Self}`, or implement it"
)]
pub trait FlyteType: Sized + 'static {
    /// Returns the type on the wire.
    fn literal_type() -> LiteralType;

    /// Converts the value to a literal.
    ///
    /// # Errors
    /// If no literal of the type can hold this value, such as an integer beyond 64 bits.
    fn into_literal(self) -> Result<Literal, ValueError>;

    /// Reads the value from a literal.
    ///
    /// # Errors
    /// If the literal has another type, or its value doesn't fit.
    fn from_literal(literal: Literal) -> Result<Self, ValueError>;

    /// The tag of this type as a variant of a union.
    ///
    /// It must be the name of flytekit's converter of the same type (`int`, `str`, `Typed List`, …). Otherwise one side does
    /// not understand a union that the other wrote (flytekit `core/type_engine.py`).
    #[must_use]
    fn union_tag() -> Cow<'static, str> {
        union::tag_of(&Self::literal_type())
    }

    // The rest is not public: the form of the type within a struct, and in bytes. The defaults fit every type. A hidden supertrait
    // can't have these members: a type that implements only the methods above would get it from a blanket implementation, and
    // then no other type could override a default, since Rust has no specialization.

    /// What its values look like within a struct. It is asked of every type within a type, so that one that contains itself,
    /// which no `LiteralType` can say, is a cycle for the compiler.
    #[doc(hidden)]
    const LOOK: Look = Look::Unknown;

    /// The name on the wire of the field that Rust names so.
    #[doc(hidden)]
    #[must_use]
    fn field_name(rust: &'static str) -> &'static str {
        rust
    }

    /// Where its values can go if a task is not written in Rust.
    #[doc(hidden)]
    const FORMS: Forms = Forms::ANY;

    #[doc(hidden)]
    fn pack(self, to: &mut Packer) -> Result<(), ValueError> {
        to.literal(self.into_literal()?)
    }

    #[doc(hidden)]
    fn unpack(from: &mut Unpacker<'_>) -> Result<Self, ValueError> {
        Self::from_literal(from.literal_of(&Self::literal_type())?)
    }

    #[doc(hidden)]
    #[must_use]
    fn schema() -> serde_json::Value {
        schema::json_schema(&Self::literal_type())
    }

    /// The columns of a table whose rows are these; none where its fields have no names.
    #[doc(hidden)]
    #[must_use]
    fn columns() -> Vec<Column> {
        Vec::new()
    }

    /// Reads a literal's bytes.
    #[doc(hidden)]
    fn from_wire(bytes: &[u8]) -> Result<Self, ValueError> {
        Self::from_literal(wire::literal(bytes)?)
    }

    /// Writes a literal's bytes.
    #[doc(hidden)]
    fn into_wire(self, to: &mut Vec<u8>) -> Result<(), ValueError> {
        // Without the copy that `encode_to_vec` would be.
        self.into_literal()?.encode(to).map_err(|error| ValueError::new(error.to_string()).caused_by(error))
    }
}
