//! `inputs.pb`: the task's inputs by name.

use super::{Fault, list};
use crate::entity::Variable;
use crate::storage::Location;
use crate::types::union;
use aileron_idl::core::{Literal, LiteralMap, literal};
use aileron_idl::prost::Message;
use std::collections::BTreeMap;
use std::ffi::OsStr;

/// No protobuf message is larger.
const LIMIT: u64 = i32::MAX as u64;

/// Reads the inputs, and gives them in the order of the variables.
pub(super) fn read(uri: &OsStr, variables: &[Variable]) -> Result<Vec<Literal>, Fault> {
    let location = Location::parse(uri).map_err(|error| Fault::storage(&error))?;
    let bytes = location.read(LIMIT).map_err(|error| Fault::storage(&error))?;
    let map = LiteralMap::decode(&*bytes).map_err(|error| {
        Fault::system(
            "inputs",
            format_args!("`{location}` is no map of literals, it may be cut short: {error}"),
        )
    })?;
    in_order(map.literals, variables)
}

fn in_order(mut given: BTreeMap<String, Literal>, variables: &[Variable]) -> Result<Vec<Literal>, Fault> {
    let names: Vec<String> = given.keys().cloned().collect();
    let mut literals = Vec::with_capacity(variables.len());
    for variable in variables {
        let literal = match given.remove(&variable.name) {
            Some(literal) => inline(&variable.name, literal)?,
            None if union::accepts_none(&variable.ty) => union::none(),
            None => return Err(missing(&variable.name, &names)),
        };
        literals.push(literal);
    }
    match given.into_keys().next() {
        Some(name) => Err(unexpected(&name, variables)),
        None => Ok(literals),
    }
}

fn inline(name: &str, literal: Literal) -> Result<Literal, Fault> {
    match literal.value {
        Some(literal::Value::OffloadedMetadata(metadata)) => Err(Fault::value(
            "input",
            format_args!(
                "the input `{name}` can't be read: its value was too large for `inputs.pb` and was offloaded to `{}`, \
                 which Aileron can't follow yet. Pass less data, or turn literal offloading off in the engine.",
                metadata.uri
            ),
        )),
        _ => Ok(literal),
    }
}

fn missing(name: &str, names: &[String]) -> Fault {
    let given = match names {
        [] => "no inputs were given at all".to_owned(),
        names => format!("the inputs are {}", list(names.iter().map(String::as_str))),
    };
    Fault::value("input", format_args!("the input `{name}` was not given: {given}. {MISMATCH}"))
}

/// flytekit refuses these as well (`core/type_engine.py`).
fn unexpected(name: &str, variables: &[Variable]) -> Fault {
    let taken = match variables {
        [] => "it takes none".to_owned(),
        variables => format!("it takes {}", list(variables.iter().map(|variable| &*variable.name))),
    };
    Fault::value("input", format_args!("the task has no input `{name}`: {taken}. {MISMATCH}"))
}

const MISMATCH: &str =
    "If these were right when the task was registered, the image holds another version of the program.";
