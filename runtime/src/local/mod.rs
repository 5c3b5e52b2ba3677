//! Runs a task, or the graph of a workflow, on this machine.
//!
//! A run opens the workflow's block, and workers take its nodes as they become ready. A node that calls a workflow, or
//! chooses an arm of a branch, opens another block, and has ended when all of that has: only then do its outputs exist, as
//! on Flyte. Nodes of different blocks run in parallel. Values are passed as literals, through each task's own conversions,
//! so a value that a task refuses on Flyte is refused here as well.
//!
//! All that happens is told to listeners as events. Where tasks run is decided by an executor.
//!
//! Differences from Flyte: Rust code runs in this process, so a plain function that took too long is not stopped, only no
//! longer waited for.

mod attempts;
mod condition;
mod course;
mod driver;
mod error;
mod event;
mod executor;
mod failed;
mod frame;
mod futures;
mod gate;
mod grown;
mod inbox;
mod map;
mod memory;
mod options;
mod plain;
mod policy;
#[cfg(unix)]
mod processes;
mod progress;
mod remember;
mod run;
mod schedule;
mod template;
mod templates;
#[cfg(test)]
mod tests;
mod tokens;
mod unheeded;

#[cfg(test)]
pub(crate) use course::Tries;
pub(crate) use error::RunError;
pub(crate) use event::{Event, Listener, What};
pub(crate) use frame::NodeRef;
#[cfg(test)]
pub(crate) use map::TooFew;
pub(crate) use memory::Source;
pub(crate) use options::Options;
pub(crate) use plain::PlainProgress;
pub(crate) use progress::has_display;
#[cfg(any(feature = "image", feature = "remote"))]
pub(crate) use progress::{GONE, QUIET, TICK, drawing, put};
#[cfg(feature = "remote")]
pub(crate) use progress::{Size, bar};
pub(crate) use tokens::Amounts;

use crate::context::Context;
use crate::entity::Entity;
#[cfg(unix)]
use crate::external;
use crate::logs;
use crate::panics;
#[cfg(unix)]
use crate::processes::Processes;
use crate::setup::Setup;
use aileron_idl::core::Literal;
use attempts::Attempts;
use event::Listeners;
use executor::{Executor, InProcess};
use memory::Memory;
#[cfg(unix)]
use processes::InProcesses;
use remember::Remembering;
use run::Jobs;
use std::sync::{Arc, Mutex};
use templates::Templates;

/// Runs a task or a workflow. Takes and returns literals in the order of its interface.
///
/// # Errors
/// Fails if a workflow can't become a graph, or a node fails.
pub(crate) fn run(
    entity: &'static Entity,
    inputs: Vec<Literal>,
    options: Options<'_>,
    setup: Setup,
) -> Result<Vec<Literal>, RunError> {
    panics::remember();
    #[cfg(unix)]
    let _signalled = (!setup.is_guest).then(external::SignalledRun::begin);
    let templates = Templates::new(entity)?;
    gate::check(&templates, &setup)?;
    if let Some(note) = unheeded::note(&templates, options.processes).filter(|_| !setup.is_guest) {
        logs::note(&note);
    }
    interpret(&templates, inputs, options, setup)
}

/// Runs the blocks of a task or a workflow.
fn interpret(
    templates: &Templates,
    inputs: Vec<Literal>,
    options: Options<'_>,
    setup: Setup,
) -> Result<Vec<Literal>, RunError> {
    let here = InProcess::new(!setup.is_guest && templates.size().most_tasks == 1);
    #[cfg(unix)]
    let executor: Box<dyn Executor> = if options.processes {
        Box::new(InProcesses { processes: Processes::new(setup.program), others: here })
    } else {
        Box::new(here)
    };
    #[cfg(not(unix))]
    let executor = Box::new(here);
    let context = Context::local(Arc::new(setup));
    let memory = Remembering::new(&context);
    let ended =
        progress::watch(templates.workers(options.jobs) + options.async_jobs.get(), options, |listeners| {
            let attempts = Attempts {
                executor: &*executor,
                listeners: Listeners(listeners),
                context,
                memory: memory.as_ref().map(|memory| memory as &dyn Memory),
                grown: Mutex::default(),
            };
            let jobs =
                Jobs { at_work: options.jobs, polled: options.async_jobs, resources: options.resources };
            run::run(templates, inputs, jobs, &attempts)
        });
    if let Some(note) = executor.note_at_end() {
        logs::note(&note);
    }
    if let Some(memory) = memory {
        memory.end(ended.is_ok());
    }
    ended
}
