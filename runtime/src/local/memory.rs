//! What a run remembers of tasks that have ended.

use super::frame::NodeRef;
use crate::entity::Entity;
use aileron_idl::core::Literal;

/// Remembers the outputs of tasks, in this run or from earlier ones.
pub(super) trait Memory: Sync {
    /// Looks for the outputs of a task, before its first attempt. This may wait for somebody else who computes them.
    fn recall(&self, asked: &Asked<'_>) -> Recalled;

    /// Whether `recall` may wait for somebody else. Then a driver must not call it: that one may be a task which it polls.
    fn may_wait(&self, asked: &Asked<'_>) -> bool;
}

/// A task that is about to run.
#[derive(Clone, Copy)]
pub(super) struct Asked<'a> {
    pub(super) task: &'static Entity,
    pub(super) node: &'a NodeRef<'a>,
    /// The number of the element, if a map runs the task.
    pub(super) element: Option<usize>,
    pub(super) inputs: &'a [Literal],
}

/// What is known of a task that is about to run.
pub(super) enum Recalled {
    /// Its outputs.
    Outputs(Vec<Literal>, Source),
    /// Nothing. The note, if any, wants to hear of its outputs.
    Nothing(Option<Box<dyn Note>>),
}

/// Where remembered outputs come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// The cache.
    Cache,
    /// The record of an earlier run that was not finished.
    Record,
}

/// A place for the outputs of a task that runs. It is dropped if the task fails.
pub(super) trait Note: Send {
    /// Keeps the outputs. Returns them as others get them: their files may have moved.
    fn keep(self: Box<Self>, outputs: Vec<Literal>) -> Vec<Literal>;
}
