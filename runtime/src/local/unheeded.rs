//! Options that Flyte heeds and a local run does not, which is told before the run.

use super::plan::Plan;
use crate::entity::{Entity, EntityKind, Settings, Target};
use std::collections::BTreeSet;

/// So many names are still read by somebody.
const LISTED: usize = 5;

/// One line, if there is something to tell. Containers and scripts have both: they are processes of their own.
pub(super) fn note(plan: &Plan) -> Option<String> {
    let timeouts = names(plan, |settings| settings.timeout.is_some());
    let variables = names(plan, |settings| !settings.env.is_empty());
    let timeouts = timeouts.map(|names| format!("`timeout` does not end {names}"));
    let variables = variables.map(|names| format!("`env(…)` is not set for {names}"));
    let told: Vec<String> = timeouts.into_iter().chain(variables).collect();
    (!told.is_empty())
        .then(|| format!("in a local run, {}: Rust tasks share this process", told.join(", and ")))
}

/// The tasks in Rust whose settings are such, in the order of their names.
fn names(plan: &Plan, is_such: impl Fn(&Settings) -> bool) -> Option<String> {
    let tasks = plan.steps.iter().map(|step| step.task);
    let such: BTreeSet<String> =
        tasks.filter(|task| in_rust(task).is_some_and(&is_such)).map(Entity::name).collect();
    let listed: Vec<String> = such.iter().take(LISTED).map(|name| format!("`{name}`")).collect();
    let listed = listed.join(", ");
    match such.len().checked_sub(LISTED) {
        _ if such.is_empty() => None,
        None | Some(0) => Some(listed),
        Some(more) => Some(format!("{listed} and {more} more")),
    }
}

fn in_rust(task: &Entity) -> Option<&'static Settings> {
    let EntityKind::Task { settings, .. } = task.kind else { return None };
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
    fn told(x: i64) -> i64 {
        x
    }

    #[shell_task(script = "sleep 1", timeout = "5s", env(KEY = "value"))]
    fn asleep();

    #[workflow]
    fn both(x: i64) -> i64 {
        asleep();
        told(slow(slow(x)))
    }

    fn noted(tail: &str) -> Option<String> {
        let registry = Registry::collect().unwrap();
        let entity = registry.named(&format!("aileron.local.unheeded.tests.{tail}")).unwrap();
        note(&Plan::new(entity, &registry).unwrap())
    }

    #[test]
    fn what_is_not_heeded_is_told_once() {
        let name = |task: &str| format!("`aileron.local.unheeded.tests.{task}`");
        let (slow, told) = (name("slow"), name("told"));
        assert_eq!(
            noted("both").unwrap(),
            format!(
                "in a local run, `timeout` does not end {slow}, {told}, and `env(…)` is not set for {told}: Rust tasks \
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
