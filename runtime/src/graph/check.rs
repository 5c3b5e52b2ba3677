//! The unit test that `main!` brings.

use super::trace;
use crate::entity::{Kind, Registry};

/// Tests that every workflow of the program can be a graph.
///
/// # Panics
/// With every reason why one can't.
pub fn check() {
    let registry = Registry::collect().unwrap_or_else(|error| panic!("{error}"));
    let problems: Vec<String> = registry
        .iter()
        .filter(|(_, entity)| matches!(entity.kind, Kind::Workflow(_)))
        .filter_map(|(_, entity)| trace(entity, &registry).err())
        .map(|error| error.to_string())
        .collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}
