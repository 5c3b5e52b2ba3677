//! `execute` of a task with one integer as input and output: the whole process.

use crate::cargo::{own_program, room};
use crate::compare::{Subject, compare};
use crate::process::{metered, program};
use crate::program::{Package, Rust, chains_and_fans};
use crate::table::Table;
use crate::{Options, Result};
use aileron_idl::core::{Literal, LiteralMap, Primitive, Scalar, literal, primitive, scalar};
use prost::Message;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

pub(crate) fn run(options: &Options) -> Result {
    let one = Package::program("startup_1", &chains_and_fans(&[]))?.release()?;
    let many = Rust { tasks: 1_000, workflows: 0, attributes: true }.program();
    let many = Package::program("startup_1000", &many)?.release()?;

    let remote = Package::with_features("startup_remote", &chains_and_fans(&[]), &["remote"])?.release()?;

    let stores = Package::with_features("startup_s3", &chains_and_fans(&[]), &["s3"])?.release()?;

    let mut subjects =
        vec![Subject { title: "an empty `main`", command: program::<&str>(&own_program("empty")?, []) }];
    let mut outputs = Vec::new();
    for (title, program, task) in [
        ("the hand-written", &own_program("minimal_entrypoint")?, "hand_written"),
        ("Aileron, 1 task", &one, "startup_1.inc"),
        ("Aileron, 1 task, with `remote`", &remote, "startup_remote.inc"),
        ("Aileron, 1,000 tasks", &many, "startup_1000.t0"),
        ("Aileron, 1 task, with `s3`", &stores, "startup_s3.inc"),
    ] {
        let directory = directory(task)?;
        let command = execute(program, task, &directory);
        outputs.push(output(&command, &directory.join("outputs.pb"))?);
        subjects.push(Subject { title, command });
    }
    let directory = directory("startup_fast")?;
    let command = fast(&stores, &execute(&stores, "startup_s3.inc", &directory))?;
    outputs.push(output(&command, &directory.join("outputs.pb"))?);
    subjects.push(Subject { title: "the same, fetched first from this disk", command });
    if outputs.windows(2).any(|pair| pair[0] != pair[1]) {
        return Err("the programs do not write the same outputs".into());
    }
    let runs = compare("Start-up: `execute` of a one-integer task", options.rounds(500), &subjects, 1)?;
    let [.., one, remote, many, stores, fast] = &runs[..] else {
        return Err("there are five starts of Aileron's".into());
    };
    let mut table = Table::new(["", "over", "processor, µs", "wall, µs"]);
    for (title, runs, plain, over) in [
        ("the client of flyteadmin", remote, one, "1 task"),
        ("999 more tasks", many, one, "1 task"),
        ("a store", stores, one, "1 task"),
        ("a program that is fetched first", fast, stores, "1 task with a store"),
    ] {
        table.row([
            title.to_owned(),
            over.to_owned(),
            runs.processor.each_of(&plain.processor, 1).times(1e6).rounded(),
            runs.wall.each_of(&plain.wall, 1).times(1e6).rounded(),
        ]);
    }
    table.print("Start-up: what is there and not used");
    Ok(())
}

/// A directory with `inputs.pb` in it, `{"x": 41}`.
pub(crate) fn directory(task: &str) -> Result<PathBuf> {
    let directory = room()?.join("startup").join(task);
    fs::create_dir_all(&directory)?;
    let primitive = Primitive { value: Some(primitive::Value::Integer(41)) };
    let scalar = Scalar { value: Some(scalar::Value::Primitive(primitive)) };
    let literal = Literal { value: Some(literal::Value::Scalar(Box::new(scalar))), ..Literal::default() };
    let inputs = LiteralMap { literals: [("x".to_owned(), literal)].into() };
    fs::write(directory.join("inputs.pb"), inputs.encode_to_vec())?;
    Ok(directory)
}

/// The program with the arguments of a task's container.
pub(crate) fn execute(path: &Path, task: &str, directory: &Path) -> Command {
    let arguments = [
        "execute".into(),
        "--task".into(),
        task.into(),
        "--inputs".into(),
        directory.join("inputs.pb"),
        "--output-prefix".into(),
        directory.into(),
        "--raw-output-data-prefix".into(),
        directory.join("raw"),
        "--checkpoint-path".into(),
        directory.join("raw/_flytecheckpoints"),
        "--prev-checkpoint".into(),
        "\"\"".into(),
    ];
    program(path, arguments)
}

/// The call of a program by way of itself: one fetches the other, which has the same code.
fn fast(path: &Path, execute: &Command) -> Result<Command> {
    let digest = String::from_utf8(Command::new("sha256sum").arg(path).output()?.stdout)?;
    let digest = digest.split(' ').next().unwrap_or_default();
    let before = ["fast-execute".as_ref(), "--program".as_ref(), path.as_os_str(), "--sha256".as_ref()];
    let before = before.into_iter().chain([digest.as_ref(), "--".as_ref()]);
    Ok(program(path, before.chain(execute.get_args())))
}

/// The bytes that the program writes to this path.
fn output(command: &Command, path: &Path) -> Result<Vec<u8>> {
    if path.exists() {
        fs::remove_file(path)?;
    }
    metered(command)?;
    fs::read(path).map_err(|error| format!("{} was not written: {error}", path.display()).into())
}
