//! What is told to listeners.

use super::super::RunError;
use super::super::course::Tries;
use super::log::Log;
use super::{heard, output};
use crate::prelude::*;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, Instant};

#[task]
fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
fn add(x: i64, y: i64) -> i64 {
    x + y
}

#[workflow]
fn chain(x: i64) -> i64 {
    inc(inc(x))
}

#[workflow]
fn diamond(x: i64) -> i64 {
    let x = inc(x);
    add(inc(x), inc(x))
}

static TRIES: AtomicU32 = AtomicU32::new(0);

#[task(retries = 2)]
fn third_time(x: i64) -> Result<i64, Recoverable> {
    if TRIES.fetch_add(1, Ordering::SeqCst) < 2 { Err(Recoverable("not yet")) } else { Ok(x) }
}

#[task(retries = 1)]
fn never(x: i64) -> Result<i64, Recoverable> {
    Err(Recoverable(if x > 0 { "never" } else { "not at all" }))
}

/// One of its outputs is there long before the other.
#[workflow]
fn quick_and_slow(x: i64) -> (i64, i64) {
    (inc(x), slow(x))
}

#[task]
fn slow(x: i64) -> i64 {
    std::thread::sleep(Duration::from_millis(50));
    x
}

#[workflow]
fn takes_the_quick(x: i64) -> i64 {
    let (quick, _) = quick_and_slow(x);
    inc(quick)
}

#[workflow]
fn fails_within(x: i64) -> Result<i64, Recoverable> {
    let y = never(x)?;
    Ok(inc(y))
}

#[workflow]
fn fails(x: i64) -> Result<(i64, i64), Recoverable> {
    let y = fails_within(x)?;
    Ok((inc(y), inc(inc(x))))
}

fn told(tail: &str, input: i64) -> (Result<usize, RunError>, Vec<String>) {
    let log = Log::default();
    let outputs = heard(&format!("events.{tail}"), input, 1, &[&log]);
    (outputs.map(|outputs| outputs.len()), log.lines())
}

#[test]
fn a_node_is_queued_when_all_have_ended_for_which_it_waits() {
    assert_eq!(
        told("chain", 1).1,
        [
            "planned 2",
            "queued n0",
            "started n0 #0 [1]",
            "ended n0 #0 [2]",
            "queued n1",
            "started n1 #0 [2]",
            "ended n1 #0 [3]",
        ]
    );
    assert_eq!(
        told("diamond", 1).1,
        [
            "planned 4",
            "queued n0",
            "started n0 #0 [1]",
            "ended n0 #0 [2]",
            "queued n1",
            "queued n2",
            "started n1 #0 [2]",
            "ended n1 #0 [3]",
            "started n2 #0 [2]",
            "ended n2 #0 [3]",
            "queued n3",
            "started n3 #0 [3,3]",
            "ended n3 #0 [6]",
        ]
    );
}

#[test]
fn a_task_alone_is_told_without_a_node() {
    assert_eq!(told("inc", 1).1, ["planned 1", "queued ", "started  #0 [1]", "ended  #0 [2]"]);
}

#[test]
fn each_attempt_is_told() {
    assert_eq!(
        told("third_time", 7).1,
        [
            "planned 1",
            "queued ",
            "started  #0 [7]",
            "retried  #0 not yet",
            "started  #1 [7]",
            "retried  #1 not yet",
            "started  #2 [7]",
            "ended  #2 [7]",
        ]
    );
}

#[test]
fn a_workflow_is_one_node_that_ends_when_all_of_it_has() {
    assert_eq!(
        told("takes_the_quick", 1).1,
        [
            "planned 3",
            "queued n0",
            "started n0 #0 [1]",
            "queued n0/n0",
            "queued n0/n1",
            "started n0/n0 #0 [1]",
            "ended n0/n0 #0 [2]",
            "started n0/n1 #0 [1]",
            "ended n0/n1 #0 [1]",
            "ended n0 #0 [2,1]",
            "queued n1",
            "started n1 #0 [2]",
            "ended n1 #0 [3]",
        ]
    );
}

#[test]
fn a_node_after_a_workflow_waits_for_all_of_it() {
    let log = Log::default();
    heard("events.takes_the_quick", 1_i64, 2, &[&log]).expect("outputs");
    let ended = log.position("ended n0/n1 #0 [1]");
    assert!(log.position("ended n0/n0 #0 [2]") < ended);
    assert!(ended < log.position("ended n0 #0 [2,1]"));
    assert!(log.position("ended n0 #0 [2,1]") < log.position("queued n1"));
}

#[test]
fn what_does_not_run_after_a_failure_is_skipped_and_the_nodes_around_the_failure_fail_with_it() {
    let (ended, lines) = told("fails", 1);
    assert!(matches!(ended, Err(RunError::Task { tries: Tries { attempts: 2, .. }, .. })), "{ended:?}");
    assert_eq!(
        lines,
        [
            "planned 5",
            "queued n0",
            "queued n2",
            "started n0 #0 [1]",
            "queued n0/n0",
            "started n0/n0 #0 [1]",
            "retried n0/n0 #0 never",
            "started n0/n0 #1 [1]",
            "failed n0/n0 #1 never",
            "skipped n0/n1",
            "skipped n1",
            "skipped n2",
            "skipped n3",
            "failed n0 #0 never",
        ]
    );
}

#[test]
fn events_have_a_time_and_a_worker() {
    let (log, other) = (Log::default(), Log::default());
    let before = Instant::now();
    heard("events.quick_and_slow", 1_i64, 2, &[&log, &other]).expect("outputs");
    assert_eq!(log.lines().len(), 7);
    assert_eq!(other.lines().len(), 7);
    let (times, workers): (BTreeSet<_>, BTreeSet<_>) = log.heard().into_iter().unzip();
    assert!(times.iter().all(|at| (before..=Instant::now()).contains(at)));
    assert!(*times.last().expect("events") - *times.first().expect("events") >= Duration::from_millis(50));
    assert!(workers.contains(&0) && workers.iter().all(|worker| *worker < 2), "{workers:?}");
    // Nobody listens, and the result is the same.
    assert_eq!(output::<i64>("events.diamond", 1_i64, 2), 6);
}
