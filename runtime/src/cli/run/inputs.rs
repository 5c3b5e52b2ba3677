//! The inputs of a run, read from flags and a file.

use super::super::failure::Failure;
use super::{flags, places};
use crate::entity::{Entity, Variable};
use crate::storage::{Location, StorageError};
use crate::types::{ValueError, json};
use aileron_grammar::suggest::{all_of, did_you_mean};
use aileron_idl::core::{Literal, LiteralMap};
use aileron_idl::map;
use aileron_idl::prost::Message;
use clap::ArgMatches;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::{self, Read};
use std::path::Path;

/// The value of an input in a file.
enum Given {
    Json(Value),
    Literal(Literal),
}

/// Returns a literal for each input, in the order of the interface.
///
/// # Errors
/// Returns every problem with the inputs at once.
pub(super) fn gather(
    entity: &Entity,
    matches: &ArgMatches,
    file: Option<&Path>,
) -> Result<Vec<Literal>, Failure> {
    let inputs = entity.inputs();
    let mut given = file.map_or_else(|| Ok(BTreeMap::new()), read)?;
    let values: Vec<_> = inputs.iter().map(|input| value(input, matches, &mut given)).collect();
    let mut problems = unknown(&inputs, &given);
    let mut literals = Vec::with_capacity(inputs.len());
    let mut missing = Vec::new();
    for (input, value) in inputs.iter().zip(values) {
        match value {
            Some(Ok(literal)) => literals.push(literal),
            Some(Err(error)) => problems.push(unreadable(input, &error)),
            None => missing.push(input),
        }
    }
    problems.extend(missing_inputs(&missing));
    if problems.is_empty() { Ok(literals) } else { Err(Failure::Call(problems.join("\n"))) }
}

/// Checks that the files and directories on this machine exist, before anything runs.
///
/// # Errors
/// Returns every one that is missing.
pub(super) fn look_for_files(entity: &Entity, literals: &[Literal]) -> Result<(), Failure> {
    let inputs = entity.inputs();
    let missing = inputs.iter().zip(literals).filter_map(|(input, literal)| {
        let error = places::check(literal, &input.ty).err()?;
        Some(unreadable(input, &error))
    });
    let missing: Vec<String> = missing.collect();
    if missing.is_empty() { Ok(()) } else { Err(Failure::Call(missing.join("\n"))) }
}

fn unreadable(input: &Variable, error: &ValueError) -> String {
    format!("the input `{}` can't be read: {error}", input.name)
}

/// The value of an input: its flag, else the file, else the default. Removes it from `given` in any case.
fn value(
    input: &Variable,
    matches: &ArgMatches,
    given: &mut BTreeMap<String, Given>,
) -> Option<Result<Literal, ValueError>> {
    let text = flags::text(matches, &input.name);
    Some(match (text, given.remove(&input.name), input.parameter) {
        (Some(text), _, Some(parameter)) => parameter.read_text(text),
        (None, Some(Given::Json(value)), Some(parameter)) => parameter.read_json(value),
        (None, Some(Given::Literal(literal)), _) => Ok(literal),
        _ => return input.absent(),
    })
}

fn unknown(inputs: &[Variable], left: &BTreeMap<String, Given>) -> Vec<String> {
    let names = inputs.iter().map(|input| input.name.as_str());
    let problem = |name: &String| {
        if inputs.is_empty() {
            return format!(
                "the file has a value for `{name}`, but there are no inputs; remove it, or write `{{}}`"
            );
        }
        format!("`{name}` is not an input; {}", did_you_mean(name, names.clone()))
    };
    left.keys().map(problem).collect()
}

fn missing_inputs(missing: &[&Variable]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let names = all_of(missing.iter().map(|input| input.name.as_str()));
    let (inputs, are, them) =
        if missing.len() == 1 { ("input", "is", "it") } else { ("inputs", "are", "them") };
    let flags: Vec<_> = missing.iter().filter(|input| !flags::is_own(&input.name)).collect();
    let flags: Vec<_> = flags.into_iter().map(|input| flags::usage_of(input)).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("write `{}`, or ", flags.join(" ")) };
    Some(format!("the {inputs} {names} {are} missing; {flags}put {them} into a JSON file for `--inputs`"))
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
