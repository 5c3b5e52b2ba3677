//! The attempts of one task.

use super::course::{Course, Tries};
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

/// What becomes of a task that is about to run.
pub(super) enum Begun {
    /// It runs.
    Course(Course),
    /// It does not run, since its outputs are remembered.
    Known(Vec<Literal>),
}

impl Attempts<'_> {
    /// Runs the task of a node, or of a map for an element, unless its outputs are remembered; and runs it again as often as
    /// its failures and its `retries` allow. Returns how often it was tried as well.
    ///
    /// A map is told as one node, so nothing is told of an element.
    pub(super) fn run(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        element: Option<usize>,
        worker: usize,
        inputs: Vec<Literal>,
    ) -> (Tries, Result<Expanded, Failure>) {
        let mut course = match self.begin(task, node, element, worker, inputs) {
            Begun::Course(course) => course,
            Begun::Known(outputs) => return (Tries::default(), Ok(Expanded::Outputs(outputs))),
        };
        loop {
            let (inputs, context) = self.next(&mut course, node, worker);
            let settings = node.node().settings.map(|settings| settings.others);
            let limit = course.limit();
            let call = Call { task, node: Some(node), settings, inputs, context: &context, limit };
            let result = self.executor.run(call);
            if let Some(result) = self.ended(&mut course, node, worker, &context, result) {
                return (course.tries, result);
            }
        }
    }

    /// Begins with a task, unless its outputs are remembered.
    pub(super) fn begin(
        &self,
        task: &'static Entity,
        node: &NodeRef<'_>,
        element: Option<usize>,
        worker: usize,
        inputs: Vec<Literal>,
    ) -> Begun {
        let asked = Asked { task, node, element, inputs: &inputs };
        match self.memory.map_or(Recalled::Nothing(None), |memory| memory.recall(&asked)) {
            Recalled::Outputs(outputs, source) => {
                if element.is_none() {
                    self.listeners.tell(worker, || What::Reused { node, source });
                }
                Begun::Known(outputs)
            }
            Recalled::Nothing(memo) => {
                let is_elsewhere = self.executor.is_elsewhere(task);
                Begun::Course(Course::new(task, element, node.node(), inputs, is_elsewhere, memo))
            }
        }
    }

    /// Begins with the next attempt. Returns its inputs and its context.
    pub(super) fn next(
        &self,
        course: &mut Course,
        node: &NodeRef<'_>,
        worker: usize,
    ) -> (Vec<Literal>, Context) {
        let inputs = course.next();
        let (task, element, number) = (Some(course.task), course.element, course.tries.last());
        if element.is_none() {
            self.listeners.tell(worker, || What::Started { node, attempt: number, inputs: &inputs });
        }
        let step = usize::try_from(node.number()).unwrap_or(usize::MAX);
        let own = Attempt::Local { task, step, node: node.node, element, number };
        (inputs, self.context.with_attempt(own))
    }

    /// Takes the end of an attempt. Returns the end of the task, or `None` if another attempt follows.
    pub(super) fn ended(
        &self,
        course: &mut Course,
        node: &NodeRef<'_>,
        worker: usize,
        context: &Context,
        result: Result<Expanded, Failure>,
    ) -> Option<Result<Expanded, Failure>> {
        let deck = context.decks().page();
        #[cfg(feature = "report")]
        if deck.is_some() || context.output().is_some() {
            let (deck, output) = (deck.as_deref(), context.output());
            self.listeners.tell(worker, || What::Shown { node, deck, output });
        }
        if let Some(page) = deck {
            leave_deck(course.task, context, &page);
        }
        match result.and_then(|made| complete(made, course.element, node.template().outputs)) {
            Ok(made) => Some(Ok(self.keep(course, node, made))),
            Err(failure) => {
                let (failure, attempt) = (course.named(failure), course.tries.last());
                if !course.goes_on(&failure) {
                    return Some(Err(failure));
                }
                if course.element.is_none() {
                    self.listeners.tell(worker, || What::Retried { node, attempt, failure: &failure });
                }
                None
            }
        }
    }

    /// Tells what a task made to who wants to hear of it.
    fn keep(&self, course: &mut Course, node: &NodeRef<'_>, made: Expanded) -> Expanded {
        match (course.memo.take(), made) {
            (None, made) => made,
            (Some(memo), Expanded::Outputs(outputs)) => Expanded::Outputs(memo.keep(outputs)),
            (Some(memo), graph @ Expanded::Graph(_)) => {
                lock(&self.grown).insert(node.number(), memo);
                graph
            }
        }
    }

    /// Keeps the outputs of a dynamic workflow, whose nodes have ended. Returns them as others get them.
    pub(super) fn keep_grown(&self, node: &NodeRef<'_>, outputs: Vec<Literal>) -> Vec<Literal> {
        let memo = self.memory.and_then(|_| lock(&self.grown).remove(&node.number()));
        match memo {
            Some(memo) => memo.keep(outputs),
            None => outputs,
        }
    }
}

/// Writes the task's deck to a file, and prints where it is.
fn leave_deck(task: &Entity, context: &Context, page: &str) {
    let written = context.files().page().and_then(|place| place.write(page.as_bytes()).map(|()| place));
    let name = task.name;
    let message = match written {
        Ok(place) => format!("the deck of `{name}` is in {place}"),
        Err(error) => format!("the deck of `{name}` could not be written: {error}"),
    };
    logs::note(&message);
}

/// Returns what a task made, if it has as many outputs as the graph uses.
fn complete(made: Expanded, element: Option<usize>, used: usize) -> Result<Expanded, Failure> {
    let outputs = match made {
        Expanded::Graph(_) if element.is_some() => {
            return Err(Failure::User("a map can't run the nodes of a dynamic workflow".into()));
        }
        Expanded::Outputs(outputs) if outputs.len() < used => outputs,
        made => return Ok(made),
    };
    // Only a hand-written implementation of `Outputs` can cause this.
    let error = ValueError::new(format!(
        "the task returned {} values, but its interface has {used} or more outputs",
        outputs.len()
    ));
    Err(Failure::Output { error })
}
