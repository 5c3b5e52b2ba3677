//! The typed interface of an entity.

use super::{Failure, Returns};
use crate::types::wire::{Carried, Form};
use crate::types::{FlyteType, Outputs};
use aileron_idl::core::LiteralType;

/// One input or output.
#[derive(Clone, Debug)]
pub struct Variable {
    /// Its name on the wire.
    pub name: String,
    /// Its type on the wire.
    pub ty: LiteralType,
    /// Its description; empty if none was given.
    pub doc: &'static str,
}

/// What goes in and what comes out.
pub trait Interface {
    /// The inputs, in the parameters' order.
    fn inputs(&self) -> Vec<Variable>;
    /// The outputs, in order.
    fn outputs(&self) -> Vec<Variable>;
}

/// A parameter's name and description.
pub(crate) type Input = (&'static str, &'static str);

/// The input of type `A`.
pub(crate) fn variable<A: FlyteType>((name, doc): Input) -> Variable {
    Variable { name: name.to_owned(), ty: A::literal_type(), doc }
}

/// The outputs of a function that returns `R`.
pub(crate) fn variables<R: Returns>() -> Vec<Variable> {
    R::Outputs::variables().into_iter().map(|(name, ty)| Variable { name, ty, doc: "" }).collect()
}

pub(super) fn read<A: FlyteType>((name, _): Input, value: Option<Carried>) -> Result<A, Failure> {
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
