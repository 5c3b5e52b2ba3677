//! Reads `inputs.pb`: the task's inputs by name.

use super::Fault;
use super::element::Elements;
use crate::entity::Variable;
use crate::offloaded::LARGEST;
use crate::storage::Location;
use crate::types::{ValueError, wire};
use aileron_grammar::suggest::all_of;
use aileron_idl::prost::Message;
use aileron_idl::prost::bytes::Bytes;
use std::collections::BTreeMap;
use std::ffi::OsStr;

/// Reads the inputs and returns them in the order of the variables; of lists of a map, the elements for this task.
pub(super) fn read(uri: &OsStr, variables: &[Variable], elements: &Elements) -> Result<Vec<Bytes>, Fault> {
    let location = Location::parse(uri).map_err(|error| Fault::storage(&error))?;
    let bytes = location.read(LARGEST).map_err(|error| Fault::storage(&error))?;
    let literals = wire::entries(&bytes.into()).map_err(|error| {
        Fault::system(
            "inputs",
            format_args!("`{location}` is not a map of literals; it may be incomplete: {error}"),
        )
    })?;
    in_order(literals, variables, elements)
}

fn in_order(
    mut given: BTreeMap<String, Bytes>,
    variables: &[Variable],
    elements: &Elements,
) -> Result<Vec<Bytes>, Fault> {
    let names: Vec<String> = given.keys().cloned().collect();
    let mut literals = Vec::with_capacity(variables.len());
    for variable in variables {
        let literal = match given.remove(&variable.name) {
            Some(literal) => elements.taken(&variable.name, literal)?,
            None => absent(variable, &names)?,
        };
        literals.push(literal);
    }
    match given.into_keys().next() {
        Some(name) => Err(unexpected(&name, variables)),
        None => Ok(literals),
    }
}

/// The default of an input that Flyte did not pass. Flyte itself passes a launch plan's defaults, but it doesn't know
/// a task's own; flytekit uses those of the function, too.
fn absent(variable: &Variable, names: &[String]) -> Result<Bytes, Fault> {
    let Some(literal) = variable.absent() else { return Err(missing(&variable.name, names)) };
    let unwritten =
        |error: ValueError| format!("the default of the input `{}` can't be written: {error}", variable.name);
    let literal = literal.map_err(|error| Fault::value("input", unwritten(error)))?;
    Ok(literal.encode_to_vec().into())
}

fn missing(name: &str, names: &[String]) -> Fault {
    let given = match names {
        [] => "Flyte passed no inputs".to_owned(),
        names => format!("Flyte passed {}", all_of(names.iter().map(String::as_str))),
    };
    Fault::value("input", format_args!("the input `{name}` is missing: {given}. {MISMATCH}"))
}

/// The fault for an input that the task does not have. flytekit refuses these as well (`core/type_engine.py`).
fn unexpected(name: &str, variables: &[Variable]) -> Fault {
    let taken = match variables {
        [] => "it has none".to_owned(),
        variables => format!("its inputs are {}", all_of(variables.iter().map(|variable| &*variable.name))),
    };
    Fault::value("input", format_args!("the task has no input `{name}`: {taken}. {MISMATCH}"))
}

const MISMATCH: &str =
    "If this was right when the task was registered, the image holds another version of the program.";
