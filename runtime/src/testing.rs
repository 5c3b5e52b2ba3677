//! Helpers for unit tests of tasks and workflows.
//!
//! A task written in Rust is called like any function. For a task that other software runs, such as a
//! [`container_task`](macro@crate::container_task), and for a [reference](macro@crate::reference_task), a test can set a function that
//! [stands in](stand_in()) for it.
//! With the feature `sqlite`, a [`query_task`](macro@crate::query_task) can run on a database of the test.

pub use crate::external::{Awaited, Called, StandIn, Standing, Task, stand_in};
#[cfg(feature = "sqlite")]
pub use crate::external::{Database, database};
