//! Warns before a run about options that work on Flyte but not in a local run.

use super::templates::Templates;
use crate::entity::{Entity, Settings, Target};
use std::collections::BTreeSet;

/// The largest number of names in a warning.
const LISTED: usize = 5;

/// The warning, if there is one. Container and script tasks are not affected: they are processes of their own.
/// If `processes`, nor are most tasks in Rust.
pub(super) fn note(templates: &Templates, processes: bool) -> Option<String> {
    let names = names(templates, processes, |settings| !settings.env.is_empty())?;
    let why = if processes {
        "dynamic workflows and functions of services share this process"
    } else {
        "Rust tasks share this process; with `--processes`, each attempt has one of its own"
    };
    Some(format!("in a local run, `env(…)` is not set for {names}: {why}"))
}

/// The Rust tasks whose settings match, in the order of their names.
fn names(templates: &Templates, processes: bool, matches: impl Fn(&Settings) -> bool) -> Option<String> {
    let mut found = BTreeSet::new();
    templates.each_task(&mut |task| {
        if here(task, processes).is_some_and(&matches) {
            found.insert(task.name);
        }
    });
    let listed: Vec<String> = found.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let listed = listed.join(", ");
    match found.len().checked_sub(LISTED) {
        _ if found.is_empty() => None,
        None | Some(0) => Some(listed),
        Some(more) => Some(format!("{listed} and {more} more")),
    }
}

/// The settings of a task whose code runs in this process.
fn here(task: &Entity, processes: bool) -> Option<&'static Settings> {
    let settings = task.settings()?;
    let is = match settings.target {
        Target::Program => !processes || task.is_dynamic(),
        Target::Service(service) => service.local.is_some(),
        Target::Container(_) | Target::Shell(_) => false,
    };
    is.then_some(settings)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::Registry;
    use crate::prelude::*;

    #[task(timeout = "5s")]
    fn slow(x: i64) -> i64 {
        x
    }

    #[task(timeout = "5s", env(KEY = "value"))]
    fn varied(x: i64) -> i64 {
        x
    }

    #[shell_task(script = "sleep 1", timeout = "5s", env(KEY = "value"))]
    fn asleep();

    #[workflow]
    fn both(x: i64) -> i64 {
        asleep();
        varied(slow(slow(x)))
    }

    fn noted(tail: &str) -> Option<String> {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.local.unheeded.tests.{tail}"))[0];
        note(&Templates::new(entity).unwrap(), false)
    }

    #[test]
    fn only_variables_of_rust_tasks_have_no_effect() {
        assert_eq!(
            noted("both").unwrap(),
            "in a local run, `env(…)` is not set for `aileron.local.unheeded.tests.varied`: Rust tasks share this process; \
             with `--processes`, each attempt has one of its own"
        );
        assert_eq!(noted("slow"), None);
        assert_eq!(noted("asleep"), None);
    }
}
