//! Maps over 100,000 integers: `run` of one, and `execute` of one of its tasks beside that of a plain task.

use crate::cargo::room;
use crate::process::{metered, program};
use crate::program::Package;
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use aileron_idl::core::{
    Literal, LiteralCollection, LiteralMap, Primitive, Scalar, literal, primitive, scalar,
};
use prost::Message;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = "use aileron::prelude::*;

#[task]
fn next(x: i64) -> i64 {
    x + 1
}

#[workflow]
fn all(xs: Vec<i64>) -> Vec<i64> {
    map(next, xs)
}

aileron::main!();
";

const MANY: u32 = 100_000;

pub(crate) fn run(options: &Options) -> Result {
    let path = Package::program("mapped", PROGRAM)?.release()?;
    let folder = room()?.join("mapped");
    let one = inputs(&folder.join("one"), "xs", list(1))?;
    let many = inputs(&folder.join("many"), "xs", list(i64::from(MANY)))?;
    let whole = |inputs: &Path| {
        let arguments = ["run", "mapped.all", "--set-output", "pb", "--inputs"].map(PathBuf::from);
        program(&path, arguments.into_iter().chain([inputs.to_owned()]))
    };
    let runs = in_turns(options.rounds(50), &[whole(&one), whole(&many)], metered)?;
    let [few, all] = &runs[..] else { return Err("there are two subjects".into()) };
    let mut table =
        Table::new(["100,000 elements, wall ms", "an element, wall ns", "an element, processor ns"]);
    table.row([
        all.wall.range().times(1e3).to_string(),
        all.wall.each_of(&few.wall, MANY).times(1e9).rounded(),
        all.processor.each_of(&few.processor, MANY).times(1e9).rounded(),
    ]);
    table.print("Maps: `run` over 100,000 integers, with their input and output as files");

    let plain = inputs(&folder.join("plain"), "x", integer(41))?;
    let listed = inputs(&folder.join("listed"), "x", list(i64::from(MANY)))?;
    let mut element = execute(&path, &listed);
    element.args(["--element", "x"]).env("BATCH_JOB_ARRAY_INDEX_VAR_NAME", "INDEX").env("INDEX", "99999");
    let runs = in_turns(options.rounds(200), &[execute(&path, &plain), element], metered)?;
    let [plain, element] = &runs[..] else { return Err("there are two subjects".into()) };
    let mut table = Table::new([
        "a plain task, wall ms",
        "the last of 100,000, wall ms",
        "more, wall µs",
        "more, processor µs",
    ]);
    table.row([
        plain.wall.range().times(1e3).to_string(),
        element.wall.range().times(1e3).to_string(),
        element.wall.each_of(&plain.wall, 1).times(1e6).rounded(),
        element.processor.each_of(&plain.processor, 1).times(1e6).rounded(),
    ]);
    table.print("Maps: `execute` of one task");
    Ok(())
}

/// The path of an `inputs.pb` in a folder of its own.
fn inputs(folder: &Path, name: &str, literal: Literal) -> Result<PathBuf> {
    fs::create_dir_all(folder)?;
    let path = folder.join("inputs.pb");
    fs::write(&path, LiteralMap { literals: [(name.to_owned(), literal)].into() }.encode_to_vec())?;
    Ok(path)
}

fn integer(x: i64) -> Literal {
    let primitive = Primitive { value: Some(primitive::Value::Integer(x)) };
    let scalar = Scalar { value: Some(scalar::Value::Primitive(primitive)) };
    Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
}

fn list(count: i64) -> Literal {
    let literals = (0..count).map(integer).collect();
    Literal { value: Some(literal::Value::Collection(LiteralCollection { literals })), ..Literal::default() }
}

fn execute(path: &Path, inputs: &Path) -> Command {
    let folder = inputs.parent().unwrap_or(inputs);
    let arguments = ["execute", "--task", "mapped.next", "--inputs"].map(PathBuf::from);
    let arguments =
        arguments.into_iter().chain([inputs.to_owned(), "--output-prefix".into(), folder.join("out")]);
    program(path, arguments)
}
