//! Timeouts, which count for each attempt, and twice for all attempts together.

use super::{output, outputs};
use crate::prelude::*;
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Condvar, Mutex};
use std::time::{Duration, Instant};

/// Longer than any timeout of these tests. Nobody waits so long, unless a timeout has no effect.
const LONG: Duration = Duration::from_secs(60);

/// Keeps tasks waiting until a test ends.
static GATE: (Mutex<bool>, Condvar) = (Mutex::new(false), Condvar::new());

fn wait_for_the_end_of_the_test() {
    let _ended = GATE.1.wait_timeout_while(GATE.0.lock().unwrap(), LONG, |over| !*over);
}

#[task(timeout = "100ms")]
fn hangs(x: i64) -> i64 {
    wait_for_the_end_of_the_test();
    x
}

/// Sets a flag when it is dropped.
struct Flag(&'static AtomicBool);

impl Drop for Flag {
    fn drop(&mut self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

static DROPPED: AtomicBool = AtomicBool::new(false);

#[task(timeout = "100ms")]
async fn waits(x: i64) -> i64 {
    let _flag = Flag(&DROPPED);
    tokio::time::sleep(LONG).await;
    x
}

#[task(timeout = "60s")]
async fn waits_by_itself(x: i64) -> i64 {
    tokio::time::sleep(LONG).await;
    x
}

#[workflow]
async fn waits_less(x: i64) -> i64 {
    #[node(timeout = "100ms")]
    let y = waits_by_itself(x).await;
    y
}

#[task(timeout = "60s")]
fn in_time(x: i64) -> String {
    format!("{} {x}", Context::current().task().name)
}

static SECOND: AtomicU32 = AtomicU32::new(0);

#[task(timeout = "300ms", retries = 1)]
async fn second_in_time(x: i64) -> i64 {
    if SECOND.fetch_add(1, Ordering::SeqCst) == 0 {
        tokio::time::sleep(LONG).await;
    }
    x
}

static NEVER: AtomicU32 = AtomicU32::new(0);

#[task(timeout = "100ms", retries = 3)]
async fn never_in_time(x: i64) -> i64 {
    NEVER.fetch_add(1, Ordering::SeqCst);
    tokio::time::sleep(LONG).await;
    x
}

#[task]
#[allow(clippy::unused_async)]
async fn panics_later(x: i64) -> i64 {
    assert!(x < 0, "{x} is too much");
    x
}

#[task(timeout = "60s")]
#[allow(clippy::unused_async)]
async fn panics_in_time(x: i64) -> i64 {
    assert!(x < 0, "{x} is too much");
    x
}

fn message(tail: &str) -> String {
    let before = Instant::now();
    let error = outputs(&format!("timeouts.{tail}"), 7_i64, 2).expect_err("a failure");
    assert!(before.elapsed() < LONG / 2, "{:?}", before.elapsed());
    error.to_string().replace("aileron.local.tests.timeouts.", "")
}

#[test]
fn a_function_that_takes_too_long_is_no_longer_waited_for() {
    let message = message("hangs");
    *GATE.0.lock().unwrap() = true;
    GATE.1.notify_all();
    assert_eq!(
        message,
        "the task `hangs` failed: it took longer than its timeout of 100ms; its thread still runs, but nobody waits for it"
    );
}

#[test]
fn an_async_task_that_takes_too_long_is_dropped() {
    assert_eq!(message("waits"), "the task `waits` failed: it took longer than its timeout of 100ms");
    assert!(DROPPED.load(Ordering::SeqCst));
}

#[test]
fn the_timeout_of_a_node_wins() {
    assert_eq!(
        message("waits_less"),
        "the task `waits_by_itself` failed at node n0 of the workflow `waits_less`: it took longer than its timeout of 100ms"
    );
}

#[test]
fn a_task_that_ends_in_time_finds_its_context() {
    assert_eq!(output::<String>("timeouts.in_time", 7_i64, 2), "aileron.local.tests.timeouts.in_time 7");
}

#[test]
fn a_timeout_is_tried_again() {
    assert_eq!(output::<i64>("timeouts.second_in_time", 7_i64, 1), 7);
    assert_eq!(SECOND.load(Ordering::SeqCst), 2);
}

#[test]
fn all_attempts_together_have_twice_the_timeout() {
    assert_eq!(
        message("never_in_time"),
        "the task `never_in_time` failed, 2 times: it took longer than its timeout of 100ms\n\
         2 of its 3 retries were not spent: all attempts together have twice its timeout, as on Flyte"
    );
    assert_eq!(NEVER.load(Ordering::SeqCst), 2);
}

#[test]
fn a_panic_of_an_async_task_is_a_failure_with_and_without_a_timeout() {
    for tail in ["panics_later", "panics_in_time"] {
        let message = message(tail);
        assert!(message.contains(": panicked at runtime/src/local/tests/timeouts.rs:"), "{message}");
        assert!(message.ends_with("7 is too much"), "{message}");
    }
}
