//! Everything that a workflow's body may hold, each in a workflow named after it.
//!
//! `tests/graphs.rs` calls each as the plain function that it is, and reads the graph that it became.
#![allow(missing_docs)]
// These bodies are what a user might write, not what is best.
#![allow(
    clippy::pedantic,
    clippy::assertions_on_constants,
    clippy::clone_on_copy,
    clippy::needless_late_init,
    clippy::useless_vec
)]

pub mod bodies;
pub mod calls;
pub mod constants;
pub mod lists;
pub mod tasks;
