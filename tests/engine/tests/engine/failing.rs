//! Failure handlers and policies do on the engine what they do in a local run.

use super::programs::packaged;
use aileron::FlyteType;
use aileron_idl::core::LiteralMap;
use aileron_idl::prost::Message;
use engine_tests::{Engine, Run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;

const PROGRAM: &str = env!("CARGO_BIN_EXE_failing");

static PACKAGE: LazyLock<PathBuf> =
    LazyLock::new(|| packaged(Path::new(PROGRAM), Path::new(env!("CARGO_TARGET_TMPDIR"))));

/// A workflow, its inputs, and what its failure says, here and there.
type Row = (&'static str, &'static [(&'static str, i64)], &'static str);

const X: &[(&str, i64)] = &[("x", 1)];

const ROWS: [Row; 12] = [
    ("handled", X, "no luck for 2"),
    ("told", &[("x", 1), ("y", 7)], "seen by 7 at fn0: no luck for 1"),
    ("told_after_retries", X, "after retries 1 at fn0: no luck"),
    ("without_inputs", &[], "no luck for 1"),
    ("handled_by_a_workflow", X, "by a workflow 2 at fn0: no luck for 1"),
    ("above", X, "above 1 at fn0: by a workflow 2 at fn0: no luck for 1"),
    ("around", X, "outside 1 at fn0: no luck for 2"),
    ("handled_in_vain", X, "of the handler 1 at fn0: no repair for 1"),
    ("branched", X, "a branch 1 at fn0: too much"),
    ("goes_on", X, "no end for 5"),
    ("goes_on_for_long", X, "no nine for 1"),
    ("goes_on_in_arms", X, "no arm for 2"),
];

fn on_engine(workflow: &str, inputs: &LiteralMap) -> Run {
    let engine = Engine::new(Path::new(PROGRAM).parent().expect("a folder"));
    engine.run(&PACKAGE, &format!("failing.{workflow}"), inputs)
}

fn given(inputs: &[(&str, i64)]) -> LiteralMap {
    let literals =
        inputs.iter().map(|(name, value)| ((*name).to_owned(), value.into_literal().expect("an integer")));
    LiteralMap { literals: literals.collect() }
}

/// What a local run prints when it fails.
fn here(workflow: &str, inputs: &LiteralMap) -> String {
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{workflow}.pb"));
    fs::write(&file, inputs.encode_to_vec()).expect("a file");
    let run = Command::new(PROGRAM).args(["run", workflow, "--inputs"]).arg(file).output();
    String::from_utf8_lossy(&run.expect("the program starts").stderr).into_owned()
}

/// A message without what our program and the engine write around each error.
fn words(message: &str) -> String {
    let mut message = message.to_owned();
    for around in [
        "Trace:",
        "Message:",
        "error: ",
        "[UserProvidedError] ",
        "[2/2] currentAttempt done. Last Error: USER::",
    ] {
        message = message.replace(around, "");
    }
    let lines = message.lines().filter(|line| !line.trim_start().starts_with("task `"));
    lines.flat_map(str::split_whitespace).collect::<Vec<_>>().join(" ")
}

#[test]
fn each_failure_is_the_same_here_and_there() {
    let mut wrong = Vec::new();
    for (workflow, inputs, message) in ROWS {
        let inputs = given(inputs);
        let run = on_engine(workflow, &inputs);
        let there = run.failure().unwrap_or_else(|| panic!("{workflow} succeeds"));
        let here = here(workflow, &inputs);
        let first = here.lines().find(|line| line.starts_with("error: ")).unwrap_or_default();
        if there.code != "USER:RuntimeError"
            || words(&there.message) != message
            || !first.ends_with(&format!(": {message}"))
        {
            wrong.push(format!("{workflow}: there {there:?}, here {here}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_handler_is_a_node_with_attempts_of_its_own() {
    let run = on_engine("told_after_retries", &given(X));
    assert_eq!((run.attempts("n0"), run.attempts("fn0")), (2, 1));
    assert_eq!((run.phase("n0"), run.phase("fn0")), ("FAILED", "FAILED"));
}

#[test]
fn the_policy_decides_which_nodes_run() {
    let run = on_engine("goes_on", &given(X));
    let phases = ["n0", "n1", "n2", "n3", "n4", "n5", "n8", "fn0"].map(|node| run.phase(node));
    let expected =
        ["FAILED", "SKIPPED", "SUCCEEDED", "FAILED", "SKIPPED", "SUCCEEDED", "FAILED", "SUCCEEDED"];
    assert_eq!(phases, expected);
}
