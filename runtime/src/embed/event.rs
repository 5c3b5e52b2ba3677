//! What happens in a run, as values that outlive it.

use super::NodeFailure;
use crate::entity::Variable;
use crate::local::{self, Listener, NodeRef, Source, What};
use crate::lock::lock;
use crate::types::{FlyteType, ValueError};
use aileron_grammar::suggest::any_of;
use aileron_idl::core::Literal;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Something that happened in a run.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::{EventKind, Run};
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// #[workflow]
/// fn twice(x: i64) -> i64 {
///     double(double(x))
/// }
///
/// let events = Run::of(twice, (3,)).events();
/// let last = events.iter().rfind(|event| event.kind() == EventKind::Ended).unwrap();
/// assert_eq!(last.node(), "n1");
/// assert!(last.task().unwrap().ends_with(".double"));
/// assert_eq!(last.output::<i64>("o0")?, 12);
/// # Ok::<(), aileron::ValueError>(())
/// ```
///
/// Printed, an event is its kind and its node, such as `ended n1`; and `retried n1 #0: not yet` with the number of the attempt, if
/// there is another one, and the failure.
#[derive(Clone, Debug)]
pub struct Event {
    kind: EventKind,
    node: String,
    task: Option<&'static str>,
    attempt: u32,
    at: Duration,
    took: Option<Duration>,
    inputs: Vec<(String, Literal)>,
    outputs: Vec<(String, Literal)>,
    failure: Option<String>,
}

/// What happened to a node.
///
/// A node is queued when all have ended for which it waits. It starts, and then it ends or fails; a task may be retried before.
/// A node that calls a workflow, and a branch, start when what is in them is opened, and end when all of that has ended. A
/// [`map`](crate::map()) is told as one node.
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::{EventKind, Run};
///
/// #[task]
/// fn double(x: i64) -> i64 {
///     x * 2
/// }
///
/// let kinds: Vec<_> = Run::of(double, (3,)).events().iter().map(|event| event.kind()).collect();
/// assert_eq!(
///     kinds,
///     [EventKind::Planned { tasks: 1 }, EventKind::Queued, EventKind::Started, EventKind::Ended]
/// );
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum EventKind {
    /// So many more tasks will run: those of the whole workflow, except in branches, then those of each chosen arm, and of each
    /// graph that a dynamic workflow made. The event is of no node.
    Planned {
        /// How many.
        tasks: u64,
    },
    /// The node has all that it needs.
    Queued,
    /// An attempt of the node began.
    Started,
    /// The outputs of the node's task are known from an earlier run, so it does not start: it ends at once.
    Reused {
        /// Whether they come from the run that this one resumes; else they come from the cache.
        is_resumed: bool,
    },
    /// A branch chose one of its arms.
    Chosen {
        /// The arm's index.
        arm: usize,
    },
    /// The attempt failed, and another one follows.
    Retried,
    /// The node has ended.
    Ended,
    /// The node failed, or one inside of it.
    Failed,
    /// The node does not run: its arm was not chosen, or another node failed first.
    Skipped,
}

impl Event {
    /// Returns what happened.
    #[must_use]
    pub fn kind(&self) -> EventKind {
        self.kind
    }

    /// Returns the ids of the nodes that lead to the node, and its own, such as `n2/n0`. It is empty if a task runs alone, and for
    /// [`Planned`](EventKind::Planned).
    #[must_use]
    pub fn node(&self) -> &str {
        &self.node
    }

    /// Returns the full name of the node's task; `None` if it calls a workflow, or is a branch or a gate.
    #[must_use]
    pub fn task(&self) -> Option<&str> {
        self.task
    }

    /// Returns how many attempts there were before this one.
    #[must_use]
    pub fn attempt(&self) -> u32 {
        self.attempt
    }

    /// Returns the time since the run began.
    #[must_use]
    pub fn at(&self) -> Duration {
        self.at
    }

    /// Returns how long the attempt took that ended, failed or is retried; `None` for other kinds, and for a node that failed before
    /// it started.
    #[must_use]
    pub fn duration(&self) -> Option<Duration> {
        self.took
    }

    /// Returns an input of the attempt that [started](EventKind::Started).
    ///
    /// # Errors
    /// Fails if the event has no such input, or its value is none of the type. A [`serde_json::Value`] takes every value.
    pub fn input<T: FlyteType>(&self, name: &str) -> Result<T, ValueError> {
        self.value("input", &self.inputs, name)
    }

    /// Returns an output of the node that [ended](EventKind::Ended). An output without a name is `o0`, `o1` and so on.
    ///
    /// # Errors
    /// Fails if the event has no such output, or its value is none of the type.
    pub fn output<T: FlyteType>(&self, name: &str) -> Result<T, ValueError> {
        self.value("output", &self.outputs, name)
    }

    /// Returns why the attempt failed.
    #[must_use]
    pub fn failure(&self) -> Option<&str> {
        self.failure.as_deref()
    }

    fn value<T: FlyteType>(
        &self,
        what: &str,
        values: &[(String, Literal)],
        name: &str,
    ) -> Result<T, ValueError> {
        let Some((_, literal)) = values.iter().find(|(own, _)| own == name) else {
            let names = any_of(values.iter().map(|(name, _)| name.as_str()));
            let known = if values.is_empty() { "none".to_owned() } else { names };
            return Err(ValueError::new(format!("`{self}` has no {what} `{name}`; it has {known}")));
        };
        T::from_literal(literal.clone())
    }
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            EventKind::Planned { tasks } => write!(f, "planned {tasks}")?,
            EventKind::Queued => f.write_str("queued")?,
            EventKind::Started => f.write_str("started")?,
            EventKind::Reused { .. } => f.write_str("reused")?,
            EventKind::Chosen { arm } => write!(f, "chose {arm} in")?,
            EventKind::Retried => f.write_str("retried")?,
            EventKind::Ended => f.write_str("ended")?,
            EventKind::Failed => f.write_str("failed")?,
            EventKind::Skipped => f.write_str("skipped")?,
        }
        if !self.node.is_empty() {
            write!(f, " {}", self.node)?;
        }
        if self.attempt > 0 || self.kind == EventKind::Retried {
            write!(f, " #{}", self.attempt)?;
        }
        self.failure.iter().try_for_each(|failure| write!(f, ": {failure}"))
    }
}

/// Hears what happens in a run, and hands it on as values, in one order.
pub(super) struct Recorder<'h> {
    begun: Instant,
    state: Mutex<State<'h>>,
}

struct State<'h> {
    hear: &'h mut (dyn FnMut(Event) + Send),
    /// When the attempt under way of each node began, by its number.
    started: HashMap<u64, Instant>,
    failures: Vec<NodeFailure>,
}

impl<'h> Recorder<'h> {
    pub(super) fn new(hear: &'h mut (dyn FnMut(Event) + Send)) -> Self {
        let state = State { hear, started: HashMap::new(), failures: Vec::new() };
        Recorder { begun: Instant::now(), state: Mutex::new(state) }
    }

    /// Every node that failed, in the order of the failures, with those around them.
    pub(super) fn into_failures(self) -> Vec<NodeFailure> {
        self.state.into_inner().unwrap_or_else(PoisonError::into_inner).failures
    }
}

impl Listener for Recorder<'_> {
    fn hear(&self, heard: &local::Event<'_>) {
        let state = &mut *lock(&self.state);
        let mut event = Event {
            kind: EventKind::Queued,
            node: String::new(),
            task: None,
            attempt: 0,
            at: heard.at.saturating_duration_since(self.begun),
            took: None,
            inputs: Vec::new(),
            outputs: Vec::new(),
            failure: None,
        };
        let (kind, node) = match heard.what {
            What::Planned { tasks } => (EventKind::Planned { tasks }, None),
            What::Queued { node } => (EventKind::Queued, Some(node)),
            What::Started { node, attempt, inputs } => {
                state.started.insert(node.number(), heard.at);
                event.attempt = attempt;
                event.inputs = named(&node.signature().inputs, inputs);
                (EventKind::Started, Some(node))
            }
            What::Reused { node, source } => {
                (EventKind::Reused { is_resumed: source == Source::Record }, Some(node))
            }
            What::Chosen { node, arm } => (EventKind::Chosen { arm }, Some(node)),
            What::Retried { node, attempt, failure } => {
                event.attempt = attempt;
                event.took = state.took(node, heard.at);
                event.failure = Some(failure.to_string());
                (EventKind::Retried, Some(node))
            }
            What::Ended { node, attempt, outputs } => {
                event.attempt = attempt;
                event.took = state.took(node, heard.at);
                event.outputs = named(&node.signature().outputs, outputs);
                (EventKind::Ended, Some(node))
            }
            What::Failed { node, attempt, failure } => {
                event.attempt = attempt;
                event.took = state.took(node, heard.at);
                event.failure = Some(failure.to_string());
                state.failures.push(NodeFailure {
                    node: path(node),
                    task: node.task().map(|task| task.name.to_owned()),
                    element: None,
                    attempts: if event.took.is_some() && node.task().is_some() { attempt + 1 } else { 0 },
                    message: failure.to_string(),
                });
                (EventKind::Failed, Some(node))
            }
            What::Skipped { node } => (EventKind::Skipped, Some(node)),
            // The note on stderr tells where it is.
            #[cfg(feature = "report")]
            What::Shown { .. } => return,
        };
        event.kind = kind;
        if let Some(node) = node {
            event.node = path(node);
            event.task = node.task().map(|task| task.name);
        }
        (state.hear)(event);
    }
}

impl State<'_> {
    /// How long the attempt of a node took that is over now.
    fn took(&mut self, node: &NodeRef<'_>, now: Instant) -> Option<Duration> {
        Some(now.saturating_duration_since(self.started.remove(&node.number())?))
    }
}

fn path(node: &NodeRef<'_>) -> String {
    format!("{node:?}")
}

fn named(variables: &[Variable], values: &[Literal]) -> Vec<(String, Literal)> {
    variables.iter().map(|variable| variable.name.clone()).zip(values.iter().cloned()).collect()
}
