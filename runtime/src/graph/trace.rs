//! The current trace: the nodes and bindings that a tracer records on its thread.

use super::{Binding, Graph, Node, moving};
use crate::context;
use crate::entity::{Entity, EntityKind, Registry, Tracer, Variable};
use crate::panics;
use crate::types::FlyteType;
use aileron_grammar::Rule;
use aileron_idl::core::Literal;
use std::any::TypeId;
use std::cell::RefCell;
use std::fmt;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

/// A binding of the current trace, by its index.
pub(super) type BindingId = u32;

/// Why a workflow can't become a graph: every problem that its tracer found.
#[derive(Debug)]
pub(crate) struct TraceError {
    /// The workflow.
    pub workflow: String,
    /// What is wrong with it.
    pub problems: Vec<TraceProblem>,
}

/// One problem of a workflow.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct TraceProblem {
    /// The rule that is broken.
    pub rule: Rule,
    /// The position in the source: `src/main.rs:12:5`.
    pub place: String,
    /// What is wrong, why, and what to write instead.
    pub message: String,
}

/// A call in a tracer: the function, known by its type, and its bindings.
struct TracedCall {
    function: TypeId,
    rust_name: &'static str,
    bindings: Vec<Binding>,
    place: &'static Location<'static>,
}

#[derive(Default)]
struct Trace {
    calls: Vec<TracedCall>,
    bindings: Vec<Binding>,
    problems: Vec<TraceProblem>,
}

thread_local! {
    static TRACE: RefCell<Trace> = RefCell::default();
}

pub(super) fn keep(binding: Binding) -> BindingId {
    TRACE.with_borrow_mut(|trace| {
        trace.bindings.push(binding);
        BindingId::try_from(trace.bindings.len() - 1).unwrap_or(BindingId::MAX)
    })
}

pub(super) fn recall(place: BindingId) -> Binding {
    TRACE.with_borrow(|trace| trace.bindings[place as usize].clone())
}

pub(super) fn record(
    function: TypeId,
    rust_name: &'static str,
    bindings: Vec<Binding>,
    place: &'static Location<'static>,
) -> usize {
    TRACE.with_borrow_mut(|trace| {
        trace.calls.push(TracedCall { function, rust_name, bindings, place });
        trace.calls.len() - 1
    })
}

/// Records a problem of the trace, at the caller's position.
#[track_caller]
pub(super) fn report(rule: Rule, message: String) {
    report_at(rule, Location::caller(), message);
}

fn report_at(rule: Rule, place: &Location<'_>, message: String) {
    let place = place.to_string();
    TRACE.with_borrow_mut(|trace| trace.problems.push(TraceProblem { rule, place, message }));
}

/// The binding of a constant. A value that can't be a literal is a problem at its position.
pub(super) fn constant<T: FlyteType>(place: &Location<'_>, value: T) -> Binding {
    Binding::Constant(value.into_literal().unwrap_or_else(|error| {
        report_at(
            Rule::ConstantLiteral,
            place,
            format!("this constant can't be written as a literal: {error}"),
        );
        Literal::default()
    }))
}

/// Where the constants of a graph must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constants {
    /// On this machine, in this run.
    Here,
    /// On every machine: no constant may exist on this machine only, or change each time the graph is made.
    Anywhere,
}

/// Traces a workflow.
///
/// # Errors
/// Fails if the body calls a function that is not an entity, panics, or has no node; or if a constant or a default
/// can't be a literal, or does not hold where it must.
pub(crate) fn trace(
    entity: &'static Entity,
    registry: &Registry,
    constants: Constants,
) -> Result<Graph, TraceError> {
    let EntityKind::Workflow(tracer) = entity.kind else {
        return Err(failed(
            entity,
            vec![problem(Rule::NotAnEntity, entity, "this is a task, but only workflows have graphs".into())],
        ));
    };
    let made = match constants {
        Constants::Here => once(entity, tracer, registry)?,
        Constants::Anywhere => {
            let [first, second] = context::for_anywhere(|| [(); 2].map(|()| once(entity, tracer, registry)));
            let (first, second) = (first?, second?);
            let problems = moving::between(entity, &first, &second);
            if !problems.is_empty() {
                return Err(failed(entity, problems));
            }
            first
        }
    };
    Ok(made.graph)
}

/// A graph, and the positions of its nodes' calls.
pub(super) struct Traced {
    pub(super) graph: Graph,
    pub(super) places: Vec<&'static Location<'static>>,
}

fn once(
    entity: &'static Entity,
    tracer: &'static dyn Tracer,
    registry: &Registry,
) -> Result<Traced, TraceError> {
    TRACE.take();
    let outputs = catch_unwind(AssertUnwindSafe(|| tracer.trace()));
    let mut trace = TRACE.take();
    let outputs = match outputs {
        Ok(places) => places.into_iter().map(|place| trace.bindings[place as usize].clone()).collect(),
        Err(payload) => {
            let message = format!("the body panicked while it was traced: {}", panics::describe(&*payload));
            trace.problems.push(problem(Rule::TracePanic, entity, message));
            Vec::new()
        }
    };
    if trace.calls.is_empty() && trace.problems.is_empty() {
        let message =
            "this workflow calls no task, but Flyte refuses a workflow without nodes: call a task in it";
        trace.problems.push(problem(Rule::NoTask, entity, message.into()));
    }
    let mut nodes = Vec::with_capacity(trace.calls.len());
    let places = trace.calls.iter().map(|call| call.place).collect();
    for call in trace.calls {
        match registry.by_function(call.function) {
            Some(entity) => nodes.push(Node { entity, bindings: call.bindings }),
            None => trace.problems.push(no_entity(call.rust_name, call.place)),
        }
    }
    let inputs = tracer.inputs();
    let absent =
        inputs.iter().map(|input| absent(entity, input).map_err(|problem| trace.problems.push(problem)));
    let absent: Vec<_> = absent.map(Result::unwrap_or_default).collect();
    if !trace.problems.is_empty() {
        return Err(failed(entity, trace.problems));
    }
    let outputs = tracer.outputs().into_iter().zip(outputs).collect();
    Ok(Traced { graph: Graph { name: entity.name(), inputs, absent, nodes, outputs }, places })
}

/// The default of an input; `None` if it is required.
pub(super) fn absent(entity: &Entity, input: &Variable) -> Result<Option<Literal>, TraceProblem> {
    input.absent().transpose().map_err(|error| {
        let message =
            format!("the default of the input `{}` can't be written as a literal: {error}", input.name);
        problem(Rule::ConstantLiteral, entity, message)
    })
}

fn failed(entity: &Entity, problems: Vec<TraceProblem>) -> TraceError {
    TraceError { workflow: entity.name(), problems }
}

pub(super) fn problem(rule: Rule, entity: &Entity, message: String) -> TraceProblem {
    TraceProblem { rule, place: entity.function.place().to_owned(), message }
}

fn no_entity(rust_name: &str, place: &Location<'_>) -> TraceProblem {
    let message = format!(
        "`{rust_name}` is neither a task nor a workflow, so this call can't be a node of the graph: put `#[task]` on the \
         function, or call it inside a task"
    );
    TraceProblem { rule: Rule::NotAnEntity, place: place.to_string(), message }
}

impl fmt::Display for TraceError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the workflow `{}` can't be a graph:", self.workflow)?;
        self.problems.iter().try_for_each(|problem| write!(f, "\n  {problem}"))
    }
}

impl fmt::Display for TraceProblem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TraceProblem { rule, place, message } = self;
        write!(f, "{place}: {}", rule.end(message))
    }
}

impl std::error::Error for TraceError {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::prelude::*;

    #[task]
    fn same(x: u64) -> u64 {
        x
    }

    #[workflow]
    fn huge(#[default(u64::MAX)] x: u64) -> u64 {
        same(x)
    }

    #[test]
    fn a_default_that_cannot_be_a_literal_is_reported() {
        let registry = Registry::collect().unwrap();
        let huge = registry.named("aileron.graph.trace.tests.huge").unwrap();
        let problems = trace(huge, &registry, Constants::Here).unwrap_err().problems;
        let message = "the default of the input `x` can't be written as a literal: 18446744073709551615 doesn't fit a Flyte \
                    integer, whose values are between -9223372036854775808 and 9223372036854775807";
        assert_eq!(problems, [problem(Rule::ConstantLiteral, huge, message.to_owned())]);
    }
}
