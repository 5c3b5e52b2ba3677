//! The typed interface of an entity.

use super::{Failure, Returns, describe_panic};
use crate::types::wire::{Carried, Form};
use crate::types::{FlyteType, Outputs, ValueError, union};
use aileron_idl::core::{Literal, LiteralType};
use std::fmt::Debug;
use std::panic::catch_unwind;

/// One input or output.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name on the wire.
    pub name: String,
    /// Its type on the wire.
    pub ty: LiteralType,
    /// Its description; empty if none was given.
    pub doc: &'static str,
    /// Its default; none for an output.
    pub default: Option<&'static dyn Given>,
}

impl Variable {
    /// The value of an input that nobody gives: its default, or none where the type has that.
    pub(crate) fn absent(&self) -> Option<Result<Literal, ValueError>> {
        match self.default {
            Some(default) => Some(default.literal()),
            None => union::accepts_none(&self.ty).then(|| Ok(union::none())),
        }
    }

    /// Whether it must be given.
    pub(crate) fn is_required(&self) -> bool {
        self.default.is_none() && !union::accepts_none(&self.ty)
    }
}

/// A default, made anew each time.
pub trait Given: Debug + Sync {
    /// Its literal.
    ///
    /// # Errors
    /// When it has none.
    fn literal(&self) -> Result<Literal, ValueError>;
}

impl<T: FlyteType> Given for fn() -> T {
    fn literal(&self) -> Result<Literal, ValueError> {
        let made = catch_unwind(|| self().into_literal());
        made.unwrap_or_else(|payload| {
            Err(ValueError::new(format!("the default panicked: {}", describe_panic(&*payload))))
        })
    }
}

/// What goes in and what comes out.
pub trait Interface {
    /// The inputs, in the parameters' order.
    fn inputs(&'static self) -> Vec<Variable>;
    /// The outputs, in order.
    fn outputs(&self) -> Vec<Variable>;
}

/// A parameter's name, description and default.
pub(crate) type Input<T> = (&'static str, &'static str, Option<fn() -> T>);

/// The input of type `A`.
pub(crate) fn variable<A: FlyteType>((name, doc, default): &'static Input<A>) -> Variable {
    let default = default.as_ref().map(|default| default as &dyn Given);
    Variable { name: (*name).to_owned(), ty: A::literal_type(), doc, default }
}

/// The outputs of a function that returns `R`.
pub(crate) fn variables<R: Returns>() -> Vec<Variable> {
    let docs = R::Outputs::DOCS.iter().copied().chain(std::iter::repeat(""));
    let variables = R::Outputs::variables().into_iter().zip(docs);
    variables.map(|((name, ty), doc)| Variable { name, ty, doc, default: None }).collect()
}

pub(super) fn read<A: FlyteType>(&(name, ..): &Input<A>, value: Option<Carried>) -> Result<A, Failure> {
    let value = match value.ok_or(Failure::Missing { name })? {
        Carried::Literal(literal) => A::from_literal(literal),
        Carried::Wire(bytes) => A::from_wire(&bytes),
    };
    value.map_err(|error| Failure::Input { name, error })
}

pub(super) fn write<R: Returns>(result: R, form: Form) -> Result<Vec<Carried>, Failure> {
    let outputs = result.settle().map_err(Failure::User)?;
    outputs.carry(form).map_err(|error| Failure::Output { error })
}
