//! The failures of a run.

use super::RunError;
use super::event::{Listeners, What};
use super::frame::{Frame, NodeRef};
use crate::entity::Failure;
use crate::graph::Work;
use crate::types::ValueError;
use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

/// A node that failed.
pub(super) struct Failed<'p> {
    pub(super) node: NodeRef<'p>,
    /// How often its task was tried; 0 if the node has no task, or it did not start.
    pub(super) attempts: u32,
    /// The failure of the last attempt.
    pub(super) failure: Failure,
}

impl<'p> Failed<'p> {
    /// The failure of a node whose inputs do not exist.
    pub(super) fn inputs(node: NodeRef<'p>, error: &ValueError) -> Self {
        Failed::without_part("input", node, error)
    }

    /// The failure of a node whose block has outputs that do not exist.
    pub(super) fn outputs(node: NodeRef<'p>, error: &ValueError) -> Self {
        Failed::without_part("output", node, error)
    }

    /// The failure of a branch that can't compare its inputs.
    pub(super) fn condition(node: NodeRef<'p>, error: &ValueError) -> Self {
        Failed::because(node, format!("its condition is neither true nor false: {error}"))
    }

    /// The failure of a branch whose arm fails with this text.
    pub(super) fn arm(node: NodeRef<'p>, text: &str) -> Self {
        Failed::because(node, text.to_owned())
    }

    fn without_part(what: &str, node: NodeRef<'p>, error: &ValueError) -> Self {
        let whose = match node.node().work {
            Work::Task(_) => "task",
            Work::Workflow(_) => "workflow",
            Work::Branch(_) => "branch",
        };
        let text =
            format!("an {what} of the {whose} is a part of a value, and that part does not exist: {error}");
        Failed::because(node, text)
    }

    fn because(node: NodeRef<'p>, text: String) -> Self {
        Failed { node, attempts: 0, failure: Failure::User(text.into()) }
    }

    pub(super) fn event(&self) -> What<'_> {
        let attempt = self.attempts.saturating_sub(1);
        What::Failed { node: &self.node, attempt, failure: &self.failure }
    }
}

/// The failures of a run, in the order of the body. There is at least one.
pub(super) struct Failures<'p> {
    first: Failed<'p>,
    others: Vec<Failed<'p>>,
}

impl<'p> Failures<'p> {
    pub(super) fn new(mut failures: Vec<Failed<'p>>) -> Option<Self> {
        failures.sort_unstable_by_key(|failed| failed.node.number());
        let mut failures = failures.into_iter();
        Some(Failures { first: failures.next()?, others: failures.collect() })
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
        let failed = [&self.first].into_iter().chain(&self.others);
        let failed = failed.map(|failed| (&failed.node, Some(&failed.failure)));
        for (node, failure) in failed.chain(queued.iter().map(|node| (node, None))) {
            for node in node.outwards() {
                if frames.insert(node.frame.number(), &node.frame).is_some() {
                    break;
                }
                callers.extend(node.frame.caller().map(|caller| (caller.number(), (caller, failure))));
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

    /// The error for the first failure.
    pub(super) fn into_error(self) -> RunError {
        let Failed { node, attempts, failure } = self.first;
        let (nodes, failure, others) = (node.callers(), Box::new(failure), self.others.len());
        match node.node().work {
            Work::Task(task) => {
                let retries = node.node().retries();
                RunError::Task { task: task.name.to_owned(), nodes, attempts, retries, failure, others }
            }
            Work::Workflow(workflow) => {
                RunError::Workflow { workflow: workflow.name.to_owned(), nodes, failure, others }
            }
            Work::Branch(_) => RunError::Branch { place: node.node().place, nodes, failure, others },
        }
    }
}
