//! Runs the program as a shell would.

use std::io::Write;
use std::process::{Command, Output, Stdio};

fn run(arguments: &[&str], stdin: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_quickstart"));
    // Results of an earlier test would hide what this one does.
    command
        .args(["run", "--no-cache"])
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().expect("the program starts");
    child.stdin.take().expect("a pipe").write_all(stdin.as_bytes()).expect("the program reads");
    child.wait_with_output().expect("the program ends")
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).expect("text")
}

#[test]
fn a_workflow_prints_its_outputs() {
    let output = run(&["pipeline", "--text", "To be, or not to be"], "");
    assert_eq!(text(&output.stdout), "{\"o0\": \"6 words, the longest: not, to, be\"}\n");
    assert_eq!(text(&output.stderr), "");
    assert_eq!(output.status.code(), Some(0));
}

#[test]
fn inputs_come_from_stdin_and_flags() {
    let output =
        run(&["quickstart.longest", "--most", "1", "--inputs", "-"], r#"{"words": ["a", "bcd"], "most": 9}"#);
    assert_eq!(text(&output.stdout), "{\"o0\": [\"bcd\"]}\n");
}

#[test]
fn a_failed_task_is_status_1() {
    let output = run(&["pipeline", "--text", "…", "--jobs", "1"], "");
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(text(&output.stdout), "");
    assert_eq!(
        text(&output.stderr),
        "error: the task `quickstart.summary` failed at node n3 of the workflow `quickstart.pipeline`: there is no word \
         in this text\n"
    );
}

#[test]
fn a_wrong_call_is_status_2() {
    for (arguments, message) in [
        (&["pipelin"][..], "did you mean `quickstart.pipeline`?"),
        (&[], "`quickstart.pipeline`"),
        (&["pipeline"], "the input `text` is missing"),
        (&["pipeline", "--txt", "a"], "--text"),
        (&["count", "--words", "[1]"], "at [0]: expected a string, found the number 1"),
        (&["pipeline", "--text", "a", "--jobs", "0"], "--jobs"),
    ] {
        let output = run(arguments, "");
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(text(&output.stderr).contains(message), "{}", text(&output.stderr));
        assert!(output.stdout.is_empty());
    }
}

#[test]
fn help_of_an_entity_lists_its_inputs() {
    let output = run(&["words", "--help"], "");
    assert_eq!(output.status.code(), Some(0));
    assert!(text(&output.stdout).contains("--text <string>  Any text."), "{}", text(&output.stdout));
}
