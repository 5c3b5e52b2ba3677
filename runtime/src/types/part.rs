//! A type within a derived one: a field of a struct, or the data of a variant.

use super::forms::Forms;
use super::look::{self, Look};
use super::msgpack::{Packer, Unpacker};
use super::row::{self, Column};
use super::wire::{Carried, Form};
use super::{FlyteType, ValueError, outputs, union};
use aileron_idl::core::{Literal, LiteralType};
use serde_json::Value;
use std::borrow::Cow;

/// A type `T` within a derived one, with its name and its conversions.
///
/// It carries the conversions as functions, so that code with a `Part<T>` need not require `T: FlyteType`.
pub struct Part<T> {
    /// Its name on the wire.
    pub name: &'static str,
    /// How it looks within a struct.
    pub look: &'static Look,
    /// Where its values can go other than a literal.
    pub forms: Forms,
    /// The type on the wire.
    pub literal_type: fn() -> LiteralType,
    /// Its tag in a union.
    pub union_tag: fn() -> Cow<'static, str>,
    /// Its JSON Schema in that of a struct.
    pub schema: fn() -> Value,
    /// The JSON Schemas that it adds to a union.
    pub schemas: fn() -> Vec<Value>,
    /// The types that it adds to a union.
    pub variants: fn() -> Vec<LiteralType>,
    /// The columns of its own fields.
    pub columns: fn() -> Vec<Column>,
    /// Writes a literal.
    pub write: fn(T) -> Result<Literal, ValueError>,
    /// Writes a literal as a variant of a union.
    pub wrap: fn(T) -> Result<Literal, ValueError>,
    /// Writes it in the wanted form.
    pub carry: fn(T, Form) -> Result<Carried, ValueError>,
    /// Reads a literal.
    pub read: fn(Literal) -> Result<T, ValueError>,
    /// Writes it as a field of a struct.
    pub pack: fn(T, &mut Packer) -> Result<(), ValueError>,
    /// Reads it from a field of a struct.
    pub unpack: fn(&mut Unpacker<'_>) -> Result<T, ValueError>,
}

/// A field of a struct.
#[must_use]
#[track_caller]
pub const fn within<T: FlyteType>(name: &'static str) -> Part<T> {
    look::check_unions(&T::LOOK);
    part(name)
}

/// With [`within`], the only function that requires `FlyteType`: a type without it is reported once, on itself.
#[must_use]
#[track_caller]
pub const fn part<T: FlyteType>(name: &'static str) -> Part<T> {
    look::check_options(&T::LOOK);
    Part {
        name,
        look: &T::LOOK,
        forms: T::FORMS,
        literal_type: T::literal_type,
        union_tag: T::union_tag,
        schema: T::schema,
        schemas: union::schemas::<T>,
        variants: union::variants::<T>,
        columns: T::columns,
        write: T::into_literal,
        wrap: union::wrap::<T>,
        carry: outputs::carry::<T>,
        read: T::from_literal,
        pack: T::pack,
        unpack: T::unpack,
    }
}

impl<T> Part<T> {
    /// Writes the part as a field of a struct.
    ///
    /// # Errors
    /// If the value has no form on the wire.
    pub fn pack(&self, value: T, to: &mut Packer) -> Result<(), ValueError> {
        to.text(self.name)?;
        (self.pack)(value, to).map_err(|error| error.within(format_args!("{:?}", self.name)))
    }

    /// Reads the part from a struct into its place.
    ///
    /// # Errors
    /// If the value has another type, or if a person wrote the field twice, by its name and by an alias.
    pub fn fill(&self, place: &mut Option<T>, from: &mut Unpacker<'_>) -> Result<(), ValueError> {
        if from.is_by_hand() && place.is_some() {
            return Err(ValueError::new(format!(
                "the field {:?} appears twice; keep one of the two",
                self.name
            )));
        }
        *place = Some((self.unpack)(from)?);
        Ok(())
    }

    /// Writes the part as an output.
    ///
    /// # Errors
    /// If the value has no form on the wire.
    pub fn output(&self, value: T) -> Result<Literal, ValueError> {
        (self.write)(value).map_err(|error| error.within(self.name))
    }

    /// Writes the part as an output, in the wanted form.
    ///
    /// # Errors
    /// If the value has no form on the wire.
    pub fn carry(&self, value: T, form: Form) -> Result<Carried, ValueError> {
        (self.carry)(value, form).map_err(|error| error.within(self.name))
    }

    /// The columns of the part in a table.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        row::flattened(self.name, (self.columns)(), self.literal_type)
    }

    /// Takes the part from outputs that are being read.
    ///
    /// # Errors
    /// If it is missing or has another type.
    pub fn take(&self, outputs: &mut std::vec::IntoIter<Literal>) -> Result<T, ValueError> {
        outputs::take(outputs).and_then(self.read).map_err(|error| error.within(self.name))
    }

    /// The name and the type of the output.
    #[must_use]
    pub fn variable(&self) -> (String, LiteralType) {
        (self.name.to_owned(), (self.literal_type)())
    }
}
