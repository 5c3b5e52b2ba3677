//! The elements of a map.

use crate::graph::MapWork;
use crate::types::path::{self, Step};
use crate::types::{ValueError, literal};
use aileron_idl::core::{Literal, literal::Value};

/// The inputs of the tasks of a map.
pub(super) struct Elements<'p> {
    inputs: Vec<Input<'p>>,
    count: usize,
}

/// An input of the tasks.
enum Input<'p> {
    /// All tasks get the same value.
    Whole(Literal),
    /// Each task gets that part of its element.
    Each(Vec<Literal>, &'p [Step]),
}

impl<'p> Elements<'p> {
    /// Takes the lists apart.
    pub(super) fn new(map: &'p MapWork, inputs: Vec<Literal>) -> Result<Self, String> {
        let mut lengths = Vec::new();
        let inputs = inputs.into_iter().zip(&map.each).map(|(input, each)| match (each, input.value) {
            (Some(path), Some(Value::Collection(list))) => {
                lengths.push(list.literals.len());
                Ok(Input::Each(list.literals, path))
            }
            (Some(_), other) => {
                Err(ValueError::mismatch("a list", literal::describe(other.as_ref())).to_string())
            }
            (None, value) => Ok(Input::Whole(Literal { value, ..input })),
        });
        let inputs = inputs.collect::<Result<Vec<_>, String>>()?;
        match lengths.first() {
            Some(first) if lengths.iter().all(|length| length == first) => {
                Ok(Elements { inputs, count: *first })
            }
            _ => Err(format!("the lists of a map have different lengths: {lengths:?}")),
        }
    }

    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// The inputs of one task.
    pub(super) fn of(&self, index: usize) -> Result<Vec<Literal>, ValueError> {
        let input = |input: &Input<'_>| match input {
            Input::Whole(literal) => Ok(literal.clone()),
            Input::Each(list, path) => path::part(&list[index], path),
        };
        self.inputs.iter().map(input).collect()
    }
}
