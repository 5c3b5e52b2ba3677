//! The attempts of one task.

use super::event::{Listeners, What};
use super::executor::{Call, Executor};
use super::frame::NodeRef;
use super::memory::{Asked, Memory, Note, Recalled};
use crate::context::{Attempt, Context};
use crate::entity::{Entity, Failure};
use crate::graph::Expanded;
use crate::lock::lock;
use crate::logs;
use crate::types::ValueError;
use aileron_idl::core::Literal;
use std::collections::BTreeMap;
use std::sync::Mutex;

/// How the attempts of a run's tasks are made.
pub(super) struct Attempts<'r> {
    pub(super) executor: &'r dyn Executor,
    pub(super) listeners: Listeners<'r>,
    /// The context that all tasks of the run share, since each file has its own folder.
    pub(super) context: Context,
    /// What is known of tasks that ended in earlier runs; `None` if nothing is remembered.
    pub(super) memory: Option<&'r dyn Memory>,
    /// Notes of dynamic workflows whose nodes run, by the number of their own node: their outputs are those of the nodes.
    pub(super) grown: Mutex<BTreeMap<u64, Box<dyn Note>>>,
}

impl Attempts<'_> {
    /// Runs the task of a node unless its outputs are remembered, and runs it again after `Recoverable` errors, as often as its `retries` allow. Returns the
    /// number of the last attempt as well.
    pub(super) fn run(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        worker: usize,
        inputs: Vec<Literal>,
    ) -> (u32, Result<Expanded, Failure>) {
        let note = match self.recall(task, node, None, &inputs) {
            Recalled::Outputs(outputs, source) => {
                self.listeners.tell(worker, || What::Reused { node, source });
                return (0, Ok(Expanded::Outputs(outputs)));
            }
            Recalled::Nothing(note) => note,
        };
        let (attempt, result) = again(
            node.node().retries(),
            inputs,
            |attempt, inputs| {
                self.listeners.tell(worker, || What::Started { node, attempt, inputs: &inputs });
                self.once(task, node, None, attempt, inputs)
            },
            |attempt, failure| self.listeners.tell(worker, || What::Retried { node, attempt, failure }),
        );
        let Some(note) = note else { return (attempt, result) };
        let kept = result.map(|made| match made {
            Expanded::Outputs(outputs) => Expanded::Outputs(note.keep(outputs)),
            Expanded::Graph(graph) => {
                lock(&self.grown).insert(node.number(), note);
                Expanded::Graph(graph)
            }
        });
        (attempt, kept)
    }

    /// Keeps the outputs of a dynamic workflow, whose nodes have ended. Returns them as others get them.
    pub(super) fn keep_grown(&self, node: &NodeRef<'_>, outputs: Vec<Literal>) -> Vec<Literal> {
        let note = self.memory.and_then(|_| lock(&self.grown).remove(&node.number()));
        match note {
            Some(note) => note.keep(outputs),
            None => outputs,
        }
    }

    fn recall(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        element: Option<usize>,
        inputs: &[Literal],
    ) -> Recalled {
        match self.memory {
            Some(memory) => memory.recall(&Asked { task, node, element, inputs }),
            None => Recalled::Nothing(None),
        }
    }

    /// Runs the task of a map for an element unless its outputs are remembered, and again as the task of a node. The map is told as one node, so nothing is
    /// told here.
    pub(super) fn element(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        number: usize,
        inputs: Vec<Literal>,
    ) -> (u32, Result<Vec<Literal>, Failure>) {
        let note = match self.recall(task, node, Some(number), &inputs) {
            Recalled::Outputs(outputs, _) => return (0, Ok(outputs)),
            Recalled::Nothing(note) => note,
        };
        let once = |attempt, inputs| match self.once(task, node, Some(number), attempt, inputs)? {
            Expanded::Outputs(outputs) => Ok(outputs),
            Expanded::Graph(_) => {
                Err(Failure::User("a map can't run the nodes of a dynamic workflow".into()))
            }
        };
        let (attempt, result) = again(node.node().retries(), inputs, once, |_, _| ());
        let Some(note) = note else { return (attempt, result) };
        (attempt, result.map(|outputs| note.keep(outputs)))
    }

    fn once(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        element: Option<usize>,
        attempt: u32,
        inputs: Vec<Literal>,
    ) -> Result<Expanded, Failure> {
        let step = usize::try_from(node.number()).unwrap_or(usize::MAX);
        let own = Attempt::Local { task: Some(task), step, node: node.node, element, number: attempt };
        let context = self.context.with_attempt(own);
        let settings = node.node().settings.map(|settings| settings.others);
        let limit = node.node().timeout();
        let result = self.executor.run(Call { task, settings, inputs, context: &context, limit });
        leave_deck(task, &context);
        match result? {
            Expanded::Outputs(outputs) => complete(outputs, node.template().outputs).map(Expanded::Outputs),
            made @ Expanded::Graph(_) => Ok(made),
        }
    }
}

/// Runs attempts until one ends in another way than by a `Recoverable` error, or none is left. Returns the number of the last
/// attempt as well.
fn again<T>(
    retries: u32,
    inputs: Vec<Literal>,
    mut once: impl FnMut(u32, Vec<Literal>) -> Result<T, Failure>,
    mut tell: impl FnMut(u32, &Failure),
) -> (u32, Result<T, Failure>) {
    for attempt in 0..retries {
        match once(attempt, inputs.clone()) {
            Err(failure) if failure.is_recoverable() => tell(attempt, &failure),
            result => return (attempt, result),
        }
    }
    (retries, once(retries, inputs))
}

/// Writes the task's deck to a file, and prints where it is.
fn leave_deck(task: &Entity, context: &Context) {
    let Some(page) = context.decks().page() else { return };
    let written = context.files().page().and_then(|place| place.write(page.as_bytes()).map(|()| place));
    let name = task.name;
    let message = match written {
        Ok(place) => format!("the deck of `{name}` is in {place}"),
        Err(error) => format!("the deck of `{name}` could not be written: {error}"),
    };
    logs::note(&message);
}

/// Returns the outputs if there are as many as the graph uses.
fn complete(outputs: Vec<Literal>, used: usize) -> Result<Vec<Literal>, Failure> {
    if outputs.len() >= used {
        return Ok(outputs);
    }
    // Only a hand-written implementation of `Outputs` can cause this.
    let error = ValueError::new(format!(
        "the task returned {} values, but its interface has {used} or more outputs",
        outputs.len()
    ));
    Err(Failure::Output { error })
}
