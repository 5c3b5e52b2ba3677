//! Finds values that change each time a graph is made.
//!
//! A package is made from one trace, and packages are compared by their bytes. A clock, a random number or the order
//! of a `HashMap` would make two packages of the same program differ, and would fix the value at the time of
//! packaging.

use super::Binding;
use super::trace::{TraceProblem, Traced, problem};
use crate::entity::Entity;
use aileron_grammar::Rule;
use aileron_idl::core::Literal;
use aileron_idl::prost::Message;

const WHY: &str = "what Flyte registers would differ between two packages of this program: make the value in a task, \
                   or make it an input";

/// The differences between two traces of a workflow.
pub(super) fn between(workflow: &Entity, one: &Traced, other: &Traced) -> Vec<TraceProblem> {
    let mut problems = Vec::new();
    let (one_graph, other_graph) = (&one.graph, &other.graph);
    for (input, (a, b)) in one_graph.inputs.iter().zip(one_graph.absent.iter().zip(&other_graph.absent)) {
        if !same_literals(a.as_ref(), b.as_ref()) {
            let message =
                format!("the default of the input `{}` changes each time it is made, so {WHY}", input.name);
            problems.push(problem(Rule::Momentary, workflow, message));
        }
    }
    let pairs = one_graph.nodes.iter().zip(&other_graph.nodes);
    let moved = pairs
        .enumerate()
        .find(|(_, (a, b))| !std::ptr::eq(a.entity, b.entity) || !same_lists(&a.bindings, &b.bindings));
    let counts = [one, other].map(|traced| traced.places.len());
    let moved =
        moved.map(|(index, _)| index).or_else(|| (counts[0] != counts[1]).then(|| counts[0].min(counts[1])));
    if let Some(index) = moved {
        let place = one.places.get(index).or(other.places.get(index)).map(ToString::to_string);
        problems.push(TraceProblem {
            rule: Rule::Momentary,
            place: place.unwrap_or_default(),
            message: format!(
                "this call, or a constant that it gets, changes each time the graph is made, so {WHY}"
            ),
        });
    } else {
        let outputs = one_graph.outputs.iter().zip(&other_graph.outputs);
        problems.extend(outputs.filter(|((_, a), (_, b))| !same(a, b)).map(|((output, _), _)| {
            let message = format!(
                "the output `{}` is a constant that changes each time the graph is made, so {WHY}",
                output.name
            );
            problem(Rule::Momentary, workflow, message)
        }));
    }
    problems
}

fn same(one: &Binding, other: &Binding) -> bool {
    match (one, other) {
        (Binding::Constant(one), Binding::Constant(other)) => same_literals(Some(one), Some(other)),
        (Binding::List(one), Binding::List(other)) => same_lists(one, other),
        (Binding::Map(one), Binding::Map(other)) => {
            one.len() == other.len()
                && one.iter().zip(other).all(|(one, other)| one.0 == other.0 && same(one.1, other.1))
        }
        _ => one == other,
    }
}

fn same_lists(one: &[Binding], other: &[Binding]) -> bool {
    one.len() == other.len() && one.iter().zip(other).all(|(one, other)| same(one, other))
}

/// Compares the bytes, since a NaN is not equal to itself.
fn same_literals(one: Option<&Literal>, other: Option<&Literal>) -> bool {
    one == other || one.map(Message::encode_to_vec) == other.map(Message::encode_to_vec)
}
