//! Why a local run gave no outputs.

use crate::entity::Failure;
use crate::graph::{GraphError, MOST_NODES};
use crate::types::ValueError;
use std::error::Error;
use std::fmt;

/// Why a local run gave no outputs.
#[derive(Debug)]
pub(crate) enum RunError {
    /// Workflows that can't be graphs.
    Graphs(Vec<GraphError>),
    /// A workflow of more nodes than can be run.
    TooLarge {
        /// The workflow.
        workflow: String,
        /// How many it would have, with those that it calls written out.
        nodes: u64,
    },
    /// A task failed.
    Task {
        /// The task.
        task: String,
        /// Where it was called, from the inside out: node and workflow. Empty if it was run alone.
        nodes: Vec<(String, String)>,
        /// How often it was tried.
        attempts: u32,
        /// How often it may be tried again after an error that may pass.
        retries: u32,
        /// What happened, the last time.
        failure: Box<Failure>,
        /// How many more tasks failed meanwhile.
        others: usize,
    },
    /// A part of a value is an output, and not there.
    Output(ValueError),
}

impl fmt::Display for RunError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RunError::Graphs(errors) => {
                let texts: Vec<String> = errors.iter().map(ToString::to_string).collect();
                f.write_str(&texts.join("\n"))
            }
            RunError::Output(error) => {
                write!(f, "a part of a value, which is an output of the workflow, is not there: {error}")
            }
            RunError::TooLarge { workflow, nodes } => write!(
                f,
                "the workflow `{workflow}` comes to {nodes} nodes, with the workflows that it calls written out, and a local \
                 run takes {MOST_NODES} at most; let a task do more of the work, or call fewer workflows"
            ),
            RunError::Task { task, nodes, attempts, retries, failure, others } => {
                write!(f, "the task `{task}` failed")?;
                for (depth, (node, workflow)) in nodes.iter().enumerate() {
                    let joint = if depth == 0 { " at node" } else { ", called by node" };
                    write!(f, "{joint} {node} of the workflow `{workflow}`")?;
                }
                if *attempts > 1 {
                    write!(f, ", {attempts} times")?;
                }
                write!(f, ": {failure}")?;
                write_unspent(f, *retries, *attempts)?;
                match others {
                    0 => Ok(()),
                    1 => f.write_str("\none more task failed meanwhile"),
                    _ => write!(f, "\n{others} more tasks failed meanwhile"),
                }
            }
        }
    }
}

impl Error for RunError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            // What is several things has no one cause.
            RunError::Graphs(_) | RunError::TooLarge { .. } => None,
            RunError::Task { failure, .. } => Some(&**failure),
            RunError::Output(error) => Some(error),
        }
    }
}

/// Says that there were retries left, and why: an error that may pass spends all of them.
fn write_unspent(f: &mut fmt::Formatter<'_>, retries: u32, attempts: u32) -> fmt::Result {
    let Some(spent) = attempts.checked_sub(1) else { return Ok(()) };
    match (retries.saturating_sub(spent), retries) {
        (0, _) => return Ok(()),
        (1, 1) => f.write_str("\nits retry was not spent")?,
        (1, _) => write!(f, "\n1 of its {retries} retries was not spent")?,
        (left, _) if left == retries => write!(f, "\nits {retries} retries were not spent")?,
        (left, _) => write!(f, "\n{left} of its {retries} retries were not spent")?,
    }
    f.write_str(": only `Recoverable` errors are tried again")
}
