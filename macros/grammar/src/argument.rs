//! An argument of a container, a script or a statement: text in which Flyte fills placeholders when it starts the task.

mod check;
mod dollar;
mod expand;
mod placeholder;
mod render;
mod written;

pub use dollar::env_value;
pub use placeholder::{Argument, Placeholder};
pub use render::{Inputs, Surroundings};
pub use written::Written;
