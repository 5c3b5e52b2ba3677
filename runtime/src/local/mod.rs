//! Runs a task, or a workflow by its graph, on this machine.
//!
//! The graph is flattened first: a call of a sub-workflow becomes the nodes of that workflow, so that whatever is
//! independent runs in parallel, on whatever level it stands. Values pass as literals through each task's own
//! conversions, so what those refuse on Flyte they refuse here.
//!
//! What differs from Flyte: Rust code runs in this process, and its timeout is not enforced, since a function can't be
//! stopped from outside; nothing is cached; only `retries` are granted, no attempts for the system's own failures.

mod error;
mod plan;
mod progress;
mod run;
mod schedule;
mod step;
#[cfg(test)]
mod tests;
mod unheeded;

pub(crate) use error::RunError;
pub(crate) use progress::has_display;

use crate::entity::{Entity, Registry};
#[cfg(unix)]
use crate::external;
use crate::logs;
use crate::panics;
use aileron_idl::core::Literal;
use plan::Plan;
use std::num::NonZeroUsize;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How to run.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Options {
    /// How many tasks run at once. An `async` task counts while it waits, too.
    pub(crate) jobs: NonZeroUsize,
    /// Whether a display on stderr shows what is running.
    pub(crate) progress: bool,
}

impl Options {
    /// As many tasks at once as there are processors.
    pub(crate) fn default_jobs() -> NonZeroUsize {
        std::thread::available_parallelism().unwrap_or(NonZeroUsize::MIN)
    }
}

/// Runs a task or a workflow; takes and gives literals in the order of its interface.
///
/// # Errors
/// When the workflow can't be a graph, or a task fails.
pub(crate) fn run(
    entity: &'static Entity,
    registry: &Registry,
    inputs: Vec<Literal>,
    options: Options,
) -> Result<Vec<Literal>, RunError> {
    panics::remember();
    #[cfg(unix)]
    external::watch_signals();
    let plan = Plan::of(entity, registry)?;
    if let Some(note) = unheeded::note(&plan) {
        logs::note(&note);
    }
    progress::watch(&plan, options, |board| run::run(&plan, inputs, options.jobs, board))
}

/// No user code runs under these locks, so what they guard is whole even if a thread died.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
