//! Finds out which statements a difference needs.

use super::{Run, engine, local};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use workflow_generator::{Case, program};

/// Drops statements as long as a graph's answer still differs.
pub(crate) fn shrunk(run: &Run) -> Case {
    let mut shrunk = run.case.clone();
    loop {
        let cases = shrunk.smaller();
        let source = program(&cases);
        let runs = cases.into_iter().enumerate().map(|(place, case)| Run {
            place,
            case,
            inputs: run.inputs.clone(),
        });
        let runs: Vec<Run> = runs.collect();
        let Some(program) = built(&source) else { return shrunk };
        let engine = if runs.is_empty() { vec![] } else { engine::answers(&program, &runs) };
        let differs = runs.into_iter().zip(engine).find(|(run, engine)| {
            let expected = run.case.expected(&run.inputs);
            !expected.allows(&local::answer(&program, run)) || !expected.allows(engine)
        });
        match differs {
            Some((run, _)) => shrunk = run.case,
            None => return shrunk,
        }
    }
}

/// Builds the program with another source. None if it does not compile.
fn built(source: &str) -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("smaller.rs");
    fs::write(&file, source).expect("a file");
    let mut cargo = Command::new(env!("CARGO"));
    // With the tests, so that the other packages have the features that they have here.
    cargo.args(["build", "--package", "generated-tests", "--bins", "--tests"]);
    let built = cargo.env("GENERATED_SOURCE", &file).status().expect("cargo starts").success();
    built.then(|| env!("CARGO_BIN_EXE_generated-tests").into())
}
