//! Runs a task of a service on this machine, where something else has to do its work.

use super::ExternalError;
use crate::entity::{Entity, Failure, ServiceWork, Settings, caught, invoke};
use crate::plugin::Plugged;
use aileron_idl::core::{Literal, LiteralMap};

/// Runs the task's local function, or else its plugin's.
pub(super) fn run(
    task: &Entity,
    settings: &Settings,
    service: &ServiceWork,
    mut inputs: LiteralMap,
) -> Result<Vec<Literal>, Failure> {
    if let Some(local) = service.local {
        let names = task.inputs().into_iter().map(|input| input.name);
        return invoke(local, names.filter_map(|name| inputs.literals.remove(&name)).collect());
    }
    let plugin_task = task.plugin_task(settings);
    let run = |plugin: &dyn Plugged| {
        caught(|| plugin.run_local(&plugin_task, &inputs).transpose().map_err(Failure::User))
    };
    match settings.plugin.map_or(Ok(None), run)? {
        Some(outputs) => outputs_of(task, outputs).map_err(|error| Failure::User(error.into())),
        None => here(task, settings, service, &inputs).map_err(|error| Failure::User(error.into())),
    }
}

fn outputs_of(task: &Entity, mut given: LiteralMap) -> Result<Vec<Literal>, ExternalError> {
    let take = |name: String| {
        let missing =
            || ExternalError::new(format_args!("the output `{name}` is missing in what its plugin returned"));
        given.literals.remove(&name).ok_or_else(missing)
    };
    task.outputs().into_iter().map(|output| output.name).map(take).collect()
}

/// Runs a query on this machine's database.
#[cfg(feature = "sqlite")]
fn here(
    task: &Entity,
    settings: &Settings,
    service: &ServiceWork,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    match service.query {
        Some(query) => super::query::run(task, settings, query, inputs),
        None => Err(nobody(task.name, "")),
    }
}

#[cfg(not(feature = "sqlite"))]
fn here(
    task: &Entity,
    _: &Settings,
    service: &ServiceWork,
    _: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    const DATABASE: &str = "turn on Aileron's feature `sqlite` to run the query on SQLite; or ";
    Err(nobody(task.name, if service.query.is_some() { DATABASE } else { "" }))
}

fn nobody(task: &str, way: &str) -> ExternalError {
    ExternalError::new(format_args!(
        "a service runs `{task}`, and can't be called from this machine; {way}name a function with the same types that \
         replaces it in local runs, as in `local = a_function` after `plugin = …`; or replace it in a test with \
         `aileron::testing::stand_in`"
    ))
}
