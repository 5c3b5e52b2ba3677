//! Runs a task, or the graph of a workflow, on this machine.
//!
//! The graph is flattened first: a node that calls a workflow is replaced by the nodes of that workflow, so
//! independent nodes run in parallel even if they belong to different workflows. Values are passed as literals,
//! through each task's own conversions, so a value that a task refuses on Flyte is refused here as well.
//!
//! Differences from Flyte: Rust code runs in this process; its timeout is not enforced, since a function can't be
//! stopped from outside; results are not cached; `retries` count only for `Recoverable` errors, and there are no
//! retries for failures of the system.

mod error;
mod options;
mod plan;
mod progress;
mod run;
mod schedule;
mod step;
#[cfg(test)]
mod tests;
mod unheeded;

pub(crate) use error::RunError;
pub(crate) use options::Options;
pub(crate) use progress::has_display;

use crate::entity::Entity;
#[cfg(unix)]
use crate::external;
use crate::logs;
use crate::panics;
use crate::setup::Setup;
use aileron_idl::core::Literal;
use plan::Plan;
use std::sync::Arc;

/// Runs a task or a workflow. Takes and returns literals in the order of its interface.
///
/// # Errors
/// Fails if a workflow can't become a graph, or a task fails.
pub(crate) fn run(
    entity: &'static Entity,
    inputs: Vec<Literal>,
    options: Options,
    setup: Setup,
) -> Result<Vec<Literal>, RunError> {
    panics::remember();
    #[cfg(unix)]
    external::watch_signals();
    let plan = Plan::new(entity)?;
    if let Some(note) = unheeded::note(&plan) {
        logs::note(&note);
    }
    progress::watch(&plan, options, |board| run::run(&plan, inputs, options.jobs, board, Arc::new(setup)))
}
