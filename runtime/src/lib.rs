//! The Rust SDK for [Flyte](https://flyte.org): annotate plain functions, run them here, run them there.

// The macros name this crate `::aileron`, here too.
extern crate self as aileron;

mod arities;
mod cli;
mod entity;
mod graph;
mod program;
mod types;

#[doc(hidden)]
#[path = "hidden.rs"]
pub mod __;
pub mod prelude;

pub use aileron_idl as idl;
pub use aileron_macros::{main, task, workflow};
pub use chrono;
pub use entity::Recoverable;
pub use types::{FlyteType, Outputs, ValueError};
