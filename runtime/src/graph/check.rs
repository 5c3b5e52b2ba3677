//! The unit test that `main!` brings.

use super::trace::{absent, trace};
use crate::entity::{Entity, Kind, Registry};

/// Tests that every workflow of the program can be a graph, and every default a literal.
///
/// # Panics
/// With every reason why one can't.
pub fn check() {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let problems: Vec<String> = registry
        .iter()
        .flat_map(|(_, entity)| match entity.kind {
            Kind::Workflow(_) => {
                trace(entity, &registry).err().map(|error| error.to_string()).into_iter().collect()
            }
            Kind::Task { .. } => wrong_defaults(entity),
        })
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

fn wrong_defaults(task: &Entity) -> Vec<String> {
    let inputs = task.inputs();
    let wrong = inputs.iter().filter_map(|input| absent(task, input).err());
    wrong.map(|problem| format!("{}: {}", problem.place, problem.message)).collect()
}
