//! Workflows that nobody wrote: the build makes them, and `tests/agree.rs` runs them.
#![allow(missing_docs)]
// Bodies contain what the generator likes, tidy or not.
#![allow(warnings, clippy::all, clippy::pedantic)]

use workflow_generator::{Input, Output, Value};

include!(concat!(env!("OUT_DIR"), "/workflows.rs"));
