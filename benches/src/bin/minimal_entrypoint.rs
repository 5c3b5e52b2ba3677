//! The lower limit for `execute`: reads one integer from `inputs.pb`, adds one, and writes `outputs.pb`, with the same
//! libraries as Aileron and nothing else: no registry, no types, no error file.

use aileron_idl::core::{Literal, LiteralMap, Primitive, Scalar, literal, primitive, scalar};
use clap::{Arg, Command};
use prost::Message;
use std::error::Error;
use std::fs;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments = command().get_matches();
    let Some(("execute", arguments)) = arguments.subcommand() else { return Err("no verb".into()) };
    let path = |name: &str| arguments.get_one::<String>(name).map(PathBuf::from).ok_or("no path");

    let inputs = LiteralMap::decode(&*fs::read(path("inputs")?)?)?;
    let x = inputs.literals.get("x").and_then(integer).ok_or("no integer `x`")?;
    let outputs = LiteralMap { literals: [("o0".to_owned(), literal_of(x + 1))].into() };

    let target = path("output-prefix")?.join("outputs.pb");
    let aside = target.with_extension("aside");
    fs::write(&aside, outputs.encode_to_vec())?;
    Ok(fs::rename(aside, target)?)
}

/// The arguments of a task's container.
fn command() -> Command {
    let option = |name: &'static str| Arg::new(name).long(name);
    Command::new("minimal_entrypoint").subcommand(
        Command::new("execute")
            .arg(option("task").required(true))
            .arg(option("inputs").required(true))
            .arg(option("output-prefix").required(true))
            .arg(option("raw-output-data-prefix"))
            .arg(option("checkpoint-path"))
            .arg(option("prev-checkpoint")),
    )
}

fn integer(literal: &Literal) -> Option<i64> {
    let Some(literal::Value::Scalar(scalar)) = &literal.value else { return None };
    let Some(scalar::Value::Primitive(primitive)) = &scalar.value else { return None };
    let Some(primitive::Value::Integer(value)) = primitive.value else { return None };
    Some(value)
}

fn literal_of(value: i64) -> Literal {
    let primitive = Primitive { value: Some(primitive::Value::Integer(value)) };
    let scalar = Scalar { value: Some(scalar::Value::Primitive(primitive)) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}
