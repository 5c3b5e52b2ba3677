//! `outputs.pb`: the task's outputs by name.

use super::Fault;
use crate::entity::Variable;
use aileron_idl::core::{Literal, LiteralMap};

/// The outputs, each under its name. The engine doesn't check that they are complete, so that whoever reads a missing
/// one would fail instead of this task.
pub(super) fn named(variables: Vec<Variable>, literals: Vec<Literal>) -> Result<LiteralMap, Fault> {
    let (declared, given) = (variables.len(), literals.len());
    let names = variables.into_iter().map(|variable| variable.name);
    let map = LiteralMap { literals: names.zip(literals).collect() };
    if given == declared && map.literals.len() == declared {
        return Ok(map);
    }
    Err(Fault::value(
        "output",
        format_args!(
            "the type that the task returns declares {declared} outputs, but gave {given}, under {} different names: \
             its `aileron::Outputs` contradicts itself",
            map.literals.len()
        ),
    ))
}
