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
use std::sync::Arc;

/// An input or an output.
#[derive(Clone, Debug)]
pub struct Variable {
    /// The name in Flyte.
    pub name: String,
    /// The type in Flyte. All variables that hold the same value share it.
    pub ty: Arc<LiteralType>,
    /// The description; may be empty.
    pub doc: Cow<'static, str>,
    /// The JSON schema of its values.
    pub schema: fn() -> Json,
    /// The parameter of an input; `None` for an output.
    pub parameter: Option<&'static dyn Parameter>,
}

impl Variable {
    /// A value that is neither the parameter nor the output of a function.
    pub(crate) fn of_value(name: String, ty: Arc<LiteralType>) -> Self {
        Variable { name, ty, doc: Cow::Borrowed(""), schema: || Json::Null, parameter: None }
    }

    /// The value of an absent input: its default, or none if the type allows it.
    pub(crate) fn absent(&self) -> Option<Result<Literal, ValueError>> {
        let default = self.parameter.and_then(Parameter::default);
        default.or_else(|| union::accepts_none(&self.ty).then(|| Ok(union::none())))
    }

    /// Whether the input must be given.
    pub(crate) fn is_required(&self) -> bool {
        !self.parameter.is_some_and(Parameter::has_default) && !union::accepts_none(&self.ty)
    }
}

/// A parameter of any type.
pub trait Parameter: Debug + Sync {
    /// Whether it has a default.
    fn has_default(&self) -> bool;
    /// Makes the literal of its default.
    fn default(&self) -> Option<Result<Literal, ValueError>>;
    /// Converts JSON that a person wrote to a literal. It is decoded and encoded again, since JSON has no order of
    /// fields, but Flyte's cache compares bytes; and since a container or a script would not check whether the value
    /// fits the type.
    ///
    /// # Errors
    /// Fails if it is not a value of the type.
    fn read_json(&self, json: Json) -> Result<Literal, ValueError>;
    /// Converts the text of a flag to a literal.
    ///
    /// # Errors
    /// Fails if it is not a value of the type.
    fn read_text(&self, text: &str) -> Result<Literal, ValueError>;
}

impl<T: FlyteType> Parameter for Input<T> {
    fn has_default(&self) -> bool {
        self.1.is_some()
    }
    fn default(&self) -> Option<Result<Literal, ValueError>> {
        let default = catch_unwind(|| self.1.map(|make| make().into_literal()));
        default.unwrap_or_else(|payload| {
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

/// The inputs and outputs of an entity.
pub trait Interface {
    /// The inputs, in the order of the parameters.
    fn inputs(&'static self) -> Vec<Variable>;
    /// The outputs, in the order of the return type.
    fn outputs(&self) -> Vec<Variable>;
}

/// A parameter: its name, with its description on the following lines, and its default.
pub(crate) type Input<T> = (&'static str, Option<fn() -> T>);

/// The input for a parameter of type `A`.
pub(crate) fn variable<A: FlyteType>(input: &'static Input<A>) -> Variable {
    let (name, doc) = input.0.split_once('\n').unwrap_or((input.0, ""));
    Variable {
        name: name.to_owned(),
        ty: Arc::new(A::literal_type()),
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
    let variables = variables.map(|(((name, ty), doc), schema)| Variable {
        name,
        ty: Arc::new(ty),
        doc: doc.into(),
        schema,
        parameter: None,
    });
    variables.collect()
}

/// Sets the descriptions of outputs from the function's docs, unless their types have descriptions.
pub(super) fn describe(outputs: &mut [Variable], doc: &str) {
    let Some(docs) = OutputDocs::parse(doc) else { return };
    let names: Vec<&str> = outputs.iter().map(|output| output.name.as_str()).collect();
    // The macro has checked this if it could see the outputs.
    let Ok(descriptions) = docs.descriptions(&names) else { return };
    for (output, description) in
        outputs.iter_mut().zip(descriptions).filter(|(output, _)| output.doc.is_empty())
    {
        output.doc = description.into();
    }
}

pub(crate) fn read<A: FlyteType>(input: &Input<A>, value: Option<Carried>) -> Result<A, Failure> {
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
