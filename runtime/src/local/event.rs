//! What happens in a run, told to whoever listens.

use super::frame::NodeRef;
use super::memory::Source;
use crate::entity::Failure;
use aileron_idl::core::Literal;
use std::time::Instant;

/// Hears what happens in a run.
pub(crate) trait Listener: Sync {
    /// Takes note of an event. The worker that tells it waits, and others may tell more at the same time.
    fn hear(&self, event: &Event<'_>);
}

/// Something that happens in a run. Nothing in it outlives the call of the listener.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Event<'e> {
    /// When it happened.
    pub(crate) at: Instant,
    /// The number of the worker that tells it.
    pub(crate) worker: usize,
    pub(crate) what: What<'e>,
}

/// What happens.
///
/// A node is queued as soon as all nodes have ended for which it waits. It starts, and then it ends or fails; a task may be
/// retried before. A node that calls a workflow, and a branch, start when their block is opened, and end when all of it has
/// ended. Of the nodes of an opened block, each ends, fails or is skipped.
#[derive(Clone, Copy, Debug)]
pub(crate) enum What<'e> {
    /// So many more tasks will run: those of the whole workflow, except in branches, then those of each chosen arm.
    Planned { tasks: u64 },
    /// The node has all that it needs.
    Queued { node: &'e NodeRef<'e> },
    /// An attempt of the node begins, with these inputs. The first attempt has the number 0.
    Started { node: &'e NodeRef<'e>, attempt: u32, inputs: &'e [Literal] },
    /// The outputs of the node's task were remembered, so it does not start: it ends at once.
    Reused { node: &'e NodeRef<'e>, source: Source },
    /// A branch chose one of its arms, by its index.
    Chosen { node: &'e NodeRef<'e>, arm: usize },
    /// The attempt failed, and another one follows.
    Retried { node: &'e NodeRef<'e>, attempt: u32, failure: &'e Failure },
    /// The attempt that has just ended left a deck, a page of HTML, or its processes have printed this.
    #[cfg(feature = "report")]
    Shown { node: &'e NodeRef<'e>, deck: Option<&'e str>, output: Option<&'e str> },
    /// The node has ended, and these are its outputs.
    Ended { node: &'e NodeRef<'e>, attempt: u32, outputs: &'e [Literal] },
    /// The node has failed. If a node inside of it failed, this is told at the end of the run, with that node's failure.
    Failed { node: &'e NodeRef<'e>, attempt: u32, failure: &'e Failure },
    /// The node does not run: its arm was not chosen, or another node failed first. Nodes inside of it are not told.
    Skipped { node: &'e NodeRef<'e> },
}

/// Those who listen to a run.
#[derive(Clone, Copy)]
pub(super) struct Listeners<'l>(pub(super) &'l [&'l dyn Listener]);

impl Listeners<'_> {
    /// A benchmark compares what is built with `without_events`, where nobody can listen.
    pub(super) fn is_empty(self) -> bool {
        cfg!(without_events) || self.0.is_empty()
    }

    /// Tells what happens. Without listeners, nothing is made and no clock is read.
    pub(super) fn tell<'e>(self, worker: usize, what: impl FnOnce() -> What<'e>) {
        if !self.is_empty() {
            let event = Event { at: Instant::now(), worker, what: what() };
            self.0.iter().for_each(|listener| listener.hear(&event));
        }
    }
}
