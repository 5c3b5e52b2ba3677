//! A graph as text: for Mermaid, for Graphviz, and as JSON for programs.

mod dot;
mod edges;
mod json;
mod mermaid;

pub(crate) use dot::dot;
pub(crate) use json::json;
pub(crate) use mermaid::mermaid;

use super::Node;
use crate::entity::EntityKind;

/// The last word of an entity's name: what fits into a box.
fn short(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}

fn is_workflow(node: &Node) -> bool {
    matches!(node.entity.kind, EntityKind::Workflow(_))
}
