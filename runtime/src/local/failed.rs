//! The failures of a run.

use super::RunError;
use super::course::Tries;
use super::event::{Listeners, What};
use super::frame::{Frame, NodeRef};
use super::policy::last_reached;
use crate::entity::{Failure, FailurePolicy};
use crate::graph::{Block, HANDLER_ID, MapWork, Work};
use crate::types::{FlyteError, FlyteType, ValueError};
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// A node that failed.
pub(super) struct Failed<'p> {
    pub(super) node: NodeRef<'p>,
    /// How often its task was tried; never if the node has no task.
    pub(super) tries: Tries,
    /// The number of the element, if the node is a map.
    pub(super) element: Option<usize>,
    /// The failure of the last attempt.
    pub(super) failure: Failure,
    /// The block of the node, if all in it has ended but its outputs do not exist.
    pub(super) block: Option<Arc<Frame<'p>>>,
}

impl<'p> Failed<'p> {
    /// The failure of a node whose inputs do not exist.
    pub(super) fn inputs(node: NodeRef<'p>, error: &ValueError) -> Self {
        Failed::without_part("input", node, error)
    }

    /// The failure of a node whose block has outputs that do not exist. A block without nodes was never opened.
    pub(super) fn outputs(node: NodeRef<'p>, block: Option<Arc<Frame<'p>>>, error: &ValueError) -> Self {
        Failed { block, ..Failed::without_part("output", node, error) }
    }

    /// The failure of a branch that can't compare its inputs.
    pub(super) fn condition(node: NodeRef<'p>, error: &ValueError) -> Self {
        Failed::because(node, format!("its condition is neither true nor false: {error}"))
    }

    /// The failure of a branch whose arm fails with this text.
    pub(super) fn arm(node: NodeRef<'p>, text: &str) -> Self {
        Failed::because(node, text.to_owned())
    }

    /// The failure of a dynamic workflow whose nodes can't run.
    pub(super) fn expansion(node: NodeRef<'p>, tries: Tries, why: String) -> Self {
        Failed { tries, ..Failed::because(node, why) }
    }

    fn without_part(what: &str, node: NodeRef<'p>, error: &ValueError) -> Self {
        let whose = node.node().work.kind();
        let text =
            format!("an {what} of the {whose} is a part of a value, and that part does not exist: {error}");
        Failed::because(node, text)
    }

    pub(super) fn because(node: NodeRef<'p>, text: String) -> Self {
        Failed {
            node,
            tries: Tries::default(),
            failure: Failure::User(text.into()),
            element: None,
            block: None,
        }
    }

    pub(super) fn event(&self) -> What<'_> {
        What::Failed { node: &self.node, attempt: self.tries.last(), failure: &self.failure }
    }
}

/// The failures of a run, in the order of the body.
pub(super) struct Failures<'p>(Vec<Failed<'p>>);

impl<'p> Failures<'p> {
    pub(super) fn new(mut failures: Vec<Failed<'p>>) -> Self {
        failures.sort_unstable_by_key(|failed| failed.node.number());
        Failures(failures)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The errors, if none of them decides.
    pub(super) fn into_errors(self) -> Vec<RunError> {
        self.0.into_iter().map(Failed::into_error).collect()
    }

    /// Tells what became of the nodes that did not end, from their blocks' inside out. `queued` are those that were ready
    /// and did not start.
    pub(super) fn tell_rest(&self, listeners: Listeners<'_>, queued: &VecDeque<NodeRef<'p>>) {
        if listeners.is_empty() {
            return;
        }
        // Each block that has not ended has a node that failed, or one that was queued, or one with such a block.
        let mut frames: BTreeMap<u64, &Arc<Frame<'p>>> = BTreeMap::new();
        let mut callers: BTreeMap<u64, (&NodeRef<'p>, Option<&Failure>)> = BTreeMap::new();
        let failed = self.0.iter().map(|failed| (&failed.node, Some(&failed.failure)));
        for (node, failure) in failed.chain(queued.iter().map(|node| (node, None))) {
            for node in node.outwards() {
                let is_known = frames.insert(node.frame.number(), &node.frame).is_some();
                let Some(caller) = node.frame.caller().filter(|_| !is_known) else { break };
                callers.insert(caller.number(), (caller, failure));
            }
        }
        let waiting = frames.values().flat_map(|frame| Frame::nodes(frame)).filter(NodeRef::waits);
        let mut skipped: Vec<_> = waiting.chain(queued.iter().cloned()).collect();
        skipped.sort_unstable_by_key(NodeRef::number);
        for node in &skipped {
            listeners.tell(0, || What::Skipped { node });
        }
        for (node, failure) in callers.values().rev() {
            listeners.tell(0, || match failure {
                Some(failure) => What::Failed { node, attempt: 0, failure },
                None => What::Skipped { node },
            });
        }
    }

    /// The error that decides, if any, once the handlers of all workflows that failed have been called, from the inside out.
    pub(super) fn into_error(
        self,
        policy: FailurePolicy,
        handle: &mut impl FnMut(Frame<'p>) -> Result<(), RunError>,
    ) -> Option<RunError> {
        let mut others = Vec::new();
        let mut failing = BTreeMap::new();
        for mut failed in self.0 {
            let (frame, node) = match failed.block.take() {
                Some(block) => (block, 0),
                None => (Arc::clone(&failed.node.frame), failed.node.node),
            };
            add(&mut failing, frame, node, failed.into_error());
        }
        // A block comes behind the node whose work it is.
        while let Some((_, Failing { frame, errors })) = failing.pop_last() {
            let (first, rest) = decisive(policy, frame.opening().block, errors)?;
            others.extend(rest.into_iter().map(|(node, error)| ((frame.number(), node), error)));
            let error = handled(&frame, first, handle);
            match frame.caller() {
                Some(caller) => add(&mut failing, Arc::clone(&caller.frame), caller.node, error),
                None => return Some(with_others(error, others)),
            }
        }
        None
    }
}

/// A block with the errors of its nodes.
struct Failing<'p> {
    frame: Arc<Frame<'p>>,
    errors: Errors,
}

fn add<'p>(failing: &mut BTreeMap<u64, Failing<'p>>, frame: Arc<Frame<'p>>, node: usize, error: RunError) {
    let block = failing.entry(frame.number());
    block.or_insert_with(|| Failing { frame, errors: BTreeMap::new() }).errors.insert(node, error);
}

/// The error with those of other nodes, each with its block's number and its own in that block.
fn with_others(first: RunError, mut others: Vec<((u64, usize), RunError)>) -> RunError {
    if others.is_empty() {
        return first;
    }
    others.sort_unstable_by_key(|(place, _)| *place);
    RunError::Several { first: Box::new(first), others: others.into_iter().map(|(_, error)| error).collect() }
}

/// The errors of a block's nodes.
type Errors = BTreeMap<usize, RunError>;

/// The error of a block: that of the first failed node in the order of the body, or if the others went on, that which
/// Flyte's engine takes. And the others.
fn decisive(policy: FailurePolicy, block: &Block, mut errors: Errors) -> Option<(RunError, Errors)> {
    let node = match policy {
        FailurePolicy::FailImmediately => None,
        FailurePolicy::FailAfterExecutableNodesComplete => {
            last_reached(block, &|node| errors.contains_key(&node))
        }
    };
    let first = node.and_then(|node| errors.remove(&node)).or_else(|| Some(errors.pop_first()?.1))?;
    Some((first, errors))
}

/// The error of a block, once the failure handler of its workflow has been called.
pub(super) fn handled<'p>(
    frame: &Frame<'p>,
    error: RunError,
    handle: &mut impl FnMut(Frame<'p>) -> Result<(), RunError>,
) -> RunError {
    // Flyte's engine names the handler's own node here.
    let given = FlyteError { failed_node_id: HANDLER_ID.to_owned(), message: error.message() };
    let handler = Some(given).into_literal().ok().and_then(|given| frame.handler(given));
    match handler.map(handle) {
        Some(Err(own)) => RunError::Handler { own: Box::new(own), handled: Box::new(error) },
        Some(Ok(())) | None => error,
    }
}

impl Failed<'_> {
    /// The error of a run that ends with this failure.
    fn into_error(self) -> RunError {
        let Failed { node, tries, element, failure, .. } = self;
        let (nodes, failure) = (node.callers(), Box::new(failure));
        match &node.node().work {
            Work::Task(task) | Work::Reference(task) | Work::Map(MapWork { task, .. }) => {
                let retries = node.node().retries();
                RunError::Task { task: task.name.to_owned(), element, nodes, tries, retries, failure }
            }
            Work::Workflow(workflow) | Work::LaunchPlan(workflow) => {
                RunError::Workflow { workflow: workflow.name.to_owned(), nodes, failure }
            }
            Work::Gate(_) => RunError::Gate { gate: node.node().title(), nodes, failure },
            Work::Branch(_) => RunError::Branch { place: node.node().place, nodes, failure },
        }
    }
}
