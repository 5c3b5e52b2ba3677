//! Graphs that no workflow was traced for.

use super::super::event::Listener;
use super::super::templates::Templates;
use super::super::{RunError, interpret};
use super::{entity, options};
use crate::FlyteType;
use crate::entity::{Entity, Variable, WorkflowSettings};
use crate::graph::{
    Arm, Binding, Block, Branch, Case, Condition, Graph, Nest, Node, Operand, Operator, Origin, Signature,
    Work,
};
use crate::prelude::*;
use crate::setup::Setup;
use aileron_idl::core::Literal;
use std::panic::Location;
use std::sync::Arc;

#[task]
pub(super) fn inc(x: i64) -> i64 {
    x + 1
}

#[task]
pub(super) fn refuse(x: i64) -> Result<i64, String> {
    Err(format!("{x} is refused"))
}

/// Stands for the workflow to which the blocks belong.
#[workflow]
pub(super) fn root(x: i64) -> i64 {
    inc(x)
}

pub(super) fn input(index: usize) -> Binding {
    Binding::of(Origin::Input(index))
}

pub(super) fn result(node: usize) -> Binding {
    Binding::of(Origin::Output { node, output: 0 })
}

pub(super) fn literal(value: impl FlyteType) -> Literal {
    value.into_literal().expect("a literal")
}

/// A node that calls a task of this file.
#[track_caller]
pub(super) fn call(task: &str, bindings: Vec<Binding>) -> Node {
    let task = entity(&format!("by_hand.{task}"));
    node(Work::Task(task), Signature::of(task), bindings)
}

/// A node that calls a workflow with one output.
#[track_caller]
pub(super) fn nested(workflow: &'static Entity, bindings: Vec<Binding>) -> Node {
    let signature = Signature { inputs: vec![variable(); bindings.len()], outputs: vec![variable()] };
    node(Work::Workflow(workflow), signature, bindings)
}

/// A branch with one output.
#[track_caller]
pub(super) fn branch(bindings: Vec<Binding>, cases: Vec<(Condition, Arm)>, otherwise: Arm) -> Node {
    let cases = cases.into_iter().map(|(condition, arm)| Case { condition, arm }).collect();
    let signature = Signature { inputs: vec![variable(); bindings.len()], outputs: vec![variable()] };
    node(Work::Branch(Branch { cases, otherwise }), signature, bindings)
}

/// An arm that runs these nodes and gives this value.
pub(super) fn arm(nodes: Vec<Node>, output: Binding) -> Arm {
    Arm::Block(Block { nodes, outputs: vec![output] })
}

/// Whether the first input compares like this with a constant.
pub(super) fn is(operator: Operator, constant: i64) -> Condition {
    Condition::Compare { left: Operand::Input(0), operator, right: Operand::Constant(literal(constant)) }
}

#[track_caller]
fn node(work: Work, signature: Signature, bindings: Vec<Binding>) -> Node {
    let place = Location::caller();
    Node { work, signature: Arc::new(signature), bindings, after: Vec::new(), settings: None, place }
}

fn variable() -> Variable {
    entity("by_hand.root").outputs().remove(0)
}

/// The graph of a workflow with an integer as input and output.
pub(super) fn graph(workflow: &Entity, nodes: Vec<Node>, output: Binding) -> Graph {
    let (inputs, outputs) = (vec![variable()], vec![variable()]);
    let block = Block { nodes, outputs: vec![output] };
    Graph {
        name: workflow.name.to_owned(),
        inputs,
        absent: vec![None],
        outputs,
        block,
        failure: None,
        settings: WorkflowSettings::NONE,
    }
}

/// Runs the first of these workflows.
pub(super) fn run_all(
    graphs: Vec<(&'static Entity, Graph)>,
    x: i64,
    listeners: &[&dyn Listener],
) -> Result<i64, RunError> {
    let templates = Templates::of(Nest::of(graphs));
    let outputs = interpret(&templates, vec![literal(x)], options(2, listeners), Setup::default())?;
    Ok(i64::from_literal(outputs.into_iter().next().expect("an output")).expect("an integer"))
}

/// Runs a workflow with these nodes.
pub(super) fn run(
    nodes: Vec<Node>,
    output: Binding,
    x: i64,
    listeners: &[&dyn Listener],
) -> Result<i64, RunError> {
    let root = entity("by_hand.root");
    run_all(vec![(root, graph(root, nodes, output))], x, listeners)
}
