//! The verbs that plugins add. Their services start the program with these.

use super::failure::Failure;
use crate::entity::{self, Entity, Settings};
use crate::plugin::{Plugged, Verb};
use clap::Command;
use std::process::ExitCode;

/// The tasks whose plugins add a verb.
fn all() -> impl Iterator<Item = (Verb, &'static Entity, &'static Settings, &'static dyn Plugged)> {
    entity::all().iter().filter_map(|entity| {
        let settings = entity.settings()?;
        let plugin = settings.plugin?;
        Some((plugin.verb()?, entity, settings, plugin))
    })
}

/// The plugins' verbs, each once.
pub(super) fn commands() -> Vec<Command> {
    let mut verbs: Vec<Verb> = all().map(|(verb, ..)| verb).collect();
    verbs.sort_unstable_by_key(|verb| verb.name);
    verbs.dedup_by_key(|verb| verb.name);
    verbs.into_iter().map(|verb| Command::new(verb.name).about(verb.about)).collect()
}

/// Runs the verb `name` of the first plugin whose task the service means.
pub(super) fn run(name: &str) -> Result<ExitCode, Failure> {
    let mut tasks: Vec<_> = all().filter(|(verb, ..)| verb.name == name).collect();
    tasks.sort_unstable_by_key(|(_, entity, ..)| entity.name);
    let names: Vec<&str> = tasks.iter().map(|(_, entity, ..)| entity.name).collect();
    for (_, task, settings, plugin) in &tasks {
        let answer = plugin.start(&task.plugin_task(settings), &names);
        let failed = |error| {
            Failure::work(format_args!("`{name}` of the plugin of the task `{}`: {error}", task.name))
        };
        if let Some(status) = answer.map_err(failed)? {
            return Ok(status);
        }
    }
    Err(Failure::work(format_args!(
        "`{name}` found no task to run; the program has the tasks `{}` with this verb",
        names.join("`, `")
    )))
}
