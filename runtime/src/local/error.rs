//! The errors of a local run.

use super::course::Tries;
use crate::context::must_end;
use crate::entity::Failure;
use crate::graph::{GraphError, MOST_NODES};
use crate::types::ValueError;
use std::error::Error;
use std::fmt;
use std::panic::Location;

/// How many failures are printed after the first.
const LISTED: usize = 100;

/// Why a local run returned no outputs.
#[derive(Debug)]
pub(crate) enum RunError {
    /// Some workflows can't become graphs.
    Graphs(Vec<GraphError>),
    /// The workflow has more nodes than a local run takes.
    TooLarge {
        /// The workflow.
        workflow: String,
        /// How many nodes it has, including those of the workflows that it calls.
        nodes: u64,
    },
    /// A task failed.
    Task {
        /// The task.
        task: String,
        /// The number of the element, if a map ran the task.
        element: Option<usize>,
        /// The nodes that called it and their workflows, from the inside out. Empty if the task was run alone.
        nodes: Vec<(String, String)>,
        /// How often the task was tried.
        tries: Tries,
        /// How often the task may be tried again after a `Recoverable` error.
        retries: u32,
        /// The failure of the last attempt.
        failure: Box<Failure>,
    },
    /// A workflow in line has an input or an output that does not exist.
    Workflow {
        /// The workflow.
        workflow: String,
        /// The nodes that called it and their workflows, from the inside out.
        nodes: Vec<(String, String)>,
        /// What does not exist.
        failure: Box<Failure>,
    },
    /// A branch came to an arm that fails, or could not decide.
    Branch {
        /// The position in the source.
        place: &'static Location<'static>,
        /// The branch's node, the nodes that called its workflow, and their workflows, from the inside out.
        nodes: Vec<(String, String)>,
        /// The text of the arm, or why there is no decision.
        failure: Box<Failure>,
    },
    /// An answer fits no gate of the run.
    Answers(String),
    /// A gate was rejected, or has no answer.
    Gate {
        /// What it waits for.
        gate: String,
        /// The gate's node, the nodes that called its workflow, and their workflows, from the inside out.
        nodes: Vec<(String, String)>,
        /// Why it failed.
        failure: Box<Failure>,
    },
    /// The handler of a failed workflow failed as well.
    Handler {
        /// Why the handler failed.
        own: Box<RunError>,
        /// Why the workflow failed.
        handled: Box<RunError>,
    },
    /// A signal interrupted the run before all of it had ended.
    Interrupted {
        /// What failed before, or because of it.
        failures: Vec<RunError>,
    },
    /// Several nodes failed.
    Several {
        /// The failure that decides.
        first: Box<RunError>,
        /// The others, in the order of the body.
        others: Vec<RunError>,
    },
    /// An output is a part of a value, and the value has no such part.
    Output(ValueError),
}

impl RunError {
    /// What went wrong, without where. Flyte tells a failure handler no more.
    pub(super) fn message(&self) -> String {
        match self {
            RunError::Task { failure, .. }
            | RunError::Workflow { failure, .. }
            | RunError::Branch { failure, .. }
            | RunError::Gate { failure, .. } => failure.to_string(),
            RunError::Handler { own: error, .. } | RunError::Several { first: error, .. } => error.message(),
            RunError::Graphs(_)
            | RunError::TooLarge { .. }
            | RunError::Answers(_)
            | RunError::Interrupted { .. }
            | RunError::Output(_) => self.to_string(),
        }
    }
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Graphs(errors) => {
                let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join("\n"))
            }
            RunError::Output(error) => {
                write!(
                    f,
                    "an output of the workflow is a part of a value, and that part does not exist: {error}"
                )
            }
            RunError::Answers(problem) => f.write_str(problem),
            RunError::Gate { gate, nodes, failure } => {
                write!(f, "the gate `{gate}` failed")?;
                write_nodes(f, nodes)?;
                write!(f, ": {failure}")
            }
            RunError::Handler { own, handled } => {
                write!(f, "{own}\nit was the failure handler, called since {handled}")
            }
            RunError::Several { first, others } => {
                write!(f, "{first}")?;
                write_others(f, others)
            }
            RunError::Interrupted { failures } => {
                f.write_str("the run was interrupted before all of its tasks had ended")?;
                write_others(f, failures)
            }
            RunError::TooLarge { workflow, nodes } => write!(
                f,
                "the workflow `{workflow}` has {nodes} nodes, including those of the workflows that it calls, but a local run \
                 takes at most {MOST_NODES}; move work into tasks, or call fewer workflows"
            ),
            RunError::Task { task, element, nodes, tries, retries, failure } => {
                write!(f, "the task `{task}` failed")?;
                if let Some(element) = element {
                    write!(f, " for element {element}")?;
                }
                write_nodes(f, nodes)?;
                if tries.attempts > 1 {
                    write!(f, ", {} times", tries.attempts)?;
                }
                write!(f, ": {failure}")?;
                write_unspent(f, *retries, *tries, failure)
            }
            RunError::Workflow { workflow, nodes, failure } => {
                write!(f, "the workflow `{workflow}` failed")?;
                write_nodes(f, nodes)?;
                write!(f, ": {failure}")
            }
            RunError::Branch { place, nodes, failure } => {
                write!(f, "the branch at {place} failed")?;
                write_nodes(f, nodes)?;
                write!(f, ": {failure}")
            }
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // Several problems have no single cause.
            RunError::Graphs(_)
            | RunError::TooLarge { .. }
            | RunError::Answers(_)
            | RunError::Interrupted { .. } => None,
            RunError::Task { failure, .. }
            | RunError::Workflow { failure, .. }
            | RunError::Branch { failure, .. }
            | RunError::Gate { failure, .. } => Some(&**failure),
            RunError::Handler { own: error, .. } | RunError::Several { first: error, .. } => Some(error),
            RunError::Output(error) => Some(error),
        }
    }
}

/// Writes which nodes led to the failure.
fn write_nodes(f: &mut fmt::Formatter<'_>, nodes: &[(String, String)]) -> fmt::Result {
    nodes.iter().enumerate().try_for_each(|(depth, (node, workflow))| {
        let joint = if depth == 0 { " at node" } else { ", called by node" };
        write!(f, "{joint} {node} of the workflow `{workflow}`")
    })
}

fn write_others(f: &mut fmt::Formatter<'_>, others: &[RunError]) -> fmt::Result {
    others.iter().take(LISTED).try_for_each(|other| write!(f, "\nmeanwhile, {other}"))?;
    match others.len().saturating_sub(LISTED) {
        0 => Ok(()),
        1 => f.write_str("\nand one more failed"),
        more => write!(f, "\nand {more} more failed"),
    }
}

/// Writes that there were retries left, and why they were not used.
fn write_unspent(f: &mut fmt::Formatter<'_>, retries: u32, tries: Tries, failure: &Failure) -> fmt::Result {
    if tries.attempts == 0 {
        return Ok(());
    }
    match (retries.saturating_sub(tries.spent()), retries) {
        (0, _) => return Ok(()),
        (1, 1) => f.write_str("\nits retry was not spent")?,
        (1, _) => write!(f, "\n1 of its {retries} retries was not spent")?,
        (left, _) if left == retries => write!(f, "\nits {retries} retries were not spent")?,
        (left, _) => write!(f, "\n{left} of its {retries} retries were not spent")?,
    }
    f.write_str(match failure {
        _ if must_end() => ": the run was interrupted",
        failure if failure.is_of_system() => ": failures of the system are tried again apart from them",
        failure if failure.is_recoverable() => ": all attempts together have twice its timeout, as on Flyte",
        _ => ": only `Recoverable` errors are tried again",
    })
}
