//! A program whose panics abort: nothing can be caught, but the failure must still be reported to the engine.

use crate::{ABORTS, built};
use aileron::idl::core::container_error::Kind;
use aileron::idl::core::execution_error::ErrorKind;
use container_tests::Attempt;
use std::path::PathBuf;
use std::sync::OnceLock;

/// The fixture in a second build, since the panic strategy applies to the whole build.
fn fixture() -> &'static PathBuf {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| built("container-tests", "fixture", &ABORTS))
}

fn attempt(task: &str) -> Attempt {
    Attempt::in_program(fixture(), &format!("fixture.{task}"))
}

#[track_caller]
fn assert_reported(attempt: Attempt, place: &str, panic: &str) {
    let ended = attempt.run();
    let error = ended.error();
    let found = (&*error.code, error.kind(), error.origin());
    assert_eq!(found, ("USER:RuntimeError", Kind::NonRecoverable, ErrorKind::User));
    assert!(error.message.contains(place), "{}", error.message);
    assert!(error.message.ends_with(&format!("Message:\n\n    panic: {panic}\n")), "{}", error.message);
    assert!(ended.stderr.contains(&error.message), "{}", ended.stderr);
}

#[test]
fn a_success_stays_a_success() {
    assert_eq!(attempt("double").input("x", 21_i64).run().value::<i64>(), 42);
    assert_eq!(attempt("may_pass").run().error().code, "USER:Recoverable");
}

#[test]
fn a_panic_is_reported() {
    let index = "index out of bounds: the len is 0 but the index is 3";
    assert_reported(attempt("panics").input("items", Vec::<i64>::new()), "task `fixture.panics`, ", index);
    assert_reported(attempt("panics_later"), "panicked at ", "much too late");
}

#[test]
fn the_deck_is_written() {
    let mut ended = attempt("shows_and_panics").run();
    assert!(ended.deck().contains("1 &lt; 2"));
    assert!(ended.error().message.ends_with("panic: after the deck\n"));
}

#[test]
fn a_panic_on_any_thread_is_reported() {
    assert_reported(attempt("panics_beside"), "panicked at ", "on a thread of its own");
    assert_reported(attempt("panics_in_a_spawned_future"), "panicked at ", "in a future of its own");
    assert_reported(attempt("panics_behind"), "panicked at ", "after the task's return");
    assert_reported(attempt("catches"), "panicked at ", "nobody minds");
}

#[test]
fn the_exit_status_reports_it_if_it_has_to() {
    let ended = attempt("panics_later").env("FLYTE_FAIL_ON_ERROR", "true").run();
    assert_eq!(ended.status, Some(1));
    assert!(ended.error_file().message.ends_with("much too late\n"));
}

#[test]
fn a_backtrace_is_shown_if_enabled() {
    let message = attempt("panics_beside").env("RUST_BACKTRACE", "1").run().error().message;
    assert!(message.contains("fixture::panics_beside"), "{message}");
}
