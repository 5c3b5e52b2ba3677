//! Executions on the server: what they are like, waiting for them, and what can be done to them.

mod change;
mod data;
mod decks;
mod handle;
mod list;
mod name;
mod snapshot;
mod wait;

pub(crate) use data::values;
pub use handle::Execution;
pub(super) use list::newest_first;
pub use list::{ExecutionSummary, Executions};
pub use snapshot::{Abort, AttemptSnapshot, LogLink, NodeSnapshot, Problem, Snapshot, State, Times};
pub use wait::Watch;
