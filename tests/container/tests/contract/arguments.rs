//! The arguments as the engine passes them.

use crate::attempt::{Attempt, FIXTURE};
use std::process::Command;

/// What the task template says, filled in by an engine that knows some of the templates only.
#[test]
fn the_whole_list_of_the_task_template_is_taken() {
    let rests = [
        ["/raw/x", "/raw/x/_flytecheckpoints", "\"\""],
        ["{{.rawOutputDataPrefix}}", "{{.checkpointOutputPrefix}}", "{{.prevCheckpointPrefix}}"],
        ["", "", ""],
    ];
    for [raw, checkpoint, previous] in rests {
        let mut attempt = Attempt::of("double").input("x", 21_i64);
        let command = attempt.command();
        command.args(["--raw-output-data-prefix", raw, "--checkpoint-path", checkpoint]);
        command.args(["--prev-checkpoint", previous]);
        assert_eq!(attempt.run().value::<i64>(), 42);
    }
}

#[test]
fn an_image_whose_entrypoint_is_the_binary_works_as_well() {
    for path in [FIXTURE, "/usr/local/bin/fixture"] {
        assert_eq!(doubled_behind(&[path]), 42);
    }
}

/// As a driver's "interpreter", with a main file that need not be there.
#[test]
fn spark_starts_the_binary_as_well() {
    for file in [format!("{FIXTURE}.py"), "/usr/local/bin/fixture.py".to_owned()] {
        assert_eq!(doubled_behind(&[&file, "/usr/local/bin/fixture"]), 42);
    }
}

/// The result of a task whose arguments come behind others.
fn doubled_behind(others: &[&str]) -> i64 {
    let mut attempt = Attempt::of("double").input("x", 21_i64);
    let command = attempt.command();
    let output = Command::new(FIXTURE).args(others).args(command.get_args()).output().unwrap();
    attempt.ended(output).value()
}

#[test]
fn what_is_missing_is_told() {
    let output = Command::new(FIXTURE).args(["execute", "--task", "fixture.double"]).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8(output.stderr).unwrap();
    assert!(told.contains("--inputs") && told.contains("--output-prefix"), "{told}");
}
