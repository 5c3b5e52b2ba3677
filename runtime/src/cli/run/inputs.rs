//! The inputs of a run, from flags and a file.

use super::super::failure::Failure;
use super::flags;
use crate::entity::{Entity, Variable};
use crate::types::{self, ValueError, json};
use aileron_grammar::suggest::{any_of, did_you_mean};
use aileron_idl::core::Literal;
use clap::ArgMatches;
use serde_json::{Map, Value};
use std::io::Read;

/// A literal for each input, in order.
///
/// # Errors
/// With everything that is wrong with the inputs.
pub(super) fn gather(
    entity: &Entity,
    matches: &ArgMatches,
    file: Option<&str>,
) -> Result<Vec<Literal>, Failure> {
    let inputs = entity.inputs();
    let mut given = file.map_or_else(|| Ok(Map::new()), read)?;
    let values: Vec<_> = inputs.iter().map(|input| value(input, matches, &mut given)).collect();
    let mut problems = unknown(&inputs, &given);
    let mut literals = Vec::with_capacity(inputs.len());
    let mut missing = Vec::new();
    for (input, value) in inputs.iter().zip(values) {
        match value {
            Some(Ok(literal)) => literals.push(literal),
            Some(Err(error)) => problems.push(format!("the input `{}` can't be read: {error}", input.name)),
            None => missing.push(input),
        }
    }
    problems.extend(told_missing(&missing));
    if problems.is_empty() { Ok(literals) } else { Err(Failure::Call(problems.join("\n"))) }
}

/// The value of an input; taken from the file even if a flag overrides it. None if there is none.
fn value(
    input: &Variable,
    matches: &ArgMatches,
    given: &mut Map<String, Value>,
) -> Option<Result<Literal, ValueError>> {
    let read = match (flags::text(matches, &input.name), given.remove(&input.name)) {
        (Some(text), _) => types::parse(text, &input.ty),
        (None, Some(value)) => json::read(value, &input.ty),
        (None, None) => return input.absent(),
    };
    Some(read.and_then(|literal| input.rewritten(literal)))
}

fn unknown(inputs: &[Variable], left: &Map<String, Value>) -> Vec<String> {
    let names = inputs.iter().map(|input| input.name.as_str());
    let told = |name: &String| {
        if inputs.is_empty() {
            return format!("the file holds `{name}`, but there are no inputs");
        }
        format!("no input is named `{name}`; {}", did_you_mean(name, names.clone()))
    };
    left.keys().map(told).collect()
}

fn told_missing(missing: &[&Variable]) -> Option<String> {
    if missing.is_empty() {
        return None;
    }
    let names = any_of(missing.iter().map(|input| input.name.as_str())).replace(" or ", " and ");
    let (inputs, are, them) =
        if missing.len() == 1 { ("input", "is", "it") } else { ("inputs", "are", "them") };
    let flags: Vec<_> = missing.iter().filter(|input| !flags::is_own(&input.name)).collect();
    let flags: Vec<_> = flags.into_iter().map(|input| flags::usage_of(input)).collect();
    let flags = if flags.is_empty() { String::new() } else { format!("write `{}`, or ", flags.join(" ")) };
    Some(format!("the {inputs} {names} {are} missing; {flags}put {them} into a JSON file for `--inputs`"))
}

fn read(path: &str) -> Result<Map<String, Value>, Failure> {
    let mut text = String::new();
    let result = match path {
        "-" => std::io::stdin().lock().read_to_string(&mut text).map(|_| ()),
        _ => std::fs::read_to_string(path).map(|content| text = content),
    };
    let name = if path == "-" { "stdin" } else { path };
    result.map_err(|error| Failure::call(format_args!("the inputs in {name} can't be read: {error}")))?;
    match serde_json::from_str(&text) {
        Ok(Value::Object(inputs)) => Ok(inputs),
        Ok(_) => Err(Failure::call(format_args!(
            "{name} holds no JSON object; write the inputs as `{{\"NAME\": VALUE, …}}`"
        ))),
        Err(error) => Err(Failure::call(format_args!("{name} is no JSON: {error}"))),
    }
}
