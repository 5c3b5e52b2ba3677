//! Rendering 10,000 arguments with Aileron and with the renderer of Flyte's plugins, without the cost of the process.

use crate::cargo::{room, succeed, workspace};
use crate::process::{metered, program};
use crate::program::Package;
use crate::runs::in_turns;
use crate::table::Table;
use crate::{Options, Result};
use aileron_idl::core::{
    Literal, LiteralCollection, LiteralMap, Primitive, Scalar, literal, primitive, scalar,
};
use prost::Message;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = include_str!("render/program.rs");

const ARGUMENTS: usize = 10_000;
/// How often a process renders them, so that the rendering takes longer than the process itself.
const TIMES: u32 = 50;

pub(crate) fn run(options: &Options) -> Result {
    let rounds = options.rounds(20);
    let room = room()?.join("render");
    fs::create_dir_all(&room)?;
    let (arguments, inputs) = (arguments(), inputs());
    fs::write(room.join("arguments"), arguments.join("\n"))?;
    fs::write(room.join("inputs.pb"), &inputs)?;
    let case = json!([{
        "args": arguments,
        "inputs_b64": aileron_idl::base64(&inputs),
        "input_path": "s3://b/n0/inputs.pb",
        "output_prefix": "s3://b/n0/0",
        "raw_prefix": "s3://b/raw",
        "unique_key": "e-n0-0",
    }]);
    fs::write(room.join("cases.json"), case.to_string())?;

    let ours = Package::program("render", PROGRAM)?.release()?;
    let judge = judge(&room)?;
    let ours = |times: u32| program(&ours, [room.as_os_str(), times.to_string().as_ref()]);
    let flyte = |times: u32| {
        let cases = room.join("cases.json");
        program(
            &judge,
            ["render-batch".as_ref(), "--times".as_ref(), times.to_string().as_ref(), cases.as_os_str()],
        )
    };
    agree(ours(1), flyte(1))?;
    let runs = in_turns(rounds, &[ours(0), ours(TIMES), flyte(0), flyte(TIMES)], metered)?;
    let [no_ours, ours, no_flyte, flyte] = &runs[..] else { return Err("there are four subjects".into()) };
    let mut table = Table::new(["renderer", "10,000 arguments, processor ms", "wall ms"]);
    for (title, with, without) in [("Aileron", ours, no_ours), ("Flyte", flyte, no_flyte)] {
        table.row([
            title.to_owned(),
            with.processor.each_of(&without.processor, TIMES).times(1e3).to_string(),
            with.wall.each_of(&without.wall, TIMES).times(1e3).to_string(),
        ]);
    }
    table.print(&format!("Render: {ARGUMENTS} arguments, {TIMES} times; {rounds} rounds"));
    Ok(())
}

/// Half of them without a placeholder, the others with one or two.
fn arguments() -> Vec<String> {
    let forms = [
        "--verbose",
        "--count={{.inputs.count}}",
        "value",
        "{{.outputPrefix}}/part-{{.perRetryUniqueKey}}",
        "/usr/local/bin/app",
        "{{ .inputs.words }}",
        "--level=high",
        "INSERT INTO t SELECT '{{.inputs.name}}', {{.inputs.share}}",
    ];
    forms.iter().cycle().take(ARGUMENTS).map(ToString::to_string).collect()
}

fn inputs() -> Vec<u8> {
    let value = |value| {
        let scalar = Scalar { value: Some(scalar::Value::Primitive(Primitive { value: Some(value) })) };
        Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() }
    };
    let text = |text: &str| value(primitive::Value::StringValue(text.to_owned()));
    let words = LiteralCollection { literals: ["to", "be", "or", "not"].map(text).into() };
    let words = Literal { value: Some(literal::Value::Collection(words)), ..Literal::default() };
    let literals = [
        ("count", value(primitive::Value::Integer(41))),
        ("name", text("aileron")),
        ("share", value(primitive::Value::FloatValue(0.25))),
        ("words", words),
    ];
    let literals = literals.map(|(name, literal)| (name.to_owned(), literal)).into();
    LiteralMap { literals }.encode_to_vec()
}

/// The program that calls Flyte's own renderer.
/// The judge of the conformance tests: Flyte's own code.
pub(crate) fn judge(room: &Path) -> Result<PathBuf> {
    eprintln!("building Flyte's own code, which needs Go");
    let path = room.join("judge");
    let mut build = Command::new("go");
    build.args(["build", "-o"]).arg(&path).arg("./cmd/judge");
    succeed(build.current_dir(workspace().join("tests/conformance/judge")))?;
    Ok(path)
}

/// Checks that both render the same.
fn agree(mut ours: Command, mut flyte: Command) -> Result {
    let ours = String::from_utf8(ours.output()?.stdout)?;
    let flyte: Value = serde_json::from_slice(&flyte.output()?.stdout)?;
    let rendered = flyte[0]["args"].as_array().ok_or_else(|| format!("Flyte renders nothing: {flyte}"))?;
    let same = ours.lines().eq(rendered.iter().filter_map(Value::as_str));
    if same && rendered.len() == ARGUMENTS { Ok(()) } else { Err("the renderers do not agree".into()) }
}
