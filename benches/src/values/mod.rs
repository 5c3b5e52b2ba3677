//! `execute` with a million numbers, as a list of integers and as a struct with a list of floats: the whole process.

mod inputs;
mod python;

use crate::cargo::{own_program, room};
use crate::compare::{Subject, compare};
use crate::process::{metered, program};
use crate::program::Package;
use crate::{Options, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const PROGRAM: &str = "use aileron::prelude::*;

#[derive(FlyteType)]
struct Series {
    xs: Vec<f64>,
}

#[task]
fn sum(xs: Vec<i64>) -> i64 {
    xs.iter().sum()
}

#[task]
fn shifted(xs: Vec<i64>) -> Vec<i64> {
    xs.into_iter().map(|x| x + 1).collect()
}

#[task]
fn total(series: Series) -> f64 {
    series.xs.iter().sum()
}

#[task]
fn scaled(series: Series) -> Series {
    Series { xs: series.xs.into_iter().map(|x| x * 2.0).collect() }
}

aileron::main!();
";

/// A task, its title, and the default number of runs with flytekit, each of which takes up to a minute.
const TASKS: [(&str, &str, usize); 4] = [
    ("sum", "1,000,000 integers in", 1),
    ("shifted", "1,000,000 integers in and out", 1),
    ("total", "A struct with 1,000,000 floats in", 5),
    ("scaled", "A struct with 1,000,000 floats in and out", 5),
];

pub(crate) fn run(options: &Options) -> Result {
    let path = Package::program("values", PROGRAM)?.release()?;
    let prost = own_program("bare_prost")?;
    for (task, title, runs_in_python) in TASKS {
        let folder = folder(task)?;
        let ours =
            [&["execute".to_owned(), "--task".to_owned(), format!("values.{task}")], &contract(&folder)[..]];
        let ours = program(&path, ours.concat());
        let bare = program(&prost, [Path::new(task), &folder.join("inputs.pb"), &folder.join("outputs.pb")]);
        check(&folder, [&bare, &ours])?;
        let ours = Subject { title: "Aileron", command: ours };
        let subjects = [Subject { title: "bare prost", command: bare }, ours];
        compare(title, options.rounds(20), &subjects, 0)?;
        if let Some(python) = &options.python {
            let [_, ours] = subjects;
            let flytekit = Subject { title: "flytekit", command: flytekit(python, task, &folder)? };
            compare(title, options.rounds(runs_in_python), &[ours, flytekit], 0)?;
        }
    }
    Ok(())
}

/// A folder with `inputs.pb` in it.
fn folder(task: &str) -> Result<PathBuf> {
    let folder = room()?.join("values").join(task);
    fs::create_dir_all(&folder)?;
    let inputs = if matches!(task, "sum" | "shifted") { inputs::integers() } else { inputs::series()? };
    fs::write(folder.join("inputs.pb"), inputs)?;
    Ok(folder)
}

/// The arguments that every container has.
fn contract(folder: &Path) -> [String; 6] {
    let text = |path: PathBuf| path.display().to_string();
    [
        "--inputs".to_owned(),
        text(folder.join("inputs.pb")),
        "--output-prefix".to_owned(),
        text(folder.to_owned()),
        "--raw-output-data-prefix".to_owned(),
        text(folder.join("raw")),
    ]
}

/// Checks that both write the same bytes.
fn check(folder: &Path, commands: [&Command; 2]) -> Result {
    let [one, other] = commands.map(|command| {
        metered(command)?;
        Ok::<_, Box<dyn std::error::Error>>(fs::read(folder.join("outputs.pb"))?)
    });
    if one? == other? { Ok(()) } else { Err("the programs do not write the same outputs".into()) }
}

fn flytekit(python: &Path, task: &str, folder: &Path) -> Result<Command> {
    let start = ["-c".to_owned(), python::start(folder)?];
    let loader = "--resolver flytekit.core.python_auto_container.default_task_resolver -- task-module values";
    let loader = loader.split(' ').chain(["task-name", task]).map(str::to_owned);
    Ok(program(python, start.into_iter().chain(contract(folder)).chain(loader)))
}
