//! Executions on the server: what they are like, and waiting for them.

mod snapshot;
mod wait;

pub use snapshot::{Abort, AttemptSnapshot, LogLink, NodeSnapshot, Problem, Snapshot, State, Times};
pub use wait::Watch;
