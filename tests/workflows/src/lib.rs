//! Everything that a workflow's body may contain, each in a workflow with a matching name.
//!
//! `tests/graphs.rs` reads the graph of each workflow; `tests/agree.rs` also calls each as a plain function.
#![allow(missing_docs)]
// Bodies contain what users write, tidy or not.
#![allow(clippy::all, clippy::pedantic)]

pub mod bodies;
pub mod branches;
pub mod calls;
pub mod cases;
pub mod constants;
pub mod dynamic;
pub mod lists;
pub mod mapped;
pub mod maps;
pub mod order;
pub mod parts;
pub mod plans;
pub mod references;
pub mod settings;
pub mod tasks;
