//! Everything that a workflow's body may hold, each in a workflow named after it.
//!
//! `tests/graphs.rs` calls each as the plain function that it is, and reads the graph that it became.
#![allow(missing_docs)]
// Bodies hold what people write, tidy or not.
#![allow(clippy::all, clippy::pedantic)]

pub mod bodies;
pub mod calls;
pub mod constants;
pub mod lists;
pub mod maps;
pub mod parts;
pub mod tasks;
