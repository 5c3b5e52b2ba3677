//! Finds values that change each time a graph is made.
//!
//! A package is made from one trace, and packages are compared by their bytes. A clock, a random number or the order
//! of a `HashMap` would make two packages of the same program differ, and would fix the value at the time of
//! packaging.

use super::block::{Block, Graph, Node, Work};
use super::branch::{Arm, Branch};
use super::error::TraceProblem;
use crate::entity::Entity;
use aileron_grammar::Rule;
use std::fmt::Debug;

const WHY: &str = "what Flyte registers would differ between two packages of this program: make the value in a task, \
                   or make it an input";

/// The differences between two graphs of a workflow.
pub(super) fn between(workflow: &Entity, one: &Graph, other: &Graph) -> Vec<TraceProblem> {
    let mut problems = Vec::new();
    for (input, (a, b)) in one.inputs.iter().zip(one.absent.iter().zip(&other.absent)) {
        if !same(a, b) {
            let message =
                format!("the default of the input `{}` changes each time it is made, so {WHY}", input.name);
            problems.push(TraceProblem::of(workflow, Rule::Momentary, message));
        }
    }
    let handlers = one.failure.iter().zip(&other.failure);
    let handler = || handlers.map(|(a, b)| moved(&a.block, &b.block)).next().flatten();
    if let Some(node) = moved(&one.block, &other.block).or_else(handler) {
        problems.push(TraceProblem {
            rule: Rule::Momentary,
            place: node.place.to_string(),
            message: format!(
                "this call, or a constant that it gets, changes each time the graph is made, so {WHY}"
            ),
        });
    } else {
        let outputs = one.outputs.iter().zip(one.block.outputs.iter().zip(&other.block.outputs));
        problems.extend(outputs.filter(|(_, (a, b))| !same(*a, *b)).map(|(output, _)| {
            let message = format!(
                "the output `{}` is a constant that changes each time the graph is made, so {WHY}",
                output.name
            );
            TraceProblem::of(workflow, Rule::Momentary, message)
        }));
    }
    problems
}

/// The first node that is not the same in both blocks, or is in only one of them.
fn moved<'b>(one: &'b Block, other: &'b Block) -> Option<&'b Node> {
    let mut pairs = one.nodes.iter().zip(&other.nodes);
    let differing = pairs.find_map(|(a, b)| if same_node(a, b) { moved_within(a, b) } else { Some(a) });
    let longer = if one.nodes.len() > other.nodes.len() { one } else { other };
    differing.or_else(|| longer.nodes.get(one.nodes.len().min(other.nodes.len())))
}

/// The first node that differs in the arms of two branches, or the branch if an arm's outputs differ.
fn moved_within<'b>(one: &'b Node, other: &'b Node) -> Option<&'b Node> {
    let (Work::Branch(a), Work::Branch(b)) = (&one.work, &other.work) else { return None };
    let mut pairs = a.blocks().zip(b.blocks());
    pairs.find_map(|(a, b)| moved(a, b).or_else(|| (!same(&a.outputs, &b.outputs)).then_some(one)))
}

fn same_node(one: &Node, other: &Node) -> bool {
    let works = match (&one.work, &other.work) {
        (Work::Branch(a), Work::Branch(b)) => same_decisions(a, b),
        (Work::Gate(a), Work::Gate(b)) => a.is(b),
        _ => one.entity().map(std::ptr::from_ref) == other.entity().map(std::ptr::from_ref),
    };
    works && one.after == other.after && same(&one.bindings, &other.bindings)
}

fn same_decisions(one: &Branch, other: &Branch) -> bool {
    let conditions =
        |branch: &Branch| branch.cases.iter().map(|case| case.condition.clone()).collect::<Vec<_>>();
    let texts = |branch: &Branch| {
        let text = |arm: &Arm| match arm {
            Arm::Block(_) => None,
            Arm::Fail(text) => Some(text.clone()),
        };
        branch.arms().map(text).collect::<Vec<_>>()
    };
    same(&conditions(one), &conditions(other)) && texts(one) == texts(other)
}

/// Compares texts where values differ, since a NaN is not equal to itself.
fn same<T: PartialEq + Debug>(one: &T, other: &T) -> bool {
    one == other || format!("{one:?}") == format!("{other:?}")
}
