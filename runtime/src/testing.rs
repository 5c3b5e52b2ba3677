//! Helpers for unit tests of tasks and workflows.
//!
//! A task written in Rust is called like any function, and so is a workflow. [`run()`] interprets the graph of a workflow instead, as
//! `app run` does, with typed inputs and outputs; [`Run`] gives what happens meanwhile as a list, too.
//!
//! For a task that other software runs, such as a
//! [`container_task`](macro@crate::container_task), and for a [reference](macro@crate::reference_task), a test can set a function that
//! [stands in](stand_in()) for it; in [`run()`], for every task.
//! With the feature `sqlite`, a [`query_task`](macro@crate::query_task) can run on a database of the test.
//! [`answer()`] answers a [`gate`](mod@crate::gate).

mod run;
#[cfg(test)]
mod tests;

use crate::gate;
use crate::types::FlyteType;

/// Answers a [`gate`](mod@crate::gate) that the plain function of a workflow or its [`run()`] comes to: `true` or `false` for an approval, a value for
/// [`wait_for`](crate::gate::wait_for).
///
/// ```
/// use aileron::prelude::*;
/// use aileron::testing::answer;
///
/// #[task]
/// fn half(x: f64) -> f64 {
///     x / 2.0
/// }
///
/// #[workflow]
/// fn asked() -> f64 {
///     half(gate::wait_for::<f64>("x"))
/// }
///
/// answer("x", 0.5);
/// assert_eq!(asked(), 0.25);
/// ```
///
/// The answer holds on this thread and in the runs that it begins, for all calls of the gate, until there is another one.
///
/// # Panics
///
/// Panics if no literal can hold the value.
pub fn answer<T: FlyteType>(gate: impl Into<String>, value: T) {
    let gate = gate.into();
    let value =
        value.into_literal().unwrap_or_else(|error| panic!("the answer to the gate `{gate}`: {error}"));
    gate::answer(gate, value);
}

pub use crate::embed::{Event, EventKind, NodeFailure, RunError};
pub use crate::external::{Awaited, Called, StandIn, Standing, Task, stand_in};
#[cfg(feature = "sqlite")]
pub use crate::external::{Database, database};
pub use crate::types::Inputs;
pub use run::{Ended, Run, run};
