//! Warns before a run about options that work on Flyte but not in a local run.

use super::templates::Templates;
use crate::entity::{Entity, Settings, Target};
use std::collections::BTreeSet;

/// The largest number of names in a warning.
const LISTED: usize = 5;

/// The warning, if there is one. Container and script tasks are not affected: they are processes of their own.
pub(super) fn note(templates: &Templates) -> Option<String> {
    let timeouts = names(templates, |settings| settings.timeout.is_some());
    let variables = names(templates, |settings| !settings.env.is_empty());
    let timeouts = timeouts.map(|names| format!("`timeout` does not end {names}"));
    let variables = variables.map(|names| format!("`env(…)` is not set for {names}"));
    let effects: Vec<String> = timeouts.into_iter().chain(variables).collect();
    (!effects.is_empty())
        .then(|| format!("in a local run, {}: Rust tasks share this process", effects.join(", and ")))
}

/// The Rust tasks whose settings match, in the order of their names.
fn names(templates: &Templates, matches: impl Fn(&Settings) -> bool) -> Option<String> {
    let mut found = BTreeSet::new();
    templates.each_task(&mut |task| {
        if in_rust(task).is_some_and(&matches) {
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

fn in_rust(task: &Entity) -> Option<&'static Settings> {
    let settings = task.settings()?;
    let is = match settings.target {
        Target::Program => true,
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
    fn tardy(x: i64) -> i64 {
        x
    }

    #[shell_task(script = "sleep 1", timeout = "5s", env(KEY = "value"))]
    fn asleep();

    #[workflow]
    fn both(x: i64) -> i64 {
        asleep();
        tardy(slow(slow(x)))
    }

    fn noted(tail: &str) -> Option<String> {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.local.unheeded.tests.{tail}"))[0];
        note(&Templates::new(entity).unwrap())
    }

    #[test]
    fn all_options_without_effect_are_in_one_warning() {
        let name = |task: &str| format!("`aileron.local.unheeded.tests.{task}`");
        let (slow, tardy) = (name("slow"), name("tardy"));
        assert_eq!(
            noted("both").unwrap(),
            format!(
                "in a local run, `timeout` does not end {slow}, {tardy}, and `env(…)` is not set for {tardy}: Rust tasks \
                 share this process"
            )
        );
        assert_eq!(
            noted("slow").unwrap(),
            format!("in a local run, `timeout` does not end {slow}: Rust tasks share this process")
        );
        assert_eq!(noted("asleep"), None);
    }
}
