//! Graphs that are longer or deeper than any stack.

use super::super::event::{Event, Listener, What};
use super::by_hand::{arm, branch, call, graph, input, is, nested, result, run, run_all};
use crate::entity::{Entity, Kind, made};
use crate::graph::{Arm, Graph, Operator};
use std::sync::atomic::{AtomicUsize, Ordering};

/// How many workflows there are, one in the other.
const WORKFLOWS: usize = 1_000;
/// How many branches there are in each of them, one in the other.
const BRANCHES: usize = 9;

/// Counts the nodes that end, and those that fail.
#[derive(Default)]
struct Counts {
    ended: AtomicUsize,
    failed: AtomicUsize,
}

impl Listener for Counts {
    fn hear(&self, event: &Event<'_>) {
        match event.what {
            What::Ended { .. } => self.ended.fetch_add(1, Ordering::Relaxed),
            What::Failed { .. } => self.failed.fetch_add(1, Ordering::Relaxed),
            _ => 0,
        };
    }
}

/// Workflows that each call the next, in a branch of a branch; the last one calls a task.
fn nest(task: &str) -> Vec<(&'static Entity, Graph)> {
    let name = |level: usize| -> &'static str { format!("level_{level}").leak() };
    let workflows: Vec<_> = (0..WORKFLOWS).map(|level| made(Kind::Workflow, name(level), "")).collect();
    let graphs = workflows.iter().enumerate().map(|(level, workflow)| {
        let inner = workflows.get(level + 1);
        let mut node =
            inner.map_or_else(|| call(task, vec![input(0)]), |inner| nested(inner, vec![input(0)]));
        for _ in 0..BRANCHES {
            let inside = arm(vec![node], result(0));
            let cases = vec![(is(Operator::GreaterOrEqual, 0), inside)];
            node = branch(vec![input(0)], cases, Arm::Fail("that is less than nothing".into()));
        }
        (*workflow, graph(workflow, vec![node], result(0)))
    });
    graphs.collect()
}

#[test]
fn a_chain_needs_no_stack() {
    let length = 100_000;
    let bound = |node: usize| node.checked_sub(1).map_or(input(0), result);
    let nodes = (0..length).map(|node| call("inc", vec![bound(node)])).collect();
    assert_eq!(run(nodes, result(length - 1), 0, &[]).expect("an output"), 100_000);
}

#[test]
fn a_nest_needs_no_stack() {
    let counts = Counts::default();
    assert_eq!(run_all(nest("inc"), 1, &[&counts]).expect("an output"), 2);
    assert_eq!(counts.ended.into_inner(), WORKFLOWS * (BRANCHES + 1));
}

#[test]
fn a_failure_deep_in_a_nest_needs_no_stack() {
    let counts = Counts::default();
    let error = run_all(nest("refuse"), 1, &[&counts]).expect_err("a failure").to_string();
    assert!(error.ends_with(" of the workflow `level_0`: 1 is refused"), "{error}");
    assert_eq!(counts.failed.into_inner(), WORKFLOWS * (BRANCHES + 1));
}
