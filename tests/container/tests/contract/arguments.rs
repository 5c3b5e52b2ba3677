//! The arguments in the forms in which the engine passes them.

use crate::attempt::{Attempt, FIXTURE};
use std::process::Command;

/// The arguments of the task template, filled in by an engine that knows only some of the templates.
#[test]
fn the_whole_list_of_the_task_template_is_accepted() {
    let rests = [
        ["/raw/x", "/raw/x/_flytecheckpoints", "\"\""],
        ["{{.rawOutputDataPrefix}}", "{{.checkpointOutputPrefix}}", "{{.prevCheckpointPrefix}}"],
        ["", "", ""],
    ];
    for [raw, checkpoint, previous] in rests {
        let mut attempt = Attempt::of_task("double").input("x", 21_i64);
        let command = attempt.command();
        command.args(["--raw-output-data-prefix", raw, "--checkpoint-path", checkpoint]);
        command.args(["--prev-checkpoint", previous]);
        assert_eq!(attempt.run().value::<i64>(), 42);
    }
}

#[test]
fn an_image_whose_entrypoint_is_the_binary_works_as_well() {
    for path in [FIXTURE, "/usr/local/bin/fixture"] {
        assert_eq!(doubled_after(&[path]), 42);
    }
}

/// Spark starts it as a driver's interpreter, with a main file that does not exist.
#[test]
fn spark_starts_the_binary_as_well() {
    for file in [format!("{FIXTURE}.py"), "/usr/local/bin/fixture.py".to_owned()] {
        assert_eq!(doubled_after(&[&file, "/usr/local/bin/fixture"]), 42);
    }
}

/// The result of a task whose arguments come after others.
fn doubled_after(others: &[&str]) -> i64 {
    let mut attempt = Attempt::of_task("double").input("x", 21_i64);
    let command = attempt.command();
    let output = Command::new(FIXTURE).args(others).args(command.get_args()).output().unwrap();
    attempt.ended(output).value()
}

#[test]
fn missing_arguments_are_reported() {
    let output = Command::new(FIXTURE).args(["execute", "--task", "fixture.double"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert!(stderr.contains("--inputs") && stderr.contains("--output-prefix"), "{stderr}");
}
