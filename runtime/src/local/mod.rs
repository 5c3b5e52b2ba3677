//! Runs a task, or a workflow by its graph, on this machine.
//!
//! The graph is flattened first: a call of a sub-workflow becomes the nodes of that workflow, so that whatever is
//! independent runs in parallel, on whatever level it stands. Values pass as literals through each task's own
//! conversions, so what those refuse on Flyte they refuse here.
//!
//! What differs from Flyte: Rust code runs in this process, and its timeout is not enforced, since a function can't be
//! stopped from outside; nothing is cached; only `retries` are granted, no attempts for the system's own failures.

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

use crate::entity::{Entity, Registry};
#[cfg(unix)]
use crate::external;
use crate::logs;
use crate::panics;
use crate::setup::Setup;
use aileron_idl::core::Literal;
use plan::Plan;
use std::sync::Arc;

/// Runs a task or a workflow; takes and gives literals in the order of its interface.
///
/// # Errors
/// When the workflow can't be a graph, or a task fails.
pub(crate) fn run(
    entity: &'static Entity,
    registry: &Registry,
    inputs: Vec<Literal>,
    options: Options,
    setup: Setup,
) -> Result<Vec<Literal>, RunError> {
    panics::remember();
    #[cfg(unix)]
    external::watch_signals();
    let plan = Plan::new(entity, registry)?;
    if let Some(note) = unheeded::note(&plan) {
        logs::note(&note);
    }
    progress::watch(&plan, options, |board| run::run(&plan, inputs, options.jobs, board, Arc::new(setup)))
}
