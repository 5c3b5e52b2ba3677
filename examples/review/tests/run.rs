//! Runs the program as a user does.

use std::process::{Command, Output, Stdio};

fn app(arguments: &[&str]) -> Output {
    let mut app = Command::new(env!("CARGO_BIN_EXE_review"));
    app.args(arguments).stdin(Stdio::null()).output().expect("the program starts")
}

const INPUTS: [&str; 4] = ["run", "newsletter", "--topics=[\"flaps\"]", "--readers=[\"ada@acme.org\"]"];

fn run(answers: &[&str]) -> Output {
    app(&[&INPUTS, answers].concat())
}

#[test]
fn flags_answer_the_gates() {
    let sent = run(&["--signal=title=Wings", "--approve=ready"]);
    assert_eq!(String::from_utf8_lossy(&sent.stdout), "{\"o0\": \"`Wings` went to 1 readers\"}\n");
}

#[test]
fn a_rejection_is_handled() {
    let rejected = run(&["--signal=title=Wings", "--signal=ready=false"]);
    let said = String::from_utf8_lossy(&rejected.stderr);
    assert_eq!(rejected.status.code(), Some(1), "{said}");
    assert!(said.contains("told 1 readers") && said.contains("it was rejected"), "{said}");
}

#[test]
fn a_gate_without_an_answer_names_its_flag() {
    let said = run(&["--approve=ready"]);
    let said = String::from_utf8_lossy(&said.stderr);
    assert!(said.contains("--signal") && said.contains("title"), "{said}");
}

#[test]
fn the_list_shows_what_a_workflow_waits_for() {
    let list = app(&["list"]);
    let list = String::from_utf8_lossy(&list.stdout);
    let line = list.lines().find(|line| line.starts_with("workflow")).expect("a line");
    assert!(line.ends_with("  waits for title (string), ready (approval)"), "{line}");
    let list = app(&["list", "--json"]);
    let list = String::from_utf8_lossy(&list.stdout).split_whitespace().collect::<String>();
    let gates = "\"gates\":[{\"kind\":\"signal\",\"name\":\"title\",\"type\":\"string\"},\
                 {\"kind\":\"approve\",\"name\":\"ready\",\"type\":null}]";
    assert!(list.contains(gates), "{list}");
}
