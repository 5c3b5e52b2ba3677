use super::super::RunError;
use super::{output, outputs};
use crate::prelude::*;
use std::error::Error;
use std::sync::Barrier;
use std::sync::atomic::{AtomicU32, Ordering};

#[task]
fn refuse(x: i64) -> Result<i64, String> {
    Err(format!("{x} is refused"))
}

#[derive(Debug)]
struct Outer(std::num::ParseIntError);

impl std::fmt::Display for Outer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the config is broken")
    }
}

impl Error for Outer {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.0)
    }
}

#[task]
fn caused(_x: i64) -> Result<i64, Outer> {
    "seven".parse().map_err(Outer)
}

#[task]
fn panics(x: i64) -> i64 {
    assert!(x < 0, "{x} is too much");
    x
}

#[task]
fn narrow(x: u8) -> i64 {
    x.into()
}

static STARTED: AtomicU32 = AtomicU32::new(0);

#[task]
fn counted(x: i64) -> i64 {
    STARTED.fetch_add(1, Ordering::SeqCst);
    x
}

#[workflow]
fn inner(x: i64) -> Result<i64, String> {
    let y = counted(x);
    refuse(y)
}

#[workflow]
fn outer(x: i64) -> Result<i64, String> {
    let y = inner(x)?;
    Ok(counted(y))
}

static BOTH: Barrier = Barrier::new(2);

#[task]
fn fail_together(x: i64) -> Result<i64, String> {
    BOTH.wait();
    Err(format!("{x} failed"))
}

#[workflow]
fn two_fail(x: i64) -> Result<(i64, i64), String> {
    let _ = x;
    Ok((fail_together(1)?, fail_together(2)?))
}

static STEADY: Barrier = Barrier::new(2);
static FINISHED: AtomicU32 = AtomicU32::new(0);

#[task]
fn fail_beside(_x: i64) -> Result<i64, String> {
    STEADY.wait();
    Err("no".into())
}

#[task]
fn steady(x: i64) -> i64 {
    STEADY.wait();
    std::thread::sleep(std::time::Duration::from_millis(50));
    FINISHED.fetch_add(1, Ordering::SeqCst);
    x
}

#[workflow]
fn siblings(x: i64) -> Result<(i64, i64), String> {
    Ok((fail_beside(x)?, steady(steady(x))))
}

static TRIES: AtomicU32 = AtomicU32::new(0);

#[task(retries = 2)]
fn third_time(x: i64) -> Result<i64, Recoverable> {
    if TRIES.fetch_add(1, Ordering::SeqCst) < 2 { Err(Recoverable("not yet")) } else { Ok(x) }
}

#[task(retries = 2)]
fn never(_x: i64) -> Result<i64, Recoverable> {
    Err(Recoverable("not ever"))
}

static ONCE: AtomicU32 = AtomicU32::new(0);

#[task(retries = 2)]
fn for_good(_x: i64) -> Result<i64, String> {
    Err(format!("try {}", ONCE.fetch_add(1, Ordering::SeqCst)))
}

static TWICE: AtomicU32 = AtomicU32::new(0);

#[task(retries = 2)]
fn for_good_at_last(_x: i64) -> Result<i64, Box<dyn Error + Send + Sync>> {
    if TWICE.fetch_add(1, Ordering::SeqCst) == 0 {
        Err(Recoverable("not yet").into())
    } else {
        Err("no more".into())
    }
}

#[task(retries = 1)]
fn panics_once(_x: i64) -> i64 {
    panic!("no")
}

#[workflow]
fn ping(x: i64) -> i64 {
    pong(x)
}

#[workflow]
fn pong(x: i64) -> i64 {
    ping(counted(x))
}

fn error(tail: &str, jobs: usize) -> RunError {
    outputs(&format!("failures.{tail}"), 300_i64, jobs).expect_err("a failure")
}

fn message(tail: &str) -> String {
    error(tail, 2).to_string().replace("aileron.local.tests.failures.", "")
}

#[test]
fn a_failure_names_task_node_and_every_workflow() {
    let before = STARTED.load(Ordering::SeqCst);
    assert_eq!(
        message("outer"),
        "the task `refuse` failed at node n1 of the workflow `inner`, called by node n0 of the workflow `outer`: \
         300 is refused"
    );
    assert_eq!(
        STARTED.load(Ordering::SeqCst),
        before + 1,
        "a step that waits for the failed one must not start"
    );
}

#[test]
fn a_failure_shows_all_its_causes() {
    assert_eq!(
        message("caused"),
        "the task `caused` failed: the config is broken\ncaused by: invalid digit found in string"
    );
}

#[test]
fn a_panic_is_a_failure_with_its_place() {
    let message = message("panics");
    assert!(
        message.starts_with("the task `panics` failed: panicked at runtime/src/local/tests/failures.rs:"),
        "{message}"
    );
    assert!(message.ends_with("300 is too much"), "{message}");
}

#[test]
fn a_value_that_does_not_fit_fails_in_the_task() {
    assert_eq!(
        message("narrow"),
        "the task `narrow` failed: the input `x` can't be read: 300 doesn't fit u8, whose values are between 0 and 255"
    );
}

#[test]
fn every_failure_is_reported_that_of_the_first_call_first() {
    assert_eq!(
        message("two_fail"),
        "the task `fail_together` failed at node n0 of the workflow `two_fail`: 1 failed\n\
         meanwhile, the task `fail_together` failed at node n1 of the workflow `two_fail`: 2 failed"
    );
}

#[test]
fn running_steps_finish_and_waiting_ones_never_start() {
    error("siblings", 2);
    assert_eq!(FINISHED.load(Ordering::SeqCst), 1);
}

#[test]
fn a_recoverable_error_is_tried_again() {
    assert_eq!(output::<i64>("failures.third_time", 7_i64, 1), 7);
    assert_eq!(TRIES.load(Ordering::SeqCst), 3);
    assert_eq!(message("never"), "the task `never` failed, 3 times: not ever");
}

#[test]
fn any_other_error_is_final() {
    assert_eq!(
        message("for_good"),
        "the task `for_good` failed: try 0\nits 2 retries were not spent: only `Recoverable` errors are tried again"
    );
    assert_eq!(
        message("for_good_at_last"),
        "the task `for_good_at_last` failed, 2 times: no more\n\
         1 of its 2 retries was not spent: only `Recoverable` errors are tried again"
    );
    let message = message("panics_once");
    assert!(
        message.ends_with(": no\nits retry was not spent: only `Recoverable` errors are tried again"),
        "{message}"
    );
}

#[test]
fn a_workflow_that_calls_itself_is_refused() {
    let message = error("ping", 1).to_string();
    assert!(
        message.starts_with("the workflow `aileron.local.tests.failures.ping` contains itself, "),
        "{message}"
    );
}
