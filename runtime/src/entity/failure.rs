//! Why a task returned no outputs.

use super::is_recoverable;
use crate::causes::Causes;
use crate::types::ValueError;
use std::error::Error;
use std::fmt;
use std::time::Duration;

/// Why a task returned no outputs.
#[derive(Debug)]
pub enum Failure {
    /// An input is missing.
    Missing {
        /// The input.
        name: &'static str,
    },
    /// An input's literal does not fit the parameter's type.
    Input {
        /// The input.
        name: &'static str,
        /// What is wrong with it.
        error: ValueError,
    },
    /// What the function returned can't be a literal.
    Output {
        /// What is wrong with it.
        error: ValueError,
    },
    /// The function returned an error.
    User(Box<dyn Error + Send + Sync>),
    /// The function panicked.
    Panic {
        /// The panic's message.
        message: String,
        /// The position in the source: `src/lib.rs:10:5`.
        place: Option<String>,
    },
    /// The attempt took longer than it may.
    TimedOut {
        /// How long it may take.
        limit: Duration,
        /// Whether its code still runs, since a function can't be stopped from outside.
        still_runs: bool,
    },
    /// The attempt used more memory than it may.
    OutOfMemory {
        /// How much it may use, in bytes, where that is known.
        limit: Option<u64>,
    },
    /// The attempt was ended because the run has to end.
    Interrupted,
    /// What is around the task failed, not the task: a process can't be started, or a store can't be reached.
    System(Box<dyn Error + Send + Sync>),
}

impl Failure {
    /// Whether another attempt is made that counts as one of the task's `retries`. So does Flyte after a timeout, and when
    /// memory runs out (flytepropeller `pkg/controller/nodes/executor.go`, flyteplugins `flytek8s/pod_helper.go`).
    pub(crate) fn is_recoverable(&self) -> bool {
        match self {
            Failure::User(error) => is_recoverable(&**error),
            Failure::TimedOut { .. } | Failure::OutOfMemory { .. } => true,
            _ => false,
        }
    }

    /// Whether another attempt is made whatever the task's `retries` say: nothing is wrong with the task.
    pub(crate) fn is_of_system(&self) -> bool {
        match self {
            Failure::System(_) => true,
            Failure::Output { error } => error.may_pass(),
            _ => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Missing { name } => write!(f, "the input `{name}` is missing"),
            Failure::Input { name, error } => write!(f, "the input `{name}` can't be read: {error}"),
            Failure::Output { error } => write!(f, "the output can't be written: {error}"),
            Failure::User(error) | Failure::System(error) => Causes(&**error).fmt(f),
            Failure::Panic { message, place: Some(place) } => write!(f, "panicked at {place}: {message}"),
            Failure::Panic { message, place: None } => write!(f, "panicked: {message}"),
            Failure::TimedOut { limit, still_runs } => {
                write!(f, "it took longer than its timeout of {limit:?}")?;
                f.write_str(if *still_runs { "; its thread still runs, but nobody waits for it" } else { "" })
            }
            Failure::OutOfMemory { limit: Some(limit) } => {
                write!(f, "it used more memory than its limit of {limit} bytes")
            }
            Failure::OutOfMemory { limit: None } => f.write_str("it used more memory than it may"),
            Failure::Interrupted => f.write_str("it was ended since the run was interrupted"),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Failure::Missing { .. }
            | Failure::Panic { .. }
            | Failure::TimedOut { .. }
            | Failure::OutOfMemory { .. }
            | Failure::Interrupted => None,
            Failure::Input { error, .. } | Failure::Output { error } => Some(error),
            Failure::User(error) | Failure::System(error) => Some(&**error),
        }
    }
}
