//! Runs the program as a shell would, with processes instead of containers.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_raw-container")).args(arguments).output().expect("the program starts")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn a_workflow_through_two_containers() {
    let output = run(&["run", "report", "--text", "to be or not to be", "--containers=process"]);
    assert_eq!(
        text(&output.stdout),
        "{\"o0\": \"6 words from be on: be be not or to to\"}\n",
        "{}",
        text(&output.stderr)
    );
}

#[test]
fn no_quote_in_a_value_is_read_by_the_shell() {
    let value = "b'$(echo x) \"a; `exit 3` |";
    let output = run(&["run", "sort", "--text", value, "--containers=process"]);
    assert!(text(&output.stdout).ends_with("\"o1\": \"\\\"a;\"}\n"), "{output:?}");
}
