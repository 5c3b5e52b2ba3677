//! What the examples of flytesnacks show, written in Rust: one module for each group of pages.
#![allow(missing_docs)]
// Tasks of examples are short; their numbers are small.
#![allow(
    clippy::must_use_candidate,
    clippy::needless_pass_by_value,
    clippy::missing_errors_doc,
    clippy::missing_panics_doc
)]
#![allow(clippy::cast_precision_loss, clippy::cast_possible_wrap)]

pub mod built;
pub mod chain;
pub mod conditional;
pub mod dynamics;
pub mod failing;
pub mod mapped;
pub mod plans;
pub mod references;
pub mod resources;
pub mod waiting;
