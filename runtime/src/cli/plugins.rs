//! The verbs that plugins add. Their services start the program with these.

use super::failure::Failure;
use crate::entity::{self, Entity, EntityKind, Settings};
use crate::plugin::{Plugged, Verb};
use clap::Command;
use std::process::ExitCode;

/// The tasks whose plugins add a verb.
fn all() -> impl Iterator<Item = (Verb, &'static Entity, &'static Settings, &'static dyn Plugged)> {
    entity::all().iter().filter_map(|entity| {
        let EntityKind::Task { settings, .. } = entity.kind else { return None };
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
    tasks.sort_by_cached_key(|(_, entity, ..)| entity.name());
    let names: Vec<String> = tasks.iter().map(|(_, entity, ..)| entity.name()).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    for (task, (_, entity, settings, plugin)) in names.iter().zip(&tasks) {
        let answer = plugin.start(&entity.plugin_task(task, settings), &names);
        let failed =
            |error| Failure::work(format_args!("`{name}` of the plugin of the task `{task}`: {error}"));
        if let Some(status) = answer.map_err(failed)? {
            return Ok(status);
        }
    }
    Err(Failure::work(format_args!(
        "`{name}` found no task to run; the program has the tasks `{}` with this verb",
        names.join("`, `")
    )))
}
