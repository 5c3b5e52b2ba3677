//! Prints a graph: in Mermaid, in DOT, and as JSON.

mod dot;
mod edges;
mod json;
mod mermaid;

pub(crate) use dot::dot;
pub(crate) use json::json;
pub(crate) use mermaid::mermaid;

use super::Node;
use crate::entity::EntityKind;

/// The last part of an entity's name, which fits into a box.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn is_workflow(node: &Node) -> bool {
    matches!(node.entity.kind, EntityKind::Workflow(_))
}
