//! Failures: `error.pb` alone and exit status 0, since the engine reads no file of a process that failed.

use crate::attempt::{Attempt, Ended};
use aileron::idl::core::ContainerError;
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use std::time::{SystemTime, UNIX_EPOCH};

#[track_caller]
fn user_error(ended: &Ended, code: &str, kind: Kind) -> ContainerError {
    let error = ended.error();
    assert_eq!((&*error.code, error.kind(), error.origin()), (code, kind, ErrorKind::User));
    error
}

#[track_caller]
fn final_error(ended: &Ended) -> String {
    user_error(ended, "USER:RuntimeError", Kind::NonRecoverable).message
}

#[test]
fn an_error_is_reported_with_its_causes() {
    let ended = Attempt::of_task("fails").input("port", "http".to_owned()).run();
    let message = final_error(&ended);
    let line = message.lines().nth(2).unwrap();
    assert!(
        line.starts_with("    task `fixture.fails`, ") && line.contains("src/bin/fixture.rs:"),
        "{message}"
    );
    let found = "error: the port is not a number\n    caused by: invalid digit found in string\n";
    assert!(
        message.starts_with("Trace:\n\n") && message.ends_with(&format!("\nMessage:\n\n    {found}")),
        "{message}"
    );
    assert!(ended.stderr.contains(&message), "{}", ended.stderr);
}

#[test]
fn an_error_has_a_time_and_no_worker() {
    let error = Attempt::of_task("fails").input("port", "http".to_owned()).run().error();
    let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs();
    let seconds = u64::try_from(error.timestamp.unwrap().seconds).unwrap();
    assert!(now - 60 < seconds && seconds <= now, "{seconds} {now}");
    assert_eq!(error.worker, "");
}

#[test]
fn a_recoverable_error_is_marked() {
    let ended = Attempt::of_task("may_pass").run();
    let error = user_error(&ended, "USER:Recoverable", Kind::Recoverable);
    assert!(error.message.ends_with("    error: connection reset\n"), "{}", error.message);
}

/// The `Recoverable` in front of the error does not hide its cause.
#[test]
fn a_recoverable_error_is_reported_with_its_causes() {
    let ended = Attempt::of_task("may_pass_for_a_reason").input("port", "http".to_owned()).run();
    let error = user_error(&ended, "USER:Recoverable", Kind::Recoverable);
    let found =
        "Message:\n\n    error: the port is not a number\n    caused by: invalid digit found in string\n";
    assert!(error.message.ends_with(found), "{}", error.message);
}

#[test]
fn a_panic_is_reported_with_its_place() {
    let message = final_error(&Attempt::of_task("panics").input("items", vec![1_i64]).run());
    assert!(message.contains("    panicked at ") && message.contains("src/bin/fixture.rs:"), "{message}");
    assert!(message.ends_with("panic: index out of bounds: the len is 1 but the index is 3\n"), "{message}");
    let message = final_error(&Attempt::of_task("panics_later").run());
    assert!(message.ends_with("panic: much too late\n"), "{message}");
}

#[test]
fn a_backtrace_is_shown_if_enabled() {
    let panic = || Attempt::of_task("panics").input("items", vec![1_i64]);
    let frame = "fixture::panics";
    assert!(!final_error(&panic().run()).contains(frame));
    assert!(!final_error(&panic().env("RUST_BACKTRACE", "0").run()).contains(frame));
    let message = final_error(&panic().env("RUST_BACKTRACE", "1").run());
    assert!(message.contains(frame), "{message}");
    let error = || Attempt::of_task("fails").input("port", "http".to_owned());
    assert!(!final_error(&error().run()).contains("ParseIntError"));
    assert!(final_error(&error().env("RUST_BACKTRACE", "1").run()).contains("ParseIntError"));
}

#[test]
fn an_unknown_task_is_reported_with_the_nearest_name() {
    let message = final_error(&Attempt::of_task("duoble").input("x", 1_i64).run());
    assert!(message.contains("no task `fixture.duoble`; the nearest is `fixture.double`."), "{message}");
}

#[test]
fn a_workflow_is_not_a_task() {
    let message = final_error(&Attempt::of_task("pipeline").input("x", 1_i64).run());
    assert!(message.contains("`fixture.pipeline` is a workflow"), "{message}");
}

#[test]
fn two_tasks_with_the_same_name_are_reported() {
    let twins = env!("CARGO_BIN_EXE_twins");
    let message = final_error(&Attempt::in_program(twins, "shared.name").run());
    assert!(
        message.contains("two entities are named `shared.name`") && message.contains("twins.rs:4"),
        "{message}"
    );
    assert_eq!(Attempt::in_program(twins, "twins.alone").run().value::<i64>(), 3);
}

#[test]
fn a_program_without_tasks_says_why() {
    let message = final_error(&Attempt::in_program(env!("CARGO_BIN_EXE_nothing"), "my.task").run());
    assert!(message.contains("aileron::main!(the_library)"), "{message}");
}

#[test]
fn an_output_that_no_literal_can_hold_is_reported() {
    for (task, words) in
        [("huge", "18446744073709551615 doesn't fit"), ("lies", "declares 2 outputs, but returned 1")]
    {
        let error = Attempt::of_task(task).run().error();
        let found = (&*error.code, error.kind(), error.origin());
        assert_eq!(found, ("SYSTEM", Kind::NonRecoverable, ErrorKind::System));
        assert!(error.message.contains(words), "{}", error.message);
    }
}

#[test]
fn a_long_error_stays_small() {
    let ended = Attempt::of_task("fails_at_length").input("size", 3_000_000_i64).run();
    let message = final_error(&ended);
    assert!(ended.files["error.pb"].len() < 65 * 1024 && message.len() > 60 * 1024);
    assert!(message.contains("error: begin") && message.ends_with("end\n"));
    assert!(message.contains("bytes are left out here"));
}

#[test]
fn the_exit_status_reports_the_failure_if_it_has_to() {
    for (wish, status) in [("true", 1), ("True", 1), ("1", 1), ("t", 1), ("false", 0), ("", 0), ("yes", 0)] {
        let ended = Attempt::of_task("may_pass").env("FLYTE_FAIL_ON_ERROR", wish).run();
        assert_eq!(ended.status, Some(status), "{wish}");
        assert_eq!(ended.error_file().code, "USER:Recoverable");
        assert_eq!(ended.stderr.contains("FLYTE_FAIL_ON_ERROR"), status == 1, "{}", ended.stderr);
    }
    let ended = Attempt::of_task("double").input("x", 1_i64).env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.value::<i64>(), 2);
}
