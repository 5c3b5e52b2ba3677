//! Runs the program as a shell would.

use std::process::Command;

#[test]
fn a_workflow_through_two_scripts() {
    let mut command = Command::new(env!("CARGO_BIN_EXE_shell"));
    let output =
        command.args(["run", "report", "--text", "$(b) a a", "--most", "1"]).output().expect("it runs");
    let printed = String::from_utf8(output.stdout).expect("text");
    assert!(printed.ends_with("\"o1\": \"1 of \\\"$(b) a a\\\"\"}\n"), "{printed} {:?}", output.stderr);
}
