//! Drives tasks and workflows from code: what happens in a run, and why it failed, as values that a program can keep.

mod error;
mod event;

pub use error::{NodeFailure, RunError};
pub use event::{Event, EventKind};

use crate::entity::Entity;
use crate::local::{self, Options};
use crate::setup::Setup;
use aileron_idl::core::Literal;
use event::Recorder;
use std::num::NonZeroUsize;

/// Runs a task or the graph of a workflow. Takes and returns literals in the order of its interface. `hear` gets each event,
/// one at a time.
pub(crate) fn run(
    entity: &'static Entity,
    inputs: Vec<Literal>,
    jobs: NonZeroUsize,
    setup: Setup,
    hear: &mut (dyn FnMut(Event) + Send),
) -> Result<Vec<Literal>, RunError> {
    let recorder = Recorder::new(hear);
    let async_jobs = Options::default_async_jobs();
    let options = Options { jobs, async_jobs, processes: false, progress: false, listeners: &[&recorder] };
    let ended = local::run(entity, inputs, options, Setup { is_guest: true, ..setup });
    ended.map_err(|error| RunError::new(error, recorder.into_failures()))
}
