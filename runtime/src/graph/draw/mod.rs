//! Prints a graph: in Mermaid, in DOT, and as JSON.

mod dot;
mod edges;
mod json;
mod mermaid;

pub(crate) use dot::dot;
pub(crate) use json::json;
pub(crate) use mermaid::mermaid;
