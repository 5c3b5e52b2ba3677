//! What a workflow does once it has failed: it calls its handler.
//!
//! The handler's node has the inputs of the workflow, and as the last one the error. Flyte's engine puts the error into the
//! handler's own input `err` and into no other (flytepropeller `controller/nodes/resolve.go`).

use super::block::{Block, Node, Scope, Work};
use super::captured::Captured;
use super::error::TraceProblem;
use super::{Binding, Origin, Promise, trace};
use crate::entity::{Entity, Variable};
use crate::panics;
use crate::types::{FlyteError, FlyteType};
use aileron_grammar::Rule;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};
use std::sync::Arc;

/// The name of the input into which Flyte's engine puts the error.
pub(crate) const ERROR: &str = "err";

/// The id of the node of a failure handler, as flytekit names it (`core/workflow.py`).
pub(crate) const HANDLER_ID: &str = "fn0";

/// The call of a failed workflow's handler.
#[derive(Debug)]
pub(crate) struct Handler {
    /// The inputs of the workflow, then the error.
    pub inputs: Vec<Variable>,
    /// The call, which is its only node. Nothing leaves it.
    pub block: Block,
}

impl Handler {
    /// What its bindings refer to.
    pub(crate) fn scope(&self) -> Scope<'_> {
        Scope { inputs: &self.inputs, nodes: &self.block.nodes }
    }

    /// The error among its inputs.
    pub(crate) fn error(&self) -> Origin {
        error(&self.inputs)
    }

    /// The inputs of the workflow that it uses, each once, sorted.
    pub(crate) fn used(&self) -> Vec<usize> {
        let mut used = Vec::new();
        for binding in self.block.nodes.iter().flat_map(|node| &node.bindings) {
            binding.origins(&mut |origin| match origin {
                Origin::Input(input) if origin != self.error() => used.push(input),
                Origin::Input(_) | Origin::Output { .. } => {}
            });
        }
        used.sort_unstable();
        used.dedup();
        used
    }
}

fn error(inputs: &[Variable]) -> Origin {
    Origin::Input(inputs.len().saturating_sub(1))
}

/// An input of the workflow in the call of its handler; behind them all, the error.
#[must_use]
pub fn handed<T>(input: usize) -> Promise<T> {
    Promise::input(input)
}

/// The inputs of a handler: those of the workflow, then the error.
fn with_error(inputs: &[Variable]) -> Vec<Variable> {
    let error = Variable {
        name: ERROR.to_owned(),
        ty: Arc::new(Option::<FlyteError>::literal_type()),
        doc: "".into(),
        schema: Option::<FlyteError>::schema,
        parameter: None,
    };
    inputs.iter().cloned().chain([error]).collect()
}

/// The nodes that a built workflow calls on failure, in terms of the inputs of the handler. `inputs` is how many the workflow has.
pub(super) fn recorded<P>(inputs: usize, call: impl FnOnce(Promise<Option<FlyteError>>) -> P) -> Vec<Node> {
    let [error] = <[Variable; 1]>::try_from(with_error(&[])).expect("the error alone");
    // Within a block of its own, so that the promise of the error means nothing outside.
    trace::open(Captured::elements(vec![(error, Binding::of(Origin::Input(inputs)))]));
    call(Promise::input(0));
    let (mut nodes, taken) = trace::close();
    let (_, sources, _) = taken.into_parts();
    for node in &mut nodes {
        node.bindings.iter_mut().for_each(|binding| *binding = binding.outside(&sources));
    }
    nodes
}

/// The handler of a built workflow with these inputs.
pub(super) fn built(
    inputs: &[Variable],
    nodes: Vec<Node>,
    place: &Location<'_>,
) -> Result<Handler, Vec<TraceProblem>> {
    let problem = |message: &str| {
        vec![TraceProblem { rule: Rule::HandlerCall, place: place.to_string(), message: message.to_owned() }]
    };
    if nodes.len() != 1 {
        return Err(problem("a failure handler is one call: call a workflow for more"));
    }
    let mut is_of_node = false;
    nodes.iter().flat_map(|node| &node.bindings).for_each(|binding| {
        binding.origins(&mut |origin| is_of_node |= origin.node().is_some());
    });
    if is_of_node {
        return Err(problem(
            "a failure handler gets inputs of the workflow, constants and the error: what a node gives may not be there",
        ));
    }
    let handler = Handler { inputs: with_error(inputs), block: Block { nodes, outputs: Vec::new() } };
    let problems = misplaced(&handler);
    if problems.is_empty() { Ok(handler) } else { Err(problems) }
}

/// Traces the call of a workflow's handler.
pub(super) fn handler(
    workflow: &Entity,
    inputs: &[Variable],
    call: fn(),
) -> Result<Handler, Vec<TraceProblem>> {
    let inputs = with_error(inputs);
    trace::begin(inputs.clone());
    let called = catch_unwind(AssertUnwindSafe(call));
    let (block, mut problems) = trace::end(Vec::new());
    if let Err(payload) = called {
        let message =
            format!("the call in `on_failure` panicked while it was traced: {}", panics::describe(&*payload));
        problems.push(TraceProblem::of(workflow, Rule::TracePanic, message));
    }
    let handler = Handler { inputs, block };
    if problems.is_empty() {
        problems = misplaced(&handler);
    }
    if problems.is_empty() { Ok(handler) } else { Err(problems) }
}

/// What keeps Flyte from handing the error over.
fn misplaced(handler: &Handler) -> Vec<TraceProblem> {
    let mut problems = Vec::new();
    let error = handler.error();
    for node in &handler.block.nodes {
        let mut found = |rule, message: String| {
            problems.push(TraceProblem { rule, place: node.place.to_string(), message });
        };
        if !matches!(node.work, Work::Task(_) | Work::Workflow(_)) {
            found(Rule::HandlerCall, "a failure handler is a task or a workflow: call one".to_owned());
        }
        for (input, binding) in node.signature.inputs.iter().zip(&node.bindings) {
            let handler = node.title();
            let mut is_used = false;
            binding.origins(&mut |origin| is_used |= origin == error);
            let is_whole = *binding == Binding::of(error);
            if input.name == ERROR && !is_whole {
                found(
                    Rule::HandlerError,
                    format!(
                        "Flyte puts the error into the input `{ERROR}` of `{handler}`, whatever is given for it: pass \
                         `{ERROR}`, or rename the input"
                    ),
                );
            } else if input.name != ERROR && is_used {
                found(
                    Rule::HandlerError,
                    format!(
                        "`{handler}` takes the error as `{}`, but Flyte puts it only into an input called `{ERROR}`: rename \
                         the parameter to `{ERROR}`",
                        input.name
                    ),
                );
            }
        }
    }
    problems
}
