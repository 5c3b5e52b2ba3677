//! Makes `outputs.pb`: the task's outputs by name.

use super::Fault;
use super::offload::{self, Limits};
use crate::entity::Variable;
use crate::storage::Location;
use crate::types::wire;
use aileron_idl::map;
use aileron_idl::prost::bytes::Bytes;
use std::collections::BTreeMap;

/// The files of a successful attempt.
#[derive(Debug)]
pub(super) struct OutputFiles {
    /// The name of the file that reports the success: `outputs.pb`, or `futures.pb` with a graph that gives the outputs.
    pub(super) name: &'static str,
    /// The content of that file.
    pub(super) map: Vec<u8>,
    /// Further files next to it, by name.
    pub(super) files: Vec<(String, Bytes)>,
}

impl OutputFiles {
    /// The bytes of all files.
    pub(super) fn bytes(&self) -> Vec<u8> {
        self.files.iter().fold(self.map.clone(), |all, (_, bytes)| [&*all, bytes].concat())
    }
}

/// The outputs by name. The engine doesn't check that they are complete; without this check, the reader of a missing
/// output would fail instead of this task.
pub(super) fn named(
    variables: &[Variable],
    literals: Vec<Bytes>,
    prefix: &Location,
) -> Result<OutputFiles, Fault> {
    let (declared, given) = (variables.len(), literals.len());
    let literals: BTreeMap<&str, (&Variable, Bytes)> =
        map(variables.iter().zip(literals).map(|(output, literal)| (&*output.name, (output, literal))));
    if given == declared && literals.len() == declared {
        return written(literals.into_values(), prefix);
    }
    Err(Fault::value(
        "output",
        format_args!(
            "the type that the task returns declares {declared} outputs, but returned {given} with {} different names; fix \
             its implementation of `aileron::OutputFiles`",
            literals.len()
        ),
    ))
}

fn written<'v>(
    literals: impl Iterator<Item = (&'v Variable, Bytes)>,
    prefix: &Location,
) -> Result<OutputFiles, Fault> {
    let limits = Limits::from_environment()?;
    let (mut map, mut files) = (BTreeMap::new(), Vec::new());
    for (output, literal) in literals {
        let file = offload::file_name(output);
        let stand_in =
            limits.map(|limits| limits.apply(output, &literal, &prefix.join(&file))).transpose()?;
        let inline = match stand_in.flatten() {
            Some(stand_in) => {
                files.push((file, literal));
                stand_in
            }
            None => literal,
        };
        map.insert(output.name.clone(), inline);
    }
    Ok(OutputFiles { name: "outputs.pb", map: wire::map(&map), files })
}
