//! The typed interface of an entity.

use super::{Failure, Returns};
use crate::panics;
use crate::types::wire::{Carried, Form};
use crate::types::{FlyteType, Outputs, Schema, ValueError, by_hand, union};
use aileron_grammar::OutputDocs;
use aileron_idl::core::{Literal, LiteralType};
use serde_json::Value as Json;
use std::borrow::Cow;
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
    pub doc: Cow<'static, str>,
    /// How its values look in JSON.
    pub schema: fn() -> Json,
    /// The parameter behind an input; none for an output.
    pub parameter: Option<&'static dyn Parameter>,
}

impl Variable {
    /// The value of an input that nobody gives: its default, or none where the type has that.
    pub(crate) fn absent(&self) -> Option<Result<Literal, ValueError>> {
        let default = self.parameter.and_then(Parameter::default);
        default.or_else(|| union::accepts_none(&self.ty).then(|| Ok(union::none())))
    }

    /// Whether it must be given.
    pub(crate) fn is_required(&self) -> bool {
        !self.parameter.is_some_and(Parameter::has_default) && !union::accepts_none(&self.ty)
    }
}

/// A parameter, whatever its type.
pub trait Parameter: Debug + Sync {
    /// Whether it has a default.
    fn has_default(&self) -> bool;
    /// The literal of its default, made anew each time.
    fn default(&self) -> Option<Result<Literal, ValueError>>;
    /// The literal of the value that a person wrote in JSON. The program itself writes it: JSON knows no order of fields,
    /// yet the bytes decide whether Flyte's cache knows the value; and where a container or a script does the work, nobody
    /// else asks whether the type holds it.
    ///
    /// # Errors
    /// When it is no value of the type.
    fn read_json(&self, json: Json) -> Result<Literal, ValueError>;
    /// The same of a flag's text.
    ///
    /// # Errors
    /// When it is no value of the type.
    fn read_text(&self, text: &str) -> Result<Literal, ValueError>;
}

impl<T: FlyteType> Parameter for Input<T> {
    fn has_default(&self) -> bool {
        self.1.is_some()
    }
    fn default(&self) -> Option<Result<Literal, ValueError>> {
        let made = catch_unwind(|| self.1.map(|make| make().into_literal()));
        made.unwrap_or_else(|payload| {
            Some(Err(ValueError::new(format!("the default panicked: {}", panics::describe(&*payload)))))
        })
    }
    fn read_json(&self, json: Json) -> Result<Literal, ValueError> {
        by_hand::from_json::<T>(json)
    }
    fn read_text(&self, text: &str) -> Result<Literal, ValueError> {
        by_hand::from_text::<T>(text)
    }
}

/// What goes in and what comes out.
pub trait Interface {
    /// The inputs, in the parameters' order.
    fn inputs(&'static self) -> Vec<Variable>;
    /// The outputs, in order.
    fn outputs(&self) -> Vec<Variable>;
}

/// A parameter's name with its description on the lines below, and its default.
pub(crate) type Input<T> = (&'static str, Option<fn() -> T>);

/// The input of type `A`.
pub(crate) fn variable<A: FlyteType>(input: &'static Input<A>) -> Variable {
    let (name, doc) = input.0.split_once('\n').unwrap_or((input.0, ""));
    Variable {
        name: name.to_owned(),
        ty: A::literal_type(),
        doc: doc.into(),
        schema: A::schema,
        parameter: Some(input),
    }
}

/// The outputs of a function that returns `R`.
pub(crate) fn variables<R: Returns>() -> Vec<Variable> {
    let docs = R::Outputs::DOCS.iter().copied().chain(std::iter::repeat(""));
    let unknown: Schema = || Json::Null;
    let schemas = R::Outputs::schemas().into_iter().chain(std::iter::repeat(unknown));
    let variables = R::Outputs::variables().into_iter().zip(docs).zip(schemas);
    variables
        .map(|(((name, ty), doc), schema)| Variable { name, ty, doc: doc.into(), schema, parameter: None })
        .collect()
}

/// Describes the outputs by the docs of the function, where their types have no description for them.
pub(super) fn describe(outputs: &mut [Variable], doc: &str) {
    let Some(docs) = OutputDocs::parse(doc) else { return };
    let names: Vec<&str> = outputs.iter().map(|output| output.name.as_str()).collect();
    // The macro has refused what describes other outputs, where it could see which there are.
    let Ok(descriptions) = docs.descriptions(&names) else { return };
    for (output, description) in
        outputs.iter_mut().zip(descriptions).filter(|(output, _)| output.doc.is_empty())
    {
        output.doc = description.into();
    }
}

pub(super) fn read<A: FlyteType>(input: &Input<A>, value: Option<Carried>) -> Result<A, Failure> {
    let name = || input.0.lines().next().unwrap_or_default();
    let value = match value.ok_or_else(|| Failure::Missing { name: name() })? {
        Carried::Literal(literal) => A::from_literal(literal),
        Carried::Wire(bytes) => A::from_wire(&bytes),
    };
    value.map_err(|error| Failure::Input { name: name(), error })
}

pub(super) fn write<R: Returns>(result: R, form: Form) -> Result<Vec<Carried>, Failure> {
    let outputs = result.settle().map_err(Failure::User)?;
    outputs.carry(form).map_err(|error| Failure::Output { error })
}
