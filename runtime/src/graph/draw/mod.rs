//! Prints a graph: in Mermaid, in DOT, and as JSON.

mod condition;
mod dot;
mod edges;
mod json;
mod mermaid;
mod picture;

#[cfg(feature = "report")]
pub(crate) use condition::condition;
pub(crate) use dot::dot;
pub(crate) use json::json;
pub(crate) use mermaid::mermaid;
#[cfg(feature = "report")]
pub(crate) use picture::Shape;

#[cfg(test)]
mod tests;
