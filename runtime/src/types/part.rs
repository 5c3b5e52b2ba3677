//! A type within a derived one: a field, or what a variant carries.

use super::forms::Forms;
use super::look::{self, Look};
use super::msgpack::{Packer, Unpacker};
use super::row::{self, Column};
use super::wire::{Carried, Form};
use super::{FlyteType, ValueError, outputs, union};
use aileron_idl::core::{Literal, LiteralType};
use serde_json::Value;
use std::borrow::Cow;

/// A type `T` within a derived one, under a name, with all that is asked of it.
///
/// It carries the conversions, so that nothing else needs to know that `T` has them.
pub struct Part<T> {
    /// Its name on the wire.
    pub name: &'static str,
    /// What it looks like within a struct.
    pub look: &'static Look,
    /// Where its values can go besides a literal.
    pub forms: Forms,
    /// The type on the wire.
    pub literal_type: fn() -> LiteralType,
    /// Its name in a union.
    pub union_tag: fn() -> Cow<'static, str>,
    /// What it says of itself in the schema of a struct.
    pub schema: fn() -> Value,
    /// The same, by variants, in a union.
    pub schemas: fn() -> Vec<Value>,
    /// What it adds to a union.
    pub variants: fn() -> Vec<LiteralType>,
    /// The columns that its own fields are.
    pub columns: fn() -> Vec<Column>,
    /// Writes a literal.
    pub write: fn(T) -> Result<Literal, ValueError>,
    /// Writes a literal as one of a union.
    pub wrap: fn(T) -> Result<Literal, ValueError>,
    /// Writes it as it is wanted.
    pub carry: fn(T, Form) -> Result<Carried, ValueError>,
    /// Reads a literal.
    pub read: fn(Literal) -> Result<T, ValueError>,
    /// Writes it within a struct.
    pub pack: fn(T, &mut Packer) -> Result<(), ValueError>,
    /// Reads it within a struct.
    pub unpack: fn(&mut Unpacker<'_>) -> Result<T, ValueError>,
}

/// A field of a struct.
#[must_use]
#[track_caller]
pub const fn within<T: FlyteType>(name: &'static str) -> Part<T> {
    look::check_unions(&T::LOOK);
    part(name)
}

/// With [`within`] the only place that asks for `FlyteType`: a type without it is told once, on itself.
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
    /// When it has no form on the wire.
    pub fn pack(&self, value: T, to: &mut Packer) -> Result<(), ValueError> {
        to.text(self.name)?;
        (self.pack)(value, to).map_err(|error| error.within(format_args!("{:?}", self.name)))
    }

    /// Reads the part into its place.
    ///
    /// # Errors
    /// When there is another type; or when a person wrote it twice, by its name and by an alias.
    pub fn fill(&self, place: &mut Option<T>, from: &mut Unpacker<'_>) -> Result<(), ValueError> {
        if from.is_by_hand() && place.is_some() {
            return Err(ValueError::new(format!(
                "the field {:?} stands a second time; keep one of the two",
                self.name
            )));
        }
        *place = Some((self.unpack)(from)?);
        Ok(())
    }

    /// Writes the part as an output.
    ///
    /// # Errors
    /// When it has no form on the wire.
    pub fn output(&self, value: T) -> Result<Literal, ValueError> {
        (self.write)(value).map_err(|error| error.within(self.name))
    }

    /// The same as it is wanted.
    ///
    /// # Errors
    /// When it has no form on the wire.
    pub fn carry(&self, value: T, form: Form) -> Result<Carried, ValueError> {
        (self.carry)(value, form).map_err(|error| error.within(self.name))
    }

    /// The part as columns of a table.
    #[must_use]
    pub fn columns(&self) -> Vec<Column> {
        row::flattened(self.name, (self.columns)(), self.literal_type)
    }

    /// Takes the part off outputs that are read.
    ///
    /// # Errors
    /// When it is missing, or of another type.
    pub fn take(&self, outputs: &mut std::vec::IntoIter<Literal>) -> Result<T, ValueError> {
        outputs::take(outputs).and_then(self.read).map_err(|error| error.within(self.name))
    }

    /// Name and type of the output.
    #[must_use]
    pub fn variable(&self) -> (String, LiteralType) {
        (self.name.to_owned(), (self.literal_type)())
    }
}
