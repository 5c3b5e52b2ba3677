//! Runs the program as a shell would.

use std::process::{Command, Output};

fn run(arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_query"));
    command.args(arguments).env_remove("AILERON_DATABASE").output().expect("the program starts")
}

const REPORT: [&str; 6] = ["run", "report", "--country", "Norway", "--share", "0.6"];

#[test]
fn a_workflow_through_a_database() {
    let output =
        run(&[&REPORT[..], &["--database", concat!(env!("CARGO_MANIFEST_DIR"), "/tables.sql")]].concat());
    assert_eq!(String::from_utf8_lossy(&output.stdout), "{\"o0\": [\"Fjord: 90000\"]}\n", "{output:?}");
}

#[test]
fn without_tables_it_tells_how_to_give_them() {
    let output = run(&REPORT);
    let stderr = String::from_utf8_lossy(&output.stderr);
    assert!(
        stderr.contains("no such table: sales, in line 1, column ") && stderr.contains("--database FILE"),
        "{stderr}"
    );
    assert_eq!(output.status.code(), Some(1));
}
