//! The inputs of a run, read from flags and a file.

use super::super::failure::Failure;
use super::{flags, places};
use crate::cache::Record;
use crate::embed::{self, Given, unreadable};
use crate::entity::Variable;
use crate::storage::{Location, StorageError};
use crate::types::json;
use aileron_grammar::suggest::all_of;
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use clap::ArgMatches;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

/// Returns a literal for each input, in the order of the interface. One that is not given is that of the run with which this
/// one goes on, if any, else its default.
///
/// # Errors
/// Returns every problem with the inputs at once.
pub(in crate::cli) fn gather(
    inputs: &[Variable],
    matches: &ArgMatches,
    file: Option<&Path>,
    earlier: Option<&Record>,
) -> Result<Vec<Literal>, Failure> {
    let mut given = file.map_or_else(|| Ok(BTreeMap::new()), read)?;
    for input in inputs {
        if let Some(literal) = earlier.and_then(|earlier| earlier.input(input)) {
            given.entry(input.name.clone()).or_insert(Given::Literal(literal));
        }
    }
    embed::literals(inputs, given, |name| flags::text(matches, name)).map_err(|wrong| {
        let missing = missing_inputs(&wrong.missing);
        Failure::Call(wrong.problems.into_iter().chain(missing).collect::<Vec<_>>().join("\n"))
    })
}

/// Checks that the files and directories on this machine exist, before anything runs.
///
/// # Errors
/// Returns every one that is missing.
pub(in crate::cli) fn look_for_files(inputs: &[Variable], literals: &[Literal]) -> Result<(), Failure> {
    let missing = inputs.iter().zip(literals).filter_map(|(input, literal)| {
        let error = places::check(literal, &input.ty).err()?;
        Some(unreadable(input, &error))
    });
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() { Ok(()) } else { Err(Failure::Call(missing.join("\n"))) }
}

fn missing_inputs(missing: &[&Variable]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let names = all_of(missing.iter().map(|input| input.name.as_str()));
    let (inputs, are, them) =
        if missing.len() == 1 { ("input", "is", "it") } else { ("inputs", "are", "them") };
    let flags: Vec<_> = missing.iter().map(|input| flags::usage_of(input)).collect();
    Some(format!(
        "the {inputs} {names} {are} missing; write `{}`, or put {them} into a JSON file for `--inputs`",
        flags.join(" ")
    ))
}

/// The largest file of inputs, in bytes. Larger values belong in files of their own.
const LARGEST: u64 = 1 << 30;

fn read(path: &Path) -> Result<BTreeMap<String, Given>, Failure> {
    let stdin = path == Path::new("-");
    let name = if stdin { "stdin".to_owned() } else { format!("`{}`", path.display()) };
    let bytes = if stdin { from_stdin() } else { Location::Local(path.to_owned()).read(LARGEST) };
    let bytes = bytes.map_err(|error| {
        Failure::Call(format!("{error}; `--inputs` takes a file of inputs, {OBJECT}, or `-` for stdin"))
    })?;
    if path.extension().is_some_and(|extension| extension == "pb") {
        return literals(&name, &bytes);
    }
    match json::parse_text(&bytes) {
        Ok(Value::Object(inputs)) => {
            Ok(map(inputs.into_iter().map(|(name, value)| (name, Given::Json(value)))))
        }
        Ok(_) => {
            Err(Failure::Call(format!("{name} is JSON, but not an object; write the inputs as {OBJECT}")))
        }
        Err(_) if bytes.trim_ascii().is_empty() => {
            Err(Failure::Call(format!("{name} is empty; write the inputs as {OBJECT}")))
        }
        Err(error) if error.is_of_values() => Err(Failure::Call(format!("in {name} {error}"))),
        Err(error) => {
            Err(Failure::Call(format!("{name} is not JSON: {error}; write the inputs as {OBJECT}")))
        }
    }
}

const OBJECT: &str = "`{\"NAME\": VALUE, …}`";

/// Reads stdin. A longer text is cut, and then is not JSON.
fn from_stdin() -> Result<Vec<u8>, StorageError> {
    let mut bytes = Vec::new();
    let read = io::stdin().lock().take(LARGEST).read_to_end(&mut bytes);
    let failed = |error| StorageError::Read { location: Location::Local("stdin".into()), error };
    read.map(|_| bytes).map_err(failed)
}

/// Decodes an `inputs.pb`, as Flyte writes it for a container.
fn literals(name: &str, bytes: &[u8]) -> Result<BTreeMap<String, Given>, Failure> {
    let LiteralMap { literals } = LiteralMap::decode(bytes).map_err(|error| {
        Failure::Call(format!(
            "{name} can't be read as Flyte's inputs.pb: {error}; a file whose name ends in `.pb` must be a protobuf `LiteralMap`"
        ))
    })?;
    Ok(map(literals.into_iter().map(|(name, literal)| (name, Given::Literal(literal)))))
}
