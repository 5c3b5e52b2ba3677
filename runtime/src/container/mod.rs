//! The container contract: how Flyte calls a container to run one task, and the files that Flyte reads afterwards.
//!
//! Flyte reads the files only if the process ended with exit status 0. So a task that failed reports that in
//! `error.pb` and ends with status 0 (flytepropeller `nodes/task/handler.go`, flytekit `bin/entrypoint.py`).

mod backtrace;
mod document;
mod dynamic;
mod element;
mod ending;
mod execute_options;
mod fast;
mod fault;
mod hash;
mod inputs;
mod lookup;
mod offload;
mod outputs;
mod panics;
mod signals;
mod worker;

pub(crate) use ending::Unfinished;
pub(crate) use execute_options::ExecuteOptions;
pub(crate) use fast::{FastExecuteOptions, fast_execute};

use crate::entity::{Entity, Target, TaskParts, invoke_wire};
use crate::external;
use crate::graph::{Expanded, expand};
use crate::handlers;
use crate::logs;
use crate::storage::{progress, scratch};
use crate::types::wire::Carried;
use aileron_idl::prost::Message;
use element::Elements;
use ending::Ending;
use fault::Fault;
use outputs::OutputFiles;
use std::sync::Arc;

/// Runs the task and writes `outputs.pb` or `error.pb`; neither if the task succeeded but another process reports the
/// outputs.
///
/// # Errors
/// Fails if the exit status has to report the failure: neither file can be written, or the plugin that started the
/// container needs the status.
pub(crate) fn execute(call: &ExecuteOptions) -> Result<(), Unfinished> {
    #[cfg(unix)]
    external::heed_parent();
    logs::start(false);
    // Copies are logged, so the pod's log shows progress.
    progress::log(logs::note, true);
    let ending = Arc::new(Ending::new(call)?);
    if let Some(signal) = call.died_of {
        // The process that owned these files has died.
        scratch::sweep();
        #[cfg(all(feature = "stores", unix))]
        signals::limit_report(signal);
        let fault = Fault::died_of(signal);
        return ending.error(&match lookup::find(&call.task) {
            Ok(entity) => fault.in_task(entity),
            Err(_) => fault,
        });
    }
    handlers::own();
    signals::watch();
    handlers::start_anew_at_the_end();
    let reported = run_and_report(call, &ending);
    handlers::set_exit_status(i32::from(reported.is_err()));
    reported
}

/// Runs the task and writes the file that reports its result.
fn run_and_report(call: &ExecuteOptions, ending: &Arc<Ending>) -> Result<(), Unfinished> {
    let attempt = lookup::find(&call.task).and_then(|entity| {
        panics::watch(ending, entity);
        attempt(call, entity, ending).map_err(|fault| fault.in_task(entity))
    });
    ending::claim();
    let fault = match attempt {
        Ok(None) => {
            ending.clear(None);
            return Ok(());
        }
        Ok(Some(outputs)) => match ending.outputs(&outputs) {
            Ok(()) => {
                ending.clear(Some(&outputs));
                return Ok(());
            }
            // The error is small; there may still be room for it.
            Err(error) => Fault::storage(&error),
        },
        Err(fault) => fault,
    };
    ending.clear(None);
    ending.error(&fault)
}

fn attempt(
    call: &ExecuteOptions,
    entity: &'static Entity,
    ending: &Ending,
) -> Result<Option<OutputFiles>, Fault> {
    let Some(TaskParts { body, settings, dynamic }) = entity.task() else {
        return Err(lookup::is_no_task(entity));
    };
    match settings.target {
        Target::Container(_) => return Err(lookup::is_of_another_image(&call.task)),
        Target::Service(_) => return Err(lookup::is_of_a_service(&call.task)),
        Target::Program | Target::Shell(_) => {}
    }
    let inputs = inputs::read(&call.inputs, &body.inputs(), &Elements::new(&call.elements)?)?;
    let context = call.context(entity).map_err(|error| Fault::storage(&error))?;
    ending.attach(&context);
    #[cfg(unix)]
    if context.files().uploads() || ending.prefix().path().is_none() {
        signals::undo().map_err(|error| Fault::system("signals", error))?;
    } else {
        context.files().before_scratch(signals::undo);
    }
    let failed = |failure| Fault::from_failure(failure).or_interrupted();
    if let Some(tracer) = dynamic {
        let inputs = inputs.into_iter().map(Carried::Wire).collect();
        return context.begin(true, || match expand(entity, tracer, inputs).map_err(failed)? {
            Expanded::Graph(graph) => dynamic::futures(entity, *graph, &context).map(Some),
            Expanded::Outputs(outputs) => {
                let outputs = outputs.iter().map(|output| output.encode_to_vec().into()).collect();
                outputs::named(&body.outputs(), outputs, ending.prefix()).map(Some)
            }
        });
    }
    let work = || match settings.target {
        Target::Program => invoke_wire(body, inputs),
        _ => external::run_wire(entity, inputs),
    };
    let returned = context.begin(true, work);
    if !settings.deck && !context.decks().is_empty() {
        logs::note("Flyte's console won't show this task's deck; write `#[task(deck)]`");
    }
    let literals = returned.map_err(failed)?;
    if let Some(plugin) = settings.plugin
        && !plugin.leads().map_err(|error| Fault::user("plugin", error))?
    {
        return Ok(None);
    }
    outputs::named(&body.outputs(), literals, ending.prefix()).map(Some)
}
