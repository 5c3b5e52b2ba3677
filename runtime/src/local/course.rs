//! The course of a task: how often it was tried, and what decides about another attempt.

use super::memory::Note;
use crate::context::must_end;
use crate::entity::{Entity, Failure};
use crate::graph::Node;
use aileron_idl::core::Literal;
use std::time::{Duration, Instant};

/// How many attempts may follow failures of the system, whatever the task's `retries` (flytepropeller's
/// `max-node-retries-system-failures`).
const OF_SYSTEM: u32 = 3;

/// How often a task was tried.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tries {
    /// 0 if it did not start.
    pub(crate) attempts: u32,
    /// How many attempts followed a failure of the system. They are no `retries`.
    pub(crate) of_system: u32,
}

impl Tries {
    /// The number of the last attempt, counted from 0.
    pub(super) fn last(self) -> u32 {
        self.attempts.saturating_sub(1)
    }

    /// How many of the task's `retries` were spent.
    pub(super) fn spent(self) -> u32 {
        self.last().saturating_sub(self.of_system)
    }
}

/// A task under way.
pub(super) struct Course {
    pub(super) task: &'static Entity,
    /// The number of the element, if a map runs the task.
    pub(super) element: Option<usize>,
    pub(super) tries: Tries,
    /// What wants to hear of its outputs.
    pub(super) memo: Option<Box<dyn Note>>,
    inputs: Vec<Literal>,
    retries: u32,
    /// Whether a failure of the system is possible. Inputs may be large, so they are copied only for an attempt that may be
    /// followed by another.
    is_elsewhere: bool,
    timeout: Option<Duration>,
    /// When all attempts must be over.
    deadline: Option<Instant>,
}

impl Course {
    pub(super) fn new(
        task: &'static Entity,
        element: Option<usize>,
        node: &Node,
        inputs: Vec<Literal>,
        is_elsewhere: bool,
        memo: Option<Box<dyn Note>>,
    ) -> Self {
        let timeout = node.timeout();
        // Flyte ends a node that has taken twice its timeout, whatever its attempts did (flytepropeller
        // `pkg/compiler/transformers/k8s/node.go`).
        let deadline = timeout.and_then(|timeout| Instant::now().checked_add(timeout.saturating_mul(2)));
        let (retries, tries) = (node.retries(), Tries::default());
        Course { task, element, tries, memo, inputs, retries, is_elsewhere, timeout, deadline }
    }

    /// Counts the next attempt. Returns its inputs.
    pub(super) fn next(&mut self) -> Vec<Literal> {
        self.tries.attempts = self.tries.attempts.saturating_add(1);
        let may_follow =
            self.tries.spent() < self.retries || (self.is_elsewhere && self.tries.of_system < OF_SYSTEM);
        if may_follow { self.inputs.clone() } else { std::mem::take(&mut self.inputs) }
    }

    /// How long the attempt that begins now may take.
    pub(super) fn limit(&self) -> Option<Duration> {
        let left = self.deadline.map(|deadline| deadline.saturating_duration_since(Instant::now()));
        self.timeout.map(|timeout| left.map_or(timeout, |left| timeout.min(left)))
    }

    /// Whether another attempt follows one that ended with this failure. It counts as a retry, or as one after a failure of
    /// the system.
    pub(super) fn goes_on(&mut self, failure: &Failure) -> bool {
        if must_end() || self.deadline.is_some_and(|deadline| deadline <= Instant::now()) {
            return false;
        }
        if failure.is_of_system() {
            let goes_on = self.is_elsewhere && self.tries.of_system < OF_SYSTEM;
            self.tries.of_system += u32::from(goes_on);
            return goes_on;
        }
        failure.is_recoverable() && self.tries.spent() < self.retries
    }

    /// A failure as the task has to see it: the last attempt may have had less than the timeout.
    pub(super) fn named(&self, failure: Failure) -> Failure {
        match (failure, self.timeout) {
            (Failure::TimedOut { still_runs, .. }, Some(limit)) => Failure::TimedOut { limit, still_runs },
            (failure, _) => failure,
        }
    }
}
