//! Failure handlers and failure policies.

use super::outputs;
use crate::lock::lock;
use crate::prelude::*;
use std::sync::Mutex;

/// What the tasks of these tests did, each line with the input of its run.
static SEEN: Mutex<Vec<(i64, String)>> = Mutex::new(Vec::new());

fn note(run: i64, what: impl Into<String>) {
    lock(&SEEN).push((run, what.into()));
}

fn seen(run: i64) -> Vec<String> {
    let mut seen: Vec<_> =
        lock(&SEEN).iter().filter(|(own, _)| *own == run).map(|(_, what)| what.clone()).collect();
    seen.sort();
    seen
}

fn error(tail: &str, run: i64) -> String {
    outputs(&format!("handlers.{tail}"), run, 2).unwrap_err().to_string()
}

#[task]
fn fine(run: i64, name: String) -> i64 {
    note(run, name);
    run
}

#[task]
fn fails(run: i64, name: String) -> Result<i64, String> {
    note(run, name.clone());
    Err(format!("no {name}"))
}

#[task]
fn clean_up(label: String, run: i64, err: Option<FlyteError>) {
    let FlyteError { failed_node_id, message } = err.expect("an error");
    note(run, format!("{label} at {failed_node_id}: {message}"));
}

#[task]
fn gives_up(run: i64, err: Option<FlyteError>) -> Result<(), String> {
    note(run, "gives up");
    Err(format!("nothing helps: {}", err.map(|err| err.message).unwrap_or_default()))
}

#[workflow(on_failure = clean_up("own".to_owned(), x, err))]
fn handled(x: i64) -> Result<i64, String> {
    let before = fine(x, "before".to_owned());
    fails(before, "luck".to_owned())
}

#[test]
fn a_failed_workflow_calls_its_handler_with_the_error() {
    assert_eq!(
        error("handled", 1),
        "the task `aileron.local.tests.handlers.fails` failed at node n1 of the workflow \
         `aileron.local.tests.handlers.handled`: no luck"
    );
    assert_eq!(seen(1), ["before", "luck", "own at fn0: no luck"]);
}

#[workflow(on_failure = clean_up("outer".to_owned(), x, err))]
fn outer(x: i64) -> Result<i64, String> {
    let inner = handled(x)?;
    Ok(fine(inner, "after".to_owned()))
}

#[test]
fn the_handler_of_a_workflow_in_a_workflow_comes_first() {
    assert!(
        error("outer", 2)
            .ends_with("called by node n0 of the workflow `aileron.local.tests.handlers.outer`: no luck")
    );
    assert_eq!(seen(2), ["before", "luck", "outer at fn0: no luck", "own at fn0: no luck"]);
}

#[workflow(on_failure = gives_up(x, err))]
fn given_up(x: i64) -> Result<i64, String> {
    fails(x, "luck".to_owned())
}

#[workflow(on_failure = clean_up("above".to_owned(), x, err))]
fn above(x: i64) -> Result<i64, String> {
    given_up(x)
}

#[test]
fn the_error_of_a_handler_replaces_the_one_that_it_handles() {
    let error = error("above", 3);
    let lines: Vec<&str> = error.lines().collect();
    assert_eq!(
        lines,
        [
            "the task `aileron.local.tests.handlers.gives_up` failed at node fn0 of the workflow \
             `aileron.local.tests.handlers.given_up`, called by node n0 of the workflow \
             `aileron.local.tests.handlers.above`: nothing helps: no luck",
            "it was the failure handler, called since the task `aileron.local.tests.handlers.fails` failed at node n0 of the \
             workflow `aileron.local.tests.handlers.given_up`, called by node n0 of the workflow \
             `aileron.local.tests.handlers.above`: no luck",
        ]
    );
    assert_eq!(seen(3), ["above at fn0: nothing helps: no luck", "gives up", "luck"]);
}

#[workflow]
fn repairs(run: i64, err: Option<FlyteError>) {
    let run = fine(run, "repair".to_owned());
    clean_up("repaired".to_owned(), run, err);
}

#[workflow(on_failure = repairs(x, err), failure_policy = "fail_after_executable_nodes_complete")]
fn goes_on(x: i64) -> Result<i64, String> {
    let failed = fails(x, "first".to_owned())?;
    fine(failed, "never".to_owned());
    let other = fine(x, "other".to_owned());
    let inner = half(other)?;
    fine(inner, "never".to_owned());
    let last = fine(other, "last".to_owned());
    fails(last, "last of all".to_owned())
}

#[workflow]
fn half(x: i64) -> Result<i64, String> {
    let failed = fails(x, "half".to_owned())?;
    fine(x, "whole".to_owned());
    Ok(failed)
}

#[test]
fn nodes_that_need_no_failed_one_go_on_if_the_policy_says_so() {
    // Flyte's engine walks from the inputs to n0 and n2, and from n2 to n3 and n5: it meets n6 last.
    assert!(error("goes_on", 4).contains("failed at node n6 of"), "{}", error("goes_on", 5));
    assert_eq!(
        seen(4),
        [
            "first",
            "half",
            "last",
            "last of all",
            "other",
            "repair",
            "repaired at fn0: no last of all",
            "whole"
        ]
    );
}
