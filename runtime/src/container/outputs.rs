//! `outputs.pb`: the task's outputs by name.

use super::Fault;
use crate::entity::Variable;
use crate::types::wire;
use aileron_idl::prost::bytes::Bytes;
use std::collections::BTreeMap;

/// The outputs' map, each under its name. The engine doesn't check that they are complete, so that whoever reads a missing
/// one would fail instead of this task.
pub(super) fn named(variables: Vec<Variable>, literals: Vec<Bytes>) -> Result<Vec<u8>, Fault> {
    let (declared, given) = (variables.len(), literals.len());
    let names = variables.into_iter().map(|variable| variable.name);
    let literals: BTreeMap<String, Bytes> = names.zip(literals).collect();
    if given == declared && literals.len() == declared {
        return Ok(wire::map(&literals));
    }
    Err(Fault::value(
        "output",
        format_args!(
            "the type that the task returns declares {declared} outputs, but gave {given}, under {} different names: \
             its `aileron::Outputs` contradicts itself",
            literals.len()
        ),
    ))
}
