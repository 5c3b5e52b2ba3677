//! A task that is the work of a service: on this machine something else does it.

use super::ExternalError;
use crate::entity::{Entity, Failure, Service, Settings, caught, invoke};
use crate::plugin::Plugged;
use aileron_idl::core::{Literal, LiteralMap};

/// Has the task's own function do the work, else its plugin.
pub(super) fn run(
    task: &Entity,
    settings: &Settings,
    service: &Service,
    mut inputs: LiteralMap,
) -> Result<Vec<Literal>, Failure> {
    if let Some(local) = service.local {
        let names = task.inputs().into_iter().map(|input| input.name);
        return invoke(local, names.filter_map(|name| inputs.literals.remove(&name)).collect());
    }
    let name = task.name();
    let asked = task.plugin_task(&name, settings);
    let run = |plugin: &dyn Plugged| {
        caught(|| plugin.run_local(&asked, &inputs).transpose().map_err(Failure::User))
    };
    match settings.plugin.map_or(Ok(None), run)? {
        Some(outputs) => outputs_of(task, outputs).map_err(|error| Failure::User(error.into())),
        None => here(task, settings, service, &inputs).map_err(|error| Failure::User(error.into())),
    }
}

fn outputs_of(task: &Entity, mut given: LiteralMap) -> Result<Vec<Literal>, ExternalError> {
    let take = |name: String| {
        let missing = || ExternalError::new(format_args!("the output `{name}` was not given by its plugin"));
        given.literals.remove(&name).ok_or_else(missing)
    };
    task.outputs().into_iter().map(|output| output.name).map(take).collect()
}

/// A query has a database of this machine.
#[cfg(feature = "sqlite")]
fn here(
    task: &Entity,
    settings: &Settings,
    service: &Service,
    inputs: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    match service.query {
        Some(query) => super::query::run(task, settings, query, inputs),
        None => Err(nobody(&task.name(), "")),
    }
}

#[cfg(not(feature = "sqlite"))]
fn here(
    task: &Entity,
    _: &Settings,
    service: &Service,
    _: &LiteralMap,
) -> Result<Vec<Literal>, ExternalError> {
    const DATABASE: &str = "have the query run on SQLite, by the feature `sqlite` of Aileron; or ";
    Err(nobody(&task.name(), if service.query.is_some() { DATABASE } else { "" }))
}

fn nobody(task: &str, way: &str) -> ExternalError {
    ExternalError::new(format_args!(
        "`{task}` is the work of a service, which can't be called from this machine: {way}name a function of the same \
         types that does it here, as in `local = a_function` beside `plugin = …`; or let one stand in for it in a \
         test, with `aileron::testing::stand_in`"
    ))
}
