//! Executions on the server: what they are like, waiting for them, and what can be done to them.

mod change;
mod data;
mod decks;
mod failure;
mod handle;
mod list;
mod name;
mod once;
mod snapshot;
mod tree;
mod wait;

pub(crate) use data::values;
pub(crate) use failure::describe;
pub use handle::Execution;
pub(crate) use list::newest_first;
pub use list::{ExecutionSummary, Executions};
pub(super) use name::check as check_name;
pub(super) use once::{Start, once};
pub use snapshot::{Abort, AttemptSnapshot, LogLink, NodeSnapshot, Problem, Snapshot, State, Times};
pub(crate) use tree::{changes, lines as tree_lines};
pub use wait::Watch;
