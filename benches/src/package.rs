//! `package` of many tasks and workflows: the whole process.

use crate::cargo::{own_program, room};
use crate::compare::{Subject, compare};
use crate::process::program;
use crate::program::{NODES, Package, Rust, python_module};
use crate::{Options, Result};
use std::fs;
use std::path::Path;
use std::process::Command;

/// A title, the number of tasks, and the default numbers of runs of both sides.
const SIZES: [(&str, usize, usize, usize); 2] = [
    ("1,000 tasks and 10 workflows of 100 nodes", 1_000, 100, 5),
    ("10,000 tasks and 100 workflows of 100 nodes", 10_000, 30, 3),
];

pub(crate) fn run(options: &Options) -> Result {
    for (title, tasks, runs, runs_in_python) in SIZES {
        let title = format!("Package: {title}");
        let ours = Subject { title: "Aileron", command: ours(tasks)? };
        let empty = program::<&str>(&own_program("empty")?, []);
        let subjects = [Subject { title: "an empty `main`", command: empty }, ours];
        compare(&title, options.rounds(runs), &subjects, 1)?;
        if let Some(python) = &options.python {
            let [_, ours] = subjects;
            let subjects = [ours, Subject { title: "flytekit", command: flytekit(python, tasks)? }];
            compare(&title, options.rounds(runs_in_python), &subjects, 0)?;
        }
    }
    Ok(())
}

fn ours(tasks: usize) -> Result<Command> {
    let name = format!("package_{tasks}");
    let code = Rust { tasks, workflows: tasks / NODES, attributes: true }.program();
    let path = Package::program(&name, &code)?.release()?;
    let output = room()?.join(name).with_extension("tgz").display().to_string();
    let arguments = ["package", "--image", "ghcr.io/acme/app:v1", "--version", "v1", "--force", "--output"];
    Ok(program(&path, arguments.into_iter().chain([output.as_str()])))
}

/// `pyflyte package` of the same tasks and workflows in Python.
fn flytekit(python: &Path, tasks: usize) -> Result<Command> {
    let name = format!("package_{tasks}");
    let directory = room()?.join("python").join(&name);
    fs::create_dir_all(&directory)?;
    fs::write(directory.join(format!("{name}.py")), python_module(tasks, tasks / NODES))?;
    let directory = directory.display().to_string();
    let start = format!(
        "import os, sys; os.chdir({directory:?}); sys.path.insert(0, {directory:?}); \
         from flytekit.clis.sdk_in_container.pyflyte import main; main()"
    );
    let arguments = ["-c", &start, "--pkgs", &name, "package", "--image", "ghcr.io/acme/app:v1"];
    Ok(program(python, arguments.into_iter().chain(["--force", "--output", "out.tgz"])))
}
