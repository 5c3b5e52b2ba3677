//! Makes graphs from workflows.

use super::block::{Block, Graph, Work};
use super::error::{TraceError, TraceProblem};
use super::{casts, failure, launch_plan, moving, trace};
use crate::context;
use crate::entity::{Entity, Kind, LaunchPlanParts, Variable, WorkflowParts, WorkflowSettings};
use crate::panics;
use aileron_grammar::Rule;
use aileron_idl::core::Literal;
use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, Location, catch_unwind};

/// Where the constants of a graph must hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Constants {
    /// On this machine, in this run.
    Here,
    /// On every machine: no constant may exist on this machine only, or change each time the graph is made.
    Anywhere,
}

/// Makes the graph of a workflow or of a launch plan.
///
/// # Errors
/// Fails if the body calls a function that is not an entity, panics, or has no node; or if a constant or a default
/// can't be a literal, or does not hold where it must.
pub(crate) fn graph(entity: &'static Entity, constants: Constants) -> Result<Graph, TraceError> {
    let plan = entity
        .launch_plan()
        .map(|LaunchPlanParts { tracer, .. }| WorkflowParts { tracer, settings: WorkflowSettings::NONE });
    let Some(workflow) = entity.workflow().or(plan) else {
        let message =
            format!("this is a {}, but only workflows and launch plans have graphs", entity.kind().as_str());
        return Err(failed(entity, vec![TraceProblem::of(entity, Rule::NotAnEntity, message)]));
    };
    match constants {
        Constants::Here => once(entity, workflow),
        Constants::Anywhere => {
            let [first, second] = context::for_anywhere(|| [(); 2].map(|()| once(entity, workflow)));
            let (first, second) = (first?, second?);
            let problems = moving::between(entity, &first, &second);
            if problems.is_empty() { Ok(first) } else { Err(failed(entity, problems)) }
        }
    }
}

fn once(
    entity: &'static Entity,
    WorkflowParts { tracer, settings }: WorkflowParts,
) -> Result<Graph, TraceError> {
    let inputs = tracer.inputs();
    trace::begin(inputs.clone());
    let outputs = catch_unwind(AssertUnwindSafe(|| tracer.trace()));
    let panic = outputs.as_ref().err().map(|payload| panics::describe(&**payload));
    let built = trace::handled();
    let (block, mut problems) = trace::end(outputs.unwrap_or_default());
    if let Some(panic) = panic {
        let message = format!("the body panicked while it was traced: {panic}");
        problems.push(TraceProblem::of(entity, Rule::TracePanic, message));
    }
    if block.nodes.is_empty() && problems.is_empty() {
        let message = "this workflow calls nothing and decides nothing, and Flyte refuses a workflow without nodes: call a task in it";
        problems.push(TraceProblem::of(entity, Rule::NoTask, message.into()));
    }
    let absent = inputs.iter().map(|input| absent(entity, input).map_err(|problem| problems.push(problem)));
    let absent: Vec<_> = absent.map(Result::unwrap_or_default).collect();
    let outputs = entity.outputs();
    problems.extend(gates_of_one_name(&block));
    let handler = settings.on_failure.map(|call| failure::handler(entity, &inputs, call));
    let handler = handler.or_else(|| built.map(|(nodes, place)| failure::built(&inputs, nodes, place)));
    let failure = handler.transpose().unwrap_or_else(|wrong| {
        problems.extend(wrong);
        None
    });
    if problems.is_empty() {
        problems = casts::refused(&inputs, &block, &outputs, entity.place);
        if let Some(handler) = &failure {
            problems.extend(casts::refused(&handler.inputs, &handler.block, &[], entity.place));
        }
    }
    let graph = Graph { name: entity.name.to_owned(), inputs, absent, outputs, block, failure, settings };
    if problems.is_empty() && entity.kind() == Kind::LaunchPlan {
        problems = launch_plan::refused(entity, &graph);
    }
    if problems.is_empty() { Ok(graph) } else { Err(failed(entity, problems)) }
}

/// Gates that one answer would answer at once.
fn gates_of_one_name(block: &Block) -> Vec<TraceProblem> {
    let mut known: HashMap<&str, &Location<'_>> = HashMap::new();
    let mut problems = Vec::new();
    block.each_node(&mut |node| {
        let Work::Gate(gate) = &node.work else { return };
        let Some(name) = gate.name() else { return };
        if let Some(first) = known.get(name) {
            let message = format!(
                "the gate at {first} is called `{name}`, too, and one answer would answer both: give each a name of its own"
            );
            problems.push(TraceProblem { rule: Rule::SameGate, place: node.place.to_string(), message });
        } else {
            known.insert(name, node.place);
        }
    });
    problems
}

/// The default of an input; `None` if it is required.
pub(super) fn absent(entity: &Entity, input: &Variable) -> Result<Option<Literal>, TraceProblem> {
    input.absent().transpose().map_err(|error| {
        let message =
            format!("the default of the input `{}` can't be written as a literal: {error}", input.name);
        TraceProblem::of(entity, Rule::ConstantLiteral, message)
    })
}

fn failed(entity: &Entity, problems: Vec<TraceProblem>) -> TraceError {
    TraceError { entity: (entity.kind(), entity.name.to_owned()), problems }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Registry;
    use crate::prelude::*;

    #[task]
    fn same(x: u64) -> u64 {
        x
    }

    #[workflow]
    fn huge(#[default(u64::MAX)] x: u64) -> u64 {
        same(x)
    }

    /// Passes a number on.
    ///
    /// # Returns
    ///
    /// - the number
    /// - what it was
    #[workflow(interruptible)]
    fn described(x: u64) -> (u64, u64) {
        (same(x), x)
    }

    #[test]
    fn the_docs_of_a_workflow_describe_its_outputs() {
        let registry = Registry::collect().unwrap();
        let described = registry.named("aileron.graph.make.tests.described")[0];
        let graph = graph(described, Constants::Here).unwrap();
        let docs: Vec<_> = graph.outputs.iter().map(|output| &*output.doc).collect();
        assert_eq!((docs, graph.settings.interruptible), (vec!["the number", "what it was"], true));
    }

    #[test]
    fn a_default_that_cannot_be_a_literal_is_reported() {
        let registry = Registry::collect().unwrap();
        let huge = registry.named("aileron.graph.make.tests.huge")[0];
        let problems = graph(huge, Constants::Here).unwrap_err().problems;
        let message = "the default of the input `x` can't be written as a literal: 18446744073709551615 doesn't fit a Flyte \
                    integer, whose values are between -9223372036854775808 and 9223372036854775807";
        assert_eq!(problems, [TraceProblem::of(huge, Rule::ConstantLiteral, message.to_owned())]);
    }
}
