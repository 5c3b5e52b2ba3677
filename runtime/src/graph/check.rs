//! The unit test that `main!` brings.

use super::trace::{absent, trace};
use crate::entity::{Entity, Kind, PodTemplate, Registry};

/// Tests that every workflow of the program can be a graph, every default a literal, and every pod template right.
///
/// # Panics
/// With every reason why one can't.
pub fn check() {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let problems: Vec<String> = registry.iter().flat_map(|(_, entity)| wrong(entity, &registry)).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn wrong(entity: &'static Entity, registry: &Registry) -> Vec<String> {
    match entity.kind {
        Kind::Workflow(_) => trace(entity, registry).err().iter().map(ToString::to_string).collect(),
        Kind::Task { settings, .. } => {
            let template = PodTemplate::of(entity, settings).and_then(Result::err);
            wrong_defaults(entity).into_iter().chain(template.into_iter().flatten()).collect()
        }
    }
}

fn wrong_defaults(task: &Entity) -> Vec<String> {
    let inputs = task.inputs();
    let wrong = inputs.iter().filter_map(|input| absent(task, input).err());
    wrong.map(|problem| format!("{}: {}", problem.place, problem.message)).collect()
}
