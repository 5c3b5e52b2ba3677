//! The typed interface of an entity, and the typed handles that the macros build it from.

use super::{Failure, Returns};
use crate::types::{FlyteType, Outputs, ValueError};
use aileron_idl::core::{Literal, LiteralType};

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

/// A parameter of type `A`. It carries the conversion, so that nothing else needs to know that `A` has one.
pub struct Input<A> {
    name: &'static str,
    doc: &'static str,
    ty: fn() -> LiteralType,
    read: fn(Literal) -> Result<A, ValueError>,
}

/// The parameter's handle. The only place that asks for `FlyteType`: a type without it is told once, on itself.
#[must_use]
pub const fn input<A: FlyteType>(name: &'static str, doc: &'static str) -> Input<A> {
    Input { name, doc, ty: A::literal_type, read: A::from_literal }
}

impl<A> Input<A> {
    pub(crate) fn variable(&self) -> Variable {
        Variable { name: self.name.to_owned(), ty: (self.ty)(), doc: self.doc }
    }

    pub(super) fn read(&self, literal: Option<Literal>) -> Result<A, Failure> {
        let literal = literal.ok_or(Failure::Missing { name: self.name })?;
        (self.read)(literal).map_err(|error| Failure::Input { name: self.name, error })
    }
}

/// The result type `R` of a function.
pub struct Output<R> {
    variables: fn() -> Vec<(String, LiteralType)>,
    write: fn(R) -> Result<Vec<Literal>, Failure>,
}

/// The result's handle: the only place that asks for `Returns`.
#[must_use]
pub const fn output<R: Returns>() -> Output<R> {
    Output { variables: <R::Outputs as Outputs>::variables, write: write::<R> }
}

fn write<R: Returns>(result: R) -> Result<Vec<Literal>, Failure> {
    let outputs = result.settle().map_err(Failure::User)?;
    outputs.into_literals().map_err(|error| Failure::Output { error })
}

impl<R> Output<R> {
    pub(crate) fn variables(&self) -> Vec<Variable> {
        (self.variables)().into_iter().map(|(name, ty)| Variable { name, ty, doc: "" }).collect()
    }

    pub(super) fn write(&self, result: R) -> Result<Vec<Literal>, Failure> {
        (self.write)(result)
    }
}
